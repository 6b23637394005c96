"""What the calls about tablets and liver tests take and tell."""

from __future__ import annotations

from pydantic import Field

from adherence.api.fields import Asked, Day, Instant, Quantity, Text, Told, Warned
from adherence.domain.liver import LiverState
from adherence.domain.states import Source


class NewDispense(Asked):
    """Tablets that were handed out on a local date."""

    dispensed_on: Day
    tablets: float = Field(gt=0, le=1000, description="whole or half tablets")
    tablet_mg: Quantity = Field(description="the strength of one tablet in mg")
    days_supply: int | None = Field(None, ge=1, le=730, description="as the pharmacy says")


class CorrectionReason(Asked):
    """Why a record is withdrawn or brought back."""

    reason: Text


class DispenseTold(Warned):
    """One dispense; a withdrawn one counts for nothing."""

    id: str
    patient_id: str
    dispensed_on: Day
    tablets: Quantity
    tablet_mg: Quantity
    days_supply: int | None
    source: Source
    withdrawn: bool
    recorded_at: Instant
    recorded_by: str | None


class DispenseList(Told):
    """All dispenses of a patient, oldest first."""

    items: list[DispenseTold]
    next: None


class StrengthTold(Told):
    """The tablets of one strength."""

    tablet_mg: Quantity
    dispensed: float
    left: float = Field(description="tablets before today's doses")
    run_out_on: Day | None = Field(description="the first date whose doses are not fully covered")
    days_left: int | None
    planned: bool = Field(description="whether a plan needs tablets of this strength from today on")


class SupplyTold(Told):
    """A patient's tablets today; the figures on top are those of the strength that runs out first."""

    patient_id: str
    on: Day
    left: float | None = Field(description="null where no dispense is recorded")
    run_out_on: Day | None
    days_left: int | None
    by_strength: list[StrengthTold]
    how_counted: str


class NewLab(Asked):
    """The result of one liver test."""

    taken_on: Day
    test: Text = Field(description="ALT, AST, GGT, ALP or bilirubin")
    value: float = Field(ge=0, le=100_000)
    unit: str = Field(min_length=1, max_length=16)
    upper_limit: float | None = Field(
        None, gt=0, le=100_000, description="the laboratory's upper limit of normal, in the same unit"
    )


class LabTold(Warned):
    """One result; a withdrawn one counts for nothing."""

    id: str
    patient_id: str
    taken_on: Day
    test: str
    value: float
    unit: str
    upper_limit: float | None
    times_limit: float | None = Field(description="how many times the upper limit")
    above_threshold: bool
    withdrawn: bool
    recorded_at: Instant
    recorded_by: str | None


class PlannedTestTold(Told):
    """One test of the clinic's plan; month 0 is the baseline."""

    month: int
    due_on: Day
    state: LiverState
    done_on: Day | None


class LabList(Told):
    """All results of a patient, oldest first, and the plan of tests: empty while no plan of treatment runs."""

    items: list[LabTold]
    plan: list[PlannedTestTold]
    next: None
