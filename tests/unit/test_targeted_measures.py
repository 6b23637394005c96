"""The four numbers of a targeted plan, from doses and from what was told about drinking; unknown stays unknown."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from adherence.domain.drinking import DrinkingAnswer
from adherence.domain.holds import HoldSpan
from adherence.domain.measure.targeted import (
    HOW_COUNTED,
    Coverage,
    DoseOfDay,
    TargetedMeasures,
    targeted_days,
    targeted_measures,
)
from adherence.domain.states import DoseState, HoldKind
from tests.unit.regimens import utc

ON = date(2026, 3, 6)
DRINK = utc("2026-03-07 02:00")


def measured(
    doses: list[DoseOfDay], drinking: list[DrinkingAnswer], *, days: int = 28, holds: tuple[HoldSpan, ...] = ()
) -> TargetedMeasures:
    known = {answer.on: answer for answer in drinking}
    return targeted_measures(targeted_days(ON, ON + timedelta(days=days - 1), doses, known, holds))


def dose(state: DoseState, after: int = 0, **more: Any) -> DoseOfDay:
    return DoseOfDay(ON + timedelta(days=after), state, **more)


def test_a_plan_has_four_numbers_and_what_is_unknown_stays_unknown() -> None:
    states = [DoseState.TAKEN] * 6 + [DoseState.NO_ANSWER] * 2 + [DoseState.SKIPPED, DoseState.EXCUSED, DoseState.HELD]
    doses = [
        dose(state, place, asked=place != 0, answered=state in (DoseState.TAKEN, DoseState.SKIPPED))
        for place, state in enumerate(states)
    ]
    found = measured(doses, [])
    assert (found.doses_per_week, found.days, found.days_with_dose) == (1.5, 28, 6)
    assert found.risk_days == Coverage(6, 7, 2)
    assert found.drinking_days == Coverage(0, 0, 0)
    assert found.drinking_days.ratio is None
    assert found.answered == Coverage(6, 8, 0), "a dose of GO was answered and not asked about"
    assert measured([], [], days=0).doses_per_week is None


COVER: list[tuple[str, DoseOfDay | None, datetime | None, Coverage]] = [
    ("an hour before", dose(DoseState.TAKEN, taken_at=DRINK - timedelta(minutes=60)), DRINK, Coverage(1, 1, 0)),
    ("59 minutes before", dose(DoseState.TAKEN, taken_at=DRINK - timedelta(minutes=59)), DRINK, Coverage(0, 1, 0)),
    ("after it, as staff know", dose(DoseState.TAKEN, taken_at=DRINK + timedelta(hours=1)), DRINK, Coverage(0, 1, 0)),
    (
        "told by text only after it: nobody knows when it was taken",
        dose(DoseState.TAKEN, taken_at=DRINK + timedelta(hours=1), told=True), DRINK, Coverage(0, 0, 1),
    ),
    (
        "told by text before it",
        dose(DoseState.TAKEN, taken_at=DRINK - timedelta(hours=2), told=True), DRINK, Coverage(1, 1, 0),
    ),
    ("taken, hour not known", dose(DoseState.TAKEN_LATE), DRINK, Coverage(0, 0, 1)),
    ("first drink without a time", dose(DoseState.TAKEN, taken_at=DRINK), None, Coverage(0, 0, 1)),
    ("not taken", dose(DoseState.SKIPPED), None, Coverage(0, 1, 0)),
    ("silence", dose(DoseState.NO_ANSWER), DRINK, Coverage(0, 0, 1)),
    ("still open", dose(DoseState.OPEN), DRINK, Coverage(0, 0, 1)),
    ("called off, and then there was drinking", dose(DoseState.EXCUSED), DRINK, Coverage(0, 1, 0)),
    ("no dose planned", None, DRINK, Coverage(0, 1, 0)),
    ("held", dose(DoseState.HELD), DRINK, Coverage(0, 0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("of_day", "first", "expected"), [row[1:] for row in COVER], ids=[row[0] for row in COVER])
def test_a_drinking_day_is_covered_where_that_is_known(
    of_day: DoseOfDay | None, first: datetime | None, expected: Coverage
) -> None:
    told = [DrinkingAnswer(ON, drank=True, first_drink_at=first)]
    assert measured([of_day] if of_day else [], told).drinking_days == expected


def test_days_without_drinking_or_without_an_answer_are_no_drinking_days() -> None:
    told = [DrinkingAnswer(ON, drank=False, drinks=0), DrinkingAnswer(ON + timedelta(days=1))]
    assert measured([], told).drinking_days == Coverage(0, 0, 0)


def test_held_days_are_outside_every_denominator() -> None:
    hold = HoldSpan(HoldKind.TRAVEL, ON, ON + timedelta(days=1))
    told = [DrinkingAnswer(ON, drank=True, first_drink_at=DRINK)]
    found = measured([dose(DoseState.SKIPPED, asked=True)], told, holds=(hold,))
    assert (found.risk_days, found.drinking_days, found.answered) == (Coverage(0, 0, 0),) * 3


def test_of_two_doses_on_a_date_the_one_taken_counts() -> None:
    found = measured([dose(DoseState.TAKEN), dose(DoseState.NO_ANSWER)], [])
    assert (found.days_with_dose, found.risk_days) == (1, Coverage(1, 1, 0))


def test_each_number_says_how_it_is_counted() -> None:
    assert set(HOW_COUNTED) == {"doses_per_week", "risk_day_coverage", "drinking_day_coverage", "answered"}
