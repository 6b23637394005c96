"""Clinics: the tenants, and the settings of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, code
from adherence.db.types import Json


class Clinic(HasId, Base):
    """One clinic; every other row belongs to one."""

    __tablename__ = "clinics"

    name: Mapped[str]
    programme: Mapped[str]
    """The discreet name that texts are signed with."""
    time_zone: Mapped[str] = code()
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


def clinic_by_id(session: Session, clinic_id: str) -> Clinic:
    """The clinic with this id; raises ``LookupError``."""
    clinic = session.get(Clinic, clinic_id)
    if clinic is None:
        raise LookupError("no such clinic")
    return clinic


def clinic_by_name(session: Session, name: str) -> Clinic | None:
    """The clinic with exactly this name."""
    return session.scalars(select(Clinic).where(Clinic.name == name)).first()


def is_only_clinic(session: Session) -> bool:
    """Whether the installation serves one clinic: then a text from a number nobody knows can only be meant for it."""
    return len(session.scalars(select(Clinic.id).limit(2)).all()) == 1
