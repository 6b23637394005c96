"""Supporters: people whom a patient lets know of chosen events, by text, until a date."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import LargeBinary, String, Uuid, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, code, reference, sealed_value
from adherence.db.patients import Patient
from adherence.db.types import Choice, Json, one_of
from adherence.db.vault import Vault
from adherence.domain.states import ConsentMethod, ConsentState
from adherence.domain.supporters import SupportRights


class Supporter(HasId, OfClinic, Base):
    """One supporter of one patient; texted only while both have agreed and the time has not run out."""

    __tablename__ = "supporters"
    __table_args__ = (one_of("consent_state", ConsentState), one_of("patient_method", ConsentMethod))

    patient_id: Mapped[str] = reference("patients.id", index=True)
    name_sealed: Mapped[bytes]
    phone_sealed: Mapped[bytes]
    phone_hash: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    language: Mapped[str] = mapped_column(String(8))
    events: Mapped[list[str]] = mapped_column(Json)
    """What the patient lets them know of, as codes."""
    sees_doses: Mapped[bool] = mapped_column(default=False)
    """Whether the patient allows texts that tell of doses."""
    may_name: Mapped[bool] = mapped_column(default=False)
    """Whether the patient allows that texts to this supporter say the given name."""
    patient_agreed_at: Mapped[datetime]
    patient_method: Mapped[ConsentMethod | None] = mapped_column(Choice(ConsentMethod))
    """How the patient agreed: in writing or by word of mouth."""
    wording_version: Mapped[str | None] = code()
    """The wording that the patient agreed to."""
    expires_on: Mapped[date]
    """The last local date of the patient on which anything is told."""
    consent_state: Mapped[ConsentState] = mapped_column(Choice(ConsentState), default=ConsentState.PENDING)
    """The supporter's own agreement to be texted."""
    answered_at: Mapped[datetime | None]
    """When the supporter last said yes or no to being texted."""
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None] = code()
    """Why it ended, as a code."""
    ended_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def name(self) -> str:
        """The name, opened."""
        return sealed_value(self, "name_sealed") or ""

    @property
    def phone(self) -> str:
        """The number in E.164, opened."""
        return sealed_value(self, "phone_sealed") or ""

    def set_phone(self, vault: Vault, phone: str) -> None:
        """Seal the number (E.164) and renew its hash."""
        self.phone_sealed = vault.seal(phone, "supporters", "phone_sealed", self.id)
        self.phone_hash = vault.index("phone:" + phone)

    @property
    def rights(self) -> SupportRights:
        """What may be told."""
        return SupportRights(
            events=frozenset(self.events),
            sees_doses=self.sees_doses,
            consent=self.consent_state,
            expires_on=self.expires_on,
            ended=self.ended_at is not None,
        )

    def is_live(self, today: date) -> bool:
        """Whether the person is, or may still become, a supporter on a local date of the patient."""
        stopped = self.consent_state is ConsentState.REVOKED or self.ended_at is not None
        return not stopped and today <= self.expires_on


def supporters_of(session: Session, clinic_id: str, patient_id: str) -> list[Supporter]:
    """All supporters of a patient, also those whose time is over, newest first."""
    query = select(Supporter).where(Supporter.clinic_id == clinic_id, Supporter.patient_id == patient_id)
    return list(session.scalars(query.order_by(Supporter.recorded_at.desc(), Supporter.id.desc())))


def supporter_by_id(session: Session, clinic_id: str, supporter_id: str) -> Supporter | None:
    """One supporter of this clinic; None for another clinic's."""
    supporter = session.get(Supporter, supporter_id)
    return supporter if supporter is not None and supporter.clinic_id == clinic_id else None


def supporters_with_phone(session: Session, phone: str) -> list[Supporter]:
    """Everybody with this number who is or was a supporter, in any clinic, newest first."""
    hashes = session.info["vault"].indexes("phone:" + phone)
    query = select(Supporter).where(Supporter.phone_hash.in_(hashes))
    newest = query.order_by(Supporter.recorded_at.desc(), Supporter.id.desc())
    return list(session.scalars(newest.execution_options(populate_existing=True)))


def lock_people_with_phone(session: Session, phone: str) -> tuple[list[Patient], dict[str, Patient]]:
    """The patients with this number, and by id those whom its holder supports, all of their rows held in one order."""
    hashes = session.info["vault"].indexes("phone:" + phone)
    supported = select(Supporter.patient_id).where(Supporter.phone_hash.in_(hashes))
    query = select(Patient).where(or_(Patient.phone_hash.in_(hashes), Patient.id.in_(supported)))
    locked = query.order_by(Patient.id).with_for_update()
    people = list(session.scalars(locked.execution_options(populate_existing=True)))
    own = [patient for patient in people if patient.phone_hash in hashes]
    return own, {patient.id: patient for patient in people}
