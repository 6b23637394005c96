"""Staff who log in, their roles, and the tokens of other systems."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference, sealed_value
from adherence.db.types import Choice, one_of
from adherence.db.vault import Vault
from adherence.domain.states import Role


class Practitioner(HasId, OfClinic, Base):
    """A member of staff; never called a user."""

    __tablename__ = "practitioners"
    __table_args__ = (one_of("role", Role),)

    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(Choice(Role))
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    """Changing it ends all sessions of this person (Flask-Security)."""
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    last_login_at: Mapped[datetime | None]
    """In real time, as sessions are."""
    phone_sealed: Mapped[bytes | None]
    phone_hash: Mapped[bytes | None] = mapped_column(LargeBinary(16), index=True)
    phone_verified_at: Mapped[datetime | None]
    """When this person proved to hold the phone; notices go to no other."""
    language: Mapped[str | None] = mapped_column(String(2))
    """In which this person reads pages ("en" or "es"); None until the first log-in, which takes the browser's."""

    is_authenticated = True
    is_anonymous = False

    @property
    def phone(self) -> str:
        """The number in E.164, opened; empty where there is none."""
        return sealed_value(self, "phone_sealed") or ""

    def set_phone(self, vault: Vault, phone: str | None) -> None:
        """Seal the number (E.164), renew its hash, and forget that the one before was verified."""
        self.phone_sealed = vault.seal(phone, "practitioners", "phone_sealed", self.id) if phone else None
        self.phone_hash = vault.index("phone:" + phone) if phone else None
        self.phone_verified_at = None

    @property
    def is_active(self) -> bool:
        """Whether this person may log in (Flask-Login asks)."""
        return self.active

    def get_id(self) -> str:
        """What a session remembers of this person (Flask-Login asks)."""
        return self.fs_uniquifier


class ApiToken(HasId, OfClinic, Base):
    """A token of another system; only its hash is kept."""

    __tablename__ = "api_tokens"
    __table_args__ = (one_of("role", Role),)

    role: Mapped[Role] = mapped_column(Choice(Role))
    label: Mapped[str] = mapped_column(default="")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    """None for the command line."""
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))


class IdempotencyKey(HasId, OfClinic, Base):
    """What a POST with an ``Idempotency-Key`` answered, to be answered again."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("token_id", "key"),)

    token_id: Mapped[str] = reference("api_tokens.id")
    key: Mapped[str] = mapped_column(String(255))
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    """None while the first request is still being worked on."""
    answer_sealed: Mapped[bytes | None]
    created_at: Mapped[datetime]


class PhoneCheck(HasId, OfClinic, Base):
    """A code that was texted to a phone, to be typed by whoever says that it is theirs; only its hash is kept."""

    __tablename__ = "phone_checks"

    practitioner_id: Mapped[str] = reference("practitioners.id", index=True)
    phone_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    code_hash: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class CareTeamMember(Base):
    """A practitioner who looks after a patient."""

    __tablename__ = "care_team_members"

    clinic_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("clinics.id"))
    patient_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("patients.id"), primary_key=True)
    practitioner_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("practitioners.id"), primary_key=True)


def hash_token(token: str) -> str:
    """How a token is stored: it has 256 random bits, so a plain hash cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_row(session: Session, token: str) -> ApiToken | None:
    """The valid token with this text."""
    query = select(ApiToken).where(ApiToken.token_hash == hash_token(token), ApiToken.revoked_at.is_(None))
    return session.scalars(query).first()


def has_anybody(session: Session) -> bool:
    """Whether there is a log-in at all."""
    return session.scalar(select(Practitioner.id).limit(1)) is not None


def practitioner_by_email(session: Session, email: str) -> Practitioner | None:
    """The member of staff with this address, in any case of letters."""
    return session.scalars(select(Practitioner).where(Practitioner.email == email.strip().lower())).first()


def practitioner_by_phone(session: Session, phone: str) -> Practitioner | None:
    """The active member of staff who proved to hold this number."""
    query = select(Practitioner).where(
        Practitioner.phone_hash.in_(session.info["vault"].indexes("phone:" + phone)),
        Practitioner.phone_verified_at.is_not(None),
        Practitioner.active.is_(True),
    )
    return session.scalars(query.order_by(Practitioner.phone_verified_at.desc())).first()


def newest_phone_check(session: Session, practitioner_id: str) -> PhoneCheck | None:
    """The last code that was texted to somebody."""
    query = select(PhoneCheck).where(PhoneCheck.practitioner_id == practitioner_id)
    return session.scalars(query.order_by(PhoneCheck.sent_at.desc(), PhoneCheck.id.desc())).first()
