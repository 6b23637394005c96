"""How instants, days and quantities are written on pages: in the zone of the person they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask

from adherence.domain.policy import Policy
from adherence.domain.policy_fields import FIELDS
from adherence.domain.policy_values import shown
from adherence.domain.regimen import plain_number
from adherence.web import words
from adherence.web.translations.language import date_words, language
from adherence.web.translations.spoken import counted, translated

# A text may hold NUL, escape sequences or half of an emoji: a page must stay a page.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DATE = re.compile(r"\b20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")


def add_filters(app: Flask) -> None:
    """Make the writing functions known to the templates."""
    app.jinja_env.finalize = printable
    app.jinja_env.filters.update(
        moment=moment,
        day=day,
        clock=clock,
        age=age,
        quantity=quantity,
        amount=amount,
        iso=iso,
        stored_words=stored_words,
        plural=plural,
        person=words.person,
        ours=translated,
    )
    app.jinja_env.globals.update(
        words=words,
        zoneinfo=ZoneInfo,
        pairs=pairs,
        agent_options=agent_options,
        code_options=code_options,
        weekday_options=weekday_options,
        policy_field=FIELDS.__getitem__,
        policy_text=policy_text,
    )


def printable(value: object) -> object:
    """What a template writes: control characters and halves of characters become a sign of their own."""
    if type(value) is str and _UNPRINTABLE.search(value):
        return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    return value


def stored_words(text: str, today: date) -> str:
    """A stored detail with its dates and codes as people read them: "due 2026-11-09" as "due Mon 9 Nov"."""

    def written(found: re.Match[str]) -> str:
        try:
            return day(date.fromisoformat(found.group()), today)
        except ValueError:  # 30 February, in words that somebody wrote
            return found.group()

    said, changed, codes = text.partition("changed: ")
    questions = [
        words.GATE_QUESTION[code].lower() if code in words.GATE_QUESTION else code for code in codes.split(", ")
    ]
    return translated(_DATE.sub(written, said + changed + ", ".join(questions) if changed else text).replace("_", " "))


def moment(at: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    """An instant as "Fri 20 Nov 08:05", with the year where it is not this one."""
    if at is None:
        return "-"
    local = at.astimezone(zone)
    return f"{day(local.date(), now.astimezone(zone).date())} {local:%H:%M}"


def day(on: date | None, today: date | None = None) -> str:
    """A date as "Fri 20 Nov", with the year where it is not that of ``today``."""
    if on is None:
        return "-"
    return date_words(on, with_year=today is None or on.year != today.year, chosen=language())


def clock(at: datetime | None, zone: ZoneInfo) -> str:
    """The wall time of an instant, "08:05"."""
    return "-" if at is None else f"{at.astimezone(zone):%H:%M}"


def iso(at: datetime) -> str:
    """An instant for machines."""
    return at.isoformat(timespec="seconds")


def age(at: datetime | None, now: datetime) -> str:
    """How long ago an instant was, in one rounded unit."""
    if at is None:
        return ""
    passed = now - at
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=1):
        return f"{passed.seconds // 60} min ago"
    if passed < timedelta(days=1):
        return f"{passed.seconds // 3600} h ago"
    return f"{plural(passed.days, 'day')} ago"


def quantity(mg: float | None) -> str:
    """A quantity as people write it, "50 mg"."""
    return "-" if mg is None else f"{plain_number(mg)} mg"


def amount(number: float | None) -> str:
    """A number as people write it, "20" or "1.5"."""
    return "-" if number is None else str(plain_number(number))


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun, "1 day" or "4 days"."""
    return counted(count, one, many or one + "s")


def policy_text(policy: Policy, name: str) -> str:
    """A number of the policy with its unit, "4 hours"."""
    return shown(FIELDS[name], getattr(policy, name))


def pairs(values: Iterable[str]) -> list[tuple[str, str]]:
    """Options whose text is their value."""
    return [(value, value) for value in values]


def agent_options(agents: Iterable[str]) -> list[tuple[str, str]]:
    """The kinds of last opioid as options."""
    return [(agent, words.AGENT.get(agent, words.code(agent))) for agent in agents]


def code_options(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Stored codes as options."""
    return [(code, words.code(code)) for code in codes]


def weekday_options(days: Iterable[str]) -> list[tuple[str, str]]:
    """Days of the week as options."""
    return [(day, day.capitalize()) for day in days]
