"""Lists in pages: ``next`` is the address of the following page, which carries where this one ended."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from adherence.api.problem import Problem
from adherence.domain.regimen import Fault

Item = TypeVar("Item")
_PARTS = "|"


def page_of(items: Sequence[Item], limit: int) -> tuple[list[Item], Item | None]:
    """The first ``limit`` of items that were read with one more, and the last of them where there are more."""
    return list(items[:limit]), items[limit - 1] if len(items) > limit else None


def next_address(path: str, arguments: Mapping[str, Sequence[str]], *parts: object) -> str:
    """The address of the page after the row that ``parts`` identify, with the same filters."""
    cursor = base64.urlsafe_b64encode(_PARTS.join(str(part) for part in parts).encode()).decode().rstrip("=")
    kept = [(name, value) for name, values in arguments.items() if name != "cursor" for value in values]
    return path + "?" + urlencode([*kept, ("cursor", cursor)])


def parts_of(cursor: str, count: int) -> list[str]:
    """The parts of a cursor; raises ``Problem`` 422 for one that this service did not make."""
    try:
        parts = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode().split(_PARTS)
    except (binascii.Error, ValueError):
        raise unknown_cursor() from None
    if len(parts) != count:
        raise unknown_cursor()
    return parts


def instant_of(part: str) -> datetime:
    """The instant in a part of a cursor; raises ``Problem`` 422."""
    try:
        instant = datetime.fromisoformat(part)
    except ValueError:
        raise unknown_cursor() from None
    if instant.tzinfo is None:
        raise unknown_cursor()
    return instant.astimezone(UTC)


def uuid_of(part: str) -> str:
    """The id in a part of a cursor; raises ``Problem`` 422."""
    try:
        return str(UUID(part))
    except ValueError:
        raise unknown_cursor() from None


def number_of(part: str) -> int:
    """The number in a part of a cursor; raises ``Problem`` 422."""
    if not part.isdecimal() or not part.isascii() or len(part) > 18:
        raise unknown_cursor()
    return int(part)


def unknown_cursor() -> Problem:
    """What is told about a cursor that is none."""
    fault = Fault("cursor", "is not one of ours; take it from the `next` of the page before")
    return Problem(422, "The cursor is not valid.", [fault])
