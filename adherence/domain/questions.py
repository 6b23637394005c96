"""Regular questions as data: what the product ships, what a clinic may change, and what its own wording may say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from adherence.domain.cadence import Cadence
from adherence.domain.check_ins import usual_time
from adherence.domain.drinking import MOST_DRINKS
from adherence.domain.policy import Policy
from adherence.domain.purpose import Purpose
from adherence.domain.regimen import Fault
from adherence.domain.segments import to_gsm
from adherence.domain.states import CheckInKind
from adherence.domain.wording.lint import lint
from adherence.domain.wording.speech import language_of

HIGHEST_SCORE = 10
LONGEST_OWN_TEXT = 160
LANGUAGES = {"en": "English", "es": "Spanish"}
_OWN = "own-"


class AnswerKind(StrEnum):
    """What an answer is: it decides how a reply is read and what follows from it."""

    WELLBEING = "wellbeing"
    SCORE = "score"
    DRINKS = "drinks"
    SIDE_EFFECTS = "side_effects"
    PLANNER = "planner"
    FOLLOW_UP = "follow_up"
    TEXT = "text"


OWN_ANSWERS = (AnswerKind.SCORE, AnswerKind.TEXT)
"""What a question that a clinic adds may ask for."""
OF_TARGETED_PLANS = frozenset(CheckInKind)
"""The two questions that belong to a targeted plan: their days follow from the plan, their times from the policy."""
WITH_NUMBERS = frozenset({AnswerKind.SCORE, AnswerKind.DRINKS})
"""Answers that have a threshold and a goal."""
_ABOUT_USE = frozenset({"craving", "drinks"})


@dataclass(frozen=True, slots=True)
class ClinicQuestion:
    """One question as it holds for a clinic; ``number`` 0 is the shipped one, ``version_id`` None with it.

    ``threshold``: a score from here on, or more drinks than this, opens a flag. ``goal``: the highest number that
    meets the goal. ``text_en`` and ``text_es`` are the clinic's own wording, empty where the shipped one is sent.
    """

    kind: str
    answer: AnswerKind
    name: str
    on: bool = True
    at: time | None = None
    cadence: Cadence | None = None
    threshold: int | None = None
    goal: int | None = None
    text_en: str = ""
    text_es: str = ""
    number: int = 0
    version_id: str | None = None

    @property
    def is_own(self) -> bool:
        """Whether the clinic added it."""
        return self.kind.startswith(_OWN)

    @property
    def is_of_targeted_plan(self) -> bool:
        """Whether it belongs to a targeted plan, which says when it is asked."""
        return self.kind in OF_TARGETED_PLANS

    @property
    def is_about_use(self) -> bool:
        """Whether missed doses and a lapse told elsewhere make it come more often."""
        return self.kind in _ABOUT_USE

    @property
    def template(self) -> str:
        """The key of the template under which it leaves."""
        return f"own_{self.answer.value}" if self.is_own else self.kind

    def time_in(self, policy: Policy) -> time:
        """The clinic's usual local time for it."""
        return usual_time(CheckInKind(self.kind), policy) if self.is_of_targeted_plan else self.at or time(12, 0)

    def own_text(self, language: str) -> str:
        """The clinic's own wording in the language of a patient; empty where the shipped one is sent."""
        return self.text_es if language_of(language) == "es" else self.text_en


SHIPPED = (
    ClinicQuestion("wellbeing", AnswerKind.WELLBEING, "How the week is", at=time(12, 0), cadence=Cadence.WEEKLY),
    ClinicQuestion(
        kind="craving",
        answer=AnswerKind.SCORE,
        name="Craving, 0 to 10",
        at=time(19, 0),
        cadence=Cadence.DAILY,
        threshold=7,
        goal=3,
    ),
    ClinicQuestion(
        kind="drinks",
        answer=AnswerKind.DRINKS,
        name="Drinks since last time",
        at=time(11, 0),
        cadence=Cadence.ALTERNATE,
        threshold=0,
        goal=0,
    ),
    ClinicQuestion("side_effects", AnswerKind.SIDE_EFFECTS, "Side effects", at=time(12, 0), cadence=Cadence.WEEKLY),
    ClinicQuestion(CheckInKind.PLANNER.value, AnswerKind.PLANNER, "Weekly planner"),
    ClinicQuestion(CheckInKind.FOLLOW_UP.value, AnswerKind.FOLLOW_UP, "Follow-up of risk days"),
)
"""Policy: every number here is a product default that a clinic reviews, not a clinical fact."""


def own_kind(number: int) -> str:
    """The key of the clinic's own question of a number."""
    return f"{_OWN}{number}"


def own_number(kind: str) -> int:
    """The number of an own question's key; 0 for a shipped one."""
    digits = kind.removeprefix(_OWN)
    return int(digits) if kind.startswith(_OWN) and digits.isdecimal() else 0


def most_of(answer: AnswerKind) -> int:
    """The highest number that is an answer."""
    return HIGHEST_SCORE if answer is AnswerKind.SCORE else MOST_DRINKS


def faults_of_numbers(answer: AnswerKind, threshold: int | None, goal: int | None) -> Iterator[Fault]:
    """What does not go together in a threshold and a goal."""
    if threshold is None or goal is None:
        return
    if answer is AnswerKind.SCORE and goal >= threshold:
        yield Fault("goal", f"must be below the threshold ({threshold}): from there on the team is told")
    if answer is AnswerKind.DRINKS and goal > threshold:
        yield Fault("threshold", f"must be at least the goal ({goal}): what meets the goal is not flagged")


def cleaned(text: str) -> str:
    """An own text in one line and without typographic characters."""
    return to_gsm(" ".join(text.split()))


def faults_of_text(field: str, text: str, language: str, answer: AnswerKind) -> Iterator[Fault]:
    """Why an own text cannot be sent to any patient, in sentences: what the linter finds at the most discreet level."""
    if "{" in text or "}" in text:
        yield Fault(field, "has braces; nothing is filled in here, so write the words themselves")
    for finding in lint(text, lang=language, level=0, purpose=Purpose.CHECK_IN):
        yield Fault(field, finding.message)
    if answer is AnswerKind.SCORE and not ("0" in text and str(HIGHEST_SCORE) in text):
        yield Fault(field, "It must ask for 0 to 10: that is how the answer is read.")
