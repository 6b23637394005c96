"""What a clinic's own text must keep of the shipped one: values, keywords, answers in their meaning, words of safety.

Most of it is read from the shipped text itself, so it holds for every template that is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adherence.domain.purpose import Purpose
from adherence.domain.wording import words
from adherence.domain.wording.lint import answer_parts, asking_parts
from adherence.domain.wording.purposes import PURPOSES
from adherence.domain.wording.speech import language_of

MAY_GO = frozenset({"medicine", "occasion"})
"""Values that a clinic's text may leave out: less said is never wrong."""

_URGENT_VALUES = frozenset({"urgent", "emergency"})

# Phrases that must stay where the shipped text has them: without them it would promise or hide something.
# Confirmations of a programme name HELP, STOP and the cost (CTIA, Short Code Monitoring Handbook 1.8, A.3 and A.4).
_COST = {"en": r"rates", "es": r"costo|cuesta|tarifas?"}
_NOT_READ = {
    "en": r"(?:not|n't) read\b.*\b(?:around the clock|at all hours|all the time|day and night)",
    "es": r"no (?:se )?lee\w*\b.*\b(?:a toda hora|siempre|las 24 horas)",
}
_FIRST = {"en": r"before|first", "es": r"antes|primero"}
_MUST_SAY = (
    (_COST, "that texts may cost the patient something"),
    (_NOT_READ, "that texts are not read around the clock"),
)
_MUST_SAY_OF: dict[str, tuple[dict[str, str], str]] = {
    "restart_check_in": (_FIRST, "that the call comes before the next one"),
}

# What the label of an answer means, the first class that fits; a digit may not change its class.
_LABELS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("earlier", r"earlier"),
        ("later", r"later|in a while|not yet|wait"),
        ("change", r"chang\w*|mov\w*|another|resched\w*|(?:you )?need"),
        ("not done", r"not?|did ?n[o']t|skip\w*"),
        ("forgot", r"forg\w*"),
        ("felt fine", r"(?:felt|was) (?:fine|well|good)"),
        ("ran out", r"ran out|none left|no more"),
        ("side effect", r"side effects?|(?:felt )?(?:unwell|sick|ill)"),
        ("other", r"other|something else"),
        ("done", r"done|took|taken|ok|ready|yes|agree|it is|you have"),
    ),
    "es": (
        ("earlier", r"earlier"),
        ("later", r"later|luego|despu[ée]s|m[áa]s tarde|esperar|no por ahora"),
        ("change", r"cambi\w*|mover|otra|(?:le )?(?:hace )?falta|necesit\w*"),
        ("ran out", r"ya no tengo|se (?:me )?acab\w*|no me queda\w*"),
        ("not done", r"no|omit\w*|salt\w*"),
        ("forgot", r"olvid\w*"),
        ("felt fine", r"(?:estaba|me sent[íi]) bien"),
        ("side effect", r"efectos?|malestar|mal"),
        ("other", r"otr[oa]"),
        ("done", r"hech\w|tom[eéó]\w*|tomad\w|list[oa]|de acuerdo|lo es|sigue|tiene"),
    ),
}
_DAYS = frozenset(
    [*("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"), *("LUN", "MAR", "MIE", "JUE", "VIE", "SAB", "DOM")]
)
_ANSWER = re.compile(r"\d{1,2}\b(?!:| [ap]m\b)")
_KEYWORD = re.compile(r"\b[A-Z]{2,}\b")


def is_safety_text(key: str, values: frozenset[str]) -> bool:
    """Whether a text is one of the fixed answers of safety: crisis, help, or whatever gives an urgent number."""
    return PURPOSES[key] in (Purpose.CRISIS, Purpose.HELP) or bool(values & _URGENT_VALUES)


def required_values(values: frozenset[str]) -> frozenset[str]:
    """The values of the shipped text that must stay."""
    return values - MAY_GO


def required_words(shipped: str, lang: str) -> list[str]:
    """The keywords and digits of the shipped text that the reader or the carrier acts upon."""
    asked = {word for part in asking_parts(shipped, lang) for word, _ in part}
    keywords = [word for word in _KEYWORD.findall(shipped) if word not in _DAYS]
    named = [word for word in keywords if word.lower() in words.NAMED_RIGHTLY]
    answers = [word for word in keywords if word.lower() in asked and not _is_label(word, shipped)]
    return list(dict.fromkeys([*named, *answers, *_labels(shipped, lang)]))


def lacking(key: str, own: str, shipped: str, lang: str) -> Iterator[str]:
    """A sentence for each thing that a clinic's text must have and has not."""
    for word in required_words(shipped, lang):
        if word.isdigit() and word not in _labels(own, lang):
            yield f"must ask for “{word}”: the patient's answer is read by it"
        elif not word.isdigit() and not re.search(rf"\b{word}\b", own):
            yield f"must name “{word}”, in capitals: patients and carriers act on it"
    for patterns, what in (*_MUST_SAY, *([_MUST_SAY_OF[key]] if key in _MUST_SAY_OF else [])):
        said = [re.search(rf"\b(?:{patterns[language_of(lang)]})", text, re.IGNORECASE) for text in (shipped, own)]
        if said[0] and not said[1]:
            yield f"must say {what}, as the shipped text does"
    yield from _changed_answers(own, shipped, lang)


def _changed_answers(own: str, shipped: str, lang: str) -> Iterator[str]:
    """Answers whose digit now stands for something else: "1 skip" would be read as done."""
    before, after = _labels(shipped, lang), _labels(own, lang)
    for digit, label in after.items():
        if digit not in before:
            yield f"must not ask for “{digit}”: the reader does not expect it here"
            continue
        meant, says = _class_of(before[digit], lang), _class_of(label, lang)
        if meant and says and meant != says:
            yield f"must leave {digit} its meaning: it is read as “{before[digit]}”"


def _labels(text: str, lang: str) -> dict[str, str]:
    """Each digit that is asked for, with the words after it; times of day are examples, not answers."""
    labels: dict[str, str] = {}
    for part in answer_parts(text, lang):
        digit = ""
        for word, start in part:
            if _ANSWER.match(text, start) and text[start - 1] != ":" and word not in labels:
                digit, labels[word] = word, ""
            elif digit:
                labels[digit] = f"{labels[digit]} {word}".strip()
    return labels


def _class_of(label: str, lang: str) -> str:
    found = (name for name, pattern in _LABELS[language_of(lang)] if re.match(rf"(?:\w+ )?(?:{pattern})\b", label))
    return next(found, "")


def _is_label(word: str, shipped: str) -> bool:
    return re.search(rf"\d {word}\b", shipped) is not None
