"""From one injection to the next: booked visits move texts, replies are kept, a given one ends the cycle."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.change_patient import change_patient
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.record_administration import record_administration
from adherence.actions.record_cycle_step import record_cycle_step
from adherence.actions.record_injection import record_injection
from adherence.actions.resolve_flag import resolve_flag
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.overview import overview_of
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.domain.states import CycleStep, DoseState, FlagState, Severity, Source
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.injections import (
    DUE_TEXTS,
    VISIT,
    VISIT_TEXTS,
    begin,
    cycle,
    doses,
    give,
    go,
    lines,
    queued,
    step,
)

# --- booked visits ---


def test_a_booked_visit_moves_the_texts_and_a_cancelled_one_moves_them_back(cast: Cast) -> None:
    begin(cast)
    before = cast.doses()
    assert queued(cast) == DUE_TEXTS
    step(cast, "visit_booked", at=VISIT)
    assert queued(cast) == VISIT_TEXTS
    after = cast.doses()
    windows = [(dose.id, dose.due_at, dose.window_opens_at, dose.late_from, dose.window_closes_at) for dose in before]
    assert [(d.id, d.due_at, d.window_opens_at, d.late_from, d.window_closes_at) for d in after] == windows
    step(cast, "visit_booked", done=False)
    assert queued(cast) == DUE_TEXTS


def test_a_visit_that_moves_after_a_text_about_the_old_time_is_told_of_again(cast: Cast, clock: VirtualClock) -> None:
    begin(cast)
    go(cast, clock, "2026-03-03 15:00")
    assert cast.texts()[-1].startswith("Your visit is on Tue 10 Mar at 10:00")
    clock.pass_by(minutes=20)
    step(cast, "visit_booked", at=VISIT)
    go(cast, clock, "2026-03-07 15:00")
    assert cast.texts()[-1].startswith("Your visit is on Sat 14 Mar at 15:00")
    assert sum("visit" in body for body in cast.texts()) == 2


def test_a_change_of_plan_or_language_keeps_the_booked_visit(cast: Cast) -> None:
    begin(cast)
    step(cast, "visit_booked", at=VISIT)
    with cast.rt.database.writing() as session:
        change_patient(session, cast.ben, session.get_one(Patient, cast.ana), {"language": "es"}, now=cast.rt.now())
    assert [said.split(" ", 2)[2] for _, said in queued(cast)] == ["14 de marzo 15:00"] * 4


def test_a_visit_booked_after_the_lapse_is_told_of_and_can_be_confirmed(cast: Cast, clock: VirtualClock) -> None:
    begin(cast, "2026-02-02")
    go(cast, clock, "2026-03-10 04:01")
    assert doses(cast) == [("2026-03-02", DoseState.NO_ANSWER)]
    warned = step(cast, "visit_booked", at="2026-03-20T14:00:00Z").warnings
    assert any("lapsed" in sentence for sentence in warned)
    for when in ("2026-03-13 14:00", "2026-03-17 14:00", "2026-03-19 14:00"):
        go(cast, clock, when)
        assert "visit" in cast.texts()[-1], when
    clock.pass_by(minutes=5)
    cast.reply("1")
    assert cycle(cast).confirmed


def test_a_visit_booked_before_the_lapse_for_after_it_keeps_its_texts(cast: Cast, clock: VirtualClock) -> None:
    begin(cast, "2026-02-02")
    step(cast, "visit_booked", at="2026-03-20T14:00:00Z")
    go(cast, clock, "2026-03-10 04:01")
    assert [template for template, _ in queued(cast)] == [f"appointment_{days}" for days in (7, 3, 1, 0)]


WARNED = [
    ("2026-03-10T14:00:00Z", []),
    ("2026-03-06T05:00:00Z", []),
    ("2026-03-05T15:00:00Z", ["5 days before"]),
    ("2026-03-02T15:00:00Z", ["8 days before", "20 days after the last"]),
    ("2026-03-11T04:00:00Z", ["overdue by then"]),
    ("2026-03-18T04:00:00Z", ["lapsed by then"]),
]


@pytest.mark.parametrize(("at", "said"), WARNED)
def test_an_unusual_time_of_a_visit_is_warned_of_and_never_refused(cast: Cast, at: str, said: list[str]) -> None:
    begin(cast)
    warnings = step(cast, "visit_booked", at=at).warnings
    assert len(warnings) == len(said)
    assert all(part in warning for part, warning in zip(said, warnings, strict=True))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "step"),
        ({"step": "tea"}, "step"),
        ({"step": ["visit_booked"]}, "step"),
        ({"step": "visit_booked"}, "at"),
        ({"step": "visit_booked", "at": "2026-03-01T12:00:00Z"}, "at"),
        ({"step": "visit_booked", "at": "2199-03-01T12:00:00Z"}, "at"),
        ({"step": "visit_booked", "at": "2026-03-10T10:00"}, "at"),
        ({"step": "labs_done", "at": "2026-03-03T12:00:00Z"}, "at"),
        ({"step": "labs_done", "value": "positive"}, "value"),
        ({"step": "urine_tested"}, "value"),
        ({"step": "urine_tested", "value": "maybe"}, "value"),
        ({"step": "confirmed", "at": "2026-03-01T12:00:00Z"}, "at"),
        ({"step": "labs_done", "done": "yes"}, "done"),
        ({"step": "labs_done", "note": "x" * 10_000}, "note"),
    ],
)
def test_a_step_that_cannot_be_is_refused_with_its_field(sqlite_cast: Cast, fields: dict[str, Any], field: str) -> None:
    begin(sqlite_cast)
    with sqlite_cast.rt.database.writing() as session:
        patient = session.get_one(Patient, sqlite_cast.ana)
        with pytest.raises(Refused) as refusal:
            record_cycle_step(session, sqlite_cast.ben, patient, fields, now=sqlite_cast.rt.now())
    assert [fault.field for fault in refusal.value.faults] == [field]
    assert not refusal.value.conflict


def test_what_was_not_ticked_cannot_be_taken_back_and_without_a_plan_nothing_is_ticked(sqlite_cast: Cast) -> None:
    with pytest.raises(Refused, match="no injection that waits") as no_plan:
        step(sqlite_cast, "labs_done")
    begin(sqlite_cast)
    with pytest.raises(Refused, match="nothing to take back") as not_ticked:
        step(sqlite_cast, "labs_done", done=False)
    assert no_plan.value.conflict
    assert not_ticked.value.conflict


def test_a_positive_urine_test_opens_a_flag_without_making_an_urgent_one_less(cast: Cast, clock: VirtualClock) -> None:
    begin(cast)
    step(cast, "urine_tested", value="positive")
    assert [(flag.kind.value, flag.severity) for flag in cast.flags()] == [("opioid_use", Severity.HIGH)]
    cast.reply("I used heroin last night")
    clock.pass_by(minutes=1)
    step(cast, "urine_tested", value="positive")
    used = next(flag for flag in cast.flags() if flag.kind.value == "opioid_use")
    assert (used.severity, used.times) == (Severity.URGENT, 3)
    assert "stays open" in step(cast, "urine_tested", done=False).warnings[0]


# --- replies ---


def test_a_reply_confirms_the_booked_visit_and_names_its_time(cast: Cast, clock: VirtualClock) -> None:
    begin(cast)
    step(cast, "visit_booked", at=VISIT)
    go(cast, clock, "2026-03-07 15:00")
    clock.pass_by(minutes=30)
    cast.reply("ok")
    deliver_messages(cast.rt)
    assert cast.texts()[-1] == "Thank you. See you on Sat 14 Mar at 15:00."
    confirmed = lines(cast, CycleStep.CONFIRMED)
    assert [(line.source, line.done) for line in confirmed] == [(Source.PATIENT_SMS, True)]
    assert confirmed[0].inbound_id is not None
    assert cycle(cast).confirmed


def test_a_reply_to_the_old_time_names_the_new_one_and_confirms_nothing(cast: Cast, clock: VirtualClock) -> None:
    begin(cast)
    go(cast, clock, "2026-03-03 15:00")
    step(cast, "visit_booked", at=VISIT)
    clock.pass_by(minutes=30)
    cast.reply("1")
    deliver_messages(cast.rt)
    assert cast.texts()[-1] == "Thank you. See you on Sat 14 Mar at 15:00."
    assert not cycle(cast).confirmed


@pytest.mark.parametrize("words", ["2", "can't make it", "I need to reschedule my appointment"])
def test_a_wish_for_another_time_is_kept_with_its_words(cast: Cast, clock: VirtualClock, words: str) -> None:
    begin(cast)
    go(cast, clock, "2026-03-03 15:00")
    clock.pass_by(minutes=30)
    cast.reply(words)
    asked = cycle(cast).reschedule_asked
    assert asked is not None
    flag = next(flag for flag in cast.flags() if flag.kind.value == "help")
    assert flag.inbound_id == asked.inbound_id
    assert words not in flag.detail
    clock.pass_by(minutes=1)
    step(cast, "visit_booked", at=VISIT)
    assert cycle(cast).reschedule_asked is None


def test_the_patients_word_that_it_was_given_records_nothing(cast: Cast, clock: VirtualClock) -> None:
    begin(cast)
    go(cast, clock, "2026-03-10 12:00")
    clock.pass_by(hours=3)
    cast.reply("got the shot")
    assert "unclear" in cast.open_flags()
    assert cast.doses()[-1].state is DoseState.UPCOMING


def test_an_answer_after_the_injection_confirms_no_visit(cast: Cast, clock: VirtualClock) -> None:
    begin(cast)
    go(cast, clock, "2026-03-10 12:00")
    clock.pass_by(hours=3)
    give(cast)
    clock.pass_by(minutes=1)
    cast.reply("1")
    assert lines(cast, CycleStep.CONFIRMED) == []


# --- given and not given ---


def test_a_given_injection_ends_the_cycle(cast: Cast, clock: VirtualClock) -> None:
    begin(cast)
    step(cast, "product_on_site")
    step(cast, "visit_booked", at="2026-03-09T14:00:00Z")
    go(cast, clock, "2026-03-09 14:30")
    recorded = give(cast)
    assert recorded.injection.given_by == "Ben Ortiz"
    now = cycle(cast)
    assert (str(now.last_given_on), str(now.waiting.due_on), now.is_booked) == ("2026-03-09", "2026-04-06", False)
    assert not any(state.done for state in now.steps)


@pytest.mark.parametrize(
    ("start", "cadence", "given", "due"),
    [
        ("2026-02-10", {"every_days": 28}, "2026-03-07 15:00", "2026-04-04"),
        ("2026-02-10", {"every_days": 28}, "2026-03-13 15:00", "2026-04-10"),
        ("2026-01-31", {"every_months": 1}, "2026-03-02 15:00", "2026-04-02"),
        ("2026-02-28", {"every_months": 1}, "2026-03-27 15:00", "2026-04-27"),
    ],
)
def test_early_or_late_the_next_date_counts_from_the_day_given(
    cast: Cast, clock: VirtualClock, start: str, cadence: dict[str, int], given: str, due: str
) -> None:
    begin(cast, start, cadence=cadence)
    go(cast, clock, given)
    give(cast)
    assert doses(cast)[-1] == (due, DoseState.UPCOMING)


def test_monthly_from_the_31st_in_a_leap_year(cast: Cast, clock: VirtualClock) -> None:
    clock.move_to(datetime(2028, 2, 1, 12, tzinfo=UTC))
    begin(cast, "2028-01-31", cadence={"every_months": 1})
    assert str(cycle(cast).waiting.due_on) == "2028-02-29"
    go(cast, clock, "2028-02-29 16:00")
    give(cast)
    assert str(cycle(cast).waiting.due_on) == "2028-03-29"


def test_not_given_keeps_the_dose_and_says_what_to_do(cast: Cast, clock: VirtualClock) -> None:
    begin(cast)
    go(cast, clock, "2026-03-10 15:00")
    with cast.rt.database.writing() as session:
        patient = session.get_one(Patient, cast.ana)
        said = record_injection(
            session, cast.ben, patient, {"not_given": True, "reason": "transport"}, now=cast.rt.now()
        )
    assert "Arrange transport" in said.warnings[0]
    assert "10 Mar 2026" in said.warnings[0]
    assert doses(cast) == [("2026-03-10", DoseState.UPCOMING)]
    now = cycle(cast)
    assert now.not_given is not None
    assert (now.not_given.reason, now.todo.value) == ("transport", "book_again")


def test_sides_and_short_intervals_are_warned_of(cast: Cast, clock: VirtualClock) -> None:
    begin(cast)
    go(cast, clock, "2026-03-09 15:00")
    assert give(cast).warnings == ()
    go(cast, clock, "2026-03-29 15:00")
    said = give(cast).warnings
    assert "left side too" in said[0]
    assert "Only 20 days" in said[1]


def test_after_a_lapse_the_flag_stays_until_somebody_says_that_it_was_re_assessed(
    cast: Cast, clock: VirtualClock
) -> None:
    begin(cast, "2026-02-02")
    go(cast, clock, "2026-03-10 04:01")
    said = give(cast).warnings
    assert "re-assessment" in said[0]
    go(cast, clock, "2026-03-10 05:00")
    assert cast.open_flags() == ["injection_lapsed", "overdose_risk"]


def test_a_recorded_re_assessment_closes_the_lapse_and_leaves_the_counselling(cast: Cast, clock: VirtualClock) -> None:
    begin(cast, "2026-02-02")
    go(cast, clock, "2026-03-10 04:01")
    assert give(cast, reassessed=True).warnings == ()
    go(cast, clock, "2026-03-10 05:00")
    assert cast.open_flags() == ["overdose_risk"]


def test_a_lapse_that_a_person_resolved_is_not_opened_again(cast: Cast, clock: VirtualClock) -> None:
    begin(cast, "2026-02-02")
    go(cast, clock, "2026-03-10 04:01")
    for flag in cast.flags():
        if flag.state is FlagState.OPEN:
            with cast.rt.database.writing() as session:
                resolve_flag(session, cast.ben, session.get_one(Flag, flag.id), {"outcome": "x"}, now=cast.rt.now())
    assert give(cast).warnings == ()
    go(cast, clock, "2026-03-10 05:00")
    assert cast.open_flags() == []


def test_a_record_made_late_of_an_injection_given_in_time_closes_what_the_lapse_opened(
    cast: Cast, clock: VirtualClock
) -> None:
    begin(cast, "2026-02-02")
    go(cast, clock, "2026-03-10 04:01")
    assert cast.open_flags() == ["injection_lapsed", "overdose_risk"]
    assert give(cast, given_at="2026-03-02T16:00:00Z").warnings == ()
    assert cast.open_flags() == []
    assert doses(cast) == [("2026-03-02", DoseState.TAKEN), ("2026-03-30", DoseState.UPCOMING)]


@pytest.mark.parametrize("state", ["taken", "skipped", "missed"])
def test_an_injection_is_not_recorded_as_a_dose_whatever_became_of_it(
    cast: Cast, clock: VirtualClock, state: str
) -> None:
    begin(cast)
    go(cast, clock, "2026-03-10 15:00")
    with cast.rt.database.writing() as session:
        dose = session.scalars(select(Dose).where(Dose.patient_id == cast.ana)).one()
        with pytest.raises(Refused, match="recorded under injections") as raised:
            record_administration(session, cast.ben, dose, {"state": state}, now=cast.rt.now())
    assert raised.value.conflict
    assert doses(cast) == [("2026-03-10", DoseState.UPCOMING)]


def test_an_injection_that_staff_marked_as_skipped_is_still_to_be_given(cast: Cast, clock: VirtualClock) -> None:
    begin(cast)
    go(cast, clock, "2026-03-10 15:00")
    with cast.rt.database.writing() as session:  # as versions before did
        session.scalars(select(Dose).where(Dose.patient_id == cast.ana)).one().state = DoseState.SKIPPED
    with cast.rt.database.reading() as session:
        found = overview_of(session, cast.ben.clinic_id, [cast.ana], clock.at.date() + timedelta(days=1))
        assert [dose.state for dose in found.doses[cast.ana]] == [DoseState.SKIPPED], "lists show it however old"
    assert str(cycle(cast).waiting.due_on) == "2026-03-10"
    give(cast)
    assert doses(cast) == [("2026-03-10", DoseState.TAKEN), ("2026-04-07", DoseState.UPCOMING)]
