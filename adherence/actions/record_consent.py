"""Record what was said about consent, and what follows from it: a welcome, a question, or silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.apply_opt_out import apply_opt_out
from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.plan_doses import replan_all
from adherence.actions.queue_text import queue_text
from adherence.actions.wording_of_consent import wording_of_today
from adherence.db.consents import Consent
from adherence.db.opted_out import opted_out_since
from adherence.db.patients import Patient, lock_patient
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, past_instant
from adherence.domain.json_fields import Entry
from adherence.domain.purpose import ENROLMENT
from adherence.domain.states import ConsentEvent, ConsentMethod, ConsentState, NumberState
from adherence.domain.timing import local_date

CONSENT_FIELDS = ("method", "given_at", "wording_version")
_METHODS = (ConsentMethod.WRITTEN, ConsentMethod.VERBAL, ConsentMethod.WEB, ConsentMethod.KEYWORD)
_NEEDS_CONFIRMATION = frozenset({ConsentMethod.WEB, ConsentMethod.KEYWORD})
"""The patient must say so from the phone itself before anything else is sent (double opt-in)."""


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """How, when and to which wording the patient agreed."""

    method: ConsentMethod
    given_at: datetime
    wording_version: str | None
    """None stands for what is used on that day."""


def read_consent(fields: Entry, *, now: datetime, needs_method: bool = True) -> GivenConsent:
    """Read ``{"method", "given_at", "wording_version"}``; faults are recorded in the entry."""
    method = fields.at("method").choice(_METHODS) if needs_method else None
    given = fields.at("given_at")
    given_at = past_instant(now)(given) if given.is_given else now
    version = fields.at("wording_version")
    wording = version.text(64) if version.is_given else None
    return GivenConsent(ConsentMethod(method or ConsentMethod.WRITTEN), given_at, wording)


def record_consent(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> None:
    """Record an opt-in or opt-out that staff were told of; raises ``Refused``.

    An opt-in from before the day on which its number opted out gives nothing back.
    """
    form = Form(data, ("event", *CONSENT_FIELDS))
    event = form.at("event").choice((ConsentEvent.OPT_OUT, ConsentEvent.OPT_IN))
    # An opt-out is never refused for how it reached us.
    consent = read_consent(form.fields, now=now, needs_method=event != ConsentEvent.OPT_OUT)
    form.done()
    patient = lock_patient(session, patient.id)
    if event == ConsentEvent.OPT_OUT:
        given_at = consent.given_at
        apply_opt_out(session, [patient], method=ConsentMethod.STAFF, given_at=given_at, now=now, by=actor.id)
    else:
        _refuse_older_than_opt_out(session, patient, consent)
        add_consent(session, patient, ConsentEvent.OPT_IN, consent, now=now, by=actor.id)


def _refuse_older_than_opt_out(session: Session, patient: Patient, consent: GivenConsent) -> None:
    since = opted_out_since(session, patient.clinic_id, patient.phone)
    if since is None:
        return
    stopped_on = local_date(since, patient.zone)
    if local_date(consent.given_at, patient.zone) < stopped_on:
        sentence = f"is before {stopped_on}, when the number opted out; enter the day on which the patient agreed anew"
        raise refuse("given_at", sentence, conflict=True)


def read_opt_out(data: object, *, now: datetime) -> GivenConsent:
    """Read what is told of an opt-out; raises ``Refused``."""
    form = Form(data, ("event", *CONSENT_FIELDS))
    told = read_consent(form.fields, now=now, needs_method=False)
    form.done()
    return told


def add_consent(
    session: Session,
    patient: Patient,
    event: ConsentEvent,
    consent: GivenConsent,
    *,
    now: datetime,
    by: str | None = None,
    inbound_id: str | None = None,
) -> Consent:
    """Add a line to the ledger and set what it amounts to; an opt-in queues the welcome or the request to confirm."""
    line = add_line(session, patient, event, consent, now=now, by=by, inbound_id=inbound_id)
    session.flush()
    before = patient.consent_state
    pending = event is ConsentEvent.OPT_IN and consent.method in _NEEDS_CONFIRMATION
    patient.consent_state = ConsentState.PENDING if pending else ConsentState.GRANTED
    patient.consent_id = None if pending else line.id
    if event is ConsentEvent.OPT_IN and inbound_id is None:
        _greet(session, patient, pending, now)
    if not pending and before is not ConsentState.NONE:
        replan_all(session, patient, now=now)
    return line


def add_line(
    session: Session,
    patient: Patient,
    event: ConsentEvent,
    consent: GivenConsent,
    *,
    now: datetime,
    by: str | None = None,
    inbound_id: str | None = None,
) -> Consent:
    """Add a line to the ledger alone: what the patient's consent amounts to stays as it is."""
    line = Consent(
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        event=event,
        method=consent.method,
        phone_hash=patient.phone_hash,
        language=patient.language,
        wording_version=consent.wording_version or wording_of_today(session, patient, now=now),
        given_at=consent.given_at,
        recorded_at=now,
        recorded_by=by,
        inbound_id=inbound_id,
    )
    session.add(line)
    return line


def _greet(session: Session, patient: Patient, pending: bool, now: datetime) -> None:
    """The first text after an opt-in; a number that was never confirmed is asked that first."""
    cancel_texts(session, patient.id, reason="new_consent", purposes=ENROLMENT)
    template = "opt_in_request" if pending else "welcome"
    why = "Asks the patient to confirm the consent" if pending else "Welcome after consent"
    if patient.number_state is NumberState.VERIFYING and not pending:
        template, why = "number_changed_verify", "Asks the new number to confirm"
    queue_text(session, patient, template, now=now, why=why, params={"per_day": "2"})
