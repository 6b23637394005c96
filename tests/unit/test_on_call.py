"""Who is told of an urgent flag, and when the next ones are."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.due import due_by
from adherence.domain.on_call import (
    ESCALATION,
    Colleague,
    NoticeChannel,
    NoticeStep,
    ShiftSpan,
    addressees,
    escalates_at,
    gaps,
    next_in_rota,
    next_step,
    on_call_at,
)
from adherence.domain.policy import DEFAULT_POLICY
from adherence.domain.rota import spans_of
from adherence.domain.states import Role, Severity

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
SMS = (NoticeChannel.SMS,)
BEN = Colleague("ben", Role.CLINICIAN, SMS)
CORA = Colleague("cora", Role.COORDINATOR, SMS)
ADA = Colleague("ada", Role.ADMIN, SMS)
RHEA = Colleague("rhea", Role.READER, SMS)
STAFF = (BEN, CORA, ADA, RHEA)


def shift(who: str, start: float, end: float, *, backup: bool = False) -> ShiftSpan:
    return ShiftSpan(who, NOW + timedelta(hours=start), NOW + timedelta(hours=end), backup)


ROTA = (shift("ben", -4, 4), shift("cora", -4, 4, backup=True), shift("cora", 4, 12), shift("ben", 12, 20))


@pytest.mark.parametrize(
    ("step", "shifts", "expected"),
    [
        (NoticeStep.ON_CALL, ROTA, ["ben"]),
        (NoticeStep.BACKUP, ROTA, ["cora"]),
        (NoticeStep.BACKUP, (shift("ben", -1, 1), shift("cora", 1, 2)), ["cora"]),
        (NoticeStep.BACKUP, (shift("ben", -1, 1), shift("ben", 1, 2)), []),
        (NoticeStep.CLINICIANS, (), ["ben", "cora"]),
        (NoticeStep.ADMINS, ROTA, ["ada"]),
        (NoticeStep.SUPERVISOR, (), ["ada"]),
        (NoticeStep.ON_CALL, (shift("somebody who left", -1, 1),), []),
    ],
)
def test_each_step_has_its_people(step: NoticeStep, shifts: tuple[ShiftSpan, ...], expected: list[str]) -> None:
    assert [one.id for one in addressees(step, shifts, STAFF, NOW)] == expected


def test_a_step_at_which_nobody_can_be_reached_is_passed_over() -> None:
    mute = (Colleague("ben", Role.CLINICIAN, ()), Colleague("cora", Role.COORDINATOR, ()), ADA)
    found = next_step(None, ROTA, mute, NOW)
    assert found == (NoticeStep.ADMINS, [ADA])
    assert next_step(None, ROTA, (RHEA,), NOW) is None
    assert next_step(NoticeStep.ADMINS, ROTA, STAFF, NOW) is None


def test_the_waits_count_from_the_first_notice() -> None:
    waits = [escalates_at(step, NOW, DEFAULT_POLICY) for step in ESCALATION]
    assert [at - NOW if at else None for at in waits] == [
        timedelta(minutes=5),
        timedelta(minutes=10),
        timedelta(minutes=20),
        None,
    ]


def test_a_shift_begins_with_its_first_instant_and_ends_before_its_last() -> None:
    span = shift("ben", 0, 1)
    assert on_call_at([span], NOW) == ["ben"]
    assert on_call_at([span], NOW + timedelta(hours=1)) == []
    assert next_in_rota([span], NOW) is None


def test_gaps_are_what_no_first_shift_covers() -> None:
    rota = (shift("ben", 1, 3), shift("cora", 2, 4), shift("cora", 4, 5, backup=True), shift("ben", 6, 7))
    found = gaps(rota, NOW, NOW + timedelta(hours=8))
    hours = [((a - NOW) / timedelta(hours=1), (b - NOW) / timedelta(hours=1)) for a, b in found]
    assert hours == [(0, 1), (4, 6), (7, 8)]
    assert gaps((), NOW, NOW + timedelta(hours=1)) == [(NOW, NOW + timedelta(hours=1))]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=8), st.integers(0, 47))
def test_an_instant_is_in_a_gap_exactly_when_nobody_is_on_call(pairs: list[tuple[int, int]], hour: int) -> None:
    rota = [shift(str(number), start, start + length) for number, (start, length) in enumerate(pairs)]
    at = NOW + timedelta(hours=hour, minutes=30)
    in_gap = any(start <= at < end for start, end in gaps(rota, NOW, NOW + timedelta(hours=48)))
    assert in_gap is (on_call_at(rota, at) == [])


@pytest.mark.parametrize(
    ("severity", "local", "due"),
    [
        (Severity.URGENT, "02:00", "03:00"),
        (Severity.HIGH, "09:00", "17:00"),
        (Severity.HIGH, "18:00", "00:00 +1"),
        (Severity.HIGH, "22:00", "06:00 +1"),
        (Severity.NORMAL, "09:00", "09:00 +1"),
    ],
)
def test_what_is_for_today_is_due_today_unless_the_day_is_nearly_over(severity: Severity, local: str, due: str) -> None:
    zone = ZoneInfo("America/New_York")
    opened = datetime.combine(date(2026, 3, 3), time.fromisoformat(local), tzinfo=zone).astimezone(UTC)
    found = due_by(severity, opened, zone).astimezone(zone)
    assert f"{found:%H:%M}" + (" +1" if found.day == 4 else "") == due


def test_shifts_of_a_pattern_keep_the_wall_time_through_the_clock_change() -> None:
    zone = ZoneInfo("America/New_York")
    spans = spans_of(date(2026, 3, 7), time(20), time(8), zone, weeks=1, weekdays=(5, 6))
    assert [(start.hour, (end - start) / timedelta(hours=1)) for start, end in spans] == [(1, 11), (0, 12)]
    assert len(spans_of(date(2026, 3, 7), time(8), time(20), zone, weeks=4)) == 4
