"""A patient of the demo clinic as data: the plan, the habits, and what happens to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adherence.domain.states import FlagKind
from adherence.simulation.deeds import Deed
from adherence.simulation.person import Habits
from adherence.simulation.phrases import Style
from adherence.simulation.plans import MakePlan


@dataclass(frozen=True, slots=True)
class Says:
    """Words that a patient writes by itself, so many days before the end, at a local time."""

    days_ago: int
    at: str
    body: str
    is_last: bool = False
    """Nothing more is answered after it, until the next words."""


@dataclass(frozen=True, slots=True)
class Lately:
    """Words that a patient wrote so many minutes before the end, with pictures or without."""

    minutes_ago: int
    body: str
    pictures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Somebody whom a patient wants to be told of events, since so many days before the end."""

    name: str
    days_ago: int
    events: tuple[str, ...]
    sees_doses: bool = False
    agrees: bool = True
    """Whether the question is answered."""
    ended_ago: int | None = None
    """So many days before the end it was ended, as the patient wished."""


@dataclass(frozen=True, slots=True)
class Status:
    """A status that staff set so many days before the end."""

    days_ago: int
    status: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One patient of the demo; all days count back from the end of the history."""

    name: str
    zone: str = "America/New_York"
    language: str = "en"
    days: int
    plans: tuple[MakePlan, ...]
    agent: str | None = "none"
    """What the signed start gate says; None while it waits to be signed."""
    gate: Mapping[str, Any] = field(default_factory=dict)
    """What it says otherwise than most."""
    consent: str = "written"
    discretion: int = 0
    habits: Habits = field(default_factory=Habits)
    says: tuple[Says, ...] = ()
    lately: tuple[Lately, ...] = ()
    supporters: tuple[Support, ...] = ()
    shares_phone_of: str | None = None
    """Whose telephone it is, by name, where it is not one's own."""
    silent: tuple[tuple[int, int], ...] = ()
    delays: tuple[int | None, ...] = ()
    """By how many days each injection visit is late, 0 after the last; None is a visit that never happens."""
    status: Status | None = None
    undelivered: tuple[int, str] | None = None
    """Since how many days texts do not reach the phone, and the provider's code."""
    observed: bool = False
    deeds: tuple[Deed, ...] = ()
    """What staff enter about this patient beside what they enter about everybody."""
    left_open: tuple[FlagKind, ...] = ()
    """Flags that the demo's staff leave to whoever looks at the demo."""
    keeps_talk: bool = False
    """Whether the conversation stays as these deeds and words made it: no round of staff tidies it up."""
    tested_after: tuple[int, ...] = (0, 27, 85)
    """So many days after the first day the liver was tested, with nothing to see."""
    runs_out_in: int | None = None
    """In how many days the tablets run out, below 0 where they are out; None where more are handed out in time."""


STEADY = Habits(takes=0.97, answers=0.96, late=0.06)
WORDY = Habits(takes=0.95, answers=0.93, style=Style.WORDS, typos=0.02)
CHATTY = Habits(takes=0.94, answers=0.92, style=Style.CHATTY)
FADING = Habits(takes=0.95, drift_a_month=-0.09, answers=0.85, owns_up=0.5)
RISING = Habits(takes=0.72, drift_a_month=0.09, answers=0.9, style=Style.WORDS)
UNEVEN = Habits(takes=0.82, answers=0.8, late=0.3, snoozes=0.1)
QUIET = Habits(takes=0.9, answers=0.55, heeds_nudges=0.4)

BOGOTA, MEXICO, MADRID = "America/Bogota", "America/Mexico_City", "Europe/Madrid"
