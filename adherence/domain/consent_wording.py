"""What patients agree to when they agree to texts: wordings by version and language, the product's and a clinic's own.

The shipped one is a proposal for a clinic to review with its lawyers, never legal advice (TCPA: prior express consent
that names the sender, the kind of texts, how often, the costs, and how to end them).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ConsentWording:
    """The full text in one language, used from a date on."""

    version: str
    language: str
    body: str
    from_on: date


_FIRST = date(2026, 1, 1)
_ENGLISH = (
    "I agree that the programme may send me automatic text messages about my care to the number that I "
    "gave: mostly one or two a day, at most the number that is set for my plan. Others who see my phone "
    "may see them. They are not encrypted, and message and data rates may apply. Nobody reads my "
    "answers around the clock: in an emergency I call the emergency number. I can end the texts at any "
    "time by answering STOP, and pause them by answering PAUSE; neither changes my treatment. Agreeing "
    "to texts is no condition for being treated."
)
_SPANISH = (
    "Acepto que el programa me envíe mensajes de texto automáticos sobre mi atención al número que di: "
    "por lo general uno o dos al día, como máximo los previstos en mi plan. Otras personas que vean mi "
    "teléfono podrían verlos. No van cifrados y pueden tener costo. Nadie lee mis respuestas a toda "
    "hora: en una emergencia llamo al número de emergencias. Puedo terminar los mensajes en cualquier "
    "momento respondiendo STOP, o hacer una pausa respondiendo PAUSA; nada de eso cambia mi "
    "tratamiento. Aceptar los mensajes no es condición para recibir atención."
)
SHIPPED = (
    ConsentWording("2026-1", "en", _ENGLISH, _FIRST),
    ConsentWording("2026-1", "es", _SPANISH, _FIRST),
)


def find_wording(wordings: Iterable[ConsentWording], version: str, language: str) -> ConsentWording | None:
    """The text on file for a version, in the language asked for or else in another; None where there is none."""
    found = [wording for wording in (*wordings, *SHIPPED) if wording.version == version]
    return next((one for one in found if one.language == language), found[0] if found else None)


def current_wording(wordings: Iterable[ConsentWording], language: str, today: date) -> ConsentWording:
    """What a patient agrees to today: the newest of the clinic in the language, else the shipped one."""
    own = [one for one in wordings if one.language == language and one.from_on <= today]
    shipped = [one for one in SHIPPED if one.language == language] or [SHIPPED[0]]
    return max(own, key=lambda one: one.from_on) if own else shipped[-1]
