"""The staircase of a plan in steps: what really held, where the patient stands today, and what is planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from markupsafe import Markup, escape

from adherence.actions.expect_doses import plan_of, version_on
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.domain.policy import Policy
from adherence.domain.regimen import Advance, DailyPlan, EveryDay, Steps, time_text
from adherence.domain.states import VersionCause
from adherence.domain.timing import ONE_DAY
from adherence.domain.titration import STEP_CAUSES, Move, last_day_of_step, standing_step, steps_of, target_step
from adherence.web.filters import day, quantity

_WIDTH, _TALLEST, _LOWEST, _TOP = 54, 84, 22, 24
_BASE = _TOP + _TALLEST
_HEIGHT = _BASE + 36
_SHOWN_BEFORE, _SHOWN_AFTER = 4, 3

MARKS: dict[VersionCause, str] = {
    VersionCause.STEP_FORWARD: "forward",
    VersionCause.STEP_HELD: "held",
    VersionCause.STEP_BACK: "back",
    VersionCause.CHANGED: "changed",
    VersionCause.REVERTED: "undone",
}
WAITS: dict[Advance, str] = {
    Advance.DATE: "by date",
    Advance.PRACTITIONER: "when a practitioner decides",
    Advance.PATIENT: "when the patient agrees",
}


@dataclass(frozen=True, slots=True)
class Tread:
    """Some days with one quantity; a planned one that waits for somebody has no dates but ``waits``."""

    first: date | None
    last: date | None
    quantity_mg: float
    step: int | None
    cause: VersionCause | None = None
    waits: str = ""

    def is_now(self, today: date) -> bool:
        """Whether today is one of its days."""
        return self.first is not None and self.first <= today and (self.last is None or today <= self.last)

    def is_past(self, today: date) -> bool:
        """Whether its days are over."""
        return self.last is not None and self.last < today


@dataclass(frozen=True, slots=True)
class Staircase:
    """The drawing, its treads for the table, two sentences, and which moves a person can make."""

    drawing: Markup
    treads: list[Tread]
    stands: str
    following: str
    moves: list[Move]


def staircase(regimen: Regimen, today: date, policy: Policy) -> Staircase | None:
    """The staircase of a regimen that is in steps today, or will be; None for any other."""
    plan = plan_of(_in_force(regimen, today))
    pattern = steps_of(plan)
    if pattern is None or not isinstance(plan, DailyPlan):
        return None
    treads = treads_of(regimen)
    now = next((tread for tread in treads if tread.is_now(today)), None)
    stands = _stands(now, pattern, today)
    following = _following(regimen, plan, treads, now, today, policy)
    drawing = _draw(treads, today, f"{stands} {following}")
    return Staircase(drawing, treads, stands, following, _moves(regimen, plan, today))


def treads_of(regimen: Regimen) -> list[Tread]:
    """What held and what is planned, in order of days; steps that wait for somebody come last, without dates."""
    versions = sorted((one for one in regimen.versions if not one.never_began), key=lambda one: one.from_on)
    treads: list[Tread] = []
    for version in versions:
        for tread in _treads_of_version(version, _last_on(regimen, version)):
            before = treads[-1] if treads else None
            same = before is not None and (before.quantity_mg, before.step) == (tread.quantity_mg, tread.step)
            if before is not None and same and tread.cause not in STEP_CAUSES:
                treads[-1] = replace(before, last=tread.last)
            else:
                treads.append(tread)
    last = versions[-1]
    ends = last.until_on or regimen.stopped_on or plan_of(last).ends_on
    return treads if ends else [*treads, *_waiting(plan_of(last))]


def _treads_of_version(version: RegimenVersion, last_on: date | None) -> Iterator[Tread]:
    """The days of one version, step by step; plans whose quantity changes with the weekday have no tread."""
    plan = plan_of(version)
    if not isinstance(plan, DailyPlan):
        return
    first = max(version.from_on, plan.starts_on)
    cause = None if version.cause is VersionCause.ENTERED else version.cause
    for begins, ends, quantity_mg, step in _runs(plan):
        begins = max(begins, first)
        ends = min((on for on in (ends, last_on) if on is not None), default=None)
        if ends is None or begins <= ends:
            yield Tread(begins, ends, quantity_mg, step, cause if begins == first else None)


def _runs(plan: DailyPlan) -> Iterator[tuple[date, date | None, float, int | None]]:
    """First day, last day, quantity and step of each part of a plan."""
    pattern = plan.pattern
    if isinstance(pattern, EveryDay):
        yield plan.starts_on, None, pattern.quantity_mg, None
    if not isinstance(pattern, Steps):
        return
    if pattern.advance is not Advance.DATE:
        yield plan.starts_on, None, pattern.steps[pattern.first_step].quantity_mg, pattern.first_step
        return
    begins = plan.starts_on
    for index, step in enumerate(pattern.steps[pattern.first_step :], start=pattern.first_step):
        ends = begins + timedelta(days=step.days - 1) if step.days else None
        yield begins, ends, step.quantity_mg, index
        begins += timedelta(days=step.days or 0)


def _waiting(plan: object) -> Iterator[Tread]:
    """The steps that follow when somebody says so."""
    pattern = steps_of(plan) if isinstance(plan, DailyPlan) else None
    if pattern is None or pattern.advance is Advance.DATE:
        return
    for index, step in enumerate(pattern.steps[pattern.first_step + 1 :], start=pattern.first_step + 1):
        yield Tread(None, None, step.quantity_mg, index, waits=WAITS[pattern.advance])


def _last_on(regimen: Regimen, version: RegimenVersion) -> date | None:
    stopped = regimen.stopped_on - ONE_DAY if regimen.stopped_on else None
    ends = [on for on in (version.until_on, plan_of(version).ends_on, stopped) if on is not None]
    return min(ends, default=None)


def _in_force(regimen: Regimen, today: date) -> RegimenVersion:
    """The version of today; of the day on which the plan begins where that is still to come."""
    begins = min((one.from_on for one in regimen.versions if not one.never_began), default=today)
    return version_on(regimen, max(today, begins))


def _stands(now: Tread | None, pattern: Steps, today: date) -> str:
    if now is None or now.first is None:
        return "No step holds today."
    place = f"Step {now.step + 1} of {len(pattern.steps)}: " if now.step is not None else ""
    held = ", held there" if now.cause is VersionCause.STEP_HELD else ""
    return f"{place}{quantity(now.quantity_mg)} since {day(now.first, today)}{held}."


def _following(
    regimen: Regimen, plan: DailyPlan, treads: Sequence[Tread], now: Tread | None, today: date, policy: Policy
) -> str:
    """What comes next, and when or by whom."""
    dated = next((tread for tread in treads if tread.first is not None and tread.first > today), None)
    if dated is not None:
        return f"Next: {quantity(dated.quantity_mg)} from {day(dated.first, today)}."
    waiting = next((tread for tread in treads if tread.waits), None)
    if waiting is None or now is None or regimen.stopped_on is not None:
        return "No further step."
    last, pattern = last_day_of_step(plan), steps_of(plan)
    sentence = f"Next: {quantity(waiting.quantity_mg)} {waiting.waits}"
    if last is None or pattern is None:
        return f"{sentence}."
    if pattern.advance is Advance.PATIENT:
        asked = "asked by text" if last >= today else "asked again by text"
        return f"{sentence}, {asked} at {time_text(policy.titration_ask_time)} from {day(last, today)} on."
    return f"{sentence}; the team is told when the step's days are over, on {day(last + ONE_DAY, today)}."


def _moves(regimen: Regimen, plan: DailyPlan, today: date) -> list[Move]:
    """The moves that make a difference from tomorrow on."""
    pattern, tomorrow = steps_of(plan), max(today + ONE_DAY, plan.starts_on)
    if pattern is None:
        return []
    step = standing_step(plan, plan, tomorrow)
    moves = [move for move in Move if target_step(pattern, step, move) is not None]
    is_held = version_on(regimen, tomorrow).cause is VersionCause.STEP_HELD
    if is_held or target_step(pattern, step, Move.FORWARD) is None:
        moves.remove(Move.HOLD)
    return moves


def _draw(treads: Sequence[Tread], today: date, spoken: str) -> Markup:
    """Treads of equal width, so that a first day can be read beside weeks, as high as their quantity."""
    here = next((place for place, tread in enumerate(treads) if tread.is_now(today)), 0)
    shown = treads[max(0, here - _SHOWN_BEFORE) : here + _SHOWN_AFTER + 1]
    most = max((tread.quantity_mg for tread in treads), default=1)
    parts = [_one(tread, place, most, today) for place, tread in enumerate(shown)]
    width = max(3, len(shown)) * _WIDTH + 2
    label = escape(spoken)
    drawn = "".join(parts)
    # Made of our own numbers and escaped words.
    return Markup(  # noqa: S704
        f'<svg class="stairs" role="img" aria-label="{label}" width="{width}" height="{_HEIGHT}" '
        f'viewBox="0 0 {width} {_HEIGHT}"><title>{label}</title>{drawn}'
        f'<path class="st-base" d="M0 {_BASE}.5H{width}"/></svg>'
    )


def _one(tread: Tread, place: int, most: float, today: date) -> str:
    x, middle = place * _WIDTH + 1, place * _WIDTH + 1 + _WIDTH // 2
    tall = max(_LOWEST, round(tread.quantity_mg / most * _TALLEST))
    y = _BASE - tall
    kind = "st-now" if tread.is_now(today) else "st-past" if tread.is_past(today) else "st-plan"
    when = f"{tread.first.day} {tread.first:%b}" if tread.first else "then"
    mark = MARKS.get(tread.cause, "") if tread.cause else ""
    drawn = f'<rect class="{kind}" x="{x}" y="{y}" width="{_WIDTH}" height="{tall}"/>'
    drawn += f'<text class="st-mg" x="{middle}" y="{y - 6}">{escape(quantity(tread.quantity_mg))}</text>'
    if kind == "st-now":
        drawn += f'<text class="st-in" x="{middle}" y="{_BASE - 7}">today</text>'
    drawn += f'<text x="{middle}" y="{_BASE + 15}">{when}</text>'
    return drawn + (f'<text x="{middle}" y="{_BASE + 30}">{mark}</text>' if mark else "")
