"""Reading, writing and masking telephone numbers (E.164, by Google's numbering-plan data)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

E164 = NewType("E164", str)


class PhoneProblem(StrEnum):
    """Why a text is not a telephone number that can be texted."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    NO_COUNTRY = "no_country"
    UNKNOWN_COUNTRY = "unknown_country"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    EXTENSION = "extension"


_MESSAGES = {
    PhoneProblem.EMPTY: "Enter a telephone number.",
    PhoneProblem.NOT_A_NUMBER: "This is not a telephone number.",
    PhoneProblem.NO_COUNTRY: "Begin the number with + and the country code.",
    PhoneProblem.UNKNOWN_COUNTRY: "No country has this code.",
    PhoneProblem.TOO_SHORT: "This number is too short for its country.",
    PhoneProblem.TOO_LONG: "This number is too long for its country.",
    PhoneProblem.EXTENSION: "A number with an extension cannot get texts.",
}


@dataclass(frozen=True)
class PhoneFault:
    """What is wrong with a number, without the number itself."""

    problem: PhoneProblem

    @property
    def message(self) -> str:
        """One plain sentence for the person who typed it."""
        return _MESSAGES[self.problem]


def parse_phone(text: str, default_region: str | None = None) -> E164 | PhoneFault:
    """The number in E.164, or what is wrong; ``default_region`` (such as "US") allows national writing.

    Only the length and the country are judged: numbering plans change faster than libraries, and whether a number
    lives is known only by texting it.
    """
    if not text.strip():
        return PhoneFault(PhoneProblem.EMPTY)
    try:
        number = phonenumbers.parse(text, default_region)
    except NumberParseException as error:
        return PhoneFault(_unreadable(error, text, default_region))
    if number.extension:
        return PhoneFault(PhoneProblem.EXTENSION)
    match phonenumbers.is_possible_number_with_reason(number):
        case ValidationResult.IS_POSSIBLE:
            return E164(phonenumbers.format_number(number, PhoneNumberFormat.E164))
        case ValidationResult.TOO_LONG:
            return PhoneFault(PhoneProblem.TOO_LONG)
        case ValidationResult.INVALID_COUNTRY_CODE:
            return PhoneFault(PhoneProblem.UNKNOWN_COUNTRY)
        case _:
            return PhoneFault(PhoneProblem.TOO_SHORT)


def masked(number: str) -> str:
    """The last four digits only, such as "...0148", for screens and lists that need no more."""
    digits = [c for c in number if c.isdecimal()]
    # A short code would be shown whole by its last four digits.
    return "..." + ("".join(digits[-4:]) if len(digits) > 6 else "")


def readable(number: E164) -> str:
    """The number in international writing, such as "+1 202-555-0148"."""
    return phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL)


def _unreadable(error: NumberParseException, text: str, default_region: str | None) -> PhoneProblem:
    match error.error_type:
        case NumberParseException.INVALID_COUNTRY_CODE if text.strip().startswith("+"):
            return PhoneProblem.UNKNOWN_COUNTRY
        case NumberParseException.INVALID_COUNTRY_CODE if default_region is None:
            return PhoneProblem.NO_COUNTRY
        case NumberParseException.TOO_SHORT_AFTER_IDD | NumberParseException.TOO_SHORT_NSN:
            return PhoneProblem.TOO_SHORT
        case NumberParseException.TOO_LONG:
            return PhoneProblem.TOO_LONG
        case _:
            return PhoneProblem.NOT_A_NUMBER
