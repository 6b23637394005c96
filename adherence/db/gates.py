"""Start gates: what a practitioner signed before the first reminder; a new answer is a new row."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, code, reference, sealed_value
from adherence.domain.start_gate import GateAnswers, answers_from


class StartGate(HasId, OfClinic, Base):
    """One signed set of answers; ``details_sealed`` holds the answers as JSON."""

    __tablename__ = "start_gates"

    patient_id: Mapped[str] = reference("patients.id", index=True)
    opioid_free_since: Mapped[date | None]
    agent: Mapped[str] = code()
    details_sealed: Mapped[bytes]
    passed: Mapped[bool]
    signed_by_sealed: Mapped[bytes]
    signed_by_id: Mapped[str] = mapped_column(Uuid(as_uuid=False))
    """The practitioner or token that signed."""
    signed_at: Mapped[datetime]

    @property
    def details(self) -> dict[str, Any]:
        """What was answered and what followed from it, opened."""
        return dict(json.loads(sealed_value(self, "details_sealed") or "{}"))

    @property
    def answers(self) -> GateAnswers:
        """The answers in codes, opened."""
        return answers_from(self.details, self.agent, self.opioid_free_since)

    @property
    def forbidding(self) -> list[str]:
        """Why it does not allow a start, a sentence each; empty when it does."""
        return [str(reason) for reason in self.details.get("forbidding", [])]

    @property
    def warnings(self) -> list[str]:
        """What the person who signed should know, a sentence each."""
        return [str(warning) for warning in self.details.get("warnings", [])]

    @property
    def signed_by(self) -> str:
        """The name that was signed, opened."""
        return sealed_value(self, "signed_by_sealed") or ""


def latest_gate(session: Session, patient_id: str) -> StartGate | None:
    """The gate that holds now."""
    query = select(StartGate).where(StartGate.patient_id == patient_id)
    return session.scalars(query.order_by(StartGate.signed_at.desc(), StartGate.id.desc()).limit(1)).first()


def gates_of(session: Session, patient_id: str) -> list[StartGate]:
    """Every gate that was signed, newest first: the first one holds."""
    query = select(StartGate).where(StartGate.patient_id == patient_id)
    return list(session.scalars(query.order_by(StartGate.signed_at.desc(), StartGate.id.desc())))
