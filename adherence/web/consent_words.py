"""Plain words for pauses, supporters and earlier numbers, as pages say them."""

from __future__ import annotations

from adherence.db.past_numbers import WhyLeft
from adherence.domain.pauses import PauseTopic
from adherence.domain.supporters import SupportEvent

PAUSE: dict[PauseTopic, str] = {
    PauseTopic.EVERYTHING: "All automatic texts",
    PauseTopic.REMINDERS: "Reminders",
    PauseTopic.CHECK_INS: "Check-ins",
    PauseTopic.VISITS: "Texts about visits",
    PauseTopic.REFILLS: "Refill prompts",
}

SUPPORT_EVENT: dict[SupportEvent, str] = {
    SupportEvent.NO_ANSWER_DAYS: "No answer for some days",
    SupportEvent.MISSED_VISIT: "A planned visit was missed",
    SupportEvent.GOOD_WEEK: "A good week",
    SupportEvent.ASKS_FOR_CALL: "The patient asks for a call",
    SupportEvent.DOSES_MISSED: "No dose told as taken for some days (tells of doses)",
}

END_REASON: dict[str, str] = {
    "patients_wish": "The patient wants it",
    "supporters_wish": "The supporter wants it",
    "mistake": "It was entered by mistake",
    "other": "Another reason",
}

WHY_ENDED: dict[str, str] = {
    "patients_wish": "the patient wanted it",
    "supporters_wish": "the supporter wanted it",
    "mistake": "entered by mistake",
    "other": "ended by staff",
    "stopped": "answered STOP",
    "carrier": "opted out at the carrier",
    "support_refused": "did not want to be texted",
    "wrong_number": "the number was not theirs",
    "dead": "the number cannot be reached",
}

WHY_LEFT: dict[WhyLeft, str] = {
    WhyLeft.CHANGED: "changed to another number",
    WhyLeft.WRONG: "was somebody else's",
    WhyLeft.DEAD: "could not be reached",
}

COMMAND = {"keyword.pause": "Read as a pause of texts", "keyword.resume": "Read as the end of a pause"}
"""Words of command that the rules of reading count as no intent of their own."""
