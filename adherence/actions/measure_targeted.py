"""Work out the four numbers of targeted plans from what is stored: the one place for the API, pages and lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from adherence.actions.expect_doses import plan_of
from adherence.db.overview import DoseFact
from adherence.db.regimens import Regimen
from adherence.db.targeted_facts import TargetedFacts
from adherence.domain.drinking import known_of_days
from adherence.domain.measure.targeted import (
    DoseOfDay,
    TargetedDay,
    TargetedMeasures,
    targeted_days,
    targeted_measures,
)
from adherence.domain.policy import Policy
from adherence.domain.states import Source


def measure_targeted(
    regimens: Sequence[Regimen],
    doses: Iterable[DoseFact],
    facts: TargetedFacts,
    span: tuple[date, date],
    policy: Policy,
    *,
    today: date,
    now: datetime,
) -> TargetedMeasures:
    """The four numbers of targeted regimens over those days of a span on which one of them ran, up to today."""
    days = days_of(regimens, doses, facts, span, today=today, now=now)
    return targeted_measures(days, policy.drinking_day_lead)


def days_of(
    regimens: Sequence[Regimen],
    doses: Iterable[DoseFact],
    facts: TargetedFacts,
    span: tuple[date, date],
    *,
    today: date,
    now: datetime,
) -> list[TargetedDay]:
    """What is known of each of those days."""
    ids = {regimen.id for regimen in regimens}
    own = [
        DoseOfDay(
            on=dose.on,
            state=dose.state_at(now),
            taken_at=dose.taken_at,
            told=dose.source is Source.PATIENT_SMS,
            asked=dose.id in facts.asked,
            answered=dose.id in facts.answered,
        )
        for dose in doses
        if dose.regimen_id in ids
    ]
    first, last = _running(regimens, span, today)
    return targeted_days(first, last, own, known_of_days(facts.answers), facts.holds)


def _running(regimens: Sequence[Regimen], span: tuple[date, date], today: date) -> tuple[date, date]:
    """The part of a span from the first start to the last end of some regimens, today at most."""
    starts = [min(version.from_on for version in regimen.versions) for regimen in regimens]
    ends = [_end(regimen) for regimen in regimens]
    last = min(span[1], today)
    if None not in ends:
        last = min(last, max(end for end in ends if end is not None))
    return max(span[0], min(starts)), last


def _end(regimen: Regimen) -> date | None:
    ends = [plan_of(regimen.current).ends_on]
    ends.append(regimen.stopped_on - timedelta(days=1) if regimen.stopped_on else None)
    return min((end for end in ends if end is not None), default=None)
