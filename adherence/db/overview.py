"""What lists and pages show of several patients at once: a fixed number of queries, however many rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.holds import Hold
from adherence.db.inbound import InboundMessage
from adherence.db.injections import WAITING, Injection
from adherence.db.no_index import no_index
from adherence.db.patients import Patient
from adherence.db.practitioners import Practitioner
from adherence.db.regimens import Regimen
from adherence.db.targeted_facts import TargetedFacts, targeted_facts
from adherence.domain.holds import HoldSpan
from adherence.domain.states import DoseState, FlagState, PlanKind, Source

NOT_GIVEN_YET = tuple(state for state in WAITING if state is not DoseState.HELD)
"""States in which an injection that is still to be given can be overdue: in a hold none is."""


@dataclass(frozen=True, slots=True)
class DoseFact:
    """What a list needs of one dose."""

    patient_id: str
    regimen_id: str
    kind: PlanKind
    on: date
    due_at: datetime
    window_opens_at: datetime
    state: DoseState
    undelivered: bool
    id: int = 0
    source: Source | None = None
    taken_at: datetime | None = None

    def state_at(self, now: datetime) -> DoseState:
        """The state as people see it (see ``Dose.state_at``)."""
        opened = self.state is DoseState.UPCOMING and now >= self.window_opens_at
        return DoseState.OPEN if opened else self.state


FACT_COLUMNS = tuple(getattr(Dose, one.name) for one in fields(DoseFact))
"""What to select, in order, for a ``DoseFact``."""


@dataclass(slots=True)
class Overview:
    """Everything about some patients that a list shows, by patient id."""

    patients: dict[str, Patient] = field(default_factory=dict)
    flags: dict[str, list[Flag]] = field(default_factory=lambda: defaultdict(list))
    doses: dict[str, list[DoseFact]] = field(default_factory=lambda: defaultdict(list))
    regimens: dict[str, list[Regimen]] = field(default_factory=lambda: defaultdict(list))
    injections: dict[str, list[Injection]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[str, list[HoldSpan]] = field(default_factory=lambda: defaultdict(list))
    targeted: dict[str, TargetedFacts] = field(default_factory=dict)
    """Of patients with a targeted plan."""
    replies: dict[str, InboundMessage] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Of practitioners, by their id."""


def overview_of(session: Session, clinic_id: str, patient_ids: Collection[str], first: date) -> Overview:
    """The overview of patients of one clinic, their doses from a local date on; ids of others find nothing."""
    found = Overview(names=names_of_staff(session, clinic_id))
    if not patient_ids:
        return found
    # One query for both: most patients have no hold.
    in_force = (Hold.patient_id == Patient.id) & Hold.withdrawn.is_(False)
    mine = select(Patient, Hold).outerjoin(Hold, in_force)
    for patient, hold in session.execute(mine.where(Patient.clinic_id == clinic_id, Patient.id.in_(patient_ids))):
        found.patients[patient.id] = patient
        if hold is not None:
            found.holds[patient.id].append(hold.span)
    for flag in session.scalars(_open_flags(clinic_id, patient_ids)):
        found.flags[flag.patient_id or ""].append(flag)
    for fact in dose_facts(session, clinic_id, patient_ids, first):
        found.doses[fact.patient_id].append(fact)
    regimens = select(Regimen).where(Regimen.clinic_id == clinic_id, Regimen.patient_id.in_(patient_ids))
    for regimen in session.scalars(regimens.order_by(Regimen.created_at, Regimen.id)):
        found.regimens[regimen.patient_id].append(regimen)
    injections = select(Injection).where(
        Injection.clinic_id == clinic_id, Injection.patient_id.in_(patient_ids), Injection.withdrawn.is_(False)
    )
    for injection in session.scalars(injections.order_by(Injection.given_at, Injection.id)):
        found.injections[injection.patient_id].append(injection)
    targeted = [key for key, rows in found.regimens.items() if any(row.kind is PlanKind.TARGETED for row in rows)]
    found.targeted = targeted_facts(session, clinic_id, targeted, first)
    found.replies = _last_replies(session, clinic_id, patient_ids)
    return found


def dose_facts(session: Session, clinic_id: str, patient_ids: Collection[str], first: date) -> list[DoseFact]:
    """The doses of some patients from a local date on, in order of their instant; cancelled ones are left out."""
    query = select(*FACT_COLUMNS).where(
        no_index(Dose.clinic_id) == clinic_id,
        Dose.patient_id.in_(patient_ids),
        # An injection that is long overdue is older than the span, and still the next one.
        or_(Dose.on >= first, and_(Dose.kind == PlanKind.INJECTION, no_index(Dose.state).in_(NOT_GIVEN_YET))),
        Dose.state != DoseState.CANCELLED,
    )
    return [DoseFact(*row) for row in session.execute(query.order_by(Dose.due_at, Dose.id))]


def names_of_staff(session: Session, clinic_id: str) -> dict[str, str]:
    """The name of every practitioner of the clinic, former ones too, by id."""
    query = select(Practitioner.id, Practitioner.name).where(Practitioner.clinic_id == clinic_id)
    return {row.id: row.name for row in session.execute(query)}


def _open_flags(clinic_id: str, patient_ids: Collection[str]) -> Select[Flag]:
    query = select(Flag).where(Flag.clinic_id == clinic_id, Flag.state == FlagState.OPEN)
    return query.where(Flag.patient_id.in_(patient_ids)).order_by(Flag.opened_at, Flag.id)


def _last_replies(session: Session, clinic_id: str, patient_ids: Collection[str]) -> dict[str, InboundMessage]:
    """The newest text from each patient."""
    newest = InboundMessage.received_at.desc(), InboundMessage.id.desc()
    place = func.row_number().over(partition_by=InboundMessage.patient_id, order_by=newest)
    ranked = (
        select(InboundMessage.id, place.label("place"))
        .where(no_index(InboundMessage.clinic_id) == clinic_id, InboundMessage.patient_id.in_(patient_ids))
        .subquery()
    )
    query = select(InboundMessage).join(ranked, ranked.c.id == InboundMessage.id).where(ranked.c.place == 1)
    return {message.patient_id or "": message for message in session.scalars(query)}
