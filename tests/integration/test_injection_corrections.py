"""Corrections of injections: what followed from a record is worked out anew, and what was recorded stays visible."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.watch_injections import watch_injections
from adherence.db.corrections import corrections_of
from adherence.db.injections import Injection
from adherence.domain.errors import Refused
from adherence.domain.states import DoseState
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.injections import GIVEN, begin, correct, cycle, doses, give, go, queued, restore, step
from tests.unit.regimens import injection


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
