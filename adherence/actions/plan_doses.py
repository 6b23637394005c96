"""Plan: doses 24 to 36 hours ahead become rows, with their texts; running it again does nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adherence.actions.expect_doses import Wanted, expect_doses, plan_of
from adherence.actions.open_flag import open_flag
from adherence.actions.plan_texts import texts_of_dose
from adherence.actions.plan_visit import plan_visit
from adherence.actions.queue_text import put_texts
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.doses import Dose, is_waiting
from adherence.db.figures import mark_figures
from adherence.db.holds import spans_by_patient
from adherence.db.injections import booked_visits
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen, regimens_of
from adherence.domain.holds import HoldSpan, hold_over
from adherence.domain.policy import Policy
from adherence.domain.purpose import FIRST_REMINDERS, Purpose
from adherence.domain.states import (
    BEFORE_SENDING,
    GONE,
    DoseState,
    FlagKind,
    MessageState,
    PlanKind,
    RegimenState,
)
from adherence.domain.timing import day_start, local_date
from adherence.runtime import Runtime

AHEAD_AT_LEAST = timedelta(hours=24)
_URGENT = timedelta(hours=2)
_BATCH = 200
_SET_ASIDE_SECONDS = 60.0
_log = structlog.get_logger(__name__)


def plan_doses(rt: Runtime) -> int:
    """Plan every active regimen that is planned less than 24 hours ahead; returns how many were.

    While texts are due, regimens that are still planned for some hours wait: sending goes first.
    """
    planned = 0
    while not rt.stopping.is_set():
        now = rt.now()
        ids = _regimens_to_plan(rt, now)
        planned += _plan_batch(rt, ids, now)
        if len(ids) < _BATCH:
            break
    return planned


def _plan_batch(rt: Runtime, ids: Sequence[str], now: datetime) -> int:
    """Plan some regimens together; where one cannot be planned, each by itself, so that it holds up no other."""
    try:
        if ids:
            with rt.database.writing() as session:
                plan_regimens(session, _locked(session, ids), now=now)
        return len(ids)
    except Exception as fault:
        if len(ids) > 1:
            return sum(_plan_batch(rt, [regimen_id], now) for regimen_id in ids)
        _log.error("regimen could not be planned", regimen_id=ids[0], fault=type(fault).__name__)
        _set_aside(rt, ids[0], now)
        return 0


def _set_aside(rt: Runtime, regimen_id: str, now: datetime) -> None:
    """Leave a regimen that cannot be planned alone for a while, and tell the care team."""
    rt.set_aside[regimen_id] = time.monotonic() + _SET_ASIDE_SECONDS
    with rt.database.writing() as session:
        patient = lock_patient(session, session.get_one(Regimen, regimen_id).patient_id)
        open_flag(session, patient, FlagKind.DELIVERY, "The plan could not be worked out; please check it", now=now)


def _regimens_to_plan(rt: Runtime, now: datetime) -> Sequence[str]:
    real = time.monotonic()
    resting = [regimen_id for regimen_id, until in rt.set_aside.items() if until > real]
    active = select(Regimen.id).where(Regimen.state == RegimenState.ACTIVE)
    with rt.database.reading() as session:
        due = select(Communication.id).where(Communication.state == MessageState.QUEUED, Communication.send_at <= now)
        ahead = _URGENT if session.scalar(due.limit(1)) is not None else AHEAD_AT_LEAST
        query = active.where(Regimen.planned_until < now + ahead, Regimen.id.not_in(resting))
        return session.scalars(query.order_by(Regimen.planned_until).limit(_BATCH)).all()


def _locked(session: Session, ids: Sequence[str]) -> Sequence[tuple[Regimen, Patient]]:
    of_regimens = select(Regimen.patient_id).where(Regimen.id.in_(ids))
    held = select(Patient).where(Patient.id.in_(of_regimens)).order_by(Patient.id).with_for_update()
    patients = {patient.id: patient for patient in session.scalars(held)}
    # Read only with the patients held: a plan that was changed or stopped meanwhile is seen as it is now.
    active = select(Regimen).where(Regimen.id.in_(ids), Regimen.state == RegimenState.ACTIVE)
    return [(regimen, patients[regimen.patient_id]) for regimen in session.scalars(active.order_by(Regimen.id))]


def plan_regimens(session: Session, pairs: Sequence[tuple[Regimen, Patient]], *, now: datetime) -> None:
    """Insert the doses of active regimens due from ``planned_until`` to 36 hours from now, and their texts."""
    clinic_ids = {regimen.clinic_id for regimen, _ in pairs}
    policies = {clinic_id: policy_of(clinic_by_id(session, clinic_id)) for clinic_id in clinic_ids}
    until = {clinic_id: now + policy.plan_ahead for clinic_id, policy in policies.items()}
    taking_part = [(regimen, patient) for regimen, patient in pairs if patient.status not in GONE]
    wanted = expect_doses(session, taking_part, policies, now=now, until=until)
    spans = spans_by_patient(
        session, {regimen.patient_id for regimen, _ in pairs if regimen.kind is PlanKind.INJECTION}
    )
    for regimen, patient in pairs:
        planned_until = max(until[regimen.clinic_id], regimen.planned_until)
        regimen.planned_until = min([planned_until, *_restarts(regimen, patient, spans, now)])
        if regimen.stopped_on is not None and local_date(now, patient.zone) >= regimen.stopped_on:
            regimen.state = RegimenState.STOPPED
    if wanted:
        session.flush()
        _insert(session, wanted, policies, now)


def _restarts(
    regimen: Regimen, patient: Patient, spans: dict[str, list[HoldSpan]], now: datetime
) -> Iterator[datetime]:
    """Until when an injection plan counts as planned, so that it is looked at again as soon as a hold has ended."""
    for span in spans[regimen.patient_id] if regimen.kind is PlanKind.INJECTION else ():
        if span.until is not None and (restart_at := day_start(span.until, patient.zone)) > now:
            yield restart_at + AHEAD_AT_LEAST


def plan_regimen(session: Session, regimen: Regimen, patient: Patient, *, now: datetime) -> None:
    """Plan one active regimen; tablets and liver tests are looked after anew."""
    patient.watch_at = now
    plan_regimens(session, [(regimen, patient)], now=now)


def replan(session: Session, regimen: Regimen, patient: Patient, *, now: datetime) -> None:
    """After a change of plan, zone, holds or records: doses that have not begun are taken back and planned anew.

    So is a dose that was held and is not any more, if it can still be taken: it comes back with its texts.
    """
    spans = spans_by_patient(session, [patient.id])[patient.id]
    waiting = select(Dose).where(Dose.regimen_id == regimen.id, is_waiting())
    waiting = waiting.where((Dose.window_closes_at > now) | (Dose.kind == PlanKind.INJECTION))
    again = [dose for dose in session.scalars(waiting) if _is_planned_again(dose, spans, now)]
    released = [dose.due_at for dose in again if dose.state is DoseState.HELD]
    _take_back(session, [dose.id for dose in again])
    patient.watch_at = now
    if regimen.state is RegimenState.ACTIVE:
        regimen.planned_until = min([now, *released])
        regimen.step_look_at = regimen.step_look_at and now
        plan_regimen(session, regimen, patient, now=now)
        if regimen.kind is PlanKind.INJECTION:
            plan_visit(session, regimen, patient, now=now)
        if regimen.kind is PlanKind.DAILY:
            _close_at_next_slot(session, regimen, now)


def _is_planned_again(dose: Dose, spans: Sequence[HoldSpan], now: datetime) -> bool:
    """What has begun stays as it is: open, or held by a hold that still covers it."""
    if dose.state is DoseState.UPCOMING:
        return dose.kind is PlanKind.INJECTION or now < dose.window_opens_at
    return now < dose.window_opens_at or hold_over(spans, dose.kind, dose.on) is None


def _close_at_next_slot(session: Session, regimen: Regimen, now: datetime) -> None:
    """A dose that is open over a change ends where the changed plan has a slot sooner: never two are open at once."""
    of_regimen = select(Dose).where(Dose.regimen_id == regimen.id)
    coming = of_regimen.where(Dose.state.in_((DoseState.UPCOMING, DoseState.HELD)), Dose.due_at >= now)
    slots = [dose.due_at for dose in session.scalars(coming.order_by(Dose.due_at))]
    still_open = of_regimen.where(Dose.state == DoseState.UPCOMING, Dose.due_at <= now, Dose.window_closes_at > now)
    for dose in session.scalars(still_open).all():
        ends_at = next((at for at in slots if at > dose.due_at), dose.window_closes_at)
        if ends_at < dose.window_closes_at:
            dose.window_closes_at, dose.late_from = ends_at, min(dose.late_from, ends_at)
            waiting = update(Communication).where(
                Communication.dose_id == dose.id, Communication.state.in_(BEFORE_SENDING)
            )
            session.execute(waiting.where(Communication.expires_at > ends_at).values(expires_at=ends_at))


def replan_all(session: Session, patient: Patient, *, now: datetime, kind: PlanKind | None = None) -> None:
    """Plan a patient's active regimens anew (the row is held), so that texts cancelled for a while leave again."""
    for regimen in regimens_of(session, patient.clinic_id, patient.id):
        if regimen.state is RegimenState.ACTIVE and kind in (None, regimen.kind):
            replan(session, regimen, patient, now=now)


def cancel_doses_from(session: Session, regimen: Regimen, on: date) -> None:
    """Take unanswered doses from a local date on out of the plan, also held ones and the one that is open."""
    query = select(Dose.id).where(Dose.regimen_id == regimen.id, is_waiting(), Dose.on >= on)
    _take_back(session, session.scalars(query).all())
    mark_figures(session, [regimen.patient_id])


def _take_back(session: Session, dose_ids: Sequence[int]) -> None:
    fetch = {"synchronize_session": "fetch"}
    texts = update(Communication).where(Communication.dose_id.in_(dose_ids), Communication.state.in_(BEFORE_SENDING))
    session.execute(texts.values(state=MessageState.CANCELLED, reason="plan_changed"), execution_options=fetch)
    doses = update(Dose).where(Dose.id.in_(dose_ids))
    session.execute(doses.values(state=DoseState.CANCELLED, reason="plan_changed"), execution_options=fetch)


def _insert(session: Session, wanted: Sequence[Wanted], policies: dict[str, Policy], now: datetime) -> None:
    dialect = session.get_bind().dialect.name
    session.connection().execute(_dose_insert(dialect), [_dose_row(one) for one in wanted])
    mark_figures(session, {one.patient.id for one in wanted if one.regimen.kind is PlanKind.INJECTION})
    by_identity = {(one.regimen.id, one.dose.on, one.dose.slot): one for one in wanted}
    planned = select(Dose).where(
        Dose.regimen_id.in_({one.regimen.id for one in wanted}),
        Dose.due_at >= min(one.dose.at for one in wanted),
        Dose.state == DoseState.UPCOMING,
    )
    visits = booked_visits(session, {one.regimen.id for one in wanted if one.regimen.kind is PlanKind.INJECTION})
    rows: list[dict[str, Any]] = []
    begun: list[int] = []
    for dose in session.scalars(planned, execution_options={"populate_existing": True}):
        one = by_identity.get((dose.regimen_id, dose.on, dose.slot))
        if one is not None:
            plan, visit = plan_of(one.version), visits.get(dose.regimen_id)
            rows += texts_of_dose(one.patient, dose, plan, policies[dose.clinic_id], now, visit)
            begun += [dose.id] if dose.due_at <= now else []
    if begun:
        asked = _asked_to_check_in_first(session, begun)
        rows = [row for row in rows if row["dose_id"] not in asked or row["purpose"] not in FIRST_REMINDERS]
    put_texts(session, rows)


def _asked_to_check_in_first(session: Session, dose_ids: Sequence[int]) -> set[int | None]:
    """Doses that came back and whose slot had its text already, sent as the question to check in first."""
    query = select(Communication.dose_id).where(
        Communication.dose_id.in_(dose_ids), Communication.purpose == Purpose.CHECK_IN_FIRST
    )
    return set(session.scalars(query))


def _dose_row(one: Wanted) -> dict[str, Any]:
    dose = one.dose
    return {
        "clinic_id": one.regimen.clinic_id,
        "patient_id": one.regimen.patient_id,
        "regimen_id": one.regimen.id,
        "version_id": one.version.id,
        "kind": one.regimen.kind,
        "on": dose.on,
        "slot": dose.slot,
        "due_at": dose.at,
        "window_opens_at": dose.window_opens_at,
        "late_from": dose.late_from,
        "window_closes_at": dose.window_closes_at,
        "quantity_mg": dose.quantity_mg,
        "agreed_hours": one.version.plan.get("agreed_hours") is not None,
        "state": DoseState.HELD if one.hold else DoseState.UPCOMING,
        "reason": one.hold.reason if one.hold else None,
        "undelivered": False,
    }


@cache
def _dose_insert(dialect: str) -> Any:
    """Insert a dose once; one that a change of plan had taken back and that is wanted again gets its new times."""
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(Dose.__table__)
    kept = {"id", "clinic_id", "patient_id", "regimen_id", "kind", "on", "slot", "source", "recorded_at", "taken_at"}
    names = {column.name for column in Dose.__table__.columns} - kept
    return statement.on_conflict_do_update(
        index_elements=["regimen_id", "on", "slot"],
        set_={name: getattr(statement.excluded, name) for name in sorted(names)},
        where=Dose.state == DoseState.CANCELLED,
    )
