"""The catalogue as a clinic sees it: what leaves for each key, language and level, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from adherence.domain.purpose import Purpose
from adherence.domain.segments import Segments, count
from adherence.domain.wording.must_haves import is_safety_text, required_values, required_words
from adherence.domain.wording.own import Review, review
from adherence.domain.wording.render import own_version, params_of, purpose_of, shipped_version, template


@dataclass(frozen=True)
class Current:
    """The text that leaves for one key, language and level."""

    key: str
    language: str
    level: int
    body: str
    number: int | None
    """The version of the clinic's own text; None for the shipped one."""
    review: Review

    @property
    def version(self) -> str:
        """The wording version that a sent text keeps."""
        if self.number is None:
            return shipped_version(self.language, self.level)
        return own_version(self.number, self.language, self.level)

    @property
    def purpose(self) -> Purpose:
        """Why texts of this key exist."""
        return purpose_of(self.key)

    @property
    def values(self) -> frozenset[str]:
        """The values that are filled in here."""
        return params_of(self.key, lang=self.language, level=self.level)

    @property
    def is_safety(self) -> bool:
        """Whether it is a fixed answer of safety."""
        return is_safety_text(self.key, self.values)

    @property
    def cost(self) -> Segments:
        """What it costs when it is filled in."""
        return count(self.review.filled)

    @property
    def must_keep(self) -> list[str]:
        """Values and words that a clinic's own text must keep."""
        shipped = template(self.key, lang=self.language, level=self.level)
        values = ["{" + name + "}" for name in sorted(required_values(self.values))]
        return [*values, *required_words(shipped, self.language)]


def current(key: str, language: str, level: int, own: tuple[int, str] | None, values: Mapping[str, str]) -> Current:
    """What leaves now: the clinic's approved text ``(number, body)``, or the shipped one."""
    number, body = own if own is not None else (None, template(key, lang=language, level=level))
    return Current(key, language, level, body, number, review(key, body, lang=language, level=level, values=values))
