"""The start gate: its questions on a page of their own, its answers and their history on the patient's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.sign_gate import sign_gate
from adherence.actions.warn_of_opioids import current_opioids, warn_of_opioids
from adherence.db.chart import Chart
from adherence.db.gates import StartGate, latest_gate
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.domain.start_gate import AGENTS, GateAnswers, changed_answers
from adherence.web import words
from adherence.web.filters import day
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404, policy
from adherence.web.sessions import give_up_writing, request_session

LABELS = words.GATE_QUESTION | {"signed_by": "Signed by", "note": "Note"}
_ONE = ("agent", "opioid_free_since", "urine_test", "naloxone_challenge", "pregnancy", "baseline_liver_test")
_SEVERAL = ("contraindications", "opioid_medicines", "hepatotoxic_medicines")
_WORDS: dict[str, dict[str, str]] = {
    "agent": words.AGENT,
    "urine_test": words.URINE_TEST,
    "naloxone_challenge": words.CHALLENGE,
    "contraindications": words.CONTRAINDICATION,
    "opioid_medicines": words.OPIOID_MEDICINE,
    "hepatotoxic_medicines": words.HEPATOTOXIC_MEDICINE,
    "pregnancy": words.PREGNANCY,
    "baseline_liver_test": words.BASELINE_LIVER_TEST,
}

bp = Blueprint("start_gate", __name__)


@dataclass(frozen=True, slots=True)
class Signature:
    """One time that the gate was signed; ``changed`` names the questions answered otherwise than the time before."""

    signed_by: str
    signed_at: datetime
    passed: bool
    changed: list[str]


@dataclass(frozen=True, slots=True)
class GateCard:
    """The signed start gate that holds, and every signature, newest first."""

    passed: bool
    lines: list[tuple[str, str]]
    reasons: list[str]
    warnings: list[str]
    note: str | None
    signed_by: str
    signed_at: datetime
    history: list[Signature]


def gate_card(chart: Chart, today: date) -> GateCard | None:
    """The gate that holds, opened; None where none was signed."""
    if not chart.gates:
        return None
    gate = chart.gates[0]
    before: list[StartGate | None] = [*chart.gates[1:], None]
    return GateCard(
        passed=gate.passed,
        lines=list(_lines(gate.answers, today)),
        reasons=gate.forbidding,
        warnings=gate.warnings,
        note=gate.details.get("note"),
        signed_by=gate.signed_by,
        signed_at=gate.signed_at,
        history=[_signature(one, earlier) for one, earlier in zip(chart.gates, before, strict=True)],
    )


def _signature(gate: StartGate, before: StartGate | None) -> Signature:
    changed = changed_answers(before.answers, gate.answers) if before is not None else []
    return Signature(
        gate.signed_by, gate.signed_at, gate.passed, [words.GATE_QUESTION[code].lower() for code in changed]
    )


def _lines(answers: GateAnswers, today: date) -> Iterator[tuple[str, str]]:
    """Each question that was answered, with its answer in words."""
    for code, question in words.GATE_QUESTION.items():
        answer = getattr(answers, code)
        if not answer:
            continue
        if isinstance(answer, date):
            yield question, day(answer, today)
        else:
            names = _WORDS[code]
            several: tuple[str, ...] = answer if isinstance(answer, tuple) else (str(answer),)
            yield question, "; ".join(names.get(one, one) for one in several)


@bp.get("/patients/<uuid:patient_id>/gate")
@allow(*ACTS_ON_PATIENTS)
def form(patient_id: UUID) -> str:
    """The questions before the first reminder, with what was answered last time; tests are never taken over."""
    patient = patient_or_404(patient_id)
    start = {"signed_by": actor().name}
    last = latest_gate(request_session(), patient.id)
    if last is not None:
        start |= _values(last.answers)
    return _page(patient, FormState(start, LABELS), last)


@bp.post("/patients/<uuid:patient_id>/gate")
@allow(*ACTS_ON_PATIENTS)
def sign(patient_id: UUID) -> tuple[str, int] | Response:
    """Store the signed answers; plans that waited begin when they pass."""
    patient = patient_or_404(patient_id)
    answers = given(
        **{name: typed(name) for name in _ONE},
        **{name: [item for item in request.form.getlist(name) if item.strip()] for name in _SEVERAL},
        note=typed("note"),
        signed_by=typed("signed_by"),
    )
    try:
        gate = sign_gate(request_session(), actor(), patient, answers, now=now())
    except Refused as refusal:
        give_up_writing()
        last = latest_gate(request_session(), str(patient_id))
        return _page(patient_or_404(patient_id), entered(LABELS, refusal.faults), last), 422
    said = "The start gate is signed." if gate.passed else "The answers are signed, and they do not pass."
    grave = [*gate.forbidding, *warn_of_opioids(request_session(), patient, now=now())]
    say(said, warnings=[*grave, *gate.warnings])
    return redirect(url_for("patient.show", patient_id=patient_id))


def _values(answers: GateAnswers) -> dict[str, str]:
    """What is still true of the last answers, as the form holds it; a urine test or a challenge is done anew."""
    kept = {"agent": answers.agent, "pregnancy": answers.pregnancy, "baseline_liver_test": answers.baseline_liver_test}
    kept["opioid_free_since"] = answers.opioid_free_since.isoformat() if answers.opioid_free_since else None
    several = {name: "\n".join(getattr(answers, name)) for name in _SEVERAL}
    return {name: value for name, value in kept.items() if value} | several


def _page(patient: Patient, state: FormState, last: StartGate | None) -> str:
    rules = policy()
    return render_template(
        "gate.html",
        patient=patient,
        form=state,
        last=last,
        opioids=current_opioids(request_session(), patient, now()),
        agents=AGENTS,
        least_days=rules.opioid_free_days_least,
        usual_days=rules.opioid_free_days,
        long_acting_days=rules.opioid_free_days_long_acting,
    )
