"""Texts of a span as reports count them: by the hour in which they were due, template, state and code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Interval, and_, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.consents import Consent
from adherence.db.inbound import InboundMessage
from adherence.db.regimens import Regimen
from adherence.db.report_scope import ReportScope
from adherence.domain.purpose import Purpose
from adherence.domain.states import AT_PROVIDER, ConsentEvent, MessageState

LEFT = (*sorted(AT_PROVIDER), MessageState.REFUSED, MessageState.UNKNOWN)
"""States of texts that the provider was asked to send."""
OPT_OUT_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class TextCount:
    """How many texts to patients were alike: due in one hour, of one template, with one end."""

    hour: datetime
    purpose: Purpose
    template: str | None
    version: str | None
    state: MessageState
    code: str | None
    replied: bool
    number: int


@dataclass(frozen=True, slots=True)
class OptOuts:
    """How many texts of one template and wording were followed by an opt-out."""

    purpose: Purpose
    template: str | None
    version: str | None
    number: int


def texts_by_hour(session: Session, scope: ReportScope, *, reply_within: timedelta) -> list[TextCount]:
    """The texts to patients that were due in the span and that the provider was asked to send."""
    hour, replied = _hour(session), _is_replied(session, reply_within)
    keys = (
        hour,
        Communication.purpose,
        Communication.template,
        Communication.template_version,
        Communication.state,
        Communication.provider_code,
        replied,
    )
    query = select(*keys, func.count()).where(_to_patients(scope)).group_by(*keys)
    return [
        TextCount(_read_hour(at), purpose, template, version, state, code, bool(replied), number)
        for at, purpose, template, version, state, code, replied, number in session.execute(query)
    ]


def opted_out_after(session: Session, scope: ReportScope) -> list[OptOuts]:
    """By template and version, the texts of the span after which the patient opted out within 24 hours."""
    keys = Communication.purpose, Communication.template, Communication.template_version
    query = (
        select(*keys, func.count(Communication.id.distinct()))
        .join(Consent, Consent.patient_id == Communication.patient_id)
        .where(_to_patients(scope), Consent.event == ConsentEvent.OPT_OUT)
        .where(Consent.given_at >= Communication.started_at)
        .where(Consent.given_at < _later(session, Communication.started_at, OPT_OUT_WITHIN))
        .group_by(*keys)
    )
    return [OptOuts(*row) for row in session.execute(query)]


def _to_patients(scope: ReportScope) -> ColumnElement[bool]:
    wanted = [
        Communication.clinic_id == scope.clinic_id,
        Communication.state.in_(LEFT),
        Communication.due_at >= scope.starts_at,
        Communication.due_at < scope.ends_at,
        Communication.practitioner_id.is_(None),
        Communication.supporter_id.is_(None),
    ]
    if scope.kind is not None:
        of_kind = select(Regimen.patient_id).where(Regimen.clinic_id == scope.clinic_id, Regimen.kind == scope.kind)
        wanted.append(Communication.patient_id.in_(of_kind))
    return and_(*wanted)


def _is_replied(session: Session, within: timedelta) -> ColumnElement[bool]:
    """Whether the patient texted us between the sending and so much later."""
    reply = select(InboundMessage.id).where(
        InboundMessage.patient_id == Communication.patient_id,
        InboundMessage.received_at > Communication.started_at,
        InboundMessage.received_at < _later(session, Communication.started_at, within),
    )
    return reply.exists()


def _hour(session: Session) -> ColumnElement[str]:
    """The hour (UTC) in which a text was due: a clinic's days are made of whole hours, but for zones at half of one."""
    if session.get_bind().dialect.name == "sqlite":
        return func.strftime("%Y-%m-%dT%H", Communication.due_at)
    return func.to_char(func.timezone("UTC", Communication.due_at), 'YYYY-MM-DD"T"HH24')


def _read_hour(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H").replace(tzinfo=UTC)


def _later(session: Session, at: Any, span: timedelta) -> ColumnElement[Any]:
    if session.get_bind().dialect.name == "sqlite":
        return func.strftime("%Y-%m-%d %H:%M:%f", at, f"+{int(span.total_seconds())} seconds")
    later: ColumnElement[Any] = type_coerce(at, DateTime(timezone=True)) + literal(span, Interval())
    return later
