"""A clinic's own text for a key: what it may be, what it must keep, and how it reads when it is filled in."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from adherence.domain.purpose import Purpose
from adherence.domain.segments import to_gsm
from adherence.domain.states import Role
from adherence.domain.wording.lint import Finding, Rule, lint
from adherence.domain.wording.must_haves import is_safety_text, lacking, required_values
from adherence.domain.wording.render import fill, keys, params_of, purpose_of, template
from adherence.domain.wording.samples import LONGEST_OF_CLINIC, SAMPLE_PARAMS
from adherence.domain.wording.speech import LANGUAGES, language_of

LONGEST_BODY = 320
CATALOGUE = tuple(key for key in keys() if template(key, lang="en", level=0) != "{text}")
"""The texts that a clinic may word here; what is nothing but a question of its own is worded with the question."""
_ABOUT_A_NAME = frozenset({Rule.COSTLY_CHARACTER, Rule.DOUBLE_CHARACTER, Rule.REVEALING})


class TemplateState(StrEnum):
    """A version waits for approval, is what leaves, or is neither any more."""

    DRAFT = "draft"
    APPROVED = "approved"
    RETIRED = "retired"


@dataclass(frozen=True)
class Review:
    """What is wrong with an unfilled text: what it lacks as a template, and what the lint finds when it is filled."""

    filled: str
    faults: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> list[str]:
        """A sentence for each thing because of which it can never be sent."""
        return [*self.faults, *(finding.message for finding in self.findings if finding.refused)]

    @property
    def advised_against(self) -> list[Finding]:
        """What may be sent once a person has said that it is meant so."""
        return [finding for finding in self.findings if not finding.refused]


def plain(body: str) -> str:
    """A typed text as it is stored: typographic signs made plain, blanks at its ends and line ends left out."""
    return " ".join(to_gsm(body).split())


def review(key: str, body: str, *, lang: str, level: int, values: Mapping[str, str]) -> Review:
    """Everything that is wrong with a clinic's text; ``values`` are the clinic's own, such as the programme's name."""
    return _review(key, body, language_of(lang), level, tuple(sorted(values.items())))


@lru_cache(maxsize=2048)
def _review(key: str, body: str, lang: str, level: int, values: tuple[tuple[str, str], ...]) -> Review:
    """A page shows the whole catalogue, so each text is reviewed once for each clinic's name and numbers."""
    shipped = template(key, lang=lang, level=level)
    faults = list(_template_faults(body, params_of(key, lang=lang, level=level)))
    if faults:
        return Review(body, tuple(faults), ())
    faults += lacking(key, body, shipped, lang)
    filled_in = SAMPLE_PARAMS[lang] | dict(values)
    # The clinic's name is not the author's choice here: it counts with its length, not with its words.
    masked = filled_in | {name: "n" * len(to_gsm(value)) for name, value in values}
    found = lint(fill(body, masked), lang=lang, level=level, purpose=purpose_of(key))
    return Review(fill(body, filled_in), tuple(faults), tuple(found))


def name_faults(programme: str) -> list[str]:
    """What is wrong with the name that texts are signed with: it is in many of them, at every level."""
    said = [
        finding.message
        for lang in LANGUAGES
        for finding in lint(programme, lang=lang, level=0, purpose=Purpose.WELCOME)
        if finding.rule in _ABOUT_A_NAME
    ]
    if len(programme) > LONGEST_OF_CLINIC["programme"]:
        said.append(f"It has {len(programme)} characters: some texts take a second segment with it.")
    return list(dict.fromkeys(said))


def may_approve(role: Role, key: str) -> bool:
    """Who may let a text leave: an administrator or a clinician; a fixed answer of safety only an administrator."""
    if is_safety_text(key, params_of(key)):
        return role is Role.ADMIN
    return role in (Role.ADMIN, Role.CLINICIAN)


def _template_faults(body: str, known: frozenset[str]) -> Iterator[str]:
    """Braces that do not match, values that nobody fills in here, and those that are left out."""
    if not body:
        yield "is empty; write a text, or retire the clinic's text to send the shipped one"
        return
    try:
        parts = list(string.Formatter().parse(body))
    except ValueError:
        yield "has a brace without its partner; write a value as {time}"
        return
    named = [name for _, name, _, _ in parts if name is not None]
    allowed = ", ".join("{" + name + "}" for name in sorted(known)) or "none"
    # A name with a dot, a bracket or a format would reach into the value itself.
    odd = any(spec or conversion for _, _, spec, conversion in parts)
    unknown = [name for name in named if name not in known]
    if odd or unknown or any("{" in words or "}" in words for words, _, _, _ in parts):
        yield f"has braces around something that is not filled in here; values of this text: {allowed}"
        return
    for name in sorted(required_values(known) - set(named)):
        yield f"must keep {{{name}}}: it is filled in at sending"
