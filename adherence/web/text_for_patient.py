"""What one patient would get for a text: in their language and level, with the values of their next dose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from adherence.actions.expect_doses import plan_of
from adherence.actions.plan_texts import medicine_of
from adherence.actions.queue_text import clinic_params
from adherence.actions.word_text import word_text
from adherence.db.clinic_templates import approved_texts, next_text, templates_in_force
from adherence.db.doses import doses_between
from adherence.db.patients import Patient, find_patients
from adherence.db.regimens import regimens_of
from adherence.domain.regimen import Fault
from adherence.domain.states import DoseState, RegimenState
from adherence.domain.timing import local_date
from adherence.domain.wording import clock_text, day_text, fill, language_of, params_of, values_in
from adherence.domain.wording.own import CATALOGUE, Review, TemplateState
from adherence.domain.wording.render import level_of
from adherence.domain.wording.samples import SAMPLE_PARAMS
from adherence.web import text_words
from adherence.web.forms import FormState, entered, typed
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.reading import actor, clinic, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session
from adherence.web.text_view import Shown, show

LABELS = {"who": "Name, number or id"}
_MOST_FOUND = 8
_AHEAD = timedelta(days=60)

bp = Blueprint("text_for_patient", __name__)


@dataclass(frozen=True, slots=True)
class Filling:
    """The values for one patient's text, and where they come from."""

    values: Mapping[str, Any]
    source: str


@bp.get("/settings/texts/<key>/patient")
@allow(*SEES_PATIENTS)
def form(key: str) -> str:
    """The text for the chosen patient, or a form to choose one."""
    wanted = request.args.get("patient", "")
    if not wanted:
        return _page(key, FormState({}, LABELS))
    try:
        patient = patient_or_404(UUID(wanted))
    except ValueError:
        abort(404)
    return _page(key, FormState({}, LABELS), patient=patient)


@bp.post("/settings/texts/<key>/patient")
@allow(*SEES_PATIENTS)
def choose(key: str) -> tuple[str, int] | str | Response:
    """Find the patient; a name stands in no address, so this is a form that is sent."""
    session = give_up_writing()
    found = find_patients(session, actor().clinic_id, typed("who"), limit=_MOST_FOUND + 1) if typed("who") else []
    if len(found) == 1:
        return redirect(url_for("text_for_patient.form", key=_known(key), patient=found[0].id))
    if not found:
        fault = Fault("who", "fits no patient of this clinic; write the start of a name, a number or an id")
        return _page(key, entered(LABELS, [fault])), 422
    return _page(key, entered(LABELS), found=found)


def _known(key: str) -> str:
    return key if key in CATALOGUE else abort(404)


def _page(key: str, state: FormState, *, patient: Patient | None = None, found: list[Patient] | None = None) -> str:
    facts = _facts(key, patient) if patient is not None else {}
    return render_template(
        "text_patient.html",
        key=_known(key),
        form=state,
        patient=patient,
        found=(found or [])[:_MOST_FOUND],
        more=len(found or []) > _MOST_FOUND,
        texts=text_words,
        **facts,
    )


def _facts(key: str, patient: Patient) -> dict[str, Any]:
    """What leaves for this patient now, and what would with the draft that waits."""
    _known(key)
    session, language, level = request_session(), language_of(patient.language), level_of(patient.discretion)
    filling = _filling(session, patient, key)
    params = {**SAMPLE_PARAMS[language], **clinic_params(clinic(), language), **filling.values}
    own = approved_texts(session, [patient.clinic_id])
    wording = word_text(own, patient.clinic_id, key, lang=language, level=level, params=params)
    slot = (key, language, level)
    waiting = (one for one in templates_in_force(session, patient.clinic_id) if one.slot == slot)
    draft = next((one for one in waiting if one.state is TemplateState.DRAFT), None)
    needed = params_of(key, lang=language, level=level)
    return {
        "leaves": _shown(wording.body, language),
        "version": text_words.version_words(wording.version),
        "draft": _shown(fill(draft.body, params), language) if draft and values_in(draft.body) <= needed else None,
        "source": filling.source,
        "examples": sorted(needed - filling.values.keys() - clinic_params(clinic(), language).keys()),
    }


def _shown(body: str, language: str) -> Shown:
    return show("", Review(body, (), ()), language)


def _filling(session: Session, patient: Patient, key: str) -> Filling:
    """The values of the text that waits for this patient, else of the next planned dose."""
    waiting = next_text(session, patient.clinic_id, patient.id, key)
    if waiting is not None:
        at = waiting.due_at.astimezone(patient.zone)
        return Filling(waiting.params, f"the text that waits to leave on {at:%a} {at.day} {at:%b} at {at:%H:%M}")
    today = local_date(now(), patient.zone)
    planned = doses_between(session, patient.clinic_id, patient.id, today, today + _AHEAD)
    dose = next((one for one in planned if one.state is DoseState.UPCOMING and one.due_at > now()), None)
    active = [one for one in regimens_of(session, patient.clinic_id, patient.id) if one.state is RegimenState.ACTIVE]
    regimen = next((one for one in active if dose is not None and one.id == dose.regimen_id), None)
    if dose is None or regimen is None:
        return Filling({}, "no dose is planned")
    local = dose.due_at.astimezone(patient.zone)
    values = {
        "time": clock_text(local),
        "date": day_text(local.date(), lang=patient.language),
        "medicine": medicine_of(plan_of(regimen.current)),
    }
    return Filling(values, f"the next planned dose, {local:%a} {local.day} {local:%b} at {local:%H:%M}")
