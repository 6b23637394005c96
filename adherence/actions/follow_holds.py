"""Let doses and texts follow a patient's holds after one was entered, ended, withdrawn, brought back or released."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from adherence.actions.plan_doses import replan_all
from adherence.actions.settle_injection import ON_HOLD, follow_overdue
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.holds import spans_by_patient
from adherence.db.patients import Patient
from adherence.domain.gate import Reason
from adherence.domain.holds import hold_over
from adherence.domain.states import BEFORE_SENDING, DoseState, MessageState, PlanKind


def follow_holds(session: Session, patient: Patient, *, now: datetime) -> None:
    """Unanswered doses of held days become ``held``, those of other days are planned again (the row is held).

    What was answered stays as it is, and so does an injection that lapsed before: both are history.
    One that is overdue is so no longer while a hold covers it.
    """
    session.flush()
    spans = spans_by_patient(session, [patient.id])[patient.id]
    silent = and_(Dose.state == DoseState.NO_ANSWER, Dose.kind != PlanKind.INJECTION)
    if spans:
        silent = and_(silent, Dose.on >= min(span.first for span in spans))
    unanswered = select(Dose).where(Dose.patient_id == patient.id, or_(Dose.state == DoseState.UPCOMING, silent))
    held: list[int] = []
    for dose in session.scalars(unanswered) if spans else ():
        hold = hold_over(spans, dose.kind, dose.on)
        if hold is not None:
            dose.state, dose.reason = DoseState.HELD, hold.reason
            held.append(dose.id)
    session.flush()
    texts = update(Communication).where(Communication.dose_id.in_(held), Communication.state.in_(BEFORE_SENDING))
    session.execute(
        texts.values(state=MessageState.CANCELLED, reason=Reason.HOLD),
        execution_options={"synchronize_session": "fetch"},
    )
    replan_all(session, patient, now=now)
    follow_overdue(session, patient, outcome=ON_HOLD, now=now, by=None)
