"""Change how a patient is reached: language, zone, discretion, number."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.plan_doses import replan_all
from adherence.actions.queue_text import queue_text
from adherence.actions.record_consent import GivenConsent, add_line
from adherence.db.opted_out import opted_out_since
from adherence.db.past_numbers import PastNumber, WhyLeft, past_numbers_of
from adherence.db.patients import Patient, lock_patient
from adherence.db.turns import take_turn_of_number
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, flag, phone, zone_name
from adherence.domain.states import ConsentEvent, ConsentMethod, ConsentState, NumberState, PlanKind
from adherence.domain.wording.speech import LANGUAGES

_OPTED_OUT = (
    "is missing: the number opted out of texts before; say that the patient agrees to texts there now, or enter "
    "another number"
)
_WHY_LEFT = {NumberState.WRONG: WhyLeft.WRONG, NumberState.DEAD: WhyLeft.DEAD}


def change_patient(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> Patient:
    """Change some of ``language, time_zone, discretion, phone, contact_note``; raises ``Refused``.

    A new number is verified first, and one that opted out before needs ``agreed_anew``; an empty note takes away the
    one before.
    """
    form = Form(data, ("language", "time_zone", "discretion", "phone", "agreed_anew", "contact_note"))
    language = form.optional("language", lambda entry: entry.choice(LANGUAGES))
    zone = form.optional("time_zone", zone_name)
    discretion = form.optional("discretion", lambda entry: entry.whole(0, 2))
    number = form.optional("phone", phone)
    agreed_anew = form.optional("agreed_anew", flag) or False
    noted = form.at("contact_note")
    note = noted.text(400) if noted.is_given and noted.value != "" else None
    form.done()
    if number is not None:
        take_turn_of_number(session, number)
    patient = lock_patient(session, patient.id)
    if noted.is_given:
        vault = session.info["vault"]
        patient.contact_note_sealed = vault.seal(note, "patients", "contact_note_sealed", patient.id) if note else None
    old_language = patient.language
    patient.language = language or patient.language
    patient.discretion = patient.discretion if discretion is None else discretion
    # A dead number may be tried again; one that is somebody else's is never texted more (see correct_number).
    again = patient.number_state is NumberState.DEAD
    if number is not None and (number != patient.phone or again):
        change_number(session, patient, number, now=now, by=actor.id, agreed_anew=agreed_anew)
    if zone is not None and zone != patient.time_zone:
        patient.time_zone = zone
        replan_all(session, patient, now=now)
    elif patient.language != old_language:
        # The texts about a visit hold its date in words.
        replan_all(session, patient, now=now, kind=PlanKind.INJECTION)
    session.flush()
    return patient


def change_number(
    session: Session, patient: Patient, number: str, *, now: datetime, by: str | None, agreed_anew: bool
) -> None:
    """Texts to the old number are cancelled (its turn and the row are held); the new one gets one question, and nothing
    else until that is answered. The old one is kept as a hash, with its time and why it was left.

    Raises ``Refused`` where the question would reach a number that opted out, unless its holder agreed anew.
    """
    is_asked = patient.consent_state in (ConsentState.GRANTED, ConsentState.PENDING)
    needs_word = is_asked and opted_out_since(session, patient.clinic_id, number) is not None
    if needs_word and not agreed_anew:
        raise refuse("agreed_anew", _OPTED_OUT, conflict=True)
    cancel_texts(session, patient.id, reason="number_changed")
    if number != patient.phone:
        _keep_past_number(session, patient, now, by)
    patient.set_phone(session.info["vault"], number)
    patient.number_state = NumberState.VERIFYING
    if needs_word:
        # The patient's word that this number may be texted, although it opted out before.
        said = GivenConsent(ConsentMethod.VERBAL, now, wording_version=None)
        add_line(session, patient, ConsentEvent.OPT_IN, said, now=now, by=by)
    if patient.consent_state is ConsentState.GRANTED:
        queue_text(session, patient, "number_changed_verify", now=now, why="Asks the new number to confirm")
    elif patient.consent_state is ConsentState.PENDING:
        why = "Asks the patient to confirm the consent"
        queue_text(session, patient, "opt_in_request", now=now, why=why, params={"per_day": "2"})


def _keep_past_number(session: Session, patient: Patient, now: datetime, by: str | None) -> None:
    before = past_numbers_of(session, patient.clinic_id, patient.id)
    session.add(
        PastNumber(
            clinic_id=patient.clinic_id,
            patient_id=patient.id,
            phone_hash=patient.phone_hash,
            from_at=before[0].until_at if before else patient.created_at,
            until_at=now,
            why=_WHY_LEFT.get(patient.number_state, WhyLeft.CHANGED),
            recorded_by=by,
        )
    )
