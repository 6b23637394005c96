"""The query parameters of the calls that read."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from adherence.api.fields import Asked, Day
from adherence.domain.states import FlagKind, FlagState


class NoQuery(Asked):
    """A call without query parameters."""


class SpanQuery(Asked):
    """A span of local dates, both ends included; an end that is left out is open."""

    from_: Day | None = Field(None, alias="from", description="a date that exists, as YYYY-MM-DD")
    to: Day | None = Field(None, description="a date that exists, as YYYY-MM-DD")


class PageQuery(Asked):
    """How much of a list, and from where on."""

    limit: int = Field(200, ge=1, le=1000, description="a whole number from 1 to 1000")
    cursor: str = Field("", max_length=200, description="taken from the `next` of the page before")


class PatientsQuery(PageQuery):
    """Which patients."""

    search: str = Field("", max_length=200, description="the start of a name, a number or an external id")
    needs_attention: bool = Field(False, description="true for patients with an open flag")


class FlagsQuery(PageQuery):
    """Which flags."""

    state: FlagState | None = Field(None, description="open or resolved")
    patient_id: UUID | None = Field(None, description="the id of one patient")
    kind: FlagKind | None = Field(None, description="one of the kinds of flag")
