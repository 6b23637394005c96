"""An injection plan from its unsigned gate to its lapse: texts, the board, the patient's page and the calendar feed."""

from __future__ import annotations

import re

from icalendar import Calendar

from tests.journeys.day import Day
from tests.unit.regimens import injection

OPIOID_GATE = {
    "agent": "short_acting",
    "opioid_free_since": "2026-01-01",
    "urine_test": "negative",
    "contraindications": [],
    "signed_by": "Dr Hale",
}
SHOT = {"happened": "given", "quantity_mg": "380", "side": "left", "lot": "N26A", "given_by": "Ben Ortiz"}


def visits(day: Day, name: str) -> list[str]:
    """When texts about the visit left, in local time."""
    return [when for when, body in day.texts(name) if body.startswith("Your visit")]


def test_from_the_gate_to_the_lapse(day: Day) -> None:
    day.until("2026-03-02 09:00")
    day.enrol("Ivo", family_name="Marek")
    plan = injection(starts_on="2026-03-02", given_on=["2026-02-10"], cadence={"every_days": 28}, visit_time="10:00")
    told = day.does("Ivo", "regimens", plan)
    assert told["state"] == "waiting"
    assert "Start gate not signed" in day.dashboard("Ivo")
    day.until("2026-03-03 12:00")
    assert visits(day, "Ivo") == []

    refused = day.does("Ivo", "start-gate", OPIOID_GATE | {"urine_test": "positive"})
    assert refused["passed"] is False
    day.until("2026-03-03 12:30")
    assert "Not passed" in day.dashboard("Ivo")
    assert day.does("Ivo", "start-gate", OPIOID_GATE)["passed"] is True

    # Due on 10 March: the text of 7 days before has passed already, the one of 3 days before comes.
    assert "Ivo Marek" in day.board()
    day.fills_in("/patients/{Ivo}/injection-steps/product_ordered")
    day.fills_in("/patients/{Ivo}/injection-steps/product_on_site")
    cycle = day.staff("GET", "/patients/{Ivo}/injection-cycle")[1]
    done = {step["step"] for step in cycle["steps"] if step["done"]}
    assert {"product_ordered", "product_on_site"} <= done

    # The visit is booked for two days later than due: texts follow the visit, the due date stays.
    day.does("Ivo", "injection-steps", {"step": "visit_booked", "done": True, "at": "2026-03-12T15:30:00Z"})
    day.until("2026-03-09 10:01")
    assert visits(day, "Ivo") == ["2026-03-05 10:00", "2026-03-09 10:00"]
    assert "Thu 12 Mar at 11:30" in day.last_text("Ivo")
    day.reply("Ivo", "cant do thursday, shift got moved")
    assert "find another time" in day.last_text("Ivo")
    assert "help" in day.cast.open_flags(day.id_of("Ivo"))
    assert "cant do thursday, shift got moved" in day.board()
    assert "cant do thursday, shift got moved" in day.dashboard("Ivo")

    day.does("Ivo", "injection-steps", {"step": "visit_booked", "done": True, "at": "2026-03-13T14:00:00Z"})
    day.until("2026-03-11 00:01")
    assert "injection_overdue" in day.cast.open_flags(day.id_of("Ivo"))
    assert "overdue" in day.board().lower()
    day.until("2026-03-12 10:01")
    assert "tomorrow at 10:00" in day.last_text("Ivo")
    day.reply("Ivo", "1")
    assert day.last_text("Ivo") == "Thank you. See you on Fri 13 Mar at 10:00."

    # Not given, with a reason; given the day after, late: the next due date counts from that day.
    day.until("2026-03-13 10:30")
    status, page = day.fills_in("/patients/{Ivo}/injections/new", happened="not_given", reason="ill")
    assert (status, "not given" in page.lower()) == (200, True)
    day.until("2026-03-14 10:30")
    day.fills_in("/patients/{Ivo}/injections/new", given_at="2026-03-14T10:20", **SHOT)
    assert day.staff("GET", "/patients/{Ivo}/injection-cycle")[1]["due_on"] == "2026-04-11"
    assert "injection_overdue" not in day.cast.open_flags(day.id_of("Ivo"))

    # The date was wrong: corrected with a reason, the due date follows, and it can be brought back.
    [record] = [r for r in day.staff("GET", "/patients/{Ivo}/injections")[1]["items"] if r["lot"] == "N26A"]
    wrong = {"reason": "written down a day late", "given_at": "2026-03-13T15:00:00Z"}
    assert day.staff("POST", f"/injections/{record['id']}/corrections", wrong)[0] == 201
    assert day.staff("GET", "/patients/{Ivo}/injection-cycle")[1]["due_on"] == "2026-04-10"
    assert "written down a day late" in day.dashboard("Ivo")
    assert day.staff("POST", f"/injections/{record['id']}/restore", {"reason": "it was right"})[0] in (200, 201)
    assert day.staff("GET", "/patients/{Ivo}/injection-cycle")[1]["due_on"] == "2026-04-11"

    # The next one on the same side warns; nobody comes, and it lapses.
    day.until("2026-04-11 10:30")
    status, page = day.fills_in("/patients/{Ivo}/injections/new", given_at="2026-04-11T10:20", **SHOT)
    assert "left side too" in page
    day.until("2026-05-10 00:01")
    assert "injection_overdue" in day.cast.open_flags(day.id_of("Ivo"))
    day.until("2026-05-17 00:01")
    assert {"injection_lapsed", "overdose_risk"} <= set(day.cast.open_flags(day.id_of("Ivo")))
    assert "lapsed" in day.board().lower()
    assert "re-assess" in day.page("/").lower()
    private = re.compile(r"opioid|naltrexone|inject|clinic|overdose|Ivo|Marek", re.IGNORECASE)
    assert [body for _, body in day.texts("Ivo") if private.search(body)] == []


def test_the_calendar_address_holds_initials_and_times_only(day: Day) -> None:
    day.until("2026-03-02 09:00")
    day.enrol("Ivo", family_name="Marek")
    day.does("Ivo", "regimens", injection(starts_on="2026-03-10", visit_time="10:00"))
    day.does("Ivo", "start-gate", OPIOID_GATE)
    _, page = day.sends("/schedule/feeds", scope="mine")
    address = re.search(r"/calendar/[\w-]+\.ics", page)
    assert address is not None
    answer = day.app.test_client().get(address.group(0))
    assert answer.status_code == 200
    events = Calendar.from_ical(answer.get_data(as_text=True)).walk("VEVENT")
    text = answer.get_data(as_text=True)
    assert not re.search(r"Ivo|Marek|naltrexone|opioid|\+1202", text)
    assert [(str(event["SUMMARY"])[:4], event["DTSTART"].dt.isoformat()[:10]) for event in events] == []


def test_monthly_from_the_31st_never_skips_a_month_and_lapses_like_any_other(day: Day) -> None:
    day.until("2026-03-31 09:00")
    day.enrol("Mona")
    plan = injection(starts_on="2026-03-31", cadence={"every_months": 1}, visit_time="10:00")
    assert day.does("Mona", "regimens", plan)["state"] == "waiting"
    assert "Start gate not signed" in day.dashboard("Mona")
    day.does("Mona", "start-gate", OPIOID_GATE)
    due = []
    for given_on in ("2026-03-31", "2026-04-30", "2026-05-30"):
        day.until(f"{given_on} 10:30")
        due.append(day.staff("GET", "/patients/{Mona}/injection-cycle")[1]["due_on"])
        day.does("Mona", "injections", {"quantity_mg": 380, "side": "left" if len(due) % 2 else "right"})
    assert due == ["2026-03-31", "2026-04-30", "2026-05-30"]
    assert "Mona Journey" in day.board()
    day.until("2026-07-01 00:01")
    assert "injection_overdue" in day.cast.open_flags(day.id_of("Mona"))
    day.until("2026-07-08 00:01")
    assert {"injection_lapsed", "overdose_risk"} <= set(day.cast.open_flags(day.id_of("Mona")))
    assert "lapsed" in day.board().lower()
    assert "lapsed" in day.dashboard("Mona").lower()
