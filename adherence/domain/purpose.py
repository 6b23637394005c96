"""The closed set of reasons for which a text exists, and which rules each of them is under."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """Why a Communication exists; the value is stored in the database."""

    REMINDER = "reminder"
    NUDGE = "nudge"
    TARGETED_PROMPT = "targeted_prompt"
    RISK_DAY_ASK = "risk_day_ask"
    APPOINTMENT = "appointment"
    CHECK_IN_FIRST = "check_in_first"
    CHECK_IN = "check_in"
    REFILL = "refill"
    WELCOME = "welcome"
    OPT_IN_REQUEST = "opt_in_request"
    NUMBER_CHECK = "number_check"
    ACKNOWLEDGEMENT = "acknowledgement"
    QUESTION = "question"
    HELP = "help"
    CRISIS = "crisis"
    STOP_CONFIRMATION = "stop_confirmation"
    START_CONFIRMATION = "start_confirmation"
    STAFF_MESSAGE = "staff_message"
    ALERT = "alert"
    SUPPORTER_REQUEST = "supporter_request"
    SUPPORTER_MESSAGE = "supporter_message"


DOSE_PROMPTS = frozenset({Purpose.REMINDER, Purpose.NUDGE, Purpose.TARGETED_PROMPT, Purpose.CHECK_IN_FIRST})
"""Texts about one dose: they stop as soon as that dose is answered or cancelled."""

FIRST_REMINDERS = frozenset({Purpose.REMINDER, Purpose.TARGETED_PROMPT, Purpose.CHECK_IN_FIRST})
"""Texts that are sent once more when the provider shows that an uncertain attempt was never accepted."""

UNPROMPTED = DOSE_PROMPTS | {Purpose.RISK_DAY_ASK, Purpose.APPOINTMENT, Purpose.CHECK_IN, Purpose.REFILL}
"""Automatic texts that nobody asked for just now: under texting hours, the daily cap and the minimum gap."""

OF_A_DOSE = DOSE_PROMPTS | {Purpose.RISK_DAY_ASK, Purpose.APPOINTMENT}
"""Texts that belong to one dose: cancelled when it is settled, held while dose texts are held."""

ENROLMENT = frozenset({Purpose.WELCOME, Purpose.OPT_IN_REQUEST, Purpose.NUMBER_CHECK})
"""Texts that begin or confirm the right to text: under texting hours, outside the cap, never expiring by themselves."""

ANSWERS = frozenset(
    {
        Purpose.ACKNOWLEDGEMENT,
        Purpose.QUESTION,
        Purpose.HELP,
        Purpose.CRISIS,
        Purpose.STOP_CONFIRMATION,
        Purpose.START_CONFIRMATION,
    }
)
"""Answers to what the patient just wrote: they leave at once, at any hour."""

STAFF = frozenset({Purpose.STAFF_MESSAGE, Purpose.ALERT})
"""Texts written by staff, or sent to them."""

SUPPORTER = frozenset({Purpose.SUPPORTER_REQUEST, Purpose.SUPPORTER_MESSAGE})
"""Texts to a supporter of a patient: the question whether they may be texted, and what the patient lets them know."""

WITHIN_TEXTING_HOURS = UNPROMPTED | ENROLMENT | SUPPORTER
"""Texts that wait for, or are dropped outside, the patient's texting hours."""

AFTER_OPT_OUT = frozenset({Purpose.STOP_CONFIRMATION, Purpose.CRISIS})
"""The only texts to a patient that may follow an opt-out: the one confirmation and the fixed crisis answer."""

RESENT_WHEN_UNCERTAIN = frozenset({Purpose.CRISIS, Purpose.ALERT})
"""A lost page is worse than a double one: these are re-sent when we cannot know whether they left."""
