"""Persistence: from a patient's plans to one course of treatment, with its length and how it ended.

How it is counted (decision 0029): a course runs from the first day of a plan to the first day without doses. Plans that
follow each other within the allowed gap are one course. A course of injections lasts while each is given before the
cover of the one before has ended and the grace has passed; otherwise it ended when the cover did. Who died, moved to
another provider, ended as agreed or went on with another kind of plan is censored on that day: none of these is leaving
treatment. Each patient counts once, with the first course that began in the range.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from adherence.domain.measure.kaplan_meier import Course
from adherence.domain.states import PatientStatus, PlanKind, StopCause

_DAY = timedelta(days=1)


class Ending(StrEnum):
    """How a course of treatment ended, or that it has not."""

    FELT_FINE = "felt_fine"
    SIDE_EFFECT = "side_effect"
    LAPSE = "lapse"
    MEDICAL = "medical"
    ACCESS = "access"
    LOST_CONTACT = "lost_contact"
    OTHER = "other"
    NOT_SAID = "not_said"
    DISCHARGED = "discharged"
    NO_INJECTION = "no_injection"
    RUNNING = "running"
    COMPLETED = "completed"
    MOVED = "moved"
    SWITCHED = "switched"
    DECEASED = "deceased"


CENSORED = (Ending.RUNNING, Ending.COMPLETED, Ending.MOVED, Ending.SWITCHED, Ending.DECEASED)
"""Endings after which nothing more is known of staying or leaving: no stop, and no longer at risk of one."""


@dataclass(frozen=True, slots=True)
class Stint:
    """One plan of one patient from its first day to the first day without doses; None while it runs."""

    kind: PlanKind
    began_on: date
    ended_on: date | None = None
    ending: Ending = Ending.RUNNING


@dataclass(frozen=True, slots=True)
class Gone:
    """Since when a patient takes part no more, and whether by discharge or death."""

    status: PatientStatus
    on: date


@dataclass(frozen=True, slots=True)
class Treatment:
    """One course of treatment: its first day, the days in it up to its end or to today, and how it ended."""

    began_on: date
    days: int
    ending: Ending

    @property
    def course(self) -> Course:
        """The same for the curve: a censored ending is none."""
        return Course(self.days, None if self.ending in CENSORED else self.ending)


def stint_of(
    kind: PlanKind, began_on: date, stopped_on: date | None, cause: StopCause | None, last_on: date | None
) -> Stint:
    """A plan that was stopped on a day or ends after its last one, whichever is first; only the last was agreed."""
    planned_end = last_on + _DAY if last_on is not None else None
    if stopped_on is not None and (planned_end is None or stopped_on < planned_end):
        return Stint(kind, began_on, stopped_on, Ending(cause) if cause is not None else Ending.NOT_SAID)
    return Stint(kind, began_on, planned_end, Ending.COMPLETED if planned_end is not None else Ending.RUNNING)


def stints_by_injection(
    stint: Stint, given_on: Iterable[date], *, covered_days: int, grace_days: int, today: date
) -> list[Stint]:
    """An injection plan as the spans in which each injection came in time; none where none was given.

    An injection covers ``covered_days``; the next one after more than ``grace_days`` without cover is a new span.
    """
    days = sorted(day for day in given_on if day <= today)
    spans: list[Stint] = []
    for day in days:
        before = spans[-1].ended_on if spans else None
        if before is not None and day <= before + _DAY * grace_days:
            spans[-1] = replace(spans[-1], ended_on=day + _DAY * covered_days)
        else:
            spans.append(Stint(stint.kind, day, day + _DAY * covered_days, Ending.NO_INJECTION))
    if spans and (end := spans[-1].ended_on) is not None:
        if stint.ended_on is not None and stint.ended_on <= end + _DAY * grace_days:
            spans[-1] = replace(spans[-1], ended_on=max(stint.ended_on, spans[-1].began_on + _DAY), ending=stint.ending)
        elif today <= end + _DAY * grace_days:
            spans[-1] = replace(spans[-1], ended_on=None, ending=Ending.RUNNING)
    return spans


def first_treatment(
    stints: Sequence[Stint],
    gone: Gone | None,
    *,
    first: date,
    last: date,
    kinds: Collection[PlanKind],
    gap_days: int,
    today: date,
) -> Treatment | None:
    """A patient's first course that began in first..last (inclusive), of some kinds of plan; None without."""
    ended = [_until_gone(stint, gone, gap_days) for stint in stints if gone is None or stint.began_on < gone.on]
    begun = [stint for stint in ended if stint.began_on <= today and not _never_ran(stint)]
    chains = _chains([stint for stint in begun if stint.kind in kinds], gap_days)
    for chain in chains:
        if first <= chain.began_on <= last:
            return _treatment(chain, [stint for stint in begun if stint.kind not in kinds], gap_days, today)
    return None


def _until_gone(stint: Stint, gone: Gone | None, gap_days: int) -> Stint:
    """A plan that ran when the patient left ended then; one that was stopped just before, without a cause, as well."""
    if gone is None:
        return stint
    ending = Ending.DECEASED if gone.status is PatientStatus.DECEASED else Ending.DISCHARGED
    if stint.ended_on is None or stint.ended_on > gone.on:
        return replace(stint, ended_on=gone.on, ending=ending)
    if stint.ending is Ending.NOT_SAID and (gone.on - stint.ended_on).days <= gap_days:
        return replace(stint, ending=ending)
    return stint


def _never_ran(stint: Stint) -> bool:
    return stint.ended_on is not None and stint.ended_on <= stint.began_on


def _chains(stints: Iterable[Stint], gap_days: int) -> list[Stint]:
    """Plans that follow each other, or overlap, as one span with the ending of whichever ran longest."""
    chains: list[Stint] = []
    for stint in sorted(stints, key=lambda each: each.began_on):
        if chains and _follows(chains[-1], stint, gap_days):
            longest = max(chains[-1], stint, key=lambda each: each.ended_on or date.max)
            chains[-1] = replace(chains[-1], ended_on=longest.ended_on, ending=longest.ending)
        else:
            chains.append(stint)
    return chains


def _follows(before: Stint, stint: Stint, gap_days: int) -> bool:
    return before.ended_on is None or (stint.began_on - before.ended_on).days <= gap_days


def _treatment(chain: Stint, others: Sequence[Stint], gap_days: int, today: date) -> Treatment:
    end = chain.ended_on
    if end is None or end > today:
        return Treatment(chain.began_on, (today - chain.began_on).days, Ending.RUNNING)
    goes_on = any(_follows(chain, stint, gap_days) and (stint.ended_on or date.max) > end for stint in others)
    return Treatment(chain.began_on, (end - chain.began_on).days, Ending.SWITCHED if goes_on else chain.ending)
