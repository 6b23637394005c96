"""A clinic's policy: the defaults with what the clinic set differently, and who changed what."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Index, String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic
from adherence.db.clinics import Clinic
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.policy_values import policy_from


class PolicyChange(HasId, OfClinic, Base):
    """One setting was changed; None stands for the product's default."""

    __tablename__ = "policy_changes"
    __table_args__ = (Index(None, "clinic_id", "recorded_at"),)

    name: Mapped[str] = mapped_column(String(64))
    old: Mapped[str | None] = mapped_column(String(200))
    new: Mapped[str | None] = mapped_column(String(200))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Uuid(as_uuid=False))


def policy_of(clinic: Clinic) -> Policy:
    """The policy that holds for a clinic."""
    return _policy(json.dumps(clinic.policy, sort_keys=True)) if clinic.policy else DEFAULT_POLICY


@lru_cache(maxsize=512)
def _policy(stored: str) -> Policy:
    """Read once for each content: the gate asks for every text."""
    return policy_from(json.loads(stored))


def policy_changes(session: Session, clinic_id: str, limit: int = 50) -> list[PolicyChange]:
    """The latest changes of a clinic's policy, newest first."""
    query = select(PolicyChange).where(PolicyChange.clinic_id == clinic_id)
    newest = PolicyChange.recorded_at.desc(), PolicyChange.id.desc()
    return list(session.scalars(query.order_by(*newest).limit(limit)))
