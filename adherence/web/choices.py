"""Filters from an address: what is no choice filters nothing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


def one_of(choices: type[Choice], entered: Mapping[str, str], name: str) -> Choice | None:
    """A member of a closed set by the name of its field, or None."""
    text = entered.get(name, "")
    return choices(text) if text in list(choices) else None
