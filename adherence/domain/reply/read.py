"""Reads one text of a patient, in English and Spanish, by rules in a fixed order: danger first, the plain answer last.

Order (clinical policy of this service): machine, crisis, opt-out, opt-in, wrong number, lapse, side effect, medical
question, supply, reschedule, help, then the answer to what was asked, which is kept in ``also`` when outranked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property, lru_cache

from adherence.domain.reply import dose
from adherence.domain.reply.asked import PlainAnswer
from adherence.domain.reply.auto_reply import find_auto_reply
from adherence.domain.reply.crisis import find_crisis, is_of_another
from adherence.domain.reply.days import meant_in
from adherence.domain.reply.help import asks_for_visit_details, find_help
from adherence.domain.reply.keywords import find_keyword
from adherence.domain.reply.lapse import Use, find_lapse, find_opioid_given, mentions_opioid
from adherence.domain.reply.medical import asks_about_symptom, find_medical_question, is_about_visit_only
from adherence.domain.reply.normalise import Words, normalise
from adherence.domain.reply.plain import plain_answer
from adherence.domain.reply.reading import Expecting, Finding, Intent, Partial, Reading, Settles, Value
from adherence.domain.reply.side_effect import find_side_effect, has_vomited
from adherence.domain.reply.stop import find_start, find_stop
from adherence.domain.reply.supply import find_supply, has_none_left
from adherence.domain.reply.visit import cannot_come, clashes, find_reschedule, visit_is_meant
from adherence.domain.reply.wrong_number import find_wrong_number

_ALREADY = re.compile(r"(?<=idiom) (?:already|ya)$")
_ALCOHOL = ("lapse.alcohol", "lapse.alcohol_es")
_KEEPS_DOSE = frozenset({Intent.TAKEN, Intent.NOT_TAKEN})


class Facts:
    """Everything that the rules find in one text, each looked for at most once."""

    def __init__(self, words: Words, lang: str, expecting: Expecting) -> None:
        self.words, self.lang, self.expecting = words, lang, expecting
        self.text = words.text

    @cached_property
    def crisis(self) -> tuple[Finding, bool] | None:
        """A danger to life, and whether it is of the body."""
        return find_crisis(self.text)

    @cached_property
    def stop(self) -> Finding | None:
        """An opt-out."""
        return find_stop(self.text)

    @cached_property
    def opioid_given(self) -> Finding | None:
        """An opioid that a clinician gave."""
        return find_opioid_given(self.text)

    @cached_property
    def lapse(self) -> Use | None:
        """Use by the patient, not on a clinician's word; alcohol told to our own question about it is its answer."""
        # A glass beside a keyword, as in "RISK SAT" with an emoji, is what the day is a risk for.
        keyword = find_keyword(self.text, self.lang, self.expecting)
        found = None if self.opioid_given or keyword is not None else find_lapse(self.text)
        asked = self.expecting in (Expecting.TIME, Expecting.DRINKS)
        return None if asked and found is not None and _is_only_alcohol(found) else found

    @cached_property
    def side_effect(self) -> Finding | None:
        """A bodily complaint."""
        return find_side_effect(self.text)

    @cached_property
    def wrong_number(self) -> Finding | None:
        """Somebody else's number."""
        return find_wrong_number(self.text)

    @cached_property
    def opioid_used(self) -> bool:
        """Was an opioid or something unnamed taken, by whoever's hand?"""
        return self.opioid_given is not None or (self.lapse is not None and self.lapse.opioid)

    @cached_property
    def rest(self) -> str:
        """The text without the words of danger, opt-out or use: 'took too many' must not answer the dose."""
        told = [
            self.crisis[0] if self.crisis else None,
            self.stop,
            self.opioid_given,
            self.lapse.finding if self.lapse else None,
        ]
        rest = self.text
        for finding in told:
            if finding is not None:
                rest = rest.replace(finding.words, "idiom")
        # "Enough with the texts already" is not "already taken".
        return _ALREADY.sub("", rest) if self.stop is not None else rest

    @cached_property
    def medical(self) -> Finding | None:
        """A question about the medicine, an unplanned quantity or an opioid given."""
        return self.opioid_given or find_medical_question(self.rest)

    @cached_property
    def partial(self) -> Partial | None:
        """Half or double."""
        return dose.partial_in(self.rest)

    @cached_property
    def plain(self) -> PlainAnswer:
        """The answer to what was asked, before anything outranks it."""
        return plain_answer(replace(self.words, text=self.rest), lang=self.lang, expecting=self.expecting)


def read_reply(text: str, *, lang: str, expecting: Expecting) -> Reading:
    """The reading of any string; ``lang`` is the patient's ("en" or "es"), ``expecting`` the open question."""
    return _read(text, lang, Expecting(expecting))


@lru_cache(maxsize=512)
def _read(text: str, lang: str, expecting: Expecting) -> Reading:
    words = normalise(text)
    machine = find_auto_reply(words.text, text)
    if machine is not None:
        return _reading(Facts(words, lang, expecting), machine, [])
    facts = Facts(words, lang, expecting)
    main, also = _ranked(facts)
    return _reading(facts, main, also)


def _is_only_alcohol(use: Use) -> bool:
    return use.finding.rule in _ALCOHOL and not use.opioid and not use.finding.safety


def _ranked(facts: Facts) -> tuple[Finding, list[Finding]]:
    """The finding that counts and those that are kept beside it, in order."""
    found = [finding for finding in _outranking(facts) if finding is not None]
    if not found:
        return facts.plain.finding, list(facts.plain.also)
    return found[0], [*found[1:], *_kept_answer(facts, found[0])]


# A risk day or a wish to wait says nothing more once somebody has drunk, or asks, or wants to move the visit.
_DROPPED_BESIDE: dict[Intent, frozenset[Intent]] = {
    Intent.CRISIS: frozenset({Intent.RISK_DAY, Intent.SNOOZE}),
    Intent.STOP: frozenset({Intent.RISK_DAY, Intent.SNOOZE, Intent.YES, Intent.NO}),
    Intent.START: frozenset(Intent),
    Intent.WRONG_NUMBER: frozenset(Intent),
    Intent.LAPSE: frozenset({Intent.RISK_DAY, Intent.SNOOZE}),
    Intent.SIDE_EFFECT: frozenset({Intent.SNOOZE, Intent.RISK_DAY}),
    Intent.MEDICAL_QUESTION: frozenset({Intent.RISK_DAY, Intent.SNOOZE, Intent.YES, Intent.NO}),
    Intent.SUPPLY: frozenset({Intent.RISK_DAY, Intent.SNOOZE}),
    Intent.RESCHEDULE: frozenset({Intent.RISK_DAY, Intent.SNOOZE, Intent.YES}),
    Intent.HELP: frozenset({Intent.RISK_DAY, Intent.SNOOZE, Intent.YES, Intent.NO, Intent.NOT_TAKEN}),
}


def _kept_answer(facts: Facts, main: Finding) -> list[Finding]:
    """The answer kept beside what outranks it, or what follows from the main finding where none was given."""
    dropped = _DROPPED_BESIDE.get(main.intent, frozenset())
    plain = facts.plain
    said = [plain.finding, *plain.also] if plain.is_an_answer else []
    kept = [finding for finding in said if finding.intent not in dropped]
    if facts.opioid_used and not dose.names_own_medicine(facts.rest):
        kept = [finding for finding in kept if finding.intent is not Intent.TAKEN]
    if not kept and facts.expecting is Expecting.WELLBEING and main.intent in _BAD_NEWS:
        return [Finding("wellbeing.bad_news", main.words, Intent.NO)]
    if (
        not kept
        and facts.expecting is Expecting.DOSE
        and main.rule in ("supply.out", "supply.lost", "supply.es")
        and has_none_left(facts.text)
    ):
        return [Finding("dose.nothing_to_take", main.words, Intent.NOT_TAKEN)]
    return kept


_BAD_NEWS = frozenset({Intent.CRISIS, Intent.LAPSE, Intent.SIDE_EFFECT})


def _outranking(facts: Facts) -> list[Finding | None]:
    """What goes before the plain answer, in order of rank."""
    if facts.crisis is not None:
        return [facts.crisis[0], facts.stop, _bodily(facts)]
    if facts.stop is not None:
        cancelled = Finding("reschedule.cancel", facts.text, Intent.RESCHEDULE) if _cancels_visit(facts) else None
        return [
            facts.stop,
            find_wrong_number(facts.text),
            cancelled,
            facts.lapse.finding if facts.lapse else None,
        ]
    start = find_start(facts.text)
    if start is not None:
        return [start]
    if facts.wrong_number is not None:
        return [facts.wrong_number]
    return _clinical(facts) or _practical(facts)


def _bodily(facts: Facts) -> Finding | None:
    if facts.crisis is not None and facts.crisis[1] and not is_of_another(facts.crisis[0].words + " " + facts.text):
        return facts.side_effect or Finding("side_effect.emergency", facts.crisis[0].words, Intent.SIDE_EFFECT)
    return None


def _cancels_visit(facts: Facts) -> bool:
    return facts.expecting is Expecting.APPOINTMENT and facts.text.startswith("cancel")


def _clinical(facts: Facts) -> list[Finding | None]:
    """Lapse, side effect, medical question; withdrawal after an opioid is a side effect first."""
    lapse = facts.lapse.finding if facts.lapse else None
    effect, question = facts.side_effect, facts.medical
    if question is not None and question.rule == "medical.partial":
        return [effect] if effect else []
    if question is not None and question.rule.startswith("medical.ask") and _asks_of_visit(facts):
        question = None
    if effect is not None and question is not None and _only_asked_about(effect, facts):
        effect = None
    if effect is not None and mentions_opioid(facts.text):
        # Any complaint beside an opioid may be withdrawal brought on by naltrexone.
        effect = replace(effect, safety=True)
    if lapse is not None and facts.lapse is not None and facts.lapse.opioid and effect is not None:
        return [replace(effect, safety=True), lapse, question]
    found = [finding for finding in (lapse, effect, question) if finding is not None]
    if found and facts.expecting is Expecting.APPOINTMENT and found[0].intent is Intent.MEDICAL_QUESTION:
        return [
            *found,
            Finding("reschedule.clash", facts.text, Intent.RESCHEDULE) if clashes(facts.text) else None,
        ]
    return list(found)


def _asks_of_visit(facts: Facts) -> bool:
    """Is a question about when and where to come, not about the body?"""
    return is_about_visit_only(facts.text, facts.expecting) or asks_for_visit_details(facts.text, facts.expecting)


def _only_asked_about(effect: Finding, facts: Facts) -> bool:
    """Is the complaint only wondered about? A severe sign never counts as that, but 'withdrawals if I quit' does."""
    return (not effect.safety or effect.rule == "side_effect.withdrawal") and asks_about_symptom(facts.text)


def _practical(facts: Facts) -> list[Finding | None]:
    """Supply, reschedule, help."""
    text = facts.text
    supply = find_supply(text)
    if supply is not None:
        return [supply]
    if facts.plain.finding.rule == "appointment.refuses":
        return []
    cannot = cannot_come(text) if facts.expecting is Expecting.APPOINTMENT else None
    moved = find_reschedule(text) if visit_is_meant(text, facts.expecting) else None
    if cannot or moved:
        first = moved or Finding("reschedule.cannot_come", cannot or "", Intent.RESCHEDULE)
        no = Finding("appointment.cannot_come", cannot, Intent.NO) if cannot else None
        return [first, no]
    if facts.plain.settled_by_context:
        return []
    return [find_help(text)]


def _reading(facts: Facts, main: Finding, also: list[Finding]) -> Reading:
    """Puts the findings together: duplicates dropped, safety from any of them, what may be recorded worked out."""
    kept: list[Finding] = []
    for finding in also:
        if finding.intent is not main.intent and finding.intent not in {other.intent for other in kept}:
            kept.append(finding)
    everything = [main, *kept]
    if facts.partial is not None and Intent.MEDICAL_QUESTION not in {finding.intent for finding in everything}:
        kept.append(Finding(f"quantity.{facts.partial}", facts.text, Intent.MEDICAL_QUESTION))
        everything = [main, *kept]
    settles = _settles(facts, everything)
    return Reading(
        intent=main.intent,
        also=tuple(finding.intent for finding in kept),
        value=_value(everything),
        safety=any(finding.safety for finding in everything),
        settles=settles,
        rule=main.rule,
        trace=(
            f"read as: {facts.text[:300]}",
            *(finding.told()[:300] for finding in everything),
            f"settles: {settles or 'nothing'}",
        ),
        meant=meant_in(facts.text),
        partial=facts.partial,
    )


def _value(everything: list[Finding]) -> Value:
    return next((finding.value for finding in everything if finding.value is not None), None)


def _settles(facts: Facts, everything: list[Finding]) -> Settles | None:
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
    return "taken" if said[0] is Intent.TAKEN else "not_taken"


def _is_firm(facts: Facts, everything: list[Finding]) -> bool:
    """Was the dose statement itself plain, or does it follow from having none left?"""
    return facts.plain.firm or any(finding.rule == "dose.nothing_to_take" for finding in everything)
