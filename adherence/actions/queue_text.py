"""Put a text into the outbox, once for its occasion."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adherence.db.clinics import Clinic, clinic_by_id
from adherence.db.communications import Communication
from adherence.db.patients import Patient
from adherence.db.policies import policy_of
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.purpose import ANSWERS, ENROLMENT, FIRST_REMINDERS, STAFF, Purpose
from adherence.domain.states import MessageState
from adherence.domain.wording import language_of, purpose_of

_FIRST = frozenset({Purpose.CRISIS, Purpose.STOP_CONFIRMATION, Purpose.ALERT})
PRIORITIES = (0, 1, 2, 5, 7)
"""All priorities in the order in which they leave."""


def queue_text(
    session: Session,
    patient: Patient,
    template: str,
    *,
    now: datetime,
    why: str,
    params: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    dose_id: int | None = None,
    inbound_id: str | None = None,
    occasion: str | None = None,
    step: int = 0,
) -> None:
    """Queue one text to a patient; a second one for the same occasion is ignored.

    The occasion is (dose, purpose, step), (inbound, purpose), or, for what has no dose, the word ``occasion``.
    """
    insert_texts(
        session,
        [
            text_row(
                patient,
                template,
                now=now,
                why=why,
                params=params,
                due_at=due_at,
                expires_at=expires_at,
                dose_id=dose_id,
                inbound_id=inbound_id,
                occasion=occasion,
                step=step,
                policy=policy_of(clinic_by_id(session, patient.clinic_id)),
            )
        ],
    )


def text_row(
    patient: Patient,
    template: str,
    *,
    now: datetime,
    why: str,
    params: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    dose_id: int | None = None,
    inbound_id: str | None = None,
    occasion: str | None = None,
    step: int = 0,
    policy: Policy = DEFAULT_POLICY,
) -> dict[str, Any]:
    """The columns of a text that is to be queued; answers expire after 12 hours (policy) unless told otherwise."""
    purpose = purpose_of(template)
    leaves_at = due_at or now
    if expires_at is None and purpose in ANSWERS:
        expires_at = leaves_at + policy.acknowledgement_expires_after
    return {
        "clinic_id": patient.clinic_id,
        "patient_id": patient.id,
        "dose_id": dose_id,
        "inbound_id": inbound_id,
        "occasion": occasion,
        "purpose": purpose,
        "step": step,
        "priority": priority_of(purpose),
        "template": template,
        "params": dict(params or {}),
        "phone_hash": patient.phone_hash,
        "due_at": leaves_at,
        "send_at": leaves_at,
        "expires_at": expires_at,
        "state": MessageState.QUEUED,
        "why": why,
        "fence": 0,
        "tries": 0,
        "created_at": now,
    }


def insert_texts(session: Session, rows: list[dict[str, Any]]) -> None:
    """Insert many texts; those whose occasion has one already are left alone."""
    if not rows:
        return
    session.connection().execute(_insert_once(session.get_bind().dialect.name), rows)


def put_texts(session: Session, rows: list[dict[str, Any]]) -> None:
    """Insert the texts of doses once; one that was cancelled or withheld before it left is queued at its new time."""
    if rows:
        statement = _insert_or_renew(session.get_bind().dialect.name)
        session.connection().execute(statement, [row | {"reason": None} for row in rows])


@cache
def _insert_or_renew(dialect: str) -> Any:
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(Communication.__table__)
    names = ("due_at", "send_at", "expires_at", "state", "reason", "template", "params", "phone_hash", "why")
    return statement.on_conflict_do_update(
        index_elements=["dose_id", "purpose", "step"],
        set_={name: getattr(statement.excluded, name) for name in names},
        # Two comparisons, because a list cannot be bound in a statement that inserts many rows.
        where=((Communication.state == MessageState.CANCELLED) | (Communication.state == MessageState.WITHHELD))
        & Communication.started_at.is_(None),
    )


@cache
def _insert_once(dialect: str) -> Any:
    return (sqlite if dialect == "sqlite" else postgresql).insert(Communication.__table__).on_conflict_do_nothing()


def priority_of(purpose: Purpose) -> int:
    """The order of leaving: crisis and opt-out, answers, staff and enrolment, first reminders, the rest."""
    if purpose in _FIRST:
        return 0
    if purpose in ANSWERS:
        return 1
    if purpose in STAFF or purpose in ENROLMENT:
        return 2
    return 5 if purpose in FIRST_REMINDERS or purpose is Purpose.APPOINTMENT else 7


def clinic_params(clinic: Clinic, language: str) -> dict[str, str]:
    """What every template may say about the clinic; without a number to call it names the team instead."""
    nobody_yet = {"en": "the team", "es": "equipo"}[language_of(language)]
    return {
        "programme": clinic.programme,
        "phone": clinic.phone or nobody_yet,
        "urgent": clinic.crisis_number,
        "emergency": clinic.emergency_number,
    }
