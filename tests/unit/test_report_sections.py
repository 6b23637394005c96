"""What reports say of their numbers: shares with their denominator, small groups, and sentences made by rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.measure.continuity import continuity, who_reached
from adherence.domain.measure.kaplan_meier import Course, kaplan_meier
from adherence.domain.measure.persistence import Ending
from adherence.domain.report.doses import days_under_cover, reasons_section, tablets_section, totals_section
from adherence.domain.report.replies import answers_section
from adherence.domain.report.retention import continuity_section, curve_section, endings_section
from adherence.domain.report.section import counted_quantile, said_share, share, span_words
from adherence.domain.report.texts import DayOfTexts, WordingCounts, days_section, failures_section, wordings_section

FIRST = date(2026, 1, 1)


def day(number):
    return FIRST + timedelta(days=number)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 0, None),
        (1, 4, None),
        (4, 4, None),
        (5, 5, 100),
        (0, 5, 0),
        (999, 1000, 99.9),
        (9999, 10000, 99.9),
        (1, 1000, 0.1),
        (1, 30000, 0.1),
        (5, 1000, 0.5),
        (1, 100, 1),
        (99, 100, 99),
    ],
)
def test_a_share_needs_five_and_says_all_or_none_only_where_it_is_so(part, whole, expected):
    assert share(part, whole) == expected
    assert ("%" in said_share(part, whole)) is (expected is not None)
    assert f"{whole:,}" in said_share(part, whole)


@pytest.mark.parametrize(
    ("counts", "at", "expected"),
    [
        ([], 0.5, None),
        ([(7, 1)], 0.9, 7),
        ([(1, 5), (9, 5)], 0.5, 1),
        ([(1, 5), (9, 5)], 0.51, 9),
        ([(1, 9), (8, 1)], 0.9, 1),
    ],
)
def test_a_counted_percentile_is_the_nearest_rank(counts, at, expected):
    assert counted_quantile(counts, at) == expected


@pytest.mark.parametrize(
    ("value", "words"), [(None, "-"), (0, "0 min"), (59, "59 min"), (60, "1 h"), (130, "2 h 10 min"), (4320, "3 days")]
)
def test_a_span_is_said_as_people_say_it(value, words):
    assert span_words(value) == words


COURSES = [Course(10 * number, "lapse" if number < 6 else None) for number in range(1, 11)]


@pytest.mark.parametrize(
    ("courses", "said"),
    [
        ([], "Nobody began a plan in this range."),
        (COURSES[:3], "3 of those who began in this range are counted, 3 of whom stopped: too few"),
        (
            [Course(9), Course(40), Course(40), Course(40), Course(41)],
            "None of the 5 who began has stopped; the longest",
        ),
        (COURSES, "Half of the 10 who began stayed at least 50 days (95% band from 10 days, its end not reached)."),
        (
            [Course(20, "lapse"), *[Course(70)] * 9],
            "More than half of the 10 who began are still in treatment: 90% after 60 days (95% band 47 to 99%).",
        ),
    ],
)
def test_the_curve_is_said_in_one_sentence(courses, said):
    assert curve_section(kaplan_meier(courses)).finding.startswith(said)


def test_a_curve_of_fewer_than_five_has_counts_and_no_shares():
    section = curve_section(kaplan_meier(COURSES[:4]))
    assert section.column("stopped")[-1] == 4
    assert set(section.column("share")) == {None}
    assert section.drawn == ()


def test_endings_put_stops_first_and_say_how_many_have_no_cause():
    endings = [Ending.NOT_SAID] * 3 + [Ending.SIDE_EFFECT] * 4 + [Ending.RUNNING] * 12 + [Ending.DECEASED]
    section = endings_section(endings)
    assert [row[1] for row in section.rows] == ["yes", "yes", "no", "no"]
    assert section.column("share") == [57, 43, None, None]
    assert section.finding == (
        "35% (7 of 20) stopped. Most often: side effects (4 of 7). For 3 of the 7 no cause was chosen."
    )


def test_continuity_has_its_denominator_and_counts_who_began_too_late():
    section = continuity_section(6, 8, 3, days=180, gap_days=7)
    assert section.rows == ((6, 8, 75, 3),)
    assert "75% (6 of 8)" in section.finding
    assert continuity_section(0, 0, 0, days=180, gap_days=7).is_empty


def test_patients_on_tablets_are_banded_as_answered_at_worst_and_at_best():
    section = tablets_section([(9, 1, 0), (8, 0, 2), (0, 0, 10), (5, 5, 0), (0, 3, 0), (0, 0, 0)])
    assert section.column("answered") == [2, 0, 0, 1, 0, 1]
    assert section.column("worst") == [1, 1, 0, 1, 0, 2]
    assert section.column("best") == [3, 0, 0, 1, 0, 1]


def test_totals_keep_silence_apart():
    section = totals_section({"Daily tablets": [(6, 2, 2), (0, 0, 0)]})
    assert section.rows == (("Daily tablets", 2, 10, 6, 2, 2, 75, 60, 80),)


def test_no_reason_and_no_answer_are_rows_of_their_own():
    section = reasons_section({"forgot": 3, None: 4}, 5, 2, {"ill": 1})
    found = {row[0]: row[2:] for row in section.rows}
    assert found["Forgot"] == (3, 43)
    assert found["Not asked why, or not said"] == (4, 57)
    assert found["No answer to the reminder"] == (5, None)
    assert found["The reminder did not arrive"] == (2, None)
    assert found["Injection: ill"] == (1, None)


def test_answers_are_shares_of_all_expected_doses():
    section = answers_section([(10, 6), (200, 2), (3000, 1)], 10)
    assert section.column("answered")[:1] == [6]
    assert section.column("answered")[-1] == 8
    assert section.finding == (
        "90% (9 of 10) of the expected doses were answered by text: half of those within 10 min, nine in ten within "
        "2 days."
    )


def test_delivery_names_the_worst_day_of_at_least_five_texts():
    days = [DayOfTexts(day(0), 10, 10, 0), DayOfTexts(day(1), 10, 6, 3), DayOfTexts(day(2), 2, 0, 2)]
    section = days_section(days, weekly=False)
    assert section.column("open") == [0, 1, 0]
    assert section.column("share") == [100, 60, None]
    assert section.finding == (
        "73% (16 of 22) of the texts arrived; 5 did not. The worst day was 2026-01-02: 60% (6 of 10)."
    )


def test_failures_say_what_to_do():
    section = failures_section({"30006": 2, "30005": 1, None: 1}, 100)
    assert section.rows[0][3] == "Ask the person for a working mobile number."
    assert section.finding == "4% (4 of 100) of the texts did not arrive. Most often: number does not work (3)."


def test_wordings_name_the_highest_share_of_opt_outs_among_those_sent_often_enough():
    counts = [WordingCounts("a", "1", 100, 90, 1), WordingCounts("b", "1", 10, 2, 1), WordingCounts("c", "1", 1, 0, 1)]
    section = wordings_section(counts, str, str, 4)
    assert section.finding.endswith("The highest share: b (1 of 10).")
    assert section.column("replied_share") == [90, 20, None]


@pytest.mark.parametrize(
    ("given_on", "stopped", "expected"),
    [
        ([], None, (0, 0)),
        ([0], None, (28, 90)),
        ([0, 28, 56], None, (84, 90)),
        ([0, 20], None, (48, 90)),
        ([-28, 0], 14, (14, 14)),
        ([80], None, (10, 10)),
        ([-100], None, (0, 90)),
        ([0], -5, (0, 0)),
    ],
)
def test_days_under_cover_count_each_day_once_from_the_first_injection_on(given_on, stopped, expected):
    got = days_under_cover(
        [day(n) for n in given_on],
        28,
        stopped_on=None if stopped is None else day(stopped),
        first=FIRST,
        last=day(89),
    )
    assert got == expected


@given(
    st.lists(st.sets(st.integers(0, 60), max_size=60), min_size=1, max_size=4), st.integers(1, 9), st.integers(2, 40)
)
def test_many_at_once_reach_the_target_as_each_alone_does(patients, gap, target):
    days = [(day(n), [str(k) for k, own in enumerate(patients) if n in own]) for n in range(61)]
    alone = {
        str(key)
        for key, own in enumerate(patients)
        if continuity(map(day, own), until=day(60), gap_days=gap, target_days=target).is_reached
    }
    assert who_reached(days, gap_days=gap, target_days=target) == alone
