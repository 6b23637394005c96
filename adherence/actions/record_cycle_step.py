"""Staff tick a step between two injections, or take it back; a booked visit moves the texts about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.note_cycle_step import note_cycle_step
from adherence.actions.open_flag import open_flag
from adherence.actions.plan_visit import plan_visit
from adherence.db.board import injection_regimen, running_cycle
from adherence.db.clinics import clinic_by_id
from adherence.db.injections import InjectionStep
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen
from adherence.domain.actor import Actor
from adherence.domain.cycle import NEGATIVE, POSITIVE, Cycle, CycleFacts, cycle_at, newest_line
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, flag, instant
from adherence.domain.policy import Policy
from adherence.domain.states import CycleStep, FlagKind, Severity, Source
from adherence.domain.timing import local_date

_FIELDS = ("step", "done", "at", "value")
_LONGEST_AHEAD = timedelta(days=366)
_POSITIVE_TEST = "Positive urine test before an injection: a prescriber must look first"


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """The stored line and what the person who entered it should know."""

    line: InjectionStep
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entered:
    """A step as it was entered, checked."""

    step: CycleStep
    done: bool
    at: datetime | None
    value: str | None


def record_cycle_step(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> RecordedStep:
    """Record ``{"step", "done", "at", "value"}`` in the cycle that runs; raises ``Refused``.

    A booked visit needs ``at``, a urine test ``value``; ``"done": false`` takes the newest line of the step back.
    """
    entered = _read(data, now)
    patient = lock_patient(session, patient.id)
    regimen, running = injection_regimen(session, patient), running_cycle(session, patient)
    if regimen is None or running is None:
        raise refuse("patient", "has no injection that waits; start an injection plan first", conflict=True)
    cycle = cycle_at(running.facts, now)
    if not entered.done and not _is_ticked(running.facts, entered.step):
        raise refuse("step", "is not ticked, so there is nothing to take back", conflict=True)
    at = cycle.visit_at if entered.step is CycleStep.CONFIRMED and entered.done else entered.at
    line = note_cycle_step(
        session, regimen, entered.step, source=Source.STAFF, now=now, done=entered.done, at=at, value=entered.value,
        by=actor.id,
    )  # fmt: skip
    return RecordedStep(line, _follow(session, patient, regimen, cycle, entered, now))


def _read(data: object, now: datetime) -> _Entered:
    """What was entered, checked; raises ``Refused`` with every fault."""
    form = Form(data, _FIELDS)
    step = form.at("step").choice(tuple(CycleStep))
    if step is None:
        form.done()
    done = form.optional("done", flag)
    at = form.optional("at", instant)
    value = form.optional("value", lambda entry: entry.choice((NEGATIVE, POSITIVE)))
    entered = _Entered(CycleStep(str(step)), done is not False, at, value)
    books, tests = entered.step is CycleStep.VISIT_BOOKED, entered.step is CycleStep.URINE_TESTED
    if books and entered.done and not form.has("at"):
        form.fail("at", "is missing; write when the visit is")
    if at is not None and form.at("at").is_sound:
        _check_instant(form, at, books=books, now=now)
    if tests and entered.done and not form.has("value"):
        form.fail("value", f"is missing; write {NEGATIVE} or {POSITIVE}")
    if form.has("value") and not tests:
        form.fail("value", "only goes with a urine test; leave it out")
    if entered.step is CycleStep.CONFIRMED and form.has("at"):
        form.fail("at", "is the visit's own time; leave it out")
    form.done()
    return entered


def _check_instant(form: Form, at: datetime, *, books: bool, now: datetime) -> None:
    if books and at < now:
        form.fail("at", "lies in the past; a visit is booked for a time to come")
    elif books and at > now + _LONGEST_AHEAD:
        form.fail("at", "is more than a year ahead; check the date")
    elif not books and at > now:
        form.fail("at", "lies in the future; write when it was done")


def _is_ticked(facts: CycleFacts, step: CycleStep) -> bool:
    newest = newest_line(facts.lines, step)
    return newest is not None and newest.done


def _follow(
    session: Session,
    patient: Patient,
    regimen: Regimen,
    cycle: Cycle,
    entered: _Entered,
    now: datetime,
) -> tuple[str, ...]:
    """What a step brings about, and what to know of it."""
    if entered.step is CycleStep.VISIT_BOOKED:
        plan_visit(session, regimen, patient, now=now)
        policy = policy_of(clinic_by_id(session, patient.clinic_id))
        return booking_warnings(cycle, entered.at, patient, policy) if entered.at and entered.done else ()
    if entered.step is CycleStep.URINE_TESTED and entered.value == POSITIVE:
        severity = Severity.HIGH
        open_flag(session, patient, FlagKind.OPIOID_USE, _POSITIVE_TEST, now=now, severity=severity)
        return ("A flag is open: a prescriber must look before another injection.",)
    if entered.step is CycleStep.URINE_TESTED and cycle.urine_is_positive and not entered.done:
        return ("A flag that the result opened stays open until somebody resolves it.",)
    return ()


def booking_warnings(cycle: Cycle, visit_at: datetime, patient: Patient, policy: Policy) -> tuple[str, ...]:
    """What is unusual about the time of a visit; nothing of it forbids to book."""
    bounds, on = cycle.waiting.boundaries, local_date(visit_at, patient.zone)
    warnings = []
    if visit_at < bounds.early_at:
        early = (cycle.waiting.due_on - on).days
        warnings.append(f"The visit is {early} days before the due date, earlier than the usual early window.")
    if cycle.last_given_on is not None and (on - cycle.last_given_on).days < policy.injection_min_days:
        days = (on - cycle.last_given_on).days
        warnings.append(
            f"The visit is {days} days after the last injection; {policy.injection_min_days} is the shortest interval."
        )
    if visit_at >= bounds.lapsed_at:
        warnings.append("The injection will have lapsed by then: re-assess before it is given.")
    elif visit_at >= bounds.overdue_at:
        warnings.append("The injection will be overdue by then.")
    return tuple(warnings)
