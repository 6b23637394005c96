"""What the calls about regular questions take and tell."""

from __future__ import annotations

from pydantic import Field

from adherence.api.fields import Asked, Day, Instant, Text, Told, WallTime
from adherence.domain.cadence import Cadence, Cause
from adherence.domain.check_in_answers import AnswerWord
from adherence.domain.drinking import MOST_DRINKS
from adherence.domain.questions import AnswerKind
from adherence.domain.states import Source

_KIND = "the key of a question: wellbeing, craving, drinks, side_effects, planner, follow_up, or own-1 and so on"


class NewCheckIn(Asked):
    """A regular question, switched on or off; what is left out is the clinic's."""

    kind: Text = Field(description=_KIND)
    on: bool
    at: WallTime | None = Field(None, description="local time, inside texting hours")
    threshold: int | None = Field(
        None, ge=0, le=MOST_DRINKS, description="a score from here on, or more drinks than this, opens a flag"
    )
    goal: int | None = Field(
        None, ge=0, le=MOST_DRINKS, description="the highest number that meets the goal; 0 drinks is abstinence"
    )


class CheckInTold(Told):
    """A regular question as it stands for a patient; ``asks_at`` is the local time that holds."""

    kind: str
    answer: AnswerKind
    name: str
    on: bool
    at: WallTime | None
    asks_at: WallTime
    cadence: Cadence | None = Field(description="null for the planner and the follow-up: the plan says when")
    threshold: int | None = Field(description="the patient's own, or the clinic's")
    goal: int | None
    locked: bool
    locked_until: Day | None = Field(description="the last day of the lock; null holds until it is opened")
    asked_on: Day | None
    due_on: Day | None
    set_at: Instant | None = Field(description="null where it was never set")
    set_by: str | None


class CheckInList(Told):
    """Every regular question of the clinic, as it stands for a patient."""

    items: list[CheckInTold]
    next: None


class NewCadence(Asked):
    """How often a question is asked, or its lock; a reason always."""

    kind: Text = Field(description=_KIND)
    cadence: Cadence | None = None
    locked: bool | None = Field(None, description="true: nothing moves it until it is opened; left out: as it is")
    until: Day | None = Field(None, description="the last day of the lock")
    reason: Text


class CadenceChangeTold(Told):
    """One change with its reason: a code with its count, a plain sentence, and what a practitioner wrote."""

    kind: str
    cadence_from: Cadence | None
    cadence_to: Cadence
    cause: Cause
    count: int
    sentence: str
    until: Day | None
    reason: str | None
    recorded_at: Instant
    recorded_by: str | None


class CadenceChangeList(Told):
    """The changes of a patient, newest first."""

    items: list[CadenceChangeTold]
    next: None


class NewAnswer(Asked):
    """An answer given otherwise than by text: a number, a word or the patient's own words, as the question asks."""

    kind: Text = Field(description=_KIND)
    on: Day
    value: int | None = Field(None, ge=0, le=MOST_DRINKS)
    word: AnswerWord | None = None
    text: Text | None = None


class AnswerTold(Told):
    """One answer about a local date; ``counts`` is false where a newer one about the date was given."""

    id: str
    kind: str
    version: int = Field(description="the clinic's version of the question; 0 is the shipped one")
    on: Day
    value: int | None
    word: AnswerWord | None
    text: str | None
    counts: bool
    source: Source
    communication_id: int | None
    inbound_id: str | None
    answered_at: Instant
    recorded_at: Instant
    recorded_by: str | None


class AnswerList(Told):
    """The answers about a span of local dates, in the order in which they were given."""

    items: list[AnswerTold]
    next: None


class QuestionTold(Told):
    """A question of the clinic; without texts of its own the shipped wording is sent."""

    kind: str
    answer: AnswerKind
    name: str
    on: bool
    at: WallTime
    cadence: Cadence | None
    threshold: int | None
    goal: int | None
    text_en: str
    text_es: str
    version: int = Field(description="0 is the shipped one")


class QuestionList(Told):
    """The questions of the clinic: the shipped ones, then its own."""

    items: list[QuestionTold]
    next: None
