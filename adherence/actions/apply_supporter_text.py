"""Apply a text from a supporter: STOP and danger first, then the answer to our question, else a person reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Heard:
    """A text of a supporter while it is applied, and the patients (rows held) whom this number supports, by id."""

    session: Session
    message: InboundMessage
    patients: Mapping[str, Patient]
    now: datetime

    def patient_of(self, supporter: Supporter) -> Patient:
        """Whom the supporter supports."""
        return self.patients[supporter.patient_id]


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
    heard = _Heard(session, message, patients, now)
    stops = message.opt_out_type == "STOP" or Intent.STOP in (reading.intent, *reading.also)
    if stops:
        _stop(heard, supporters, reading, own)
    elif reading.intent is Intent.AUTO_REPLY:
        message.outcome = "automatic"
        return
    if is_danger(reading):
        _page(heard, about)
    elif not stops:
        _answer(heard, about, asked, reading)


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


def _stop(heard: _Heard, supporters: Sequence[Supporter], reading: Reading, own: Sequence[Patient]) -> None:
    """STOP ends every support of this number; a sentence gets the one confirmation, a keyword the carrier's."""
    session, message, now = heard.session, heard.message, heard.now
    keyword = message.opt_out_type == "STOP" or reading.stop_is_keyword
    method = ConsentMethod.KEYWORD if keyword else ConsentMethod.SENTENCE
    stopped = stop_support(session, supporters, reason="stopped", now=now)
    agreed = [patient for patient in own if patient.consent_state is not ConsentState.REVOKED]
    apply_opt_out(session, agreed, method=method, given_at=message.received_at, now=now, inbound_id=message.id)
    message.outcome = "support_stopped"
    _flag_each(heard, stopped, "A supporter wants no more texts")
    if stopped and not keyword and not is_danger(reading):
        _text(
            heard, stopped[0], "stop_confirmation", "The one confirmation of an opt-out that was written as a sentence"
        )


def _page(heard: _Heard, about: Sequence[Supporter]) -> None:
    """Danger that a supporter writes of: a person looks at once, dose texts wait, and the fixed answer goes back."""
    session, message, now = heard.session, heard.message, heard.now
    message.outcome = f"flagged_{FlagKind.CRISIS}"
    for supporter in about:
        patient = heard.patient_of(supporter)
        patient.dose_texts_held_at = patient.dose_texts_held_at or now
        detail = "A supporter wrote of danger; please read it"
        open_flag(session, patient, FlagKind.CRISIS, detail, now=now, inbound_id=message.id, severity=Severity.URGENT)
    _text(heard, about[0], "crisis", "Danger in a supporter's text")


def _answer(heard: _Heard, about: Sequence[Supporter], asked: Supporter | None, reading: Reading) -> None:
    message, first = heard.message, about[0]
    if asked is not None and reading.intent in _AGREES:
        _confirm(heard, asked)
    elif reading.intent is Intent.WRONG_NUMBER or (asked is not None and reading.intent is Intent.NO):
        wrong = reading.intent is Intent.WRONG_NUMBER
        message.outcome = "wrong_number" if wrong else "support_refused"
        stop_support(heard.session, about, reason=message.outcome, now=heard.now)
        _flag_each(heard, about, "A supporter's number is not theirs" if wrong else "A supporter does not want texts")
    elif reading.intent is Intent.START or message.opt_out_type == "START":
        _start(heard, about)
    elif reading.intent is Intent.HELP:
        _flag_each(heard, about, "A supporter asked for help; please read it")
        if message.opt_out_type != "HELP" and first.consent_state is ConsentState.GRANTED:
            _text(heard, first, "help", "A supporter asked for help")
    else:
        _flag_each(heard, about, "A supporter wrote; please read it")
        if first.consent_state is ConsentState.GRANTED:
            _text(heard, first, "ack_noted", "Answer to a supporter's text")


def _confirm(heard: _Heard, supporter: Supporter) -> None:
    supporter.consent_state, supporter.answered_at = ConsentState.GRANTED, heard.now
    heard.message.supporter_id, heard.message.outcome = supporter.id, "support_confirmed"
    until = day_text(supporter.expires_on, lang=supporter.language)
    _text(heard, supporter, "supporter_thanks", "The supporter agreed", {"date": until})


def _start(heard: _Heard, about: Sequence[Supporter]) -> None:
    """START gives nothing back by itself: the number may be asked again, and staff are told."""
    for supporter in about:
        if supporter.consent_state is ConsentState.REVOKED:
            supporter.consent_state = ConsentState.NONE
    heard.message.outcome = "start_needs_staff"
    _flag_each(heard, about, "A supporter asks for texts again; add them anew")


def _flag_each(heard: _Heard, about: Sequence[Supporter], detail: str) -> None:
    """A flag on each patient; the text itself stays within the clinic that may read it."""
    for supporter in about:
        patient = heard.patient_of(supporter)
        inbound_id = heard.message.id if supporter.clinic_id == heard.message.clinic_id else None
        open_flag(heard.session, patient, FlagKind.CONTACT, detail, now=heard.now, inbound_id=inbound_id)


def _text(
    heard: _Heard, supporter: Supporter, template: str, why: str, params: Mapping[str, str] | None = None
) -> None:
    patient, inbound_id = heard.patient_of(supporter), heard.message.id
    text_supporter(
        heard.session, patient, supporter, template, now=heard.now, why=why, params=params, inbound_id=inbound_id
    )
