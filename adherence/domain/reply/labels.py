"""Reads the answers that our own texts print beside the digits ("1 done, 2 later, 3 skip"), alone or with the digit.

A label may be denied ("not done"), in capitals or have one slip of a key; a digit that says something else than its
label is nobody's guess. Sentences are left to the other rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from adherence.domain.reply.folding import listed
from adherence.domain.reply.reading import Expecting, Finding, Intent, Value
from adherence.domain.reply.spelling import is_known

SHORTEST_WITH_SLIP = 4


@dataclass(frozen=True)
class Label:
    """One printed answer: its digit, how it is printed or said, what it means, and what it means when denied."""

    digit: str
    words: tuple[str, ...]
    intent: Intent
    denied: Intent = Intent.UNCLEAR
    value: Value = None
    beside: Intent | None = None


@dataclass(frozen=True)
class Labelled:
    """What a label answers; ``beside`` is kept along with it."""

    finding: Finding
    beside: Finding | None = None


_DOSE = (
    Label(
        "1",
        listed("done | all done | it is done | hecho | hecha | ya hecho | esta hecho"),
        Intent.TAKEN,
        Intent.NOT_TAKEN,
    ),
    Label("2", listed("later | luego | mas tarde | al rato"), Intent.SNOOZE),
    Label("2", listed("not yet | not done yet | todavia no | aun no | no todavia | no aun"), Intent.SNOOZE),
    Label(
        "3",
        listed("skip | skipped | skipping | skip it | omitir | omito | omitido | omitida | omitirla"),
        Intent.NOT_TAKEN,
    ),
    Label(
        "3",
        listed(
            """
            undone | never done | no se hizo | no lo hice | no la hice | sin hacer | sin hacerlo | no esta hecho
            | la omiti | lo omiti | omiti | it was not done | it is not done"""
        ),
        Intent.NOT_TAKEN,
    ),
)
_VISIT = (
    Label(
        "1", listed("ok | all ok | de acuerdo | estoy de acuerdo | bien | esta bien | correcto"), Intent.YES, Intent.NO
    ),
    Label(
        "2",
        listed(
            """
            change | change it | to change it | to change | need to change it | i need to change it | need to change
            | change please | cambiar | cambiarla | cambio | para cambiar | cambiar la cita | quiero cambiar
            | necesito cambiar | quiero cambiarla | change the visit | change my visit | change the date"""
        ),
        Intent.RESCHEDULE,
        beside=Intent.NO,
    ),
)
_RISK = (
    Label(
        "1",
        listed("it is | if it is | si sigue | sigue | sigue en pie | still is | it still is"),
        Intent.YES,
        Intent.NO,
    ),
    Label("2", listed("not | if not | si no | it is not | not anymore | ya no | no sigue"), Intent.NO),
)
_REFILL = (
    Label(
        "1",
        listed(
            """
            have more | i have more | if you have more | i do have more | have enough | i have enough | tengo bastante
            | si tengo bastante | tiene bastante | si tiene bastante | bastante | tengo mas | si tengo | tengo"""
        ),
        Intent.YES,
        Intent.NO,
    ),
    Label(
        "2",
        listed(
            """
            need more | i need more | if you need more | me hace falta | si me hace falta | hace falta | le hace falta
            | si le hace falta | necesito mas | hace falta mas | me hace falta mas | me falta"""
        ),
        Intent.NO,
        Intent.YES,
    ),
)
_REASON = (
    Label("1", listed("forgot | i forgot | olvido | se me olvido"), Intent.NOT_TAKEN, value="forgot"),
    Label("2", listed("felt fine | i felt fine | estaba bien"), Intent.NOT_TAKEN, value="felt_fine"),
    Label("3", listed("ran out | i ran out | ya no tengo"), Intent.NOT_TAKEN, value="ran_out"),
    Label(
        "4",
        listed("felt unwell | unwell | side effect | side effects | malestar | efectos"),
        Intent.NOT_TAKEN,
        value="side_effect",
    ),
    Label("5", listed("other | another | otro | otra"), Intent.NOT_TAKEN, value="other"),
)
_STEP = (
    Label(
        "1",
        listed("ready | i am ready | de acuerdo | estoy de acuerdo | yes ready | si de acuerdo"),
        Intent.YES,
        Intent.NO,
    ),
    Label(
        "2",
        listed("not yet | not ready yet | no por ahora | por ahora no | todavia no | aun no | un ready"),
        Intent.NO,
    ),
)
_FEELING = (
    Label("", listed("good | bien"), Intent.YES, Intent.NO),
    Label("", listed("so so | soso"), Intent.NO),
    Label("", listed("regular"), Intent.YES),
    Label("", listed("bad | mal"), Intent.NO, Intent.YES),
)
LABELS: dict[Expecting, tuple[Label, ...]] = {
    Expecting.DOSE: _DOSE,
    Expecting.APPOINTMENT: _VISIT,
    Expecting.HIGH_RISK: _RISK,
    Expecting.REFILL: _REFILL,
    Expecting.REASON: _REASON,
    Expecting.STEP: _STEP,
    Expecting.WELLBEING: _FEELING,
}

_DIGIT = re.compile(r"(?:(?:reply|respondo|responda|option|opcion|number|numero|answer|#) )*(\d)(?: [.,:?%#])* (?=\S)")
_NO = re.compile(
    r"(?:(?:no|sorry|perdon) )?(?:(?:, |\. )?(?:not|no|never|nunca|is not|was not|ont|nt|nit|noy|nto|it is not) )"
)
_AROUND = re.compile(r"^(?:(?:ok|hi|hola|well|pues|sorry|perdon|um|uh) (?:[,.] )?)+(?=\S)")
_COURTESY = re.compile(r"(?: (?:[.,]|please|thanks|thank you|por favor|gracias|today|hoy|sorry|lol|doc|emoji_\w+))+$")


def find_label(text: str, expecting: Expecting) -> Labelled | None:
    """The printed answer that a whole text is, or None."""
    labels = LABELS.get(expecting)
    if labels is None or len(text) > 60 or "?" in text:
        return None
    for bare in dict.fromkeys((text, _COURTESY.sub("", _AROUND.sub("", text)))):
        digit, said = _apart(bare)
        found = _named(labels, digit, said)
        if found is not None:
            return found
    return None


def _apart(text: str) -> tuple[str, str]:
    """The digit that opens a text and the words after it."""
    digit = _DIGIT.match(text)
    return (digit.group(1), text[digit.end() :]) if digit else ("", text)


def _named(labels: tuple[Label, ...], digit: str, said: str) -> Labelled | None:
    label = _label_of(labels, said)
    if label is not None:
        return _told(labels, label, digit, said, label.intent)
    no = _NO.match(said)
    label = _label_of(labels, said[no.end() :]) if no else None
    if label is None or (label.denied is Intent.UNCLEAR and digit == ""):
        return None
    return _told(labels, label, digit, said, label.denied)


def _label_of(labels: tuple[Label, ...], said: str) -> Label | None:
    """The label that the words are, exactly or with one slip."""
    for label in labels:
        if said in label.words:
            return label
    for label in labels:
        if any(_is_slip(said, printed) for printed in label.words):
            return label
    return None


def _is_slip(said: str, printed: str) -> bool:
    """One wrong, missing, doubled or swapped letter in one word of four letters or more that is no word itself."""
    typed, meant = said.split(), printed.split()
    if len(typed) != len(meant):
        return False
    wrong = [(one, other) for one, other in zip(typed, meant, strict=True) if one != other]
    if len(wrong) != 1:
        return False
    one, other = wrong[0]
    return len(other) >= SHORTEST_WITH_SLIP and not is_known(one) and OSA.distance(one, other, score_cutoff=1) <= 1


def _told(labels: tuple[Label, ...], label: Label, digit: str, said: str, intent: Intent) -> Labelled:
    """What the label says, unless its digit says something else."""
    denied = intent is not label.intent
    if digit and (denied or digit != label.digit) and not _agrees(labels, digit, intent, label.value):
        return Labelled(Finding("label.against_its_digit", f"{digit} {said}", Intent.UNCLEAR))
    words = f"{digit} {said}".strip()
    if denied:
        return Labelled(Finding("label.denied", words, intent))
    beside = Finding("label.printed", words, label.beside) if label.beside else None
    return Labelled(Finding("label.printed", words, intent, value=label.value), beside)


def _agrees(labels: tuple[Label, ...], digit: str, intent: Intent, value: Value) -> bool:
    return any(label.digit == digit and label.intent is intent and label.value == value for label in labels)
