"""The kinds of regimen as frozen values: what a prescriber plans, with no trace of when it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class RegimenKind(StrEnum):
    """The three ways in which naltrexone is planned."""

    DAILY = "daily"
    INJECTION = "injection"
    TARGETED = "targeted"


class Weekday(StrEnum):
    """Days of the week in the order of ``date.weekday()``."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


WEEKDAYS: tuple[Weekday, ...] = tuple(Weekday)


def weekday_of(day: date) -> Weekday:
    """The weekday of a date."""
    return WEEKDAYS[day.weekday()]


@dataclass(frozen=True, slots=True)
class AgreedHours:
    """The patient's recorded agreement to texts outside texting hours: who recorded it, and on which day."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Override:
    """A prescriber's decision to exceed a maximum or to combine regimens, with the reason."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class EveryDay:
    """The same quantity at each slot of every day, in mg."""

    quantity_mg: float


@dataclass(frozen=True, slots=True)
class Weekly:
    """A quantity in mg for each weekday, Monday first; None means that the day has no dose."""

    quantities_mg: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """A quantity in mg on the first day and on every n-th day after it."""

    every_days: int
    quantity_mg: float


@dataclass(frozen=True, slots=True)
class Step:
    """One quantity in mg for a number of days; the last step may be open-ended (None)."""

    quantity_mg: float
    days: int | None


class Advance(StrEnum):
    """Who moves a plan in steps on: the calendar, a practitioner, or the patient's own agreement by text."""

    DATE = "date"
    PRACTITIONER = "practitioner"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Steps:
    """Quantities that follow each other from the first day of the plan: a first day of 25 mg, or a titration.

    By date they run by themselves from ``first_step`` (0 is the first) on; else the plan stays there until it is moved.
    """

    steps: tuple[Step, ...]
    advance: Advance = Advance.DATE
    first_step: int = 0


Pattern = EveryDay | Weekly | Interval | Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyPlan:
    """Tablets at local wall times; the quantity of the pattern holds for each of the times (sorted)."""

    medication: str
    starts_on: date
    ends_on: date | None = None
    times: tuple[time, ...]
    pattern: Pattern
    agreed_hours: AgreedHours | None = None
    override: Override | None = None

    @property
    def kind(self) -> RegimenKind:
        """The kind, as stored."""
        return RegimenKind.DAILY


@dataclass(frozen=True, slots=True)
class EveryDays:
    """The next injection is due so many days after the last was given."""

    days: int


@dataclass(frozen=True, slots=True)
class EveryMonths:
    """The next injection is due on the same day of a later month, or on that month's last day."""

    months: int


Cadence = EveryDays | EveryMonths


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectionPlan:
    """Injections given at the clinic; each next one counts from the date on which the last was given."""

    medication: str
    quantity_mg: float
    starts_on: date
    ends_on: date | None = None
    cadence: Cadence
    visit_time: time
    given_on: tuple[date, ...] = ()
    agreed_hours: AgreedHours | None = None
    override: Override | None = None

    @property
    def kind(self) -> RegimenKind:
        """The kind, as stored."""
        return RegimenKind.INJECTION


@dataclass(frozen=True, slots=True)
class RiskDay:
    """A day declared as high-risk; without a time of its own the plan's anticipated time holds."""

    on: date
    anticipated_at: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetedPlan:
    """One tablet ahead of anticipated drinking on risk weekdays and declared risk days, at most one a day."""

    medication: str
    quantity_mg: float
    starts_on: date
    ends_on: date | None = None
    risk_weekdays: tuple[Weekday, ...] = ()
    risk_days: tuple[RiskDay, ...] = ()
    anticipated_at: time
    lead_minutes: int
    ask_at: time | None = None
    agreed_hours: AgreedHours | None = None
    override: Override | None = None

    @property
    def kind(self) -> RegimenKind:
        """The kind, as stored."""
        return RegimenKind.TARGETED


Plan = DailyPlan | InjectionPlan | TargetedPlan


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with what was entered: the field by its path, and a sentence that says what to write."""

    field: str
    message: str

    def __str__(self) -> str:
        """One line for people: ``times[0]: ...``."""
        return f"{self.field}: {self.message}"


class RegimenFaults(ValueError):
    """Everything that is wrong with an entered regimen, reported together."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults in the order in which the fields were read."""
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


def time_text(time_of_day: time) -> str:
    """A wall time as ``HH:MM``: the text identity of a slot."""
    return time_of_day.strftime("%H:%M")


def plain_number(quantity: float) -> int | float:
    """A quantity as people write it: 50, not 50.0."""
    return int(quantity) if float(quantity).is_integer() else quantity
