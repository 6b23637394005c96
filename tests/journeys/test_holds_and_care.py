"""Holds and their restart, liver tests, other medicines and changed answers, as staff and patients live them."""

from __future__ import annotations

from tests.journeys.day import Day
from tests.unit.regimens import daily, injection

GATE = {
    "agent": "short_acting",
    "opioid_free_since": "2026-01-01",
    "urine_test": "negative",
    "contraindications": [],
    "signed_by": "Dr Hale",
}


def states(day: Day, name: str) -> dict[str, str]:
    """What became of each local date."""
    return {dose["on"]: dose["state"] for dose in day.staff("GET", f"/patients/{{{name}}}/doses")[1]["doses"]}


def test_a_procedure_stops_tablets_72_hours_before_and_the_gate_comes_before_the_restart(day: Day) -> None:
    day.until("2026-03-02 07:00")
    day.enrol("Pia")
    day.does("Pia", "start-gate", GATE)
    day.does("Pia", "regimens", daily(starts_on="2026-03-02"))
    told = day.does("Pia", "holds", {"kind": "procedure", "from": "2026-03-08", "to": "2026-03-10", "reason": "knee"})
    assert told["stops_on"] == "2026-03-05"
    day.until("2026-03-04 08:10")
    day.reply("Pia", "1")
    sent = len(day.texts("Pia"))
    day.until("2026-03-13 12:00")
    assert len(day.texts("Pia")) == sent, "nothing is sent while held, nor before the gate is signed again"
    assert {states(day, "Pia")[f"2026-03-{n:02}"] for n in range(5, 13)} == {"held"}
    assert "restart" in day.cast.open_flags(day.id_of("Pia"))
    assert "start gate" in day.dashboard("Pia").lower()
    assert day.does("Pia", "start-gate", GATE | {"opioid_free_since": "2026-03-11"})["passed"] is False
    day.until("2026-03-20 12:00")
    assert len(day.texts("Pia")) == sent
    assert day.does("Pia", "start-gate", GATE | {"opioid_free_since": "2026-03-11"})["passed"] is True
    day.until("2026-03-21 08:01")
    assert day.texts("Pia")[-1][0] == "2026-03-21 08:00"
    assert "restart" not in day.cast.open_flags(day.id_of("Pia"))


def test_a_procedure_waits_for_an_injection_to_fade(day: Day) -> None:
    day.until("2026-03-02 07:00")
    day.enrol("Ida")
    day.does("Ida", "start-gate", GATE)
    day.does("Ida", "regimens", injection(starts_on="2026-03-02", given_on=["2026-02-20"], visit_time="10:00"))
    early = {"kind": "procedure", "from": "2026-03-17", "to": "2026-03-18", "reason": "dental"}
    status, told = day.staff("POST", "/patients/{Ida}/holds", early)
    assert status == 409
    assert "2026-03-22" in str(told)
    override = {"override": {"by": "Dr Hale", "reason": "agreed with the surgeon"}}
    assert day.staff("POST", "/patients/{Ida}/holds", early | override)[0] == 201
    day.until("2026-03-19 09:00")
    assert [body for _, body in day.texts("Ida") if body.startswith("Your visit")] == []
    assert "restart" in day.cast.open_flags(day.id_of("Ida"))
    assert "injection_overdue" not in day.cast.open_flags(day.id_of("Ida"))


def test_liver_tests_other_medicines_and_changed_answers_reach_the_team(day: Day) -> None:
    day.until("2026-03-02 07:00")
    day.enrol("Leo")
    day.does("Leo", "start-gate", GATE)
    day.does("Leo", "regimens", daily(starts_on="2026-03-02"))
    day.does("Leo", "labs", {"taken_on": "2026-03-02", "test": "ALT", "value": 30, "unit": "U/L", "upper_limit": 40})
    assert "liver_test" not in day.cast.open_flags(day.id_of("Leo"))
    told = day.does(
        "Leo", "labs", {"taken_on": "2026-03-02", "test": "AST", "value": 170, "unit": "U/L", "upper_limit": 40}
    )
    assert "liver_test" in day.cast.open_flags(day.id_of("Leo"))
    [flag] = [f for f in day.staff("GET", "/flags?state=open")[1]["items"] if f["kind"] == "liver_test"]
    assert flag["severity"] == "urgent"
    assert day.staff("POST", f"/labs/{told['id']}/withdraw", {"reason": "another patient's sample"})[0] in (200, 201)
    assert "another patient" in day.dashboard("Leo")

    day.until("2026-03-02 08:10")
    day.reply("Leo", "took it. the dentist gave me codeine for my tooth")
    flags = set(day.cast.open_flags(day.id_of("Leo")))
    assert "interaction" in flags
    assert "codeine" not in str(day.staff("GET", "/flags?state=open")[1])
    assert "codeine for my tooth" in day.dashboard("Leo")
    entered = day.does("Leo", "medicines", {"name": "Tylenol with codeine", "started_on": "2026-03-02"})
    assert entered["warnings"]

    changed = day.does("Leo", "start-gate", GATE | {"opioid_medicines": ["analgesic"]})
    assert changed["passed"] is False
    assert "start_gate" in day.cast.open_flags(day.id_of("Leo"))
    sent = len(day.texts("Leo"))
    day.until("2026-03-04 12:00")
    assert len(day.texts("Leo")) == sent, "dose texts are held while the gate does not pass"
    assert "Dose texts are held" in day.dashboard("Leo")
