"""The JSON of a regimen, described for the OpenAPI document; ``domain/regimen_json.py`` is what reads it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, RootModel

from adherence.api.fields import Asked, Day, Instant, Quantity, Text, Told, WallTime, Warned
from adherence.domain.regimen import Advance, Weekday
from adherence.domain.states import PlanKind, RegimenState, StopCause, VersionCause
from adherence.domain.titration import Move


class AgreedHours(Asked):
    """The patient's agreement to texts outside texting hours."""

    by: Text
    on: Day


class Override(Asked):
    """A prescriber's decision to exceed a maximum, with the reason."""

    by: Text
    reason: Text


class _Common(Asked):
    medication: Text
    starts_on: Day
    ends_on: Day | None = Field(None, description="the last day, inclusive")
    agreed_hours: AgreedHours | None = None
    override: Override | None = None


class EveryDay(Asked):
    """The same quantity at each slot of every day."""

    type: Literal["every_day"]
    quantity_mg: Quantity


class Weekly(Asked):
    """A quantity for each weekday that has one."""

    type: Literal["weekly"]
    quantity_mg: dict[Weekday, Quantity] = Field(min_length=1)


class Interval(Asked):
    """A quantity on ``starts_on`` and every n-th day after it."""

    type: Literal["interval"]
    every_days: int = Field(ge=1, le=366)
    quantity_mg: Quantity


class Step(Asked):
    """One quantity for some days; the last step, or any that a practitioner ends, may go without ``days``."""

    quantity_mg: Quantity
    days: int | None = Field(None, ge=1, le=3660)


class Steps(Asked):
    """Quantities that follow each other: by date, or, from ``step`` on, when a practitioner or the patient says so."""

    type: Literal["steps"]
    steps: list[Step] = Field(min_length=1, max_length=200)
    advance: Advance | None = Field(None, description="who moves on; left out, the calendar does")
    step: int | None = Field(None, ge=1, le=200, description="where the plan begins, 1 for the first")


class DailyRegimen(_Common):
    """Tablets at local wall times."""

    kind: Literal["daily"]
    times: list[WallTime] = Field(min_length=1, max_length=24)
    pattern: Annotated[EveryDay | Weekly | Interval | Steps, Field(discriminator="type")]


class EveryDays(Asked):
    """Days between an injection given and the next one due."""

    every_days: int = Field(ge=21, le=31)


class EveryMonths(Asked):
    """The same day of the next month, or that month's last day."""

    every_months: Literal[1]


class InjectionRegimen(_Common):
    """Injections given at the clinic."""

    kind: Literal["injection"]
    quantity_mg: Quantity
    given_on: list[Day] = Field(default_factory=list)
    cadence: EveryDays | EveryMonths
    visit_time: WallTime


class DeclaredDay(Asked):
    """A risk day with the time at which drinking is expected."""

    on: Day
    anticipated_at: WallTime


class TargetedRegimen(_Common):
    """One tablet ahead of anticipated drinking."""

    kind: Literal["targeted"]
    quantity_mg: Quantity
    risk_weekdays: list[Weekday] = Field(default_factory=list)
    risk_days: list[DeclaredDay] = Field(default_factory=list)
    anticipated_at: WallTime
    lead_minutes: int = Field(ge=0, le=720)
    ask_at: WallTime | None = None


class NewRegimen(RootModel[Annotated[DailyRegimen | InjectionRegimen | TargetedRegimen, Field(discriminator="kind")]]):
    """A regimen of one of the three kinds."""


class ChangedDaily(DailyRegimen):
    """A daily regimen that holds from a day on."""

    from_: Day = Field(alias="from")
    reason: Text | None = None


class ChangedInjection(InjectionRegimen):
    """An injection regimen that holds from a day on."""

    from_: Day = Field(alias="from")
    reason: Text | None = None


class ChangedTargeted(TargetedRegimen):
    """A targeted regimen that holds from a day on."""

    from_: Day = Field(alias="from")
    reason: Text | None = None


class ChangedRegimen(
    RootModel[Annotated[ChangedDaily | ChangedInjection | ChangedTargeted, Field(discriminator="kind")]]
):
    """A changed regimen of the same kind, with the local date from which it holds."""


class MoveStep(Asked):
    """A step forward, a hold or a step back; without ``from`` on the next day whose dose has not begun."""

    move: Move
    from_: Day | None = Field(None, alias="from")
    reason: Text


class UndoVersion(Asked):
    """Why the newest version is taken back."""

    reason: Text


class StopRegimen(Asked):
    """From which local date there are no more doses, and why: in words, and as a code that reports can count."""

    on: Day
    reason: Text
    cause: StopCause | None = None


class RegimenVersionTold(Told):
    """What was planned from one local date until the next version."""

    number: int
    from_: Day = Field(alias="from")
    until: Day | None
    plan: dict[str, Any]
    cause: VersionCause
    reason: str | None
    recorded_at: Instant


class RegimenTold(Warned):
    """A regimen: ``waiting`` for a signed start gate, ``active`` or ``stopped``; ``plan`` is its newest version."""

    id: str
    patient_id: str
    kind: PlanKind
    state: RegimenState
    medication: str
    starts_on: Day
    ends_on: Day | None
    plan: dict[str, Any]
    versions: list[RegimenVersionTold]
    stopped_on: Day | None = Field(description="the first local date without doses")
    stop_reason: str | None
    stop_cause: StopCause | None
    created_at: Instant


class RegimenList(Told):
    """One page of regimens, newest first; ``next`` is the address of the following page, or null."""

    items: list[RegimenTold]
    next: str | None


class NewRiskDay(Asked):
    """A day on which drinking is expected; without a time the plan's own holds."""

    on: Day
    anticipated_at: WallTime | None = None
    declined: bool | None = Field(None, description="true says that the day is no risk day")


class RiskDayTold(Told):
    """A declared risk day, or one declared to be none."""

    id: str
    regimen_id: str
    on: Day
    anticipated_at: WallTime | None
    declined: bool
    source: str
    recorded_at: Instant
