"""A targeted plan from the gate to silence: risk days by text, GO, the planner, the follow-up and the four measures."""

from __future__ import annotations

from typing import Any

from tests.journeys.day import Day
from tests.unit.regimens import targeted

GATE = {"agent": "none", "urine_test": "negative", "contraindications": [], "signed_by": "Dr Hale"}
PROMPT = "Time for the one you planned today. Reply 1 done, 2 later, 3 skip"


def prompts(day: Day) -> list[str]:
    """When prompts left, in local time."""
    return [when for when, body in day.texts("Tess") if body == PROMPT]


def measures(day: Day) -> dict[str, Any]:
    """The measures that carry a regimen, by name."""
    items = day.staff("GET", "/patients/{Tess}/measures?from=2026-03-02&to=2026-03-31")[1]["items"]
    return {item["name"]: item for item in items if item.get("regimen_id")}


def test_from_the_gate_to_silence(day: Day) -> None:
    day.until("2026-03-02 09:00")
    day.enrol("Tess")
    plan = targeted(starts_on="2026-03-02", risk_weekdays=["fri"], risk_days=[], ask_at="15:00")
    assert day.does("Tess", "regimens", plan)["state"] == "waiting"
    assert "Start gate not signed" in day.dashboard("Tess")
    assert day.does("Tess", "start-gate", GATE)["passed"] is True
    for kind in ("planner", "follow_up"):
        day.does("Tess", "check-ins", {"kind": kind, "on": True})

    # Nothing on Monday to Wednesday; Saturday is declared by text with its own time.
    day.reply("Tess", "RISK SAT 21:00")
    assert day.last_text("Tess") == "Thank you, planned: Sat 7 Mar 21:00."
    day.until("2026-03-05 12:00")
    assert prompts(day) == []
    assert "Sat 7 Mar" in day.dashboard("Tess") or "7 Mar" in day.dashboard("Tess")

    # The planner on Thursday adds Sunday; the weekly Friday stays.
    day.until("2026-03-05 17:01")
    assert day.last_text("Tess").startswith("Any days to plan for this week?")
    day.reply("Tess", "sun")
    assert day.last_text("Tess") == "Thank you, planned: Sun 8 Mar."

    # Friday: asked whether it still is one, prompted 90 minutes before 19:00, taken.
    day.until("2026-03-06 15:01")
    assert day.last_text("Tess").startswith("Is today still one of your planned days?")
    day.reply("Tess", "1")
    day.until("2026-03-06 17:31")
    assert prompts(day) == ["2026-03-06 17:30"]
    day.reply("Tess", "1")
    day.until("2026-03-07 10:01")
    assert "what time was the first one?" in day.last_text("Tess")
    day.reply("Tess", "9pm")
    assert "how many in all" in day.last_text("Tess")
    day.reply("Tess", "3")
    assert day.last_text("Tess") == "Thank you, that is all for now."

    # Saturday at its own time; called off on Sunday, when the clocks have gone forward.
    day.until("2026-03-07 19:31")
    assert prompts(day)[-1] == "2026-03-07 19:30"
    day.reply("Tess", "3")
    day.until("2026-03-08 15:01")
    day.reply("Tess", "2")
    day.until("2026-03-08 21:00")
    assert prompts(day)[-1] == "2026-03-07 19:30"
    doses = {dose["on"]: dose["state"] for dose in day.staff("GET", "/patients/{Tess}/doses")[1]["doses"]}
    assert doses["2026-03-06"] == "taken"
    assert doses["2026-03-07"] == "skipped"
    assert doses["2026-03-08"] == "excused"

    # GO late on a Tuesday that nobody planned: one dose, answered at once, and no second one.
    day.until("2026-03-10 22:15")
    day.reply("Tess", "GO")
    assert day.last_text("Tess") == "OK. Now is the time for it. Reply 1 done, 3 skip"
    day.reply("Tess", "1")
    day.reply("Tess", "go")
    assert "one a day at most" in day.last_text("Tess")
    doses = {dose["on"]: dose["state"] for dose in day.staff("GET", "/patients/{Tess}/doses")[1]["doses"]}
    assert doses["2026-03-10"] == "taken"
    assert set(doses) <= {"2026-03-06", "2026-03-07", "2026-03-08", "2026-03-10", "2026-03-13"}

    found = measures(day)
    assert set(found) >= {"doses_per_week", "risk_day_coverage", "drinking_day_coverage", "answered"}
    assert found["drinking_day_coverage"]["value"] == 1
    assert "Risk days covered" in day.dashboard("Tess")

    # Then silence: no answer is not a missed one, and nobody is escalated for a plan without expected days.
    day.until("2026-03-14 12:01")
    doses = {dose["on"]: dose["state"] for dose in day.staff("GET", "/patients/{Tess}/doses")[1]["doses"]}
    assert doses["2026-03-13"] == "no_answer"
    assert "consecutive_days" not in day.cast.open_flags(day.id_of("Tess"))
