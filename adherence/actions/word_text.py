"""The words of one text at the moment of sending: the clinic's own where one is approved, else the shipped ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from adherence.db.clinic_templates import Slot
from adherence.domain.wording import fill, language_of, own_version, render, shipped_version, values_in
from adherence.domain.wording.render import level_of

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it leaves, and which wording that is; None where a person wrote it."""

    body: str
    version: str | None


def word_text(
    own_texts: Mapping[tuple[str, Slot], tuple[int, str]],
    clinic_id: str,
    key: str,
    *,
    lang: str,
    level: int,
    params: Mapping[str, Any],
) -> Wording:
    """The text of a key; an own one that cannot be filled in gives way to the shipped one, so that it still leaves."""
    own = own_texts.get((clinic_id, (key, language_of(lang), level_of(level))))
    if own is not None:
        number, body = own
        if values_in(body) <= params.keys():
            return Wording(fill(body, params), own_version(number, lang, level))
        _log.error("own text lacks a value, the shipped one leaves", clinic_id=clinic_id, template=key, number=number)
    return Wording(render(key, lang=lang, level=level, params=params), shipped_version(lang, level))
