"""The section about regular questions on the page of a patient: which are on, how often and why, and what was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from adherence.actions.adapt_cadence import LOOK_BACK, time_of
from adherence.actions.reply_context import SENT, answered_within
from adherence.db.chart import Chart
from adherence.db.check_in_answers import (
    Asking,
    CadenceChange,
    CheckInAnswer,
    answers_of,
    askings_of,
    cadence_changes,
    latest_by_day,
)
from adherence.db.check_ins import CheckIn, check_ins_of
from adherence.db.overview import DoseFact
from adherence.db.patients import Patient
from adherence.db.questions import questions_of
from adherence.domain.cadence import is_locked, sentence_of
from adherence.domain.check_in_answers import Limits, limits_of
from adherence.domain.policy import Policy
from adherence.domain.questions import HIGHEST_SCORE, WITH_NUMBERS, AnswerKind, ClinicQuestion
from adherence.domain.regimen import time_text
from adherence.domain.states import TAKEN_STATES, DoseState, Source
from adherence.web.check_in_chart import Band, check_in_chart
from adherence.web.filters import day, plural
from adherence.web.question_words import CADENCE, said_in_words
from adherence.web.reading import now, policy
from adherence.web.sessions import request_session

_NOT_TAKEN = (DoseState.SKIPPED, DoseState.MISSED, DoseState.NO_ANSWER)
_SHOWN_CHANGES = 30


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One question that is on, or that was answered lately."""

    kind: str
    name: str
    on: bool
    when: str
    why: str
    lock: str
    silent: int
    limits: str
    last: str
    last_words: str
    last_note: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of how often a question is asked."""

    name: str
    what: str
    why: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DayRow:
    """One date of the table behind the chart."""

    on: date
    answers: list[str]
    doses: str


def check_in_card(patient: Patient, chart: Chart, today: date) -> dict[str, object]:
    """The values of the section; the number of queries does not grow."""
    session, rules = request_session(), policy()
    questions = {
        kind: question
        for kind, question in questions_of(session, patient.clinic_id).items()
        if not question.is_of_targeted_plan
    }
    rows = check_ins_of(session, patient.id)
    first = today - LOOK_BACK
    answers = answers_of(session, patient.id, first, today)
    latest = latest_by_day(answers)
    askings = _by_kind(askings_of(session, patient.id, SENT, since=now() - LOOK_BACK))
    changes = cadence_changes(session, patient.id, limit=_SHOWN_CHANGES)
    newest = {change.kind: change for change in reversed(changes)}
    by_kind: dict[str, dict[date, CheckInAnswer]] = defaultdict(dict)
    for (kind, on), answer in latest.items():
        by_kind[kind][on] = answer
    shown = [one for kind, one in questions.items() if kind in by_kind or (kind in rows and rows[kind].on)]
    lines = [
        _line(
            patient, one, rows.get(one.kind), by_kind[one.kind], askings[one.kind], newest.get(one.kind), today, rules
        )
        for one in shown
    ]
    doses = _doses_by_day(chart.doses, first)
    drawn = [one for one in shown if any(answer.value is not None for answer in by_kind[one.kind].values())]
    return {
        "check_ins": {
            "lines": lines,
            "off": [one for one in questions.values() if one not in shown],
            "drawing": _drawing(drawn, rows, by_kind, doses, first, today),
            "columns": [one.name for one in shown if by_kind[one.kind]],
            "table": _table([one for one in shown if by_kind[one.kind]], by_kind, doses),
            "changes": [_change(change, questions, chart.names) for change in changes if change.kind in questions],
        }
    }


def _by_kind(askings: Iterable[Asking]) -> dict[str, list[Asking]]:
    found: dict[str, list[Asking]] = defaultdict(list)
    for asking in askings:
        found[asking.kind].append(asking)
    return found


def _line(
    patient: Patient,
    question: ClinicQuestion,
    row: CheckIn | None,
    answers: Mapping[date, CheckInAnswer],
    askings: Sequence[Asking],
    change: CadenceChange | None,
    today: date,
    rules: Policy,
) -> AskedLine:
    on = row is not None and row.on
    last = answers[max(answers)] if answers else None
    limits = limits_of(question, row.threshold if row else None, row.goal if row else None)
    return AskedLine(
        kind=question.kind,
        name=question.name,
        on=on,
        when=_when(question, row, rules) if row is not None and on else "Off",
        why=_why(change, patient, today) if on and change is not None else "",
        lock=_lock(row, today) if row is not None and on else "",
        silent=_silent(question, answers, askings) if on else 0,
        limits=_limits(question, limits),
        last=said_in_words(question.answer, last.said) if last else "No answer yet",
        last_words=(last.text or "") if last else "",
        last_note=_last_note(last, today) if last else "",
    )


def _why(change: CadenceChange, patient: Patient, today: date) -> str:
    changed_on = change.recorded_at.astimezone(patient.zone).date()
    return f"{sentence_of(change.cause, change.count)}, {day(changed_on, today)}"


def _when(question: ClinicQuestion, row: CheckIn, rules: Policy) -> str:
    often = CADENCE[row.cadence] if row.cadence else ""
    return f"{often} at {time_text(time_of(row, question, rules))}"


def _lock(row: CheckIn, today: date) -> str:
    if not is_locked(row.locked, row.locked_until_on, today):
        return ""
    return f"Locked until {day(row.locked_until_on, today)}" if row.locked_until_on else "Locked"


def _silent(question: ClinicQuestion, answers: Mapping[date, CheckInAnswer], askings: Sequence[Asking]) -> int:
    """How many of the newest askings whose time is over were left without an answer."""
    found = 0
    for asking in reversed(askings):
        if asking.on in answers:
            break
        found += asking.arrived and now() >= asking.started_at + answered_within(question.template)
    return found


def _limits(question: ClinicQuestion, limits: Limits) -> str:
    if question.answer not in WITH_NUMBERS or limits.threshold is None:
        return ""
    if question.answer is AnswerKind.DRINKS:
        goal = "Goal: none" if not limits.goal else f"Goal: {limits.goal} at most"
        return f"{goal}; flag above {limits.threshold}"
    goal = f"Goal: {limits.goal} at most; " if limits.goal is not None else ""
    return f"{goal}{'flag' if goal else 'Flag'} from {limits.threshold} on"


def _last_note(answer: CheckInAnswer, today: date) -> str:
    return day(answer.on, today) + (", told to staff" if answer.source is Source.STAFF else "")


def _doses_by_day(doses: Iterable[DoseFact], first: date) -> dict[date, bool]:
    """Whether all that was due on a date was taken; dates without a dose that is over are left out."""
    found: dict[date, bool] = {}
    for dose in doses:
        if dose.on < first or dose.state not in (*TAKEN_STATES, *_NOT_TAKEN):
            continue
        found[dose.on] = found.get(dose.on, True) and dose.state in TAKEN_STATES
    return found


def _drawing(
    questions: Sequence[ClinicQuestion],
    rows: Mapping[str, CheckIn],
    answers: Mapping[str, Mapping[date, CheckInAnswer]],
    doses: Mapping[date, bool],
    first: date,
    today: date,
) -> Markup | None:
    if not questions:
        return None
    bands = []
    for question in questions:
        row = rows.get(question.kind)
        numbers = {on: answer.value for on, answer in answers[question.kind].items() if answer.value is not None}
        limits = limits_of(question, row.threshold if row else None, row.goal if row else None)
        drinks = question.answer is AnswerKind.DRINKS
        top = max(4, *numbers.values()) if drinks else HIGHEST_SCORE
        bands.append(Band(question.name, numbers, limits.threshold, top, bars=drinks))
    label = "; ".join(f"{band.title}: {plural(len(band.numbers), 'answer')}" for band in bands)
    return check_in_chart(bands, doses, first, today, f"Twelve weeks. {label}. The table below has the same")


def _table(
    questions: Sequence[ClinicQuestion],
    answers: Mapping[str, Mapping[date, CheckInAnswer]],
    doses: Mapping[date, bool],
) -> list[DayRow]:
    dates = sorted({on for question in questions for on in answers[question.kind]}, reverse=True)
    return [
        DayRow(
            on,
            [
                said_in_words(question.answer, answers[question.kind][on].said) if on in answers[question.kind] else ""
                for question in questions
            ],
            "" if on not in doses else "All taken" if doses[on] else "Not all taken",
        )
        for on in dates
    ]


def _change(change: CadenceChange, questions: Mapping[str, ClinicQuestion], names: Mapping[str, str]) -> ChangeLine:
    moved = change.cadence_from is not change.cadence_to
    return ChangeLine(
        name=questions[change.kind].name,
        what=CADENCE[change.cadence_to] if moved else f"Stays: {CADENCE[change.cadence_to].lower()}",
        why=sentence_of(change.cause, change.count) + (f" until {change.until_on:%-d %b}" if change.until_on else ""),
        reason=change.reason or "",
        by=names.get(change.recorded_by, "another system") if change.recorded_by else "",
        at=change.recorded_at,
    )
