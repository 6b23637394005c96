"""One cycle of injections: what is done between one and the next, what is still to do, and how pressing it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from adherence.domain.injection import InjectionBoundaries, InjectionStage, stage_at
from adherence.domain.states import CycleStep, Source
from adherence.domain.timing import local_date

CHECKLIST = (
    CycleStep.PRODUCT_ORDERED,
    CycleStep.PRODUCT_ON_SITE,
    CycleStep.LABS_DONE,
    CycleStep.URINE_TESTED,
    CycleStep.VISIT_BOOKED,
    CycleStep.CONFIRMED,
)
"""The steps that staff tick, in the order in which they are shown."""

POSITIVE, NEGATIVE = "positive", "negative"
CONFIRM_WITHIN = timedelta(days=3)
"""Policy: a visit that is this near and not confirmed is worth a call."""
WEEK_DAYS = 7


class Todo(StrEnum):
    """What a person does next."""

    WAIT_FOR_HOLD = "wait_for_hold"
    REASSESS = "reassess"
    REBOOK = "rebook"
    SEE_URINE_TEST = "see_urine_test"
    BOOK_AGAIN = "book_again"
    BOOK_EARLIER = "book_earlier"
    RECORD_VISIT = "record_visit"
    REACH = "reach"
    ORDER = "order"
    RECEIVE = "receive"
    BOOK = "book"
    DO_LABS = "do_labs"
    TEST_URINE = "test_urine"
    ASK_TO_CONFIRM = "ask_to_confirm"
    GIVE = "give"
    NOTHING = "nothing"


SENTENCES: dict[Todo, str] = {
    Todo.WAIT_FOR_HOLD: "On hold: nothing to do until the hold ends.",
    Todo.REASSESS: "Lapsed: re-assess before another injection.",
    Todo.REBOOK: "Find another time: the patient asked for one.",
    Todo.SEE_URINE_TEST: "Positive urine test: a prescriber must look first.",
    Todo.BOOK_AGAIN: "Not given: book another visit.",
    Todo.BOOK_EARLIER: "Find an earlier time: the injection will have lapsed by the visit.",
    Todo.RECORD_VISIT: "The visit has passed: record the injection, or why it was not given.",
    Todo.REACH: "Overdue: reach the patient and book a visit.",
    Todo.ORDER: "Order the product.",
    Todo.RECEIVE: "See that the product is on site.",
    Todo.BOOK: "Book the visit.",
    Todo.DO_LABS: "Do the labs.",
    Todo.TEST_URINE: "Do the urine test.",
    Todo.ASK_TO_CONFIRM: "Ask the patient to confirm the visit.",
    Todo.GIVE: "Give the injection today.",
    Todo.NOTHING: "Nothing now: everything is prepared.",
}

_STEP_OF_TODO: dict[Todo, CycleStep] = {
    Todo.ORDER: CycleStep.PRODUCT_ORDERED,
    Todo.RECEIVE: CycleStep.PRODUCT_ON_SITE,
    Todo.DO_LABS: CycleStep.LABS_DONE,
    Todo.TEST_URINE: CycleStep.URINE_TESTED,
    Todo.BOOK: CycleStep.VISIT_BOOKED,
    Todo.ASK_TO_CONFIRM: CycleStep.CONFIRMED,
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the ledger of a cycle; ``at`` is the visit's instant where the step is about a visit."""

    step: CycleStep
    done: bool
    at: datetime | None
    value: str | None
    source: Source
    recorded_at: datetime
    recorded_by: str | None = None
    inbound_id: str | None = None


@dataclass(frozen=True, slots=True)
class WaitingInjection:
    """The injection that is to be given next; ``due_at`` is its due date at the plan's visit time."""

    due_on: date
    due_at: datetime
    boundaries: InjectionBoundaries
    held: bool = False


@dataclass(frozen=True, slots=True)
class NotGiven:
    """The newest record of this cycle that says why an injection was not given."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFacts:
    """What is known of a cycle; ``lines`` are oldest first, ``reminded`` tells when the text n days before left."""

    zone: ZoneInfo
    waiting: WaitingInjection
    last_given_on: date | None = None
    lines: Sequence[StepLine] = ()
    reminded: Mapping[int, datetime] = field(default_factory=dict)
    not_given: NotGiven | None = None


@dataclass(frozen=True, slots=True)
class StepState:
    """One step as it stands: done or not, with the line that says so (the one that took it back, or none)."""

    step: CycleStep
    done: bool
    line: StepLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A cycle as it stands at an instant."""

    stage: InjectionStage
    last_given_on: date | None
    waiting: WaitingInjection
    visit_at: datetime
    is_booked: bool
    steps: tuple[StepState, ...]
    confirmed: bool
    reschedule_asked: StepLine | None
    reminded: Mapping[int, datetime]
    not_given: NotGiven | None
    days_late: int
    """Local days since the due date; negative before it."""
    todo: Todo

    @property
    def next_step(self) -> CycleStep | None:
        """The step that doing the next thing ticks; None where it ticks none."""
        return _STEP_OF_TODO.get(self.todo)

    @property
    def urine_is_positive(self) -> bool:
        """Whether the urine test of this cycle was positive."""
        return _is_positive(self.step(CycleStep.URINE_TESTED))

    def step(self, step: CycleStep) -> StepState:
        """One step of the checklist."""
        return next(state for state in self.steps if state.step is step)


def cycle_at(facts: CycleFacts, now: datetime) -> Cycle:
    """The state of a cycle at an instant."""
    booking = booking_of(facts.lines)
    visit_at = booking.at if booking is not None and booking.at is not None else facts.waiting.due_at
    steps = tuple(_step_state(facts.lines, step, visit_at) for step in CHECKLIST)
    stage = stage_at(facts.waiting.boundaries, now)
    asked = _asked_for_another_time(facts.lines)
    return Cycle(
        stage=stage,
        last_given_on=facts.last_given_on,
        waiting=facts.waiting,
        visit_at=visit_at,
        is_booked=booking is not None,
        steps=steps,
        confirmed=steps[-1].done and asked is None,
        reschedule_asked=asked,
        reminded=facts.reminded,
        not_given=facts.not_given,
        days_late=(local_date(now, facts.zone) - facts.waiting.due_on).days,
        todo=_todo(facts, stage, {state.step: state for state in steps}, visit_at, asked, now),
    )


def newest_line(lines: Sequence[StepLine], step: CycleStep) -> StepLine | None:
    """The newest line of one kind: the one that holds."""
    return next((line for line in reversed(lines) if line.step is step), None)


def booking_of(lines: Sequence[StepLine]) -> StepLine | None:
    """The booked visit; None where none was booked, or the booking was cancelled."""
    newest = newest_line(lines, CycleStep.VISIT_BOOKED)
    return newest if newest is not None and newest.done else None


def bookings_made(lines: Sequence[StepLine]) -> int:
    """How many visits were booked in a cycle, those that moved or were cancelled included."""
    return sum(line.step is CycleStep.VISIT_BOOKED and line.done for line in lines)


def pressing(cycle: Cycle) -> tuple[int, datetime]:
    """The key by which cycles are sorted, worst first."""
    order = (InjectionStage.LAPSED, InjectionStage.OVERDUE)
    if cycle.waiting.held:
        return 6, cycle.waiting.due_at
    if cycle.stage in order:
        return order.index(cycle.stage), cycle.waiting.due_at
    if cycle.todo in (Todo.REBOOK, Todo.SEE_URINE_TEST, Todo.BOOK_AGAIN, Todo.BOOK_EARLIER, Todo.RECORD_VISIT):
        return 2, cycle.visit_at
    later = (InjectionStage.DUE, InjectionStage.EARLY, InjectionStage.UPCOMING)
    return 3 + later.index(cycle.stage), cycle.waiting.due_at


def is_this_week(cycle: Cycle, zone: ZoneInfo, now: datetime) -> bool:
    """Whether the visit, booked or due, lies within seven local days from today."""
    days = (local_date(cycle.visit_at, zone) - local_date(now, zone)).days
    return 0 <= days < WEEK_DAYS


def count_stages(cycles: Iterable[Cycle]) -> dict[InjectionStage, int]:
    """How many cycles stand where; held ones are in no stage."""
    counts = dict.fromkeys(InjectionStage, 0)
    for cycle in cycles:
        if not cycle.waiting.held:
            counts[cycle.stage] += 1
    return counts


def _step_state(lines: Sequence[StepLine], step: CycleStep, visit_at: datetime) -> StepState:
    """A visit that was confirmed for another time is not confirmed."""
    line = newest_line(lines, step)
    done = line is not None and line.done
    if step is CycleStep.CONFIRMED and line is not None and line.at != visit_at:
        done = False
    if step is CycleStep.PRODUCT_ORDERED and not done and line is None:
        # What is on site was ordered, whether or not somebody ticked that.
        arrived = newest_line(lines, CycleStep.PRODUCT_ON_SITE)
        return StepState(step, arrived is not None and arrived.done, arrived if arrived and arrived.done else None)
    return StepState(step, done, line)


def _asked_for_another_time(lines: Sequence[StepLine]) -> StepLine | None:
    """The patient's wish for another time; a later booking or confirmation answers it."""
    asked = newest_line(lines, CycleStep.RESCHEDULE_ASKED)
    if asked is None or not asked.done:
        return None
    later = lines[_last_place(lines, asked) + 1 :]
    answered = any(line.done and line.step in (CycleStep.VISIT_BOOKED, CycleStep.CONFIRMED) for line in later)
    return None if answered else asked


def _last_place(lines: Sequence[StepLine], wanted: StepLine) -> int:
    return max(place for place, line in enumerate(lines) if line is wanted)


def _todo(
    facts: CycleFacts,
    stage: InjectionStage,
    steps: Mapping[CycleStep, StepState],
    visit_at: datetime,
    asked: StepLine | None,
    now: datetime,
) -> Todo:
    """The first thing that is due: safety, then what the patient said, then what passed, then the checklist."""
    booked = steps[CycleStep.VISIT_BOOKED].done
    today, visit_on = local_date(now, facts.zone), local_date(visit_at, facts.zone)
    if facts.waiting.held:
        return Todo.WAIT_FOR_HOLD
    if stage is InjectionStage.LAPSED:
        return Todo.REASSESS
    if _is_positive(steps[CycleStep.URINE_TESTED]):
        return Todo.SEE_URINE_TEST
    if asked is not None:
        return Todo.REBOOK
    if facts.not_given is not None and not (booked and visit_at > facts.not_given.at):
        return Todo.BOOK_AGAIN
    if booked and visit_at >= facts.waiting.boundaries.lapsed_at:
        return Todo.BOOK_EARLIER
    if booked and visit_on < today:
        return Todo.RECORD_VISIT
    if stage is InjectionStage.OVERDUE and not booked:
        return Todo.REACH
    return _missing(steps) or _about_the_visit(steps, visit_at, visit_on, today, now)


def _is_positive(urine: StepState) -> bool:
    return urine.done and urine.line is not None and urine.line.value == POSITIVE


def _missing(steps: Mapping[CycleStep, StepState]) -> Todo | None:
    order = (Todo.ORDER, Todo.RECEIVE, Todo.BOOK, Todo.DO_LABS, Todo.TEST_URINE)
    return next((todo for todo in order if not steps[_STEP_OF_TODO[todo]].done), None)


def _about_the_visit(
    steps: Mapping[CycleStep, StepState], visit_at: datetime, visit_on: date, today: date, now: datetime
) -> Todo:
    if visit_on == today:
        return Todo.GIVE
    near = visit_at - now <= CONFIRM_WITHIN
    return Todo.ASK_TO_CONFIRM if near and not steps[CycleStep.CONFIRMED].done else Todo.NOTHING
