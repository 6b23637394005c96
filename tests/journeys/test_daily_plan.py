"""Daily plans from the unsigned gate to days of silence: texts, staff actions, the list and the patient's page."""

from __future__ import annotations

import pytest

from tests.journeys.day import Day
from tests.unit.regimens import EVERY_OTHER_DAY, EVERY_THIRD_DAY, FIRST_DAY_25, PATTERN_A, SUPERVISED, daily

OPIOID_GATE = {
    "agent": "short_acting",
    "opioid_free_since": "2026-01-01",
    "urine_test": "negative",
    "contraindications": [],
    "signed_by": "Dr Hale",
}
ALCOHOL_GATE = {"agent": "none", "urine_test": "negative", "contraindications": [], "signed_by": "Dr Hale"}
REMINDER = "Time for your 8:00. Reply 1 done, 2 later, 3 skip"


def begun(day: Day, name: str, plan: dict[str, object], gate: dict[str, object] = ALCOHOL_GATE) -> str:
    """Somebody whose plan waits for the gate, which is then signed; gives the regimen's id."""
    day.enrol(name)
    told = day.does(name, "regimens", plan)
    assert told["state"] == "waiting"
    assert "Start gate not signed" in day.dashboard(name)
    assert day.does(name, "start-gate", gate)["passed"] is True
    return str(told["id"])


def states(day: Day, name: str) -> dict[str, str]:
    """What became of each local date."""
    doses = day.staff("GET", f"/patients/{{{name}}}/doses")[1]["doses"]
    return {dose["on"]: dose["state"] for dose in doses}


def test_every_day_from_the_gate_to_silence(day: Day) -> None:
    day.until("2026-03-02 07:00")
    regimen_id = begun(day, "Mira", daily(starts_on="2026-03-02"), OPIOID_GATE)
    day.does("Mira", "dispenses", {"dispensed_on": "2026-03-02", "tablets": 12, "tablet_mg": 50})
    assert day.staff("GET", "/patients/{Mira}/supply")[1]["run_out_on"] == "2026-03-14"

    day.until("2026-03-02 09:01")
    assert [when for when, body in day.texts("Mira") if "8:00" in body] == ["2026-03-02 08:00", "2026-03-02 09:00"]
    day.reply("Mira", "3")
    assert states(day, "Mira")["2026-03-02"] == "skipped"
    day.reply("Mira", "actually took it now")
    assert states(day, "Mira")["2026-03-02"] == "taken"
    day.reply("Mira", "undo")
    assert states(day, "Mira")["2026-03-02"] == "skipped"

    # Staff correct it with a reason, and take the correction back.
    [dose] = day.staff("GET", "/patients/{Mira}/doses?from=2026-03-02&to=2026-03-02")[1]["doses"]
    said = {"state": "taken", "taken_at": "2026-03-02T08:30", "source": "staff", "note": "She called and said so"}
    assert day.fills_in(f"/doses/{dose['id']}", **said)[0] == 200
    assert states(day, "Mira")["2026-03-02"] == "taken"
    assert "She called and said so" in day.page(f"/doses/{dose['id']}")
    assert day.fills_in(f"/doses/{dose['id']}/undo")[0] == 200
    assert states(day, "Mira")["2026-03-02"] == "skipped"

    # The plan moves to 09:00 from the day after tomorrow, and the change is undone.
    changed = daily(starts_on="2026-03-02", times=["09:00"]) | {"from": "2026-03-04"}
    assert day.staff("POST", f"/regimens/{regimen_id}/versions", changed)[0] == 201
    day.until("2026-03-04 09:05")
    assert day.texts("Mira")[-1] == ("2026-03-04 09:00", "Time for your 9:00. Reply 1 done, 2 later, 3 skip")
    day.reply("Mira", "1")
    undone = day.staff("POST", f"/regimens/{regimen_id}/versions/undo", {"reason": "she prefers 8:00"})
    assert undone[0] == 201
    assert "she prefers 8:00" in day.dashboard("Mira")
    day.until("2026-03-05 08:01")
    assert day.texts("Mira")[-1] == ("2026-03-05 08:00", REMINDER)
    assert states(day, "Mira")["2026-03-04"] == "taken"

    # A week before the tablets run out there is a prompt; she needs more.
    day.until("2026-03-07 10:01")
    assert "You may run low around" in day.last_text("Mira")
    day.reply("Mira", "2")
    assert "ran_out" in day.cast.open_flags(day.id_of("Mira"))
    day.does("Mira", "dispenses", {"dispensed_on": "2026-03-07", "tablets": 30, "tablet_mg": 50})
    assert "ran_out" not in day.cast.open_flags(day.id_of("Mira"))

    # Away for two days: nothing is sent, and it restarts by itself.
    day.does("Mira", "holds", {"kind": "travel", "from": "2026-03-09", "to": "2026-03-10", "reason": "family"})
    before = len(day.texts("Mira"))
    day.until("2026-03-08 08:10")
    day.reply("Mira", "1")
    day.until("2026-03-11 07:59")
    assert [body for _, body in day.texts("Mira")[before:]][2:] == []
    assert (states(day, "Mira")["2026-03-09"], states(day, "Mira")["2026-03-10"]) == ("held", "held")
    assert "Held" in day.dashboard("Mira")

    # Three days of silence: the question about opioids comes before the next tablet.
    day.until("2026-03-14 08:01")
    assert states(day, "Mira")["2026-03-11"] == "no_answer"
    assert {"consecutive_days", "restart"} <= set(day.cast.open_flags(day.id_of("Mira")))
    assert day.last_text("Mira").startswith("Please check in with us before your next one.")
    assert "Mira Journey" in day.page("/")
    assert "No dose taken for" in day.dashboard("Mira")
    day.reply("Mira", "1")
    assert "restart" in day.cast.open_flags(day.id_of("Mira"))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (PATTERN_A, {"2026-03-06": 50, "2026-03-07": 100, "2026-03-08": None, "2026-03-09": 50}),
        (EVERY_OTHER_DAY, {"2026-03-02": 100, "2026-03-03": None, "2026-03-04": 100, "2026-03-08": 100}),
        (EVERY_THIRD_DAY, {"2026-03-02": 150, "2026-03-04": None, "2026-03-05": 150, "2026-03-08": 150}),
        (SUPERVISED, {"2026-03-02": 100, "2026-03-04": 100, "2026-03-06": 150, "2026-03-07": None}),
        (FIRST_DAY_25, {"2026-03-02": 25, "2026-03-03": 50, "2026-03-08": 50}),
    ],
    ids=["pattern_a", "every_other_day", "every_third_day", "supervised", "first_day_25"],
)
def test_the_labelled_patterns_over_a_week(day: Day, pattern: dict[str, object], expected: dict[str, object]) -> None:
    day.until("2026-03-02 07:00")
    begun(day, "Pat", daily(starts_on="2026-03-02", pattern=pattern), OPIOID_GATE)
    day.until("2026-03-09 08:30")
    doses = day.staff("GET", "/patients/{Pat}/doses")[1]["doses"]
    planned = {dose["on"]: dose["quantity_mg"] for dose in doses}
    assert {on: planned.get(on) for on in expected} == expected
    reminded = {when[:10] for when, body in day.texts("Pat") if body == REMINDER}
    asked = {when[:10] for when, body in day.texts("Pat") if body.startswith("Please check in")}
    assert reminded | asked == {on for on in planned if on <= "2026-03-09"}
    newest = [dose for dose in doses if dose["on"] <= "2026-03-09"][-1]
    seen = {"state": "taken", "source": "observed"}
    assert day.staff("POST", f"/doses/{newest['id']}/administrations", seen)[0] == 201
    assert "observed by staff" in day.dashboard("Pat")


def test_several_times_a_day_beside_a_second_plan(day: Day) -> None:
    day.until("2026-03-02 07:00")
    twice = daily(starts_on="2026-03-02", times=["08:00", "20:00"], pattern={"type": "every_day", "quantity_mg": 25})
    begun(day, "Sev", twice)
    # The evening one stays open until 04:00: a plain answer at night means it, a late one the morning's is not guessed.
    day.until("2026-03-02 20:05")
    day.reply("Sev", "1")
    assert [s for s in day.states("Sev")][:2] == ["no_answer", "taken"]
    status, told = day.staff(
        "POST", "/patients/{Sev}/regimens", daily(times=["12:00"], pattern={"type": "every_day", "quantity_mg": 125})
    )
    assert status == 409
    assert "override" in str(told)
    more = daily(starts_on="2026-03-03", times=["12:00"], pattern={"type": "every_day", "quantity_mg": 125})
    more["override"] = {"by": "Dr Hale", "reason": "agreed with the specialist"}
    assert day.staff("POST", "/patients/{Sev}/regimens", more)[0] == 201
    assert "agreed with the specialist" in day.dashboard("Sev")
    day.until("2026-03-07 04:01")
    assert "consecutive_days" in day.cast.open_flags(day.id_of("Sev"))
    assert "Sev Journey" in day.page("/")


def test_a_titration_waits_for_the_patient_and_is_held_by_a_side_effect(day: Day) -> None:
    day.until("2026-03-02 07:00")
    steps = [{"quantity_mg": 1.5, "days": 3}, {"quantity_mg": 3, "days": 3}, {"quantity_mg": 4.5}]
    plan = daily(
        medication="naltrexone low dose capsule",
        starts_on="2026-03-02",
        times=["20:00"],
        pattern={"type": "steps", "steps": steps, "advance": "patient"},
    )
    regimen_id = begun(day, "Lou", plan)
    day.until("2026-03-04 17:01")
    assert "Are you ready for your next step" in day.last_text("Lou")
    day.reply("Lou", "2")
    assert "Nothing changes for now" in day.last_text("Lou")
    day.until("2026-03-07 17:01")
    assert "Are you ready for your next step" in day.last_text("Lou")
    day.reply("Lou", "1")
    assert "Your next step starts on" in day.last_text("Lou")
    day.until("2026-03-08 20:05")
    quantities = {d["on"]: d["quantity_mg"] for d in day.staff("GET", "/patients/{Lou}/doses")[1]["doses"]}
    assert (quantities["2026-03-07"], quantities["2026-03-08"]) == (1.5, 3)
    day.reply("Lou", "1. but I feel sick and have headaches since the new ones")
    assert {"side_effect", "titration"} <= set(day.cast.open_flags(day.id_of("Lou")))
    assert "held" in day.dashboard("Lou").lower()
    back = {"move": "back", "reason": "headaches"}
    assert day.staff("POST", f"/regimens/{regimen_id}/steps", back)[0] == 201
    day.until("2026-03-10 20:05")
    quantities = {d["on"]: d["quantity_mg"] for d in day.staff("GET", "/patients/{Lou}/doses")[1]["doses"]}
    assert quantities["2026-03-10"] == 1.5
    assert "headaches" in day.dashboard("Lou")

    # Then silence: after three days without a taken one the team is told, and the staircase stays as it was.
    day.until("2026-03-14 00:01")
    assert "consecutive_days" in day.cast.open_flags(day.id_of("Lou"))
    assert "Lou Journey" in day.page("/")
    assert "No dose taken for" in day.dashboard("Lou")
    assert "headaches" in day.dashboard("Lou")
