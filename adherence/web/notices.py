"""What a page says once after something was done."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash


def say(text: str, *, warnings: Sequence[str] = (), undo: str = "") -> None:
    """Show a sentence on the next page, warnings apart from it, and a button that posts to ``undo``, an address."""
    flash(text, undo)
    for warning in warnings:
        flash(warning, _WARNING)


_WARNING = "warning"
"""Never an address, so it cannot be taken for one."""
