"""Bands of adherence: names for ranges of the share of answered doses that were taken.

80 % is a convention of the adherence literature (Karve et al. 2009, doi:10.1185/03007990903126833, for chronic
medicines other than naltrexone), not a clinical threshold of naltrexone; 50 % is this service's own round number.
"""

from __future__ import annotations

from enum import StrEnum

from adherence.domain.measure.taken import TakenFigure

_CONVENTION_PERCENT = 80
_HALF_PERCENT = 50
NOTHING_DUE = 1_000_000
"""The place of patients without a daily dose that was due: after all others."""


class Band(StrEnum):
    """Where a patient's share of the last 30 days lies."""

    BELOW_50 = "below_50"
    FROM_50 = "from_50"
    FROM_80 = "from_80"
    UNKNOWN = "unknown"


def band_of(figure: TakenFigure) -> Band:
    """The band of the share that lists show in bold, taken of answered; unknown where nothing was answered."""
    share = figure.observed_percent
    if share is None:
        return Band.UNKNOWN
    if share < _HALF_PERCENT:
        return Band.BELOW_50
    return Band.FROM_50 if share < _CONVENTION_PERCENT else Band.FROM_80


def taken_order(figure: TakenFigure) -> int:
    """A patient's place from the lowest share on: by the worst case, so that who is silent is not overlooked."""
    if figure.worst_percent is None:
        return NOTHING_DUE
    return figure.worst_percent * 1000 + (figure.observed_percent or 0)
