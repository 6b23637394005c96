"""Clinics: the tenants, and the settings of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, code
from adherence.db.types import Json


class Clinic(HasId, Base):
    """One clinic; every other row belongs to one."""

    __tablename__ = "clinics"

    name: Mapped[str]
    programme: Mapped[str]
    """The discreet name that texts are signed with."""
    time_zone: Mapped[str] = code()
    country: Mapped[str] = mapped_column(String(2), default="US")
    """Whose urgent numbers these are, as an ISO code."""
    phone: Mapped[str] = mapped_column(default="")
    crisis_number: Mapped[str] = mapped_column(default="988")
    emergency_number: Mapped[str] = mapped_column(default="911")
    start_reconsents: Mapped[bool] = mapped_column(default=True)
    """Whether START opts in again after a written or verbal consent; otherwise staff confirm."""
    trial: Mapped[bool] = mapped_column(default=False)
    demo: Mapped[bool] = mapped_column(default=False)
    halted_at: Mapped[datetime | None]
    """When sending was stopped for the whole clinic (kill-switch)."""
    halted_reason: Mapped[str | None]
    policy: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What this clinic set differently from the defaults of ``domain/policy.py``."""
    created_at: Mapped[datetime]
    live_at: Mapped[datetime | None]
    """When the trial ended; None for a clinic that was never on trial."""
    live_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    """Who ended it; None for the command line."""


class ClinicChange(HasId, OfClinic, Base):
    """One setting of a clinic was changed: what its texts say of it."""

    __tablename__ = "clinic_changes"
    __table_args__ = (Index(None, "clinic_id", "recorded_at"),)

    name: Mapped[str] = mapped_column(String(64))
    old: Mapped[str] = mapped_column(String(200))
    new: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Uuid(as_uuid=False))


def clinic_changes(session: Session, clinic_id: str, limit: int = 50) -> list[ClinicChange]:
    """The latest changes of a clinic's settings, newest first."""
    query = select(ClinicChange).where(ClinicChange.clinic_id == clinic_id)
    return list(session.scalars(query.order_by(ClinicChange.recorded_at.desc(), ClinicChange.id.desc()).limit(limit)))


def changes_named(session: Session, clinic_id: str, name: str, limit: int = 20) -> list[ClinicChange]:
    """The latest changes of one setting, newest first."""
    query = select(ClinicChange).where(ClinicChange.clinic_id == clinic_id, ClinicChange.name == name)
    return list(session.scalars(query.order_by(ClinicChange.recorded_at.desc(), ClinicChange.id.desc()).limit(limit)))


def clinic_by_id(session: Session, clinic_id: str) -> Clinic:
    """The clinic with this id; raises ``LookupError``."""
    clinic = session.get(Clinic, clinic_id)
    if clinic is None:
        raise LookupError("no such clinic")
    return clinic


def lock_clinic(session: Session, clinic_id: str) -> Clinic:
    """The clinic's row, held and read anew: two people who change its settings at once come one after the other."""
    held = select(Clinic).where(Clinic.id == clinic_id).with_for_update()
    return session.scalars(held.execution_options(populate_existing=True)).one()


def clinic_by_name(session: Session, name: str) -> Clinic | None:
    """The clinic with exactly this name."""
    return session.scalars(select(Clinic).where(Clinic.name == name)).first()


def is_only_clinic(session: Session) -> bool:
    """Whether the installation serves one clinic: then a text from a number nobody knows can only be meant for it."""
    return len(session.scalars(select(Clinic.id).limit(2)).all()) == 1
