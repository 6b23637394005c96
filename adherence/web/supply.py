"""Tablets: the card of the patient's page, and the pages that record a dispense, withdraw it or bring it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from adherence.actions.answer_refill import HAS_MORE, NEEDS_MORE
from adherence.actions.count_tablets import count_tablets, tablet_plans
from adherence.actions.record_dispense import correct_dispense, record_dispense
from adherence.actions.watch_supply import run_out_of
from adherence.db.chart import Chart
from adherence.db.corrections import Correction, corrections_of
from adherence.db.dispenses import Dispense, dispense_by_id
from adherence.db.inbound import InboundMessage
from adherence.db.overview import names_of_staff
from adherence.db.patients import Patient
from adherence.db.watched import Watched, watched_of
from adherence.domain.errors import Refused
from adherence.domain.regimen import plain_number
from adherence.domain.states import AT_PROVIDER, CorrectionEvent
from adherence.domain.supply import HOW_COUNTED, Supply
from adherence.domain.timing import local_date
from adherence.web.charts import supply_chart
from adherence.web.day_notes import Note
from adherence.web.filters import day, plural
from adherence.web.forms import FormState, entered, given, number, typed
from adherence.web.guard import ACTS_ON_PATIENTS, SEES_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"dispensed_on": "Day", "tablets": "Tablets", "tablet_mg": "Strength", "days_supply": "Days of supply"}
REASON_LABELS = {"reason": "Reason"}
_CORRECTIONS = "/dispenses/<uuid:dispense_id>/<any(withdraw,restore):act>"
EVENTS = {"withdraw": CorrectionEvent.WITHDRAWN, "restore": CorrectionEvent.RESTORED}

bp = Blueprint("supply", __name__)


@dataclass(frozen=True, slots=True)
class StrengthCard:
    """The tablets of one strength, as the page says it."""

    headline: str
    sentence: str
    tone: str
    drawing: Markup


@dataclass(frozen=True, slots=True)
class SupplyCard:
    """What the patient's page shows of tablets."""

    strengths: list[StrengthCard]
    dispenses: list[tuple[Dispense, Correction | None]]
    """Newest first, each with the last line of its ledger of corrections."""
    asked: str
    how_counted: str


def supply_card(
    patient: Patient, chart: Chart, found: Watched, corrections: Sequence[Correction], today: date
) -> SupplyCard | None:
    """The card of tablets; None for who has neither tablets nor a plan of them."""
    if not found.dispenses and not tablet_plans(found):
        return None
    return SupplyCard(
        strengths=[_strength(supply, today) for supply in count_tablets(found, today)],
        dispenses=_with_corrections(found.dispenses, corrections),
        asked=_asked(found, chart.received, patient, today),
        how_counted=HOW_COUNTED,
    )


def supply_notes(found: Watched, today: date) -> list[tuple[date, Note]]:
    """The days of dispenses and of running out, for the calendar."""
    handed = [(dispense.dispensed_on, Note.DISPENSED) for dispense in found.standing_dispenses]
    ends = [(one.run_out_on, Note.RUN_OUT) for one in count_tablets(found, today) if one.run_out_on is not None]
    return [*handed, *ends]


def _with_corrections(
    dispenses: Sequence[Dispense], corrections: Sequence[Correction]
) -> list[tuple[Dispense, Correction | None]]:
    newest = {line.record_id: line for line in corrections}
    return [(dispense, newest.get(dispense.id)) for dispense in reversed(dispenses)]


@bp.get("/patients/<uuid:patient_id>/dispenses")
@allow(*SEES_PATIENTS)
def dispenses(patient_id: UUID) -> str:
    """Every dispense of a patient, with those that were withdrawn."""
    patient, session = patient_or_404(patient_id), request_session()
    found = watched_of(session, patient.id).dispenses
    return render_template(
        "dispenses.html",
        patient=patient,
        zone=patient.zone,
        today=local_date(now(), patient.zone),
        dispenses=_with_corrections(found, corrections_of(session, patient.id)),
        names=names_of_staff(session, patient.clinic_id),
    )


@bp.get("/patients/<uuid:patient_id>/dispenses/new")
@allow(*ACTS_ON_PATIENTS)
def form(patient_id: UUID) -> str:
    """The form, with today and the strength of the last dispense."""
    patient = patient_or_404(patient_id)
    start = {"dispensed_on": local_date(now(), patient.zone).isoformat()}
    before = watched_of(request_session(), patient.id).standing_dispenses
    if before:
        start["tablet_mg"] = str(plain_number(before[-1].tablet_mg))
    return _page(patient, FormState(start, LABELS))


@bp.post("/patients/<uuid:patient_id>/dispenses/new")
@allow(*ACTS_ON_PATIENTS)
def record(patient_id: UUID) -> tuple[str, int] | Response:
    """Store the dispense; the run-out date follows from it."""
    patient = patient_or_404(patient_id)
    wanted = given(
        dispensed_on=typed("dispensed_on"),
        tablets=number(typed("tablets")),
        tablet_mg=number(typed("tablet_mg")),
        days_supply=number(typed("days_supply")),
    )
    try:
        recorded = record_dispense(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(patient_or_404(patient_id), entered(LABELS, refusal.faults)), 422
    say("The dispense is recorded.", warnings=recorded.warnings)
    return redirect(url_for("patient.show", patient_id=patient_id, _anchor="supply"))


@bp.get(_CORRECTIONS)
@allow(*ACTS_ON_PATIENTS)
def correction_form(dispense_id: UUID, act: str) -> str:
    """Ask for the reason."""
    return _correction_page(_dispense_or_404(dispense_id), act, FormState({}, REASON_LABELS))


@bp.post(_CORRECTIONS)
@allow(*ACTS_ON_PATIENTS)
def correct(dispense_id: UUID, act: str) -> tuple[str, int] | Response:
    """Withdraw the dispense or bring it back; everything that followed is worked out anew."""
    dispense = _dispense_or_404(dispense_id)
    wanted = given(reason=typed("reason"))
    try:
        correct_dispense(request_session(), actor(), dispense, EVENTS[act], wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        state = entered(REASON_LABELS, refusal.faults, {"record": "reason"})
        return _correction_page(_dispense_or_404(dispense_id), act, state), 422
    say("The dispense is withdrawn." if dispense.withdrawn else "The dispense counts again.")
    return redirect(url_for("patient.show", patient_id=dispense.patient_id, _anchor="supply"))


def _strength(supply: Supply, today: date) -> StrengthCard:
    tablets = f"{plain_number(supply.left)} {'tablet' if supply.left == 1 else 'tablets'}"
    headline = f"{tablets} of {plain_number(supply.tablet_mg)} mg left"
    sentence, tone = _how_long(supply, today)
    label = f"{headline}. {sentence}"
    drawing = supply_chart(supply.course, supply.run_out_on, today, label)
    return StrengthCard(headline, sentence, tone, drawing)


def _how_long(supply: Supply, today: date) -> tuple[str, str]:
    run_out_on = supply.run_out_on
    if not supply.is_planned:
        return "No plan uses them from today on: they are not counted down.", ""
    if run_out_on is None:
        return "No end in sight within 400 days.", "good"
    if run_out_on <= today:
        return f"Ran out on {day(run_out_on, today)} by the plan.", "bad"
    days = (run_out_on - today).days
    return f"They last {plural(days, 'more day')} and run out on {day(run_out_on, today)}.", (
        "warn" if days <= 7 else "good"
    )


def _asked(found: Watched, received: Sequence[InboundMessage], patient: Patient, today: date) -> str:
    """What the last refill prompt asked, and what the patient answered."""
    prompts = [text for text in found.refills if text.state in AT_PROVIDER and text.started_at is not None]
    if not prompts or prompts[-1].started_at is None:
        return ""
    prompt = prompts[-1]
    on, about = local_date(prompts[-1].started_at, patient.zone), run_out_of(prompt)
    answers = {HAS_MORE: "has more", NEEDS_MORE: "needs more"}
    said = [
        answers[message.outcome]
        for message in sorted(received, key=lambda message: message.received_at)
        if message.outcome in answers and message.received_at >= prompts[-1].started_at
    ]
    answer = f"the patient {said[-1]}" if said else "no answer yet"
    return f"Asked on {day(on, today)} about running out on {day(about, today) if about else 'that day'}: {answer}."


def _dispense_or_404(dispense_id: UUID) -> Dispense:
    return dispense_by_id(request_session(), actor().clinic_id, str(dispense_id)) or abort(404)


def _page(patient: Patient, state: FormState) -> str:
    today = local_date(now(), patient.zone)
    return render_template("dispense.html", patient=patient, form=state, today=today)


def _correction_page(dispense: Dispense, act: str, state: FormState) -> str:
    patient = patient_or_404(UUID(dispense.patient_id))
    today = local_date(now(), patient.zone)
    mg, tablets = plain_number(dispense.tablet_mg), plain_number(dispense.tablets)
    what = f"{tablets} tablets of {mg} mg, handed out {day(dispense.dispensed_on, today)}"
    return render_template("record_correction.html", patient=patient, form=state, what=what, act=act)
