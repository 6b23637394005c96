"""Counting a run from what the simulated provider received; our tables only say what each text was about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.db.communications import Attempt, Communication
from adherence.db.doses import Dose
from adherence.db.patients import Patient
from adherence.domain.purpose import (
    AFTER_OPT_OUT,
    FIRST_REMINDERS,
    RESENT_WHEN_UNCERTAIN,
    WITHIN_TEXTING_HOURS,
    Purpose,
)
from adherence.domain.states import AT_PROVIDER, DoseState, MessageState, PlanKind
from adherence.domain.timing import in_texting_hours
from adherence.simulation.player import Player
from adherence.sms.simulator_store import SimulatedMessage


@dataclass(frozen=True, slots=True)
class Stop:
    """When a phone asked to be left alone, and when it asked for texts again, if ever."""

    at: datetime
    until: datetime | None = None

    def covers(self, at: datetime) -> bool:
        """Whether a text of an instant comes too late, or too early."""
        return self.at < at and (self.until is None or at < self.until)


Stops = dict[str, Stop]
"""By phone."""

_ENDED = AT_PROVIDER | {
    MessageState.UNKNOWN,
    MessageState.REFUSED,
    MessageState.WITHHELD,
    MessageState.EXPIRED,
    MessageState.CANCELLED,
}
_FIRST_TEXTS = FIRST_REMINDERS | {Purpose.ACKNOWLEDGEMENT}
"""An acknowledgement of a dose is our answer to GO, which brings a dose forward and takes its prompt's place."""


@dataclass(frozen=True, slots=True)
class Received:
    """A text that the provider took, with the occasion that it was for."""

    message: SimulatedMessage
    communication_id: int
    purpose: Purpose
    expires_at: datetime | None
    patients_phone: str
    """Of the patient whom it goes to, or whom it tells a supporter about; the addressee's own for staff."""
    zone: ZoneInfo | None
    """The patient's; None for a notice to staff, which has no hours."""
    agreed_hours: bool


def count_run(player: Player, stops: Stops) -> dict[str, Any]:
    """The counts of ``simulate``, each from the provider's own list of what it took."""
    accepted = player.provider.accepted()
    with player.rt.database.reading() as session:
        received = _match(session, accepted)
        now = player.clock.at
        return {
            "doses_due": _doses_due(session, now),
            "sms_accepted": len(accepted),
            "replies": player.posted["replies"],
            "duplicates": _duplicates(received),
            "lost": _lost(session, received, player.began_at, now) + len(accepted) - len(received),
            "sent_after_stop": _after_stop(received, stops),
            "sent_in_quiet_hours": sum(_is_in_quiet_hours(text) for text in received),
            "stale_sent": sum(text.expires_at is not None and text.message.at > text.expires_at for text in received),
            "skipped": _skipped(session),
            "stopped_by_patients": len(stops),
            "doses": _by_state(session),
            "virtual_until": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }


def _match(session: Session, accepted: list[SimulatedMessage]) -> list[Received]:
    """Each accepted text with its occasion; one that belongs to no attempt of ours is missing from the answer."""
    query = (
        select(Attempt.id, Communication, Patient, Dose.agreed_hours)
        .join(Communication, Attempt.communication_id == Communication.id)
        .outerjoin(Patient, Communication.patient_id == Patient.id)
        .outerjoin(Dose, Communication.dose_id == Dose.id)
    )
    known = {row[0]: row for row in session.execute(query)}
    found = []
    for message in accepted:
        row = known.get(message.attempt_id or "")
        if row is not None:
            _, text, patient, agreed = row
            phone = patient.phone if patient is not None and text.supporter_id is not None else message.to
            zone = patient.zone if patient is not None else None
            found.append(Received(message, text.id, text.purpose, text.expires_at, phone, zone, bool(agreed)))
    return found


def _doses_due(session: Session, now: datetime) -> int:
    """Planned daily and targeted occasions whose instant has come."""
    query = select(func.count()).where(
        Dose.due_at <= now, Dose.kind != PlanKind.INJECTION, Dose.state != DoseState.CANCELLED
    )
    return session.scalar(query) or 0


def _duplicates(received: list[Received]) -> int:
    """Texts beyond the first for one occasion; what may be sent again by rule is not counted."""
    counted = Counter(text.communication_id for text in received if text.purpose not in RESENT_WHEN_UNCERTAIN)
    return sum(times - 1 for times in counted.values())


def _lost(session: Session, received: list[Received], began_at: datetime, now: datetime) -> int:
    """Due occasions that the provider never got and that no state with a reason explains."""
    taken = {text.communication_id for text in received}
    texts = session.scalars(select(Communication).where(Communication.due_at.between(began_at, now))).all()
    silent = [text for text in texts if text.id not in taken and not _is_explained(text, now)]
    has_text = select(Communication.id).where(Communication.dose_id == Dose.id, Communication.purpose.in_(_FIRST_TEXTS))
    without = select(func.count()).where(
        Dose.due_at <= now,
        Dose.kind != PlanKind.INJECTION,
        Dose.state != DoseState.CANCELLED,
        Dose.reason.is_(None),
        ~has_text.exists(),
    )
    return len(silent) + (session.scalar(without) or 0)


def _is_explained(text: Communication, now: datetime) -> bool:
    """Whether a text that did not reach the provider has ended with a reason, or still waits within its time."""
    if text.state in AT_PROVIDER:
        return False
    return text.state in _ENDED or text.expires_at is None or now < text.expires_at


def _after_stop(received: list[Received], stops: Stops) -> int:
    """Texts after a STOP was received, but for the one confirmation of a sentence and a crisis answer.

    After a patient's STOP nothing goes to supporters either.
    """
    after = [
        text for text in received if text.patients_phone in stops and stops[text.patients_phone].covers(text.message.at)
    ]
    confirmed = Counter(text.message.to for text in after if text.purpose is Purpose.STOP_CONFIRMATION)
    surplus = sum(times - 1 for times in confirmed.values())
    return sum(text.purpose not in AFTER_OPT_OUT for text in after) + surplus


def _is_in_quiet_hours(text: Received) -> bool:
    """Whether an automatic text came outside the patient's texting hours without the patient's agreement."""
    if text.zone is None or text.purpose not in WITHIN_TEXTING_HOURS or text.agreed_hours:
        return False
    return not in_texting_hours(text.message.at, text.zone)


def _skipped(session: Session) -> dict[str, int]:
    """Occasions that were not sent, by their reason."""
    not_sent = (MessageState.WITHHELD, MessageState.EXPIRED, MessageState.CANCELLED, MessageState.REFUSED)
    reason = func.coalesce(Communication.reason, Communication.provider_code, Communication.state)
    query = select(reason, func.count()).where(Communication.state.in_(not_sent)).group_by(reason)
    return {str(name): count for name, count in session.execute(query.order_by(reason))}


def _by_state(session: Session) -> dict[str, int]:
    query = select(Dose.state, func.count()).group_by(Dose.state)
    return {str(state): count for state, count in session.execute(query.order_by(Dose.state))}
