"""Calls about what surrounds a consent: its ledger, pauses, and a number that was reported as wrong."""

from __future__ import annotations

from adherence.actions.correct_number import confirm_number, correct_number
from adherence.actions.pause_texts import enter_pause
from adherence.actions.resume_texts import end_pause
from adherence.api.calls import Asking, Call, found
from adherence.api.consent_models import (
    CorrectedNumber,
    LedgerLine,
    LedgerTold,
    NewPause,
    NothingAsked,
    NumberTold,
    PauseList,
    PauseTold,
)
from adherence.api.fields import pick
from adherence.db.consent_wordings import wordings_of
from adherence.db.consents import consent_events
from adherence.db.patients import Patient, patient_by_id
from adherence.db.topic_pauses import TopicPause, pause_by_id, pauses_of
from adherence.domain.consent_wording import find_wording
from adherence.domain.forms import Form
from adherence.domain.timing import local_date


def list_consents(asking: Asking, patient_id: str) -> LedgerTold:
    """The consent ledger, oldest line first, with the wordings that are on file."""
    patient = _patient(asking, patient_id)
    entered = [row.wording for row in wordings_of(asking.session, asking.clinic_id)]
    items = []
    for line in consent_events(asking.session, patient.id):
        wording = find_wording(entered, line.wording_version, line.language)
        items.append(LedgerLine.model_validate(pick(line, LedgerLine, wording_text=wording.body if wording else None)))
    return LedgerTold(items=items, next=None)


def pause_the_texts(asking: Asking, patient_id: str) -> PauseTold:
    """Enter a pause that the patient asked for."""
    patient = _patient(asking, patient_id)
    return _told(asking, patient, enter_pause(asking.session, asking.actor, patient, asking.body, now=asking.now))


def list_pauses(asking: Asking, patient_id: str) -> PauseList:
    """A patient's pauses, also those that are over, newest first."""
    patient = _patient(asking, patient_id)
    rows = pauses_of(asking.session, asking.clinic_id, patient.id)
    return PauseList(items=[_told(asking, patient, row) for row in rows], next=None)


def end_the_pause(asking: Asking, pause_id: str) -> PauseTold:
    """End a pause before its date."""
    nothing_asked(asking)
    row = found(pause_by_id(asking.session, asking.clinic_id, pause_id))
    ended = end_pause(asking.session, asking.actor, row, now=asking.now)
    return _told(asking, _patient(asking, row.patient_id), ended)


def correct_the_number(asking: Asking, patient_id: str) -> NumberTold:
    """Enter the right number; it is asked before anything else is sent to it."""
    patient = _patient(asking, patient_id)
    return _number(correct_number(asking.session, asking.actor, patient, asking.body, now=asking.now))


def confirm_the_number(asking: Asking, patient_id: str) -> NumberTold:
    """Say that a number which was reported as wrong or dead is right: staff spoke with the patient on it."""
    nothing_asked(asking)
    patient = _patient(asking, patient_id)
    return _number(confirm_number(asking.session, asking.actor, patient, now=asking.now))


def nothing_asked(asking: Asking) -> None:
    """Refuse whatever was sent: the call takes an empty object; raises ``Refused``."""
    Form(asking.body, ()).done()


def _patient(asking: Asking, patient_id: str) -> Patient:
    return found(patient_by_id(asking.session, asking.clinic_id, patient_id))


def _told(asking: Asking, patient: Patient, row: TopicPause) -> PauseTold:
    holds = row.ended_at is None and local_date(asking.now, patient.zone) < row.until_on
    return PauseTold.model_validate(pick(row, PauseTold, until=row.until_on, holds=holds))


def _number(patient: Patient) -> NumberTold:
    return NumberTold(patient_id=patient.id, phone=patient.phone, number_state=patient.number_state)


_OF_PATIENT = "/patients/<uuid:patient_id>"
CALLS = (
    Call("GET", _OF_PATIENT + "/consents", list_consents, LedgerTold, "The consent ledger of a patient"),
    Call(
        *("POST", _OF_PATIENT + "/pauses", pause_the_texts, PauseTold, "Pause automatic texts"),
        body=NewPause,
        status=201,
        conflicts=True,
    ),
    Call("GET", _OF_PATIENT + "/pauses", list_pauses, PauseList, "A patient's pauses"),
    Call(
        *("POST", "/pauses/<uuid:pause_id>/end", end_the_pause, PauseTold, "End a pause"),
        body=NothingAsked,
        conflicts=True,
    ),
    Call(
        *("POST", _OF_PATIENT + "/number", correct_the_number, NumberTold, "Correct a number"),
        body=CorrectedNumber,
        conflicts=True,
    ),
    Call(
        *("POST", _OF_PATIENT + "/number/confirm", confirm_the_number, NumberTold, "Confirm a number after speaking"),
        body=NothingAsked,
        conflicts=True,
    ),
)
