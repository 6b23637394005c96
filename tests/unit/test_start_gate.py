"""The start gate as rules: what forbids a start, what only warns, and which answers changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from adherence.domain.policy import DEFAULT_POLICY
from adherence.domain.start_gate import GateAnswers, answers_from, changed_answers, forbidding, warnings

TODAY = date(2026, 3, 20)
SOUND = GateAnswers(
    agent="short_acting",
    opioid_free_since=date(2026, 3, 1),
    urine_test="negative",
    naloxone_challenge="not_done",
    pregnancy="no",
    baseline_liver_test="done",
)


def days_free(days: int, agent: str = "short_acting") -> GateAnswers:
    return replace(SOUND, agent=agent, opioid_free_since=TODAY - timedelta(days=days))


def test_sound_answers_pass_without_a_word() -> None:
    assert forbidding(SOUND, TODAY) == []
    assert warnings(SOUND, TODAY) == []


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (replace(SOUND, contraindications=("liver_failure",)), "contraindication: liver_failure"),
        (replace(SOUND, urine_test="positive"), "urine test was positive"),
        (replace(SOUND, naloxone_challenge="failed"), "challenge was not passed"),
        (replace(SOUND, opioid_medicines=("antitussive",)), "holds an opioid is taken now: antitussive"),
        (replace(SOUND, agent="none", opioid_free_since=None, opioid_medicines=("analgesic",)), "holds an opioid"),
        (days_free(6), "Only 6 days"),
        (days_free(13, "long_acting"), "at least 14"),
        (days_free(0), "Only 0 days"),
    ],
)
def test_what_forbids_a_start(answers: GateAnswers, words: str) -> None:
    assert len(forbidding(answers, TODAY)) == 1
    assert words in forbidding(answers, TODAY)[0]


@pytest.mark.parametrize("answers", [days_free(7), days_free(14, "long_acting"), days_free(0, "none")])
def test_days_enough_by_the_label_pass(answers: GateAnswers) -> None:
    assert forbidding(answers, TODAY) == []


def test_every_reason_is_told_together() -> None:
    answers = replace(days_free(1), urine_test="positive", contraindications=("taking_opioids",))
    assert len(forbidding(answers, TODAY)) == 3


def test_a_clinic_may_ask_for_days_also_where_the_plan_is_for_alcohol() -> None:
    policy = replace(DEFAULT_POLICY, opioid_free_days_alcohol=3)
    assert forbidding(days_free(2, "none"), TODAY, policy)
    assert not forbidding(days_free(3, "none"), TODAY, policy)
    assert not forbidding(replace(SOUND, agent="none", opioid_free_since=None), TODAY, policy)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (days_free(9), "fewer than the usual 10"),
        (replace(SOUND, urine_test="not_done"), "Neither a urine test nor a naloxone challenge"),
        (replace(SOUND, hepatotoxic_medicines=("isoniazid", "valproate")), "isoniazid, valproate"),
        (replace(SOUND, pregnancy="yes"), "pregnant"),
        (replace(SOUND, pregnancy="unknown"), "offer a test"),
        (replace(SOUND, baseline_liver_test="planned"), "planned and not done"),
        (replace(SOUND, baseline_liver_test="not_done"), "No baseline liver test"),
        (replace(SOUND, baseline_liver_test=None), "No baseline liver test"),
    ],
)
def test_what_only_warns(answers: GateAnswers, words: str) -> None:
    assert forbidding(answers, TODAY) == []
    assert len(warnings(answers, TODAY)) == 1
    assert words in warnings(answers, TODAY)[0]


@pytest.mark.parametrize(
    "answers",
    [
        days_free(10),
        days_free(14, "long_acting"),
        replace(SOUND, urine_test="not_done", naloxone_challenge="passed"),
        replace(SOUND, urine_test="naloxone_challenge_negative"),
        replace(SOUND, agent="none", opioid_free_since=None, urine_test="not_done"),
        replace(SOUND, pregnancy=None),
    ],
)
def test_what_needs_no_warning(answers: GateAnswers) -> None:
    assert warnings(answers, TODAY) == []


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        (SOUND, SOUND, []),
        (SOUND, replace(SOUND, urine_test="positive"), ["urine_test"]),
        (SOUND, replace(SOUND, agent="long_acting", pregnancy="yes"), ["agent", "pregnancy"]),
        (replace(SOUND, pregnancy=None), replace(SOUND, pregnancy="yes"), []),
        (SOUND, replace(SOUND, opioid_medicines=("analgesic",)), ["opioid_medicines"]),
        (replace(SOUND, opioid_medicines=("analgesic",)), SOUND, ["opioid_medicines"]),
        (SOUND, replace(SOUND, baseline_liver_test=None), ["baseline_liver_test"]),
        (SOUND, replace(SOUND, opioid_free_since=date(2026, 3, 10)), ["opioid_free_since"]),
    ],
)
def test_a_changed_answer_is_named_by_its_code(before: GateAnswers, after: GateAnswers, changed: list[str]) -> None:
    assert changed_answers(before, after) == changed


def test_a_gate_signed_before_the_newer_questions_existed_can_be_read() -> None:
    stored = {"urine_test": "negative", "contraindications": [], "forbidding": []}
    assert answers_from(stored, "none", None) == GateAnswers(agent="none", urine_test="negative")
