"""Days by name, the time of a tablet asked for now, and nights: near midnight, at clock changes, on skipped dates."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from adherence.domain.check_ins import follow_up_question, planner_question, usual_time
from adherence.domain.drinking import DrinkingAnswer, first_drink_at, known_of_days, night_of
from adherence.domain.policy import DEFAULT_POLICY
from adherence.domain.regimen import TargetedPlan
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.risk_days import (
    ComingDay,
    DeclaredDay,
    RiskDayKind,
    anticipated_after,
    coming_day,
    date_of,
    day_before,
    has_passed,
)
from adherence.domain.states import CheckInKind
from adherence.domain.zones import parse_zone
from tests.unit.regimens import day, targeted, utc

NEW_YORK, APIA = parse_zone("America/New_York"), parse_zone("Pacific/Apia")


@pytest.mark.parametrize(
    ("name", "today", "on"),
    [
        ("friday", "2026-03-06", "2026-03-06"),
        ("thursday", "2026-03-06", "2026-03-12"),
        ("saturday", "2026-03-06", "2026-03-07"),
        ("today", "2026-03-06", "2026-03-06"),
        ("tomorrow", "2026-12-31", "2027-01-01"),
        ("yesterday", "2026-03-01", "2026-02-28"),
    ],
)
def test_a_named_day_is_the_next_one_of_its_name(name: str, today: str, on: str) -> None:
    assert date_of(name, day(today), NEW_YORK) == day(on)


def test_a_friday_that_apia_skipped_is_the_friday_after() -> None:
    assert date_of("friday", date(2011, 12, 28), APIA) == date(2012, 1, 6)
    assert date_of("saturday", date(2011, 12, 28), APIA) == date(2011, 12, 31)
    assert day_before(date(2011, 12, 31), APIA) == date(2011, 12, 29)


@pytest.mark.parametrize("name", ["now", "someday", ""])
def test_what_is_no_day_has_no_date(name: str) -> None:
    assert date_of(name, day("2026-03-06"), NEW_YORK) is None


@pytest.mark.parametrize(
    ("at", "on", "anticipated"),
    [
        ("2026-03-04 01:00", "2026-03-03", "21:30"),
        ("2026-03-04 03:29", "2026-03-03", "23:59"),
        ("2026-03-04 03:30", "2026-03-03", "23:59"),
        ("2026-03-04 04:59", "2026-03-03", "23:59"),
        ("2026-03-04 05:00", "2026-03-04", "01:30"),
        ("2026-03-08 06:15", "2026-03-08", "03:45"),
        ("2026-11-01 04:50", "2026-11-01", "01:20"),
    ],
)
def test_a_tablet_asked_for_now_stays_on_the_date_on_which_it_was_asked_for(at: str, on: str, anticipated: str) -> None:
    assert anticipated_after(utc(at), 90, NEW_YORK) == (day(on), time.fromisoformat(anticipated))


def test_a_time_has_passed_from_its_instant_on() -> None:
    assert has_passed(day("2026-03-06"), time(19), NEW_YORK, now=utc("2026-03-07 00:00"))
    assert not has_passed(day("2026-03-06"), time(19), NEW_YORK, now=utc("2026-03-06 23:59"))


def test_the_newest_word_about_a_date_beats_the_week_and_the_plan_has_its_ends() -> None:
    plan = parse_regimen(targeted(starts_on="2026-03-02", ends_on="2026-03-14"))
    assert isinstance(plan, TargetedPlan)
    declared = {
        day("2026-03-04"): DeclaredDay(time(21), declined=False),
        day("2026-03-05"): DeclaredDay(None, declined=False),
        day("2026-03-06"): DeclaredDay(None, declined=True),
        day("2026-03-15"): DeclaredDay(None, declined=False),
    }
    found = [coming_day(plan, date(2026, 3, number), declared) for number in (1, 3, 4, 5, 6, 7, 15)]
    assert found == [
        ComingDay(day("2026-03-01"), None, None),
        ComingDay(day("2026-03-03"), None, None),
        ComingDay(day("2026-03-04"), RiskDayKind.DECLARED, time(21)),
        ComingDay(day("2026-03-05"), RiskDayKind.DECLARED, time(19)),
        ComingDay(day("2026-03-06"), RiskDayKind.DECLINED, None),
        ComingDay(day("2026-03-07"), RiskDayKind.WEEKLY, time(19)),
        ComingDay(day("2026-03-15"), None, None),
    ]
    assert coming_day(None, day("2026-03-06"), {}) == ComingDay(day("2026-03-06"), None, None)


@pytest.mark.parametrize(
    ("on", "at", "instant"),
    [
        ("2026-03-06", "21:00", "2026-03-07 02:00"),
        ("2026-03-06", "06:00", "2026-03-06 11:00"),
        ("2026-03-06", "05:59", "2026-03-07 10:59"),
        ("2026-03-06", "00:00", "2026-03-07 05:00"),
        ("2026-03-07", "02:30", "2026-03-08 07:00"),
        ("2026-10-31", "01:30", "2026-11-01 05:30"),
    ],
)
def test_a_drink_before_six_belongs_to_the_night_of_the_date_before(on: str, at: str, instant: str) -> None:
    first = first_drink_at(day(on), time.fromisoformat(at), NEW_YORK)
    assert first == utc(instant)
    begins_at, ends_at = night_of(day(on), NEW_YORK)
    assert begins_at <= first < ends_at


def test_newer_words_about_a_day_count_and_a_no_ends_what_was_said() -> None:
    on, at = day("2026-03-06"), utc("2026-03-07 02:00")
    said = [DrinkingAnswer(on, drank=True, first_drink_at=at), DrinkingAnswer(on, drank=True, drinks=4)]
    assert known_of_days(said) == {on: DrinkingAnswer(on, True, at, 4)}
    assert known_of_days([*said, DrinkingAnswer(on, drank=False)]) == {on: DrinkingAnswer(on, False, None, 0)}
    again = [*said, DrinkingAnswer(on, drank=False, drinks=0), DrinkingAnswer(on, drank=True)]
    assert known_of_days(again) == {on: DrinkingAnswer(on, True, None, None)}
    assert known_of_days([]) == {}


def asked(at: str) -> datetime | None:
    found = planner_question(NEW_YORK, time(17), DEFAULT_POLICY, now=utc(at))
    return None if found is None else found.asks_at


@pytest.mark.parametrize(
    ("at", "asks_at"),
    [
        ("2026-03-05 21:59", None),
        ("2026-03-05 22:00", "2026-03-05 22:00"),
        ("2026-03-06 01:59", "2026-03-05 22:00"),
        ("2026-03-06 02:00", None),
        ("2026-03-06 22:00", None),
        ("2026-03-12 21:00", "2026-03-12 21:00"),
    ],
)
def test_the_planner_may_be_asked_on_its_weekday_from_its_time_to_the_end_of_texting_hours(
    at: str, asks_at: str | None
) -> None:
    assert asked(at) == (asks_at and utc(asks_at))


def test_the_follow_up_may_be_asked_every_day_from_its_time_until_it_expires() -> None:
    at = usual_time(CheckInKind.FOLLOW_UP, DEFAULT_POLICY)
    instants = ["2026-03-05 14:59", "2026-03-05 15:00", "2026-03-06 00:59", "2026-03-06 01:00"]
    found = [follow_up_question(NEW_YORK, at, DEFAULT_POLICY, now=utc(text)) for text in instants]
    assert [one is not None for one in found] == [False, True, True, False]
