"""The words of the page that shows how a text is read."""

from __future__ import annotations

from adherence.domain.reply import Expecting, Intent, Trace
from adherence.domain.reply.reading import Value
from adherence.domain.reply.trace import Weight

MOST_CHARACTERS = 1600
LANGUAGES = (("en", "English"), ("es", "Spanish"))
ASKED = (
    (Expecting.DOSE.value, "Have you taken your dose?"),
    (Expecting.NONE.value, "Nothing was asked"),
    (Expecting.HIGH_RISK.value, "Is today a risk day?"),
    (Expecting.SCORE.value, "How strong is the craving, 0 to 10?"),
    (Expecting.WELLBEING.value, "How are you doing?"),
    (Expecting.APPOINTMENT.value, "Are you coming to the visit?"),
    (Expecting.REASON.value, "Why was the dose skipped?"),
    (Expecting.WHICH_DOSE.value, "Which dose do you mean?"),
    (Expecting.OPT_IN.value, "Do you agree to texts?"),
    (Expecting.DRINKS.value, "How many drinks?"),
    (Expecting.TIME.value, "When was the first drink?"),
    (Expecting.PLANNER.value, "Which days will be risky?"),
    (Expecting.STEP.value, "Ready for the next step?"),
    (Expecting.REFILL.value, "Are there tablets left?"),
)
WEIGHT = {
    Weight.DECIDES: "Decides",
    Weight.BESIDE: "Kept beside it",
    Weight.OUTRANKED: "Found, outranked",
    Weight.SILENT: "Nothing",
}
INTENT = {
    Intent.TAKEN: "The dose was taken",
    Intent.NOT_TAKEN: "The dose was not taken",
    Intent.SNOOZE: "Later",
    Intent.YES: "Yes",
    Intent.NO: "No",
    Intent.SCORE: "A score",
    Intent.RISK_DAY: "A risk day",
    Intent.STOP: "An opt-out: no more texts",
    Intent.START: "An opt-in: texts again",
    Intent.HELP: "Asks for help or information",
    Intent.RESCHEDULE: "A visit is to be moved",
    Intent.SIDE_EFFECT: "A side effect",
    Intent.LAPSE: "Alcohol or drugs were used",
    Intent.CRISIS: "A crisis",
    Intent.SUPPLY: "Tablets are out, lost or running low",
    Intent.MEDICAL_QUESTION: "A question for the care team",
    Intent.WRONG_NUMBER: "A wrong number",
    Intent.AUTO_REPLY: "Written by a machine: changes nothing",
    Intent.CHAT: "Small talk",
    Intent.UNCLEAR: "Unclear: a person must read it",
}
_SETTLES = {
    "taken": "Taken may be recorded without a person looking",
    "not_taken": "Not taken may be recorded without a person looking",
    None: "Nothing is recorded for a dose; a person decides",
}


def lines_of(trace: Trace) -> list[tuple[str, str]]:
    """The result, each part under its name."""
    reading = trace.reading
    lines = [("Read as", INTENT[reading.intent])]
    if reading.also:
        lines.append(("Also", "; ".join(INTENT[intent] for intent in reading.also)))
    if reading.value is not None:
        lines.append(("Value", _value(reading.value, reading.intent)))
    if reading.meant is not None:
        named = [part.replace("_", " ") for part in (reading.meant.day, reading.meant.slot) if part]
        lines.append(("Dose named", ", ".join(dict.fromkeys(named))))
    lines.append(
        ("Safety", "A person must look at once" if reading.safety else "Nothing that a person must see at once")
    )
    lines.append(("Dose", _SETTLES[reading.settles]))
    return lines


def _value(value: Value, intent: Intent) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value} minutes" if intent is Intent.SNOOZE and isinstance(value, int) else str(value)
