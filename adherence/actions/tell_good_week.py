"""Let supporters know, once, of a week of which every dose was told as taken."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.tell_supporters import tell_supporters
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.patients import Patient
from adherence.db.supporters import Supporter
from adherence.domain.states import TAKEN_STATES, ConsentState, DoseState, PlanKind
from adherence.domain.supporters import SupportEvent, templates_of
from adherence.domain.timing import day_start, local_date

_WEEK = timedelta(days=7)
_NOT_EXPECTED = (DoseState.CANCELLED, DoseState.EXCUSED)


def tell_good_week(session: Session, patient: Patient, *, now: datetime) -> int:
    """Tell of the seven local days before today where each had its doses and all were taken (the row is held).

    Days that a telling was about are not told of again; a day on hold, and a plan begun since, make no full week.
    """
    today = local_date(now, patient.zone)
    told = select(Communication.id).where(
        Communication.patient_id == patient.id,
        Communication.template.in_(templates_of(SupportEvent.GOOD_WEEK)),
        Communication.due_at >= day_start(today - _WEEK + timedelta(days=1), patient.zone),
    )
    if not supported_among(session, [patient.id]) or session.scalar(told.limit(1)) is not None:
        return 0
    daily = (Dose.patient_id == patient.id, Dose.kind == PlanKind.DAILY, Dose.state.not_in(_NOT_EXPECTED))
    before = select(Dose.id).where(*daily, Dose.on <= today - _WEEK)
    week = select(Dose.state).where(*daily, Dose.on >= today - _WEEK, Dose.on < today)
    states = session.scalars(week).all()
    if not states or any(state not in TAKEN_STATES for state in states) or session.scalar(before.limit(1)) is None:
        return 0
    return tell_supporters(session, patient, SupportEvent.GOOD_WEEK, now=now)


def supported_among(session: Session, patient_ids: Collection[str]) -> set[str]:
    """Of some patients those with a supporter who agreed and may be told of something; one query."""
    agreed = select(Supporter.patient_id).where(
        Supporter.patient_id.in_(patient_ids),
        Supporter.consent_state == ConsentState.GRANTED,
        Supporter.ended_at.is_(None),
    )
    return set(session.scalars(agreed))
