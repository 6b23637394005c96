"""Enter a hold: from the first held day to the restart nothing is expected, sent or counted."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.follow_holds import follow_holds
from adherence.actions.steps_in_hold import steps_in_hold
from adherence.db.clinics import clinic_by_id
from adherence.db.holds import Hold, holds_of
from adherence.db.injections import last_injection_on
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.types import new_id
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.holds import HEARD_LATE_DAYS, LONGEST_DAYS, HoldDates, hold_dates, procedure_days
from adherence.domain.json_fields import Entry
from adherence.domain.policy import Policy
from adherence.domain.states import GONE, HoldKind
from adherence.domain.timing import ONE_DAY, local_date

_FIELDS = ("kind", "from", "to", "reason", "override")
_STEPS_GO_ON = (
    "The plan in steps goes on by date during the hold: decide before the restart whether to hold or step back."
)


@dataclass(frozen=True, slots=True)
class EnteredHold:
    """The stored hold and what the person who entered it should know."""

    hold: Hold
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WantedHold:
    """A hold as it was entered, with the dates that follow from it."""

    kind: HoldKind
    from_on: date
    to_on: date
    dates: HoldDates
    reason: str | None
    override: dict[str, str] | None
    warnings: tuple[str, ...]


def enter_hold(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> EnteredHold:
    """Store ``{"kind", "from", "to", "reason", "override"}``; doses and texts follow at once. Raises ``Refused``."""
    patient = lock_patient(session, patient.id)
    wanted = check_hold(session, patient, data, now=now)
    vault, hold_id = session.info["vault"], new_id()
    override = json.dumps(wanted.override) if wanted.override else None
    hold = Hold(
        id=hold_id,
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        kind=wanted.kind,
        from_on=wanted.from_on,
        to_on=wanted.to_on,
        stops_on=wanted.dates.stops_on,
        needs_gate=wanted.dates.needs_gate,
        reason_sealed=vault.seal(wanted.reason, "holds", "reason_sealed", hold_id) if wanted.reason else None,
        override_sealed=vault.seal(override, "holds", "override_sealed", hold_id) if override else None,
        recorded_at=now,
        recorded_by=actor.id,
    )
    session.add(hold)
    session.flush()
    follow_holds(session, patient, now=now)
    return EnteredHold(hold, wanted.warnings)


def check_hold(session: Session, patient: Patient, data: object, *, now: datetime) -> WantedHold:
    """Read a hold and work out its dates, without storing it; raises ``Refused`` (422 for faults, 409 for the rest)."""
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    today = local_date(now, patient.zone)
    wanted = _read(data, today, policy)
    if patient.status in GONE:
        raise refuse("patient", f"is {patient.status}: nothing is planned that a hold could stop", conflict=True)
    refuse_overlap(session, patient, wanted.dates.stops_on, wanted.to_on, field="from")
    if wanted.kind is HoldKind.PROCEDURE:
        _check_procedure(session, patient, wanted, policy)
    if steps_in_hold(session, patient, wanted.dates.stops_on, _restart_of(wanted.dates)):
        wanted = replace(wanted, warnings=(*wanted.warnings, _STEPS_GO_ON))
    return wanted


def _restart_of(dates: HoldDates) -> date | None:
    return None if dates.needs_gate else dates.restarts_on


def refuse_overlap(
    session: Session, patient: Patient, first: date, last: date, *, field: str, without: Hold | None = None
) -> None:
    """Raise ``Refused`` (409) where another hold has a day in common with first..last, both included."""
    for other in holds_of(session, patient.id):
        if other is not without and other.stops_on <= last and first <= other.to_on:
            raise refuse(
                field,
                f"overlaps the {other.kind} hold from {other.stops_on} to {other.to_on}; "
                "end or withdraw that one first",
                conflict=True,
            )


def check_length(form: Form, name: str, first: date, last: date) -> None:
    """Record a fault where a hold would end before it begins, or last longer than a year."""
    if last < first:
        form.fail(name, f"lies before the first day, {first}; write that day or a later one")
    elif last - first >= timedelta(days=LONGEST_DAYS):
        form.fail(name, f"makes more than {LONGEST_DAYS} days; pause or discharge the patient instead")


def _read(data: object, today: date, policy: Policy) -> WantedHold:
    form = Form(data, _FIELDS)
    kind = HoldKind(form.at("kind").choice(tuple(HoldKind)) or HoldKind.TRAVEL)
    from_on, to_on = form.at("from").day(), form.at("to").day()
    reason = form.optional("reason", lambda entry: entry.text(1000))
    override = form.optional("override", _override)
    is_sound = form.at("from").is_sound and form.at("to").is_sound and form.at("kind").is_sound
    if is_sound:
        earliest = today - timedelta(days=HEARD_LATE_DAYS) if kind is HoldKind.HOSPITAL else today
        if from_on < earliest:
            form.fail("from", _too_early(kind, earliest))
        check_length(form, "to", from_on, to_on)
    if override is not None and kind is not HoldKind.PROCEDURE:
        form.fail("override", "only goes with a procedure")
    form.done()
    dates = hold_dates(kind, from_on, to_on, today=today, policy=policy)
    return WantedHold(kind, from_on, to_on, dates, reason, override, _warnings(kind, from_on, dates, policy))


def _override(entry: Entry) -> dict[str, str]:
    fields = entry.object().allow_only(("by", "reason"))
    return {"by": fields.at("by").text(), "reason": fields.at("reason").text(1000)}


def _too_early(kind: HoldKind, earliest: date) -> str:
    if kind is HoldKind.HOSPITAL:
        return f"lies more than {HEARD_LATE_DAYS} days back; write {earliest} or a later day"
    return "lies in the past; write today or a later day"


def _warnings(kind: HoldKind, from_on: date, dates: HoldDates, policy: Policy) -> tuple[str, ...]:
    days = policy.procedure_oral_stop // ONE_DAY
    if kind is HoldKind.PROCEDURE and (from_on - dates.stops_on).days < days:
        hours = policy.procedure_oral_stop // timedelta(hours=1)
        return (f"Less than {hours} hours are left until the procedure: tell the surgical team of the last tablet.",)
    return ()


def _check_procedure(session: Session, patient: Patient, wanted: WantedHold, policy: Policy) -> None:
    """After an injection a procedure waits; opioid analgesia would not work, or be overcome with dangerous amounts."""
    last_on = last_injection_on(session, patient.id, until=wanted.from_on)
    if last_on is None:
        return
    with_override, without = procedure_days(last_on, policy)
    if wanted.from_on >= (with_override if wanted.override else without):
        return
    least, usual = policy.procedure_injection_days_override, policy.procedure_injection_days
    sentence = f"lies {(wanted.from_on - last_on).days} days after the last injection on {last_on}; "
    if wanted.from_on < with_override:
        sentence += (
            f"the earliest day is {without} ({usual} days), or {with_override} ({least} days) with a prescriber's "
        )
        sentence += "override. For an emergency choose hospital"
    else:
        sentence += f"the earliest day is {without} ({usual} days); earlier needs a prescriber's override"
    raise refuse("from", sentence, conflict=True)
