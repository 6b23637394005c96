"""A virtual patient: takes or leaves the medicine, and writes back in its own manner."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from adherence.domain.purpose import Purpose
from adherence.simulation.phrases import MISTYPED, PHRASES, Meaning, Style

_QUICK = timedelta(minutes=25)
_GRID = timedelta(minutes=10)
_MONTH = timedelta(days=30)


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


@dataclass(frozen=True, slots=True)
class Letter:
    """A text as it lies on a phone, with what it is about."""

    purpose: Purpose
    template: str | None
    dose_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person will write, and when."""

    at: datetime
    body: str


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
    """Has opted out, or is a stranger: answers nothing more."""
    _told: set[int] = field(default_factory=set)

    def answer(self, letter: Letter) -> Reply | None:
        """What this person writes to a text, if anything."""
        if self.gone or self._is_silent(letter.at):
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
            case Purpose.OPT_IN_REQUEST | Purpose.NUMBER_CHECK if self.habits.confirms:
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

    def takes_now(self, at: datetime) -> bool:
        """Whether an occasion at this instant is taken, told or not."""
        if self._is_silent(at):
            return False
        months = (at - self.since) / _MONTH
        return self._by_chance(self.habits.takes + self.habits.drift_a_month * months)

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
                return self._write(letter, Meaning.FORGOT if self._by_chance(0.7) else Meaning.FELT_FINE)
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
            case _:
                return None

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
        at = letter.at + timedelta(hours=self.random.uniform(1.5, 7)) if late else self._soon(letter.at)
        return Reply(_on_grid(at), body)

    def _soon(self, at: datetime) -> datetime:
        return _on_grid(at + _QUICK * self.random.random() ** 2)

    def _is_silent(self, at: datetime) -> bool:
        return any(first <= at < last for first, last in self.silent)

    def _by_chance(self, probability: float) -> bool:
        return self.random.random() < probability


def _on_grid(at: datetime) -> datetime:
    """The next multiple of ten minutes: people who write in the same minutes are played together."""
    steps = -(-at.timestamp() // _GRID.total_seconds())
    return datetime.fromtimestamp(steps * _GRID.total_seconds(), at.tzinfo)
