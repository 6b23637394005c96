"""Everything that the rules find in one text, each looked for at most once."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from adherence.domain.reply import dose
from adherence.domain.reply.asked import PlainAnswer
from adherence.domain.reply.crisis import find_crisis
from adherence.domain.reply.keywords import find_keyword
from adherence.domain.reply.lapse import Use, find_lapse, find_opioid_given, find_opioid_offered, mentions_opioid
from adherence.domain.reply.medical import find_medical_question, is_told_off
from adherence.domain.reply.normalise import Words
from adherence.domain.reply.plain import plain_answer
from adherence.domain.reply.reading import Expecting, Finding, Partial
from adherence.domain.reply.side_effect import find_side_effect
from adherence.domain.reply.stop import find_stop
from adherence.domain.reply.wider import find_wider_use
from adherence.domain.reply.wrong_number import find_wrong_number

_ALREADY = re.compile(r"(?<=idiom) (?:already|ya)$|^(?:ya|por favor|please|so|ok) (?=idiom)")
# Asked about a visit, "I will not be here tomorrow" is about the visit.
_AWAY = re.compile(r"not be (?:here|around|there|in)(?!\S)")
# Asked about the tablet, "I can't take it anymore" is about the tablet.
_TAKE_IT = re.compile(r"can not take (?:it|this|them|these)(?!\S)")
_OF_TABLETS = (Expecting.DOSE, Expecting.STEP, Expecting.REASON, Expecting.WHICH_DOSE, Expecting.REFILL)
_ALCOHOL = ("lapse.alcohol", "lapse.alcohol_es")


class Facts:
    """Everything that the rules find in one text, each looked for at most once."""

    def __init__(self, words: Words, lang: str, expecting: Expecting) -> None:
        self.words, self.lang, self.expecting = words, lang, expecting
        self.text = words.text

    @cached_property
    def crisis(self) -> tuple[Finding, bool] | None:
        """A danger to life, and whether it is of the body."""
        found = find_crisis(self.text)
        away = found is not None and found[0].rule == "crisis.farewell" and self.expecting is Expecting.APPOINTMENT
        refuses = found is not None and found[0].rule == "crisis.no_strength_left" and self.expecting in _OF_TABLETS
        if (away and _AWAY.search(self.text)) or (refuses and _TAKE_IT.search(self.text)):
            return None
        return found

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
        if (
            found is None
            and keyword is None
            and not asked
            and self.opioid_given is None
            and (use := find_wider_use(self.text))
        ):
            return Use(use, opioid=False)
        return None if asked and found is not None and _is_only_alcohol(found) else found

    @cached_property
    def side_effect(self) -> Finding | None:
        """A bodily complaint."""
        text = self.text.replace(self.lapse.finding.words, "idiom") if self.opioid_used and self.lapse else self.text
        return find_side_effect(text)

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
        # "Enough with the texts already" is not "already taken", nor is "ya no quiero vivir" a yes.
        return _ALREADY.sub("", rest) if self.stop or self.crisis else rest

    @cached_property
    def medical(self) -> Finding | None:
        """A question about the medicine, an unplanned quantity or an opioid given."""
        if self.opioid_given:
            return self.opioid_given
        found = find_medical_question(self.rest)
        if found is not None and found.rule == "medical.condition" and is_told_off(self.text):
            return None
        offered = None if self.lapse else find_opioid_offered(self.text)
        if found is not None and found.rule == "medical.condition" and self.named_opioid_only:
            return offered
        return found or offered

    @cached_property
    def named_opioid_only(self) -> bool:
        """Is an opioid offered and refused all that the text tells?"""
        return mentions_opioid(self.text) and dose.is_refused(self.text)

    @cached_property
    def partial(self) -> Partial | None:
        """Half or double."""
        return dose.partial_in(self.rest)

    @cached_property
    def plain(self) -> PlainAnswer:
        """The answer to what was asked, before anything outranks it."""
        return plain_answer(replace(self.words, text=self.rest), lang=self.lang, expecting=self.expecting)


def _is_only_alcohol(use: Use) -> bool:
    return use.finding.rule in _ALCOHOL and not use.opioid and not use.finding.safety
