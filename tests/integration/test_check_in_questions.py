"""Regular questions: when each is asked, what an answer does, and how silence and misses change how often."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.set_check_in import set_check_in
from adherence.db.check_in_answers import CadenceChange, CheckInAnswer
from adherence.db.check_ins import CheckIn, check_ins_of
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.test_targeted_keywords import act, go, say

WELLBEING = "How are you doing this week? Reply good, so-so or bad, or in your own words"
CRAVING = "How strong was it at its worst today? Reply 0 (not at all) to 10 (most)"
DRINKS = "How many since we last asked you? Reply a number, 0 for none"
EFFECTS = "Has anything bothered you since we last asked? Reply 0 for no, or tell us what"
PLANNER = "Any days to plan for this week? Reply with the days, such as FRI SAT, or 0 for none"
QUESTIONS = (WELLBEING, CRAVING, DRINKS, EFFECTS, PLANNER)


def switch(cast: Cast, kind: str, *, on: bool = True, **more: Any) -> None:
    act(cast, set_check_in, {"kind": kind, "on": on, **more})


def questions(cast: Cast) -> list[str]:
    return [text for text in cast.texts() if text in QUESTIONS]


def answers(cast: Cast) -> list[tuple[str, str, int | None, str | None]]:
    with cast.rt.database.reading() as session:
        rows = session.scalars(
            select(CheckInAnswer).where(CheckInAnswer.patient_id == cast.ana).order_by(CheckInAnswer.id)
        )
        return [(row.kind, str(row.on), row.value, row.word.value if row.word else row.text) for row in rows]


def changes(cast: Cast) -> list[tuple[str, str, str]]:
    with cast.rt.database.reading() as session:
        query = select(CadenceChange).where(CadenceChange.patient_id == cast.ana).order_by(CadenceChange.id)
        return [(row.kind, row.cadence_to.value, row.cause.value) for row in session.scalars(query)]


def row_of(cast: Cast, kind: str) -> CheckIn:
    with cast.rt.database.reading() as session:
        return check_ins_of(session, cast.ana)[kind]


@pytest.fixture
def ana(cast: Cast, clock: VirtualClock) -> Cast:
    """Ana without a plan; it is Monday 2 March 2026, 9 in the morning."""
    go(cast, clock, "2026-03-02 09:00")
    return cast


def test_nothing_is_asked_before_it_is_switched_on(ana: Cast, clock: VirtualClock) -> None:
    for local in ("2026-03-02 12:00", "2026-03-02 19:00", "2026-03-03 11:00"):
        go(ana, clock, local)
    assert questions(ana) == []


def test_a_daily_question_is_asked_once_a_day_at_its_time(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    for local in ("2026-03-02 18:59", "2026-03-02 19:00", "2026-03-02 19:20", "2026-03-02 20:59"):
        go(ana, clock, local)
    assert questions(ana) == [CRAVING]
    assert say(ana, "4") == "Thank you, noted: 4."
    for local in ("2026-03-03 18:59", "2026-03-03 19:00", "2026-03-03 20:00"):
        go(ana, clock, local)
    assert questions(ana) == [CRAVING, CRAVING]
    assert answers(ana) == [("craving", "2026-03-02", 4, None)]
