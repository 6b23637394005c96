"""One planned occasion as a value, and what happened that decides which occasions there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from adherence.domain.holds import HoldSpan
from adherence.domain.regimen import RiskDay


@dataclass(frozen=True, slots=True)
class ExpectedDose:
    """A planned dose; its identity within the regimen is (on, slot), its instants are aware UTC.

    `at` is when it is due; an answer from `late_from` on, and before `window_closes_at`, is taken late.
    """

    on: date
    slot: str
    at: datetime
    quantity_mg: float
    window_opens_at: datetime
    window_closes_at: datetime
    late_from: datetime

    def is_open(self, *, now: datetime) -> bool:
        """Whether an answer now falls in the window: opening instant included, closing instant not."""
        return self.window_opens_at <= now < self.window_closes_at

    def is_late(self, *, answered_at: datetime) -> bool:
        """Whether an answer at this instant is taken_late rather than taken."""
        return answered_at >= self.late_from


@dataclass(frozen=True, slots=True)
class Records:
    """What was recorded and decides the plan: injections given, risk days declared or declined, holds that are over.

    A later risk day of the same date beats an earlier one and the plan's own; a declined date has no dose.
    """

    given_on: tuple[date, ...] = ()
    risk_days: tuple[RiskDay, ...] = ()
    declined_on: frozenset[date] = frozenset()
    ended_holds: tuple[HoldSpan, ...] = ()


NO_RECORDS = Records()
