"""Record an injection that was given, or not given with a reason; the next due date follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.plan_doses import replan
from adherence.actions.resolve_flag import close_flags
from adherence.actions.settle_dose import settle_dose
from adherence.db.doses import Dose
from adherence.db.injections import Injection, injections_of
from adherence.db.patients import Patient, lock_patient
from adherence.db.regimens import Regimen, regimens_of
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, past_instant
from adherence.domain.states import DoseState, FlagKind, PlanKind, RegimenState, Source
from adherence.domain.timing import local_date

_FIELDS = ("given_at", "quantity_mg", "side", "lot", "expires_on", "not_given", "reason", "regimen_id")
SIDES = ("left", "right")
NOT_GIVEN_REASONS = ("transport", "fear_of_injection", "feels_well", "insurance", "ill", "other")


@dataclass(frozen=True, slots=True)
class RecordedInjection:
    """The stored record and what the person who entered it should know."""

    injection: Injection
    warnings: tuple[str, ...]


def record_injection(
    session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime
) -> RecordedInjection:
    """Record an injection of the patient's injection regimen; raises ``Refused``."""
    entered = _read(data, patient, now)
    patient = lock_patient(session, patient.id)
    regimen = _injection_regimen(session, patient)
    history = [record for record in injections_of(session, regimen.id) if record.given]
    if entered["given"] and history and entered["given_on"] <= history[-1].given_on:
        last = history[-1].given_on.isoformat()
        raise refuse("given_at", f"is not after the last injection on {last}; check the date", conflict=True)
    dose = _pending_dose(session, regimen)
    injection = Injection(
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        regimen_id=regimen.id,
        dose_id=dose.id if dose else None,
        source=Source.STAFF,
        recorded_at=now,
        recorded_by=actor.id,
        **entered,
    )
    session.add(injection)
    session.flush()
    if not injection.given:
        return RecordedInjection(injection, ())
    if dose is not None:
        settle_dose(
            session,
            dose,
            DoseState.TAKEN_LATE if injection.given_at >= dose.late_from else DoseState.TAKEN,
            source=Source.STAFF,
            now=now,
            taken_at=injection.given_at,
            quantity_mg=injection.quantity_mg,
            by=actor.id,
        )
    overdue = (FlagKind.INJECTION_OVERDUE, FlagKind.INJECTION_LAPSED)
    close_flags(session, patient, overdue, outcome="injection_given", now=now, by=actor.id)
    replan(session, regimen, patient, now=now)
    return RecordedInjection(injection, _warnings(history, injection.side))


def _read(data: object, patient: Patient, now: datetime) -> dict[str, Any]:
    """The columns that were entered, checked; raises ``Refused`` with every fault."""
    form = Form(data, _FIELDS)
    given = not (form.has("not_given") and form.at("not_given").value is True)
    given_at = form.optional("given_at", past_instant(now)) or now
    entered: dict[str, Any] = {
        "given": given,
        "given_at": given_at,
        "given_on": local_date(given_at, patient.zone),
        "quantity_mg": form.optional("quantity_mg", lambda entry: entry.quantity()),
        "side": form.optional("side", lambda entry: entry.choice(SIDES)),
        "lot": form.optional("lot", lambda entry: entry.text(64)),
        "expires_on": form.optional("expires_on", lambda entry: entry.day()),
        "reason": form.optional("reason", lambda entry: entry.choice(NOT_GIVEN_REASONS)),
    }
    if not given and entered["reason"] is None:
        form.fail("reason", "is missing; write one of " + ", ".join(NOT_GIVEN_REASONS))
    for name in ("quantity_mg", "side") if given else ():
        if not form.has(name):
            form.fail(name, "is missing; an injection is recorded with quantity and side")
    if entered["expires_on"] is not None and entered["expires_on"] < entered["given_on"]:
        form.fail("expires_on", "lies before the injection; check the vial")
    form.done()
    return entered


def _warnings(history: list[Injection], side: str | None) -> tuple[str, ...]:
    if history and side is not None and history[-1].side == side:
        return (f"The last injection was on the {side} side too; sides should alternate.",)
    return ()


def _injection_regimen(session: Session, patient: Patient) -> Regimen:
    for regimen in regimens_of(session, patient.clinic_id, patient.id):
        if regimen.kind is PlanKind.INJECTION and regimen.state is RegimenState.ACTIVE:
            return regimen
    raise refuse("patient", "has no active injection plan; start one first", conflict=True)


def _pending_dose(session: Session, regimen: Regimen) -> Dose | None:
    """The injection that is still to be given: the newest one without a record, also after it lapsed."""
    waiting = (DoseState.UPCOMING, DoseState.NO_ANSWER, DoseState.MISSED, DoseState.HELD)
    query = select(Dose).where(Dose.regimen_id == regimen.id, Dose.state.in_(waiting))
    return session.scalars(query.order_by(Dose.due_at.desc()).limit(1)).first()
