"""What the calls about injections and their cycles take and tell."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from adherence.api.fields import Asked, Day, Instant, Quantity, Text, Told, Warned
from adherence.domain.cycle import Todo
from adherence.domain.injection import InjectionStage
from adherence.domain.states import CycleStep, Source


class NewInjection(Asked):
    """An injection that was given, or ``not_given`` with its reason."""

    given_at: Instant | None = None
    quantity_mg: Quantity | None = None
    side: Literal["left", "right"] | None = None
    lot: str | None = None
    expires_on: Day | None = None
    given_by: str | None = Field(None, description="who gave it; the caller where it is left out")
    not_given: bool | None = None
    reason: str | None = None
    reassessed: bool | None = Field(None, description="after a lapse: the patient was re-assessed before it was given")
    supersedes: str | None = Field(None, description="the id of the record that this one corrects; then with `reason`")


class InjectionCorrection(Asked):
    """Why a record is corrected, and the fields that were wrong, or ``withdraw``; what is left out stays."""

    reason: Text
    withdraw: bool | None = None
    given_at: Instant | None = None
    quantity_mg: Quantity | None = None
    side: Literal["left", "right"] | None = None
    lot: str | None = None
    expires_on: Day | None = None
    given_by: str | None = None
    not_given: bool | None = None
    not_given_reason: str | None = None


class Restoration(Asked):
    """Why a withdrawn record is brought back."""

    reason: Text


class InjectionTold(Warned):
    """One record of an injection; one that was withdrawn counts for nothing."""

    id: str
    regimen_id: str
    dose_id: int | None
    given: bool
    given_at: Instant
    given_on: Day
    quantity_mg: Quantity | None
    side: str | None
    lot: str | None
    expires_on: Day | None
    given_by: str | None
    reason: str | None
    source: Source
    historical: bool
    withdrawn: bool
    recorded_at: Instant


class InjectionsTold(Told):
    """All records of a patient's injections, oldest first, withdrawn ones too."""

    items: list[InjectionTold]
    next: None


class NewInjectionStep(Asked):
    """A step between two injections that was done, or with ``"done": false`` is taken back."""

    step: CycleStep
    done: bool | None = None
    at: Instant | None = Field(None, description="when the visit is, or when it was done")
    value: Literal["negative", "positive"] | None = Field(None, description="the result of a urine test")


class InjectionStepTold(Warned):
    """One line of the ledger of a cycle."""

    id: str
    regimen_id: str
    cycle: int = Field(description="how many injections had been given when the cycle began")
    step: CycleStep
    done: bool
    at: Instant | None
    value: str | None
    source: Source
    recorded_at: Instant


class StepStateTold(Told):
    """One step as it stands."""

    step: CycleStep
    done: bool
    at: Instant | None
    value: str | None
    source: Source | None
    recorded_at: Instant | None


class RemindedTold(Told):
    """One text about the visit that left."""

    days_before: int
    sent_at: Instant


class NotGivenTold(Told):
    """The newest record of this cycle that says why the injection was not given."""

    at: Instant
    reason: str


class NextTold(Told):
    """What a person does next, as a code and as a sentence."""

    code: Todo
    sentence: str


class InjectionCycleTold(Told):
    """The cycle that runs, as it stands at this instant."""

    regimen_id: str
    cycle: int
    stage: InjectionStage
    last_given_on: Day | None
    due_on: Day
    early_at: Instant
    overdue_at: Instant
    lapsed_at: Instant
    visit_at: Instant = Field(description="the booked visit, else the due date at the plan's visit time")
    booked: bool
    confirmed: bool
    reschedule_asked_at: Instant | None
    reply: str | None = Field(description="the words in which the patient asked for another time")
    reminded: list[RemindedTold]
    steps: list[StepStateTold]
    not_given: NotGivenTold | None
    next: NextTold
