"""The call that lists a patient's texts in both directions, each with the rule that sent, withheld or read it."""

from __future__ import annotations

from datetime import datetime

from adherence.api.calls import Asking, Call, found
from adherence.api.fields import pick
from adherence.api.models import CommunicationList, InboundTold, OutgoingTold
from adherence.api.pages import instant_of, next_address, number_of, page_of, parts_of, unknown_cursor, uuid_of
from adherence.api.queries import PageQuery
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.holds import spans_by_patient
from adherence.db.inbound import InboundMessage
from adherence.db.listing import inbound_before, outgoing_before
from adherence.db.patients import Patient, patient_by_id
from adherence.db.policies import policy_of
from adherence.db.why_facts import sent_text, windows_of
from adherence.domain.segments import count
from adherence.domain.why import why_of
from adherence.sms.provider import Direction


def list_communications(asking: Asking, patient_id: str) -> CommunicationList:
    """A patient's texts, newest first; at the same instant the patient's own come first."""
    patient = found(patient_by_id(asking.session, asking.clinic_id, patient_id))
    query = asking.query_as(PageQuery)
    of_theirs, of_ours = _where_to_begin(query.cursor)
    theirs = inbound_before(asking.session, asking.clinic_id, patient_id, limit=query.limit + 1, before=of_theirs)
    ours = outgoing_before(asking.session, asking.clinic_id, patient_id, limit=query.limit + 1, before=of_ours)
    rows: list[InboundMessage | Communication] = sorted([*theirs, *ours], key=_instant, reverse=True)
    page, last = page_of(rows, query.limit)
    why = _whys(asking, patient, [row for row in page if isinstance(row, Communication)])
    items = [inbound_told(row) if isinstance(row, InboundMessage) else outgoing_told(row, why[row.id]) for row in page]
    return CommunicationList(items=items, next=_next(asking, last) if last is not None else None)


def outgoing_told(text: Communication, why: str) -> OutgoingTold:
    """One text of ours as it is told."""
    given = {"direction": Direction.OUTBOUND.value, "at": text.due_at, "sent_at": text.started_at}
    return OutgoingTold.model_validate(pick(text, OutgoingTold, why=why, **given))


def why_told(asking: Asking, patient: Patient, text: Communication) -> str:
    """Why one text was made, and what became of it."""
    return _whys(asking, patient, [text])[text.id]


def _whys(asking: Asking, patient: Patient, texts: list[Communication]) -> dict[int, str]:
    """The line of each text, by its id."""
    policy = policy_of(clinic_by_id(asking.session, asking.clinic_id))
    windows = windows_of(asking.session, asking.clinic_id, texts)
    holds = spans_by_patient(asking.session, [patient.id])[patient.id]
    zone = patient.zone
    return {text.id: why_of(sent_text(text, windows, holds, zone), zone, policy) for text in texts}


def inbound_told(message: InboundMessage) -> InboundTold:
    """One text of the patient as it is told."""
    body, reading = message.body, message.reading or {}
    state = "failed" if message.failed else "applied" if message.applied_at else "received"
    given = {
        "direction": Direction.INBOUND.value,
        "purpose": None,
        "state": state,
        "reason": message.failed or message.outcome,
        "why": f"Read by the rule {reading['rule']}." if reading.get("rule") else "Not read yet.",
        "body": body,
        "segments": count(body).segments,
        "at": message.received_at,
    }
    return InboundTold.model_validate(pick(message, InboundTold, **given))


def _instant(row: InboundMessage | Communication) -> datetime:
    return row.received_at if isinstance(row, InboundMessage) else row.due_at


def _next(asking: Asking, last: InboundMessage | Communication) -> str:
    direction = Direction.INBOUND if isinstance(last, InboundMessage) else Direction.OUTBOUND
    return next_address(asking.path, asking.arguments, _instant(last).isoformat(), direction.value, last.id)


def _where_to_begin(
    cursor: str,
) -> tuple[tuple[datetime, str | None] | None, tuple[datetime, int | None] | None]:
    """Where the patient's texts and ours go on after the row of a cursor."""
    if not cursor:
        return None, None
    instant, direction, last = parts_of(cursor, 3)
    at = instant_of(instant)
    if direction == Direction.INBOUND:
        return (at, uuid_of(last)), (at, None)
    if direction == Direction.OUTBOUND:
        # All of the patient's texts of that very instant stood before ours.
        return (at, None), (at, number_of(last))
    raise unknown_cursor()


CALLS = (
    Call(
        *("GET", "/patients/<uuid:patient_id>/communications", list_communications, CommunicationList),
        "A patient's texts in both directions",
        query=PageQuery,
    ),
)
