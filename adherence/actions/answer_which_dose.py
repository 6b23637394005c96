"""Apply the answer to "which one do you mean?": a number, or a word that only one of the doses answers to."""

from __future__ import annotations

from adherence.actions.answer_dose import settle_and_ask
from adherence.actions.received import Answers, Received
from adherence.actions.reply_context import candidate_of
from adherence.db.doses import Dose
from adherence.domain.matching import named_among
from adherence.domain.reply import Expecting

_NUMBERS = {"1": 1, "2": 2, "3": 3}


def answer_which_dose(reply: Received) -> Answers | None:
    """Settle the dose that is chosen as the answer before said; None where the reply chooses none."""
    prompt = reply.context.prompt
    if reply.context.expecting is not Expecting.WHICH_DOSE or prompt is None or reply.reading.safety:
        return None
    choices: list[int] = prompt.params.get("choices", [])
    chosen = _by_number(reply, choices) or _by_name(reply, choices)
    if chosen is None:
        return None
    reply.message.outcome = "named"
    return settle_and_ask(reply, chosen, taken=bool(prompt.params.get("taken")))


def _by_number(reply: Received, choices: list[int]) -> int | None:
    written = _NUMBERS.get(reply.message.body.strip().rstrip(".!"))
    number = written or reply.reading.value
    return choices[number - 1] if isinstance(number, int) and 1 <= number <= len(choices) else None


def _by_name(reply: Received, choices: list[int]) -> int | None:
    """The one dose that the text names; a second statement beside it is left to people."""
    if reply.reading.rule != "which_dose.slot" or reply.reading.meant is None:
        return None
    doses = [candidate_of(reply.session.get_one(Dose, dose_id)) for dose_id in choices]
    named = named_among(doses, reply.reading.meant, reply.patient.zone, at=reply.at)
    return named[0].dose_id if len(named) == 1 else None
