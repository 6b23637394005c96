"""The steps from a new clinic to a live one: which are done, which are not, and whether patients may be texted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from adherence.domain.states import Role


class SetupStep(StrEnum):
    """One step; the value is stored in the database."""

    CLINIC = "clinic"
    HOURS = "hours"
    POLICY = "policy"
    TEXTS = "texts"
    CONSENT = "consent"
    PHONE = "phone"
    ROTA = "rota"
    WORKER = "worker"
    SENDER = "sender"
    WEBHOOK = "webhook"


REVIEWED_BY: dict[SetupStep, tuple[Role, ...]] = {
    SetupStep.CLINIC: (Role.ADMIN, Role.CLINICIAN),
    SetupStep.HOURS: (Role.ADMIN, Role.CLINICIAN),
    SetupStep.POLICY: (Role.CLINICIAN,),
    SetupStep.TEXTS: (Role.ADMIN, Role.CLINICIAN),
    SetupStep.CONSENT: (Role.ADMIN, Role.CLINICIAN),
}
"""The steps that are done when a person says so, and who may: the numbers of the policy are a clinician's to read."""

OPTIONAL = frozenset({SetupStep.ROTA})
"""Without a rota an urgent flag calls everybody who acts on patients: that is safe, only less restful."""


class StepState(StrEnum):
    """Where one step stands."""

    DONE = "done"
    OPEN = "open"
    CHANGED = "changed"
    """Reviewed once, and changed since: it wants another look."""


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody read what a step is about and stands by it."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """What the steps are judged by, all of it read from rows."""

    reviews: Mapping[SetupStep, Review] = field(default_factory=dict)
    """The newest of each step."""
    changed_at: Mapping[SetupStep, datetime] = field(default_factory=dict)
    """When what a step is about was last changed."""
    drafts: int = 0
    """Texts of the clinic's own that wait for approval."""
    verified_phones: int = 0
    rota_until: datetime | None = None
    delivered_at: datetime | None = None
    """When a text of the clinic was last started that surely arrived."""
    heard_at: datetime | None = None
    """When the provider last brought a text to this service."""
    worker_runs: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """One step with its state."""

    step: SetupStep
    state: StepState

    @property
    def done(self) -> bool:
        """Whether nothing has to be done about it."""
        return self.state is StepState.DONE

    @property
    def required(self) -> bool:
        """Whether the clinic cannot go live without it."""
        return self.step not in OPTIONAL


def judge_steps(facts: SetupFacts) -> list[Judged]:
    """Every step in its order with its state."""
    return [Judged(step, _state(step, facts)) for step in SetupStep]


def missing(steps: Sequence[Judged]) -> list[SetupStep]:
    """The required steps that are not done: while there is one, the clinic cannot go live."""
    return [one.step for one in steps if one.required and not one.done]


def _state(step: SetupStep, facts: SetupFacts) -> StepState:
    if step in REVIEWED_BY:
        return _reviewed(step, facts)
    done = {
        SetupStep.PHONE: facts.verified_phones > 0,
        SetupStep.ROTA: facts.rota_until is not None,
        SetupStep.WORKER: facts.worker_runs,
        SetupStep.SENDER: facts.delivered_at is not None,
        SetupStep.WEBHOOK: facts.heard_at is not None,
    }
    return StepState.DONE if done[step] else StepState.OPEN


def _reviewed(step: SetupStep, facts: SetupFacts) -> StepState:
    review, changed_at = facts.reviews.get(step), facts.changed_at.get(step)
    if review is None:
        return StepState.OPEN
    if changed_at is not None and changed_at > review.at:
        return StepState.CHANGED
    # A text that waits for approval is one that nobody has read to its end.
    return StepState.OPEN if step is SetupStep.TEXTS and facts.drafts else StepState.DONE
