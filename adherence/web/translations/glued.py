"""Sentences that code puts together from pieces, and words made from codes: no reader of the code could find them."""

from __future__ import annotations

from adherence.web.words import INTENT

_PIECES = (
    *("{0} for {1} d", "then {0}", "before {0}", "{0} a week", "{0} a day", "for {0}", "from {0}", "until {0}"),
    *("{0} to {1}", "{0} at {1}", "{0} and {1}", "{0} or {1}", "{0} by {1}", "{0} or later", "about {0}"),
    *("{0} of {1}", "{0}, {1} and {2}", "lower than {0}", "more than {0}", "none", "clinic", "team"),
    *("{0} minutes", "{0} hours", "{0} hour", "{0} days", "{0} months", "{0} month", "{0} texts", "{0} text"),
    *("minutes", "hours", "days", "months", "texts", "answers", "times", "doses"),
    *("{0} and {1} days before", "{0} days before", "{0} day before"),
    *("{0} answers", "{0} answer", "{0} times", "{0} time", "{0} doses", "{0} dose"),
)


def glued_sentences() -> list[str]:
    """Every such message, in a fixed order."""
    return [*_PIECES, *(f"Answer to a reply read as {code.replace('_', ' ')}" for code in INTENT)]
