"""What the calls about holds take and tell."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from adherence.api.fields import Asked, Day, Instant, Text, Told, Warned
from adherence.domain.states import HoldKind


class HoldOverride(Asked):
    """A prescriber's, for a procedure 24 to 29 days after an injection."""

    by: Text
    reason: Text


class NewHold(Asked):
    """A span without doses, both days included."""

    kind: Literal["travel", "hospital", "procedure"]
    from_: Day = Field(alias="from", description="the first day away, or the day of the procedure")
    to: Day = Field(description="the last day away, or of treatment after the procedure")
    reason: str | None = None
    override: HoldOverride | None = None


class EndedHold(Asked):
    """Another last day."""

    on: Day = Field(description="the last day of the hold; one before its first cancels it")
    reason: Text


class HoldReason(Asked):
    """Why a hold is withdrawn or brought back."""

    reason: Text


class HoldTold(Warned):
    """A hold with its computed stop and restart."""

    id: str
    kind: HoldKind
    from_: Day = Field(alias="from")
    to: Day
    stops_on: Day = Field(description="the first local date without doses")
    restarts_on: Day = Field(description="the first local date with doses again, at the earliest")
    needs_gate: bool = Field(description="whether doses wait after the last day until a start gate is signed")
    released_on: Day | None = Field(description="the first local date with doses, where a gate was needed and signed")
    reason: str | None
    withdrawn: bool
    recorded_at: Instant
    recorded_by: str | None


class HoldList(Told):
    """A patient's holds, newest first."""

    items: list[HoldTold]
    next: str | None
