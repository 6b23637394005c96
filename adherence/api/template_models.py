"""What the calls about the clinic's texts take and tell."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from adherence.api.fields import Asked, Instant, Text, Told
from adherence.domain.purpose import Purpose
from adherence.domain.wording.lint import Rule
from adherence.domain.wording.own import LONGEST_BODY, TemplateState

Language = Literal["en", "es"]


class TemplatesQuery(Asked):
    """Which texts of the catalogue."""

    language: Language | None = Field(None, description="en or es; both where it is left out")
    level: int | None = Field(None, ge=0, le=2, description="0, 1 or 2; all where it is left out")


class NewVersion(Asked):
    """A text of the clinic's own for one language and level; it waits for approval."""

    language: Language
    level: int = Field(ge=0, le=2)
    body: Text = Field(max_length=LONGEST_BODY, description="with values in braces, such as {time}")
    note: str | None = Field(None, max_length=500, description="why it is changed")
    acknowledged: bool = Field(False, description="true where it is meant although it is advised against")


class NoBody(Asked):
    """An empty object."""


class FindingTold(Told):
    """What a check of the filled-in text found."""

    rule: Rule
    evidence: str
    message: str
    refused: bool = Field(description="false for what may be sent once it is acknowledged")


class TemplateTold(Told):
    """The text that leaves now for a key, a language and a level, filled with sample values."""

    key: str
    purpose: Purpose
    language: str
    level: int
    state: Literal["shipped", "own"]
    version: str
    body: str
    sample: str
    segments: int
    characters: int = Field(description="as the carriers count them: some signs count as two")
    values: list[str]
    must_keep: list[str] = Field(description="what an own text has to keep of the shipped one")
    safety: bool = Field(description="a fixed answer of safety: only an administrator approves it")
    findings: list[FindingTold]
    draft_id: str | None = Field(description="the version that waits for approval")
    question: str = Field(description="the clinic's wording of this regular question, which leaves instead; or empty")
    blocked: int = Field(description="texts of this wording that carriers blocked in the last 30 days")


class TemplateList(Told):
    """The texts of the clinic."""

    items: list[TemplateTold]
    next: None


class TemplateVersionTold(Told):
    """One version of a text of the clinic's own."""

    id: str
    key: str
    language: str
    level: int
    number: int
    body: str
    state: TemplateState
    note: str
    acknowledged: list[str]
    written_at: Instant
    written_by: str
    approved_at: Instant | None
    approved_by: str | None
    approved_alone: bool
    retired_at: Instant | None
    retired_by: str | None


class TemplateDetail(Told):
    """What leaves for one key, and all versions of the clinic's own, newest first."""

    items: list[TemplateTold]
    versions: list[TemplateVersionTold]
    next: None
