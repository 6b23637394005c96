"""The rows behind each number of a patient's page: exactly what was counted, dose by dose or day by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from adherence.actions.measure_targeted import days_of
from adherence.db.chart import ChartDose, chart_doses
from adherence.db.holds import all_holds_of
from adherence.db.injections import injections_of_patient
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, regimens_of
from adherence.db.targeted_facts import TargetedFacts, targeted_facts
from adherence.domain.holds import holding
from adherence.domain.measure.targeted import TargetedDay, protected
from adherence.domain.policy import Policy
from adherence.domain.states import TAKEN_STATES, DoseState, PlanKind, RegimenState
from adherence.domain.timing import days_from
from adherence.web.figure_words import OF_DOSES, OF_INJECTION_DAYS, Of
from adherence.web.hold_card import held_spans
from adherence.web.marks import Mark
from adherence.web.rows import History, cover_of
from adherence.web.sessions import request_session

_NOT_TAKEN = (DoseState.SKIPPED, DoseState.MISSED)
_STATES: dict[Of, tuple[DoseState, ...]] = {
    Of.TAKEN: tuple(TAKEN_STATES),
    Of.LATE: (DoseState.TAKEN_LATE,),
    Of.SKIPPED: (DoseState.SKIPPED,),
    Of.MISSED: (DoseState.MISSED,),
    Of.SILENT: (DoseState.NO_ANSWER,),
    Of.ANSWERED: (*TAKEN_STATES, *_NOT_TAKEN),
    Of.EXPECTED: (*TAKEN_STATES, *_NOT_TAKEN, DoseState.NO_ANSWER),
}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One dose, or one day that was counted with the dose planned on it (None where none was)."""

    on: date
    dose: ChartDose | None


def history_of(patient: Patient, first: date) -> tuple[History, list[ChartDose]]:
    """What the figures of a patient are worked out from; six queries at most."""
    session, clinic_id = request_session(), patient.clinic_id
    regimens = regimens_of(session, clinic_id, patient.id)
    doses = chart_doses(session, clinic_id, patient.id, first)
    injections = [one for one in injections_of_patient(session, clinic_id, patient.id) if not one.withdrawn]
    held = held_spans(all_holds_of(session, clinic_id, patient.id))
    with_facts = [patient.id] if any(regimen.kind is PlanKind.TARGETED for regimen in regimens) else []
    facts = targeted_facts(session, clinic_id, with_facts, first).get(patient.id, TargetedFacts())
    return History(regimens, doses, injections, held, facts), doses


def rows_of(
    of: Of, history: History, doses: Sequence[ChartDose], span: tuple[date, date], policy: Policy, now: datetime
) -> list[FigureRow]:
    """What one number counts between two local dates (both included, the last one today), newest first."""
    first, today = span
    lately = [dose for dose in doses if first <= dose.on <= today]
    if of in OF_DOSES:
        found = [FigureRow(dose.on, dose) for dose in lately if _is_of(of, dose)]
    elif of in OF_INJECTION_DAYS:
        found = [_with_dose(on, lately, PlanKind.INJECTION) for on in _injection_days(of, history, span, policy)]
    else:
        found = [_with_dose(on, lately, PlanKind.TARGETED) for on in _targeted_days(of, history, span, policy, now)]
    return found[::-1]


def _is_of(of: Of, dose: ChartDose) -> bool:
    return of is Of.EVERY or (dose.kind is PlanKind.DAILY and dose.state in _STATES[of])


def _with_dose(on: date, doses: Iterable[ChartDose], kind: PlanKind) -> FigureRow:
    """A day with its dose: of two, the one that was taken."""
    own = [dose for dose in doses if dose.on == on and dose.kind is kind]
    taken = [dose for dose in own if dose.state in TAKEN_STATES]
    return FigureRow(on, next(iter([*taken, *own]), None))


def _injection_days(of: Of, history: History, span: tuple[date, date], policy: Policy) -> list[date]:
    first, today = span
    cover = cover_of(history, today, policy)
    if of is Of.HELD:
        return [
            on for on in days_from(first, today) if cover.get(on) is Mark.HELD or holding(history.held, on) is not None
        ]
    wanted = (Mark.COVERED, Mark.GIVEN) if of is Of.COVERED else (Mark.OVERDUE,)
    return [on for on in days_from(first, today) if cover.get(on) in wanted]


def _targeted_days(of: Of, history: History, span: tuple[date, date], policy: Policy, now: datetime) -> list[date]:
    """Each day is worked out alone, by the rule that works out the four numbers."""
    first, today = span
    plans = [one for one in history.regimens if one.kind is PlanKind.TARGETED and _has_begun(one)]
    if not plans:
        return []
    found = []
    for on in days_from(first, today):
        day = days_of(plans, history.doses, history.targeted, (on, on), today=today, now=now)
        if day and _counts(of, day[0], policy):
            found.append(on)
    return found


def _has_begun(regimen: Regimen) -> bool:
    return regimen.state is not RegimenState.WAITING


def _counts(of: Of, day: TargetedDay, policy: Policy) -> bool:
    covered = protected(day, policy.drinking_day_lead) if day.drank else None
    match of:
        case Of.DOSED:
            return day.taken is True
        case Of.RISK_COVERED:
            return day.risk_day and day.taken is True
        case Of.RISK_KNOWN:
            return day.risk_day and day.taken is not None
        case Of.RISK_UNKNOWN:
            return day.risk_day and day.taken is None
        case Of.DRINKING_COVERED:
            return covered is True
        case Of.DRINKING_KNOWN:
            return bool(day.drank) and covered is not None
        case Of.DRINKING_UNKNOWN:
            return bool(day.drank) and covered is None
        case Of.ASKED:
            return day.asked
        case Of.REPLIED:
            return day.asked and day.answered
        case _:
            return False
