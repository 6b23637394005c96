"""The needs-attention list: which patients a person must look at, worst first, and the clinic's numbers of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, assert_never

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    Uuid,
    and_,
    bindparam,
    case,
    distinct,
    func,
    literal,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.flags import Flag, is_awake
from adherence.db.no_index import no_index
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.db.types import Instant
from adherence.domain.attention import KINDS_OF_VIEW, View
from adherence.domain.measure.taken import TakenFigure, taken_figure
from adherence.domain.purpose import FIRST_REMINDERS
from adherence.domain.states import (
    LIFE_AT_STAKE,
    DoseState,
    FlagKind,
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
_CLINIC = bindparam("clinic", type_=Uuid(as_uuid=False))
_ME = bindparam("me", type_=Uuid(as_uuid=False))
_NOW = bindparam("now", type_=Instant)
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

    taken: TakenFigure
    injections_due: int
    not_arrived: int
    expired_today: int
    """First reminders of the last 24 hours that never left because their time had passed: an outage, told once."""


@dataclass(frozen=True, slots=True)
class AttentionFilter:
    """What the list is narrowed to; None shows all. ``owner`` is an id, or ``NOBODY``."""

    view: View = View.ALL
    owner: str = ""
    kind: FlagKind | None = None
    plan: PlanKind | None = None


@dataclass(frozen=True, slots=True)
class Looking:
    """Whose list it is, and when it is looked at."""

    clinic_id: str
    practitioner_id: str
    now: datetime

    @property
    def values(self) -> dict[str, Any]:
        """What the statements of the list ask for."""
        return {"clinic": self.clinic_id, "me": self.practitioner_id, "now": self.now}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many patients each view has, and how many must be seen today or later."""

    views: dict[View, int]
    saved: dict[str, int]
    """By the id of the saved view."""
    act_today: int
    follow_up: int


def attention(
    session: Session, looking: Looking, wanted: AttentionFilter, *, limit: int, offset: int = 0, least: int = 0
) -> list[Attention]:
    """Patients with an open flag or a plan that waits for its start gate, worst and then longest waiting first.

    Those whose rank is less than ``least``, so worse, are left out.
    """
    page = {"limit": limit, "offset": offset, "least": least}
    rows = session.execute(_attention_query(wanted), looking.values | page)
    return [Attention(row.patient_id, row.rank, row.since) for row in rows]


def attention_counts(session: Session, looking: Looking, saved: Mapping[str, AttentionFilter]) -> Counts:
    """All counts of the page in one query."""
    found = list(session.execute(_counts_query(tuple(saved.values())), looking.values).one())
    by_view = dict(zip(View, found[1:], strict=False))
    by_id = dict(zip(saved, found[1 + len(View) :], strict=True))
    return Counts(by_view, by_id, act_today=found[0], follow_up=by_view[View.ALL] - found[0])


@lru_cache(maxsize=256)
def _attention_query(wanted: AttentionFilter) -> Any:
    """The statement for some filters, made once: making it takes longer than it runs."""
    reasons = _reasons()
    rank, since = func.min(reasons.c.rank), func.min(reasons.c.since)
    query = select(reasons.c.patient_id, rank.label("rank"), since.label("since"))
    query = query.where(_within(reasons, wanted)).group_by(reasons.c.patient_id)
    query = query.having(rank >= bindparam("least", type_=Integer))
    query = query.order_by(rank, since, reasons.c.patient_id)
    return query.limit(bindparam("limit", type_=Integer)).offset(bindparam("offset", type_=Integer))


@lru_cache(maxsize=256)
def _counts_query(saved: tuple[AttentionFilter, ...]) -> Any:
    reasons = _reasons()

    def patients(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count(distinct(case((condition, reasons.c.patient_id))))

    wanted = (*map(AttentionFilter, View), *saved)
    act_today = patients(reasons.c.awake & (reasons.c.rank <= _ACT_TODAY))
    return select(act_today, *(patients(_within(reasons, one)) for one in wanted))


def clinic_numbers(session: Session, clinic_id: str, *, today: date, now: datetime) -> ClinicNumbers:
    """The tiles; ``today`` is the clinic's local date."""
    not_arrived, expired = _not_arrived(session, clinic_id, now)
    return ClinicNumbers(
        taken=_taken_lately(session, clinic_id, today),
        injections_due=_injections_due(session, clinic_id, today),
        not_arrived=not_arrived,
        expired_today=expired,
    )


def _reasons() -> Subquery:
    """One row for each reason to look at a patient: an open flag, or a plan that waits for its start gate."""
    at_stake = and_(Flag.severity == Severity.URGENT, Flag.kind.in_(LIFE_AT_STAKE))
    by_severity = [(Flag.severity == severity, number) for severity, number in _RANK.items()]
    rank = case((at_stake, _RANK_AT_STAKE), *by_severity, else_=_RANK[Severity.NORMAL])
    flagged = select(
        Flag.patient_id,
        rank.label("rank"),
        Flag.opened_at.label("since"),
        Flag.kind.label("kind"),
        Flag.owner_id.label("owner_id"),
        is_awake(_NOW).label("awake"),
    ).where(Flag.clinic_id == _CLINIC, Flag.state == FlagState.OPEN, Flag.patient_id.is_not(None))
    waiting = (
        select(
            Regimen.patient_id,
            literal(_RANK_WAITING).label("rank"),
            Regimen.created_at.label("since"),
            literal(None, Flag.kind.type).label("kind"),
            literal(None, Flag.owner_id.type).label("owner_id"),
            true().label("awake"),
        )
        .join(Patient, Patient.id == Regimen.patient_id)
        .where(Regimen.clinic_id == _CLINIC, Regimen.state == RegimenState.WAITING)
        .where(Patient.status.in_((PatientStatus.ACTIVE, PatientStatus.PAUSED)))
    )
    parts: list[Select[*tuple[Any, ...]]] = [flagged, waiting]
    return union_all(*parts).subquery()


def _within(reasons: Subquery, wanted: AttentionFilter) -> ColumnElement[bool]:
    """Which reasons a view and the filters keep."""
    kept = [~reasons.c.awake if wanted.view is View.SNOOZED else reasons.c.awake]
    match wanted.view:
        case View.ALL | View.SNOOZED:
            pass
        case View.MINE:
            kept.append(reasons.c.owner_id == _ME)
        case View.NOBODY:
            kept.append(reasons.c.owner_id.is_(null()))
        case View.URGENT:
            kept.append(reasons.c.rank <= _RANK[Severity.URGENT])
        case View.INJECTIONS | View.QUIET | View.UNREACHED:
            kept.append(reasons.c.kind.in_(KINDS_OF_VIEW[wanted.view]))
        case _ as never:
            assert_never(never)
    if wanted.owner:
        is_theirs = reasons.c.owner_id.is_(null()) if wanted.owner == NOBODY else reasons.c.owner_id == wanted.owner
        kept.append(is_theirs)
    if wanted.kind is not None:
        kept.append(reasons.c.kind == wanted.kind)
    if wanted.plan is not None:
        kept.append(reasons.c.patient_id.in_(planned(_CLINIC, wanted.plan)))
    return and_(*kept)


def planned(clinic_id: str | ColumnElement[str], plan: PlanKind) -> Select[str]:
    """The ids of patients who have a plan of a kind that is not stopped."""
    return select(Regimen.patient_id).where(
        Regimen.clinic_id == clinic_id, Regimen.kind == plan, Regimen.state != RegimenState.STOPPED
    )


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
    planned = select(Regimen.id).where(Regimen.clinic_id == clinic_id, Regimen.kind == PlanKind.INJECTION)
    query = select(func.count()).where(
        no_index(Dose.clinic_id) == clinic_id,
        Dose.regimen_id.in_(planned),
        no_index(Dose.state) == DoseState.UPCOMING,
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
