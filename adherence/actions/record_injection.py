"""Record an injection that was given, or not given with a reason; the next due date follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from adherence.actions.plan_doses import replan
from adherence.actions.resolve_flag import close_flags
from adherence.actions.settle_injection import (
    GIVEN,
    REASSESSED,
    follow_flags,
    keep_lapse_open,
    settle_injection,
    was_lapsed,
)
from adherence.db.board import injection_regimen
from adherence.db.clinics import clinic_by_id
from adherence.db.doses import Dose
from adherence.db.flags import open_flag_of
from adherence.db.injections import Injection, given_of, waiting_injection
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, flag, past_instant
from adherence.domain.policy import Policy
from adherence.domain.states import FlagKind, Source
from adherence.domain.timing import local_date

FIELDS = ("given_at", "quantity_mg", "side", "lot", "expires_on", "given_by", "not_given", "reason")
SIDES = ("left", "right")
NOT_GIVEN_REASONS = ("transport", "fear_of_injection", "feels_well", "insurance", "ill", "other")
_NEXT = {
    "transport": "Arrange transport, then book another visit.",
    "fear_of_injection": "Offer a talk about the injection, then book another visit.",
    "feels_well": "Offer a talk about going on, then book another visit.",
    "insurance": "Sort out who pays, then book another visit.",
    "ill": "Book another visit for when the patient is well.",
    "other": "Book another visit.",
}


@dataclass(frozen=True, slots=True)
class RecordedInjection:
    """The stored record and what the person who entered it should know."""

    injection: Injection
    warnings: tuple[str, ...]


def record_injection(
    session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime
) -> RecordedInjection:
    """Record an injection of the patient's injection regimen; raises ``Refused``."""
    form = Form(data, (*FIELDS, "reassessed"))
    reassessed = form.optional("reassessed", flag) or False
    entered = read_injection(form, patient, now)
    patient = lock_patient(session, patient.id)
    regimen = injection_regimen(session, patient)
    if regimen is None:
        raise refuse("patient", "has no active injection plan; start one first", conflict=True)
    history = given_of(session, regimen.id)
    if entered["given"] and history and entered["given_on"] <= history[-1].given_on:
        last = history[-1].given_on.isoformat()
        message = f"is not after the last injection on {last}; if that one is wrong, correct its record instead"
        raise refuse("given_at", message, conflict=True)
    injection = Injection(
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        regimen_id=regimen.id,
        source=Source.STAFF,
        recorded_at=now,
        recorded_by=actor.id,
        **entered,
    )
    if injection.given:
        injection.given_by = injection.given_by or actor.name[:200]
    session.add(injection)
    session.flush()
    dose = waiting_injection(session, regimen.id)
    if not injection.given:
        injection.dose_id = dose.id if dose else None
        return RecordedInjection(injection, (what_next(injection, dose),))
    if dose is not None:
        settle_injection(session, injection, dose, now=now, by=actor.id)
    follow_flags(session, patient, outcome=GIVEN, now=now, by=actor.id)
    lapse = _follow_lapse(session, actor, patient, injection, dose, reassessed=reassessed, now=now)
    replan(session, regimen, patient, now=now)
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    return RecordedInjection(injection, (*injection_warnings(history, injection, policy), *lapse))


def read_injection(
    form: Form, patient: Patient, now: datetime, *, reason: str = "reason", needs_side: bool = True
) -> dict[str, Any]:
    """The columns that were entered, checked; ``reason`` names the field that holds why it was not given.

    Raises ``Refused`` with every fault.
    """
    given = not (form.optional("not_given", flag) or False)
    given_at = form.optional("given_at", past_instant(now)) or now
    entered: dict[str, Any] = {
        "given": given,
        "given_at": given_at,
        "given_on": local_date(given_at, patient.zone),
        "quantity_mg": form.optional("quantity_mg", lambda entry: entry.quantity()),
        "side": form.optional("side", lambda entry: entry.choice(SIDES)),
        "lot": form.optional("lot", lambda entry: entry.text(64)),
        "expires_on": form.optional("expires_on", lambda entry: entry.day()),
        "given_by": form.optional("given_by", lambda entry: entry.text(200)),
        "reason": form.optional(reason, lambda entry: entry.choice(NOT_GIVEN_REASONS)),
    }
    if not given and entered["reason"] is None:
        form.fail(reason, "is missing; write one of " + ", ".join(NOT_GIVEN_REASONS))
    for name in ("quantity_mg", *(("side",) if needs_side else ())) if given else ():
        if not form.has(name):
            form.fail(name, "is missing; an injection is recorded with quantity and side")
    if entered["expires_on"] is not None and entered["expires_on"] < entered["given_on"]:
        form.fail("expires_on", "lies before the injection; check the vial")
    form.done()
    return entered


def injection_warnings(history: list[Injection], injection: Injection, policy: Policy) -> tuple[str, ...]:
    """What is unusual about an injection that was given after those of ``history``."""
    if not history:
        return ()
    warnings = []
    if injection.side is not None and history[-1].side == injection.side:
        warnings.append(f"The last injection was on the {injection.side} side too; sides should alternate.")
    days = (injection.given_on - history[-1].given_on).days
    if days < policy.injection_min_days:
        shortest = policy.injection_min_days
        warnings.append(f"Only {days} days after the last injection; {shortest} is the shortest interval.")
    return tuple(warnings)


def what_next(injection: Injection, dose: Dose | None) -> str:
    """What to do after an injection was not given."""
    still = f" It stays due on {_day(dose.on)}." if dose is not None else ""
    return _NEXT.get(injection.reason or "", _NEXT["other"]) + still


def _follow_lapse(
    session: Session,
    actor: Actor,
    patient: Patient,
    injection: Injection,
    dose: Dose | None,
    *,
    reassessed: bool,
    now: datetime,
) -> tuple[str, ...]:
    """An injection after a lapse needs a re-assessment: the flag stays until somebody says that it was made.

    After a hold the lapse is that of the dose that was held; the one that is given was due on the restart.
    """
    if reassessed:
        close_flags(session, patient, (FlagKind.INJECTION_LAPSED,), outcome=REASSESSED, now=now, by=actor.id)
        return ()
    is_open = open_flag_of(session, patient.id, FlagKind.INJECTION_LAPSED) is not None
    if dose is not None and was_lapsed(injection, dose):
        is_open = keep_lapse_open(session, patient, dose, now=now)
    if not is_open:
        return ()
    return ("It had lapsed: re-assessment before another injection is not recorded. The flag stays open.",)


def _day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"
