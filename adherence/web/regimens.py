"""Starting, changing and stopping a regimen, with a look at the next doses before anything is stored."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.change_regimen import change_regimen
from adherence.actions.check_beside_others import check_beside_others
from adherence.actions.expect_doses import plan_of
from adherence.actions.start_regimen import start_regimen
from adherence.actions.stop_regimen import stop_regimen
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.errors import Refused
from adherence.domain.expected import ExpectedDose, expected_doses
from adherence.domain.regimen import WEEKDAYS, Advance, Fault, Plan, RegimenFaults, RegimenKind
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.states import RegimenState
from adherence.domain.timing import local_date
from adherence.web import words
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.plans import plan_line
from adherence.web.reading import actor, now, patient_or_404, policy, regimen_or_404
from adherence.web.regimen_form import (
    INPUTS,
    LABELS,
    PRESETS,
    read_regimen,
    rows_of_steps,
    starting_values,
    values_of,
)
from adherence.web.sessions import give_up_writing, request_session

PREVIEW_DAYS = 400
PREVIEW_DOSES = 10
MIXED = "mixed_25"
STOP_LABELS = {"on": "First day without doses", "cause": "Why", "reason": "Reason"}

bp = Blueprint("regimens", __name__)


@dataclass(frozen=True, slots=True)
class Preview:
    """The next doses of a typed regimen, and what a prescriber should know."""

    line: str
    doses: list[ExpectedDose]
    warnings: list[str]
    refusals: list[str]


@bp.get("/patients/<uuid:patient_id>/regimens/new")
@allow(*ACTS_ON_PATIENTS)
def choose_kind(patient_id: UUID) -> str:
    """Which of the three kinds."""
    return render_template("regimen_kind.html", patient=patient_or_404(patient_id), kinds=RegimenKind)


@bp.get("/patients/<uuid:patient_id>/regimens/new/<any(daily, injection, targeted):kind>")
@allow(*ACTS_ON_PATIENTS)
def start_form(patient_id: UUID, kind: str) -> str:
    """The form of one kind."""
    patient = patient_or_404(patient_id)
    values = starting_values(RegimenKind(kind), local_date(now(), patient.zone).isoformat())
    if kind == RegimenKind.TARGETED and "quantity_mg" in request.args:
        values["quantity_mg"] = request.args["quantity_mg"]  # the second half of a mixed plan
    return _page(patient, RegimenKind(kind), FormState(values, LABELS[RegimenKind(kind)]))


@bp.post("/patients/<uuid:patient_id>/regimens/new/<any(daily, injection, targeted):kind>")
@allow(*ACTS_ON_PATIENTS)
def start(patient_id: UUID, kind: str) -> str | tuple[str, int] | Response:
    """Show the next doses, or store the regimen."""
    wanted, patient = read_regimen(RegimenKind(kind)), patient_or_404(patient_id)
    if typed("do") == "preview":
        give_up_writing()
        return _preview_page(patient_or_404(patient_id), RegimenKind(kind), wanted)
    try:
        started = start_regimen(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(patient_or_404(patient_id), RegimenKind(kind), _entered(kind, refusal.faults)), 422
    say("The plan is stored.", warnings=started.warnings)
    if typed("preset") == MIXED:
        say("Now the tablets for risk days: choose them here.")
        return redirect(url_for("regimens.start_form", patient_id=patient_id, kind="targeted", quantity_mg="25"))
    waiting = started.regimen.state is RegimenState.WAITING
    return redirect(url_for("start_gate.form" if waiting else "patient.show", patient_id=patient_id))


@bp.get("/regimens/<uuid:regimen_id>/change")
@allow(*ACTS_ON_PATIENTS)
def change_form(regimen_id: UUID) -> str:
    """The form with the plan as it is."""
    regimen = regimen_or_404(regimen_id)
    patient = patient_or_404(UUID(regimen.patient_id))
    kind = RegimenKind(regimen.kind.value)
    values = values_of(plan_of(regimen.current)) | {"from": local_date(now(), patient.zone).isoformat()}
    return _page(patient, kind, FormState(values, LABELS[kind]), regimen=regimen)


@bp.post("/regimens/<uuid:regimen_id>/change")
@allow(*ACTS_ON_PATIENTS)
def change(regimen_id: UUID) -> str | tuple[str, int] | Response:
    """Show the next doses, or store a new version; past doses keep the plan they were made by."""
    regimen = regimen_or_404(regimen_id)
    patient_id, kind = UUID(regimen.patient_id), RegimenKind(regimen.kind.value)
    wanted = read_regimen(kind)
    if typed("do") == "preview":
        give_up_writing()
        return _preview_page(patient_or_404(patient_id), kind, wanted, regimen_or_404(regimen_id), typed("from"))
    try:
        wanted |= given(**{"from": typed("from"), "reason": typed("reason")})
        changed = change_regimen(request_session(), actor(), regimen, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        form = _entered(kind, refusal.faults)
        return _page(patient_or_404(patient_id), kind, form, regimen=regimen_or_404(regimen_id)), 422
    say("The change is stored.", warnings=changed.warnings)
    return redirect(url_for("patient.show", patient_id=patient_id))


@bp.get("/regimens/<uuid:regimen_id>/stop")
@allow(*ACTS_ON_PATIENTS)
def stop_form(regimen_id: UUID) -> str:
    """From when, and why."""
    regimen = regimen_or_404(regimen_id)
    patient = patient_or_404(UUID(regimen.patient_id))
    return _stop_page(regimen, FormState({"on": local_date(now(), patient.zone).isoformat()}, STOP_LABELS))


@bp.post("/regimens/<uuid:regimen_id>/stop")
@allow(*ACTS_ON_PATIENTS)
def stop(regimen_id: UUID) -> tuple[str, int] | Response:
    """Stop it; doses from that day on are taken out."""
    regimen = regimen_or_404(regimen_id)
    try:
        wanted = given(on=typed("on"), cause=typed("cause"), reason=typed("reason"))
        stop_regimen(request_session(), actor(), regimen, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _stop_page(regimen_or_404(regimen_id), entered(STOP_LABELS, refusal.faults)), 422
    say("The plan is stopped." if regimen.state is RegimenState.STOPPED else "The stop is noted.")
    return redirect(url_for("patient.show", patient_id=regimen.patient_id))


def _preview_page(
    patient: Patient, kind: RegimenKind, wanted: object, regimen: Regimen | None = None, from_text: str = ""
) -> str | tuple[str, int]:
    try:
        plan = parse_regimen(wanted, policy())
    except RegimenFaults as broken:
        return _page(patient, kind, _entered(kind, broken.faults), regimen=regimen), 422
    return _page(patient, kind, _entered(kind), _preview(patient, plan, regimen, from_text), regimen)


def _preview(patient: Patient, plan: Plan, regimen: Regimen | None, from_text: str) -> Preview:
    """The doses from today, or from the day of a change; what the patient's other plans forbid counts too."""
    first = max(plan.starts_on, local_date(now(), patient.zone))
    with suppress(ValueError):
        first = max(first, date.fromisoformat(from_text))
    first = min(first, date.max - timedelta(days=PREVIEW_DAYS + 40))
    doses = expected_doses(plan, first, first + timedelta(days=PREVIEW_DAYS), patient.zone)
    without, from_on = (regimen.id, first) if regimen else (None, None)
    checks = check_beside_others(request_session(), patient, plan, policy(), without=without, from_on=from_on)
    return Preview(plan_line(plan), doses[:PREVIEW_DOSES], list(checks.warnings), list(checks.refusals))


def _entered(kind: RegimenKind | str, faults: tuple[Fault, ...] = ()) -> FormState:
    return entered(LABELS[RegimenKind(kind)], faults, INPUTS)


def _page(
    patient: Patient,
    kind: RegimenKind,
    form: FormState,
    preview: Preview | None = None,
    regimen: Regimen | None = None,
) -> str:
    return render_template(
        "regimen.html",
        patient=patient,
        kind=kind.value,
        form=form,
        preview=preview,
        regimen=regimen,
        presets=PRESETS,
        weekdays=WEEKDAYS,
        rows_of_steps=rows_of_steps(form.values),
        advances=[(advance.value, words.ADVANCE[advance]) for advance in Advance],
        policy=policy(),
    )


def _stop_page(regimen: Regimen, form: FormState) -> str:
    return render_template(
        "stop.html",
        regimen=regimen,
        line=plan_line(plan_of(regimen.current)),
        patient=patient_or_404(UUID(regimen.patient_id)),
        form=form,
    )
