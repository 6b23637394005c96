"""What a text that answers nothing is about: a new number, another time, who is this, a call, a picture, thanks.

The reading says that a person must help; the topic says with what, so that the answer and the flag fit.
"""

from __future__ import annotations

import re
from enum import StrEnum

from adherence.domain.reply.folding import shape
from adherence.domain.reply.normalise import normalise
from adherence.domain.reply.topic_shapes import (
    CALL,
    MOVED,
    NEW_NUMBER,
    NOT_CALL,
    NOT_NEW_NUMBER,
    NOT_OTHER_TIME,
    NOT_PAUSE_WISH,
    NOT_VISIT_DETAILS,
    OTHER_LANGUAGE,
    OTHER_TIME,
    PAUSE_WISH,
    PICTURE,
    POLITE,
    THANKS,
    VISIT_DETAILS,
    WHO,
    WRITTEN_EN,
    WRITTEN_ES,
)


class Topic(StrEnum):
    """What a text is about, beside doses and health."""

    NEW_NUMBER = "new_number"
    PAUSE_WISH = "pause_wish"
    OTHER_TIME = "other_time"
    MOVED = "moved"
    OTHER_LANGUAGE = "other_language"
    PICTURE = "picture"
    CALL = "call"
    VISIT_DETAILS = "visit_details"
    WHO = "who"
    THANKS = "thanks"


def _rule(shapes: tuple[str, ...], unless: str | None = None) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    joined = shape(r"(?<!\S)(?:" + "|".join(shapes) + r")(?!\S)")
    return joined, shape(rf"(?<!\S)(?:{unless})(?!\S)") if unless else None


_RULES: tuple[tuple[Topic, tuple[re.Pattern[str], re.Pattern[str] | None]], ...] = (
    (Topic.NEW_NUMBER, _rule(NEW_NUMBER, NOT_NEW_NUMBER)),
    (Topic.PAUSE_WISH, _rule(PAUSE_WISH, NOT_PAUSE_WISH)),
    (Topic.OTHER_LANGUAGE, _rule(OTHER_LANGUAGE)),
    (Topic.MOVED, _rule(MOVED)),
    (Topic.OTHER_TIME, _rule(OTHER_TIME, NOT_OTHER_TIME)),
    (Topic.PICTURE, _rule(PICTURE)),
    (Topic.CALL, _rule(CALL, NOT_CALL)),
    (Topic.VISIT_DETAILS, _rule(VISIT_DETAILS, NOT_VISIT_DETAILS)),
    (Topic.WHO, _rule(WHO, r"quien sabe|who knows|who cares")),
)


def topic_of(text: str, lang: str) -> Topic | None:
    """What a text is about; None where it is none of these. ``lang`` is the language of the patient's texts."""
    words = normalise(text).text
    for topic, (found, unless) in _RULES:
        if found.search(words) and not (unless and unless.search(words)):
            return topic
    said = set(words.split())
    if said <= POLITE and said & THANKS:
        return Topic.THANKS
    return Topic.OTHER_LANGUAGE if _is_written_in_another(words, lang) else None


def _is_written_in_another(words: str, lang: str) -> bool:
    """Whether a text of several words is clearly in the other shipped language."""
    said = [word for word in words.split() if word.isalpha()]
    spanish = sum(word in WRITTEN_ES for word in said)
    english = sum(word in WRITTEN_EN for word in said)
    theirs, others = (spanish, english) if lang.startswith("es") else (english, spanish)
    return len(said) >= 4 and others >= 3 and theirs == 0 and 2 * others >= len(said)
