"""The policy as data: every number is described, goes out and comes back as it was, and unsafe ones are refused."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import time, timedelta
from typing import Any

import pytest

from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.policy_fields import FIELDS, GROUPS, Basis, fields_of
from adherence.domain.policy_values import (
    NotAValue,
    check_policy,
    default_of,
    policy_from,
    range_of,
    read_value,
    shown,
    stored_of,
    text_of,
)

NAMES = sorted(field.name for field in fields(Policy))
each = pytest.mark.parametrize("name", NAMES)


def test_every_number_of_the_policy_is_described_once_and_in_a_group() -> None:
    assert sorted(FIELDS) == NAMES
    assert sorted(field.name for group in GROUPS for field in fields_of(group)) == NAMES


@each
def test_a_value_goes_out_and_comes_back_as_it_was(name: str) -> None:
    field = FIELDS[name]
    default = default_of(field)
    assert read_value(field, text_of(field, default)) == default
    stored = json.loads(json.dumps({name: stored_of(field, default)}))
    assert policy_from(stored) == DEFAULT_POLICY
    assert type(getattr(policy_from(stored), name)) is type(default) or isinstance(default, float | int)


@each
def test_every_number_is_described_in_words_with_its_source_and_range(name: str) -> None:
    field = FIELDS[name]
    assert len(field.label) > 10
    assert len(field.source) > 10
    assert range_of(field)
    assert shown(field, default_of(field))
    assert (field.basis is Basis.POLICY) or "product default" not in field.source


@each
def test_both_ends_of_a_range_are_values_and_what_lies_beyond_is_not(name: str) -> None:
    field = FIELDS[name]
    if field.allowed:
        return
    for bound in (field.least, field.most):
        text = {"0": "no", "1": "yes"}[str(bound)] if field.unit == "yes or no" else str(bound)
        assert text_of(field, read_value(field, text)) == text
    for wrong in ("", "x", "-1", "1e3", "NaN", "999999999999", "25:00", "٣", "<b>", "0x10", "1,2,3,x"):
        with pytest.raises(NotAValue):
            read_value(field, wrong)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("texting_starts", "9:30", time(9, 30)),
        ("nudge_after", "90", timedelta(minutes=90)),
        ("conversation_hold", "1.5", timedelta(minutes=90)),
        ("conversation_hold", "1,5", timedelta(minutes=90)),
        ("daily_cap", "5", 5),
        ("daily_maximum_mg", "200", 200.0),
        ("low_dose_below_mg", "12,5", 12.5),
        ("visit_text_days", "1 7", (7, 1)),
        ("visit_text_days", "none", ()),
        ("liver_test_months", "6, 0, 3", (0, 3, 6)),
        ("gate_after_holds", "procedure,travel", ("travel", "procedure")),
        ("gate_after_holds", "none", ()),
        ("titration_holds_on_side_effect", "No", False),
        ("planner_weekday", "0", 0),
    ],
)
def test_typed_values_are_read_with_their_type(name: str, text: str, value: Any) -> None:
    assert read_value(FIELDS[name], text) == value


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("opioid_free_days_least", "6", "outside what is safe; write 7 to 60"),
        ("opioid_free_days", "3", "outside what is safe"),
        ("opioid_free_days_long_acting", "13", "outside what is safe; write 14 to 60"),
        ("texting_starts", "05:59", "outside what is safe; write 06:00 to 22:00"),
        ("texting_ends", "22:01", "outside what is safe"),
        ("daily_maximum_mg", "1001", "outside what is safe"),
        ("plan_ahead", "24", "outside what is safe"),
        ("conversation_hold", "0.001", "not whole minutes"),
        ("daily_cap", "2.5", "not a whole number"),
        ("visit_text_days", "5", "for which there is no text"),
        ("visit_text_days", "7, 7", "twice"),
        ("liver_test_months", "0 1 2 3 4 5 6 7 8 9 10 11 12", "too many"),
        ("liver_test_months", "", "nothing is written"),
        ("gate_after_holds", "holiday", "something unknown"),
        ("titration_holds_on_side_effect", "maybe", "write yes or no"),
    ],
)
def test_unsafe_and_unreadable_values_are_refused_with_what_to_write(name: str, text: str, told: str) -> None:
    with pytest.raises(NotAValue, match=told):
        read_value(FIELDS[name], text)


@pytest.mark.parametrize(
    ("changes", "at_fault"),
    [
        ({"texting_starts": time(21, 0)}, "texting_starts"),
        ({"injection_overdue_days": 7, "injection_lapsed_days": 7}, "injection_overdue_days"),
        ({"opioid_free_days_least": 11}, "opioid_free_days_least"),
        ({"procedure_injection_days_override": 31}, "procedure_injection_days_override"),
        ({"single_dose_mg": 150, "daily_maximum_mg": 100}, "single_dose_mg"),
        ({"visit_text_time": time(20, 30)}, "visit_text_time"),
        ({"refill_text_time": time(7, 0)}, "refill_text_time"),
        ({"texting_starts": time(9, 0)}, "visit_day_text_time"),
    ],
)
def test_numbers_that_do_not_go_together_are_named(changes: dict[str, Any], at_fault: str) -> None:
    assert at_fault in [fault.field for fault in check_policy(replace(DEFAULT_POLICY, **changes))]


def test_the_defaults_go_together() -> None:
    assert check_policy(DEFAULT_POLICY) == []


def test_what_cannot_be_read_leaves_its_default_and_stops_nothing() -> None:
    stored = {"texting_starts": "noon", "daily_cap": None, "gone": 1, "nudge_after": 30, "opioid_free_days_least": 0}
    assert policy_from(stored) == replace(DEFAULT_POLICY, nudge_after=timedelta(minutes=30))
