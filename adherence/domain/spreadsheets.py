"""Cells for spreadsheets: what they would run as a formula is shown as it is."""

from __future__ import annotations

_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""What a spreadsheet takes for a formula, or drops (https://owasp.org/www-community/attacks/CSV_Injection)."""


def as_text(cell: str) -> str:
    """A cell that a spreadsheet shows as it is: an apostrophe keeps formulas from running and + before a number.

    Reading an import takes the apostrophe away again (``plain_cell``).
    """
    return "'" + cell if cell.lstrip(" ").startswith(_FORMULA_BEGINS) else cell
