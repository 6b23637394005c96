"""A virtual patient: takes or leaves the medicine, and writes back in its own manner."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

from adherence.domain.purpose import Purpose
from adherence.domain.questions import HIGHEST_SCORE
from adherence.simulation.phrases import MISTYPED, NAMED, PHRASES, Meaning, Style

_QUICK = timedelta(minutes=25)
_GRID = timedelta(minutes=10)
_MONTH = timedelta(days=30)
_MOST_DRINKS = 12
_ABOUT_ONE_DOSE = frozenset({Purpose.REMINDER, Purpose.NUDGE})
"""What is answered on a shared phone, with the name of whom it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a person lives with the plan: probabilities from 0 to 1."""

    takes: float = 0.93
    drift_a_month: float = 0.0
    """What is added to ``takes`` with each month on the plan."""
    answers: float = 0.9
    """Whether a taken one is told."""
    owns_up: float = 0.6
    """Whether one that was not taken is told."""
    heeds_nudges: float = 0.6
    late: float = 0.12
    """Whether an answer comes hours later."""
    snoozes: float = 0.03
    typos: float = 0.01
    style: Style = Style.TERSE
    confirms: bool = True
    """Whether a request to confirm the consent is answered."""
    confirms_visits: float = 0.7
    """Whether a text about a visit is answered, of those that are answered at all."""
    ready: float = 0.7
    """Whether the next step is agreed to when it is asked about."""
    has_more: float = 0.4
    """Whether there are more tablets when it is asked whether they run low."""
    plans_days: float = 0.7
    """Whether the weekly question names days."""
    drinks: float = 0.75
    """Whether there was a first drink when it is asked for."""
    reasons: tuple[Meaning, ...] = ()
    """What was in the way of one that was not taken; without any mostly forgotten."""
    scores: tuple[int, int] = (4, 2)
    """About which number answers a question for one on the first day, and a month later."""
    counts: tuple[int, int] = (0, 0)
    """About how many drinks are told of on the first day, and a month later."""
    week: tuple[Meaning, ...] = (Meaning.WEEK_GOOD, Meaning.WEEK_GOOD, Meaning.WEEK_SO_SO)
    """How a week may have been."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A text as it lies on a phone, with what it is about."""

    purpose: Purpose
    template: str | None
    dose_id: int | None
    at: datetime
    patient_id: str | None = None
    """Whom it is about; None for a text to staff."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person will write, and when."""

    at: datetime
    body: str


class Holder(Protocol):
    """Whoever holds a phone."""

    phone: str
    gone: bool
    """Has opted out, or is a stranger: answers nothing more."""

    def answer(self, letter: Letter) -> Reply | None:
        """What is written to a text, if anything."""


@dataclass
class Person:
    """One phone and whoever holds it."""

    phone: str
    language: str
    habits: Habits
    since: datetime
    random: Random
    silent: tuple[tuple[datetime, datetime], ...] = ()
    """Stretches in which nothing is taken and nothing is answered."""
    gone: bool = False
    names: dict[str, str] = field(default_factory=dict)
    """The given name of each patient with this phone, by id: where there are several, answers say for whom."""
    _told: set[int] = field(default_factory=set)
    _left_out: bool = False
    """Whether the latest one was not taken: that day is a harder one."""

    def answer(self, letter: Letter) -> Reply | None:
        """What this person writes to a text, if anything."""
        if self.gone or self._is_silent(letter.at) or (self._is_shared and letter.purpose not in _ABOUT_ONE_DOSE):
            return None
        match letter.purpose:
            case Purpose.REMINDER | Purpose.TARGETED_PROMPT:
                return self._about_a_dose(letter)
            case Purpose.NUDGE:
                return self._after_a_nudge(letter)
            case Purpose.QUESTION:
                return self._to_a_question(letter)
            case Purpose.APPOINTMENT:
                return self._to_an_appointment(letter)
            case Purpose.OPT_IN_REQUEST | Purpose.NUMBER_CHECK | Purpose.SUPPORTER_REQUEST if self.habits.confirms:
                return self._write(letter, Meaning.AGREED)
            case Purpose.RISK_DAY_ASK if self._by_chance(self.habits.answers):
                planned = self._by_chance(0.75)
                return self._write(letter, Meaning.STILL_PLANNED if planned else Meaning.NOT_PLANNED)
            case Purpose.CHECK_IN | Purpose.ACKNOWLEDGEMENT:
                return self._to_a_regular_question(letter)
            case Purpose.REFILL if self._by_chance(self.habits.answers):
                has_more = self._by_chance(self.habits.has_more)
                return self._write(letter, Meaning.HAS_MORE if has_more else Meaning.NEEDS_MORE)
            case Purpose.CHECK_IN_FIRST if self._by_chance(0.3):
                return self._write(letter, Meaning.CHECKED_IN)
            case Purpose.STAFF_MESSAGE if self._by_chance(0.4):
                return self._write(letter, Meaning.GOT_BETTER)
            case _:
                return None

    @property
    def _is_shared(self) -> bool:
        return len(self.names) > 1

    def takes_now(self, at: datetime) -> bool:
        """Whether an occasion at this instant is taken, told or not."""
        if self._is_silent(at):
            return False
        takes = self._by_chance(self.habits.takes + self.habits.drift_a_month * self._months_at(at))
        self._left_out = not takes
        return takes

    def _about_a_dose(self, letter: Letter) -> Reply | None:
        if self._by_chance(self.habits.snoozes):
            return self._write(letter, Meaning.LATER)
        if self.takes_now(letter.at):
            if not self._by_chance(self.habits.answers):
                return None
            self._told.add(letter.dose_id or 0)
            return self._write(letter, Meaning.TAKEN, late=self._by_chance(self.habits.late))
        if not self._by_chance(self.habits.owns_up):
            return None
        self._told.add(letter.dose_id or 0)
        return self._write(letter, Meaning.SKIPPED, late=self._by_chance(0.3))

    def _after_a_nudge(self, letter: Letter) -> Reply | None:
        if letter.dose_id in self._told or not self._by_chance(self.habits.heeds_nudges):
            return None
        self._told.add(letter.dose_id or 0)
        return self._write(letter, Meaning.TAKEN if self.takes_now(letter.at) else Meaning.SKIPPED)

    def _to_a_question(self, letter: Letter) -> Reply | None:
        if not self._by_chance(0.7):
            return None
        match letter.template:
            case "question_reason":
                return self._write(letter, self._reason())
            case "follow_up_first" | "follow_up_count" | "question_am_pm":
                return self._of_the_night_before(letter)
            case "question_risk_day":
                return self._write(letter, Meaning.RISK_DAY)
            case "question_which_dose":
                return Reply(self._soon(letter.at), self.random.choice("12"))
            case _:
                return Reply(self._soon(letter.at), "1")

    def _to_a_regular_question(self, letter: Letter) -> Reply | None:
        match letter.template:
            case "ack_go":
                return self._about_a_dose(letter)
            case "step_ask" if self._by_chance(self.habits.answers):
                is_ready = self._by_chance(self.habits.ready)
                return self._write(letter, Meaning.READY if is_ready else Meaning.NOT_READY)
            case "planner" if self._by_chance(self.habits.answers):
                plans = self._by_chance(self.habits.plans_days)
                return self._write(letter, Meaning.RISK_DAYS if plans else Meaning.NO_RISK_DAYS)
            case "follow_up_targeted" if self._by_chance(self.habits.answers):
                return self._write(letter, Meaning.TAKEN if self.takes_now(letter.at) else Meaning.SKIPPED)
            case "follow_up_night" if self._by_chance(self.habits.answers):
                return self._of_the_night_before(letter)
            case "reason_missed" if self._by_chance(self.habits.owns_up):
                return self._write(letter, Meaning.DONE if self._by_chance(0.4) else self._reason())
            case "wellbeing" | "side_effects" | "craving" | "own_score" | "drinks" | "own_text":
                return self._of_how_it_goes(letter) if self._by_chance(self.habits.answers) else None
            case _:
                return None

    def _of_how_it_goes(self, letter: Letter) -> Reply:
        match letter.template:
            case "wellbeing":
                return self._write(letter, self.random.choice(self.habits.week))
            case "craving" | "own_score":
                return self._count(letter, self.habits.scores, HIGHEST_SCORE)
            case "drinks":
                return self._count(letter, self.habits.counts, _MOST_DRINKS)
            case _:
                return self._write(letter, Meaning.NOTHING_ELSE)

    def _count(self, letter: Letter, between: tuple[int, int], most: int) -> Reply:
        """A number: near the line from the first to the second of ``between``, higher where one was left out."""
        first, later = between
        level = first + (later - first) * min(self._months_at(letter.at), 1.0)
        if level > 0:
            level += self.random.gauss(0, 0.8) + 2 * self._left_out
        return Reply(self._soon(letter.at), str(min(max(round(level), 0), most)))

    def _reason(self) -> Meaning:
        if self.habits.reasons:
            return self.random.choice(self.habits.reasons)
        return Meaning.FORGOT if self._by_chance(0.7) else Meaning.FELT_FINE

    def _of_the_night_before(self, letter: Letter) -> Reply:
        match letter.template:
            case "follow_up_count":
                return self._write(letter, Meaning.HOW_MANY)
            case "question_am_pm":
                return self._write(letter, Meaning.IN_THE_EVENING)
            case _:
                drank = self._by_chance(self.habits.drinks)
                return self._write(letter, Meaning.FIRST_DRINK if drank else Meaning.NO_DRINK)

    def _to_an_appointment(self, letter: Letter) -> Reply | None:
        if not self._by_chance(self.habits.answers * self.habits.confirms_visits):
            return None
        return self._write(letter, Meaning.OTHER_DAY if self._by_chance(0.04) else Meaning.COMING)

    def _write(self, letter: Letter, meaning: Meaning, *, late: bool = False) -> Reply:
        if meaning is Meaning.TAKEN and self._by_chance(self.habits.typos):
            body = self.random.choice(MISTYPED[self.language])
        else:
            body = self.random.choice(PHRASES[self.language][meaning][self.habits.style])
        if self._is_shared and letter.patient_id is not None and meaning in NAMED:
            body = NAMED[meaning].format(name=self.names[letter.patient_id])
        at = letter.at + timedelta(hours=self.random.uniform(1.5, 7)) if late else self._soon(letter.at)
        return Reply(_on_grid(at), body)

    def _soon(self, at: datetime) -> datetime:
        return _on_grid(at + _QUICK * self.random.random() ** 2)

    def _months_at(self, at: datetime) -> float:
        return (at - self.since) / _MONTH

    def _is_silent(self, at: datetime) -> bool:
        return any(first <= at < last for first, last in self.silent)

    def _by_chance(self, probability: float) -> bool:
        return self.random.random() < probability


def _on_grid(at: datetime) -> datetime:
    """The next multiple of ten minutes: people who write in the same minutes are played together."""
    steps = -(-at.timestamp() // _GRID.total_seconds())
    return datetime.fromtimestamp(steps * _GRID.total_seconds(), at.tzinfo)
