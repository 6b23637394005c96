"""The rungs of the ladder above the nudge that are not flags by themselves: supporters, and silence on risk days."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_flag
from adherence.actions.resolve_flag import close_flags
from adherence.actions.tell_supporters import tell_supporters
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.flags import open_flag_of
from adherence.db.patients import Patient
from adherence.db.policies import policy_of
from adherence.domain.states import DoseState, FlagKind, PlanKind, Severity
from adherence.domain.supporters import OF_SILENCE, SupportEvent

_SAID = (DoseState.SKIPPED, DoseState.MISSED)
_NOT_COUNTED = (DoseState.CANCELLED, DoseState.HELD, DoseState.EXCUSED, DoseState.UPCOMING)


def tell_supporters_of_silence(session: Session, patient: Patient, days: int, *, now: datetime) -> int:
    """Tell supporters once in a stretch of ``days`` days without a taken dose (the patient's row is held)."""
    since = now - timedelta(days=days + 1)
    told = select(Communication.id).where(
        Communication.patient_id == patient.id,
        Communication.template.in_(OF_SILENCE),
        Communication.due_at > since,
    )
    if session.scalar(told.limit(1)) is not None:
        return 0
    said = select(Dose.id).where(
        Dose.patient_id == patient.id,
        Dose.kind == PlanKind.DAILY,
        Dose.state.in_(_SAID),
        Dose.due_at > since,
        Dose.due_at <= now,
    )
    silent = session.scalar(said.limit(1)) is None
    event = SupportEvent.NO_ANSWER_DAYS if silent else SupportEvent.DOSES_MISSED
    return tell_supporters(session, patient, event, now=now)


def escalate_silent_risk_days(session: Session, patient: Patient, *, now: datetime) -> None:
    """Open a flag after some risk days in a row whose prompt arrived and got no answer (policy)."""
    most = policy_of(clinic_by_id(session, patient.clinic_id)).targeted_silent_days
    query = select(Dose.id, Dose.state, Dose.undelivered).where(
        Dose.patient_id == patient.id,
        Dose.kind == PlanKind.TARGETED,
        Dose.state.not_in(_NOT_COUNTED),
    )
    latest = session.execute(query.order_by(Dose.due_at.desc(), Dose.id.desc()).limit(most)).all()
    if len(latest) == most and all(row.state is DoseState.NO_ANSWER and not row.undelivered for row in latest):
        detail = f"{most} risk days in a row without an answer"
        open_flag(
            session, patient, FlagKind.CONTACT, detail, now=now, dose_id=latest[0].id, severity=Severity.HIGH
        )  # fmt: skip


def end_silent_risk_days(session: Session, patient: Patient, *, now: datetime) -> None:
    """The patient answered about a risk day: the flag about their silence has done its work."""
    flag = open_flag_of(session, patient.id, FlagKind.CONTACT)
    dose = session.get(Dose, flag.dose_id) if flag is not None and flag.dose_id is not None else None
    if dose is not None and dose.kind is PlanKind.TARGETED:
        close_flags(session, patient, (FlagKind.CONTACT,), outcome="answered", now=now, by=None)
