"""Each purpose is under exactly one set of sending rules."""

from __future__ import annotations

from adherence.domain import purpose
from adherence.domain.purpose import Purpose


def test_every_purpose_belongs_to_exactly_one_group():
    groups = [purpose.UNPROMPTED, purpose.ENROLMENT, purpose.ANSWERS, purpose.STAFF, purpose.SUPPORTER]
    assert [sum(each in group for group in groups) for each in Purpose] == [1] * len(Purpose)


def test_answers_are_not_bound_to_texting_hours():
    assert not purpose.ANSWERS & purpose.WITHIN_TEXTING_HOURS
    assert Purpose.STAFF_MESSAGE not in purpose.WITHIN_TEXTING_HOURS


def test_only_the_confirmation_and_the_crisis_answer_may_follow_an_opt_out():
    assert set(purpose.AFTER_OPT_OUT) == {Purpose.STOP_CONFIRMATION, Purpose.CRISIS}
