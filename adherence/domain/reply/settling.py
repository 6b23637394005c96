"""Decides what may be recorded for a dose without a person looking."""

from __future__ import annotations

from adherence.domain.reply import dose
from adherence.domain.reply.doubt import is_doubtful, is_of_drinking
from adherence.domain.reply.facts import Facts
from adherence.domain.reply.lapse import mentions_opioid
from adherence.domain.reply.open_doubt import open_doubt
from adherence.domain.reply.patterns import compiled
from adherence.domain.reply.reading import Expecting, Finding, Intent, Settles
from adherence.domain.reply.side_effect import has_vomited

_IS_LOST = compiled(
    r"""
        (?:stolen|stole|lost|left (?:it|them|my|the|mis?)|flushed|dropped|ruined|missing|robaron|robo|perdi\w*
        |tiraron|mojaron|deje|olvide)"""
)
_KEEPS_DOSE = frozenset({Intent.TAKEN, Intent.NOT_TAKEN})


def what_it_settles(facts: Facts, everything: list[Finding]) -> Settles | None:
    """What may be recorded unseen: only a firm statement about the dose, and nothing that makes it doubtful."""
    said = [finding.intent for finding in everything if finding.intent in _KEEPS_DOSE]
    intents = {finding.intent for finding in everything}
    if len(said) != 1 or not _is_firm(facts, everything) or facts.partial is not None:
        return None
    if any(finding.safety for finding in everything) or intents & {
        Intent.CRISIS,
        Intent.MEDICAL_QUESTION,
        Intent.AUTO_REPLY,
        Intent.WRONG_NUMBER,
        Intent.UNCLEAR,
        Intent.YES,
        Intent.NO,
    }:
        return None
    if (
        has_vomited(facts.text)
        or mentions_opioid(facts.text)
        or facts.expecting is Expecting.WELLBEING
        or dose.is_question_about_self(facts.text)
    ):
        return None
    told_of_supply = any(finding.intent is Intent.SUPPLY for finding in everything)
    if (
        said[0] is Intent.TAKEN
        and told_of_supply
        and (_IS_LOST.search(facts.text) or facts.expecting is not Expecting.DOSE)
    ):
        return None
    if said[0] is Intent.NOT_TAKEN and facts.stop is not None and facts.expecting is Expecting.NONE:
        return None
    if said[0] is Intent.NOT_TAKEN:
        return "not_taken"
    if facts.stop is not None and not dose.names_taking(facts.text) and not facts.text.startswith(("yes", "si ", "1")):
        return None
    if open_doubt(facts.text):
        return None
    if is_doubtful(facts.text, facts.expecting) or (facts.lapse is not None and is_of_drinking(facts.rest)):
        return None
    return "taken"


def _is_firm(facts: Facts, everything: list[Finding]) -> bool:
    """Was the dose statement itself plain, or does it follow from having none left?"""
    return facts.plain.firm or any(finding.rule == "dose.nothing_to_take" for finding in everything)
