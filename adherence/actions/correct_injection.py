"""Correct an injection record: replaced or withdrawn with a reason, or brought back; what followed is redone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.expect_doses import plan_of
from adherence.actions.plan_doses import replan
from adherence.actions.record_injection import (
    FIELDS,
    RecordedInjection,
    injection_warnings,
    read_injection,
)
from adherence.actions.settle_dose import current_record
from adherence.actions.settle_injection import CORRECTED, follow_flags, settle_injection, unsettle_injection
from adherence.actions.withdraw_record import restore_record, withdraw_record
from adherence.db.clinics import clinic_by_id
from adherence.db.doses import Dose
from adherence.db.injections import WAITING, Injection, InjectionStep, given_of, waiting_injection
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, flag
from adherence.domain.injection import next_due
from adherence.domain.regimen import InjectionPlan
from adherence.domain.states import DoseState, RegimenState, Source

_CORRECTED = (*(name for name in FIELDS if name != "reason"), "not_given_reason")


def correct_injection(
    session: Session, actor: Actor, injection: Injection, data: object, *, now: datetime
) -> RecordedInjection:
    """Replace a record by ``{"reason", ...fields}`` (what is left out stays), or ``{"reason", "withdraw": true}``.

    Returns the record that holds now: the new one, or the withdrawn one. Raises ``Refused``.
    """
    reason, withdraws = _read_reason(data)
    patient = lock_patient(session, injection.patient_id)
    session.refresh(injection)
    if injection.withdrawn:
        raise refuse("injection", "was withdrawn already; bring it back first, or correct the newer one", conflict=True)
    regimen = session.get_one(Regimen, injection.regimen_id)
    before = given_of(session, regimen.id)
    unsettle_injection(session, injection, now=now, by=actor.id)
    if withdraws:
        withdraw_record(session, actor, injection, reason, now=now)
        _work_out_anew(session, actor, regimen, patient, before, None, now)
        return RecordedInjection(injection, ())
    replacement = _replacement(actor, patient, injection, data, now)
    session.add(replacement)
    session.flush()
    withdraw_record(session, actor, injection, reason, now=now, replaced_by=replacement)
    earlier = _check_order(given_of(session, regimen.id), replacement)
    _work_out_anew(session, actor, regimen, patient, before, replacement, now)
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    warnings = injection_warnings(earlier, replacement, policy) if replacement.given else ()
    return RecordedInjection(replacement, warnings)


def restore_injection(
    session: Session, actor: Actor, injection: Injection, data: object, *, now: datetime
) -> RecordedInjection:
    """Bring a withdrawn record back with ``{"reason"}``; what replaced it is withdrawn. Raises ``Refused``."""
    form = Form(data, ("reason",))
    reason = form.at("reason").text()
    form.done()
    patient = lock_patient(session, injection.patient_id)
    session.refresh(injection)
    regimen = session.get_one(Regimen, injection.regimen_id)
    before = given_of(session, regimen.id)
    restore_record(session, actor, injection, reason, now=now)
    held = given_of(session, regimen.id)
    for record in before:
        if record not in held:
            unsettle_injection(session, record, now=now, by=actor.id)
    _check_order(held, injection)
    _work_out_anew(session, actor, regimen, patient, before, injection, now)
    return RecordedInjection(injection, ())


def _read_reason(data: object) -> tuple[str, bool]:
    form = Form(data, ("reason", "withdraw", *_CORRECTED))
    reason = form.at("reason").text()
    withdraws = form.optional("withdraw", flag) or False
    fields = [name for name in _CORRECTED if name in data] if isinstance(data, dict) else []
    if withdraws and fields:
        form.fail("withdraw", "cannot go with corrected fields; do one or the other")
    if not withdraws and not fields:
        form.fail("withdraw", "is missing; write true, or the fields that were wrong")
    form.done()
    return reason, withdraws


def _replacement(actor: Actor, patient: Patient, injection: Injection, data: object, now: datetime) -> Injection:
    """The corrected record: what was entered, and what the old one says where nothing was."""
    assert isinstance(data, dict)
    given = {name: value for name, value in data.items() if name in _CORRECTED}
    form = Form(_as_entered(injection) | given, _CORRECTED)
    entered = read_injection(form, patient, now, reason="not_given_reason", needs_side=not injection.historical)
    if not entered["given"]:
        entered |= dict.fromkeys(("quantity_mg", "side", "lot", "expires_on", "given_by"))
    return Injection(
        clinic_id=injection.clinic_id,
        patient_id=injection.patient_id,
        regimen_id=injection.regimen_id,
        dose_id=injection.dose_id,
        source=Source.STAFF,
        historical=injection.historical,
        recorded_at=now,
        recorded_by=actor.id,
        **entered,
    )


def _as_entered(injection: Injection) -> dict[str, Any]:
    return {
        "given_at": injection.given_at.isoformat(),
        "quantity_mg": injection.quantity_mg,
        "side": injection.side,
        "lot": injection.lot,
        "expires_on": injection.expires_on.isoformat() if injection.expires_on else None,
        "given_by": injection.given_by,
        "not_given": not injection.given,
        "not_given_reason": injection.reason,
    }


def _check_order(held: list[Injection], injection: Injection) -> list[Injection]:
    """No two injections on one day or for one due date; returns those before this one."""
    if not injection.given:
        return []
    for other in held:
        if other is injection:
            continue
        on = other.given_on.isoformat()
        if other.given_on == injection.given_on:
            message = f"is the day of another injection, {on}; correct or withdraw that one first"
            raise refuse("given_at", message, conflict=True)
        if injection.dose_id is not None and other.dose_id == injection.dose_id:
            message = f"is for the same due date as the injection of {on}; correct or withdraw that one first"
            raise refuse("injection", message, conflict=True)
    return held[: held.index(injection)]


def _work_out_anew(
    session: Session,
    actor: Actor,
    regimen: Regimen,
    patient: Patient,
    before: list[Injection],
    changed: Injection | None,
    now: datetime,
) -> None:
    """Cycles, the dose that is settled, the next due date, texts and flags, as if it had been recorded so at once."""
    held = given_of(session, regimen.id)
    _renumber_cycles(session, regimen, before, held)
    plan = plan_of(regimen.current)
    assert isinstance(plan, InjectionPlan)
    due_on = next_due(plan, held[-1].given_on if held else None)
    if changed is not None and changed.given:
        _settle(session, actor, changed, due_on, now)
    elif changed is not None:
        waiting = waiting_injection(session, regimen.id)
        changed.dose_id = changed.dose_id or (waiting.id if waiting else None)
    _cancel_what_is_not_due(session, regimen, due_on)
    if regimen.state is RegimenState.ACTIVE:
        replan(session, regimen, patient, now=now)
    follow_flags(session, patient, outcome=CORRECTED, now=now, by=actor.id)


def _cancel_what_is_not_due(session: Session, regimen: Regimen, due_on: date) -> None:
    """Doses that nobody recorded anything about and that are not due, now that the dates are known better."""
    stopped = regimen.state is RegimenState.STOPPED
    for dose in session.scalars(select(Dose).where(Dose.regimen_id == regimen.id, Dose.state.in_(WAITING))).all():
        ended = stopped and dose.state is DoseState.UPCOMING
        if (dose.on != due_on or ended) and current_record(session, dose) is None:
            dose.state, dose.reason = DoseState.CANCELLED, "plan_changed"
            cancel_texts(session, dose.patient_id, reason="plan_changed", dose_id=dose.id)
    session.flush()


def _settle(session: Session, actor: Actor, injection: Injection, due_on: date, now: datetime) -> None:
    """The record settles its dose, unless that is the very one that is now due next."""
    dose = session.get(Dose, injection.dose_id) if injection.dose_id is not None else None
    if dose is None:
        return
    if dose.on == due_on:
        injection.dose_id = None
        return
    settle_injection(session, injection, dose, now=now, by=actor.id)


def _renumber_cycles(session: Session, regimen: Regimen, before: list[Injection], held: list[Injection]) -> None:
    """Lines of later cycles keep their place when an earlier injection is taken out or put in.

    A cycle is known by how many injections came before it; the newest injection changes no other cycle's number.
    """
    change = len(held) - len(before)
    longer, shorter = (held, before) if change > 0 else (before, held)
    place = next((n for n, record in enumerate(longer) if record not in shorter), None)
    if change == 0 or place is None or place == len(longer) - 1:
        return
    later = update(InjectionStep).where(InjectionStep.regimen_id == regimen.id, InjectionStep.cycle > place)
    session.execute(
        later.values(cycle=InjectionStep.cycle + change), execution_options={"synchronize_session": "fetch"}
    )
