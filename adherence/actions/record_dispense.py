"""Record tablets that were handed out, or take such a record back; what follows is worked out at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.count_tablets import tablet_plans
from adherence.actions.resolve_flag import close_flags
from adherence.actions.watch_patients import watch_now
from adherence.actions.watch_supply import ON_HAND
from adherence.actions.withdraw_record import restore_record, withdraw_record
from adherence.db.dispenses import Dispense
from adherence.db.flags import Flag
from adherence.db.patients import Patient, lock_patient
from adherence.db.watched import Watched, watched_of
from adherence.domain.actor import Actor
from adherence.domain.forms import Form, number_from
from adherence.domain.regimen import plain_number
from adherence.domain.states import CorrectionEvent, FlagKind, FlagState
from adherence.domain.supply import strength_of
from adherence.domain.timing import local_date

MOST_TABLETS = 1000
MOST_DAYS = 730
_FIELDS = ("dispensed_on", "tablets", "tablet_mg", "days_supply")
_LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class RecordedDispense:
    """The stored record and what the person who entered it should know."""

    dispense: Dispense
    warnings: tuple[str, ...]


def record_dispense(
    session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime
) -> RecordedDispense:
    """Record ``{"dispensed_on", "tablets", "tablet_mg", "days_supply"}``; raises ``Refused``."""
    form = Form(data, _FIELDS)
    dispensed_on = form.at("dispensed_on").day(latest=local_date(now, patient.zone))
    tablets = number_from(0, MOST_TABLETS, above=True)(form.at("tablets"))
    if form.at("tablets").is_sound and not (2 * tablets).is_integer():
        form.fail("tablets", "is not valid; write whole or half tablets")
    tablet_mg = form.at("tablet_mg").quantity()
    days_supply = form.optional("days_supply", lambda entry: entry.whole(1, MOST_DAYS))
    form.done()
    patient = lock_patient(session, patient.id)
    before = watched_of(session, patient.id)
    dispense = Dispense(
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        dispensed_on=dispensed_on,
        tablets=tablets,
        tablet_mg=tablet_mg,
        days_supply=days_supply,
        recorded_at=now,
        recorded_by=actor.id,
    )
    session.add(dispense)
    session.flush()
    _close_answered(session, actor, patient, dispense, now)
    watch_now(session, patient, now=now)
    return RecordedDispense(dispense, tuple(_warnings(dispense, before)))


def correct_dispense(
    session: Session, actor: Actor, dispense: Dispense, event: CorrectionEvent, data: object, *, now: datetime
) -> Dispense:
    """Withdraw a dispense or bring it back, with ``{"reason"}``; raises ``Refused``."""
    form = Form(data, ("reason",))
    reason = form.at("reason").text(_LONGEST_REASON)
    form.done()
    patient = lock_patient(session, dispense.patient_id)
    session.refresh(dispense)
    if event is CorrectionEvent.WITHDRAWN:
        withdraw_record(session, actor, dispense, reason, now=now)
    else:
        restore_record(session, actor, dispense, reason, now=now)
    watch_now(session, patient, now=now)
    return dispense


def _close_answered(session: Session, actor: Actor, patient: Patient, dispense: Dispense, now: datetime) -> None:
    """Tablets handed out since a flag was opened are its answer; an older dispense that is entered late is not."""
    ran_out = select(Flag).where(
        Flag.patient_id == patient.id, Flag.kind == FlagKind.RAN_OUT, Flag.state == FlagState.OPEN
    )
    flag = session.scalars(ran_out).first()
    if flag is not None and dispense.dispensed_on >= local_date(flag.renewed_at, patient.zone):
        close_flags(session, patient, (FlagKind.RAN_OUT,), outcome=ON_HAND, now=now, by=actor.id)


def _warnings(dispense: Dispense, before: Watched) -> list[str]:
    """What looks like a slip."""
    found = []
    named = {strength_of(version.plan) for plan in tablet_plans(before) for version in plan.versions}
    mg = plain_number(dispense.tablet_mg)
    if not named:
        found.append("No plan of tablets runs: nothing is counted down until one does.")
    elif None not in named and dispense.tablet_mg not in named:
        found.append(f"No plan names tablets of {mg} mg: these are not counted down. Check the strength or the plan.")
    if any(_looks_the_same(dispense, other) for other in before.standing_dispenses):
        found.append("The same dispense is recorded already; withdraw one if it was entered twice.")
    return found


def _looks_the_same(one: Dispense, other: Dispense) -> bool:
    return (one.dispensed_on, one.tablets, one.tablet_mg) == (other.dispensed_on, other.tablets, other.tablet_mg)
