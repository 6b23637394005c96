"""A second look at what the rules made of a text, by the weight of its words: it may only make people look, or doubt.

It finds danger where no rule did, takes back "taken" where the words speak against it, and says what a text most likely
is where the rules could not. It never takes an alarm away, never opts anybody out or in, and never records a dose.
"""

from __future__ import annotations

from dataclasses import replace

from adherence.domain.reply.reading import Expecting, Intent, Reading
from adherence.domain.reply.weighing import ASKED, letters_of, parts_of, weights

_CRISIS_FROM = 0.0
_SAFETY_FROM = 1.0
_TAKEN_FROM = -2.0
_LIKELY_FROM = 0.0
"""Where each of them speaks: chosen on texts that neither the rules nor the weights had seen (decision 0026)."""
_WEIGHED_WHEN_ASKED = frozenset(
    {
        *(Expecting.DOSE, Expecting.HIGH_RISK, Expecting.SCORE),
        *(Expecting.WELLBEING, Expecting.APPOINTMENT, Expecting.NONE),
    }
)
"""Questions whose answers were labelled in number enough."""
_NOT_READ = frozenset({"unclear.no_rule", "chat.other", "chat.nothing_asked", "dose.opens_with_no"})
"""Rules that speak where no other did."""
_NEVER = frozenset(
    {
        *(Intent.STOP, Intent.START, Intent.CRISIS, Intent.AUTO_REPLY),
        *(Intent.WRONG_NUMBER, Intent.SNOOZE, Intent.SCORE, Intent.RISK_DAY, Intent.YES, Intent.NO),
    }
)
"""Meanings that only a rule may find: something is done about them before a person looks."""
_SAY_LITTLE = frozenset({Intent.CHAT, Intent.UNCLEAR, Intent.RISK_DAY, Intent.SNOOZE, Intent.YES, Intent.NO})


def second_look(reading: Reading, text: str, expecting: Expecting) -> Reading:
    """The reading after a second look; ``text`` is normalised."""
    if reading.intent in (Intent.CRISIS, Intent.AUTO_REPLY) or reading.rule.startswith("keyword."):
        return reading
    parts = parts_of(text)
    with_letters = [*parts, *letters_of(text)]
    table = weights()
    if table["crisis"].score(with_letters) > _CRISIS_FROM:
        return _as_crisis(reading, table["crisis"].speaking(parts))
    asked = [*parts, ASKED + expecting]
    if expecting in _WEIGHED_WHEN_ASKED:
        reading = _likely(reading, asked)
        if reading.settles == "taken" and table["taken"].score(asked) < _TAKEN_FROM:
            doubt = "second_look.doubt: too little speaks for taken"
            reading = replace(reading, settles=None, trace=(*reading.trace, doubt))
    if not reading.safety and table["safety"].score(with_letters) > _SAFETY_FROM:
        spoke = _told("second_look.safety", table["safety"].speaking(parts))
        reading = replace(reading, safety=True, settles=None, trace=(*reading.trace, spoke))
    return reading


def _as_crisis(reading: Reading, words: list[str]) -> Reading:
    kept = [intent for intent in (reading.intent, *reading.also) if intent not in _SAY_LITTLE]
    return replace(
        reading,
        intent=Intent.CRISIS,
        also=tuple(kept),
        safety=True,
        settles=None,
        rule="second_look.crisis",
        trace=(*reading.trace, _told("second_look.crisis", words), "settles: nothing"),
    )


def _likely(reading: Reading, parts: list[str]) -> Reading:
    """What a text most likely is, where no rule read it."""
    if reading.rule not in _NOT_READ:
        return reading
    scores = {
        Intent(name.removeprefix("intent.")): weighed.score(parts)
        for name, weighed in weights().items()
        if name.startswith("intent.")
    }
    likely = max(scores, key=lambda intent: (scores[intent], intent))
    if likely is reading.intent or likely in _NEVER or scores[likely] < _LIKELY_FROM:
        return reading
    words = weights()[f"intent.{likely}"].speaking(parts)
    rule = f"second_look.{likely}"
    return replace(
        reading,
        intent=likely,
        also=tuple(intent for intent in reading.also if intent is not likely),
        settles=None,
        rule=rule,
        trace=(*reading.trace, _told(rule, words)),
    )


def _told(rule: str, words: list[str]) -> str:
    return f"{rule}: weighed {', '.join(repr(word) for word in words) or 'spelling only'}"[:300]
