"""Every number of the policy described as data: what it means, where it comes from, and what it may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from adherence.domain.states import HoldKind


class Basis(StrEnum):
    """Where a default comes from."""

    LABEL = "label"
    TRIAL = "trial"
    GUIDELINE = "guideline"
    POLICY = "policy"


class Unit(StrEnum):
    """What a value is, and how it is written."""

    TIME = "time of day"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    COUNT = "texts"
    ANSWERS = "answers"
    TIMES = "times"
    MG = "mg"
    WEEKDAY = "day of the week"
    YES_NO = "yes or no"
    DAY_LIST = "days, several with commas"
    MONTH_LIST = "months, several with commas"
    HOLDS = "kinds of hold"


Bound = int | float | str


@dataclass(frozen=True, slots=True)
class PolicyField:
    """One setting: ``least`` and ``most`` in its unit (HH:MM for a time); ``allowed`` where only some values do."""

    name: str
    group: str
    label: str
    unit: Unit
    least: Bound
    most: Bound
    basis: Basis = Basis.POLICY
    source: str = "product default, not a clinical fact"
    allowed: tuple[str, ...] = ()


LABEL, TRIAL, GUIDELINE = Basis.LABEL, Basis.TRIAL, Basis.GUIDELINE
TIME, MINUTES, HOURS, DAYS, MONTHS, MG = Unit.TIME, Unit.MINUTES, Unit.HOURS, Unit.DAYS, Unit.MONTHS, Unit.MG
_COUNT, _TIMES, _WEEKDAY, _YES_NO = Unit.COUNT, Unit.TIMES, Unit.WEEKDAY, Unit.YES_NO
_NQF = "NQF measure 3175: continuity of treatment for opioid use disorder"
_OPIOID_FREE = "naltrexone label: 7 to 10 days free of short-acting opioids"

GROUPS: dict[str, str] = {
    "texts": "When texts may leave",
    "daily": "Daily doses",
    "targeted": "Targeted doses",
    "questions": "Regular questions",
    "injections": "Injections",
    "titration": "Titration",
    "quantities": "Quantities",
    "start": "Start, restart and holds",
    "on_call": "On call and escalation",
    "supply": "Supply, liver tests and continuity",
}

_EACH = (
    PolicyField("texting_starts", "texts", "Texting hours begin", TIME, "06:00", "22:00"),
    PolicyField("texting_ends", "texts", "Texting hours end", TIME, "06:00", "22:00"),
    PolicyField(
        "reminder_gap", "texts", "Least time between first reminders of a once-a-day plan after a move", HOURS, 6, 24
    ),
    PolicyField("text_gap", "texts", "Least time between two automatic texts", MINUTES, 1, 120),
    PolicyField("daily_cap", "texts", "Automatic texts to one patient in a day, at most", _COUNT, 1, 10),
    PolicyField("daily_cap_per_slot", "texts", "Or so many for each dose of the day, whichever is more", _COUNT, 1, 5),
    PolicyField(
        "conversation_hold", "texts", "Automatic texts wait while a person talks with the patient", HOURS, 0, 24
    ),
    PolicyField("pause_days", "texts", "PAUSE without a number pauses automatic texts for", DAYS, 1, 30),
    PolicyField("plan_ahead", "texts", "Doses are planned ahead", HOURS, 26, 72),
    PolicyField(
        "acknowledgement_expires_after", "texts", "An answer that could not leave is dropped after", HOURS, 1, 24
    ),
    PolicyField("nudge_after", "daily", "Nudge after silence of", MINUTES, 15, 240),
    PolicyField("nudge_expires_after", "daily", "A nudge that could not leave is dropped after", MINUTES, 5, 240),
    PolicyField("nudge_after_acceptance", "daily", "Nudge only if the reminder left so long before", MINUTES, 0, 60),
    PolicyField("taken_within", "daily", "An answer is taken, not taken late, within", HOURS, 1, 24),
    PolicyField("late_slot_from", "daily", "Doses from this time stay open past midnight", TIME, "17:00", "23:59"),
    PolicyField("late_slot_closes", "daily", "Until, on the next day", TIME, "00:00", "08:00"),
    PolicyField("settles_after_close", "daily", "A late answer still counts after the window for", HOURS, 0, 48),
    PolicyField("ask_reason_after_skip", "daily", "Ask why a dose was skipped, once a day at most", _YES_NO, 0, 1),
    PolicyField(
        "ask_reason_after_missed_day", "daily", "Ask about a day without an answer, on the morning after", _YES_NO, 0, 1
    ),
    PolicyField("missed_day_time", "daily", "Time of that question", TIME, "06:00", "21:59"),
    PolicyField(
        "targeted_closes", "targeted", "A targeted dose stays open until, on the next day", TIME, "06:00", "20:00"
    ),
    PolicyField("ask_expires_after", "targeted", "The risk-day question is dropped after", MINUTES, 15, 240),
    PolicyField(
        "drinking_day_lead",
        "targeted",
        "A drinking day is covered by a dose so long before the first drink",
        MINUTES,
        30,
        180,
        TRIAL,
        "trials of targeted naltrexone: one to two hours before drinking",
    ),
    PolicyField("planner_weekday", "targeted", "Day of the risk-day planner", _WEEKDAY, 0, 6),
    PolicyField("planner_time", "targeted", "Time of the risk-day planner", TIME, "06:00", "21:59"),
    PolicyField("follow_up_time", "targeted", "Follow-up, on the day after a targeted dose", TIME, "06:00", "21:59"),
    PolicyField(
        "follow_up_expires", "targeted", "A follow-up that could not leave is dropped at", TIME, "06:00", "22:00"
    ),
    PolicyField("questions_a_day", "questions", "Regular questions to one patient in a day, at most", _COUNT, 1, 3),
    PolicyField(
        *("cadence_down_answers", "questions", "Asked less often once the goal was met in so many answers in a row"),
        *(Unit.ANSWERS, 2, 30),
    ),
    PolicyField(
        *("cadence_up_answers", "questions", "Asked more often once the goal was missed in so many answers in a row"),
        *(Unit.ANSWERS, 1, 10),
    ),
    PolicyField("cadence_up_silent", "questions", "Asked more often after silence to so many in a row", _COUNT, 2, 10),
    PolicyField(
        "cadence_missed_days", "questions", "Questions about use: asked more often after missed doses on", DAYS, 1, 7
    ),
    PolicyField("cadence_settle_days", "questions", "After a change not asked less often for", DAYS, 3, 28),
    PolicyField("injection_early_days", "injections", "May be given early: days before the due date", DAYS, 0, 7),
    PolicyField("injection_overdue_days", "injections", "Overdue: days after the due date", DAYS, 1, 7),
    PolicyField("injection_lapsed_days", "injections", "Lapsed, re-assess first: days after the due date", DAYS, 2, 28),
    PolicyField("injection_min_days", "injections", "Shortest interval that a prescriber may set", DAYS, 21, 28),
    PolicyField("injection_max_days", "injections", "Longest interval that a prescriber may set", DAYS, 28, 31),
    PolicyField("injection_days_covered", "injections", "Days that one injection covers, for measures", DAYS, 28, 31),
    PolicyField(
        *("visit_text_days", "injections", "Visit texts: days before the due date", Unit.DAY_LIST, 1, 7),
        allowed=("7", "3", "1"),
    ),
    PolicyField("visit_text_time", "injections", "Time of those visit texts", TIME, "06:00", "21:59"),
    PolicyField("visit_day_text_time", "injections", "Time of the text on the day itself", TIME, "06:00", "21:59"),
    PolicyField(
        "visit_text_expires", "injections", "A visit text that could not leave is dropped at", TIME, "06:00", "22:00"
    ),
    PolicyField(
        "titration_holds_on_side_effect", "titration", "No step up while a reported side effect is open", _YES_NO, 0, 1
    ),
    PolicyField("titration_ask_time", "titration", "Time of the question about the next step", TIME, "06:00", "21:59"),
    PolicyField("titration_ask_again_days", "titration", "Ask again after no answer, or not yet", DAYS, 1, 14),
    PolicyField(
        *("weekly_check_mg", "quantities", "Warn where a tablet plan averages another quantity a week", MG, 50, 1000),
        *(LABEL, "naltrexone tablet label: all five oral patterns average this"),
    ),
    PolicyField(
        *("single_dose_mg", "quantities", "Warn above this in one dose, outside the labelled patterns", MG, 25, 150),
        *(LABEL, "naltrexone tablet label: the usual daily dose"),
    ),
    PolicyField(
        *("daily_maximum_mg", "quantities", "More in one day needs a prescriber's override", MG, 50, 1000),
        *(LABEL, "naltrexone tablet label: the largest day of a labelled pattern"),
    ),
    PolicyField(
        *("low_dose_below_mg", "quantities", "Below this a plan counts as low dose, which is off-label", MG, 5, 25),
        source="reviews of low-dose naltrexone (1.5 to 4.5 mg); the border itself is a product default",
    ),
    PolicyField(
        *("opioid_free_days", "start", "Usual days free of opioids before the start", DAYS, 7, 60),
        source=_OPIOID_FREE + "; the longer is a product default",
    ),
    PolicyField(
        *("opioid_free_days_least", "start", "Least days free of short-acting opioids", DAYS, 7, 60),
        *(LABEL, _OPIOID_FREE),
    ),
    PolicyField(
        *("opioid_free_days_long_acting", "start", "Days free of buprenorphine or methadone", DAYS, 14, 60),
        *(LABEL, "naltrexone label: as long as two weeks after buprenorphine or methadone"),
    ),
    PolicyField(
        "opioid_free_days_alcohol",
        "start",
        "Days asked of a patient who used no opioid; the question stays",
        DAYS,
        0,
        60,
    ),
    PolicyField(
        "escalate_after_days_opioid", "start", "Flag after days without a taken dose: opioid patients", DAYS, 1, 14
    ),
    PolicyField("escalate_after_days_alcohol", "start", "Flag after days without a taken dose: alcohol", DAYS, 1, 14),
    PolicyField(
        "restart_after_silent_days", "start", "Ask about opioids before the next tablet after silent days", DAYS, 1, 14
    ),
    PolicyField(
        *("gate_after_holds", "start", "The start gate is signed again after a hold for", Unit.HOLDS, 0, 3),
        allowed=tuple(HoldKind),
    ),
    PolicyField(
        *("procedure_oral_stop", "start", "Tablets stop before opioid pain relief", HOURS, 48, 240),
        *(GUIDELINE, "naltrexone label and perioperative guidance: at least 72 hours"),
    ),
    PolicyField(
        *("procedure_injection_days", "start", "A procedure follows the last injection by", DAYS, 28, 60),
        *(GUIDELINE, "perioperative guidance: about a month after the last injection"),
    ),
    PolicyField(
        *("procedure_injection_days_override", "start", "Or by so many, on a prescriber's override", DAYS, 24, 60),
        *(GUIDELINE, "perioperative guidance: the least, by a prescriber's decision"),
    ),
    PolicyField("notice_backup_after", "on_call", "Nobody took an urgent flag: tell the backup after", MINUTES, 1, 60),
    PolicyField("notice_clinicians_after", "on_call", "Then all clinicians and coordinators after", MINUTES, 2, 120),
    PolicyField("notice_admins_after", "on_call", "Then the administrators after", MINUTES, 3, 240),
    PolicyField(
        *("supporter_after_days_opioid", "on_call", "Tell a supporter after days without a taken dose: opioid", DAYS),
        *(1, 14),
    ),
    PolicyField(
        *("supporter_after_days_alcohol", "on_call", "Tell a supporter after days without a taken dose: alcohol", DAYS),
        *(1, 14),
    ),
    PolicyField(
        "targeted_silent_days", "on_call", "Flag after risk days in a row without an answer: targeted", DAYS, 2, 14
    ),
    PolicyField("refill_days_before", "supply", "Refill prompt: days before the tablets run out", DAYS, 1, 30),
    PolicyField("refill_text_time", "supply", "Time of the refill prompt", TIME, "06:00", "21:59"),
    PolicyField("liver_test_months", "supply", "Liver tests: months after the start", Unit.MONTH_LIST, 0, 24),
    PolicyField("liver_test_every_months", "supply", "After the last of these, every", MONTHS, 1, 24),
    PolicyField("liver_test_early_days", "supply", "A result counts from before its date", DAYS, 0, 60),
    PolicyField("liver_test_overdue_days", "supply", "A liver test is overdue: days after its date", DAYS, 1, 90),
    PolicyField(
        "liver_threshold_times_limit", "supply", "A result is urgent above the upper limit times", _TIMES, 1, 10
    ),
    PolicyField("continuity_days", "supply", "Continuity is measured over", DAYS, 30, 730, GUIDELINE, _NQF),
    PolicyField(
        "continuity_gap_days", "supply", "A gap that breaks continuity is longer than", DAYS, 1, 60, GUIDELINE, _NQF
    ),
)
FIELDS: dict[str, PolicyField] = {field.name: field for field in _EACH}


def fields_of(group: str) -> list[PolicyField]:
    """The settings of one group, in the order in which they are shown."""
    return [field for field in _EACH if field.group == group]
