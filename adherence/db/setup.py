"""What tells how far a new clinic is: reviews by people, and what the other rows say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Index, Select, and_, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference
from adherence.db.clinic_templates import ClinicTemplate
from adherence.db.clinics import Clinic, ClinicChange
from adherence.db.communications import Communication
from adherence.db.consent_wordings import StoredWording
from adherence.db.inbound import InboundMessage
from adherence.db.installation import WEBHOOK, Heartbeat
from adherence.db.on_call import Shift
from adherence.db.patients import Patient
from adherence.db.policies import PolicyChange
from adherence.db.practitioners import Practitioner
from adherence.db.types import Choice, one_of
from adherence.domain.clinic_settings import FIELDS, TIME_ZONE
from adherence.domain.purpose import ENROLMENT
from adherence.domain.setup import Review, SetupFacts, SetupStep
from adherence.domain.states import ConsentState, MessageState, PatientStatus
from adherence.domain.wording.own import TemplateState

_POLICY_STEPS = {
    "texting_starts": SetupStep.HOURS,
    "texting_ends": SetupStep.HOURS,
    "start_reconsents": SetupStep.CONSENT,
}
"""What is kept among the changes of the policy and reviewed elsewhere."""


class ClinicReview(HasId, OfClinic, Base):
    """Somebody read what a step is about and stands by it; a later one takes its place, none is changed."""

    __tablename__ = "clinic_reviews"
    __table_args__ = (one_of("step", SetupStep), Index(None, "clinic_id", "reviewed_at"))

    step: Mapped[SetupStep] = mapped_column(Choice(SetupStep))
    reviewed_at: Mapped[datetime]
    reviewed_by: Mapped[str] = reference("practitioners.id")


def setup_facts(session: Session, clinic: Clinic, *, worker_runs: bool, by_webhook: bool, now: datetime) -> SetupFacts:
    """What the steps of a clinic are judged by; ``by_webhook`` says that only the provider's own call counts."""
    reviews = {row.step: Review(row.reviewed_at, row.reviewed_by) for row in reviews_of(session, clinic.id)}
    return SetupFacts(
        reviews=reviews,
        changed_at=_changes(session, clinic.id),
        drafts=_count(session, select(ClinicTemplate.id).where(_draft_of(clinic.id))),
        verified_phones=_count(session, _verified(clinic.id)),
        rota_until=session.scalar(
            select(func.max(Shift.ends_at)).where(
                Shift.clinic_id == clinic.id, Shift.ends_at > now, Shift.removed_at.is_(None)
            )
        ),
        delivered_at=last_delivered_at(session, clinic.id),
        heard_at=last_heard_at(session, clinic.id, by_webhook=by_webhook),
        worker_runs=worker_runs,
    )


def reviews_of(session: Session, clinic_id: str) -> list[ClinicReview]:
    """Every review of a clinic, oldest first."""
    query = select(ClinicReview).where(ClinicReview.clinic_id == clinic_id)
    return list(session.scalars(query.order_by(ClinicReview.reviewed_at, ClinicReview.id)))


def last_delivered_at(session: Session, clinic_id: str) -> datetime | None:
    """When the newest text of a clinic left that surely arrived."""
    arrived = Communication.clinic_id == clinic_id, Communication.state == MessageState.DELIVERED
    query = select(Communication.started_at).where(*arrived).order_by(Communication.due_at.desc()).limit(1)
    return session.scalar(query)


def last_heard_at(session: Session, clinic_id: str, *, by_webhook: bool) -> datetime | None:
    """When a text last came in: by the provider's own call, or, where none is needed, in any way."""
    if by_webhook:
        return session.scalar(select(Heartbeat.at).where(Heartbeat.name == WEBHOOK))
    return session.scalar(select(func.max(InboundMessage.received_at)).where(InboundMessage.clinic_id == clinic_id))


def waiting_first_texts(session: Session, clinic_id: str) -> int:
    """How many welcomes and other first texts wait for the end of the trial."""
    waiting = select(Communication.id).where(
        Communication.clinic_id == clinic_id,
        Communication.state == MessageState.QUEUED,
        Communication.purpose.in_(ENROLMENT),
        Communication.patient_id.is_not(None),
    )
    return _count(session, waiting)


def active_patients(session: Session, clinic_id: str) -> tuple[int, int]:
    """How many patients a live clinic texts, and how many of them have a verified phone of its staff."""
    active = select(Patient.id).where(
        Patient.clinic_id == clinic_id,
        Patient.status == PatientStatus.ACTIVE,
        Patient.consent_state != ConsentState.REVOKED,
    )
    testers = active.where(Patient.phone_hash.in_(_verified(clinic_id)))
    return _count(session, active), _count(session, testers)


def _changes(session: Session, clinic_id: str) -> dict[SetupStep, datetime]:
    """When what the reviewed steps are about was last changed."""
    of_clinic = select(ClinicChange.name, func.max(ClinicChange.recorded_at)).where(ClinicChange.clinic_id == clinic_id)
    of_policy = select(PolicyChange.name, func.max(PolicyChange.recorded_at)).where(PolicyChange.clinic_id == clinic_id)
    found: dict[SetupStep, datetime] = {}

    def note(step: SetupStep, at: datetime | None) -> None:
        if at is not None:
            found[step] = max(at, found.get(step, at))

    for name, at in session.execute(of_clinic.group_by(ClinicChange.name)):
        if name in FIELDS or name == TIME_ZONE:
            note(SetupStep.HOURS if name == TIME_ZONE else SetupStep.CLINIC, at)
    for name, at in session.execute(of_policy.group_by(PolicyChange.name)):
        note(_POLICY_STEPS.get(name, SetupStep.POLICY), at)
    texts = select(func.max(ClinicTemplate.written_at)).where(ClinicTemplate.clinic_id == clinic_id)
    note(SetupStep.TEXTS, session.scalar(texts))
    wordings = select(func.max(StoredWording.recorded_at)).where(StoredWording.clinic_id == clinic_id)
    note(SetupStep.CONSENT, session.scalar(wordings))
    return found


def _draft_of(clinic_id: str) -> ColumnElement[bool]:
    return and_(ClinicTemplate.clinic_id == clinic_id, ClinicTemplate.state == TemplateState.DRAFT)


def _verified(clinic_id: str) -> Select[bytes | None]:
    return select(Practitioner.phone_hash).where(
        Practitioner.clinic_id == clinic_id,
        Practitioner.active.is_(True),
        Practitioner.phone_verified_at.is_not(None),
    )


def _count(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0
