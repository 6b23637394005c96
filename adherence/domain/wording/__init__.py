"""What the service says to patients: templates per language and discretion level, and how they are filled in."""

from adherence.domain.wording.render import (
    WORDING_VERSION,
    MissingParams,
    UnknownWording,
    fill,
    keys,
    own_version,
    params_of,
    purpose_of,
    render,
    shipped_version,
    values_in,
)
from adherence.domain.wording.speech import clock_text, day_text, language_of, occasion_text

__all__ = [
    "WORDING_VERSION",
    "MissingParams",
    "UnknownWording",
    "clock_text",
    "day_text",
    "fill",
    "keys",
    "language_of",
    "occasion_text",
    "own_version",
    "params_of",
    "purpose_of",
    "render",
    "shipped_version",
    "values_in",
]
