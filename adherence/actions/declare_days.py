"""Declare the risk days that a patient names, or take them back, and say what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.answer_dose import plan_again
from adherence.actions.declare_risk_day import set_risk_day, targeted_plan_on, targeted_regimen
from adherence.actions.open_flag import open_flag
from adherence.actions.received import Answers
from adherence.actions.settle_dose import settle_dose, take_back
from adherence.db.doses import Dose
from adherence.db.holds import is_held
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, RiskDay
from adherence.domain.regimen import time_text
from adherence.domain.reply.keywords import NamedDay
from adherence.domain.risk_days import date_of, has_passed
from adherence.domain.states import TAKEN_STATES, DoseState, FlagKind, PatientStatus, RegimenState, Source
from adherence.domain.timing import local_date
from adherence.domain.wording import clock_text, day_text

_MOST_TIMES = 5
_MAY_BE_DECLINED = (DoseState.UPCOMING, DoseState.EXCUSED)


class Became(StrEnum):
    """What became of one named day."""

    PLANNED = "planned"
    OPEN = "open"
    TAKEN = "taken"
    OVER = "over"
    NOT_RUNNING = "not_running"


def declare_days(
    session: Session, message: InboundMessage, patient: Patient, days: Sequence[NamedDay], *, now: datetime
) -> Answers:
    """Declare days from a reply (the patient's row is held); what cannot be planned is flagged, never lost."""
    regimen = targeted_regimen(session, patient)
    if regimen is None:
        message.outcome = "flagged_craving"
        detail = "Told us about a hard day ahead, and has no targeted plan"
        open_flag(session, patient, FlagKind.CRAVING, detail, now=now, inbound_id=message.id)
        return [("ack_noted", {})]
    today = local_date(message.received_at, patient.zone)
    became: dict[date, tuple[Became, time | None]] = {}
    for named in days:
        on = date_of(named.day, today, patient.zone)
        if on is not None:
            at = time.fromisoformat(named.at) if named.at else None
            became[on] = (_declare(session, message, patient, regimen, on, at, now), at)
    return _answer(session, message, patient, became, now)


def _declare(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    regimen: Regimen,
    on: date,
    at: time | None,
    now: datetime,
) -> Became:
    today, zone = local_date(message.received_at, patient.zone), patient.zone
    plan = targeted_plan_on(regimen, on)
    before = session.scalars(select(RiskDay).where(RiskDay.regimen_id == regimen.id, RiskDay.on == on)).first()
    # A day that is named again without a time keeps the one that it had.
    kept = before.anticipated_at if before is not None and not before.declined else None
    at = at or (time.fromisoformat(kept) if kept else None)
    if plan is not None and (on < today or has_passed(on, at or plan.anticipated_at, zone, now=message.received_at)):
        return Became.OVER
    dose = dose_on(session, regimen, on)
    if dose is not None and dose.state in TAKEN_STATES:
        return Became.TAKEN
    if dose is not None and dose.state is DoseState.EXCUSED and dose.source is Source.PATIENT_SMS:
        take_back(session, dose, now=now)
        plan_again(session, dose, patient, now=now)
    was_open = dose is not None and dose.state is DoseState.UPCOMING and dose.window_opens_at <= now
    at_text = time_text(at) if at else None
    set_risk_day(session, regimen, patient, on, at=at_text, source=Source.PATIENT_SMS, now=now)
    if plan is None or not runs_on(session, patient, regimen, on):
        return Became.NOT_RUNNING
    if was_open:
        return Became.OPEN
    dose = dose_on(session, regimen, on)
    return Became.PLANNED if dose is None or dose.state is DoseState.UPCOMING else Became.NOT_RUNNING


def decline_days(
    session: Session, message: InboundMessage, patient: Patient, days: Sequence[NamedDay], *, now: datetime
) -> Answers:
    """Take risk days back from a reply (the patient's row is held): those days have no dose and no prompt."""
    regimen = targeted_regimen(session, patient)
    today = local_date(message.received_at, patient.zone)
    dates = [on for named in days if (on := date_of(named.day, today, patient.zone)) is not None and on >= today]
    doses = {on: dose_on(session, regimen, on) for on in dates} if regimen is not None else {}
    answered = any(dose is not None and dose.state not in _MAY_BE_DECLINED for dose in doses.values())
    if regimen is None or not dates or answered:
        detail = "Took back a risk day that cannot be taken back by itself; please read it"
        open_flag(session, patient, FlagKind.UNCLEAR, detail, now=now, inbound_id=message.id)
        message.outcome = "unclear"
        return [("ack_noted", {})]
    for on in dates:
        dose = doses[on]
        if dose is not None and dose.state is DoseState.UPCOMING and dose.window_opens_at <= now:
            excuse_dose(session, message, dose, now=now)
        set_risk_day(session, regimen, patient, on, source=Source.PATIENT_SMS, declined=True, now=now)
    message.outcome = "risk_day_declined"
    return [("ack_risk_not", {"days": ", ".join(day_text(on, lang=patient.language) for on in dates)})]


def excuse_dose(session: Session, message: InboundMessage, dose: Dose, *, now: datetime) -> None:
    """The day is no risk day after all: its dose is excused and its texts are cancelled."""
    settle_dose(
        session,
        dose,
        DoseState.EXCUSED,
        source=Source.PATIENT_SMS,
        now=now,
        reason="no_risk_day",
        inbound_id=message.id,
    )


def dose_on(session: Session, regimen: Regimen, on: date) -> Dose | None:
    """The dose of a targeted regimen on a local date, if one is planned: there is one a day at most."""
    query = select(Dose).where(Dose.regimen_id == regimen.id, Dose.on == on, Dose.state != DoseState.CANCELLED)
    return session.scalars(query.order_by(Dose.id.desc())).first()


def runs_on(session: Session, patient: Patient, regimen: Regimen, on: date) -> bool:
    """Whether a targeted regimen expects doses on a local date: active, the patient too, and nothing held."""
    active = regimen.state is RegimenState.ACTIVE and patient.status is PatientStatus.ACTIVE
    return active and targeted_plan_on(regimen, on) is not None and not is_held(session, patient.id, on)


def _answer(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    became: dict[date, tuple[Became, time | None]],
    now: datetime,
) -> Answers:
    kinds = {kind for kind, _ in became.values()}
    if Became.NOT_RUNNING in kinds or not kinds:
        detail = "Declared a risk day on which nothing can be planned: paused, held, waiting or answered"
        open_flag(session, patient, FlagKind.CRAVING, detail, now=now, inbound_id=message.id)
    message.outcome = "risk_day_declared"
    planned = [(on, at) for on, (kind, at) in became.items() if kind is Became.PLANNED]
    if planned:
        return [("ack_risk_days", {"days": _said(patient, planned)})]
    if Became.NOT_RUNNING in kinds or not kinds:
        return [("ack_noted", {})]
    if Became.OPEN in kinds:
        return [("ack_risk_open", {})]
    message.outcome = "risk_day_over" if Became.OVER in kinds else "one_a_day"
    return [("ack_risk_over", {})] if Became.OVER in kinds else [("ack_one_a_day", {})]


def _said(patient: Patient, days: Sequence[tuple[date, time | None]]) -> str:
    """The days with their times; many days are said without, so that they still fit one segment."""
    with_times = len(days) <= _MOST_TIMES
    return ", ".join(
        day_text(on, lang=patient.language) + (f" {clock_text(at)}" if at is not None and with_times else "")
        for on, at in days
    )
