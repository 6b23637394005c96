"""How many SMS segments a text costs, and which characters make it dear."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# 3GPP TS 23.038, default alphabet and its extension table (each of the latter costs an escape too).
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")

_SAFE_REPLACEMENTS = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'", "´": "'", "`": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "…": "...", "•": "-", "·": "-", "\t": " ",
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ",
    "\u200b": "", "\u2060": "", "\ufeff": "", "\u00ad": "",
    "\u2028": "\n", "\u2029": "\n",
}  # fmt: skip
_TRANSLATION = str.maketrans(_SAFE_REPLACEMENTS)


class Encoding(StrEnum):
    """The two alphabets in which a text can travel."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


# Units that fit in one message alone, and in each part of a longer one (the rest is the joining header).
_LIMITS = {Encoding.GSM7: (160, 153), Encoding.UCS2: (70, 67)}


@dataclass(frozen=True)
class Segments:
    """The cost of a text: septets or 16-bit units, segments, and each (index, character) that forced UCS-2."""

    encoding: Encoding
    units: int
    segments: int
    offending: tuple[tuple[int, str], ...]


def count(text: str) -> Segments:
    """The segments that a text is billed as; no character is split between two of them (3GPP TS 23.038, 23.040)."""
    offending = tuple((i, c) for i, c in enumerate(text) if c not in _BASIC and c not in _EXTENDED)
    encoding = Encoding.UCS2 if offending else Encoding.GSM7
    costs = [_cost(c, encoding) for c in text]
    return Segments(encoding, sum(costs), _parts(costs, *_LIMITS[encoding]), offending)


def costs_double(character: str) -> bool:
    """Whether a character of GSM-7 needs an escape, and so counts as two (3GPP TS 23.038, 6.2.1.1): ^{}\\[~]|€."""
    return character in _EXTENDED


def to_gsm(text: str) -> str:
    """The text with typographic quotes, dashes, dots and spaces made plain; letters and emoji are left alone."""
    return text.translate(_TRANSLATION)


def _cost(character: str, encoding: Encoding) -> int:
    if encoding is Encoding.GSM7:
        return 2 if character in _EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1


def _parts(costs: list[int], alone: int, joined: int) -> int:
    if sum(costs) <= alone:
        return 1
    parts, used = 1, 0
    for cost in costs:
        # An escape pair or a surrogate pair that does not fit moves to the next part as a whole.
        if used + cost > joined:
            parts, used = parts + 1, 0
        used += cost
    return parts
