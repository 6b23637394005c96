"""What pages look up before they show or act: always within the clinic of who is logged in, else 404."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, g

from adherence.db.clinics import Clinic, clinic_by_id
from adherence.db.doses import Dose, dose_by_id
from adherence.db.flags import Flag, flag_by_id
from adherence.db.patients import Patient, patient_by_id
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen, regimen_by_id
from adherence.domain.actor import Actor
from adherence.domain.policy import Policy
from adherence.web.sessions import request_session


def actor() -> Actor:
    """Who is logged in."""
    found = g.actor
    assert isinstance(found, Actor)
    return found


def now() -> datetime:
    """The instant of this request."""
    at = g.now
    assert isinstance(at, datetime)
    return at


def clinic() -> Clinic:
    """The clinic of who is logged in."""
    # Held for the request: a session forgets a row that nobody holds, and would read it anew each time.
    g.clinic = found = clinic_by_id(request_session(), actor().clinic_id)
    return found


def clinic_zone() -> ZoneInfo:
    """The zone of that clinic: for what is about no patient."""
    return ZoneInfo(clinic().time_zone)


def policy() -> Policy:
    """The policy of that clinic."""
    return policy_of(clinic())


def patient_or_404(patient_id: UUID) -> Patient:
    """A patient of the clinic."""
    return patient_by_id(request_session(), actor().clinic_id, str(patient_id)) or abort(404)


def regimen_or_404(regimen_id: UUID) -> Regimen:
    """A regimen of a patient of the clinic."""
    return regimen_by_id(request_session(), actor().clinic_id, str(regimen_id)) or abort(404)


def flag_or_404(flag_id: UUID) -> Flag:
    """A flag of the clinic that is about a patient."""
    found = flag_by_id(request_session(), actor().clinic_id, str(flag_id))
    return found if found is not None and found.patient_id is not None else abort(404)


def dose_or_404(dose_id: int) -> Dose:
    """A dose of a patient of the clinic."""
    largest = 2**63 - 1
    return (dose_by_id(request_session(), actor().clinic_id, dose_id) if dose_id <= largest else None) or abort(404)
