"""The courses of treatment that began in a span, read with five queries however many patients there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.db.doses import Dose
from adherence.db.injections import Injection
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.db.report_scope import ReportScope
from adherence.domain.measure.persistence import (
    Gone,
    Stint,
    Treatment,
    first_treatment,
    stint_of,
    stints_by_injection,
)
from adherence.domain.policy import Policy
from adherence.domain.states import GONE, DoseState, PlanKind, RegimenState
from adherence.domain.timing import ONE_DAY, local_date


def treatments(
    session: Session, scope: ReportScope, policy: Policy, today: date, kinds: Collection[PlanKind] | None = None
) -> dict[str, Treatment]:
    """By patient, the first course of treatment that began in the span, followed up to today; of some kinds of plan."""
    gone = _gone(session, scope)
    found = {}
    for patient_id, stints in _stints(session, scope, policy, today).items():
        course = first_treatment(
            stints,
            gone.get(patient_id),
            first=scope.first,
            last=scope.last,
            kinds=scope.kinds if kinds is None else kinds,
            gap_days=policy.continuity_gap_days,
            today=today,
        )
        if course is not None:
            found[patient_id] = course
    return found


def _stints(session: Session, scope: ReportScope, policy: Policy, today: date) -> dict[str, list[Stint]]:
    given = _given(session, scope)
    stints: dict[str, list[Stint]] = defaultdict(list)
    for first, newest in _plans(session, scope):
        last_on = date.fromisoformat(newest.ends_on) if newest.ends_on else None
        stint = stint_of(first.kind, first.from_on, first.stopped_on, first.stop_cause, last_on)
        if first.kind is not PlanKind.INJECTION:
            stints[first.patient_id].append(stint)
            continue
        stints[first.patient_id] += stints_by_injection(
            stint,
            given[first.id],
            covered_days=policy.injection_days_covered,
            grace_days=policy.injection_lapsed_days,
            today=today,
        )
    return stints


def _plans(session: Session, scope: ReportScope) -> Iterable[tuple[Any, Any]]:
    """The first and the newest version of every plan that was ever allowed to run."""
    query = (
        select(
            Regimen.id,
            Regimen.patient_id,
            Regimen.kind,
            Regimen.stopped_on,
            Regimen.stop_cause,
            RegimenVersion.from_on,
            RegimenVersion.plan["ends_on"].as_string().label("ends_on"),
        )
        .join(RegimenVersion, RegimenVersion.regimen_id == Regimen.id)
        .where(Regimen.clinic_id == scope.clinic_id, Regimen.state != RegimenState.WAITING)
        .order_by(Regimen.patient_id, Regimen.id, RegimenVersion.number)
    )
    first: Any = None
    newest: Any = None
    for row in session.execute(query):
        if first is not None and row.id != first.id:
            yield first, newest
            first = None
        first, newest = first or row, row
    if first is not None:
        yield first, newest


def _given(session: Session, scope: ReportScope) -> dict[str, list[date]]:
    """The dates of the injections that hold, by regimen."""
    query = (
        select(Injection.regimen_id, Injection.given_on)
        .join(Regimen, Regimen.id == Injection.regimen_id)
        .where(Regimen.clinic_id == scope.clinic_id, Regimen.kind == PlanKind.INJECTION)
        .where(Injection.given.is_(True), Injection.withdrawn.is_(False))
    )
    found: dict[str, list[date]] = defaultdict(list)
    for regimen_id, on in session.execute(query):
        found[regimen_id].append(on)
    return found


def _gone(session: Session, scope: ReportScope) -> dict[str, Gone]:
    """Who was discharged or died, and since when; where that was not kept, the day after the last dose that stood."""
    query = select(Patient.id, Patient.status, Patient.status_since, Patient.time_zone).where(
        Patient.clinic_id == scope.clinic_id, Patient.status.in_(GONE)
    )
    people = list(session.execute(query))
    last = _last_doses(session, scope) if any(row.status_since is None for row in people) else {}
    found = {}
    for row in people:
        if row.status_since is not None:
            found[row.id] = Gone(row.status, local_date(row.status_since, ZoneInfo(row.time_zone)))
        elif row.id in last:
            found[row.id] = Gone(row.status, last[row.id] + ONE_DAY)
    return found


def _last_doses(session: Session, scope: ReportScope) -> dict[str, date]:
    """Of those whose leaving has no date, the day of the last dose that was not taken out."""
    query = (
        select(Dose.patient_id, func.max(Dose.on))
        .join(Patient, Patient.id == Dose.patient_id)
        .where(Patient.clinic_id == scope.clinic_id, Patient.status.in_(GONE), Patient.status_since.is_(None))
        .where(Dose.state != DoseState.CANCELLED)
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Dose.patient_id))}
