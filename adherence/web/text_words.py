"""What the texts and the checks of their wording are called on pages."""

from __future__ import annotations

from adherence.domain.purpose import DOSE_PROMPTS, ENROLMENT, SUPPORTER, Purpose
from adherence.domain.wording.catalogue import Current
from adherence.domain.wording.lint import Rule
from adherence.domain.wording.own import TemplateState
from adherence.web import words

TITLE = {
    "reminder": "Reminder of a dose",
    "nudge": "Nudge after silence",
    "targeted_prompt": "Prompt on a planned day",
    "risk_day_ask": "Is it still a planned day?",
    "appointment_7": "Visit in 7 days",
    "appointment_3": "Visit in 3 days",
    "appointment_1": "Visit tomorrow",
    "appointment_0": "Visit today",
    "restart_check_in": "Check in before the next one",
    "refill": "Tablets run low",
    "wellbeing": "How are you doing?",
    "craving": "How strong was it?",
    "drinks": "How many since last time?",
    "side_effects": "Has anything bothered you?",
    "planner": "Days to plan this week",
    "follow_up_targeted": "Day after: was it done?",
    "follow_up_night": "Day after: when was the first?",
    "follow_up_first": "Then: when was the first?",
    "follow_up_count": "Then: how many?",
    "step_ask": "Ready for the next step?",
    "welcome": "Welcome",
    "opt_in_request": "Request to agree",
    "opt_in_confirmed": "Agreed",
    "number_changed_verify": "Check of a new number",
    "ack_taken": "Noted as done",
    "ack_taken_late": "Noted as done, for an earlier one",
    "ack_skipped": "Noted as skipped",
    "ack_snooze": "Asked again later",
    "ack_undo": "Last answer taken back",
    "ack_noted": "Passed on to the team",
    "ack_appointment_ok": "Visit confirmed",
    "ack_reschedule": "Another time is looked for",
    "ack_score": "Number noted",
    "ack_reason": "Reason noted",
    "ack_risk_on": "Planned day stays",
    "ack_risk_off": "Not today",
    "ack_risk_days": "Days planned",
    "ack_step_forward": "Next step begins",
    "ack_step_later": "Next step waits",
    "ack_risk_not": "Days taken off",
    "ack_risk_over": "That time has passed",
    "ack_risk_open": "Planned already",
    "ack_planner_none": "Nothing new planned",
    "ack_go": "Now is the time",
    "ack_one_a_day": "One a day at most",
    "ack_follow_up": "That is all for now",
    "ack_supply": "Out of tablets",
    "ack_refill": "Enough tablets",
    "ack_side_effect": "Not feeling well",
    "ack_medical": "Medical question",
    "ack_lapse_alcohol": "After a lapse (alcohol)",
    "ack_lapse_opioid": "After a lapse (opioids)",
    "ack_paused": "Texts paused",
    "ack_discharged": "No longer texted",
    "question_unclear": "Not clear to us",
    "question_which_dose": "Which one is meant?",
    "question_risk_day": "Which day?",
    "question_am_pm": "Morning or evening?",
    "question_reason": "What got in the way?",
    "reason_missed": "Day after: what got in the way?",
    "ack_not_later": "Cannot ask again then",
    "ack_check_in": "Answer to a question noted",
    "ack_contact": "Another way to be reached",
    "ack_other_time": "Another time for texts",
    "ack_language": "Another language",
    "ack_picture": "A picture or voice message",
    "ack_call": "Asks for a call",
    "ack_pause_wish": "Wishes for a pause",
    "ack_details": "Asks when and where",
    "ack_pause": "Topic paused",
    "ack_resume": "Topic resumed",
    "question_which_of_three": "Which of three is meant?",
    "question_score": "Number not clear",
    "question_count": "Count not clear",
    "crisis_overdose": "Answer to an overdose",
    "crisis_of_another": "Answer about somebody in danger",
    "safety_pain": "Pain medicine or surgery",
    "safety_pregnancy": "Pregnancy",
    "safety_liver": "Signs of liver trouble",
    "staff_overdue": "Something urgent is overdue",
    "staff_taken": "Taken on",
    "staff_nothing": "Nothing waits",
    "staff_code": "Code for a staff phone",
    "stop_link": "Link to end or pause texts",
    "supporter_request": "Request to a supporter",
    "supporter_request_named": "Request that names the patient",
    "supporter_thanks": "Supporter agreed",
    "support_no_answer": "No answer for days",
    "support_doses_missed": "Nothing done for days",
    "support_missed_visit": "Visit missed",
    "support_good_week": "A good week",
    "support_good_week_doses": "A week with all done",
    "support_asks_for_call": "Would like a call",
    "help": "Answer to HELP",
    "crisis": "Answer to words of crisis",
    "stop_confirmation": "Opted out",
    "start_confirmation": "Opted in again",
    "start_needs_staff": "Opting in waits for the team",
    "staff_alert": "Something urgent waits",
}

STATE = {
    TemplateState.DRAFT: "Waiting for approval",
    TemplateState.APPROVED: "Leaves now",
    TemplateState.RETIRED: "Retired",
}

RULE = {
    Rule.LONG: "long",
    Rule.COSTLY_CHARACTER: "costly character",
    Rule.DOUBLE_CHARACTER: "character that counts twice",
    Rule.RESERVED_WORD: "reserved word",
    Rule.REVEALING: "reveals too much",
    Rule.LOCK_SCREEN: "on the lock screen",
    Rule.NO_ANSWER_ASKED: "asks for no answer",
    Rule.CATCHES_UP: "may mean to catch up",
    Rule.SHAMES: "may shame",
    Rule.SHORTENED_LINK: "shortened link",
    Rule.LACKS_ACCENT: "lacks an accent",
    Rule.HARD_TO_READ: "hard to read",
}

_SAFETY = "Fixed answers of safety"
_CONFIRMATIONS = frozenset({Purpose.START_CONFIRMATION, Purpose.STOP_CONFIRMATION})
GROUPS = (
    *("Reminders", "Visits", "Questions and check-ins", "Answers", _SAFETY),
    *("Beginning and ending of texts", "Supporters", "Staff"),
)


def title_of(key: str) -> str:
    """What a text is called; one without a name of its own by its key."""
    return TITLE.get(key) or words.code(key)


def group_of(shown: Current) -> str:
    """The group of the list in which a text stands."""
    match shown.purpose:
        case _ if shown.is_safety:
            return _SAFETY
        case purpose if purpose in DOSE_PROMPTS or purpose is Purpose.RISK_DAY_ASK:
            return "Reminders"
        case Purpose.APPOINTMENT:
            return "Visits"
        case Purpose.CHECK_IN | Purpose.REFILL | Purpose.QUESTION:
            return "Questions and check-ins"
        case Purpose.NUMBER_CHECK if "code" in shown.values:
            return "Staff"
        case purpose if purpose in ENROLMENT | _CONFIRMATIONS:
            return "Beginning and ending of texts"
        case purpose if purpose in SUPPORTER:
            return "Supporters"
        case Purpose.ALERT:
            return "Staff"
        case _:
            return "Answers"


def version_words(version: str | None) -> str:
    """A stored wording version in words: "wording 2026-4" or "the clinic's own wording 3"."""
    release = (version or "").partition("/")[0]
    if not release:
        return ""
    return (
        f"the clinic's own wording {release.removeprefix('own-')}"
        if release.startswith("own-")
        else f"wording {release}"
    )


def with_wording(why: str, version: str | None) -> str:
    """Why a text left, with which wording it has."""
    return "; ".join(part for part in (why, version_words(version)) if part)
