"""A clinic's own text for a key: what it may be, what it must keep, and how it reads when it is filled in."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from adherence.domain.segments import to_gsm
from adherence.domain.states import Role
from adherence.domain.wording.lint import Finding, lint
from adherence.domain.wording.must_haves import is_safety_text, lacking, required_values
from adherence.domain.wording.render import fill, params_of, purpose_of, template
from adherence.domain.wording.samples import SAMPLE_PARAMS
from adherence.domain.wording.speech import language_of

LONGEST_BODY = 320


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
    shipped = template(key, lang=lang, level=level)
    faults = list(_template_faults(body, params_of(key, lang=lang, level=level)))
    if faults:
        return Review(body, tuple(faults), ())
    faults += lacking(key, body, shipped, lang)
    filled_in = {**SAMPLE_PARAMS[language_of(lang)], **values}
    # The clinic's name is not the author's choice here: it counts with its length, not with its words.
    masked = filled_in | {name: "n" * len(to_gsm(value)) for name, value in values.items()}
    found = lint(fill(body, masked), lang=lang, level=level, purpose=purpose_of(key))
    return Review(fill(body, filled_in), tuple(faults), tuple(found))


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
        yield f"has no {{{name}}}; it must stay"
