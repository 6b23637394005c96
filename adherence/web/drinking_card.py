"""The section about risk days and drinking on the page of a patient with a targeted plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from markupsafe import Markup

from adherence.actions.declare_risk_day import targeted_plan_on
from adherence.db.chart import Chart
from adherence.db.check_ins import CheckIn, check_ins_of
from adherence.db.overview import DoseFact
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, RiskDay
from adherence.domain.check_ins import usual_time
from adherence.domain.drinking import DrinkingAnswer, known_of_days
from adherence.domain.holds import HoldSpan, holding
from adherence.domain.measure.targeted import HOW_COUNTED, DoseOfDay, protected, targeted_days
from adherence.domain.policy import Policy
from adherence.domain.regimen import time_text
from adherence.domain.risk_days import ComingDay, DeclaredDay, RiskDayKind, coming_day
from adherence.domain.states import TAKEN_STATES, CheckInKind, DoseState, PlanKind, RegimenState, Source
from adherence.domain.timing import ONE_DAY, day_exists, instant_of
from adherence.web import words
from adherence.web.filters import clock, moment, plural
from adherence.web.reading import now, policy
from adherence.web.sessions import request_session

COMING_DAYS = 14
NIGHTS_BACK = 42
MOST_NIGHTS = 8
_NIGHT_BEGINS = time(12, 0)
_NIGHT_HOURS = 18
_WIDTH, _HEIGHT, _EDGE = 180, 22, 6
_TICKS = "".join(f"M{_EDGE + hour / _NIGHT_HOURS * (_WIDTH - 2 * _EDGE):g} {_HEIGHT // 2 - 3}v6" for hour in (6, 12))
_AXIS = Markup(  # noqa: S704 - built here from numbers only
    '<svg class="symbols" aria-hidden="true" width="0" height="0">'
    f'<path id="night" class="n-line" d="M{_EDGE} {_HEIGHT // 2}H{_WIDTH - _EDGE}{_TICKS}"/></svg>'
)
"""From noon to six in the morning, a stroke at each quarter; once on a page, for the pictures of all nights."""
_WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


@dataclass(frozen=True, slots=True)
class DayCell:
    """One of the coming days: ``mark`` is its kind for the style sheet, ``label`` and ``title`` say it in words."""

    on: date
    mark: str
    at: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One regular question, with when it is asked."""

    name: str
    on: bool
    when: str


@dataclass(frozen=True, slots=True)
class Night:
    """One day with a targeted dose or a report about drinking: what is known, and a picture of it."""

    on: date
    dose: str
    drinking: str
    covered: str
    by: str
    picture: Markup


def drinking_card(patient: Patient, chart: Chart, today: date) -> dict[str, object]:
    """The values of the section; without a targeted plan there is none, and nothing more is read."""
    regimens = [regimen for regimen in chart.regimens if regimen.kind is PlanKind.TARGETED]
    if not regimens:
        return {"drinking": None}
    running = next((regimen for regimen in regimens if regimen.state is not RegimenState.STOPPED), None)
    rules, at = policy(), now()
    rows = check_ins_of(request_session(), patient.id)
    return {
        "drinking": {
            "coming": [] if running is None else _coming(patient, chart, running, today),
            "questions": [_question(kind, rows.get(kind), rules) for kind in CheckInKind],
            "axis": _AXIS,
            "nights": _nights(patient, chart, rules, today, at),
            "how_counted": [(words.MEASURE[name], text) for name, text in HOW_COUNTED.items()],
            "runs": running is not None,
        }
    }


def _coming(patient: Patient, chart: Chart, regimen: Regimen, today: date) -> list[DayCell]:
    rows = {day.on: day for day in chart.risk_days if day.regimen_id == regimen.id}
    declared = {
        on: DeclaredDay(time.fromisoformat(row.anticipated_at) if row.anticipated_at else None, row.declined)
        for on, row in rows.items()
    }
    dates = [today + number * ONE_DAY for number in range(COMING_DAYS)]
    days = [coming_day(targeted_plan_on(regimen, on), on, declared) for on in dates if day_exists(on, patient.zone)]
    return [_cell(day, rows.get(day.on), chart.targeted.holds, patient) for day in days]


def _cell(day: ComingDay, row: RiskDay | None, holds: Sequence[HoldSpan], patient: Patient) -> DayCell:
    at = time_text(day.anticipated_at) if day.anticipated_at else ""
    said = f"{_said_by(row)}, {moment(row.recorded_at, patient.zone, now())}" if row is not None else ""
    if holding(holds, day.on) is not None:
        return DayCell(day.on, "held", "", "held", "Held: nothing is expected")
    match day.kind:
        case RiskDayKind.WEEKLY:
            return DayCell(day.on, "risk", at, "weekly", f"Weekly risk day, expected {at}")
        case RiskDayKind.DECLARED:
            return DayCell(day.on, "declared", at, _said_by(row), f"Declared {said}, expected {at}")
        case RiskDayKind.DECLINED:
            return DayCell(day.on, "declined", "", "taken back", f"No risk day: taken back {said}")
        case None:
            return DayCell(day.on, "plain", "", "", "Nothing is expected")


def _said_by(row: RiskDay | None) -> str:
    return "by text" if row is not None and row.source == Source.PATIENT_SMS else "by staff"


def _question(kind: CheckInKind, row: CheckIn | None, rules: Policy) -> QuestionLine:
    at = (row.at if row is not None else None) or time_text(usual_time(kind, rules))
    day = _WEEKDAYS[rules.planner_weekday] if kind is CheckInKind.PLANNER else "the day after"
    return QuestionLine(words.CHECK_IN[kind], row is not None and row.on, f"{day} at {at}")


def _nights(patient: Patient, chart: Chart, rules: Policy, today: date, at: datetime) -> list[Night]:
    """The latest days with a dose that was due, or with a report, newest first."""
    first = today - timedelta(days=NIGHTS_BACK)
    known = known_of_days(chart.targeted.answers)
    doses = {
        dose.on: dose
        for dose in chart.doses
        if dose.kind is PlanKind.TARGETED and dose.window_opens_at <= at and dose.on >= first
    }
    dates = sorted({*doses, *(on for on in known if first <= on <= today)}, reverse=True)[:MOST_NIGHTS]
    sources = {report.on: report.source for report in chart.targeted.reports}
    return [_night(patient, on, doses.get(on), known.get(on), sources, rules, at) for on in dates]


def _night(
    patient: Patient,
    on: date,
    dose: DoseFact | None,
    known: DrinkingAnswer | None,
    sources: Mapping[date, Source],
    rules: Policy,
    at: datetime,
) -> Night:
    return Night(
        on=on,
        dose=_dose_said(dose, patient, at),
        drinking=_drinking_said(known, patient),
        covered=_covered(on, dose, known, rules, at),
        by="" if on not in sources else "by text" if sources[on] is Source.PATIENT_SMS else "by staff",
        picture=_picture(patient, on, dose, known),
    )


def _dose_said(dose: DoseFact | None, patient: Patient, at: datetime) -> str:
    if dose is None:
        return "None planned"
    state = words.DOSE[dose.state_at(at)]
    if dose.state not in TAKEN_STATES:
        return state
    return f"{state} {clock(dose.taken_at, patient.zone)}" if dose.taken_at else f"{state}, hour not known"


def _drinking_said(known: DrinkingAnswer | None, patient: Patient) -> str:
    if known is None or known.drank is None:
        return "Not known"
    if not known.drank:
        return "None"
    first = f"First {clock(known.first_drink_at, patient.zone)}" if known.first_drink_at else "Hour not known"
    return first if known.drinks is None else f"{first}, {plural(known.drinks, 'drink')}"


def _covered(on: date, dose: DoseFact | None, known: DrinkingAnswer | None, rules: Policy, at: datetime) -> str:
    """Whether a drinking day was covered, as the measure counts it."""
    if known is None or not known.drank:
        return ""
    own = (
        []
        if dose is None
        else [DoseOfDay(on, dose.state_at(at), dose.taken_at, told=dose.source is Source.PATIENT_SMS)]
    )
    [day] = targeted_days(on, on, own, {on: known})
    found = protected(day, rules.drinking_day_lead)
    return "Cover not known" if found is None else "Covered" if found else "Not covered"


def _picture(patient: Patient, on: date, dose: DoseFact | None, known: DrinkingAnswer | None) -> Markup:
    """From noon to six in the morning: a square for the tablet, a ring for the first drink; the words are beside it."""
    begins_at = instant_of(on, _NIGHT_BEGINS, patient.zone)

    def place(instant: datetime) -> float:
        hours = (instant - begins_at) / timedelta(hours=1)
        return round(_EDGE + min(max(hours / _NIGHT_HOURS, 0), 1) * (_WIDTH - 2 * _EDGE), 1)

    middle, marks = _HEIGHT // 2, ""
    first = known.first_drink_at if known is not None else None
    taken_at = dose.taken_at if dose is not None and dose.state in TAKEN_STATES else None
    if taken_at is not None and first is not None and taken_at < first:
        marks += f'<path class="n-lead" d="M{place(taken_at)} {middle}H{place(first)}"/>'
    if taken_at is not None:
        marks += f'<rect class="k-t" x="{place(taken_at) - 5}" y="{middle - 5}" width="10" height="10" rx="2"/>'
    elif dose is not None and dose.state is not DoseState.EXCUSED:
        marks += f'<rect class="k-n" x="{place(dose.due_at) - 4.5}" y="{middle - 4.5}" width="9" height="9" rx="2"/>'
    if first is not None:
        marks += f'<circle class="n-drink" cx="{place(first)}" cy="{middle}" r="5"/>'
    return Markup(  # noqa: S704 - built here from numbers only
        f'<svg class="night" aria-hidden="true" viewBox="0 0 {_WIDTH} {_HEIGHT}"><use href="#night"/>{marks}</svg>'
    )
