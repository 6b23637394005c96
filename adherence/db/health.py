"""Counts and ages about the whole installation, for those who run it: no patient can be told from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from adherence.db.communications import Attempt, Communication
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.db.installation import Heartbeat
from adherence.domain.states import BEFORE_SENDING, AttemptState, DoseState, FlagState, MessageState, Severity


def message_counts(session: Session) -> dict[MessageState, int]:
    """Outgoing texts by state."""
    return _by(session, Communication.state)


def dose_counts(session: Session) -> dict[DoseState, int]:
    """Doses by stored state."""
    return _by(session, Dose.state)


def attempt_counts(session: Session) -> dict[AttemptState, int]:
    """Requests to the provider by how they ended."""
    return _by(session, Attempt.state)


def open_flag_counts(session: Session) -> dict[Severity, int]:
    """Open flags by severity."""
    return _by(session, Flag.severity, Flag.state == FlagState.OPEN)


def oldest_due_at(session: Session) -> datetime | None:
    """When the text that has waited longest was due."""
    query = select(func.min(Communication.due_at)).where(Communication.state.in_(BEFORE_SENDING))
    return session.scalar(query)


def inbound_waiting(session: Session) -> tuple[int, int]:
    """How many texts of patients are not applied yet, and how many were set aside."""
    waiting = select(func.count()).select_from(InboundMessage).where(InboundMessage.applied_at.is_(None))
    failed = waiting.where(InboundMessage.failed.is_not(None))
    aside = session.scalar(failed) or 0
    return (session.scalar(waiting) or 0) - aside, aside


def heartbeats(session: Session) -> dict[str, datetime]:
    """When each part last worked, in real time."""
    return {name: at for name, at in session.execute(select(Heartbeat.name, Heartbeat.at).order_by(Heartbeat.name))}


def _by(session: Session, column: InstrumentedAttribute[Any], *where: ColumnElement[bool]) -> dict[Any, int]:
    query = select(column, func.count()).where(*where).group_by(column)
    return {value: number for value, number in session.execute(query)}
