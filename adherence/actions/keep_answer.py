"""Keep an answer to a regular question, tell the care team where it must look, and adapt how often it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from adherence.actions.adapt_cadence import adapt_cadence
from adherence.actions.hold_step_up import hold_step_up
from adherence.actions.open_flag import open_flag
from adherence.db.check_in_answers import CheckInAnswer
from adherence.db.check_ins import check_ins_of
from adherence.db.patients import Patient
from adherence.domain.check_in_answers import Said, flag_for, limits_of
from adherence.domain.policy import Policy
from adherence.domain.questions import ClinicQuestion
from adherence.domain.states import FlagKind, Source


@dataclass(frozen=True, slots=True)
class Told:
    """An answer with where it comes from; ``text`` holds the patient's own words where these are the answer."""

    said: Said
    on: date
    answered_at: datetime
    source: Source
    text: str | None = None
    version: int | None = None
    communication_id: int | None = None
    inbound_id: str | None = None
    by: str | None = None


def keep_answer(
    session: Session,
    patient: Patient,
    question: ClinicQuestion,
    told: Told,
    policy: Policy,
    *,
    now: datetime,
    flags: bool = True,
) -> CheckInAnswer:
    """Append an answer (the patient's row is held); without ``flags`` the team was told of the same words already."""
    answer = CheckInAnswer(
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        kind=question.kind,
        version=question.number if told.version is None else told.version,
        on=told.on,
        value=told.said.value,
        word=told.said.word,
        source=told.source,
        communication_id=told.communication_id,
        inbound_id=told.inbound_id,
        answered_at=told.answered_at,
        recorded_at=now,
        recorded_by=told.by,
    )
    if told.text is not None:
        vault = session.info["vault"]
        answer.text_sealed = vault.seal(told.text, CheckInAnswer.__tablename__, "text_sealed", answer.id)
    session.add(answer)
    session.flush()
    row = check_ins_of(session, patient.id).get(question.kind)
    limits = limits_of(question, row.threshold if row else None, row.goal if row else None)
    raised = flag_for(question, told.said, limits) if flags else None
    if raised is not None:
        kind, detail = raised
        open_flag(session, patient, kind, detail, now=now, inbound_id=told.inbound_id)
        if kind is FlagKind.SIDE_EFFECT:
            hold_step_up(session, patient, now=now, inbound_id=told.inbound_id)
    if row is not None:
        adapt_cadence(session, patient, row, question, policy, now=now)
    return answer
