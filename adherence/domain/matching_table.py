"""Which dose a reply settles in which situation: the published table, as data that the tests play row by row.

A row says what a reply does for each combination of its columns; every combination belongs to exactly one row. The
rules are in ``matching.py``; where this table and they differ, the suite fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product


class Age(StrEnum):
    """How old the newest text of ours about a dose is when the reply comes."""

    IN_WINDOW = "in the window"
    LATE = "late in the window"
    AFTER_CLOSE = "closed within 24 h"
    OLDER = "older"


class PatientState(StrEnum):
    """What the patient is to the service when the reply comes."""

    ACTIVE = "active"
    PAUSED = "paused"
    HELD = "held"
    DISCHARGED = "discharged"
    OPTED_OUT = "opted out"
    WRONG_NUMBER = "wrong number"
    PENDING = "consent pending"


class Said(StrEnum):
    """What the reply says."""

    TAKEN = "taken"
    NOT_TAKEN = "not taken"
    LATER = "later"
    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"
    UNDO = "UNDO"
    NAMES_DOSE = "took a named dose"
    NAMES_PERSON = "a named person took it"


ANSWERED_STATES = (PatientState.ACTIVE, PatientState.HELD, PatientState.PENDING)
"""To the others nothing may leave: what they write is kept, settled or flagged without an answer."""
MOST_OPEN = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One situation: how many doses are open and unanswered, and the rest."""

    open_doses: int
    age: Age
    shared: bool
    state: PatientState
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Situations in which a reply does the same; a column left empty means all of its values.

    ``settles`` names a dose and its new state: "open" is the only open one, "named" the named one, "asked" the one that
    our newest text was about and whose window has closed, "answered" the one that the patient had answered.
    """

    open_doses: tuple[int, ...] = ()
    age: tuple[Age, ...] = ()
    shared: bool = False
    state: tuple[PatientState, ...] = ()
    said: tuple[Said, ...] = ()
    settles: str = ""
    asks: str = ""
    flag: str = ""
    answer: str = ""
    why: str

    @property
    def cells(self) -> Iterator[Cell]:
        """Every situation of the row."""
        for one in product(self.open_counts, self.ages, self.states, self.words):
            yield Cell(one[0], one[1], self.shared, one[2], one[3])

    @property
    def open_counts(self) -> tuple[int, ...]:
        """The numbers of open doses."""
        return self.open_doses or tuple(range(MOST_OPEN + 1))

    @property
    def ages(self) -> tuple[Age, ...]:
        """The ages of our newest text."""
        return self.age or tuple(Age)

    @property
    def states(self) -> tuple[PatientState, ...]:
        """The states of the patient."""
        return self.state or tuple(PatientState)

    @property
    def words(self) -> tuple[Said, ...]:
        """What the reply may say."""
        return self.said or tuple(Said)


def every_cell() -> Iterator[Cell]:
    """Every combination of the columns."""
    for one in product(range(MOST_OPEN + 1), Age, (False, True), PatientState, Said):
        yield Cell(*one)
