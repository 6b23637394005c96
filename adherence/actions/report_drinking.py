"""Record what staff know about drinking on a day, also on a day without a dose."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from adherence.db.drinking import DrinkingReport
from adherence.db.patients import Patient, lock_patient
from adherence.db.regimens import Regimen, regimens_of
from adherence.domain.actor import Actor
from adherence.domain.drinking import MOST_DRINKS, night_of
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, flag, past_instant
from adherence.domain.states import PlanKind, RegimenState, Source
from adherence.domain.timing import local_date


def report_drinking(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> DrinkingReport:
    """Append ``{"on", "drank", "first_drink_at", "drinks"}``; newer words about a day count. Raises ``Refused``."""
    form = Form(data, ("on", "drank", "first_drink_at", "drinks"))
    on = form.at("on").day()
    drank = flag(form.at("drank"))
    first = form.optional("first_drink_at", past_instant(now))
    drinks = form.optional("drinks", lambda entry: entry.whole(0, MOST_DRINKS))
    if form.at("on").is_sound and on > local_date(now, patient.zone):
        form.fail("on", "lies in the future; record a day once it has come")
    if first is not None and form.at("first_drink_at").is_sound and form.at("on").is_sound:
        begins_at, ends_at = night_of(on, patient.zone)
        if not begins_at <= first < ends_at:
            form.fail("first_drink_at", "must lie from 06:00 of the day to before 06:00 of the next, local time")
    if form.at("drank").is_sound and not drank and (first is not None or drinks):
        form.fail("drank", "is false, so leave out the first drink and the count, or write true")
    if form.at("drank").is_sound and drank and drinks == 0:
        form.fail("drinks", "is 0 for a day with drinking; leave it out if it is not known")
    form.done()
    patient = lock_patient(session, patient.id)
    regimen = _regimen_on(session, patient, on)
    if regimen is None:
        raise refuse("patient", "has no targeted plan on that day; drinking days belong to one", conflict=True)
    report = DrinkingReport(
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        regimen_id=regimen.id,
        on=on,
        drank=drank,
        first_drink_at=first,
        drinks=drinks if drank else 0,
        source=Source.STAFF,
        recorded_at=now,
        recorded_by=actor.id,
    )
    session.add(report)
    session.flush()
    return report


def _regimen_on(session: Session, patient: Patient, on: date) -> Regimen | None:
    """The targeted regimen that ran on a local date, a stopped one too; the one that runs now first."""
    running = [
        regimen
        for regimen in regimens_of(session, patient.clinic_id, patient.id)
        if regimen.kind is PlanKind.TARGETED
        and min(version.from_on for version in regimen.versions) <= on
        and (regimen.stopped_on is None or on < regimen.stopped_on)
    ]
    return min(running, key=lambda regimen: regimen.state is RegimenState.STOPPED, default=None)
