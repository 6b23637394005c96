"""Let a text from a shared phone settle the dose of the one patient whom it names, and nothing of the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.answer_dose import find_dose, settle_from_reply
from adherence.actions.received import Answer, Received
from adherence.actions.reply_context import reply_context
from adherence.db.clinics import clinic_by_id
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.policies import policy_of
from adherence.domain.naming import who_is_named
from adherence.domain.reply import Expecting, Intent, Reading, read_reply
from adherence.domain.states import ConsentState, NumberState, PatientStatus

_PLAIN = frozenset({Intent.TAKEN, Intent.NOT_TAKEN, Intent.UNCLEAR, Intent.CHAT})
_NO_NEWS = {"ack_taken_late": "ack_taken"}
"""On a shared phone an answer says no more than the text did: no day and no time of a dose."""


def credit_named(
    session: Session, message: InboundMessage, patients: Sequence[Patient], reading: Reading, *, now: datetime
) -> tuple[Patient, Answer] | None:
    """Settle the one dose that is meant (the rows are held); None where a name, an answer or a dose is in doubt."""
    named = who_is_named(message.body, [patient.given_name for patient in patients])
    if named is None or reading.intent not in _PLAIN or reading.also or reading.safety:
        return None
    patient = patients[named.place]
    told = read_reply(named.rest, lang=patient.language, expecting=Expecting.DOSE)
    if told.settles is None or told.also or reading.settles not in (None, told.settles) or not _takes_part(patient):
        return None
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    context = reply_context(session, patient, policy, at=message.received_at)
    reply = Received(session, message, patient, told, context, policy, now)
    dose_id = find_dose(reply, told.meant).dose_id
    if dose_id is None:
        return None
    message.outcome = "named_person"
    message.clinic_id, message.patient_id = patient.clinic_id, patient.id
    template, params = settle_from_reply(reply, dose_id, taken=told.settles == "taken")
    return patient, (_NO_NEWS[template], {}) if template in _NO_NEWS else (template, params)


def _takes_part(patient: Patient) -> bool:
    active = patient.status is PatientStatus.ACTIVE and patient.number_state is NumberState.IN_USE
    return active and patient.consent_state is ConsentState.GRANTED and patient.dose_texts_held_at is None
