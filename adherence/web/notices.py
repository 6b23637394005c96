"""What a page says once after something was done."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash

from adherence.domain.errors import Refused
from adherence.web.sessions import give_up_writing
from adherence.web.translations.spoken import translated


def say(text: str, *, warnings: Sequence[str] = (), undo: str = "") -> None:
    """Show a sentence on the next page, warnings apart from it, and a button that posts to ``undo``, an address."""
    flash(text, undo)
    for warning in warnings:
        flash(warning, _WARNING)


_WARNING = "warning"
"""Never an address, so it cannot be taken for one."""


def say_refused(refusal: Refused, what: str) -> None:
    """Nothing was changed where no form could show why: give up what was begun, and say what ``what`` is or lacks."""
    give_up_writing()
    say(f"{translated('Not done:')} {translated(what)} {translated(refusal.faults[0].message)}.")
