"""What a clinic's texts say of it: the name they are signed with, its telephone, the urgent numbers, checked together.

The urgent numbers of a country are suggestions for the clinic to review; the clinic answers for what its texts name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from adherence.domain.regimen import Fault
from adherence.domain.wording import keys, purpose_of, render
from adherence.domain.wording.lint import Rule, lint
from adherence.domain.wording.samples import SAMPLE_PARAMS

_NUMBER = re.compile(r"\+?[0-9]([0-9 -]*[0-9])?")
_PROGRAMME = re.compile(r"[^\x00-\x1f\x7f{}<>]+")
FIELDS = ("programme", "phone", "country", "crisis_number", "emergency_number")
"""What is changed together, because the texts name it."""
TIME_ZONE = "time_zone"
SENDING = "sending"
"""The name under which the kill-switch is kept among the changes of a clinic."""
LONGEST_PROGRAMME = 30
LONGEST_PHONE = 20
LONGEST_URGENT = 16
_COSTS = frozenset({Rule.LONG, Rule.COSTLY_CHARACTER})
_SAYS_TOO_MUCH = frozenset({Rule.REVEALING, Rule.LOCK_SCREEN})


@dataclass(frozen=True, slots=True)
class UrgentNumbers:
    """A country's lines for a crisis and for an emergency."""

    country: str
    crisis: str
    emergency: str


COUNTRIES: dict[str, UrgentNumbers] = {
    "US": UrgentNumbers("United States", "988", "911"),
    "CA": UrgentNumbers("Canada", "988", "911"),
    "MX": UrgentNumbers("Mexico", "800 911 2000", "911"),
    "ES": UrgentNumbers("Spain", "024", "112"),
    "GB": UrgentNumbers("United Kingdom", "116 123", "999"),
    "IE": UrgentNumbers("Ireland", "116 123", "112"),
    "AU": UrgentNumbers("Australia", "13 11 14", "000"),
    "NZ": UrgentNumbers("New Zealand", "1737", "111"),
}
OTHER = "ZZ"
"""A country without a suggestion: the clinic finds out its numbers."""


@dataclass(frozen=True, slots=True)
class ClinicSettings:
    """The settings as they are to be."""

    programme: str
    phone: str
    country: str
    crisis_number: str
    emergency_number: str


def check_settings(wanted: ClinicSettings) -> list[Fault]:
    """What is wrong with each value; only sound values are tried in the texts."""
    faults = [*_programme(wanted.programme), *_number("phone", wanted.phone, LONGEST_PHONE, may_lack=True)]
    faults += _number("crisis_number", wanted.crisis_number, LONGEST_URGENT)
    faults += _number("emergency_number", wanted.emergency_number, LONGEST_URGENT)
    if wanted.country not in (*COUNTRIES, OTHER):
        faults.append(Fault("country", "is not in the list; choose one, or another country"))
    return faults or list(_in_all_texts(wanted))


def _programme(text: str) -> list[Fault]:
    if not text.strip():
        return [Fault("programme", "is missing; write the discreet name that texts are signed with")]
    if len(text) > LONGEST_PROGRAMME:
        return [Fault("programme", f"has {len(text)} characters; write at most {LONGEST_PROGRAMME}")]
    if not _PROGRAMME.fullmatch(text):
        return [Fault("programme", "holds characters that cannot be sent; write letters, digits and spaces")]
    return []


def _number(name: str, text: str, longest: int, *, may_lack: bool = False) -> list[Fault]:
    if not text:
        return [] if may_lack else [Fault(name, "is missing; write the number that people dial")]
    if len(text) > longest:
        return [Fault(name, f"has {len(text)} characters; write at most {longest}")]
    digits = sum(character.isdigit() for character in text)
    if not _NUMBER.fullmatch(text) or not 2 <= digits <= 15:
        return [Fault(name, "is not a number to dial; write digits, with + and spaces or dashes if you like")]
    return []


def _in_all_texts(wanted: ClinicSettings) -> list[Fault]:
    """Every text of the service with these values in it: none may become dearer or say more than before."""
    params = {
        "programme": wanted.programme,
        "phone": wanted.phone or "the team",
        "urgent": wanted.crisis_number,
        "emergency": wanted.emergency_number,
    }
    dear: set[str] = set()
    telling: set[str] = set()
    for language in SAMPLE_PARAMS:
        for key in keys():
            for level in (0, 1, 2):
                found = _rules(key, language, level, params)
                dear.update([key] if found & _COSTS else [])
                telling.update([key] if found & _SAYS_TOO_MUCH else [])
    faults = []
    if dear:
        faults.append(Fault("form", f"With these values {_named(dear)} would no longer fit in one text. Shorten them."))
    if telling:
        says = "names too much of the treatment for texts that others may see; choose a discreet name"
        faults.append(Fault("programme", says))
    return faults


def _rules(key: str, language: str, level: int, params: Mapping[str, str]) -> set[Rule]:
    text = render(key, lang=language, level=level, params={**SAMPLE_PARAMS[language], **params})
    return {finding.rule for finding in lint(text, lang=language, level=level, purpose=purpose_of(key))}


def _named(templates: set[str]) -> str:
    first, *rest = sorted(templates)
    return f"the text {first}" + (f" and {len(rest)} more" if rest else "")
