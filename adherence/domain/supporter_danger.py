"""Danger in a supporter's text: told of somebody else, it is read once more as if that person told it.

The rules that read replies know what patients write of themselves, and rightly leave other people's troubles alone. A
supporter writes of the patient, so third persons become the first before the same rules look. Only danger is taken from
that second look, and it only ever adds: a page too many is better than one too few.
"""

from __future__ import annotations

import re
from dataclasses import replace

from adherence.domain.reply import Expecting, Intent, Reading, read_reply
from adherence.domain.reply.normalise import normalise

_SOMEBODY = (
    r"(?:(?:my|mi|the|la|el) )?(?:he|she|they|ella|patient|paciente|boyfriend|girlfriend|friend|husband|wife|partner"
    r"|brother|sister|son|daughter|mom|mum|dad|mother|father|novi[oa]|amig[oa]|espos[oa]|marido|herman[oa]|hij[oa]"
    r"|madre|padre|mama|papa)"
)
_TOLD_BY = re.compile(
    rf"\b(?:i think|i believe|i am afraid|creo que|me temo que|(?:{_SOMEBODY} )?(?:says?|said|told me|texted me"
    r"|dice|dijo|me dijo)(?: that| que)?) "
)
_VERBS = {"has": "have", "does": "do", "is": "am", "are": "am", "was": "was", "were": "was", "isnt": "am not"}
_OTHERS = {
    "herself": "myself",
    "himself": "myself",
    "themself": "myself",
    "themselves": "myself",
    "her": "my",
    "his": "my",
    "their": "my",
    "him": "me",
    "them": "me",
    "su": "mi",
    "sus": "mis",
    "se": "me",
    "quiere": "quiero",
    "puede": "puedo",
    "va": "voy",
    "esta": "estoy",
    "tiene": "tengo",
    "piensa": "pienso",
    "respira": "respiro",
    "uso": "use",
    "consumio": "consumi",
    "recayo": "recai",
    "tomo": "tome",
    "corto": "corte",
}
_SEEN = re.compile(
    r"\b(?:no (?:respira|despierta|reacciona|responde a nada)|inconsciente|unconscious|(?:not|isnt) breathing"
    r"|(?:all|todas?) (?:of )?(?:her|his|their|the|sus|las) (?:pills?|tablets?|meds|pastillas?))\b"
)
"""What is seen of somebody else and never told of oneself."""
_REFLEXIVE = re.compile(r"\b(\w{3,}(?:ar|er|ir))se\b")
_THIRD = re.compile(rf"\b{_SOMEBODY} (\w+)")


def read_supporter_text(body: str, *, lang: str, expecting: Expecting, name: str = "") -> Reading:
    """The reading of a supporter's text; ``name`` is the patient's given name, which stands for "she" or "he"."""
    reading = read_reply(body, lang=lang, expecting=expecting)
    if is_danger(reading):
        return reading
    text = normalise(body).text
    as_told = read_reply(as_told_by_patient(text, normalise(name).text), lang=lang, expecting=Expecting.NONE)
    # An opt-out must stay one, whatever else was said.
    if is_danger(as_told) and Intent.STOP not in (reading.intent, *reading.also):
        return as_told
    return replace(reading, safety=True) if is_danger(as_told) or _SEEN.search(text) else reading


def is_danger(reading: Reading) -> bool:
    """Whether a person must look at once."""
    return reading.safety or Intent.CRISIS in (reading.intent, *reading.also)


def as_told_by_patient(text: str, name: str = "") -> str:
    """A normalised text with the third person turned into the first, roughly: only danger is read from it."""
    told = re.sub(rf"\b{re.escape(name)}\b", "she", text) if name else text
    told = _TOLD_BY.sub(" ", told)
    told = _THIRD.sub(lambda found: f"i {_first_person(found.group(1))}", told)
    told = _REFLEXIVE.sub(r"\1me", told)
    return " ".join(_OTHERS.get(word, word) for word in told.split())


def _first_person(verb: str) -> str:
    if verb in _VERBS or verb in _OTHERS:
        return _VERBS.get(verb) or _OTHERS[verb]
    return verb.removesuffix("s") if len(verb) > 3 and not verb.endswith("ss") else verb
