"""What an address carries: what is no choice filters nothing, what is no instant is none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


def one_of(choices: type[Choice], entered: Mapping[str, str], name: str) -> Choice | None:
    """A member of a closed set by the name of its field, or None."""
    text = entered.get(name, "")
    return choices(text) if text in list(choices) else None


def page_in(entered: Mapping[str, str]) -> int:
    """The page that an address asks for, from 1 on; whatever is no number is the first."""
    text = entered.get("page", "1")
    return max(int(text), 1) if text.isdecimal() and text.isascii() and len(text) < 6 else 1


def instant_in(text: str) -> datetime | None:
    """The instant that an address carries, in UTC; None for anything else, one before the first year included."""
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
