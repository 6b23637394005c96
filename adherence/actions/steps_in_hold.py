"""Find whether a plan in steps goes on by the calendar while a hold lets no tablet be taken."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from adherence.actions.expect_doses import plan_of, version_on
from adherence.db.patients import Patient
from adherence.db.regimens import regimens_of
from adherence.domain.states import RegimenState
from adherence.domain.titration import goes_on_by_date


def steps_in_hold(session: Session, patient: Patient, stops_on: date, restarts_on: date | None) -> bool:
    """Whether an active plan of the patient moves on between a stop and a restart; None where that is not known."""
    active = [one for one in regimens_of(session, patient.clinic_id, patient.id) if one.state is RegimenState.ACTIVE]
    return any(goes_on_by_date(plan_of(version_on(one, stops_on)), stops_on, restarts_on) for one in active)
