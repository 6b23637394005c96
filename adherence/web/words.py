"""Every state, kind and reason in the plain words that the care team reads."""

from __future__ import annotations

from adherence.domain.gate import SENTENCES, Reason
from adherence.domain.purpose import Purpose
from adherence.domain.regimen import Advance
from adherence.domain.report.words import STOP_CAUSE_CHOICES  # noqa: F401 - templates find all words in one place
from adherence.domain.states import (
    CheckInKind,
    ConsentEvent,
    ConsentMethod,
    ConsentState,
    DoseState,
    FlagKind,
    MessageState,
    NumberState,
    PatientStatus,
    PlanKind,
    RegimenState,
    Role,
    Severity,
    Source,
    VersionCause,
)
from adherence.domain.titration import Move
from adherence.web.care_words import (  # noqa: F401 - templates find all words in one place
    AGENT,
    BASELINE_LIVER_TEST,
    BASIS,
    CHALLENGE,
    CONTRAINDICATION,
    CORRECTION,
    GATE_QUESTION,
    HELD_FOR,
    HEPATOTOXIC_MEDICINE,
    HOLD,
    HOLD_CHOICE,
    MEDICINE_GROUP,
    NOT_GIVEN,
    OPIOID_MEDICINE,
    PREGNANCY,
    RECORD,
    STAGE,
    STEP,
    STEP_SHORT,
    URINE,
    URINE_TEST,
    medicine_group,
)
from adherence.web.question_words import (  # noqa: F401 - as above
    ANSWER,
    ANSWER_WORD,
    CADENCE,
)

FLAG: dict[FlagKind, str] = {
    FlagKind.CRISIS: "Words of crisis",
    FlagKind.OVERDOSE_RISK: "Overdose-risk counselling due",
    FlagKind.OPIOID_USE: "Reported opioid use",
    FlagKind.LAPSE: "Reported a lapse",
    FlagKind.SIDE_EFFECT: "Side effect",
    FlagKind.MEDICAL_QUESTION: "Medical question",
    FlagKind.STOPPED_TREATMENT: "Says treatment was stopped",
    FlagKind.CONSECUTIVE_DAYS: "No dose taken for days",
    FlagKind.UNCLEAR: "Unclear reply",
    FlagKind.WRONG_NUMBER: "Wrong number",
    FlagKind.OPTED_OUT: "Opted out of texts",
    FlagKind.RAN_OUT: "Ran out of tablets",
    FlagKind.INJECTION_OVERDUE: "Injection overdue",
    FlagKind.INJECTION_LAPSED: "Injection lapsed: re-assess first",
    FlagKind.DELIVERY: "Text did not arrive",
    FlagKind.UNKNOWN_DELIVERY: "Unknown whether a text left",
    FlagKind.HELP: "Asked for help",
    FlagKind.LIVER_TEST: "Liver test",
    FlagKind.CRAVING: "Strong craving",
    FlagKind.RESTART: "Opioid-free question before restart",
    FlagKind.START_GATE: "Start-gate answers changed",
    FlagKind.INTERACTION: "Medicine that does not go with naltrexone",
    FlagKind.TITRATION: "Titration step to decide",
    FlagKind.WELLBEING: "Says that it is going badly",
    FlagKind.CONTACT: "Contact: number, pause or supporter",
}

FLAG_POLICY: dict[FlagKind, str] = {
    FlagKind.CONSECUTIVE_DAYS: "escalate_after_days_opioid",
    FlagKind.INJECTION_OVERDUE: "injection_overdue_days",
    FlagKind.INJECTION_LAPSED: "injection_lapsed_days",
    FlagKind.RESTART: "restart_after_silent_days",
}
"""The number of the policy that opens a flag of a kind."""

LIVER_POLICY: dict[Severity, str] = {
    Severity.URGENT: "liver_threshold_times_limit",
    Severity.HIGH: "liver_test_overdue_days",
    Severity.NORMAL: "liver_test_months",
}
"""The number of the policy that opens a flag about liver tests."""

SEVERITY: dict[Severity, str] = {
    Severity.URGENT: "Urgent",
    Severity.HIGH: "Today",
    Severity.NORMAL: "Follow up",
}

LIVER_TEST: dict[Severity, str] = {
    Severity.URGENT: "Liver test far above the limit",
    Severity.HIGH: "Liver test overdue",
    Severity.NORMAL: "Liver test due",
}

DOSE: dict[DoseState, str] = {
    DoseState.UPCOMING: "Upcoming",
    DoseState.OPEN: "Open",
    DoseState.TAKEN: "Taken",
    DoseState.TAKEN_LATE: "Taken late",
    DoseState.SKIPPED: "Skipped",
    DoseState.MISSED: "Missed",
    DoseState.NO_ANSWER: "No answer",
    DoseState.HELD: "Held",
    DoseState.EXCUSED: "Excused",
    DoseState.CANCELLED: "Cancelled",
}

SOURCE: dict[Source, str] = {
    Source.PATIENT_SMS: "the patient's text",
    Source.STAFF: "staff",
    Source.OBSERVED: "observed by staff",
    Source.SUPPORTER: "a supporter",
    Source.PHARMACY: "the pharmacy",
    Source.DEVICE: "a device",
}

MESSAGE: dict[MessageState, str] = {
    MessageState.QUEUED: "Waiting to leave",
    MessageState.CLAIMED: "Leaving now",
    MessageState.SENDING: "Leaving now",
    MessageState.ACCEPTED: "Accepted by the provider",
    MessageState.QUEUED_AT_PROVIDER: "Accepted by the provider",
    MessageState.SENT: "Sent",
    MessageState.DELIVERED: "Delivered",
    MessageState.UNDELIVERED: "Did not arrive",
    MessageState.UNCERTAIN: "Checking whether it left",
    MessageState.UNKNOWN: "Unknown whether it left",
    MessageState.REFUSED: "Refused by the provider",
    MessageState.WITHHELD: "Not sent",
    MessageState.EXPIRED: "Not sent: its time had passed",
    MessageState.CANCELLED: "Cancelled",
}

PURPOSE: dict[Purpose, str] = {
    Purpose.REMINDER: "Reminder",
    Purpose.NUDGE: "Nudge",
    Purpose.TARGETED_PROMPT: "Risk-day prompt",
    Purpose.RISK_DAY_ASK: "Risk-day question",
    Purpose.APPOINTMENT: "Visit reminder",
    Purpose.CHECK_IN_FIRST: "Check-in before restart",
    Purpose.CHECK_IN: "Check-in",
    Purpose.REFILL: "Refill prompt",
    Purpose.WELCOME: "Welcome",
    Purpose.OPT_IN_REQUEST: "Request to opt in",
    Purpose.NUMBER_CHECK: "Check of the number",
    Purpose.ACKNOWLEDGEMENT: "Acknowledgement",
    Purpose.QUESTION: "Question back",
    Purpose.HELP: "Help answer",
    Purpose.CRISIS: "Crisis answer",
    Purpose.STOP_CONFIRMATION: "Opt-out confirmation",
    Purpose.START_CONFIRMATION: "Opt-in confirmation",
    Purpose.STAFF_MESSAGE: "Staff message",
    Purpose.ALERT: "Notice to staff",
    Purpose.SUPPORTER_REQUEST: "Request to a supporter",
    Purpose.SUPPORTER_MESSAGE: "Text to a supporter",
}

PLAN: dict[PlanKind, str] = {
    PlanKind.DAILY: "Daily tablets",
    PlanKind.INJECTION: "Injection",
    PlanKind.TARGETED: "Targeted (off-label)",
}

REGIMEN: dict[RegimenState, str] = {
    RegimenState.WAITING: "Waiting for the start gate",
    RegimenState.ACTIVE: "Active",
    RegimenState.STOPPED: "Stopped",
}

VERSION: dict[VersionCause, str] = {
    VersionCause.ENTERED: "Entered",
    VersionCause.CHANGED: "Changed",
    VersionCause.STEP_FORWARD: "Step forward",
    VersionCause.STEP_HELD: "Held at its step",
    VersionCause.STEP_BACK: "Step back",
    VersionCause.REVERTED: "Change undone",
}

ADVANCE: dict[Advance, str] = {
    Advance.DATE: "The calendar: each step lasts its days",
    Advance.PRACTITIONER: "A practitioner: the team is told when the days are over",
    Advance.PATIENT: "The patient: asked by text when the days are over",
}

MOVE: dict[Move, str] = {
    Move.FORWARD: "Step forward",
    Move.HOLD: "Hold at this step",
    Move.BACK: "Step back",
}

CONSENT: dict[ConsentState, str] = {
    ConsentState.NONE: "No consent to texts",
    ConsentState.PENDING: "Consent not confirmed yet",
    ConsentState.GRANTED: "Consents to texts",
    ConsentState.REVOKED: "Opted out of texts",
}

CONSENT_EVENT: dict[ConsentEvent, str] = {
    ConsentEvent.OPT_IN: "Opted in",
    ConsentEvent.CONFIRM: "Confirmed",
    ConsentEvent.OPT_OUT: "Opted out",
}

CONSENT_METHOD: dict[ConsentMethod, str] = {
    ConsentMethod.WRITTEN: "in writing",
    ConsentMethod.VERBAL: "by word of mouth",
    ConsentMethod.WEB: "on a web page",
    ConsentMethod.KEYWORD: "by texting a keyword",
    ConsentMethod.SENTENCE: "by texting a sentence",
    ConsentMethod.CARRIER: "told by the carrier",
    ConsentMethod.STAFF: "recorded by staff",
}

STATUS: dict[PatientStatus, str] = {
    PatientStatus.ACTIVE: "Active",
    PatientStatus.PAUSED: "Paused",
    PatientStatus.DISCHARGED: "Discharged",
    PatientStatus.DECEASED: "Deceased",
}

NUMBER: dict[NumberState, str] = {
    NumberState.IN_USE: "In use",
    NumberState.VERIFYING: "Being verified",
    NumberState.DEAD: "Cannot take texts",
    NumberState.WRONG: "Wrong number",
}

ROLE: dict[Role, str] = {
    Role.ADMIN: "Administrator",
    Role.CLINICIAN: "Clinician",
    Role.COORDINATOR: "Coordinator",
    Role.READER: "Reader",
    Role.AUDITOR: "Auditor",
    Role.OPERATOR: "Operator",
}

LANGUAGE = {"en": "English", "es": "Spanish"}

DISCRETION = {
    0: "Most discreet: no medicine, name or clinic",
    1: "Says medication",
    2: "Names the medicine",
}

CHECK_IN: dict[CheckInKind, str] = {
    CheckInKind.PLANNER: "Weekly planner",
    CheckInKind.FOLLOW_UP: "Follow-up of risk days",
}

CHECK_IN_HINT: dict[CheckInKind, str] = {
    CheckInKind.PLANNER: "Once a week: any risk days to plan? The patient answers with days, such as FRI SAT, or 0.",
    CheckInKind.FOLLOW_UP: "On the day after a risk day: was it taken, when was the first drink, how many?",
}

MEASURE = {
    "doses_per_week": "Doses per week",
    "risk_day_coverage": "Risk days covered",
    "drinking_day_coverage": "Drinking days covered",
    "answered": "Answered of asked",
}


SKIP_REASON = {
    "forgot": "Forgot",
    "felt_fine": "Felt fine",
    "ran_out": "Ran out",
    "side_effect": "Side effect",
    "other": "Other",
}

OUTCOME = {
    "reached": "Reached the patient",
    "not_reached": "Tried, not reached",
    "plan_changed": "Changed the plan",
    "visit_booked": "Booked a visit",
    "referred": "Referred on",
    "reassessed": "Re-assessed the patient",
    "no_action": "Nothing needed",
    "number_is_right": "The number is right after all",
    "number_verified": "A corrected number was confirmed",
}


INTENT = {
    "taken": "read as taken",
    "not_taken": "read as not taken",
    "snooze": "read as later",
    "yes": "read as yes",
    "no": "read as no",
    "score": "read as a score",
    "risk_day": "read as a risk day",
    "stop": "read as an opt-out",
    "start": "read as an opt-in",
    "help": "read as a request for help",
    "reschedule": "read as a wish to reschedule",
    "side_effect": "read as a side effect",
    "lapse": "read as a lapse",
    "crisis": "read as a crisis",
    "supply": "read as a question of supply",
    "medical_question": "read as a medical question",
    "wrong_number": "read as a wrong number",
    "auto_reply": "an automatic reply: changes nothing",
    "chat": "small talk",
    "unclear": "unclear: a person must read it",
}


def withheld(reason: str | None) -> str:
    """Why a text did not leave, as a sentence."""
    if reason is None:
        return ""
    try:
        return SENTENCES[Reason(reason)]
    except ValueError:
        return reason.replace("_", " ").capitalize() + "."


def person(name: str | None) -> str:
    """A name, or a word for none."""
    return name or "Nobody yet"


def code(text: str | None) -> str:
    """A stored code without a sentence of its own, as words."""
    return (text or "").replace("_", " ").capitalize()
