"""Which texts belong to a planned dose, and when each leaves and expires."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from adherence.actions.queue_text import text_row
from adherence.db.doses import Dose
from adherence.db.injections import STEPS_OF_A_BOOKING, Visit
from adherence.db.patients import Patient
from adherence.domain.dose import ExpectedDose
from adherence.domain.injection import appointment_text_times, visit_text_times
from adherence.domain.policy import Policy
from adherence.domain.regimen import Plan, TargetedPlan
from adherence.domain.states import PlanKind
from adherence.domain.targeted import ask_window, prompt_expires_at
from adherence.domain.wording import clock_text, day_text


def texts_of_dose(
    patient: Patient, dose: Dose, plan: Plan, policy: Policy, now: datetime, visit: Visit | None = None
) -> list[dict[str, Any]]:
    """The outbox rows of one dose; asks and visit texts whose time has passed already are left out."""
    match dose.kind:
        case PlanKind.DAILY:
            return _daily(patient, dose, plan, policy, now)
        case PlanKind.TARGETED:
            return _targeted(patient, dose, plan, policy, now)
        case PlanKind.INJECTION:
            return visit_texts(patient, dose, plan, policy, now, visit)


def medicine_of(plan: Plan) -> str:
    """The medicine's name as level 2 may say it: without strength and form."""
    return plan.medication.split()[0][:30] if plan.medication.split() else ""


def _daily(patient: Patient, dose: Dose, plan: Plan, policy: Policy, now: datetime) -> list[dict[str, Any]]:
    params = {"time": clock_text(time.fromisoformat(dose.slot)), "medicine": medicine_of(plan)}
    nudge_at = dose.due_at + policy.nudge_after
    minutes = policy.nudge_after // timedelta(minutes=1)
    rows = [
        text_row(
            patient,
            "reminder",
            now=now,
            why=f"Reminder at the slot {dose.slot}",
            params=params,
            due_at=dose.due_at,
            expires_at=dose.window_closes_at,
            dose_id=dose.id,
        )
    ]
    if nudge_at < dose.window_closes_at:
        rows.append(
            text_row(
                patient,
                "nudge",
                now=now,
                why=f"One nudge {minutes} minutes after the slot, if nothing was heard",
                params=params,
                due_at=nudge_at,
                expires_at=min(nudge_at + policy.nudge_expires_after, dose.window_closes_at),
                dose_id=dose.id,
            )
        )
    return rows


def _targeted(patient: Patient, dose: Dose, plan: Plan, policy: Policy, now: datetime) -> list[dict[str, Any]]:
    assert isinstance(plan, TargetedPlan)
    planned = ExpectedDose(
        dose.on, dose.slot, dose.due_at, dose.quantity_mg, dose.window_opens_at, dose.window_closes_at, dose.late_from
    )
    rows = [
        text_row(
            patient,
            "targeted_prompt",
            now=now,
            why=f"Prompt {plan.lead_minutes} minutes before {dose.slot} on a risk day",
            params={"medicine": medicine_of(plan)},
            due_at=dose.due_at,
            expires_at=prompt_expires_at(plan, planned),
            dose_id=dose.id,
        )
    ]
    ask = ask_window(plan, planned, patient.zone, policy)
    if ask is not None and ask[0] >= now:
        rows.append(
            text_row(
                patient,
                "risk_day_ask",
                now=now,
                why="Asks whether today is still a risk day",
                due_at=ask[0],
                expires_at=ask[1],
                dose_id=dose.id,
            )
        )
    return rows


def visit_texts(
    patient: Patient, dose: Dose, plan: Plan, policy: Policy, now: datetime, visit: Visit | None
) -> list[dict[str, Any]]:
    """The texts about the visit of an injection: the booked one's, else those of the due date."""
    params = visit_params(patient, visit.at if visit else dose.due_at) | {"medicine": medicine_of(plan)}
    times = (
        visit_text_times(visit.at, patient.zone, policy)
        if visit
        else appointment_text_times(dose.on, patient.zone, policy)
    )
    return [
        text_row(
            patient,
            f"appointment_{text.days_before}",
            now=now,
            why=f"Visit text {text.days_before} days before the {'booked visit' if visit else 'due date'}",
            params=params,
            due_at=text.send_at,
            expires_at=text.expires_at,
            dose_id=dose.id,
            step=visit_step(text.days_before, visit),
        )
        for text in times
        if text.expires_at > now and text.send_at >= now - timedelta(minutes=1)
    ]


def visit_params(patient: Patient, at: datetime) -> dict[str, str]:
    """The date and time of a visit as a text says them."""
    local = at.astimezone(patient.zone)
    return {"date": day_text(local.date(), lang=patient.language), "time": clock_text(local)}


def visit_step(days_before: int, visit: Visit | None) -> int:
    """Which text of a dose it is: each booking has its own, so that a visit that moves is told of once more."""
    return days_before + STEPS_OF_A_BOOKING * (visit.number if visit else 0)
