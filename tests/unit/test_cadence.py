"""How often a question is asked: less often while the goal is met, more often after misses, silence or a lapse."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.cadence import (
    Cadence,
    Cause,
    Change,
    Sign,
    SinceThen,
    Standing,
    days_between,
    is_locked,
    next_cadence,
    sentence_of,
)
from adherence.domain.policy import DEFAULT_POLICY

MET, MISSED, OVER, LAPSE, SILENT = Sign.MET, Sign.MISSED, Sign.OVER, Sign.LAPSE, Sign.SILENT
DAILY, ALTERNATE, WEEKLY = Cadence.DAILY, Cadence.ALTERNATE, Cadence.WEEKLY
TODAY = date(2026, 3, 20)
LONG_AGO, LATELY = TODAY - timedelta(days=30), TODAY - timedelta(days=6)
FIVE = (MET,) * 5
ROWS = [
    ("five met in a row: less often", DAILY, LONG_AGO, SinceThen(FIVE), (ALTERNATE, Cause.GOAL_MET, 5)),
    ("one step at a time", ALTERNATE, LONG_AGO, SinceThen((MET,) * 30), (WEEKLY, Cause.GOAL_MET, 30)),
    ("four are not enough", DAILY, LONG_AGO, SinceThen((MET,) * 4), None),
    ("a miss between them breaks the row", DAILY, LONG_AGO, SinceThen((*FIVE, MISSED, *FIVE[:4])), None),
    ("silence between them too", DAILY, LONG_AGO, SinceThen((MET, MET, MET, SILENT, MET, MET)), None),
    ("weekly is the least", WEEKLY, LONG_AGO, SinceThen((MET,) * 9), None),
    ("not within a week of a change", DAILY, LATELY, SinceThen(FIVE), None),
    ("but on the seventh day", DAILY, TODAY - timedelta(days=7), SinceThen(FIVE), (ALTERNATE, Cause.GOAL_MET, 5)),
    ("two missed goals: more often", WEEKLY, LATELY, SinceThen((MISSED, MISSED)), (ALTERNATE, Cause.GOAL_MISSED, 2)),
    ("one missed goal is not enough", WEEKLY, LONG_AGO, SinceThen((MET, MISSED)), None),
    ("an answer over the threshold is", WEEKLY, LATELY, SinceThen((MET, OVER)), (ALTERNATE, Cause.OVER_THRESHOLD, 1)),
    ("an older one is not", WEEKLY, LONG_AGO, SinceThen((OVER, MET)), None),
    ("two silences: more often", WEEKLY, LATELY, SinceThen((MET, SILENT, SILENT)), (ALTERNATE, Cause.SILENCE, 2)),
    ("one silence is nothing", ALTERNATE, LONG_AGO, SinceThen((MET, SILENT)), None),
    ("a lapse: daily at once", WEEKLY, LATELY, SinceThen((LAPSE,)), (DAILY, Cause.LAPSE, 1)),
    ("a lapse told elsewhere too", WEEKLY, LATELY, SinceThen((MET,), lapse_told=True), (DAILY, Cause.LAPSE, 1)),
    ("two days of missed doses", WEEKLY, LATELY, SinceThen((), missed_days=2), (ALTERNATE, Cause.MISSED_DOSES, 2)),
    ("one such day is not enough", WEEKLY, LONG_AGO, SinceThen((), missed_days=1), None),
    ("missed doses also keep it from coming less often", DAILY, LONG_AGO, SinceThen(FIVE, missed_days=2), None),
    ("daily is the most", DAILY, LONG_AGO, SinceThen((LAPSE,), lapse_told=True, missed_days=7), None),
    ("silence at daily stays daily", DAILY, LONG_AGO, SinceThen((SILENT,) * 9), None),
    ("nothing happened", ALTERNATE, LONG_AGO, SinceThen(), None),
]


@pytest.mark.parametrize(
    ("cadence", "since_on", "since", "wanted"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS]
)
def test_the_table_of_changes(
    cadence: Cadence, since_on: date, since: SinceThen, wanted: tuple[Cadence, Cause, int] | None
) -> None:
    change = next_cadence(Standing(cadence, since_on), since, DEFAULT_POLICY, today=TODAY)
    assert change == (Change(*wanted) if wanted else None)


SINCE = st.builds(
    SinceThen, st.lists(st.sampled_from(Sign), max_size=12), st.booleans(), st.integers(min_value=0, max_value=7)
)


@given(cadence=st.sampled_from(Cadence), since=SINCE, days=st.integers(min_value=0, max_value=400))
def test_a_locked_cadence_never_moves(cadence: Cadence, since: SinceThen, days: int) -> None:
    standing = Standing(cadence, TODAY - timedelta(days=days), locked=True)
    assert next_cadence(standing, since, DEFAULT_POLICY, today=TODAY) is None


DAY = st.tuples(st.sampled_from([*Sign, None]), st.booleans(), st.integers(min_value=0, max_value=3))


@given(st.sampled_from(Cadence), st.lists(DAY, min_size=10, max_size=60))
def test_it_turns_round_at_most_once_within_the_settling_time(
    start: Cadence, days: list[tuple[Sign | None, bool, int]]
) -> None:
    standing, signs = Standing(start, TODAY), []
    moves: list[tuple[date, bool]] = []
    for number, (sign, lapse, missed) in enumerate(days):
        on = TODAY + timedelta(days=number)
        signs += [sign] if sign is not None else []
        change = next_cadence(standing, SinceThen(signs, lapse, missed), DEFAULT_POLICY, today=on)
        if change is None:
            continue
        assert change.to is not standing.cadence
        moves.append((on, days_between(change.to) > days_between(standing.cadence)))
        standing, signs = Standing(change.to, on), []
    turns = [after[0] for before, after in pairwise(moves) if before[1] != after[1]]
    settle = timedelta(days=DEFAULT_POLICY.cadence_settle_days)
    assert all(second - first >= settle for first, second in zip(turns, turns[2:], strict=False))
    less_often = [on for on, is_less in moves if is_less]
    for on in less_often:
        assert not any(on - settle < other < on for other, _ in moves), "nothing moved for a week before"


@pytest.mark.parametrize(
    ("locked", "until_on", "holds"),
    [(False, None, False), (True, None, True), (True, TODAY, True), (True, TODAY - timedelta(days=1), False)],
)
def test_a_lock_holds_to_its_last_day(locked: bool, until_on: date | None, holds: bool) -> None:
    assert is_locked(locked, until_on, TODAY) is holds


@pytest.mark.parametrize("cause", Cause)
def test_each_cause_is_a_sentence_without_its_stop(cause: Cause) -> None:
    for count in (1, 2):
        sentence = sentence_of(cause, count)
        assert sentence[0].isupper()
        assert not sentence.endswith(".")
