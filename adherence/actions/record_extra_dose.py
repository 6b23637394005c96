"""Record a tablet that was taken beside the plan, take the record back, and bring it back.

It is no planned occasion: no measure, streak, supply or escalation counts it, and no text follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.hold_record import hold_record
from adherence.db.clinics import clinic_by_id
from adherence.db.doses import Dose, doses_between
from adherence.db.extra_doses import ExtraDose, extra_doses
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.types import new_id
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.extra_dose import warnings_of
from adherence.domain.forms import Form, past_instant
from adherence.domain.states import TAKEN_STATES, DoseState, PlanKind, Source
from adherence.domain.timing import local_date

OLDEST = timedelta(days=366)
"""How far back: the months that the calendar of a patient shows."""
_FIELDS = ("taken_at", "quantity_mg", "source", "note", "beside")
_BY_STAFF = (Source.STAFF, Source.OBSERVED, Source.PHARMACY, Source.DEVICE)
_UNSETTLED = (DoseState.UPCOMING, DoseState.NO_ANSWER)


@dataclass(frozen=True, slots=True)
class RecordedExtra:
    """The row, and what staff should look at."""

    extra: ExtraDose
    warnings: tuple[str, ...]


def record_extra_dose(
    session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime
) -> RecordedExtra:
    """Store what was taken beside the plan; raises ``Refused``.

    Where a dose of that date still has no record, ``beside`` must say that the tablet was not that one.
    """
    form = Form(data, _FIELDS)
    taken_at = past_instant(now)(form.at("taken_at"))
    quantity = form.at("quantity_mg").quantity()
    source = form.optional("source", lambda entry: entry.choice(_BY_STAFF)) or Source.STAFF
    note = form.optional("note", lambda entry: entry.text(2000))
    beside = form.has("beside")
    if form.has("taken_at") and taken_at < now - OLDEST:
        form.fail("taken_at", "lies more than a year back; write it as a note on the newest dose instead")
    form.done()
    lock_patient(session, patient.id)
    on = local_date(taken_at, patient.zone)
    planned = doses_between(session, patient.clinic_id, patient.id, on, on)
    if not beside and (open_dose := _without_record(planned, now)) is not None:
        hour = open_dose.due_at.astimezone(patient.zone)
        raise refuse(
            "beside", f"has no answer yet for the dose of {hour:%H:%M}: record it there, or say it was not that one"
        )
    others = extra_doses(session, patient.clinic_id, patient.id, on, on)
    _refuse_same_minute(others, taken_at)
    extra = _row(session, actor, patient, on, taken_at, quantity, Source(source), note, now)
    session.add(extra)
    session.flush()
    maximum = policy_of(clinic_by_id(session, patient.clinic_id)).daily_maximum_mg
    return RecordedExtra(extra, tuple(warnings_of(_of_day(planned, [*others, extra]), maximum)))


def undo_extra_dose(session: Session, actor: Actor, extra: ExtraDose, *, now: datetime) -> None:
    """Take the record back; raises ``Refused`` where that was done already."""
    hold_record(session, extra, "record", undone=False)
    extra.undone_at, extra.undone_by = now, actor.id


def restore_extra_dose(session: Session, extra: ExtraDose) -> None:
    """Bring a record back that was taken back; raises ``Refused`` where it was not, or was recorded anew since."""
    hold_record(session, extra, "record", undone=True)
    others = extra_doses(session, extra.clinic_id, extra.patient_id, extra.on, extra.on)
    _refuse_same_minute(others, extra.taken_at)
    extra.undone_at = extra.undone_by = None


def _without_record(planned: list[Dose], now: datetime) -> Dose | None:
    """The first tablet of the day whose time has come and of which nothing is known."""
    return next(
        (
            dose
            for dose in planned
            if dose.kind is not PlanKind.INJECTION and dose.state in _UNSETTLED and dose.window_opens_at <= now
        ),
        None,
    )


def _refuse_same_minute(others: list[ExtraDose], taken_at: datetime) -> None:
    if any(one.undone_at is None and one.taken_at == taken_at for one in others):
        raise refuse("taken_at", "is recorded already for this minute; look at the day", conflict=True)


def _of_day(planned: list[Dose], extras: list[ExtraDose]) -> float:
    """All that is recorded as taken on the date, in mg."""
    taken = sum(
        dose.quantity_mg for dose in planned if dose.state in TAKEN_STATES and dose.kind is not PlanKind.INJECTION
    )
    return taken + sum(extra.quantity_mg for extra in extras if extra.undone_at is None)


def _row(
    session: Session,
    actor: Actor,
    patient: Patient,
    on: date,
    taken_at: datetime,
    quantity_mg: float,
    source: Source,
    note: str | None,
    now: datetime,
) -> ExtraDose:
    extra_id = new_id()
    return ExtraDose(
        id=extra_id,
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        on=on,
        taken_at=taken_at,
        quantity_mg=quantity_mg,
        source=source,
        note_sealed=session.info["vault"].seal(note, "extra_doses", "note_sealed", extra_id) if note else None,
        recorded_at=now,
        recorded_by=actor.id,
    )
