"""Liver tests: flagged when due, raised when overdue, closed by a result, urgent when high; corrections follow."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from adherence.actions.record_lab import correct_lab, record_lab
from adherence.actions.resolve_flag import resolve_flag
from adherence.actions.set_patient_status import set_patient_status
from adherence.actions.stop_regimen import stop_regimen
from adherence.actions.watch_patients import watch_patients
from adherence.db.flags import Flag
from adherence.db.labs import Lab
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.errors import Refused
from adherence.domain.states import CorrectionEvent
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily, injection

PLAN = daily(starts_on="2026-03-02")


def go(cast: Cast, clock: VirtualClock, on: str, hour: int = 12) -> None:
    """Move the clock to an hour of a day (UTC) and look."""
    clock.move_to(datetime.fromisoformat(on).replace(hour=hour, tzinfo=UTC))
    watch_patients(cast.rt)


def act(cast: Cast, action: Any, row: type[Any], row_id: Any, *data: Any) -> Any:
    """Somebody of Ben's clinic does something to a row."""
    with cast.rt.database.writing() as session:
        return action(session, cast.ben, session.get_one(row, row_id), *data, now=cast.rt.now())


def result(cast: Cast, on: str, **more: Any) -> Any:
    """Record a result."""
    entered = {"taken_on": on, "test": "ALT", "value": 30, "unit": "U/L", "upper_limit": 40} | more
    return act(cast, record_lab, Patient, cast.ana, entered)


def shown(cast: Cast) -> list[tuple[str, str]]:
    """The open liver flags."""
    flags = [flag for flag in cast.flags() if flag.kind == "liver_test" and flag.state == "open"]
    return [(flag.severity.value, flag.detail) for flag in flags]


def resolve(cast: Cast) -> None:
    """A person deals with the open flag."""
    [flag] = [flag for flag in cast.flags() if flag.kind == "liver_test" and flag.state == "open"]
    act(cast, resolve_flag, Flag, flag.id, {"outcome": "visit_booked"})


def test_a_missing_baseline_is_told_only_when_it_is_overdue(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    for on in ("2026-03-02", "2026-03-15"):
        go(cast, clock, on)
        assert shown(cast) == []
    go(cast, clock, "2026-03-16", 3)
    assert shown(cast) == [], "it is still the 15th in New York"
    go(cast, clock, "2026-03-16", 4)
    assert shown(cast) == [("high", "Liver test overdue: the baseline, due 2026-03-02")]


def test_a_later_test_is_told_when_due_raised_when_overdue_and_closed_by_a_result(
    cast: Cast, clock: VirtualClock
) -> None:
    cast.start(PLAN)
    result(cast, "2026-03-02")
    go(cast, clock, "2026-04-01")
    assert shown(cast) == []
    go(cast, clock, "2026-04-02")
    assert shown(cast) == [("normal", "Liver test due: month 1, due 2026-04-02")]
    go(cast, clock, "2026-04-03")
    go(cast, clock, "2026-04-16")
    assert shown(cast) == [("high", "Liver test overdue: month 1, due 2026-04-02")]
    [flag] = cast.flags()
    assert flag.times == 2, "once when due, once when overdue"
    result(cast, "2026-04-15")
    assert shown(cast) == []
    assert cast.flags()[0].outcome == "not_due"
    go(cast, clock, "2026-06-01")
    assert shown(cast) == []
    go(cast, clock, "2026-06-02")
    assert shown(cast) == [("normal", "Liver test due: month 3, due 2026-06-02")]


def test_a_flag_that_a_person_resolved_comes_again_only_when_it_grows_worse(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    result(cast, "2026-03-02")
    go(cast, clock, "2026-04-02")
    resolve(cast)
    for on in ("2026-04-03", "2026-04-10"):
        go(cast, clock, on)
        assert shown(cast) == []
    go(cast, clock, "2026-04-16")
    assert [severity for severity, _ in shown(cast)] == ["high"]
    resolve(cast)
    go(cast, clock, "2026-05-20")
    assert shown(cast) == []
    go(cast, clock, "2026-06-02")
    assert shown(cast) == [("high", "Liver test overdue: month 1, due 2026-04-02")]


def test_a_high_result_is_urgent_at_once_and_stays_a_persons_to_resolve(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    result(cast, "2026-03-02", value=168)
    assert shown(cast) == [("urgent", "ALT 4.2 times the upper limit")]
    go(cast, clock, "2026-04-20")
    result(cast, "2026-04-19", value=30)
    assert shown(cast) == [("urgent", "ALT 4.2 times the upper limit")]
    resolve(cast)
    go(cast, clock, "2026-05-01")
    assert shown(cast) == []


def test_what_was_due_meanwhile_is_told_once_the_urgent_flag_is_resolved(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    result(cast, "2026-03-02", value=168)
    go(cast, clock, "2026-04-20")
    resolve(cast)
    go(cast, clock, "2026-04-21")
    assert shown(cast) == [("high", "Liver test overdue: month 1, due 2026-04-02")]


def test_a_result_that_is_due_and_high_closes_one_flag_and_opens_the_other(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    result(cast, "2026-03-02")
    go(cast, clock, "2026-04-02")
    result(cast, "2026-04-02", test="bilirubin", value=9, unit="mg/dL", upper_limit=1.2)
    assert shown(cast) == [("urgent", "bilirubin 7.5 times the upper limit")]
    assert [flag.outcome for flag in cast.flags()] == [None, "not_due"]


def test_a_withdrawn_result_counts_for_nothing_and_comes_back(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    result(cast, "2026-03-02")
    go(cast, clock, "2026-04-02")
    lab = result(cast, "2026-04-02").lab.id
    assert shown(cast) == []
    act(cast, correct_lab, Lab, lab, CorrectionEvent.WITHDRAWN, {"reason": "another patient's"})
    assert shown(cast) == [("normal", "Liver test due: month 1, due 2026-04-02")]
    act(cast, correct_lab, Lab, lab, CorrectionEvent.RESTORED, {"reason": "it was hers"})
    assert shown(cast) == []
    with pytest.raises(Refused):
        act(cast, correct_lab, Lab, lab, CorrectionEvent.RESTORED, {"reason": "twice"})
    with pytest.raises(Refused):
        act(cast, correct_lab, Lab, lab, CorrectionEvent.WITHDRAWN, {})


def test_withdrawing_a_high_result_closes_its_flag_unless_another_is_high_too(cast: Cast) -> None:
    cast.start(PLAN)
    alt = result(cast, "2026-03-02", value=168).lab.id
    ast = result(cast, "2026-03-02", test="ast", value=200).lab.id
    assert shown(cast) == [("urgent", "AST 5.0 times the upper limit")]
    act(cast, correct_lab, Lab, ast, CorrectionEvent.WITHDRAWN, {"reason": "haemolysed"})
    assert shown(cast) == [("urgent", "ALT 4.2 times the upper limit")]
    act(cast, correct_lab, Lab, alt, CorrectionEvent.WITHDRAWN, {"reason": "haemolysed"})
    assert shown(cast) == []
    act(cast, correct_lab, Lab, alt, CorrectionEvent.RESTORED, {"reason": "repeated, and the same"})
    assert shown(cast) == [("urgent", "ALT 4.2 times the upper limit")]


def test_nothing_is_due_without_a_running_plan(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(PLAN)
    go(cast, clock, "2026-03-16")
    assert len(shown(cast)) == 1
    act(cast, stop_regimen, Regimen, regimen, {"on": "2026-03-16", "reason": "done"})
    go(cast, clock, "2026-03-17")
    assert shown(cast) == []
    go(cast, clock, "2026-05-17")
    assert shown(cast) == []
    cast.start(daily(starts_on="2026-05-18"), agent=None)
    go(cast, clock, "2026-05-18")
    assert shown(cast) == [("high", "Liver test overdue: the baseline, due 2026-03-02")], "counted from the first plan"


@pytest.mark.parametrize("status", ["discharged", "deceased"])
def test_nothing_is_due_for_who_has_left(cast: Cast, clock: VirtualClock, status: str) -> None:
    cast.start(PLAN)
    go(cast, clock, "2026-03-16")
    act(cast, set_patient_status, Patient, cast.ana, {"status": status})
    go(cast, clock, "2026-03-17")
    assert shown(cast) == []


def test_a_plan_that_waits_for_its_gate_asks_for_no_test(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN, agent=None)
    go(cast, clock, "2026-06-16")
    assert shown(cast) == []


def test_an_injection_plan_has_the_same_tests_and_a_plan_that_ended_none(cast: Cast, clock: VirtualClock) -> None:
    cast.start(injection(starts_on="2026-03-02", ends_on="2026-03-20"), agent="short_acting")
    go(cast, clock, "2026-03-16")
    assert len(shown(cast)) == 1
    go(cast, clock, "2026-03-21")
    assert shown(cast) == []


def test_without_a_limit_a_result_counts_as_done_and_says_that_it_cannot_be_judged(cast: Cast) -> None:
    cast.start(PLAN)
    recorded = result(cast, "2026-03-02", value=99_999, upper_limit=None)
    assert ["cannot be judged" in sentence for sentence in recorded.warnings] == [True]
    assert shown(cast) == []
    assert ["recorded already" in sentence for sentence in result(cast, "2026-03-02", value=99_999).warnings] == [True]


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"value": -1}, "value"),
        ({"value": float("nan")}, "value"),
        ({"value": float("inf")}, "value"),
        ({"value": 100_001}, "value"),
        ({"value": "high"}, "value"),
        ({"value": True}, "value"),
        ({"value": None}, "value"),
        ({"upper_limit": 0}, "upper_limit"),
        ({"upper_limit": -3}, "upper_limit"),
        ({"test": "CK"}, "test"),
        ({"test": None}, "test"),
        ({"test": ["ALT"]}, "test"),
        ({"unit": ""}, "unit"),
        ({"unit": "x" * 17}, "unit"),
        ({"unit": "U\x00L"}, "unit"),
        ({"taken_on": "2026-03-03"}, "taken_on"),
        ({"taken_on": "1899-12-31"}, "taken_on"),
        ({"taken_on": "yesterday"}, "taken_on"),
        ({"note": "x"}, "note"),
    ],
)
def test_a_result_that_cannot_be_is_refused_with_a_sentence(
    sqlite_cast: Cast, entered: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        result(sqlite_cast, **({"on": "2026-03-02"} | entered))
    assert [fault.field for fault in refusal.value.faults] == [field]
    assert "write" in refusal.value.faults[0].message or "fields are" in refusal.value.faults[0].message


@pytest.mark.parametrize(("written", "stored"), [("alt", "ALT"), (" Ggt ", "GGT"), ("BILIRUBIN", "bilirubin")])
def test_a_test_is_known_in_any_case(sqlite_cast: Cast, written: str, stored: str) -> None:
    assert result(sqlite_cast, "2026-03-02", test=written).lab.test == stored
