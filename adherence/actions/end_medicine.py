"""End a medicine that a patient took beside naltrexone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.medicines import PatientMedicine
from adherence.db.patients import lock_patient
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.timing import local_date


def end_medicine(
    session: Session, actor: Actor, medicine: PatientMedicine, data: object, *, now: datetime
) -> PatientMedicine:
    """Write the last day, ``{"on"}``; open flags stay, because stopping an opioid is no reason to feel safe.

    Raises ``Refused``: a wrong end is corrected by withdrawing the entry and making it anew.
    """
    form = Form(data, ("on",))
    on = form.at("on").day()
    form.done()
    patient = lock_patient(session, medicine.patient_id)
    session.refresh(medicine)
    today = local_date(now, patient.zone)
    if on > today:
        raise refuse("on", "lies in the future; end it once it was stopped")
    if medicine.started_on is not None and on < medicine.started_on:
        raise refuse("on", f"lies before its first day, {medicine.started_on}; check the date")
    if medicine.withdrawn:
        raise refuse("medicine", "was withdrawn; bring it back first", conflict=True)
    if medicine.ended_on is not None and medicine.ended_on <= today:
        told = f"was ended on {medicine.ended_on} already; withdraw the entry and make it anew to correct that"
        raise refuse("medicine", told, conflict=True)
    medicine.ended_on = on
    session.flush()
    return medicine
