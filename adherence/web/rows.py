"""One patient as a row of a list: the same figures and marks as on the patient's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from adherence.actions.expect_doses import plan_of, version_on
from adherence.actions.measure_targeted import measure_targeted
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.db.injections import Injection
from adherence.db.overview import NOT_GIVEN_YET, DoseFact, Overview
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.db.targeted_facts import TargetedFacts
from adherence.domain.holds import HoldSpan, holding
from adherence.domain.measure.taken import SPAN_DAYS, TakenFigure, span_start, taken_figure
from adherence.domain.measure.targeted import TargetedMeasures
from adherence.domain.policy import Policy
from adherence.domain.regimen import InjectionPlan
from adherence.domain.states import LIFE_AT_STAKE, DoseState, FlagKind, PlanKind, RegimenState, Severity
from adherence.domain.timing import days_from, local_date
from adherence.web import words
from adherence.web.filters import plural
from adherence.web.marks import DayMark, Mark, days_without_taken, injection_cover, marks_of_days
from adherence.web.plans import plan_line

_WORST_FIRST = list(Severity)


@dataclass(frozen=True, slots=True)
class History:
    """What was planned and recorded for one patient, as far back as the page looks."""

    regimens: Sequence[Regimen]
    doses: Sequence[DoseFact]
    injections: Sequence[Injection]
    held: Sequence[HoldSpan] = ()
    targeted: TargetedFacts = field(default_factory=TargetedFacts)


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of the last days; each is None for a patient who has no such plan."""

    taken: TakenFigure | None
    targeted: TargetedMeasures | None
    covered_days: int | None
    overdue_days: int | None
    held_days: int = 0
    """Days of the span that a hold covers: they are in none of the figures."""


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A patient as the lists show one."""

    patient: Patient
    plans: tuple[str, ...]
    reason: str
    severity: Severity | None
    since: datetime | None
    more_flags: int
    flag_id: str | None
    flag_kind: FlagKind | None
    snoozed_until: datetime | None
    days: list[DayMark]
    figures: Figures
    reply: InboundMessage | None
    next_injection: DoseFact | None
    injection_overdue_days: int
    owner: str | None


def patient_row(patient: Patient, found: Overview, policy: Policy, now: datetime) -> PatientRow:
    """The row of a patient, from what was read for the whole list."""
    today = local_date(now, patient.zone)
    history = History(
        found.regimens[patient.id],
        found.doses[patient.id],
        found.injections[patient.id],
        found.holds[patient.id],
        found.targeted.get(patient.id, TargetedFacts()),
    )
    days = day_marks(history, span_start(today), today, policy, now)
    flags = worst_first(found.flags[patient.id])
    upcoming = next_injection(history)
    overdue = max(0, (today - upcoming.on).days) if upcoming else 0
    waiting = any(regimen.state is RegimenState.WAITING for regimen in history.regimens)
    worst = flags[0] if flags else None
    owner_id = (worst.owner_id if worst else None) or patient.owner_id
    return PatientRow(
        patient=patient,
        plans=tuple(plan_lines(history.regimens, today)),
        reason=reason_of(worst, days, overdue) if worst else "Start gate not signed" if waiting else "",
        severity=worst.severity if worst else None,
        since=worst.opened_at if worst else None,
        more_flags=max(0, len(flags) - 1),
        flag_id=worst.id if worst else None,
        flag_kind=worst.kind if worst else None,
        snoozed_until=worst.snoozed_until if worst and worst.is_snoozed(now) else None,
        days=days,
        figures=figures(history, today, policy, now),
        reply=found.replies.get(patient.id),
        next_injection=upcoming,
        injection_overdue_days=overdue,
        owner=found.names.get(owner_id or ""),
    )


def figures(history: History, today: date, policy: Policy, now: datetime, days: int = SPAN_DAYS) -> Figures:
    """The figures of a span that ends today, for lists and pages alike."""
    first = span_start(today, days)
    states: dict[PlanKind, list[DoseState]] = {kind: [] for kind in PlanKind}
    for dose in history.doses:
        if first <= dose.on <= today:
            states[dose.kind].append(dose.state)
    begun = [regimen for regimen in history.regimens if regimen.state is not RegimenState.WAITING]
    kinds = {regimen.kind for regimen in begun}
    targeted = [regimen for regimen in begun if regimen.kind is PlanKind.TARGETED]
    cover_by_day = cover_of(history, today, policy)
    cover = [mark for day, mark in cover_by_day.items() if first <= day <= today]
    held = {day for day, mark in cover_by_day.items() if mark is Mark.HELD}
    return Figures(
        taken=taken_figure(states[PlanKind.DAILY]) if PlanKind.DAILY in kinds else None,
        targeted=measure_targeted(
            targeted, history.doses, history.targeted, (first, today), policy, today=today, now=now
        )
        if targeted
        else None,
        covered_days=sum(mark in (Mark.COVERED, Mark.GIVEN) for mark in cover) if cover else None,
        overdue_days=sum(mark is Mark.OVERDUE for mark in cover) if cover else None,
        held_days=sum(day in held or holding(history.held, day) is not None for day in days_from(first, today)),
    )


def day_marks(history: History, first: date, today: date, policy: Policy, now: datetime) -> list[DayMark]:
    """The mark of each day in first..today (inclusive)."""
    begun = [_starts_on(regimen) for regimen in history.regimens if regimen.state is not RegimenState.WAITING]
    cover = cover_of(history, today, policy)
    return marks_of_days(first, today, history.doses, cover, min(begun, default=None), now)


def next_injection(history: History) -> DoseFact | None:
    """The injection that is to be given next, however long ago it was due."""
    planned = [dose for dose in history.doses if dose.kind is PlanKind.INJECTION]
    newest = max(planned, key=lambda dose: dose.due_at, default=None)
    return newest if newest is not None and newest.state in NOT_GIVEN_YET else None


def worst_first(flags: Iterable[Flag]) -> list[Flag]:
    """Flags by severity, where a life is at stake before others that are urgent, then the longest open first."""
    return sorted(
        flags, key=lambda flag: (_WORST_FIRST.index(flag.severity), flag.kind not in LIFE_AT_STAKE, flag.opened_at)
    )


def plan_lines(regimens: Sequence[Regimen], today: date) -> list[str]:
    """The plans that hold, a line each."""
    lines = []
    for regimen in regimens:
        if regimen.state is RegimenState.STOPPED:
            continue
        lines.append(plan_line(plan_of(version_on(regimen, today))))
    return lines


def reason_of(flag: Flag, days: Sequence[DayMark], overdue_days: int) -> str:
    """Why a person must look, in one plain line."""
    match flag.kind:
        case FlagKind.INJECTION_OVERDUE if overdue_days:
            return f"Injection overdue {plural(overdue_days, 'day')}"
        case FlagKind.INJECTION_LAPSED if overdue_days:
            return f"Injection lapsed, {plural(overdue_days, 'day')} overdue: re-assess first"
        case FlagKind.CONSECUTIVE_DAYS if (silent := days_without_taken(days)) > 1:
            return f"No dose taken for {plural(silent, 'day')}"
        case FlagKind.LIVER_TEST:
            return words.LIVER_TEST[flag.severity]
        case _:
            return words.FLAG[flag.kind]


def cover_of(history: History, today: date, policy: Policy) -> dict[date, Mark]:
    """Covered and overdue days of all injection plans; a stopped one ends with its last covered day."""
    marks: dict[date, Mark] = {}
    for regimen in history.regimens:
        plan = plan_of(regimen.current) if regimen.kind is PlanKind.INJECTION else None
        if not isinstance(plan, InjectionPlan) or regimen.state is RegimenState.WAITING:
            continue
        until = min(today, regimen.stopped_on - timedelta(days=1)) if regimen.stopped_on else today
        records = [record for record in history.injections if record.regimen_id == regimen.id]
        silent = [dose for dose in history.doses if dose.regimen_id == regimen.id and dose.state is DoseState.NO_ANSWER]
        marks |= injection_cover(plan, records, until, policy, history.held, {dose.on for dose in silent})
    is_held = {day for day, mark in marks.items() if mark is not Mark.GIVEN and holding(history.held, day)}
    return marks | dict.fromkeys(is_held, Mark.HELD)


def _starts_on(regimen: Regimen) -> date:
    return min(version.from_on for version in regimen.versions)
