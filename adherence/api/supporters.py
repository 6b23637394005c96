"""Calls about supporters: who is told of chosen events, until when."""

from __future__ import annotations

from adherence.actions.add_supporter import add_supporter
from adherence.actions.ask_supporter import ask_supporter
from adherence.actions.end_support import end_supporter, extend_support
from adherence.api.calls import Asking, Call, found
from adherence.api.consent_models import (
    EndedSupport,
    ExtendedSupport,
    NewSupporter,
    NothingAsked,
    SupporterList,
    SupporterTold,
)
from adherence.api.consents import nothing_asked
from adherence.api.fields import pick
from adherence.db.patients import Patient, patient_by_id
from adherence.db.supporters import Supporter, supporter_by_id, supporters_of
from adherence.domain.timing import local_date


def add_a_supporter(asking: Asking, patient_id: str) -> SupporterTold:
    """Add a supporter with the patient's consent; a text asks whether they agree."""
    patient = _patient(asking, patient_id)
    return _told(asking, add_supporter(asking.session, asking.actor, patient, asking.body, now=asking.now))


def list_supporters(asking: Asking, patient_id: str) -> SupporterList:
    """A patient's supporters, also those whose time is over, newest first."""
    patient = _patient(asking, patient_id)
    rows = supporters_of(asking.session, asking.clinic_id, patient.id)
    return SupporterList(items=[_told(asking, row) for row in rows], next=None)


def end_the_support(asking: Asking, supporter_id: str) -> SupporterTold:
    """Tell a supporter nothing more."""
    row = _supporter(asking, supporter_id)
    return _told(asking, end_supporter(asking.session, asking.actor, row, asking.body, now=asking.now))


def extend_the_support(asking: Asking, supporter_id: str) -> SupporterTold:
    """Set another last day that the patient agreed to."""
    row = _supporter(asking, supporter_id)
    return _told(asking, extend_support(asking.session, asking.actor, row, asking.body, now=asking.now))


def ask_the_supporter(asking: Asking, supporter_id: str) -> SupporterTold:
    """Ask once more whether they agree, once a day at most."""
    nothing_asked(asking)
    row = _supporter(asking, supporter_id)
    ask_supporter(asking.session, asking.actor, row, now=asking.now)
    return _told(asking, row)


def _patient(asking: Asking, patient_id: str) -> Patient:
    return found(patient_by_id(asking.session, asking.clinic_id, patient_id))


def _supporter(asking: Asking, supporter_id: str) -> Supporter:
    return found(supporter_by_id(asking.session, asking.clinic_id, supporter_id))


def _told(asking: Asking, row: Supporter) -> SupporterTold:
    today = local_date(asking.now, _patient(asking, row.patient_id).zone)
    return SupporterTold.model_validate(pick(row, SupporterTold, live=row.is_live(today)))


_OF_PATIENT, _ONE = "/patients/<uuid:patient_id>/supporters", "/supporters/<uuid:supporter_id>"
CALLS = (
    Call(
        *("POST", _OF_PATIENT, add_a_supporter, SupporterTold, "Add a supporter and ask them"),
        body=NewSupporter,
        status=201,
        conflicts=True,
    ),
    Call("GET", _OF_PATIENT, list_supporters, SupporterList, "A patient's supporters"),
    Call(*("POST", _ONE + "/end", end_the_support, SupporterTold, "End a support"), body=EndedSupport, conflicts=True),
    Call(
        *("POST", _ONE + "/extend", extend_the_support, SupporterTold, "Set another last day of a support"),
        body=ExtendedSupport,
        conflicts=True,
    ),
    Call(
        *("POST", _ONE + "/ask", ask_the_supporter, SupporterTold, "Ask a supporter once more"),
        body=NothingAsked,
        conflicts=True,
    ),
)
