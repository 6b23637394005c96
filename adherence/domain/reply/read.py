"""Reads one text of a patient, in English and Spanish, by rules in a fixed order: danger first, the plain answer last.

Order (clinical policy of this service): machine, crisis, opt-out, opt-in, wrong number, lapse, side effect, medical
question, supply, reschedule, help, then the answer to what was asked, which is kept in ``also`` when outranked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from adherence.domain.reply import dose
from adherence.domain.reply.auto_reply import find_auto_reply
from adherence.domain.reply.crisis import is_of_another
from adherence.domain.reply.days import meant_in
from adherence.domain.reply.facts import Facts
from adherence.domain.reply.help import asks_about_texts, asks_for_visit_details, find_help
from adherence.domain.reply.lapse import mentions_opioid, shows_withdrawal
from adherence.domain.reply.medical import asks_about_symptom, is_about_visit_only
from adherence.domain.reply.normalise import normalise
from adherence.domain.reply.pauses import find_pause
from adherence.domain.reply.reading import Expecting, Finding, Intent, Reading, Value
from adherence.domain.reply.second_look import second_look
from adherence.domain.reply.settling import what_it_settles
from adherence.domain.reply.start import find_start
from adherence.domain.reply.supply import find_supply, has_none_left, is_about_refill
from adherence.domain.reply.visit import cannot_come, clashes, find_reschedule, visit_is_meant
from adherence.domain.reply.wider import find_wider, find_wider_loss, find_wider_move, find_wider_use
from adherence.domain.reply.wrong_number import find_wrong_number


def read_reply(text: str, *, lang: str, expecting: Expecting) -> Reading:
    """The reading of any string; ``lang`` is the patient's ("en" or "es"), ``expecting`` the open question."""
    return _read(text, lang, Expecting(expecting))


@dataclass(frozen=True)
class Considered:
    """One text as read: what was found in it, which finding counts, which are kept beside it, and the result."""

    facts: Facts
    main: Finding
    also: tuple[Finding, ...]
    reading: Reading


def consider(text: str, *, lang: str, expecting: Expecting) -> Considered:
    """The reading of a text together with what it was worked out from; a text of several lines is read as one too."""
    lines = _considered(text, lang, expecting)
    if "\n" not in text.strip():
        return lines
    in_one = _considered(text.replace("\n", " "), lang, expecting).reading
    return replace(lines, reading=_careful(lines.reading, in_one))


def _considered(text: str, lang: str, expecting: Expecting) -> Considered:
    considered = consider_by_rules(text, lang=lang, expecting=expecting)
    return replace(considered, reading=second_look(considered.reading, considered.facts.text, expecting))


def _careful(lines: Reading, in_one: Reading) -> Reading:
    """The reading by lines; a line may break a sentence, so danger and doubt are taken from the reading in one too."""
    if _danger(in_one) > _danger(lines):
        stop = (Intent.STOP,) if Intent.STOP in (lines.intent, *lines.also) else ()
        return replace(in_one, also=tuple(dict.fromkeys((*in_one.also, *stop))), settles=None)
    return replace(lines, settles=None) if lines.settles == "taken" != in_one.settles else lines


def _danger(reading: Reading) -> int:
    return 2 if Intent.CRISIS in (reading.intent, *reading.also) else int(reading.safety)


def consider_by_rules(text: str, *, lang: str, expecting: Expecting) -> Considered:
    """What the rules alone make of a text, before the second look."""
    words = normalise(text)
    facts = Facts(words, lang, expecting)
    machine = find_auto_reply(words.text, text)
    main, also = (machine, []) if machine is not None else _ranked(facts)
    return _concluded(facts, main, also)


@lru_cache(maxsize=512)
def _read(text: str, lang: str, expecting: Expecting) -> Reading:
    return consider(text, lang=lang, expecting=expecting).reading


def _ranked(facts: Facts) -> tuple[Finding, list[Finding]]:
    """The finding that counts and those that are kept beside it, in order."""
    found = [finding for finding in _outranking(facts) if finding is not None]
    if not found:
        return _unread(facts)
    return found[0], [*found[1:], *_kept_answer(facts, found[0])]


def _unread(facts: Facts) -> tuple[Finding, list[Finding]]:
    """The plain answer; where there is none, what the text most likely is in wider words."""
    plain = facts.plain
    answers = [plain.finding, *plain.also]
    if find_pause(facts.text) or find_start(facts.text):
        return plain.finding, list(plain.also)
    told = find_wider_loss(facts.rest)
    if told is None and facts.expecting not in (Expecting.TIME, Expecting.DRINKS):
        told = find_wider_use(facts.rest)
    if told is not None and (
        plain.finding.intent not in (Intent.TAKEN, Intent.START, Intent.RISK_DAY)
        or plain.finding.rule.startswith("dose.both")
    ):
        return told, _kept_answer(facts, told)
    if plain.finding.rule in _NOT_READ and (wider := find_wider(facts.rest, facts.expecting)):
        return wider, []
    return plain.finding, answers[1:]


_NOT_READ = ("chat.nothing_asked", "chat.other", "unclear.no_rule", "dose.cannot_remember")
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
    kept = [finding for finding in said if finding.intent not in dropped or finding.rule == "dose.not_yet"]
    if facts.expecting is Expecting.NONE and main.intent in (Intent.SUPPLY, Intent.RESCHEDULE):
        kept = [finding for finding in kept if finding.intent is not Intent.NOT_TAKEN or dose.names_taking(facts.rest)]
    if facts.opioid_used and not _names_our_medicine(facts):
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


def _names_our_medicine(facts: Facts) -> bool:
    """Is it ours that was taken too? After an opioid was given, "took it" means the opioid."""
    return dose.names_it_plainly(facts.rest) if facts.opioid_given else dose.names_own_medicine(facts.rest)


# "End it all" beside words of crisis is no opt-out, unless texts or a further word of ending are named as well.
_END_IT = re.compile(r"\b(?:end|ending|stop|stopping) (?:it|this)\b(?: all\b)?")
_MORE_OF_AN_OPT_OUT = re.compile(r"\b(?:stop\w*|end|quit|unsub\w*|cancel|opt ?out|text\w*|messag\w*)\b")


def _ends_a_life(text: str) -> bool:
    rest, ended = _END_IT.subn(" ", text)
    return ended > 0 and _MORE_OF_AN_OPT_OUT.search(rest) is None


def _outranking(facts: Facts) -> list[Finding | None]:
    """What goes before the plain answer, in order of rank."""
    if facts.crisis is not None:
        return [facts.crisis[0], None if _ends_a_life(facts.text) else facts.stop, _bodily(facts)]
    if facts.stop is not None:
        cancelled = Finding("reschedule.cancel", facts.text, Intent.RESCHEDULE) if _cancels_visit(facts) else None
        return [
            facts.stop,
            find_wrong_number(facts.text),
            cancelled,
            facts.lapse.finding if facts.lapse else None,
            *(found for found in (facts.side_effect, facts.medical) if found is not None and found.safety),
        ]
    if find_pause(facts.text):
        return []  # a word of command: "pause refills" is no question about tablets
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
    if question is not None and question.rule.startswith("medical.ask") and _asks_of_service(facts):
        question = None
    if question is not None and question.rule.startswith("medical.ask") and is_about_refill(facts.text):
        question = None
    if effect is not None and question is not None and _only_asked_about(effect, facts):
        effect = None
    if effect is not None and mentions_opioid(facts.text):
        # Any complaint beside an opioid may be withdrawal brought on by naltrexone.
        effect = replace(effect, safety=True)
    if (
        facts.expecting is Expecting.APPOINTMENT
        and effect is not None
        and not effect.safety
        and (cannot_come(facts.text) or find_reschedule(facts.text))
    ):
        effect = None
    if lapse is not None and effect is not None and _is_withdrawal_likely(facts):
        return [replace(effect, safety=True), lapse, question]
    found = [finding for finding in (lapse, effect, question) if finding is not None]
    if found and facts.expecting is Expecting.APPOINTMENT and found[0].intent is Intent.MEDICAL_QUESTION:
        return [
            *found,
            Finding("reschedule.clash", facts.text, Intent.RESCHEDULE) if clashes(facts.text) else None,
        ]
    return list(found)


def _is_withdrawal_likely(facts: Facts) -> bool:
    """An opioid was used, and there are signs that withdrawal brings: pain as the reason for it is none."""
    return facts.lapse is not None and facts.lapse.opioid and shows_withdrawal(facts.text)


def _asks_of_service(facts: Facts) -> bool:
    """Is a question about the texts or about when and where to come, not about the body?"""
    if asks_about_texts(facts.text):
        return True
    if mentions_opioid(facts.text):
        return False
    if facts.side_effect is not None and " if " in facts.text:
        return False
    if find_wider_move(facts.text) is not None and facts.expecting is not Expecting.DOSE:
        return True
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


def _concluded(facts: Facts, main: Finding, also: list[Finding]) -> Considered:
    """Puts the findings together: duplicates dropped, safety from any of them, what may be recorded worked out."""
    kept: list[Finding] = []
    for finding in also:
        if finding.intent is not main.intent and finding.intent not in {other.intent for other in kept}:
            kept.append(finding)
    everything = [main, *kept]
    if facts.partial is not None and Intent.MEDICAL_QUESTION not in {finding.intent for finding in everything}:
        kept.append(Finding(f"quantity.{facts.partial}", facts.text, Intent.MEDICAL_QUESTION))
        everything = [main, *kept]
    settles = what_it_settles(facts, everything)
    reading = Reading(
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
    return Considered(facts, main, tuple(kept), reading)


def _value(everything: list[Finding]) -> Value:
    return next((finding.value for finding in everything if finding.value is not None), None)
