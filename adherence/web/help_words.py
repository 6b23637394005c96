"""What each mark, state, flag and reason means and what helps: a sentence or two for every member of its set."""

from __future__ import annotations

from adherence.domain.conversation import Need
from adherence.domain.gate import Reason
from adherence.domain.states import (
    ConsentState,
    DoseState,
    FlagKind,
    MessageState,
    NumberState,
    PatientStatus,
    RegimenState,
    Severity,
)
from adherence.web.marks import Mark

MARK: dict[Mark, str] = {
    Mark.TAKEN: "Answered or recorded as taken, in time.",
    Mark.LATE: "Taken, but told late: later in the window, or up to a day after it closed.",
    Mark.SKIPPED: "The patient said no while the window was open.",
    Mark.MISSED: "The patient or staff said afterwards that it was not taken.",
    Mark.NO_ANSWER: "The window closed and nothing was heard. It is not the same as missed: it may have been taken.",
    Mark.UNDELIVERED: "Nothing was heard, and no text arrived: a silent system is not a silent patient.",
    Mark.HELD: "A hold or a pause of the patient covers the day. Nothing is expected, and the day is in no figure.",
    Mark.OPEN: "The window is open: the patient can still answer.",
    Mark.UPCOMING: "Planned, and not open yet.",
    Mark.EXCUSED: "Today was no risk day after all. The day is in no figure.",
    Mark.GIVEN: "An injection was given on this day.",
    Mark.COVERED: "A day that the last injection covers.",
    Mark.OVERDUE: "A day after the due date without an injection.",
    Mark.NOT_DUE: "A day of the plan without a dose.",
}

DOSE: dict[DoseState, str] = {
    DoseState.UPCOMING: "Planned; its window has not opened.",
    DoseState.OPEN: "Its window is open: an answer counts for it.",
    DoseState.TAKEN: "Taken, by the patient's answer or by a record of staff.",
    DoseState.TAKEN_LATE: "Taken, told late.",
    DoseState.SKIPPED: "Not taken, told while the window was open.",
    DoseState.MISSED: "Not taken, told afterwards.",
    DoseState.NO_ANSWER: "The window closed in silence. Nobody knows whether it was taken; you can still record it.",
    DoseState.HELD: "A hold or a pause of the patient covers it.",
    DoseState.EXCUSED: "The patient said that the day was no risk day.",
    DoseState.CANCELLED: "Taken out of the plan by a change; it counts nowhere.",
}

SEVERITY: dict[Severity, str] = {
    Severity.URGENT: "Look at once. If the patient's words opened it, whoever is on call is told at any hour.",
    Severity.HIGH: "Look today.",
    Severity.NORMAL: "Look within a day.",
}

FLAG: dict[FlagKind, str] = {
    FlagKind.CRISIS: (
        "Words of self-harm, overdose or danger. The fixed answer with the emergency numbers left at once, and texts "
        "about doses wait. Call the patient now, then resolve it with what came of it."
    ),
    FlagKind.OVERDOSE_RISK: (
        "Protection fades after a lapsed injection or a stop. Talk about overdose, and whether a reversal agent is at "
        "hand. No text to the patient speaks of this."
    ),
    FlagKind.OPIOID_USE: (
        "The patient told of opioid use. Call. Texts about doses wait until this is resolved and the start gate passes."
    ),
    FlagKind.LAPSE: "The patient told of drinking or use. Ask how it is going.",
    FlagKind.SIDE_EFFECT: "The patient told of a side effect. The next step up of a titration waits for you.",
    FlagKind.MEDICAL_QUESTION: "The patient asked what only a person may answer; the service does not.",
    FlagKind.STOPPED_TREATMENT: "The patient says that treatment was stopped. Find out, then change or stop the plan.",
    FlagKind.CONSECUTIVE_DAYS: "No dose was taken for some days. The first taken dose closes it by itself.",
    FlagKind.UNCLEAR: "A reply that the service does not guess at. Read it, record what it means, resolve.",
    FlagKind.WRONG_NUMBER: (
        "Somebody says that the number is not the patient's. Nothing goes to it until you settle it."
    ),
    FlagKind.OPTED_OUT: "The patient ended all texts. Agree on another way to stay in touch.",
    FlagKind.RAN_OUT: "No tablets are left, or they were lost. Arrange a refill, then record what was handed out.",
    FlagKind.INJECTION_OVERDUE: "The due date has passed. Reach the patient and book a visit.",
    FlagKind.INJECTION_LAPSED: "Overdue for so long that the patient must be assessed again before the next injection.",
    FlagKind.DELIVERY: "Texts do not arrive. The code on the text says why and what helps; call meanwhile.",
    FlagKind.UNKNOWN_DELIVERY: (
        "Nobody can tell whether a text left. It is not sent twice; ask the patient if it matters."
    ),
    FlagKind.HELP: "The patient asked for help. The answer gave your telephone number; call back.",
    FlagKind.LIVER_TEST: "A liver test is due, overdue, or its result is above the threshold: then it is urgent.",
    FlagKind.CRAVING: "A craving at or above the threshold of the question.",
    FlagKind.RESTART: (
        "After days of silence, a hold or a lapse, ask about opioids before the next tablet. Reminders ask the patient "
        "to check in first, until a dose is taken again or you resolve it."
    ),
    FlagKind.START_GATE: "The start gate was signed again with other answers. Urgent where it no longer passes.",
    FlagKind.INTERACTION: "A medicine was entered or texted that does not go with naltrexone. Read which, and decide.",
    FlagKind.TITRATION: "A step has lasted its days, or a side effect holds it: go on, hold or step back.",
    FlagKind.WELLBEING: "The patient answered that it is going badly.",
    FlagKind.CONTACT: "A new number, a pause, another time or language, a supporter: change it on the patient's page.",
}

MESSAGE: dict[MessageState, str] = {
    MessageState.QUEUED: "It waits for its time.",
    MessageState.CLAIMED: "A sender has just taken it up.",
    MessageState.SENDING: "The request to the provider is under way.",
    MessageState.ACCEPTED: "The provider has it. Whether it arrived is not known yet.",
    MessageState.QUEUED_AT_PROVIDER: "The provider has it in its own queue.",
    MessageState.SENT: "It went to the patient's carrier.",
    MessageState.DELIVERED: "The phone has it. Whether it was read nobody knows.",
    MessageState.UNDELIVERED: "The carrier says that it did not arrive; a code says why.",
    MessageState.UNCERTAIN: "The provider's answer was lost. Its list is being checked before anything is sent again.",
    MessageState.UNKNOWN: "The provider does not list it, and it is not sent again.",
    MessageState.REFUSED: "The provider will never take it; a code says why and what to do.",
    MessageState.WITHHELD: "It was not allowed to leave. The reason stands beside it.",
    MessageState.EXPIRED: "Its time had passed before it could leave: a late reminder would confuse.",
    MessageState.CANCELLED: "It was no longer needed: answered, paused, or planned anew.",
}

REASON: dict[Reason, str] = {
    Reason.EXPIRED: "Nothing to do for this text. Many of them at once mean that the service was not sending.",
    Reason.HALTED: "An administrator switches sending on again under Settings.",
    Reason.TRIAL: "An administrator takes the clinic live under Settings.",
    Reason.TRIAL_CAP: "Nothing to do: it protects against a mistake on trial. Tomorrow texts leave again.",
    Reason.NO_CONSENT: "Record the consent on the patient's page.",
    Reason.OPTED_OUT: "The patient can text START, or give a new consent.",
    Reason.UNCONFIRMED: "The patient answers OK to the first text, or consents in writing or by word of mouth.",
    Reason.PAUSED: "Set the patient active again.",
    Reason.DISCHARGED: "Nothing leaves to whoever takes part no more.",
    Reason.DECEASED: "Nothing ever leaves again.",
    Reason.NUMBER_CHANGED: "The next text goes to the new number.",
    Reason.NUMBER_UNUSABLE: "Settle the number on the patient's page, or wait for the answer to the one question.",
    Reason.DOSE_SETTLED: "Nothing to do: the answer came first.",
    Reason.HOLD: "Change or end the hold if it is wrong.",
    Reason.WINDOW_CLOSED: "Nothing to do: an answer would no longer belong to this dose.",
    Reason.NO_REMINDER: "Nothing to do: nobody is nudged about a reminder that came late or not at all.",
    Reason.HELD_FOR_SAFETY: "Resolve the urgent flags; the start gate must pass.",
    Reason.REPLY_WAITING: "Nothing to do: it leaves or is dropped within seconds.",
    Reason.PERSON_TALKING: "Close the conversation to let it go earlier.",
    Reason.QUIET_HOURS: "Texts at other hours need the patient's recorded agreement, in the plan.",
    Reason.CAP: "Nothing to do: it protects the patient. The limit is a number of the policy.",
    Reason.MINIMUM_GAP: "Nothing to do: it leaves a few minutes later.",
    Reason.TOPIC_PAUSED: "End the pause on the patient's page once the patient wants texts again.",
    Reason.SUPPORT_ENDED: "Prolong the support with the patient's word, if it is to go on.",
}

STATUS: dict[PatientStatus, str] = {
    PatientStatus.ACTIVE: "Doses are planned, texts are sent.",
    PatientStatus.PAUSED: "No texts, and doses are held; the plan stays. It can end by itself on a day.",
    PatientStatus.DISCHARGED: "No texts and no more doses. The record stays.",
    PatientStatus.DECEASED: "No text ever again. Only an administrator can correct this.",
}

CONSENT: dict[ConsentState, str] = {
    ConsentState.NONE: "Nothing may be sent. Record a consent first.",
    ConsentState.PENDING: "One text asked for an OK. Nothing else leaves before the answer.",
    ConsentState.GRANTED: "Texts may leave.",
    ConsentState.REVOKED: "The patient opted out. Nothing leaves but the answer to words of crisis.",
}

NUMBER: dict[NumberState, str] = {
    NumberState.IN_USE: "Texts go to it.",
    NumberState.VERIFYING: "It got one question; nothing else is sent before the answer.",
    NumberState.DEAD: "The carrier says that it takes no texts. Call, or enter another number.",
    NumberState.WRONG: "Somebody said that it is not the patient's. Settle it first.",
}

REGIMEN: dict[RegimenState, str] = {
    RegimenState.WAITING: "Stored, but nothing is planned or sent before the start gate is signed and passes.",
    RegimenState.ACTIVE: "Doses are planned from the moment of activation on.",
    RegimenState.STOPPED: "Doses from its last day on were taken out. What was recorded stays.",
}

NEED: dict[Need, str] = {
    Need.FAILED: "The service could not read this text at all. Read it yourself.",
    Need.URGENT: "Words that a person must see at once.",
    Need.UNCLEAR: "The service did not understand, and does not guess.",
    Need.SHARED: "Several patients have this number, so it is credited to none.",
    Need.REPORT: "The patient told of something that a person should know.",
    Need.ASKED: "The patient was asked once what was meant, and may still answer.",
    Need.PICTURE: "Pictures and voice messages are not fetched. Ask for words.",
    Need.TALKING: "The patient answers what one of you wrote.",
    Need.LEFT: "A discharged patient, or one who opted out, wrote.",
    Need.CHAT: "Thanks or small talk; often nothing needs to be done.",
    Need.OPENED: "A colleague opened it again.",
}
