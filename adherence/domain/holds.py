"""Holds: on which local dates nothing is expected and nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from adherence.domain.states import HoldKind


@dataclass(frozen=True, slots=True)
class HoldSpan:
    """A span of local dates from ``first``, inclusive, to ``until``, exclusive; None is not ended yet."""

    kind: HoldKind
    first: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether nothing is expected on a date because of this hold."""
        return self.first <= day and (self.until is None or day < self.until)


def holding(spans: Iterable[HoldSpan], day: date) -> HoldSpan | None:
    """The hold that covers a date, the one that began first; None where there is none."""
    return min((span for span in spans if span.covers(day)), key=lambda span: span.first, default=None)
