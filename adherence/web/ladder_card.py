"""A patient's escalation ladder on the patient's page: the steps of each plan, and how far the last silence climbed."""

from __future__ import annotations

from dataclasses import dataclass

from adherence.db.chart import Chart
from adherence.domain.ladder import Climb, Climbed, LadderStep, Rung, ladder_of, latest_climb
from adherence.domain.purpose import Purpose
from adherence.domain.states import AT_PROVIDER, FlagKind, PlanKind, RegimenState
from adherence.domain.supporters import OF_SILENCE, SupportEvent, templates_of
from adherence.web import words
from adherence.web.on_call_words import CLIMBED, RUNG
from adherence.web.reading import now, policy

_OF_SILENCE = frozenset({FlagKind.CONSECUTIVE_DAYS, FlagKind.INJECTION_OVERDUE, FlagKind.INJECTION_LAPSED})
_TO_SUPPORTERS = OF_SILENCE | templates_of(SupportEvent.MISSED_VISIT)
_ANSWERED = frozenset({"taken", "answered"})


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ladder of one kind of plan, in words."""

    plan: str
    steps: tuple[tuple[str, LadderStep], ...]


def ladder_card(chart: Chart) -> dict[str, object]:
    """What the page shows of the ladder; nothing more is read for it."""
    kinds = {regimen.kind for regimen in chart.regimens if regimen.state is RegimenState.ACTIVE}
    opioid = bool(chart.gates) and chart.gates[0].agent != "none"
    ladders = [
        Ladder(
            words.PLAN[kind],
            tuple((RUNG[step.rung], step) for step in ladder_of(kind, opioid=opioid, policy=policy())),
        )
        for kind in PlanKind
        if kind in kinds
    ]
    return {"ladders": ladders, "climb": _climb(chart), "climbed_words": CLIMBED}


def _climb(chart: Chart) -> Climb | None:
    steps = [
        Climbed(Rung.NUDGE if text.purpose is Purpose.NUDGE else Rung.SUPPORTER, text.started_at)
        for text in chart.sent
        if (text.purpose is Purpose.NUDGE or text.template in _TO_SUPPORTERS)
        and text.started_at
        and text.state in AT_PROVIDER
    ]
    flags = [flag for flag in chart.flags if flag.kind in _OF_SILENCE or _is_of_risk_days(flag.kind, flag.dose_id)]
    steps += [Climbed(Rung.FLAG, flag.opened_at) for flag in flags]
    steps += [
        Climbed(Rung.SUPERVISOR, flag.supervised_at)
        for flag in flags
        # Flags from before this was kept say the instant of their opening.
        if flag.supervised_at is not None and flag.supervised_at != flag.opened_at
    ]
    # What came from a number that several patients have may be somebody else's word.
    answers = [message.received_at for message in chart.received if message.outcome != "shared_number"]
    answers += [flag.resolved_at for flag in flags if flag.resolved_at and flag.outcome in _ANSWERED]
    closed = [flag.resolved_at for flag in flags if flag.resolved_at and flag.resolved_by]
    return latest_climb(steps, answers, closed, now=now())


def _is_of_risk_days(kind: FlagKind, dose_id: int | None) -> bool:
    return kind is FlagKind.CONTACT and dose_id is not None
