"""The patients of the demo clinic: forty invented people on all kinds of plans, and what happens to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from adherence.simulation.person import Habits
from adherence.simulation.phrases import Style
from adherence.simulation.plans import (
    MakePlan,
    daily,
    every,
    half_first,
    injection,
    low_dose,
    pattern_a,
    supervised,
    targeted,
)


@dataclass(frozen=True, slots=True)
class Says:
    """Words that a patient writes by itself, so many days before the end, at a local time."""

    days_ago: int
    at: str
    body: str
    is_last: bool = False
    """Nothing more is answered after it."""


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
    consent: str = "written"
    discretion: int = 0
    habits: Habits = field(default_factory=Habits)
    says: tuple[Says, ...] = ()
    silent: tuple[tuple[int, int], ...] = ()
    delays: tuple[int | None, ...] = ()
    """By how many days each injection visit is late, 0 after the last; None is a visit that never happens."""
    status: Status | None = None
    undelivered: tuple[int, str] | None = None
    """Since how many days texts do not reach the phone, and the provider's code."""
    observed: bool = False


STEADY = Habits(takes=0.97, answers=0.96, late=0.06)
WORDY = Habits(takes=0.95, answers=0.93, style=Style.WORDS, typos=0.02)
CHATTY = Habits(takes=0.94, answers=0.92, style=Style.CHATTY)
FADING = Habits(takes=0.95, drift_a_month=-0.09, answers=0.85, owns_up=0.5)
RISING = Habits(takes=0.72, drift_a_month=0.09, answers=0.9, style=Style.WORDS)
UNEVEN = Habits(takes=0.82, answers=0.8, late=0.3, snoozes=0.1)
QUIET = Habits(takes=0.9, answers=0.55, heeds_nudges=0.4)

_BOGOTA, _MEXICO, _MADRID = "America/Bogota", "America/Mexico_City", "Europe/Madrid"

CAST = (
    Member(name="Ana Duarte", zone=_BOGOTA, language="es", days=88, plans=(daily("08:00"),), habits=STEADY),
    Member(name="Marcus Bell", days=48, plans=(daily("08:30"),), habits=WORDY),
    Member(name="Priya Nair", zone="Asia/Kolkata", days=46, plans=(daily("09:00"),), habits=CHATTY),
    Member(name="Owen Hart", zone="America/Chicago", days=43, plans=(daily("08:00"),), habits=FADING),
    Member(name="Lucia Romero", zone=_MADRID, language="es", days=40, plans=(daily("09:00"),), habits=WORDY),
    Member(name="Tom Becker", zone="America/Denver", days=52, plans=(daily("12:00"),), habits=RISING),
    Member(name="Grace Okafor", zone="Europe/London", days=38, plans=(daily("08:00"),), habits=STEADY),
    Member(
        name="Dana Whitlock",
        days=35,
        plans=(daily("08:00"),),
        habits=WORDY,
        says=(Says(22, "10:20", "I feel sick after taking it"), Says(0, "07:40", "I drank last night")),
    ),
    Member(name="Eli Sanders", zone="America/Phoenix", days=33, plans=(daily("18:00"),), habits=UNEVEN),
    Member(
        name="Noor Haddad",
        zone="America/Los_Angeles",
        days=31,
        plans=(daily("08:00"),),
        habits=STEADY,
        says=(Says(1, "16:10", "Can I take ibuprofen with it?"),),
    ),
    Member(name="Jo Lindgren", zone="Europe/Stockholm", days=30, plans=(daily("20:00"),), habits=QUIET),
    Member(
        name="Victor Salas",
        zone=_MEXICO,
        language="es",
        days=37,
        plans=(daily("08:00"),),
        habits=UNEVEN,
        says=(Says(20, "19:00", "me siento mal del estómago"),),
    ),
    Member(name="Hannah Price", days=86, plans=(pattern_a("08:00"),), habits=STEADY),
    Member(name="Ravi Menon", zone="America/Toronto", days=34, plans=(pattern_a("09:30"),), habits=WORDY),
    Member(
        name="Carmen Vidal",
        zone="America/Puerto_Rico",
        language="es",
        days=33,
        plans=(pattern_a("08:30"),),
        habits=FADING,
        silent=((4, 0),),
    ),
    Member(name="Beth Carver", days=47, plans=(every(2, "08:00"),), habits=STEADY),
    Member(name="Samir Aziz", zone="America/Chicago", days=40, plans=(every(2, "19:00"),), habits=UNEVEN),
    Member(name="Irene Kovac", zone="Europe/Zagreb", days=44, plans=(every(3, "10:00"),), habits=CHATTY),
    Member(name="Leo Fontaine", zone="America/Halifax", days=39, plans=(every(3, "08:00"),), habits=QUIET),
    Member(name="Wes Tanner", days=41, plans=(supervised("10:00"),), agent="short_acting", habits=QUIET, observed=True),
    Member(
        name="Kayla Reese", days=30, plans=(supervised("11:00"),), agent="long_acting", habits=STEADY, observed=True
    ),
    Member(
        name="Jordan Pike",
        zone="America/Chicago",
        days=30,
        plans=(half_first("08:00"),),
        agent="short_acting",
        habits=FADING,
        silent=((5, 0),),
    ),
    Member(name="Mia Castellano", days=24, plans=(half_first("09:00"),), agent="short_acting", habits=WORDY),
    Member(name="Ruben Ortega", zone=_MEXICO, language="es", days=9, plans=(half_first("08:00"),), agent="long_acting"),
    Member(name="Ellen Moss", zone="Europe/London", days=31, plans=(low_dose("21:30"),), habits=STEADY),
    Member(
        name="Fiona Grant",
        zone="Australia/Sydney",
        days=33,
        plans=(low_dose("22:00"),),
        habits=CHATTY,
        says=(Says(1, "20:30", "Had bad headaches and nausea since the last change"),),
    ),
    Member(name="Paul Devlin", zone="Pacific/Auckland", days=19, plans=(low_dose("21:30"),), habits=QUIET),
    Member(name="Nina Petrova", days=30, plans=(daily("08:00", "20:00", mg=25),), habits=WORDY),
    Member(
        name="Oscar Lund",
        zone="America/Denver",
        days=30,
        plans=(daily("08:00", "14:00", "20:00", mg=15),),
        habits=UNEVEN,
        says=(Says(0, "06:50", "blorp"),),
    ),
    Member(name="Sofia Reyes", zone=_BOGOTA, language="es", days=86, plans=(injection(every_days=28),), habits=STEADY),
    Member(
        name="Derek Shaw",
        days=28 * 4 - 2,
        plans=(injection(every_days=28),),
        agent="short_acting",
        habits=STEADY,
    ),
    Member(
        name="Walt Jensen",
        days=28 * 3,
        plans=(injection(every_days=28),),
        agent="short_acting",
        delays=(0, 0, 0, None),
        habits=WORDY,
    ),
    Member(
        name="Alicia Monroe",
        zone="America/Los_Angeles",
        days=28 * 3 + 3,
        plans=(injection(every_days=28),),
        agent="long_acting",
        delays=(0, 0, 0, None),
        habits=QUIET,
    ),
    Member(
        name="Glen Foster",
        days=28 * 3 + 8,
        plans=(injection(every_days=28),),
        agent="short_acting",
        delays=(0, 0, 0, None),
        habits=Habits(answers=0.2),
        silent=((20, 0),),
    ),
    Member(name="Helen Zhou", zone="America/Chicago", days=96, plans=(injection(every_months=1),), delays=(0, 1, 0, 0)),
    Member(
        name="Pete Lawson",
        days=43,
        plans=(targeted("fri", "sat", ask_at="15:00"),),
        habits=Habits(takes=0.8, answers=0.85, style=Style.WORDS),
    ),
    Member(
        name="Yara Silva",
        zone="America/Sao_Paulo",
        language="es",
        days=34,
        plans=(daily("08:00", mg=25), targeted("sat", declared=(5, 12, 19, 33))),
        habits=WORDY,
    ),
    Member(
        name="Colin Byrne",
        zone="Europe/Dublin",
        days=30,
        plans=(targeted(declared=(4, 11, 18, 25, 29, 31)),),
        habits=STEADY,
    ),
    Member(name="Abby Nolan", days=2, plans=(half_first("08:00"),), agent=None),
    Member(name="Mateo Cruz", zone=_BOGOTA, language="es", days=3, plans=(daily("08:00"),), agent=None),
    Member(
        name="Zoe Park",
        zone="America/Los_Angeles",
        days=1,
        plans=(daily("09:00"),),
        consent="web",
        habits=Habits(confirms=False),
    ),
    Member(
        name="Ian Marsh",
        zone="America/Chicago",
        days=30,
        plans=(daily("08:00"),),
        habits=FADING,
        says=(Says(2, "12:15", "STOP", is_last=True),),
    ),
    Member(
        name="Rosa Delgado",
        zone=_MADRID,
        language="es",
        days=35,
        plans=(daily("10:00"),),
        habits=STEADY,
        status=Status(6, "paused", "travel"),
    ),
    Member(
        name="Kurt Weiss",
        zone="Europe/Berlin",
        days=79,
        plans=(daily("08:00"),),
        habits=STEADY,
        status=Status(14, "discharged", "treatment completed"),
    ),
    Member(
        name="Tess Holloway",
        days=2,
        plans=(daily("08:00"),),
        says=(Says(1, "08:20", "wrong number", is_last=True),),
        habits=Habits(takes=0.0, answers=0.0, owns_up=0.0, heeds_nudges=0.0),
    ),
    Member(
        name="Bruno Keller",
        zone="Europe/Zurich",
        days=30,
        plans=(daily("09:00"),),
        habits=STEADY,
        undelivered=(4, "30003"),
    ),
    Member(
        name="Maya Lewis",
        days=30,
        plans=(daily("08:00"),),
        habits=CHATTY,
        says=(Says(16, "21:40", "I can't go on like this"), Says(0, "06:15", "I ran out of tablets")),
    ),
)
