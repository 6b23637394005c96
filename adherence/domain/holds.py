"""Holds: on which local dates nothing is expected and nothing is sent, and when doses stop and start again."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.states import HoldKind, PlanKind
from adherence.domain.timing import ONE_DAY

LONGEST_DAYS = 366
"""Policy: whoever is away longer is paused or discharged instead."""
HEARD_LATE_DAYS = 7
"""Policy: staff hear of a hospital stay some days late, so it may have begun this many days ago."""
HELD_REASONS = tuple(f"hold_{kind}" for kind in HoldKind)
"""The reasons of doses that a hold covers; those that a pause covers have the patient's status."""
FADES_ANYWAY = (f"hold_{HoldKind.TRAVEL}", f"hold_{HoldKind.HOSPITAL}")
"""Under these an injection still lapses: the blockade fades whatever the calendar says."""


@dataclass(frozen=True, slots=True)
class HoldSpan:
    """A span of local dates from ``first``, inclusive, to ``until``, exclusive; None is not ended yet."""

    kind: HoldKind
    first: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether nothing is expected on a date because of this hold."""
        return self.first <= day and (self.until is None or day < self.until)

    def covers_injection(self, due_on: date) -> bool:
        """Whether an injection due on a date waits: before a procedure none is given from the entry of the hold on."""
        if self.kind is HoldKind.PROCEDURE:
            return self.until is None or due_on < self.until
        return self.covers(due_on)

    @property
    def reason(self) -> str:
        """Why a dose that it covers is held, as stored with the dose."""
        return f"hold_{self.kind}"


@dataclass(frozen=True, slots=True)
class HoldDates:
    """What follows from the entered dates: the first date without doses, and the first with doses again."""

    stops_on: date
    restarts_on: date
    """At the earliest: where ``needs_gate``, the day of signing if that is later."""
    needs_gate: bool


def hold_dates(
    kind: HoldKind, from_on: date, to_on: date, *, today: date, policy: Policy = DEFAULT_POLICY
) -> HoldDates:
    """The computed stop and restart of a hold entered today.

    Tablets stop 72 hours before the local day of a procedure, in whole days (label: opioid analgesia needs the blockade
    to be gone, 72 hours after the last tablet). After hospital or a procedure the restart repeats the opioid-free
    question, because opioids may have been given meanwhile (*policy*).
    """
    stops_on = from_on
    if kind is HoldKind.PROCEDURE:
        stops_on = max(from_on - timedelta(days=math.ceil(policy.procedure_oral_stop / ONE_DAY)), min(today, from_on))
    return HoldDates(stops_on, to_on + ONE_DAY, kind.value in policy.gate_after_holds)


def procedure_days(last_given_on: date, policy: Policy = DEFAULT_POLICY) -> tuple[date, date]:
    """The first day for a procedure after an injection: with a prescriber's override, and without.

    Source: perioperative guidance for extended-release naltrexone, 30 days after the last injection, never below 24.
    """
    return (
        last_given_on + timedelta(days=policy.procedure_injection_days_override),
        last_given_on + timedelta(days=policy.procedure_injection_days),
    )


def released_on(from_on: date, to_on: date, passed_on: date | None) -> date | None:
    """The first date with doses after a hold that needs a gate, given the local date on which one passed.

    None while none passed, or only one from before the hold: what was true then says nothing of opioids since.
    """
    if passed_on is None or passed_on < from_on:
        return None
    return max(to_on + ONE_DAY, passed_on)


def holding(spans: Iterable[HoldSpan], day: date) -> HoldSpan | None:
    """The hold that covers a date, the one that began first; None where there is none."""
    return min((span for span in spans if span.covers(day)), key=lambda span: span.first, default=None)


def hold_over(spans: Iterable[HoldSpan], kind: PlanKind, on: date) -> HoldSpan | None:
    """The hold that covers a dose of a plan due on a local date; None where the dose is expected."""
    if kind is not PlanKind.INJECTION:
        return holding(spans, on)
    covering = (span for span in spans if span.covers_injection(on))
    return min(covering, key=lambda span: span.first, default=None)


def due_after_holds(due_on: date, ended: Iterable[HoldSpan]) -> date:
    """The due date of an injection that fell into holds that have ended: the day of the restart at the earliest."""
    restarts = [(span, span.until) for span in ended if span.until is not None]
    while until := next((until for span, until in restarts if span.covers_injection(due_on)), None):
        due_on = until
    return due_on
