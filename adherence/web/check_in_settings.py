"""The clinic's regular questions: what is asked, in which words, how often, and who changed what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.change_question import MOST_OWN, change_question
from adherence.db.overview import names_of_staff
from adherence.db.questions import QuestionVersion, question_history, questions_of
from adherence.domain.cadence import Cadence
from adherence.domain.errors import Refused
from adherence.domain.questions import LANGUAGES, OWN_ANSWERS, SHIPPED, WITH_NUMBERS, AnswerKind, ClinicQuestion
from adherence.domain.regimen import Fault, time_text
from adherence.domain.states import CheckInKind, Role
from adherence.domain.wording.render import template
from adherence.web import words
from adherence.web.forms import FormState, entered, given, number, typed
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, clinic_zone, now, policy
from adherence.web.sessions import give_up_writing, request_session

LABELS = {
    "name": "Name",
    "answer": "Answer",
    "on": "Asked",
    "at": "Usual time",
    "cadence": "How often at first",
    "threshold": "Threshold",
    "goal": "Goal",
    "text_en": "Text in English",
    "text_es": "Text in Spanish",
}
_ON, _OFF = "on", "off"

bp = Blueprint("check_in_settings", __name__)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the history: what it changed against the one before, and who made it."""

    version: QuestionVersion
    changed: str
    by: str


@bp.get("/settings/check-ins")
@allow(*SEES_PATIENTS)
def show() -> str:
    """All questions as they hold now."""
    questions = questions_of(request_session(), actor().clinic_id)
    return render_template(
        "clinic_check_ins.html",
        questions=[(one, _texts(one), time_text(one.time_in(policy()))) for one in questions.values()],
        languages=LANGUAGES,
        is_admin=actor().role is Role.ADMIN,
        full=sum(one.is_own for one in questions.values()) >= MOST_OWN,
    )


@bp.get("/settings/check-ins/new")
@allow(Role.ADMIN)
def new_form() -> str:
    """A question that the clinic adds."""
    start = {"answer": AnswerKind.SCORE.value, "on": _ON, "at": "12:00", "cadence": Cadence.WEEKLY.value}
    return _page(None, FormState(start, LABELS))


@bp.post("/settings/check-ins/new")
@allow(Role.ADMIN)
def add() -> tuple[str, int] | Response:
    """Store it, once its texts pass the linter."""
    wanted = _typed() | given(answer=typed("answer"))
    try:
        added = change_question(request_session(), actor(), wanted, now=now())
    except Refused as refusal:
        return _again(None, refusal.faults)
    assert added is not None
    say(f"{added.name} is a question of the clinic; it is asked where it is switched on for a patient.")
    return redirect(url_for("check_in_settings.show"))


@bp.get("/settings/check-ins/<kind>")
@allow(Role.ADMIN)
def form(kind: str) -> str:
    """One question as a form, with its history."""
    question = _question_or_404(kind)
    values = {
        "name": question.name,
        "on": _ON if question.on else _OFF,
        "at": time_text(question.time_in(policy())),
        "cadence": question.cadence.value if question.cadence else "",
        "threshold": "" if question.threshold is None else str(question.threshold),
        "goal": "" if question.goal is None else str(question.goal),
        "text_en": question.text_en,
        "text_es": question.text_es,
    }
    return _page(question, FormState(values, LABELS))


@bp.post("/settings/check-ins/<kind>")
@allow(Role.ADMIN)
def save(kind: str) -> tuple[str, int] | Response:
    """Store a new version, once its texts pass the linter."""
    question = _question_or_404(kind)
    wanted = _typed() | {"kind": kind}
    if question.is_of_targeted_plan:
        wanted = {name: value for name, value in wanted.items() if name in ("kind", "on", "text_en", "text_es")}
    if not question.is_own:
        wanted.pop("name", None)
    try:
        changed = change_question(request_session(), actor(), wanted, now=now())
    except Refused as refusal:
        return _again(question, refusal.faults)
    say(f"{question.name}: version {changed.number} is stored." if changed else "Nothing was changed.")
    return redirect(url_for("check_in_settings.show"))


def _typed() -> dict[str, object]:
    on = {_ON: True, _OFF: False}.get(typed("on"))
    texts = {name: typed(name) for name in ("name", "at", "cadence", "text_en", "text_es")}
    return given(**texts, threshold=number(typed("threshold")), goal=number(typed("goal"))) | {"on": on}


def _question_or_404(kind: str) -> ClinicQuestion:
    return questions_of(request_session(), actor().clinic_id).get(kind) or abort(404)


def _again(question: ClinicQuestion | None, faults: Iterable[Fault]) -> tuple[str, int]:
    give_up_writing()
    return _page(question, entered(LABELS, faults, {"kind": "name"})), 422


def _texts(question: ClinicQuestion) -> dict[str, str]:
    """What is sent at the most discreet level, by language."""
    return {language: question.own_text(language) or _shipped(question, language) for language in LANGUAGES}


def _shipped(question: ClinicQuestion, language: str) -> str:
    if question.is_own:
        return ""
    key = "follow_up_targeted" if question.kind == CheckInKind.FOLLOW_UP else question.template
    return template(key, lang=language, level=0)


def _page(question: ClinicQuestion | None, form: FormState) -> str:
    session, clinic_id = request_session(), actor().clinic_id
    kind = AnswerKind(question.answer) if question else None
    history = question_history(session, clinic_id, question.kind) if question else []
    return render_template(
        "clinic_check_in.html",
        question=question,
        form=form,
        shipped={language: _shipped(question, language) if question else "" for language in LANGUAGES},
        languages=LANGUAGES,
        timed=question is None or not question.is_of_targeted_plan,
        worded=question is None or question.kind != CheckInKind.FOLLOW_UP,
        with_numbers=kind is None or kind in WITH_NUMBERS,
        is_drinks=kind is AnswerKind.DRINKS,
        answers=[(answer, words.ANSWER[answer]) for answer in OWN_ANSWERS],
        cadences=list(words.CADENCE.items()),
        history=_history(history, names_of_staff(session, clinic_id)),
        zone=clinic_zone(),
    )


_SHOWN = ("name", "on", "at", "cadence", "threshold", "goal", "text_en", "text_es")


def _history(versions: list[QuestionVersion], names: dict[str, str]) -> list[VersionLine]:
    """Each version against the one before; the first against what is shipped."""
    shipped = {question.kind: question for question in SHIPPED}
    values = [version.as_value() for version in versions]
    lines = []
    for place, version in enumerate(versions):
        before = values[place + 1] if place + 1 < len(values) else shipped.get(version.kind)
        after = values[place]
        changed = [
            f"{LABELS[name]}: {_shown(getattr(after, name))}"
            for name in _SHOWN
            if before is None or getattr(before, name) != getattr(after, name)
        ]
        lines.append(VersionLine(version, "; ".join(changed), names.get(version.recorded_by, "another system")))
    return lines


def _shown(value: object) -> str:
    match value:
        case bool():
            return "on" if value else "off"
        case None | "":
            return "none"
        case Cadence():
            return words.CADENCE[value].lower()
        case str():
            return f"“{value}”"
        case _:
            return str(value)[:5]
