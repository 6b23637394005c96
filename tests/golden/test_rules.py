"""The pure rules against the golden tables, one local date after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from adherence.domain.expected import ExpectedDose, PlanVersion, Records, expected_doses, expected_of_versions
from adherence.domain.holds import HoldSpan, hold_dates, hold_over, released_on
from adherence.domain.injection import next_injection
from adherence.domain.regimen import InjectionPlan, RiskDay, TargetedPlan
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.states import HoldKind, PlanKind
from adherence.domain.targeted import ask_window
from adherence.domain.timing import local_date
from tests.golden.stories import STORIES, Story, utc
from tests.golden.table import cell, stored

Line = dict[str, str]
TABLES = [(name, story, plan) for story in STORIES for name, plan in story.tables.items()]
ONE_DAY = timedelta(days=1)
# So near to a move a table mixes two zones, which is the planner's work and not a rule's.
NEAR_THE_MOVE = timedelta(days=5)


def tables(*kinds: str) -> pytest.MarkDecorator:
    """One test for each table of these kinds of plan."""
    chosen = [pytest.param(*table, id=table[0]) for table in TABLES if table[2]["kind"] in kinds]
    return pytest.mark.parametrize(("name", "story", "plan"), chosen)


def line(dose: ExpectedDose, story: Story, zone: str) -> Line:
    """A dose as the rules see it, in the words of a table."""
    kind = PlanKind(next(iter(story.tables.values()))["kind"])
    values = {
        "on": dose.on,
        "slot": dose.slot,
        "due_at": dose.at,
        "window_opens_at": dose.window_opens_at,
        "late_from": dose.late_from,
        "window_closes_at": dose.window_closes_at,
        "quantity_mg": float(dose.quantity_mg),
        "state": "held" if hold_over([hold_of(story)], kind, dose.on) else "expected",
        "zone": zone,
    }
    return {name: cell(value) for name, value in values.items()}


def hold_of(story: Story) -> HoldSpan:
    """The hold of a story as the rules see it."""
    kind, zone = HoldKind(story.hold.kind), ZoneInfo(home_at(story, story.hold.entered_at))
    from_on, to_on = date.fromisoformat(story.hold.first), date.fromisoformat(story.hold.last)
    dates = hold_dates(kind, from_on, to_on, today=local_date(utc(story.hold.entered_at), zone))
    assert dates.needs_gate == bool(story.hold.signed_at)
    signed_on = local_date(utc(story.hold.signed_at), zone) if dates.needs_gate else None
    return HoldSpan(kind, dates.stops_on, released_on(from_on, to_on, signed_on) or dates.restarts_on)


def home_at(story: Story, instant: str) -> str:
    """The zone in which the patient lives at an instant."""
    return story.zone if instant < story.move.at else story.move.to


def records_of(story: Story) -> Records:
    """The declared risk days of a story as the rules read them."""
    days = [(date.fromisoformat(day.on), time.fromisoformat(day.anticipated_at)) for day in story.declared]
    return Records(risk_days=tuple(RiskDay(*day) for day in days))


def lines(name: str) -> list[Line]:
    """A table without the columns about asking."""
    return [{column: value for column, value in row.items() if not column.startswith("ask")} for row in stored(name)]


def days_in_one_zone(story: Story) -> Iterator[tuple[date, str]]:
    """The dates of a story that the move does not touch, each with the zone in which the patient lives."""
    moved_at = utc(story.move.at)
    for number in range((story.last_on - story.first_on).days + 1):
        day = story.first_on + number * ONE_DAY
        noon = datetime.combine(day, time(12), UTC)
        if abs(noon - moved_at) > NEAR_THE_MOVE:
            yield day, story.zone if noon < moved_at else story.move.to


@tables("daily", "targeted")
def test_every_day_has_exactly_the_doses_of_its_table(name: str, story: Story, plan: dict[str, Any]) -> None:
    parsed, records = parse_regimen(plan), records_of(story)
    by_day: dict[str, list[Line]] = defaultdict(list)
    for row in lines(name):
        by_day[row["on"]].append(row)
    for day, zone in days_in_one_zone(story):
        doses = expected_doses(parsed, day, day, ZoneInfo(zone), records)
        assert [line(dose, story, zone) for dose in doses] == by_day[str(day)], day
        assert expected_of_versions([PlanVersion(parsed)], day, day, ZoneInfo(zone), records) == doses


@tables("daily", "targeted")
def test_every_dose_near_the_move_is_one_of_its_zone_and_only_its_window_may_end_sooner(
    name: str, story: Story, plan: dict[str, Any]
) -> None:
    parsed, records = parse_regimen(plan), records_of(story)
    for row in lines(name):
        day = date.fromisoformat(row["on"])
        found = {
            dose.slot: line(dose, story, row["zone"])
            for dose in expected_doses(parsed, day, day, ZoneInfo(row["zone"]), records)
        }[row["slot"]]
        ends = ("late_from", "window_closes_at")
        assert {**found, **{column: row[column] for column in ends}} == row
        assert all(row[column] <= found[column] for column in ends)


@tables("injection")
def test_every_injection_follows_from_those_given_before_it(name: str, story: Story, plan: dict[str, Any]) -> None:
    parsed, span = parse_regimen(plan), hold_of(story)
    assert isinstance(parsed, InjectionPlan)
    given: list[date] = []
    waiting = list(story.given)
    for row in lines(name):
        zone, ended = ZoneInfo(row["zone"]), () if row["on"] < str(span.until) else (span,)
        records = Records(given_on=tuple(given), ended_holds=ended)
        dose = next_injection(parsed, zone, records)
        assert dose is not None
        assert line(dose, story, row["zone"]) == row
        assert expected_doses(parsed, dose.on, dose.on, zone, records) == [dose]
        if row["state"] == "expected" and waiting:
            given_at = waiting.pop(0)
            given.append(local_date(utc(given_at), ZoneInfo(home_at(story, given_at))))
    assert waiting == []


def test_a_preview_assumes_that_every_injection_is_given_on_its_day() -> None:
    story = next(story for story in STORIES if story.name == "injection_monthly_2025")
    parsed = parse_regimen(story.tables[story.name])
    months = expected_doses(parsed, story.first_on, story.last_on, ZoneInfo(story.zone))
    assert [str(dose.on) for dose in months] == [row["on"] for row in lines(story.name)]


@tables("targeted")
def test_a_risk_day_is_asked_about_at_its_time_and_never_once_the_prompt_is_due(
    name: str, story: Story, plan: dict[str, Any]
) -> None:
    parsed, records = parse_regimen(plan), records_of(story)
    assert isinstance(parsed, TargetedPlan)
    said_at = {day.on: cell(utc(day.said_at)) for day in story.declared}
    for row in stored(name):
        day, zone = date.fromisoformat(row["on"]), ZoneInfo(row["zone"])
        (dose,) = expected_doses(parsed, day, day, zone, records)
        asked = [cell(instant) for instant in ask_window(parsed, dose, zone) or (None, None)]
        if asked[0] < said_at.get(row["on"], ""):
            asked = ["", ""]  # the day was declared after its time to ask
        assert [row.get("asks_at", ""), row.get("ask_expires_at", "")] == asked
