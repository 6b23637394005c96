"""Policy values as people write them and as they are stored, read back with their type and checked together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta
from typing import Any, assert_never

from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.policy_fields import FIELDS, PolicyField, Unit
from adherence.domain.regimen import Fault, plain_number, time_text

Value = time | timedelta | int | float | bool | tuple[int, ...] | tuple[str, ...]
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NONE = "none"
MOST_LISTED = 12
_SPAN = {Unit.MINUTES: timedelta(minutes=1), Unit.HOURS: timedelta(hours=1)}
_WHOLE = re.compile(r"-?[0-9]{1,6}")
_DECIMAL = re.compile(r"-?[0-9]{1,6}([.,][0-9]{1,3})?")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]")
_SEPARATORS = re.compile(r"[\s,;]+")


class NotAValue(Exception):
    """A text that is no value of its field; the message follows the field's name and a colon."""


def default_of(field: PolicyField) -> Value:
    """The product's default."""
    value: Value = getattr(DEFAULT_POLICY, field.name)
    return value


def text_of(field: PolicyField, value: Value) -> str:
    """A value as it is typed: "08:00", "60", "7, 3, 1", "yes"."""
    match value:
        case bool():
            return "yes" if value else "no"
        case time():
            return time_text(value)
        case timedelta():
            return str(plain_number(value / _SPAN[field.unit]))
        case tuple():
            return ", ".join(map(str, value)) or NONE
        case int() | float():
            return str(plain_number(value))
        case _:
            assert_never(value)


def shown(field: PolicyField, value: Value) -> str:
    """A value as a reader sees it, with its unit: "60 minutes", "Thursday"."""
    text = text_of(field, value)
    match field.unit:
        case Unit.TIME | Unit.YES_NO | Unit.HOLDS:
            return text
        case Unit.WEEKDAY:
            return WEEKDAY_NAMES[int(text)]
        case Unit.DAY_LIST | Unit.MONTH_LIST:
            return text if text == NONE else f"{text} {'days' if field.unit is Unit.DAY_LIST else 'months'}"
        case _:
            return f"{text} {str(field.unit).removesuffix('s') if text == '1' else field.unit}"


def stored_of(field: PolicyField, value: Value) -> Any:
    """A value as JSON: numbers in the field's unit, times as HH:MM, lists as lists."""
    match value:
        case bool() | int() | float():
            return value
        case tuple():
            return list(value)
        case timedelta():
            return plain_number(value / _SPAN[field.unit])
        case time():
            return time_text(value)
        case _:
            assert_never(value)


def read_value(field: PolicyField, text: str) -> Value:
    """The value that was typed, within its range; raises ``NotAValue`` with what to write instead."""
    text = text.strip()
    match field.unit:
        case Unit.TIME:
            return _time(field, text)
        case Unit.MINUTES | Unit.HOURS:
            number = _number(field, text)
            if (number * _SPAN[field.unit]) % timedelta(minutes=1):
                raise NotAValue(f"not whole minutes; {_range(field)}")
            return number * _SPAN[field.unit]
        case Unit.DAYS | Unit.MONTHS | Unit.COUNT | Unit.ANSWERS | Unit.WEEKDAY:
            return _whole(field, text)
        case Unit.MG | Unit.TIMES:
            return _number(field, text)
        case Unit.YES_NO:
            if text.lower() not in ("yes", "no"):
                raise NotAValue("not an answer; write yes or no")
            return text.lower() == "yes"
        case Unit.DAY_LIST | Unit.MONTH_LIST:
            return _numbers(field, text)
        case Unit.HOLDS:
            return _words(field, text)
        case _:
            assert_never(field.unit)


def policy_from(stored: Mapping[str, Any]) -> Policy:
    """The policy with what a clinic stored; what is unknown or cannot be read leaves its default, so nothing stops."""
    values: dict[str, Any] = {}
    for name, value in stored.items():
        field = FIELDS.get(name)
        if field is None:
            continue
        try:
            values[name] = read_value(field, _as_text(value))
        except NotAValue:
            continue
    return replace(DEFAULT_POLICY, **values)


def check_policy(policy: Policy) -> list[Fault]:
    """What does not go together in a policy, a fault for each; every value is within its own range already."""
    found: list[Fault] = []

    def ordered(first: str, second: str, *, equal: bool = False) -> None:
        low, high = getattr(policy, first), getattr(policy, second)
        if not (low <= high if equal else low < high):
            what = "must not be more than" if equal else "must be less than"
            found.append(Fault(first, f'{what} "{FIELDS[second].label}" ({shown(FIELDS[second], high)})'))

    ordered("texting_starts", "texting_ends")
    ordered("injection_overdue_days", "injection_lapsed_days")
    ordered("opioid_free_days_least", "opioid_free_days", equal=True)
    ordered("procedure_injection_days_override", "procedure_injection_days", equal=True)
    ordered("low_dose_below_mg", "single_dose_mg")
    ordered("single_dose_mg", "daily_maximum_mg", equal=True)
    ordered("follow_up_time", "follow_up_expires")
    ordered("visit_text_time", "visit_text_expires")
    ordered("visit_day_text_time", "visit_text_expires")
    ordered("continuity_gap_days", "continuity_days")
    ordered("notice_backup_after", "notice_clinicians_after")
    ordered("notice_clinicians_after", "notice_admins_after")
    hours = f"{time_text(policy.texting_starts)} to {time_text(policy.texting_ends)}"
    for name in _SENT_AT if policy.texting_starts < policy.texting_ends else ():
        if not policy.texting_starts <= getattr(policy, name) < policy.texting_ends:
            found.append(Fault(name, f"lies outside texting hours, {hours}: such a text would never leave"))
    return found


_SENT_AT = (
    *("planner_time", "follow_up_time", "missed_day_time", "visit_text_time", "visit_day_text_time"),
    *("titration_ask_time", "refill_text_time"),
)


def range_of(field: PolicyField) -> str:
    """What a value may be, in words."""
    if field.allowed:
        return "any of " + ", ".join(field.allowed) + f", or {NONE}"
    match field.unit:
        case Unit.YES_NO:
            return "yes or no"
        case Unit.WEEKDAY:
            return "Monday to Sunday"
        case _:
            return f"{field.least} to {field.most}"


def _range(field: PolicyField) -> str:
    return f"write {range_of(field)}"


def _as_text(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ", ".join(map(str, value)) or NONE
        case _:
            return str(value)


def _time(field: PolicyField, text: str) -> time:
    if not _TIME.fullmatch(text):
        raise NotAValue("not a time; write it as HH:MM, " + range_of(field))
    value = time.fromisoformat(text.zfill(5))
    if not time.fromisoformat(str(field.least)) <= value <= time.fromisoformat(str(field.most)):
        raise NotAValue(f"outside what is safe; {_range(field)}")
    return value


def _whole(field: PolicyField, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise NotAValue(f"not a whole number; {_range(field)}")
    return int(_within(field, int(text)))


def _number(field: PolicyField, text: str) -> float:
    if not _DECIMAL.fullmatch(text):
        raise NotAValue(f"not a number; {_range(field)}")
    return _within(field, float(text.replace(",", ".")))


def _within(field: PolicyField, number: float) -> float:
    if not float(field.least) <= number <= float(field.most):
        raise NotAValue(f"outside what is safe; {_range(field)}")
    return number


def _numbers(field: PolicyField, text: str) -> tuple[int, ...]:
    words = _listed(text)
    numbers = [_whole(field, word) for word in words]
    if len(set(numbers)) < len(numbers) or len(numbers) > MOST_LISTED:
        raise NotAValue(f"a number twice, or too many; {_range(field)}, each once")
    if field.allowed and not set(map(str, numbers)) <= set(field.allowed):
        raise NotAValue(f"days for which there is no text; {_range(field)}")
    return tuple(sorted(numbers, reverse=field.unit is Unit.DAY_LIST))


def _words(field: PolicyField, text: str) -> tuple[str, ...]:
    words = [word.lower() for word in _listed(text)]
    if not set(words) <= set(field.allowed):
        raise NotAValue(f"something unknown; {_range(field)}")
    return tuple(word for word in field.allowed if word in words)


def _listed(text: str) -> list[str]:
    if not text:
        raise NotAValue(f"nothing is written; write {NONE} for no entry")
    return [] if text.lower() == NONE else [word for word in _SEPARATORS.split(text) if word]
