"""What a page says once after something was done."""

from __future__ import annotations

from flask import flash


def say(text: str, *, undo: str = "") -> None:
    """Show a sentence on the next page, with a button that posts to ``undo`` where that is an address."""
    flash(text, undo)
