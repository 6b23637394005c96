"""How replies would be read, for the command line: one text, or a JSON Lines file of many with every bad line named."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adherence.domain.reply import Expecting, read_reply

LANGUAGES = ("en", "es")
EXPECTATIONS = tuple(expecting.value for expecting in Expecting)
FIELDS = ("id", "text", "lang", "expecting")


@dataclass(frozen=True)
class RepliesOutcome:
    """A row for each readable line, and a fault, with its line number, for each other one."""

    rows: tuple[dict[str, Any], ...] = ()
    faults: tuple[str, ...] = ()


def read_one(text: str, *, lang: str, expecting: str) -> dict[str, Any]:
    """The reading of one text as the JSON object of the contract; ValueError names a wrong language or question."""
    faults = [*_language_faults(lang), *_expecting_faults(expecting)]
    if faults:
        raise ValueError(" ".join(faults))
    return read_reply(text, lang=lang, expecting=Expecting(expecting)).as_json()


def explain_one(text: str, *, lang: str, expecting: str) -> tuple[str, ...]:
    """The steps of a reading in plain words, for staff."""
    return read_reply(text, lang=lang, expecting=Expecting(expecting)).trace


def replies_of_file(path: str) -> RepliesOutcome:
    """Every line of a JSON Lines file (``-`` is stdin) read, in order; blank lines are passed over."""
    try:
        if path == "-":
            return replies_of_lines(sys.stdin)
        with Path(path).open(encoding="utf-8-sig") as lines:
            return replies_of_lines(lines)
    except UnicodeDecodeError:
        return RepliesOutcome(faults=("The file is not UTF-8 text.",))
    except OSError as error:
        return RepliesOutcome(faults=(f"The file cannot be read: {error.strerror}.",))


def replies_of_lines(lines: Iterable[str]) -> RepliesOutcome:
    """As ``replies_of_file``, from lines; a bad line does not hold back the others."""
    rows: list[dict[str, Any]] = []
    faults: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        asked = _asked(line)
        wrong = [asked] if isinstance(asked, str) else list(_row_faults(asked))
        if isinstance(asked, dict) and not wrong:
            rows.append(
                {"id": asked["id"], **read_one(asked["text"], lang=asked["lang"], expecting=asked["expecting"])}
            )
        faults += [f"line {number}: {fault}" for fault in wrong]
    return RepliesOutcome(rows=tuple(rows), faults=tuple(faults))


def _asked(line: str) -> dict[str, Any] | str:
    """The object on a line, or what is wrong with it."""
    try:
        value = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return "is not JSON."
    return value if isinstance(value, dict) else "is not a JSON object."


def _refuse(constant: str) -> None:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(constant)


def _row_faults(row: dict[str, Any]) -> Iterator[str]:
    """What is missing or wrong in one input object; further fields are welcome."""
    missing = [field for field in FIELDS if field not in row]
    if missing:
        yield f"lacks {', '.join(missing)}."
        return
    if not isinstance(row["id"], str | int):
        yield "id: must be a string or a whole number."
    if not isinstance(row["text"], str):
        yield "text: must be a string."
    yield from _language_faults(row["lang"])
    yield from _expecting_faults(row["expecting"])


def _language_faults(lang: object) -> Iterator[str]:
    if lang not in LANGUAGES:
        yield f"lang: must be one of {', '.join(LANGUAGES)}."


def _expecting_faults(expecting: object) -> Iterator[str]:
    if expecting not in EXPECTATIONS:
        yield f"expecting: must be one of {', '.join(EXPECTATIONS)}."
