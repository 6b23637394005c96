"""Append a line to the ledger of the cycle that runs; what is read from it is the newest line of a kind."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.injections import InjectionStep, cycle_numbers
from adherence.db.regimens import Regimen
from adherence.domain.states import CycleStep, Source


def note_cycle_step(
    session: Session,
    regimen: Regimen,
    step: CycleStep,
    *,
    source: Source,
    now: datetime,
    done: bool = True,
    at: datetime | None = None,
    value: str | None = None,
    by: str | None = None,
    inbound_id: str | None = None,
) -> InjectionStep:
    """Note a step as done, or take it back (the patient's row is held)."""
    line = InjectionStep(
        clinic_id=regimen.clinic_id,
        patient_id=regimen.patient_id,
        regimen_id=regimen.id,
        cycle=cycle_numbers(session, [regimen.id])[regimen.id],
        step=step,
        done=done,
        at=at,
        value=value,
        source=source,
        inbound_id=inbound_id,
        recorded_at=now,
        recorded_by=by,
    )
    session.add(line)
    session.flush()
    return line
