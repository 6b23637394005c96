"""The escalation ladder: nudge, supporter, flag, supervisor, each by the kind of plan and the risk; an answer ends it.

All delays are policy. A silent system is not a silent patient: what did not arrive climbs no rung (domain rules of this
service; days without a taken dose count as in ``actions/escalate_silence.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from adherence.domain.policy import Policy
from adherence.domain.states import PlanKind


class Rung(StrEnum):
    """One step of the ladder, lowest first."""

    NUDGE = "nudge"
    SUPPORTER = "supporter"
    FLAG = "flag"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class LadderStep:
    """A rung, when it is climbed in words, and the number of the policy that says so."""

    rung: Rung
    when: str
    setting: str | None = None


@dataclass(frozen=True, slots=True)
class Climbed:
    """A rung that was climbed."""

    rung: Rung
    at: datetime


@dataclass(frozen=True, slots=True)
class Climb:
    """One stretch of silence: the rungs in order, and when the patient's answer, or staff, ended it."""

    steps: tuple[Climbed, ...]
    ended_at: datetime | None
    answered: bool


_OVERDUE = LadderStep(Rung.SUPERVISOR, "when the flag is overdue and nobody took it")


def ladder_of(kind: PlanKind, *, opioid: bool, policy: Policy) -> tuple[LadderStep, ...]:
    """The steps for a plan and a risk."""
    match kind:
        case PlanKind.DAILY:
            return (
                LadderStep(Rung.NUDGE, f"{_minutes(policy.nudge_after)} after a time without an answer", "nudge_after"),
                LadderStep(
                    Rung.SUPPORTER,
                    f"after {_days(supporter_days(opioid, policy))} without a taken dose, where the patient agreed",
                    "supporter_after_days_opioid" if opioid else "supporter_after_days_alcohol",
                ),
                LadderStep(
                    Rung.FLAG,
                    f"after {_days(flag_days(opioid, policy))} without a taken dose",
                    "escalate_after_days_opioid" if opioid else "escalate_after_days_alcohol",
                ),
                _OVERDUE,
            )
        case PlanKind.INJECTION:
            days = ", ".join(str(day) for day in policy.visit_text_days)
            late = f"{_days(policy.injection_overdue_days)} after the due date"
            return (
                LadderStep(Rung.NUDGE, f"texts {days} days before the visit, and on the day", "visit_text_days"),
                LadderStep(Rung.SUPPORTER, f"{late}, where the patient agreed", "injection_overdue_days"),
                LadderStep(Rung.FLAG, f"{late}; urgent once it lapsed", "injection_overdue_days"),
                _OVERDUE,
            )
        case PlanKind.TARGETED:
            silent = f"after {policy.targeted_silent_days} risk days in a row without an answer"
            return (
                LadderStep(Rung.NUDGE, "none: one prompt on a risk day, and a question on the day after"),
                LadderStep(Rung.FLAG, silent, "targeted_silent_days"),
                _OVERDUE,
            )


def flag_days(opioid: bool, policy: Policy) -> int:
    """After so many days without a taken dose the care team is asked to look."""
    return policy.escalate_after_days_opioid if opioid else policy.escalate_after_days_alcohol


def supporter_days(opioid: bool, policy: Policy) -> int:
    """After so many days without a taken dose a supporter is told, if the patient agreed to that."""
    return policy.supporter_after_days_opioid if opioid else policy.supporter_after_days_alcohol


def latest_climb(
    climbed: Sequence[Climbed], answers: Sequence[datetime], closed: Sequence[datetime], *, now: datetime
) -> Climb | None:
    """The last stretch in which rungs were climbed: from the answer before it to the one that ended it.

    ``answers`` are instants at which the patient was heard, ``closed`` those at which staff resolved the flags.
    Stretches that ended two weeks ago are history.
    """
    steps = sorted((step for step in climbed if step.at <= now), key=lambda step: step.at)
    if not steps or now - steps[-1].at > timedelta(days=14):
        return None
    last = steps[-1].at
    heard_before = max((at for at in answers if at < last), default=None)
    mine = tuple(step for step in steps if heard_before is None or step.at > heard_before)
    answered = min((at for at in answers if at >= last), default=None)
    by_staff = min((at for at in closed if at >= last), default=None)
    ended_at = min((at for at in (answered, by_staff) if at is not None), default=None)
    return Climb(mine, ended_at, answered is not None and answered == ended_at)


def _minutes(span: timedelta) -> str:
    return f"{int(span.total_seconds()) // 60} minutes"


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"
