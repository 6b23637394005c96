"""The list of a clinic's patients: searched, filtered, sorted, counted, and read page by page from a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from adherence.db.figures import PatientFigures
from adherence.db.patients import Patient, matching
from adherence.db.worklist import NOBODY, planned
from adherence.domain.bands import Band
from adherence.domain.roster_order import RosterOrder
from adherence.domain.states import ConsentState, PatientStatus, PlanKind

Rows = Select[*tuple[Any, ...]]
COUNTED_UP_TO = 1000
"""Counts of saved views end here: what is above is not one view's work."""


@dataclass(frozen=True, slots=True)
class RosterFilter:
    """What the list is narrowed to; None shows all. ``owner`` is an id, or ``NOBODY``."""

    search: str = ""
    plan: PlanKind | None = None
    status: PatientStatus | None = None
    consent: ConsentState | None = None
    owner: str = ""
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class RosterKey:
    """Where a page begins: after the patient with this value of the order and this id."""

    value: int | datetime | date | None
    patient_id: str


@dataclass(frozen=True, slots=True)
class RosterCounts:
    """How many patients the filters find, and how many each saved view."""

    total: int
    saved: tuple[int, ...]


def roster(
    session: Session,
    clinic_id: str,
    wanted: RosterFilter,
    *,
    order: RosterOrder = RosterOrder.NEWEST,
    after: RosterKey | None = None,
    limit: int,
) -> list[tuple[Patient, RosterKey]]:
    """Patients in an order, each with the key after which the page that follows begins."""
    column = sorted_by(order)
    if column is None:
        query = _narrowed(session, clinic_id, wanted, select(Patient, literal(None)))
        if after is not None:
            query = query.where(Patient.id < after.patient_id)
        query = query.order_by(Patient.id.desc())
    else:
        joined = select(Patient, column).join(PatientFigures, PatientFigures.patient_id == Patient.id)
        query = _narrowed(session, clinic_id, wanted, joined).where(PatientFigures.clinic_id == clinic_id)
        place = tuple_(column, PatientFigures.patient_id)
        if after is not None:
            query = query.where(place > tuple_(literal(after.value, column.type), literal(after.patient_id, _ID)))
        query = query.order_by(column, PatientFigures.patient_id)
    rows = session.execute(query.limit(limit))
    return [(patient, RosterKey(value, patient.id)) for patient, value in rows]


def roster_counts(
    session: Session, clinic_id: str, wanted: RosterFilter, saved: Sequence[RosterFilter] = ()
) -> RosterCounts:
    """All counts of the page in one query; those of saved views up to ``COUNTED_UP_TO``."""

    def ids(narrowed: RosterFilter) -> Rows:
        if narrowed == RosterFilter(band=narrowed.band) and narrowed.band is not None:
            return _banded(clinic_id, narrowed.band)  # one index, where a join would read all patients
        return _narrowed(session, clinic_id, narrowed, select(Patient.id))

    total = select(func.count()).select_from(ids(wanted).subquery()).scalar_subquery()
    few = [
        select(func.count()).select_from(ids(narrowed).limit(COUNTED_UP_TO).subquery()).scalar_subquery()
        for narrowed in saved
    ]
    found = session.execute(select(total, *few)).one()
    return RosterCounts(found[0], tuple(found[1:]))


def sorted_by(order: RosterOrder) -> InstrumentedAttribute[Any] | None:
    """The column of an order; None where the id itself is the order."""
    match order:
        case RosterOrder.NEWEST:
            return None
        case RosterOrder.LOWEST:
            return PatientFigures.taken_order
        case RosterOrder.QUIETEST:
            return PatientFigures.last_reply_at
        case RosterOrder.INJECTION:
            return PatientFigures.next_injection_on
        case _ as never:
            assert_never(never)


def count_patients(session: Session, clinic_id: str) -> int:
    """All patients of a clinic, whatever their state."""
    return session.scalar(select(func.count()).where(Patient.clinic_id == clinic_id)) or 0


def _narrowed(session: Session, clinic_id: str, wanted: RosterFilter, query: Rows) -> Rows:
    query = query.where(Patient.clinic_id == clinic_id)
    if wanted.search.strip():
        query = matching(query, session.info["vault"], clinic_id, wanted.search.strip())
    for condition in _conditions(clinic_id, wanted):
        query = query.where(condition)
    return query


def _conditions(clinic_id: str, wanted: RosterFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.status is not None:
        found.append(Patient.status == wanted.status)
    if wanted.consent is not None:
        found.append(Patient.consent_state == wanted.consent)
    if wanted.owner:
        found.append(Patient.owner_id.is_(None) if wanted.owner == NOBODY else Patient.owner_id == wanted.owner)
    if wanted.plan is not None:
        found.append(Patient.id.in_(planned(clinic_id, wanted.plan)))
    if wanted.band is not None:
        found.append(Patient.id.in_(_banded(clinic_id, wanted.band)))
    return found


def _banded(clinic_id: str, band: Band) -> Select[str]:
    return select(PatientFigures.patient_id).where(PatientFigures.clinic_id == clinic_id, PatientFigures.band == band)


_ID = PatientFigures.patient_id.type
