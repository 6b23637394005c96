"""Numbers are read as people write them, and refused with a reason."""

from __future__ import annotations

import pytest

from adherence.domain.phone import PhoneFault, PhoneProblem, masked, parse_phone, readable


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("+12025550148", None, "+12025550148"),
        (" +1 (202) 555-0148 ", None, "+12025550148"),
        ("202-555-0148", "US", "+12025550148"),
        ("0049 30 901820", "DE", "+4930901820"),
        ("+57 300 1234567", "US", "+573001234567"),
        ("+15005550006", None, "+15005550006"),
    ],
)
def test_a_number_is_read_as_e164(text, region, expected):
    assert parse_phone(text, region) == expected


@pytest.mark.parametrize(
    ("text", "region", "problem"),
    [
        ("", None, PhoneProblem.EMPTY),
        ("  ", "US", PhoneProblem.EMPTY),
        ("Ana", "US", PhoneProblem.NOT_A_NUMBER),
        ("2025550148", None, PhoneProblem.NO_COUNTRY),
        ("+999 555 0148", None, PhoneProblem.UNKNOWN_COUNTRY),
        ("+1 202", None, PhoneProblem.TOO_SHORT),
        ("555-0148", "US", PhoneProblem.TOO_SHORT),
        ("+1 202 555 0148 99", None, PhoneProblem.TOO_LONG),
        ("+" + "1" * 40, None, PhoneProblem.TOO_LONG),
        ("+1 202 555 0148 ext. 7", None, PhoneProblem.EXTENSION),
        ("\x00+1", None, PhoneProblem.NOT_A_NUMBER),
    ],
)
def test_what_is_not_a_number_is_named_in_words(text, region, problem):
    fault = parse_phone(text, region)
    assert fault == PhoneFault(problem)
    assert fault.message.endswith(".")


def test_a_masked_number_shows_its_last_four_digits_at_most():
    assert masked("+12025550148") == "...0148"
    assert masked("21610") == "..."
    assert masked("") == "..."


def test_a_number_is_shown_in_international_writing():
    assert readable(parse_phone("+12025550148")) == "+1 202-555-0148"
