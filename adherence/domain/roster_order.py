"""In which order the list of patients can be read; by name it cannot, because names are sealed."""

from __future__ import annotations

from enum import StrEnum


class RosterOrder(StrEnum):
    """An order of the list of patients."""

    NEWEST = "newest"
    LOWEST = "lowest"
    QUIETEST = "quietest"
    INJECTION = "injection"
