"""Settle what is wrong with a patient's number: a corrected one is verified anew, or the old one is right after all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.change_patient import change_number
from adherence.actions.plan_doses import replan_all
from adherence.actions.record_consent import GivenConsent, add_consent
from adherence.actions.resolve_flag import close_flags
from adherence.actions.wording_of_consent import wording_agreed_to
from adherence.db.patients import Patient, lock_patient
from adherence.db.turns import take_turn_of_number
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, flag, phone
from adherence.domain.states import GONE, ConsentEvent, ConsentMethod, ConsentState, FlagKind, NumberState

_IN_DOUBT = (NumberState.WRONG, NumberState.DEAD)


def correct_number(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> Patient:
    """Enter the right number with ``{"phone"}``: it gets one question, and nothing else until it is answered.

    A number that opted out before needs ``agreed_anew`` too.
    Raises ``Refused``, also for the number that was reported: nothing more is ever sent to it.
    """
    form = Form(data, ("phone", "agreed_anew"))
    number = phone(form.at("phone"))
    agreed_anew = form.optional("agreed_anew", flag) or False
    form.done()
    take_turn_of_number(session, number)
    patient = lock_patient(session, patient.id)
    if number == patient.phone:
        sentence = "is the number on the record; enter another one, or say that it is right after speaking"
        raise refuse("phone", sentence, conflict=True)
    change_number(session, patient, number, now=now, by=actor.id, agreed_anew=agreed_anew)
    session.flush()
    return patient


def confirm_number(session: Session, actor: Actor, patient: Patient, *, now: datetime) -> Patient:
    """The number is right: staff spoke with the patient on it, and texts go on.

    Raises ``Refused`` where it was not reported as wrong or dead: a new number is confirmed by text, unless another
    patient has the same one, because then an OK from it names nobody.
    """
    patient = lock_patient(session, patient.id)
    is_new = is_new_and_shared(session, patient)
    if patient.number_state not in _IN_DOUBT and not is_new:
        raise refuse("number", "was not reported as wrong; a new one is confirmed by text", conflict=True)
    patient.number_state = NumberState.IN_USE
    close_flags(session, patient, (FlagKind.WRONG_NUMBER,), outcome="number_is_right", now=now, by=actor.id)
    if is_new and patient.consent_state is ConsentState.GRANTED:
        # As an OK would: the consent that texts cite names the number that they go to.
        spoken = GivenConsent(ConsentMethod.VERBAL, now, wording_agreed_to(session, patient, now=now))
        add_consent(session, patient, ConsentEvent.CONFIRM, spoken, now=now, by=actor.id)
    else:
        replan_all(session, patient, now=now)
    session.flush()
    return patient


def is_new_and_shared(session: Session, patient: Patient) -> bool:
    """Whether a number waits to be confirmed that another patient, who is still treated, has too."""
    other = select(Patient.id).where(
        Patient.phone_hash == patient.phone_hash, Patient.id != patient.id, Patient.status.not_in(GONE)
    )
    return patient.number_state is NumberState.VERIFYING and session.scalar(other.limit(1)) is not None
