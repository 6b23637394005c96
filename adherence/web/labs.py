"""Liver tests: the card of the patient's page, and the pages that record a result, withdraw it or bring it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from adherence.actions.record_lab import correct_lab, record_lab
from adherence.actions.watch_liver_tests import tests_of
from adherence.db.corrections import Correction
from adherence.db.labs import Lab, lab_by_id
from adherence.db.patients import Patient
from adherence.db.watched import Watched
from adherence.domain.errors import Refused
from adherence.domain.liver import LiverState, LiverTest, PlannedTest, is_above_threshold, next_test, times_limit
from adherence.domain.policy import Policy
from adherence.domain.regimen import plain_number
from adherence.domain.timing import local_date
from adherence.web.charts import Point, lab_chart, test_legend
from adherence.web.day_notes import Note
from adherence.web.filters import day, plural
from adherence.web.forms import FormState, entered, given, number, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404, policy
from adherence.web.sessions import give_up_writing, request_session
from adherence.web.supply import EVENTS, REASON_LABELS

LABELS = {
    "taken_on": "Day of the sample",
    "test": "Test",
    "value": "Result",
    "unit": "Unit",
    "upper_limit": "Upper limit",
}
_CORRECTIONS = "/labs/<uuid:lab_id>/<any(withdraw,restore):act>"

bp = Blueprint("labs", __name__)


@dataclass(frozen=True, slots=True)
class LabLine:
    """One result in the table."""

    lab: Lab
    times: str
    is_high: bool
    correction: Correction | None


@dataclass(frozen=True, slots=True)
class LabCard:
    """What the patient's page shows of liver tests."""

    lines: list[LabLine]
    """Newest first."""
    next_line: str
    tone: str
    drawing: Markup | None
    legend: list[tuple[Markup, str]]


def lab_card(
    patient: Patient, found: Watched, corrections: Sequence[Correction], rules: Policy, today: date
) -> LabCard | None:
    """The card of liver tests; None for who has neither results nor a plan of treatment."""
    if not found.labs and not found.regimens:
        return None
    newest = {line.record_id: line for line in corrections}
    next_line, tone = _next(next_test(tests_of(patient, found, rules, now=now())), today)
    points = [
        Point(lab.taken_on, times, lab.test)
        for lab in found.standing_labs
        if (times := times_limit(lab.value, lab.upper_limit)) is not None
    ]
    threshold = rules.liver_threshold_times_limit
    label = f"{plural(len(points), 'result')} as multiples of the upper limit; the line at {threshold:g} is urgent"
    return LabCard(
        lines=[_line(lab, newest.get(lab.id), rules) for lab in reversed(found.labs)],
        next_line=next_line,
        tone=tone,
        drawing=lab_chart(points, threshold, today, label) if points else None,
        legend=test_legend(points),
    )


def lab_notes(patient: Patient, found: Watched, rules: Policy) -> list[tuple[date, Note]]:
    """The days of results and of tests that are open, for the calendar."""
    open_tests = [t for t in tests_of(patient, found, rules, now=now()) if t.state is not LiverState.DONE]
    return [
        *((lab.taken_on, Note.TEST_DONE) for lab in found.standing_labs),
        *((test.due_on, Note.TEST_DUE) for test in open_tests),
    ]


@bp.get("/patients/<uuid:patient_id>/labs/new")
@allow(*ACTS_ON_PATIENTS)
def form(patient_id: UUID) -> str:
    """The form, with today."""
    patient = patient_or_404(patient_id)
    start = {"taken_on": local_date(now(), patient.zone).isoformat(), "test": LiverTest.ALT.value, "unit": "U/L"}
    return _page(patient, FormState(start, LABELS))


@bp.post("/patients/<uuid:patient_id>/labs/new")
@allow(*ACTS_ON_PATIENTS)
def record(patient_id: UUID) -> tuple[str, int] | Response:
    """Store the result; flags that are due close, one that is too high opens."""
    patient = patient_or_404(patient_id)
    wanted = given(
        taken_on=typed("taken_on"),
        test=typed("test"),
        value=number(typed("value")),
        unit=typed("unit"),
        upper_limit=number(typed("upper_limit")),
    )
    try:
        recorded = record_lab(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(patient_or_404(patient_id), entered(LABELS, refusal.faults)), 422
    say("The result is recorded.", warnings=recorded.warnings)
    return redirect(url_for("patient.show", patient_id=patient_id, _anchor="labs"))


@bp.get(_CORRECTIONS)
@allow(*ACTS_ON_PATIENTS)
def correction_form(lab_id: UUID, act: str) -> str:
    """Ask for the reason."""
    return _correction_page(_lab_or_404(lab_id), act, FormState({}, REASON_LABELS))


@bp.post(_CORRECTIONS)
@allow(*ACTS_ON_PATIENTS)
def correct(lab_id: UUID, act: str) -> tuple[str, int] | Response:
    """Withdraw the result or bring it back; the flags that followed are worked out anew."""
    lab = _lab_or_404(lab_id)
    try:
        correct_lab(request_session(), actor(), lab, EVENTS[act], given(reason=typed("reason")), now=now())
    except Refused as refusal:
        give_up_writing()
        state = entered(REASON_LABELS, refusal.faults, {"record": "reason"})
        return _correction_page(_lab_or_404(lab_id), act, state), 422
    say("The result is withdrawn." if lab.withdrawn else "The result counts again.")
    return redirect(url_for("patient.show", patient_id=lab.patient_id, _anchor="labs"))


def _next(test: PlannedTest | None, today: date) -> tuple[str, str]:
    if test is None:
        return "No test is due: no plan is running.", ""
    name = "the baseline" if test.month == 0 else f"month {test.month}"
    match test.state:
        case LiverState.OVERDUE:
            late = plural((today - test.due_on).days, "day")
            return f"Overdue by {late}: {name}, due {day(test.due_on, today)}", "bad"
        case LiverState.DUE:
            return f"Due now: {name}, since {day(test.due_on, today)}", "warn"
        case _:
            return f"Next: {name}, due {day(test.due_on, today)}", "good"


def _line(lab: Lab, correction: Correction | None, rules: Policy) -> LabLine:
    times = times_limit(lab.value, lab.upper_limit)
    said = f"{times:.1f} \N{MULTIPLICATION SIGN} limit" if times is not None else "cannot be judged: no limit"
    return LabLine(lab, said, is_above_threshold(lab.value, lab.upper_limit, rules), correction)


def _lab_or_404(lab_id: UUID) -> Lab:
    return lab_by_id(request_session(), actor().clinic_id, str(lab_id)) or abort(404)


def _page(patient: Patient, state: FormState) -> str:
    today = local_date(now(), patient.zone)
    threshold = policy().liver_threshold_times_limit
    tests = [(test.value, test.value.capitalize() if test.islower() else test.value) for test in LiverTest]
    return render_template("lab.html", patient=patient, form=state, today=today, tests=tests, threshold=threshold)


def _correction_page(lab: Lab, act: str, state: FormState) -> str:
    patient = patient_or_404(UUID(lab.patient_id))
    today = local_date(now(), patient.zone)
    what = f"{lab.test} {plain_number(lab.value)} {lab.unit}, taken {day(lab.taken_on, today)}"
    return render_template("record_correction.html", patient=patient, form=state, what=what, act=act)
