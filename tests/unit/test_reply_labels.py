"""Every answer that our own texts print reads as what its digit means: alone, with its digit, denied, with one slip."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from adherence.domain.reply import Expecting, Intent, read_reply
from adherence.domain.reply.spelling import is_known
from adherence.domain.wording import en, es

ASKED = {
    "reminder": Expecting.DOSE,
    "nudge": Expecting.DOSE,
    "targeted_prompt": Expecting.DOSE,
    "follow_up_targeted": Expecting.DOSE,
    "question_unclear": Expecting.DOSE,
    "ack_not_later": Expecting.DOSE,
    "ack_go": Expecting.DOSE,
    "risk_day_ask": Expecting.HIGH_RISK,
    "appointment_7": Expecting.APPOINTMENT,
    "appointment_0": Expecting.APPOINTMENT,
    "refill": Expecting.REFILL,
    "question_reason": Expecting.REASON,
    "step_ask": Expecting.STEP,
}
MEANS = {
    (Expecting.DOSE, "1"): Intent.TAKEN,
    (Expecting.DOSE, "2"): Intent.SNOOZE,
    (Expecting.DOSE, "3"): Intent.NOT_TAKEN,
    (Expecting.HIGH_RISK, "1"): Intent.YES,
    (Expecting.HIGH_RISK, "2"): Intent.NO,
    (Expecting.APPOINTMENT, "1"): Intent.YES,
    (Expecting.APPOINTMENT, "2"): Intent.RESCHEDULE,
    (Expecting.REFILL, "1"): Intent.YES,
    (Expecting.REFILL, "2"): Intent.NO,
    (Expecting.STEP, "1"): Intent.YES,
    (Expecting.STEP, "2"): Intent.NO,
    **{(Expecting.REASON, digit): Intent.NOT_TAKEN for digit in "12345"},
}
REASONS = {"1": "forgot", "2": "felt_fine", "3": "ran_out", "4": "side_effect", "5": "other"}
_PRINTED = re.compile(r"(?<![\d{])([1-5]) (?!por\b|for\b)([^\d,.{]+?)(?= o \d| or \d|[,.]|$)")


def printed() -> Iterator[tuple[str, Expecting, str, str]]:
    seen = set()
    for lang, texts in (("en", en.TEXTS), ("es", es.TEXTS)):
        for key, expecting in ASKED.items():
            written = texts[key]
            for text in (written,) if isinstance(written, str) else written:
                for digit, label in _PRINTED.findall(text):
                    row = (lang, expecting, digit, label.lower())
                    if row not in seen:
                        seen.add(row)
                        yield row


ROWS = list(printed())


def slips(label: str) -> Iterator[str]:
    """Two neighbours swapped, a letter left out or doubled, in one longer word of the label."""
    words = label.split()
    for at, word in enumerate(words):
        if len(word) < 4:
            continue
        for place in range(1, len(word) - 1):
            for typed in (
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
                word[:place] + word[place + 1 :],
                word[:place] + word[place] + word[place:],
            ):
                if typed != word and not is_known(typed):
                    yield " ".join([*words[:at], typed, *words[at + 1 :]])


def means(text: str, lang: str, expecting: Expecting, digit: str) -> bool:
    found = read_reply(text, lang=lang, expecting=expecting)
    said = MEANS[expecting, digit] in (found.intent, *found.also)
    return said and (expecting is not Expecting.REASON or found.value == REASONS[digit])


def test_the_templates_print_answers_in_every_context() -> None:
    assert {expecting for _, expecting, _, _ in ROWS} == set(ASKED.values())
    assert len(ROWS) > 35


@pytest.mark.parametrize(("lang", "expecting", "digit", "label"), ROWS)
def test_a_printed_answer_is_read_alone_and_with_its_digit(
    lang: str, expecting: Expecting, digit: str, label: str
) -> None:
    typed = [digit, label, label.upper(), f"{label}.", f"{label} thanks"]
    typed += [f"{digit} {label}", f"{digit}. {label}", f"{digit} - {label}", f"{digit}) {label}", f"{digit}, {label}!"]
    assert [text for text in typed if not means(text, lang, expecting, digit)] == []


@pytest.mark.parametrize(("lang", "expecting", "digit", "label"), ROWS)
def test_a_printed_answer_with_one_slip_is_read(lang: str, expecting: Expecting, digit: str, label: str) -> None:
    typed = [text for slip in slips(label) for text in (slip, f"{digit} {slip}")]
    assert [text for text in typed if not means(text, lang, expecting, digit)] == []


@pytest.mark.parametrize(
    "text", ["not done", "NOT DONE", "not done.", "nto done", "not doen", "3 not done", "no, not done"]
)
def test_not_done_is_never_done(text: str) -> None:
    found = read_reply(text, lang="en", expecting=Expecting.DOSE)
    assert (found.intent, found.settles) == (Intent.NOT_TAKEN, "not_taken")


@pytest.mark.parametrize("text", ["no hecho", "no hecha", "3 no hecho", "no está hecho", "no se hizo", "omitir"])
def test_no_hecho_is_never_hecho(text: str) -> None:
    found = read_reply(text, lang="es", expecting=Expecting.DOSE)
    assert (found.intent, found.settles) == (Intent.NOT_TAKEN, "not_taken")


@pytest.mark.parametrize("text", ["1 skip", "3 done", "1 not done", "2 done", "3 hecho", "1 omitir", "3 later"])
def test_a_digit_against_its_label_is_nobodys_guess(text: str) -> None:
    found = read_reply(text, lang="en", expecting=Expecting.DOSE)
    assert (found.intent, found.settles) == (Intent.UNCLEAR, None)


@pytest.mark.parametrize("text", ["not ready", "no, not ready", "2 not ready", "not redy", "no estoy listo"])
def test_not_ready_is_no_to_the_next_step(text: str) -> None:
    assert read_reply(text, lang="en", expecting=Expecting.STEP).intent is Intent.NO
