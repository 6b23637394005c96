"""Undo the newest line of a step: what held before it holds again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.note_cycle_step import note_cycle_step
from adherence.actions.plan_visit import plan_visit
from adherence.db.board import injection_regimen, running_cycle
from adherence.db.injections import InjectionStep
from adherence.db.patients import Patient, lock_patient
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.states import CycleStep, Source


def undo_cycle_step(
    session: Session, actor: Actor, patient: Patient, step: CycleStep, *, now: datetime
) -> InjectionStep:
    """Take back the newest tick, booking or taking back of a step in the cycle that runs; raises ``Refused``."""
    patient = lock_patient(session, patient.id)
    regimen, running = injection_regimen(session, patient), running_cycle(session, patient)
    lines = [line for line in running.facts.lines if line.step is step] if running is not None else []
    if regimen is None or not lines:
        raise refuse("step", "has nothing to take back", conflict=True)
    before = lines[-2] if len(lines) > 1 else None
    line = note_cycle_step(
        session,
        regimen,
        step,
        source=before.source if before else Source.STAFF,
        now=now,
        done=before is not None and before.done,
        at=before.at if before else None,
        value=before.value if before else None,
        by=actor.id,
        inbound_id=before.inbound_id if before else None,
    )
    if step is CycleStep.VISIT_BOOKED:
        plan_visit(session, regimen, patient, now=now)
    return line
