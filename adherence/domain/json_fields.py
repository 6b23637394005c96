"""Reading entered JSON field by field, so that all faults are found at once and each names its field by path."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import TypeVar
from unicodedata import category

from adherence.domain.regimen import Fault

EARLIEST_DAY = date(1900, 1, 1)
LATEST_DAY = date(2200, 12, 31)
LARGEST_QUANTITY_MG = 1000
LONGEST_TEXT = 200

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_LONGEST_SHOWN = 40

T = TypeVar("T")


class _Absent:
    """The value of a field that was left out."""


class _Unreadable:
    """The value of a field inside something that is itself at fault: one fault is enough."""


ABSENT = _Absent()
UNREADABLE = _Unreadable()


class Entry:
    """One entered JSON value and its path; each reader returns the value, or records a fault and returns a stand-in."""

    def __init__(self, value: object, path: str = "", faults: list[Fault] | None = None) -> None:
        """Wrap a value; entries below it share the list of faults."""
        self.value = value
        self.path = path
        self.faults: list[Fault] = [] if faults is None else faults

    def at(self, name: str) -> Entry:
        """The entry of a field, which may be absent."""
        inner = self.value.get(name, ABSENT) if isinstance(self.value, dict) else UNREADABLE
        return Entry(inner, f"{self.path}.{name}" if self.path else name, self.faults)

    @property
    def is_given(self) -> bool:
        """Whether an optional field was filled in: null counts as left out."""
        return self.value is not ABSENT and self.value is not UNREADABLE and self.value is not None

    @property
    def is_sound(self) -> bool:
        """Whether the entry was read without a fault of its own."""
        return self.value is not UNREADABLE and all(fault.field != self.path for fault in self.faults)

    def fail(self, message: str) -> None:
        """Record a fault of this entry; what lies inside is then not read."""
        self.faults.append(Fault(self.path or "regimen", message))

    def object(self) -> Entry:
        """The entry itself where it is a JSON object, else one whose fields all stay silent."""
        if isinstance(self.value, dict) or self._is_silent():
            return self
        self._refuse("write an object in braces")
        return Entry(UNREADABLE, self.path, self.faults)

    def allow_only(self, names: Sequence[str]) -> Entry:
        """The entry itself, after a fault for each field that is not one of the names."""
        for name in self.value if isinstance(self.value, dict) else ():
            if name not in names:
                self.at(shown_name(name)).fail("is not a field here; the fields are " + ", ".join(names))
        return self

    def items(self, most: int, least: int = 0) -> list[Entry]:
        """The entries of a list of least..most items; empty after a fault."""
        if self._is_silent():
            return []
        if not isinstance(self.value, list):
            self._refuse("write a list in square brackets")
            return []
        if not least <= len(self.value) <= most:
            counted = f"{len(self.value)} entries" if self.value else "the list is empty"
            self.fail(f"{counted}; write {least} to {most} of them")
            return []
        return [Entry(value, f"{self.path}[{place}]", self.faults) for place, value in enumerate(self.value)]

    def distinct(self, read: Callable[[Entry], T], most: int, least: int = 0) -> list[T]:
        """The values of a list in which none may come twice."""
        values: list[T] = []
        for item in self.items(most, least):
            value = read(item)
            if item.is_sound and value in values:
                item.fail(f"{shown(item.value)} is named twice; keep it once")
            values.append(value)
        return values

    def choice(self, names: Sequence[str]) -> str | None:
        """One of the names, or None after a fault."""
        if isinstance(self.value, str) and self.value in names:
            return str(self.value)
        if not self._is_silent():
            self._refuse("write one of " + ", ".join(names))
        return None

    def text(self, longest: int = LONGEST_TEXT) -> str:
        """A text with something in it, without surrounding blanks or control characters."""
        if self._is_silent():
            return ""
        if not isinstance(self.value, str) or not self.value.strip():
            self._refuse("write a text")
        elif len(self.value) > longest:
            self.fail(f"has {len(self.value)} characters; write {longest} at most")
        elif any(category(sign) in ("Cc", "Cs") and sign not in "\r\n\t" for sign in self.value):
            self.fail("has a control or broken character; write plain text")
        return self.value.strip() if isinstance(self.value, str) else ""

    def day(self, latest: date = LATEST_DAY) -> date:
        """A date that exists, from 1900 on."""
        hint = "write a date that exists as YYYY-MM-DD"
        if self._is_silent():
            return EARLIEST_DAY
        if not isinstance(self.value, str) or not _DAY.fullmatch(self.value):
            self._refuse(hint)
            return EARLIEST_DAY
        try:
            day = date.fromisoformat(self.value)
        except ValueError:
            self._refuse(hint)
            return EARLIEST_DAY
        if not EARLIEST_DAY <= day <= latest:
            self._refuse(f"write a date from {EARLIEST_DAY} to {latest}")
            return EARLIEST_DAY
        return day

    def time_of_day(self) -> time:
        """A local wall time."""
        if isinstance(self.value, str) and _TIME.fullmatch(self.value):
            return time.fromisoformat(self.value)
        if not self._is_silent():
            self._refuse("write a time of day from 00:00 to 23:59 as HH:MM")
        return time(0, 0)

    def whole(self, least: int, most: int) -> int:
        """A whole number in least..most; true and false are not numbers."""
        value = self.value
        if isinstance(value, float) and value.is_integer() and least <= value <= most:
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        if not self._is_silent():
            self._refuse(f"write a whole number from {least} to {most}" if least < most else f"write {least}")
        return least

    def quantity(self) -> float:
        """A quantity in mg: a number above 0 and at most 1000."""
        value = self.value
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= LARGEST_QUANTITY_MG:
            return float(value)
        if not self._is_silent():
            self._refuse(f"write a number of mg above 0, at most {LARGEST_QUANTITY_MG}")
        return 1.0

    def _is_silent(self) -> bool:
        """Whether a fault further out already covers this entry."""
        return self.value is UNREADABLE

    def _refuse(self, hint: str) -> None:
        """Record what is wrong with the value itself and what to write instead."""
        self.fail(f"is missing; {hint}" if self.value is ABSENT else f"{shown(self.value)} is not valid; {hint}")


def shown(value: object) -> str:
    """A short form of an entered value for one line of text, never longer than about 40 characters."""
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case dict():
            return "an object"
        case list():
            return "a list"
        case float() if not math.isfinite(value):
            return "a number without end" if math.isinf(value) else "NaN"
        case int() if abs(value) > 10**12:
            return "a huge number"
        case str():
            return repr(value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "...")
        case _:
            return str(value)[:_LONGEST_SHOWN]


def shown_name(name: object) -> str:
    """A field name fit for a path on one line."""
    return ascii(str(name)[:_LONGEST_SHOWN])[1:-1] or "''"
