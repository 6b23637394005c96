"""The clinic's own texts: versions that are only ever added, of which at most one leaves and one waits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Index, String, UniqueConstraint, Uuid, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, sealed_value
from adherence.db.communications import Communication
from adherence.db.practitioners import Practitioner
from adherence.db.types import Choice, Json, one_of
from adherence.domain.provider_codes import BLOCKED_CODES
from adherence.domain.states import MessageState, Role
from adherence.domain.wording.own import TemplateState

Slot = tuple[str, str, int]
"""Which text: key, language and discretion level."""

MARKED_FOR = timedelta(days=30)
"""How long after the last block a wording stays marked (policy), unless another one takes its place."""

_APPROVED, _DRAFT = text("state = 'approved'"), text("state = 'draft'")
_SLOT = ("clinic_id", "key", "language", "level")


class ClinicTemplate(HasId, OfClinic, Base):
    """One version of a clinic's text for a key, a language and a discretion level; its words never change."""

    __tablename__ = "clinic_templates"
    __table_args__ = (
        one_of("state", TemplateState),
        UniqueConstraint("clinic_id", "key", "language", "level", "number"),
        Index("uq_clinic_templates_approved", *_SLOT, unique=True, sqlite_where=_APPROVED, postgresql_where=_APPROVED),
        Index("uq_clinic_templates_draft", *_SLOT, unique=True, sqlite_where=_DRAFT, postgresql_where=_DRAFT),
    )

    key: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    level: Mapped[int]
    number: Mapped[int]
    body: Mapped[str]
    """The unfilled text; it names no patient."""
    acknowledged: Mapped[list[str]] = mapped_column(Json, default=list)
    """The rules that advise against it, as the author said that it is meant so."""
    state: Mapped[TemplateState] = mapped_column(Choice(TemplateState), default=TemplateState.DRAFT)
    note_sealed: Mapped[bytes | None]
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(Uuid(as_uuid=False))
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    retired_at: Mapped[datetime | None]
    retired_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    """Who took it back, or approved what took its place."""

    @property
    def note(self) -> str:
        """Why it was written, opened."""
        return sealed_value(self, "note_sealed") or ""

    @property
    def slot(self) -> Slot:
        """Which text it is for."""
        return self.key, self.language, self.level

    @property
    def approved_alone(self) -> bool:
        """Whether its author approved it, because nobody else could."""
        return self.approved_by is not None and self.approved_by == self.written_by


def approved_texts(session: Session, clinic_ids: Collection[str]) -> dict[tuple[str, Slot], tuple[int, str]]:
    """What leaves instead of the shipped texts, for several clinics: number and unfilled text by clinic and slot."""
    columns = (
        *(ClinicTemplate.clinic_id, ClinicTemplate.key, ClinicTemplate.language, ClinicTemplate.level),
        *(ClinicTemplate.number, ClinicTemplate.body),
    )
    query = select(*columns).where(
        ClinicTemplate.clinic_id.in_(clinic_ids), ClinicTemplate.state == TemplateState.APPROVED
    )
    return {(row[0], (row[1], row[2], row[3])): (row[4], row[5]) for row in session.execute(query)}


def templates_in_force(session: Session, clinic_id: str) -> list[ClinicTemplate]:
    """A clinic's texts that leave or wait for approval."""
    query = select(ClinicTemplate).where(
        ClinicTemplate.clinic_id == clinic_id, ClinicTemplate.state != TemplateState.RETIRED
    )
    return list(session.scalars(query.order_by(ClinicTemplate.key, ClinicTemplate.language, ClinicTemplate.level)))


def versions_of(session: Session, clinic_id: str, key: str) -> list[ClinicTemplate]:
    """All versions of a clinic's texts for a key, newest first."""
    query = select(ClinicTemplate).where(ClinicTemplate.clinic_id == clinic_id, ClinicTemplate.key == key)
    return list(session.scalars(query.order_by(ClinicTemplate.written_at.desc(), ClinicTemplate.id.desc())))


def template_version(session: Session, clinic_id: str, version_id: str) -> ClinicTemplate | None:
    """One version of this clinic; None for another clinic's."""
    found = session.get(ClinicTemplate, version_id)
    return found if found is not None and found.clinic_id == clinic_id else None


def blocked_wordings(session: Session, clinic_id: str, *, since: datetime) -> dict[tuple[str, str], int]:
    """How many texts the carriers blocked, by template and wording version."""
    query = (
        select(Communication.template, Communication.template_version, func.count())
        .where(
            Communication.clinic_id == clinic_id,
            Communication.provider_code.in_(BLOCKED_CODES),
            Communication.state.in_((MessageState.UNDELIVERED, MessageState.REFUSED)),
            Communication.due_at >= since,
            Communication.template.is_not(None),
        )
        .group_by(Communication.template, Communication.template_version)
    )
    return {(key or "", version or ""): times for key, version, times in session.execute(query)}


def who_may_approve(session: Session, clinic_id: str, roles: Collection[Role]) -> set[str]:
    """The staff of a clinic with one of some roles who may log in."""
    query = select(Practitioner.id).where(Practitioner.clinic_id == clinic_id, Practitioner.active.is_(True))
    return set(session.scalars(query.where(Practitioner.role.in_(roles))))


def next_text(session: Session, clinic_id: str, patient_id: str, key: str) -> Communication | None:
    """The next text of a template that waits to leave to a patient."""
    query = select(Communication).where(
        Communication.clinic_id == clinic_id,
        Communication.patient_id == patient_id,
        Communication.template == key,
        Communication.state == MessageState.QUEUED,
    )
    return session.scalars(query.order_by(Communication.due_at, Communication.id).limit(1)).first()
