"""What a reading of a patient's text is made of: the closed sets, the findings of single rules and the result."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

Value = int | str | tuple[str, ...] | None


class Expecting(StrEnum):
    """The question that is open when the text arrives."""

    DOSE = "dose"
    HIGH_RISK = "high_risk"
    SCORE = "score"
    WELLBEING = "wellbeing"
    APPOINTMENT = "appointment"
    NONE = "none"
    REASON = "reason"
    WHICH_DOSE = "which_dose"
    OPT_IN = "opt_in"
    DRINKS = "drinks"
    TIME = "time"
    PLANNER = "planner"
    STEP = "step"
    REFILL = "refill"


class Intent(StrEnum):
    """What a text can mean to the service."""

    TAKEN = "taken"
    NOT_TAKEN = "not_taken"
    SNOOZE = "snooze"
    YES = "yes"
    NO = "no"
    SCORE = "score"
    RISK_DAY = "risk_day"
    STOP = "stop"
    START = "start"
    HELP = "help"
    RESCHEDULE = "reschedule"
    SIDE_EFFECT = "side_effect"
    LAPSE = "lapse"
    CRISIS = "crisis"
    SUPPLY = "supply"
    MEDICAL_QUESTION = "medical_question"
    WRONG_NUMBER = "wrong_number"
    AUTO_REPLY = "auto_reply"
    CHAT = "chat"
    UNCLEAR = "unclear"


class Partial(StrEnum):
    """A quantity other than the planned one."""

    HALF = "half"
    DOUBLE = "double"


Settles = Literal["taken", "not_taken"]


@dataclass(frozen=True)
class Meant:
    """Which dose is named: ``day`` is today, yesterday, tomorrow or an English weekday, ``slot`` a part of the day."""

    day: str | None = None
    slot: str | None = None


@dataclass(frozen=True)
class Finding:
    """One rule that fired: its id, the words that it saw, and what follows from it."""

    rule: str
    words: str
    intent: Intent
    safety: bool = False
    value: Value = None

    def told(self) -> str:
        """One line for staff."""
        return f"{self.rule}: saw '{self.words}'"


@dataclass(frozen=True)
class Reading:
    """How one text is read; ``settles`` is what may be recorded for a dose without a person looking."""

    intent: Intent
    also: tuple[Intent, ...] = ()
    value: Value = None
    safety: bool = False
    settles: Settles | None = None
    rule: str = ""
    trace: tuple[str, ...] = ()
    meant: Meant | None = None
    partial: Partial | None = None

    @property
    def stop_is_keyword(self) -> bool:
        """True where the opt-out is the bare keyword, which the carrier confirms itself."""
        return self.rule == "stop.keyword"

    def as_json(self) -> dict[str, Any]:
        """The fields of the contract, as plain JSON values."""
        return {
            "intent": self.intent.value,
            "also": [intent.value for intent in self.also],
            "value": list(self.value) if isinstance(self.value, tuple) else self.value,
            "safety": self.safety,
            "settles": self.settles,
            "rule": self.rule,
        }
