"""From one injection to the next: booked visits move texts, replies are kept, corrections are worked out anew."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.change_patient import change_patient
from adherence.actions.close_windows import close_windows
from adherence.actions.correct_injection import correct_injection, restore_injection
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.plan_doses import plan_doses
from adherence.actions.record_administration import record_administration
from adherence.actions.record_cycle_step import RecordedStep, record_cycle_step
from adherence.actions.record_injection import RecordedInjection, record_injection
from adherence.actions.resolve_flag import resolve_flag
from adherence.actions.watch_injections import watch_injections
from adherence.db.board import running_cycle
from adherence.db.communications import Communication
from adherence.db.corrections import corrections_of
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.injections import Injection, InjectionStep
from adherence.db.patients import Patient
from adherence.domain.cycle import Cycle, cycle_at
from adherence.domain.errors import Refused
from adherence.domain.purpose import Purpose
from adherence.domain.states import BEFORE_SENDING, CycleStep, DoseState, FlagState, Severity, Source
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import injection

GIVEN = {"quantity_mg": 380, "side": "left", "lot": "A1"}
VISIT = "2026-03-14T19:00:00Z"  # 15:00 in New York, from 8 March on


def go(cast: Cast, clock: VirtualClock, text: str) -> None:
    """Move the clock and do what is due."""
    clock.move_to(datetime.fromisoformat(text).replace(tzinfo=UTC))
    plan_doses(cast.rt)
    close_windows(cast.rt)
    deliver_messages(cast.rt)
    watch_injections(cast.rt)


def begin(cast: Cast, given_on: str = "2026-02-10", **changes: Any) -> str:
    """An injection plan whose next date, with four weeks from the last, is 10 March."""
    plan = injection(starts_on=given_on, given_on=[given_on], **changes)
    return cast.start(plan, agent="short_acting")


def step(cast: Cast, name: str, **fields: Any) -> RecordedStep:
    with cast.rt.database.writing() as session:
        patient = session.get_one(Patient, cast.ana)
        return record_cycle_step(session, cast.ben, patient, {"step": name} | fields, now=cast.rt.now())


def give(cast: Cast, **fields: Any) -> RecordedInjection:
    with cast.rt.database.writing() as session:
        patient = session.get_one(Patient, cast.ana)
        return record_injection(session, cast.ben, patient, GIVEN | fields, now=cast.rt.now())


def correct(cast: Cast, injection_id: str, **fields: Any) -> RecordedInjection:
    data = {"reason": "typing mistake"} | fields
    with cast.rt.database.writing() as session:
        return correct_injection(session, cast.ben, session.get_one(Injection, injection_id), data, now=cast.rt.now())


def restore(cast: Cast, injection_id: str) -> None:
    with cast.rt.database.writing() as session:
        record = session.get_one(Injection, injection_id)
        restore_injection(session, cast.ben, record, {"reason": "it was right"}, now=cast.rt.now())


def cycle(cast: Cast) -> Cycle:
    with cast.rt.database.reading() as session:
        running = running_cycle(session, session.get_one(Patient, cast.ana))
        assert running is not None
        return cycle_at(running.facts, cast.rt.now())


def queued(cast: Cast) -> list[tuple[str | None, str]]:
    """The visit texts that wait, with their UTC instants and what they say of the time."""
    with cast.rt.database.reading() as session:
        query = select(Communication).where(
            Communication.patient_id == cast.ana,
            Communication.purpose == Purpose.APPOINTMENT,
            Communication.state.in_(BEFORE_SENDING),
        )
        texts = session.scalars(query.order_by(Communication.due_at)).all()
        return [
            (text.template, f"{text.due_at:%m-%d %H:%M} {text.params['date']} {text.params['time']}") for text in texts
        ]


def doses(cast: Cast) -> list[tuple[str, DoseState]]:
    return [(str(dose.on), dose.state) for dose in cast.doses()]


def lines(cast: Cast, kind: CycleStep) -> list[InjectionStep]:
    with cast.rt.database.reading() as session:
        query = select(InjectionStep).where(InjectionStep.patient_id == cast.ana, InjectionStep.step == kind)
        return list(session.scalars(query.order_by(InjectionStep.recorded_at, InjectionStep.id)))


DUE_TEXTS = [
    ("appointment_7", "03-03 15:00 Tue 10 Mar 10:00"),
    ("appointment_3", "03-07 15:00 Tue 10 Mar 10:00"),
    ("appointment_1", "03-09 14:00 Tue 10 Mar 10:00"),
    ("appointment_0", "03-10 12:00 Tue 10 Mar 10:00"),
]
VISIT_TEXTS = [
    ("appointment_7", "03-07 15:00 Sat 14 Mar 15:00"),
    ("appointment_3", "03-11 14:00 Sat 14 Mar 15:00"),
    ("appointment_1", "03-13 14:00 Sat 14 Mar 15:00"),
    ("appointment_0", "03-14 12:00 Sat 14 Mar 15:00"),
]


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


def test_an_injection_that_staff_marked_as_skipped_is_still_to_be_given(cast: Cast, clock: VirtualClock) -> None:
    begin(cast)
    go(cast, clock, "2026-03-10 15:00")
    with cast.rt.database.writing() as session:
        dose = session.scalars(select(Dose).where(Dose.patient_id == cast.ana)).one()
        record_administration(session, cast.ben, dose, {"state": "skipped"}, now=cast.rt.now())
    assert str(cycle(cast).waiting.due_on) == "2026-03-10"
    give(cast)
    assert doses(cast) == [("2026-03-10", DoseState.TAKEN), ("2026-04-07", DoseState.UPCOMING)]


# --- corrections ---


def given_once(cast: Cast, clock: VirtualClock) -> str:
    """An injection recorded as given on 9 March, the day before it was due."""
    begin(cast)
    go(cast, clock, "2026-03-09 15:00")
    record = give(cast).injection
    assert doses(cast) == [("2026-03-10", DoseState.TAKEN), ("2026-04-06", DoseState.UPCOMING)]
    return record.id


def test_a_corrected_date_moves_the_next_one_and_keeps_the_old_record(cast: Cast, clock: VirtualClock) -> None:
    wrong = given_once(cast, clock)
    clock.pass_by(days=1)
    corrected = correct(cast, wrong, given_at="2026-03-07T15:00:00Z", side="right").injection
    assert (str(corrected.given_on), corrected.side, corrected.lot) == ("2026-03-07", "right", "A1")
    assert doses(cast) == [("2026-03-10", DoseState.TAKEN), ("2026-04-04", DoseState.UPCOMING)]
    assert [template for template, _ in queued(cast)] == [f"appointment_{days}" for days in (7, 3, 1, 0)]
    with cast.rt.database.reading() as session:
        old = session.get_one(Injection, wrong)
        assert (old.withdrawn, old.side) == (True, "left")
        line = corrections_of(session, cast.ana)[0]
        assert (line.reason, line.replaced_by_id, line.recorded_by) == ("typing mistake", corrected.id, cast.ben.id)


def test_a_corrected_date_can_make_an_injection_late(cast: Cast, clock: VirtualClock) -> None:
    wrong = given_once(cast, clock)
    go(cast, clock, "2026-03-12 15:00")
    correct(cast, wrong, given_at="2026-03-11T15:00:00Z")
    assert doses(cast) == [("2026-03-10", DoseState.TAKEN_LATE), ("2026-04-08", DoseState.UPCOMING)]


def test_a_correction_that_is_undone_leaves_what_was_before(cast: Cast, clock: VirtualClock) -> None:
    wrong = given_once(cast, clock)
    before = doses(cast)
    clock.pass_by(days=1)
    correct(cast, wrong, given_at="2026-03-07T15:00:00Z")
    restore(cast, wrong)
    assert doses(cast) == before
    with cast.rt.database.reading() as session:
        held = session.scalars(select(Injection).where(Injection.withdrawn.is_(False), Injection.dose_id.is_not(None)))
        assert [record.id for record in held] == [wrong]


def test_a_withdrawn_injection_is_due_again_and_overdue_where_it_is(cast: Cast, clock: VirtualClock) -> None:
    wrong = given_once(cast, clock)
    go(cast, clock, "2026-03-12 15:00")
    correct(cast, wrong, withdraw=True)
    assert doses(cast) == [("2026-03-10", DoseState.UPCOMING)]
    watch_injections(cast.rt)
    assert cast.open_flags() == ["injection_overdue"]
    restore(cast, wrong)
    assert doses(cast) == [("2026-03-10", DoseState.TAKEN), ("2026-04-06", DoseState.UPCOMING)]
    assert cast.open_flags() == []


def test_a_lapse_comes_to_light_when_the_record_that_hid_it_is_withdrawn(cast: Cast, clock: VirtualClock) -> None:
    begin(cast, "2026-02-02")
    go(cast, clock, "2026-03-03 15:00")
    assert cast.open_flags() == ["injection_overdue"]
    wrong = give(cast).injection.id
    assert cast.open_flags() == []
    go(cast, clock, "2026-03-12 15:00")
    correct(cast, wrong, withdraw=True)
    go(cast, clock, "2026-03-12 15:01")
    assert doses(cast) == [("2026-03-02", DoseState.NO_ANSWER)]
    assert cast.open_flags() == ["injection_lapsed", "overdose_risk"]
    restore(cast, wrong)
    assert cast.open_flags() == []


def test_a_corrected_history_moves_a_due_date_that_was_overdue(cast: Cast, clock: VirtualClock) -> None:
    begin(cast, "2026-02-02")
    go(cast, clock, "2026-03-10 04:01")
    assert cast.open_flags() == ["injection_lapsed", "overdose_risk"]
    with cast.rt.database.reading() as session:
        history = session.scalars(select(Injection).where(Injection.patient_id == cast.ana)).one()
    corrected = correct(cast, history.id, given_at="2026-02-12T15:00:00Z").injection
    assert (corrected.historical, corrected.dose_id) == (True, None)
    assert doses(cast) == [("2026-03-12", DoseState.UPCOMING)]
    assert cast.open_flags() == []


def test_what_was_given_can_be_corrected_to_not_given_and_back(cast: Cast, clock: VirtualClock) -> None:
    wrong = given_once(cast, clock)
    other = correct(cast, wrong, not_given=True, not_given_reason="ill").injection
    assert (other.given, other.reason, other.side) == (False, "ill", None)
    assert doses(cast) == [("2026-03-10", DoseState.UPCOMING)]
    assert cycle(cast).not_given is not None
    correct(cast, other.id, not_given=False, **GIVEN)
    assert doses(cast) == [("2026-03-10", DoseState.TAKEN), ("2026-04-06", DoseState.UPCOMING)]


def test_a_first_injection_that_was_given_before_the_start_leaves_the_first_date_due(
    cast: Cast, clock: VirtualClock
) -> None:
    cast.start(injection(starts_on="2026-03-10"), agent="short_acting")
    go(cast, clock, "2026-03-10 15:00")
    wrong = give(cast).injection.id
    correct(cast, wrong, given_at="2026-02-01T15:00:00Z")
    assert doses(cast) == [("2026-03-10", DoseState.UPCOMING)]


def test_steps_stay_with_their_cycle_when_an_earlier_injection_is_taken_out_and_put_back(
    cast: Cast, clock: VirtualClock
) -> None:
    first = given_once(cast, clock)
    go(cast, clock, "2026-04-06 15:00")
    give(cast, side="right")
    step(cast, "product_ordered")
    step(cast, "visit_booked", at="2026-05-04T14:00:00Z")

    def ticked() -> list[str]:
        return [state.step.value for state in cycle(cast).steps if state.done]

    assert ticked() == ["product_ordered", "visit_booked"]
    correct(cast, first, withdraw=True)
    assert ticked() == ["product_ordered", "visit_booked"]
    assert str(cycle(cast).waiting.due_on) == "2026-05-04"
    restore(cast, first)
    assert ticked() == ["product_ordered", "visit_booked"]
    assert [state for _, state in doses(cast)] == [DoseState.TAKEN, DoseState.TAKEN, DoseState.UPCOMING]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reason": " ", "side": "left"}, "reason"),
        ({"side": "left", "reason": None}, "reason"),
        ({}, "withdraw"),
        ({"withdraw": False}, "withdraw"),
        ({"withdraw": True, "side": "left"}, "withdraw"),
        ({"side": "both"}, "side"),
        ({"side": None}, "side"),
        ({"given_at": "2026-03-20T15:00:00Z"}, "given_at"),
        ({"expires_on": "2026-03-01"}, "expires_on"),
        ({"not_given": True}, "not_given_reason"),
        ({"side": "right", "dose_id": 1}, "dose_id"),
        ({"lot": "x" * 65}, "lot"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_changes_nothing(
    sqlite_cast: Cast, clock: VirtualClock, fields: dict[str, Any], field: str
) -> None:
    wrong = given_once(sqlite_cast, clock)
    before = doses(sqlite_cast)
    with pytest.raises(Refused) as refusal:
        correct(sqlite_cast, wrong, **fields)
    assert [fault.field for fault in refusal.value.faults] == [field]
    assert doses(sqlite_cast) == before


def test_two_injections_cannot_be_given_on_one_day_or_for_one_date(cast: Cast, clock: VirtualClock) -> None:
    first = given_once(cast, clock)
    go(cast, clock, "2026-04-06 15:00")
    second = give(cast, side="right").injection.id
    with pytest.raises(Refused, match="day of another injection"):
        correct(cast, second, given_at="2026-03-09T18:00:00Z")
    correct(cast, second, withdraw=True)
    correct(cast, first, withdraw=True)
    give(cast)
    with pytest.raises(Refused, match="same due date") as refusal:
        restore(cast, first)
    assert refusal.value.conflict
    with pytest.raises(Refused, match="withdrawn already"):
        correct(cast, first, side="right")


def test_an_earlier_date_through_the_ordinary_call_is_told_to_correct_instead(cast: Cast, clock: VirtualClock) -> None:
    given_once(cast, clock)
    with pytest.raises(Refused, match="correct its record instead") as refusal:
        give(cast, given_at="2026-03-08T15:00:00Z")
    assert refusal.value.conflict
