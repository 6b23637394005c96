"""Who took a tablet on which day: a row for each day, so that a year of a large clinic is a few hundred rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from adherence.db.doses import Dose
from adherence.db.injections import Injection
from adherence.db.regimens import Regimen
from adherence.db.report_scope import ReportScope
from adherence.domain.states import TAKEN_STATES, PlanKind


def takers_by_day(session: Session, scope: ReportScope, until: date) -> Iterator[tuple[date, list[str]]]:
    """Each day from the span's first on, oldest first, with the keys (see ``key_of``) of those who took a tablet."""
    query = (
        select(Dose.on, func.aggregate_strings(cast(Dose.patient_id, String), ","))
        .where(Dose.clinic_id == scope.clinic_id, Dose.on >= scope.first, Dose.on <= until)
        .where(Dose.kind == PlanKind.DAILY, Dose.state.in_(TAKEN_STATES))
        .group_by(Dose.on)
        .order_by(Dose.on)
    )
    for on, ids in session.execute(query):
        yield on, key_of(ids).split(",")


def key_of(patient_id: str) -> str:
    """A patient's id as ``takers_by_day`` has it: one database writes ids with dashes, the other without."""
    return patient_id.replace("-", "")


def given_days(session: Session, scope: ReportScope, until: date) -> dict[str, list[date]]:
    """By patient, the days on which an injection was given up to a date."""
    query = (
        select(Injection.patient_id, Injection.given_on)
        .join(Regimen, Regimen.id == Injection.regimen_id)
        .where(Regimen.clinic_id == scope.clinic_id, Regimen.kind == PlanKind.INJECTION)
        .where(Injection.given.is_(True), Injection.withdrawn.is_(False), Injection.given_on <= until)
    )
    found: dict[str, list[date]] = defaultdict(list)
    for patient_id, on in session.execute(query):
        found[patient_id].append(on)
    return found
