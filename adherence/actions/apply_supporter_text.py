"""Apply a text from a supporter: STOP and danger first, then the answer to our question, else a person reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.apply_opt_out import apply_opt_out
from adherence.actions.end_support import stop_support
from adherence.actions.open_flag import open_flag
from adherence.actions.reply_context import SENT
from adherence.actions.text_supporter import text_supporter
from adherence.db.communications import Communication
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.supporters import Supporter
from adherence.domain.purpose import Purpose
from adherence.domain.reply import Expecting, Intent, Reading, read_reply
from adherence.domain.states import ConsentMethod, ConsentState, FlagKind, Severity
from adherence.domain.supporter_danger import is_danger, read_supporter_text
from adherence.domain.timing import local_date
from adherence.domain.wording import day_text

_AGREES = (Intent.YES, Intent.TAKEN)


def apply_supporter_text(
    session: Session,
    message: InboundMessage,
    supporters: Sequence[Supporter],
    patients: Mapping[str, Patient],
    *,
    now: datetime,
    own: Sequence[Patient] = (),
) -> None:
    """Apply a stored text of somebody who supports patients (their rows are held), never as a patient's words.

    ``own`` are patients with this number who left: a STOP counts for the number.
    """
    about = _about(supporters, patients, now)
    first = about[0]
    message.clinic_id, message.supporter_id = first.clinic_id, first.id
    asked = _newest_request(session, message, about)
    expecting = Expecting.OPT_IN if asked else Expecting.NONE
    name = patients[first.patient_id].given_name
    reading = read_supporter_text(message.body, lang=first.language, expecting=expecting, name=name)
    message.intent = reading.intent
    message.reading = reading.as_json() | {"expecting": expecting.value}
    message.outcome = "from_supporter"
    stops = message.opt_out_type == "STOP" or Intent.STOP in (reading.intent, *reading.also)
    if stops:
        _stop(session, message, supporters, patients, reading, now, own)
    elif reading.intent is Intent.AUTO_REPLY:
        message.outcome = "automatic"
        return
    if is_danger(reading):
        _page(session, message, about, patients, now)
    elif not stops:
        _answer(session, message, about, asked, patients, reading, now)


def answers_request(
    session: Session, message: InboundMessage, supporters: Sequence[Supporter], patient_ids: Collection[str]
) -> bool:
    """Whether a text agrees to support, where its number is a patient's too: our question was the newest text to it."""
    pending = [one for one in supporters if one.consent_state is ConsentState.PENDING and one.ended_at is None]
    if not pending:
        return False
    newest = select(Communication.supporter_id, Communication.purpose).where(
        Communication.patient_id.in_(patient_ids),
        Communication.phone_hash == pending[0].phone_hash,
        Communication.state.in_(SENT),
        Communication.started_at <= message.received_at,
    )
    row = session.execute(newest.order_by(Communication.started_at.desc(), Communication.id.desc()).limit(1)).first()
    if row is None or row.purpose is not Purpose.SUPPORTER_REQUEST:
        return False
    return read_reply(message.body, lang=pending[0].language, expecting=Expecting.OPT_IN).intent in _AGREES


def _about(supporters: Sequence[Supporter], patients: Mapping[str, Patient], now: datetime) -> list[Supporter]:
    """Of which support a text can be about: of one clinic only, and of those whose time is over only without others."""
    live = [one for one in supporters if one.is_live(local_date(now, patients[one.patient_id].zone))]
    found = live or list(supporters[:1])
    return [one for one in found if one.clinic_id == found[0].clinic_id]


def _newest_request(session: Session, message: InboundMessage, about: Sequence[Supporter]) -> Supporter | None:
    """The one whom our newest question, still unanswered, was about."""
    pending = {one.id: one for one in about if one.consent_state is ConsentState.PENDING}
    query = select(Communication.supporter_id).where(
        Communication.patient_id.in_({one.patient_id for one in pending.values()}),
        Communication.supporter_id.in_(pending),
        Communication.purpose == Purpose.SUPPORTER_REQUEST,
        Communication.state.in_(SENT),
        Communication.started_at <= message.received_at,
    )
    newest = query.order_by(Communication.started_at.desc(), Communication.id.desc()).limit(1)
    return pending.get(session.scalar(newest) or "") if pending else None


def _stop(
    session: Session,
    message: InboundMessage,
    supporters: Sequence[Supporter],
    patients: Mapping[str, Patient],
    reading: Reading,
    now: datetime,
    own: Sequence[Patient],
) -> None:
    """STOP ends every support of this number; a sentence gets the one confirmation, a keyword the carrier's."""
    keyword = message.opt_out_type == "STOP" or reading.stop_is_keyword
    method = ConsentMethod.KEYWORD if keyword else ConsentMethod.SENTENCE
    stopped = stop_support(session, supporters, reason="stopped", now=now)
    agreed = [patient for patient in own if patient.consent_state is not ConsentState.REVOKED]
    apply_opt_out(session, agreed, method=method, given_at=message.received_at, now=now, inbound_id=message.id)
    message.outcome = "support_stopped"
    for supporter in stopped:
        _flag(session, message, supporter, patients, "A supporter wants no more texts", now)
    if stopped and not keyword and not is_danger(reading):
        why = "The one confirmation of an opt-out that was written as a sentence"
        _text(session, message, stopped[0], patients, "stop_confirmation", why, now)


def _page(
    session: Session,
    message: InboundMessage,
    about: Sequence[Supporter],
    patients: Mapping[str, Patient],
    now: datetime,
) -> None:
    """Danger that a supporter writes of: a person looks at once, dose texts wait, and the fixed answer goes back."""
    message.outcome = f"flagged_{FlagKind.CRISIS}"
    for supporter in about:
        patient = patients[supporter.patient_id]
        patient.dose_texts_held_at = patient.dose_texts_held_at or now
        detail = "A supporter wrote of danger; please read it"
        open_flag(session, patient, FlagKind.CRISIS, detail, now=now, inbound_id=message.id, severity=Severity.URGENT)
    _text(session, message, about[0], patients, "crisis", "Danger in a supporter's text", now)


def _answer(
    session: Session,
    message: InboundMessage,
    about: Sequence[Supporter],
    asked: Supporter | None,
    patients: Mapping[str, Patient],
    reading: Reading,
    now: datetime,
) -> None:
    first = about[0]
    if asked is not None and reading.intent in _AGREES:
        _confirm(session, message, asked, patients, now)
    elif reading.intent is Intent.WRONG_NUMBER or (asked is not None and reading.intent is Intent.NO):
        wrong = reading.intent is Intent.WRONG_NUMBER
        message.outcome = "wrong_number" if wrong else "support_refused"
        stop_support(session, about, reason=message.outcome, now=now)
        said = "A supporter's number is not theirs" if wrong else "A supporter does not want texts"
        _flag_each(session, message, about, patients, said, now)
    elif reading.intent is Intent.START or message.opt_out_type == "START":
        _start(session, message, about, patients, now)
    elif reading.intent is Intent.HELP:
        _flag_each(session, message, about, patients, "A supporter asked for help; please read it", now)
        if message.opt_out_type != "HELP" and first.consent_state is ConsentState.GRANTED:
            _text(session, message, first, patients, "help", "A supporter asked for help", now)
    else:
        _flag_each(session, message, about, patients, "A supporter wrote; please read it", now)
        if first.consent_state is ConsentState.GRANTED:
            _text(session, message, first, patients, "ack_noted", "Answer to a supporter's text", now)


def _confirm(
    session: Session, message: InboundMessage, supporter: Supporter, patients: Mapping[str, Patient], now: datetime
) -> None:
    supporter.consent_state, supporter.answered_at = ConsentState.GRANTED, now
    message.supporter_id, message.outcome = supporter.id, "support_confirmed"
    until = day_text(supporter.expires_on, lang=supporter.language)
    _text(session, message, supporter, patients, "supporter_thanks", "The supporter agreed", now, {"date": until})


def _start(
    session: Session,
    message: InboundMessage,
    about: Sequence[Supporter],
    patients: Mapping[str, Patient],
    now: datetime,
) -> None:
    """START gives nothing back by itself: the number may be asked again, and staff are told."""
    for supporter in about:
        if supporter.consent_state is ConsentState.REVOKED:
            supporter.consent_state = ConsentState.NONE
    message.outcome = "start_needs_staff"
    _flag_each(session, message, about, patients, "A supporter asks for texts again; add them anew", now)


def _flag_each(
    session: Session,
    message: InboundMessage,
    about: Sequence[Supporter],
    patients: Mapping[str, Patient],
    detail: str,
    now: datetime,
) -> None:
    for supporter in about:
        _flag(session, message, supporter, patients, detail, now)


def _flag(
    session: Session,
    message: InboundMessage,
    supporter: Supporter,
    patients: Mapping[str, Patient],
    detail: str,
    now: datetime,
) -> None:
    """A flag on the patient; the text itself stays within the clinic that may read it."""
    inbound_id = message.id if supporter.clinic_id == message.clinic_id else None
    open_flag(session, patients[supporter.patient_id], FlagKind.CONTACT, detail, now=now, inbound_id=inbound_id)


def _text(
    session: Session,
    message: InboundMessage,
    supporter: Supporter,
    patients: Mapping[str, Patient],
    template: str,
    why: str,
    now: datetime,
    params: Mapping[str, str] | None = None,
) -> None:
    patient = patients[supporter.patient_id]
    text_supporter(session, patient, supporter, template, now=now, why=why, params=params, inbound_id=message.id)
