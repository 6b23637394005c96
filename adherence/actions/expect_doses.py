"""Which doses some regimens expect in a span, read for many at once: the number of queries does not grow."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from math import inf

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.db.doses import Dose
from adherence.db.holds import spans_by_patient
from adherence.db.injections import Injection
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, RegimenVersion, RiskDay
from adherence.domain.daily import is_once_a_day
from adherence.domain.dose import ExpectedDose, Records
from adherence.domain.expected import PlanVersion, expected_of_versions
from adherence.domain.holds import HoldSpan, hold_over
from adherence.domain.injection import last_given, next_due, next_injection
from adherence.domain.policy import Policy
from adherence.domain.regimen import DailyPlan, InjectionPlan, Plan, TargetedPlan
from adherence.domain.regimen import RiskDay as PlannedRiskDay
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.states import DoseState, PlanKind
from adherence.domain.targeted import prompt_expires_at
from adherence.domain.timing import ONE_DAY, local_date, too_soon_after

_LONGEST_CATCH_UP = timedelta(days=10)
_ROUNDING_MG = 1e-6


@dataclass(frozen=True, slots=True)
class Wanted:
    """One expected dose, with the regimen, the patient, the version that planned it, and the hold that covers it."""

    regimen: Regimen
    patient: Patient
    version: RegimenVersion
    dose: ExpectedDose
    hold: HoldSpan | None = None


@dataclass
class _Known:
    """What is recorded about some regimens, and the holds of their patients."""

    given: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    risk_days: dict[str, list[RiskDay]] = field(default_factory=lambda: defaultdict(list))
    last_due: dict[str, datetime] = field(default_factory=dict)
    standing: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))
    spans: dict[str, list[HoldSpan]] = field(default_factory=dict)
    stood: dict[tuple[str, date], list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    """Version and quantity of each dose that stands, by regimen and local date."""
    lapsed: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    """Due dates of injections that lapsed and were not given, by regimen."""


def expect_doses(
    session: Session,
    pairs: Sequence[tuple[Regimen, Patient]],
    policies: dict[str, Policy],
    *,
    now: datetime,
    until: dict[str, datetime],
) -> list[Wanted]:
    """The doses of regimens due from each one's ``planned_until`` to ``until`` (by clinic), ready to be inserted.

    Left out are doses that would follow another of a once-a-day plan within 12 hours, and second doses of a day. Older
    than 10 days nothing is made up for: after an outage or a jump of years that would be a flood of rows. Doses of held
    days are among them, each with its hold.
    """
    known = _read(session, [regimen for regimen, _ in pairs])
    wanted: list[Wanted] = []
    for regimen, patient in pairs:
        end, first = until[regimen.clinic_id], max(regimen.planned_until, now - _LONGEST_CATCH_UP)
        ended = _ended(known.spans[patient.id], local_date(now, patient.zone))
        doses = _expected(regimen, patient, known, ended, policies[regimen.clinic_id], first, end)
        wanted += [_wanted(regimen, patient, dose, known) for dose in doses]
    return wanted


def _wanted(regimen: Regimen, patient: Patient, dose: ExpectedDose, known: _Known) -> Wanted:
    hold = hold_over(known.spans[patient.id], regimen.kind, dose.on)
    return Wanted(regimen, patient, version_on(regimen, dose.on), dose, hold)


def _ended(spans: Iterable[HoldSpan], today: date) -> tuple[HoldSpan, ...]:
    return tuple(span for span in spans if span.until is not None and span.until <= today)


def plan_of(version: RegimenVersion) -> Plan:
    """The plan of a version as a value; what is stored was checked on entry."""
    return _parsed(json.dumps(version.plan, sort_keys=True))


@lru_cache(maxsize=4096)
def _parsed(plan: str) -> Plan:
    return parse_regimen(json.loads(plan))


def version_on(regimen: Regimen, on: date) -> RegimenVersion:
    """The version that plans a local date."""
    fitting = [
        version
        for version in regimen.versions
        if version.from_on <= on and (version.until_on is None or on <= version.until_on)
    ]
    return fitting[-1] if fitting else regimen.versions[0]


def _expected(
    regimen: Regimen,
    patient: Patient,
    known: _Known,
    ended: tuple[HoldSpan, ...],
    policy: Policy,
    first: datetime,
    until: datetime,
) -> list[ExpectedDose]:
    zone = patient.zone
    if regimen.kind is PlanKind.INJECTION:
        return list(_next_injection(regimen, patient, known, ended, policy))
    first_on, last_on = local_date(first, zone) - ONE_DAY, local_date(until, zone) + ONE_DAY
    spans = [
        PlanVersion(plan_of(version), version.from_on, _earliest(version.until_on, _last_on(regimen)))
        for version in regimen.versions
    ]
    records = _records(known.risk_days[regimen.id])
    doses = expected_of_versions(spans, first_on, last_on, zone, records, policy)
    if regimen.kind is PlanKind.TARGETED:
        declared = {day.on for day in records.risk_days}
        return [
            dose
            for dose in doses
            if dose.on not in known.standing[regimen.id]
            and dose.at < until
            and first <= (_useful_until(regimen, dose) if dose.on in declared else dose.at)
        ]
    due = [dose for dose in _rest_of_a_changed_day(regimen, doses, known) if first <= dose.at < until]
    return _not_too_soon(regimen, due, known.last_due.get(regimen.id), known.standing[regimen.id])


def _useful_until(regimen: Regimen, dose: ExpectedDose) -> datetime:
    """A day that was declared late still gets its prompt before the anticipated time."""
    plan = plan_of(version_on(regimen, dose.on))
    assert isinstance(plan, TargetedPlan)
    return prompt_expires_at(plan, dose) - timedelta.resolution


def _next_injection(
    regimen: Regimen, patient: Patient, known: _Known, ended: tuple[HoldSpan, ...], policy: Policy
) -> Iterable[ExpectedDose]:
    plan, last_on = plan_of(regimen.current), _last_on(regimen)
    assert isinstance(plan, InjectionPlan)
    records = Records(given_on=tuple(known.given[regimen.id]), ended_holds=ended)
    dose = next_injection(plan, patient.zone, records, policy)
    due_on = next_due(plan, last_given(plan, records))
    if dose is not None and dose.on > due_on and any(on >= due_on for on in known.lapsed[regimen.id]):
        return  # It lapsed before the hold, so the end of the hold makes nothing due: a person re-assesses first.
    if dose is not None and dose.on not in known.standing[regimen.id] and (last_on is None or dose.on <= last_on):
        yield dose


def _rest_of_a_changed_day(regimen: Regimen, doses: list[ExpectedDose], known: _Known) -> list[ExpectedDose]:
    """On a day that began under another version, what began stands for as many slots of the new one.

    Nor does such a day come to more than the new version plans for it: a change adds no tablet to a day.
    """
    kept: list[ExpectedDose] = []
    for on, of_day in groupby(sorted(doses, key=lambda dose: dose.on), key=lambda dose: dose.on):
        planned, version = list(of_day), version_on(regimen, on)
        begun = [mg for version_id, mg in known.stood.get((regimen.id, on), ()) if version_id != version.id]
        left = sum(dose.quantity_mg for dose in planned) - sum(begun) if begun else inf
        for dose in planned[len(begun) :]:
            if dose.quantity_mg <= left + _ROUNDING_MG:
                kept.append(dose)
                left -= dose.quantity_mg
    return sorted(kept, key=lambda dose: (dose.at, dose.on, dose.slot))


def _not_too_soon(
    regimen: Regimen, doses: list[ExpectedDose], previous: datetime | None, standing: set[date]
) -> list[ExpectedDose]:
    """A once-a-day plan keeps 12 hours from its last dose and never has a second one on a local date."""
    kept = []
    for dose in doses:
        plan = plan_of(version_on(regimen, dose.on))
        once = isinstance(plan, DailyPlan) and is_once_a_day(plan)
        if once and (too_soon_after(previous, dose.at) or dose.on in standing):
            continue
        kept.append(dose)
        previous = dose.at
    return kept


def _read(session: Session, regimens: Sequence[Regimen]) -> _Known:
    known = _Known(spans=spans_by_patient(session, {regimen.patient_id for regimen in regimens}))
    by_kind: dict[PlanKind, list[str]] = defaultdict(list)
    for regimen in regimens:
        by_kind[regimen.kind].append(regimen.id)
    if daily := by_kind[PlanKind.DAILY]:
        newest = select(Dose.regimen_id, func.max(Dose.due_at)).where(
            Dose.regimen_id.in_(daily), Dose.state != DoseState.CANCELLED
        )
        known.last_due = {row[0]: row[1] for row in session.execute(newest.group_by(Dose.regimen_id))}
    if injections := by_kind[PlanKind.INJECTION]:
        given = select(Injection).where(
            Injection.regimen_id.in_(injections), Injection.given.is_(True), Injection.withdrawn.is_(False)
        )
        for record in session.scalars(given.order_by(Injection.given_on)):
            known.given[record.regimen_id].append(record.given_on)
    if targeted := by_kind[PlanKind.TARGETED]:
        for day in session.scalars(select(RiskDay).where(RiskDay.regimen_id.in_(targeted))):
            known.risk_days[day.regimen_id].append(day)
    since = min((regimen.planned_until for regimen in regimens), default=None)
    for kinds, days in ((by_kind[PlanKind.DAILY], 3), (by_kind[PlanKind.INJECTION] + by_kind[PlanKind.TARGETED], 400)):
        if since is None or not kinds:
            continue
        standing = select(Dose.regimen_id, Dose.on, Dose.version_id, Dose.quantity_mg, Dose.kind, Dose.state).where(
            Dose.regimen_id.in_(kinds),
            Dose.state != DoseState.CANCELLED,
            Dose.on >= (since - timedelta(days=days)).date(),
        )
        for regimen_id, on, version_id, quantity_mg, kind, state in session.execute(standing):
            known.standing[regimen_id].add(on)
            known.stood[regimen_id, on].append((version_id, quantity_mg))
            if kind is PlanKind.INJECTION and state is DoseState.NO_ANSWER:
                known.lapsed[regimen_id].append(on)
    return known


def _records(days: Sequence[RiskDay]) -> Records:
    return Records(
        risk_days=tuple(
            PlannedRiskDay(day.on, time.fromisoformat(day.anticipated_at) if day.anticipated_at else None)
            for day in days
            if not day.declined
        ),
        declined_on=frozenset(day.on for day in days if day.declined),
    )


def _last_on(regimen: Regimen) -> date | None:
    return regimen.stopped_on - ONE_DAY if regimen.stopped_on else None


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
