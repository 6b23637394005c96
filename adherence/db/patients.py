"""Patients: sealed names and numbers, found through keyed hashes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Index, LargeBinary, Select, String, UniqueConstraint, Uuid, delete, select, union_all
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db import practitioners  # noqa: F401 - a process that writes patients must know the owners' table
from adherence.db.base import Base, HasId, OfClinic, code, reference, sealed_value
from adherence.db.flags import Flag
from adherence.db.types import Choice, one_of
from adherence.db.vault import Vault, name_prefixes, name_words
from adherence.domain.states import ConsentState, FlagState, NumberState, PatientStatus

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""An instant that has always passed."""


class Patient(HasId, OfClinic, Base):
    """A person in treatment."""

    __tablename__ = "patients"
    __table_args__ = (
        one_of("status", PatientStatus),
        one_of("number_state", NumberState),
        one_of("consent_state", ConsentState),
        UniqueConstraint("clinic_id", "external_id"),
        Index(None, "clinic_id", "status", "id"),
        Index(None, "clinic_id", "owner_id", "id"),
    )

    external_id: Mapped[str | None] = mapped_column(String(128))
    given_name_sealed: Mapped[bytes]
    family_name_sealed: Mapped[bytes]
    phone_sealed: Mapped[bytes]
    phone_hash: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    number_state: Mapped[NumberState] = mapped_column(Choice(NumberState), default=NumberState.IN_USE)
    time_zone: Mapped[str] = code()
    language: Mapped[str] = mapped_column(String(8))
    discretion: Mapped[int] = mapped_column(default=0)
    status: Mapped[PatientStatus] = mapped_column(Choice(PatientStatus), default=PatientStatus.ACTIVE)
    status_until: Mapped[date | None]
    status_reason: Mapped[str | None] = code()
    status_since: Mapped[datetime | None]
    """When it last changed; None where it never did, or changed before this was kept."""
    consent_state: Mapped[ConsentState] = mapped_column(Choice(ConsentState), default=ConsentState.NONE)
    consent_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    """The ledger line that every text to this patient cites; None unless consent is granted."""
    owner_id: Mapped[str | None] = reference("practitioners.id")
    dose_texts_held_at: Mapped[datetime | None]
    """Since when automatic dose texts wait for a person (safety)."""
    talking_until: Mapped[datetime | None]
    """Until when automatic texts wait because a person is talking with the patient."""
    contact_note_sealed: Mapped[bytes | None]
    """How else to reach the patient: a call after five, a letter."""
    watch_at: Mapped[datetime] = mapped_column(default=AT_ONCE, index=True)
    """When tablets and liver tests are next looked after; a change of plan asks for it at once."""
    created_at: Mapped[datetime]

    @property
    def zone(self) -> ZoneInfo:
        """The patient's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def given_name(self) -> str:
        """The first name, opened."""
        return sealed_value(self, "given_name_sealed") or ""

    @property
    def family_name(self) -> str:
        """The family name, opened."""
        return sealed_value(self, "family_name_sealed") or ""

    @property
    def contact_note(self) -> str:
        """How else to reach the patient, opened; empty where nothing was noted."""
        return sealed_value(self, "contact_note_sealed") or ""

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def phone(self) -> str:
        """The number in E.164, opened."""
        return sealed_value(self, "phone_sealed") or ""

    def set_name(self, session: Session, given: str, family: str) -> None:
        """Seal the names and renew the search index."""
        vault: Vault = session.info["vault"]
        self.given_name_sealed = vault.seal(given, "patients", "given_name_sealed", self.id)
        self.family_name_sealed = vault.seal(family, "patients", "family_name_sealed", self.id)
        session.execute(delete(PatientNamePrefix).where(PatientNamePrefix.patient_id == self.id))
        session.add_all(
            PatientNamePrefix(patient_id=self.id, clinic_id=self.clinic_id, prefix_hash=vault.index("name:" + prefix))
            for prefix in name_prefixes(given, family)
        )

    def set_phone(self, vault: Vault, phone: str) -> None:
        """Seal the number (E.164) and renew its hash."""
        self.phone_sealed = vault.seal(phone, "patients", "phone_sealed", self.id)
        self.phone_hash = vault.index("phone:" + phone)


class PatientNamePrefix(Base):
    """Keyed hash of a prefix of one of the patient's names."""

    __tablename__ = "patient_name_prefixes"

    clinic_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    prefix_hash: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    patient_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True, index=True)


def patient_by_id(session: Session, clinic_id: str, patient_id: str) -> Patient | None:
    """One patient of this clinic; None for another clinic's."""
    patient = session.get(Patient, patient_id)
    return patient if patient is not None and patient.clinic_id == clinic_id else None


def lock_patient(session: Session, patient_id: str) -> Patient:
    """The patient's row, held until the transaction ends: sending and STOP take the same lock."""
    query = select(Patient).where(Patient.id == patient_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def lock_patients_by_phone(session: Session, phone: str) -> list[Patient]:
    """All patients with this number in any clinic, oldest first, their rows held."""
    hashes = session.info["vault"].indexes("phone:" + phone)
    query = select(Patient).where(Patient.phone_hash.in_(hashes)).order_by(Patient.id).with_for_update()
    return list(session.scalars(query.execution_options(populate_existing=True)))


def find_patients(
    session: Session, clinic_id: str, search: str, *, limit: int, after: str = "", needs_attention: bool = False
) -> list[Patient]:
    """Patients of a clinic by name prefix, exact number or external id; all of them for an empty search.

    ``needs_attention`` keeps those with an open flag; ``after`` is the id of the last patient of the page before.
    """
    query = select(Patient).where(Patient.clinic_id == clinic_id)
    if needs_attention:
        flagged = select(Flag.patient_id).where(Flag.clinic_id == clinic_id, Flag.state == FlagState.OPEN)
        query = query.where(Patient.id.in_(flagged.where(Flag.patient_id.is_not(None))))
    if search.strip():
        query = matching(query, session.info["vault"], clinic_id, search.strip())
    if after:
        query = query.where(Patient.id > after)
    return list(session.scalars(query.order_by(Patient.id).limit(limit)))


def matching(query: Select[Patient], vault: Vault, clinic_id: str, search: str) -> Select[Patient]:
    """Narrow a query of patients by name prefix, exact number or external id."""
    digits = "".join(c for c in search if c.isdigit())
    if len(digits) >= 7 and not any(c.isalpha() for c in search):
        # Ten digits without a + are most often of North America, as they are dialled there.
        numbers = [digits, *(["1" + digits] if len(digits) == 10 and "+" not in search else [])]
        hashes = [index for number in numbers for index in vault.indexes("phone:+" + number)]
        return query.where(Patient.phone_hash.in_(hashes))
    by_record = select(Patient.id).where(Patient.clinic_id == clinic_id, Patient.external_id == search)
    words = name_words(search)
    if not words:
        return query.where(Patient.id.in_(by_record))
    having = [
        select(PatientNamePrefix.patient_id).where(
            PatientNamePrefix.clinic_id == clinic_id,
            PatientNamePrefix.prefix_hash.in_(vault.indexes("name:" + word[:10])),
        )
        for word in words
    ]
    by_name = having[0]
    for another in having[1:]:
        by_name = by_name.where(PatientNamePrefix.patient_id.in_(another))
    # One set of ids: with OR, neither of the two indexes would be used.
    return query.where(Patient.id.in_(union_all(by_record, by_name)))
