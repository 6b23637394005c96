"""Forms on pages: what was typed is kept, each fault is shown on top and at its field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import request

from adherence.domain.forms import NOT_AN_INSTANT
from adherence.domain.regimen import Fault
from adherence.domain.timing import instant_of
from adherence.web.translations.language import ENGLISH, language
from adherence.web.translations.spoken import translated

_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
# Faults are written so that they follow the field's name ("is missing; ..."), unless they are sentences of their own.
# Forms have the choices in words beside them; the codes of the API would only puzzle.
_CODES = re.compile(r"(?<=is missing; )write one of [a-z_, ]+$")
_CONTINUES = re.compile(r"(is|lies|was|has|must|cannot|names|comes|holds) ")

_ON_PAGES = {NOT_AN_INSTANT: "is not complete; choose a day and a time"}
"""What a page says instead: nobody types an instant there."""


@dataclass(frozen=True, slots=True)
class ShownFault:
    """One fault as a sentence, and the id of the input that it is about."""

    anchor: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FormState:
    """The values of a form, its labels by field name, and what is wrong with it."""

    values: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    """Which input shows the faults of a field of another name."""

    def value(self, name: str, default: object = "") -> str:
        """What an input holds."""
        return self.values.get(name, "" if default is None else str(default))

    def chosen(self, name: str, value: object, default: object = "") -> bool:
        """Whether a radio button or option is the chosen one; in a checkbox group, one of them."""
        return str(value) in self.value(name, default).split("\n")

    def fault(self, name: str) -> str | None:
        """The sentences about one input, or None."""
        found = [shown.sentence for shown in self.shown if shown.anchor == name]
        return " ".join(found) or None

    @property
    def shown(self) -> list[ShownFault]:
        """Every fault as a sentence, in the order in which the fields were read."""
        return [self._show(fault) for fault in self.faults]

    def _show(self, fault: Fault) -> ShownFault:
        name = self._input_of(fault.field)
        label = self.labels.get(name, "")
        message = _CODES.sub("choose one", _ON_PAGES.get(fault.message, fault.message))
        if language() != ENGLISH:
            return ShownFault(name, _with_colon(translated(label), translated(message)))
        if label and _CONTINUES.match(message):
            sentence = f"{label} {message}"
        elif label and not message[:1].isupper():
            sentence = f"{label}: {message}"
        else:
            sentence = message[:1].upper() + message[1:]
        return ShownFault(name, sentence if sentence.endswith((".", "?", "!")) else sentence + ".")

    def _input_of(self, path: str) -> str:
        """The input for a field's path: itself, or the nearest one around it ("times[0]" is shown at "times")."""
        while path:
            name = self.inputs.get(path, path)
            if name in self.labels:
                return name
            path = path.rpartition("[")[0] if path.endswith("]") else path.rpartition(".")[0]
        return "form"


def _with_colon(label: str, message: str) -> str:
    """A fault in a language whose grammar does not go on from the field's name: "Fecha: falta; escriba un día."."""
    sentence = f"{label}: {message}" if label and message[:1].islower() else message[:1].upper() + message[1:]
    return sentence if sentence.endswith((".", "?", "!")) else sentence + "."


def entered(
    labels: Mapping[str, str], faults: Iterable[Fault] = (), inputs: Mapping[str, str] | None = None
) -> FormState:
    """The form that was just sent, with what is wrong with it; values of one name are joined by line ends."""
    values = {name: "\n".join(request.form.getlist(name)) for name in request.form}
    return FormState(values, labels, tuple(faults), inputs or {})


def typed(name: str) -> str:
    """The text of an input, without surrounding blanks."""
    return request.form.get(name, "").strip()


def given(**fields: Any) -> dict[str, Any]:
    """The fields that were filled in: an empty input means left out."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def number(text: str) -> Any:
    """A typed number as a number; anything else stays text, so that its fault can name it."""
    text = text.strip()
    if not _NUMBER.fullmatch(text) or len(text) > 15:
        return text or None
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def local_instant(text: str, zone: ZoneInfo) -> str:
    """A typed local time ("2026-03-08T08:05") as an instant with Z; other text stays, so that its fault can name it."""
    try:
        local = datetime.fromisoformat(text)
        return text if local.tzinfo is not None else instant_text(instant_of(local.date(), local.time(), zone))
    except (ValueError, OverflowError):  # the last hours of the year 9999, or the first of the year 1, are no instant
        return text


def day_instant(text: str, zone: ZoneInfo, now: datetime) -> str:
    """A typed date as an instant of that day: now for today, noon for others; other text stays as it is."""
    try:
        on = date.fromisoformat(text)
        at = now if on == now.astimezone(zone).date() else instant_of(on, time(12), zone)
    except (ValueError, OverflowError):
        return text
    return instant_text(at)


def instant_text(at: datetime) -> str:
    """An instant as the API writes it."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def local_input(at: datetime, zone: ZoneInfo) -> str:
    """An instant as the value of a datetime-local input."""
    return f"{at.astimezone(zone):%Y-%m-%dT%H:%M}"
