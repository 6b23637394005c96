"""Reading what people and systems enter for an action: all faults are collected, then refused together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from adherence.domain.errors import Refused
from adherence.domain.json_fields import Entry, shown
from adherence.domain.phone import PhoneFault, parse_phone
from adherence.domain.regimen import Fault, RegimenFaults, plain_number
from adherence.domain.zones import parse_zone

T = TypeVar("T")
NOT_AN_INSTANT = "is not an instant; write it as 2026-03-08T12:00:00Z"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Form:
    """An entered object with known fields; ``done`` raises ``Refused`` with every fault."""

    def __init__(self, data: object, names: Sequence[str]) -> None:
        self._entry = Entry(data)
        self.fields = self._entry.object().allow_only(names)

    def at(self, name: str) -> Entry:
        """The entry of one field."""
        return self.fields.at(name)

    def has(self, name: str) -> bool:
        """Whether a field was filled in."""
        return self.at(name).is_given

    def optional(self, name: str, read: Callable[[Entry], T]) -> T | None:
        """The value of a field that may be left out."""
        entry = self.at(name)
        return read(entry) if entry.is_given else None

    def fail(self, name: str, message: str) -> None:
        """Record a fault of one field."""
        self._entry.faults.append(Fault(name, message))

    def done(self) -> None:
        """Refuse the whole form if anything was wrong."""
        if self._entry.faults:
            raise Refused(self._entry.faults)


def instant(entry: Entry) -> datetime:
    """An instant in ISO 8601 with its offset, such as 2026-03-08T12:00:00Z."""
    try:
        value = datetime.fromisoformat(entry.value) if isinstance(entry.value, str) else None
    except ValueError:
        value = None
    if value is None or value.tzinfo is None or not 1900 <= value.year <= 2200:
        entry.fail(NOT_AN_INSTANT)
        return _EPOCH
    return value.astimezone(UTC)


def past_instant(now: datetime) -> Callable[[Entry], datetime]:
    """An instant that is not in the future."""

    def read(entry: Entry) -> datetime:
        value = instant(entry)
        if value > now:
            entry.fail("lies in the future; write when it happened")
        return value

    return read


def phone(entry: Entry) -> str:
    """A telephone number in E.164."""
    if not isinstance(entry.value, str):
        entry.fail("write a telephone number such as +12025550123")
        return ""
    number = parse_phone(entry.value)
    if isinstance(number, PhoneFault):
        entry.fail(number.message)
        return ""
    return str(number)


def zone_name(entry: Entry) -> str:
    """The name of an IANA time zone."""
    if not entry.is_given:
        entry.fail("is missing; write an IANA name such as America/New_York")
        return "UTC"
    try:
        return parse_zone(entry.value, entry.path).key
    except RegimenFaults as error:
        entry.faults.extend(error.faults)
        return "UTC"


def number_from(least: float, most: float, *, above: bool = False) -> Callable[[Entry], float]:
    """A number from ``least`` to ``most``; with ``above`` it must be more than ``least``."""
    span = f"above {plain_number(least)}, at most" if above else f"from {plain_number(least)} to"

    def read(entry: Entry) -> float:
        value = entry.value
        if isinstance(value, int | float) and not isinstance(value, bool):
            enough = value > least if above else value >= least
            if enough and value <= most:
                return float(value)
        said = f"{shown(value)} is not valid" if entry.is_given else "is missing"
        entry.fail(f"{said}; write a number {span} {plain_number(most)}")
        return float(most)

    return read


def flag(entry: Entry) -> bool:
    """True or false."""
    if not isinstance(entry.value, bool):
        entry.fail("write true or false")
        return False
    return entry.value
