"""The needs-attention list: which patients a person must look at, worst first, and the clinic's numbers of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, Subquery, and_, case, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.measure.taken import TakenFigure, taken_figure
from adherence.domain.purpose import FIRST_REMINDERS
from adherence.domain.states import (
    LIFE_AT_STAKE,
    DoseState,
    FlagState,
    MessageState,
    PatientStatus,
    PlanKind,
    RegimenState,
    Severity,
)

NOBODY = "nobody"
_RANK_AT_STAKE = 0
_RANK = {Severity.URGENT: 1, Severity.HIGH: 2, Severity.NORMAL: 3}
_RANK_WAITING = 4
_ACT_TODAY = 2
_NOT_ARRIVED = (MessageState.UNDELIVERED, MessageState.REFUSED, MessageState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Attention:
    """One patient who needs a person: how urgent (0 is worst), and since when."""

    patient_id: str
    rank: int
    since: datetime


@dataclass(frozen=True, slots=True)
class ClinicNumbers:
    """What the tiles above the list show."""

    act_today: int
    follow_up: int
    taken: TakenFigure
    injections_due: int
    not_arrived: int
    expired_today: int
    """First reminders of the last 24 hours that never left because their time had passed: an outage, told once."""


def attention(session: Session, clinic_id: str, *, owner: str = "", limit: int, offset: int = 0) -> list[Attention]:
    """Patients with an open flag or a plan that waits for its start gate, worst and then longest waiting first.

    ``owner`` narrows it to the flags of one practitioner, or to those of ``NOBODY``.
    """
    ranked = _ranked(clinic_id, owner)
    query = select(ranked).order_by(ranked.c.rank, ranked.c.since, ranked.c.patient_id)
    rows = session.execute(query.limit(limit).offset(offset))
    return [Attention(row.patient_id, row.rank, row.since) for row in rows]


def clinic_numbers(session: Session, clinic_id: str, *, today: date, now: datetime) -> ClinicNumbers:
    """The tiles; ``today`` is the clinic's local date."""
    ranked = _ranked(clinic_id, "")
    urgent = func.sum(case((ranked.c.rank <= _ACT_TODAY, 1), else_=0))
    everybody, act_today = session.execute(select(func.count(), urgent).select_from(ranked)).one()
    not_arrived, expired = _not_arrived(session, clinic_id, now)
    return ClinicNumbers(
        act_today=act_today or 0,
        follow_up=everybody - (act_today or 0),
        taken=_taken_lately(session, clinic_id, today),
        injections_due=_injections_due(session, clinic_id, today),
        not_arrived=not_arrived,
        expired_today=expired,
    )


def _ranked(clinic_id: str, owner: str) -> Subquery:
    """One row for each patient: the worst rank of what is open, and the oldest instant."""
    at_stake = and_(Flag.severity == Severity.URGENT, Flag.kind.in_(LIFE_AT_STAKE))
    by_severity = [(Flag.severity == severity, number) for severity, number in _RANK.items()]
    rank = case((at_stake, _RANK_AT_STAKE), *by_severity, else_=_RANK[Severity.NORMAL])
    flagged = select(Flag.patient_id, rank.label("rank"), Flag.opened_at.label("since")).where(
        Flag.clinic_id == clinic_id, Flag.state == FlagState.OPEN, Flag.patient_id.is_not(None)
    )
    waiting = (
        select(Regimen.patient_id, literal(_RANK_WAITING).label("rank"), Regimen.created_at.label("since"))
        .join(Patient, Patient.id == Regimen.patient_id)
        .where(Regimen.clinic_id == clinic_id, Regimen.state == RegimenState.WAITING)
        .where(Patient.status.in_((PatientStatus.ACTIVE, PatientStatus.PAUSED)))
    )
    parts: list[Select[str, int, datetime]] = [_owned(flagged, owner)]  # type: ignore[list-item]
    if owner in ("", NOBODY):
        parts.append(waiting)
    every = union_all(*parts).subquery()
    return (
        select(every.c.patient_id, func.min(every.c.rank).label("rank"), func.min(every.c.since).label("since"))
        .group_by(every.c.patient_id)
        .subquery()
    )


def _owned(flagged: Select[str | None, int, datetime], owner: str) -> Select[str | None, int, datetime]:
    if not owner:
        return flagged
    return flagged.where(Flag.owner_id.is_(null()) if owner == NOBODY else Flag.owner_id == owner)


def _taken_lately(session: Session, clinic_id: str, today: date) -> TakenFigure:
    """Tablets of the last seven days over the whole clinic."""
    query = (
        select(Dose.state, func.count())
        .where(Dose.clinic_id == clinic_id, Dose.on > today - timedelta(days=7), Dose.on <= today)
        .where(Dose.kind != PlanKind.INJECTION)
        .group_by(Dose.state)
    )
    counts: dict[DoseState, int] = {state: count for state, count in session.execute(query)}
    return taken_figure(counts)


def _injections_due(session: Session, clinic_id: str, today: date) -> int:
    """Injections due within seven days from today, the overdue ones included."""
    query = select(func.count()).where(
        Dose.clinic_id == clinic_id,
        Dose.kind == PlanKind.INJECTION,
        Dose.state == DoseState.UPCOMING,
        Dose.on < today + timedelta(days=7),
    )
    return session.scalar(query) or 0


def _not_arrived(session: Session, clinic_id: str, now: datetime) -> tuple[int, int]:
    """Texts of the last seven days that did not arrive or may not have; reminders of one day that never left."""
    lost = case((Communication.state.in_(_NOT_ARRIVED), 1), else_=0)
    swallowed = (
        (Communication.state == MessageState.EXPIRED)
        & Communication.purpose.in_(FIRST_REMINDERS)
        & (Communication.due_at > now - timedelta(days=1))
    )
    query = select(func.sum(lost), func.sum(case((swallowed, 1), else_=0))).where(
        Communication.clinic_id == clinic_id,
        Communication.state.in_((*_NOT_ARRIVED, MessageState.EXPIRED)),
        Communication.due_at > now - timedelta(days=7),
        Communication.due_at <= now,
    )
    counted = session.execute(query).one()
    return counted[0] or 0, counted[1] or 0
