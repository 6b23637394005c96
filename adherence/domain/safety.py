"""What follows from words that a person must look at: the flag, how soon, the reviewed answer, and whether texts wait.

The table is the clinical policy of this service (issue "The conversation", point 5): the answers are fixed texts, never
advice. With ``safety`` the flag is urgent, somebody is called, and dose texts wait until a person releases them;
without it a person looks on the same day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from adherence.domain.reply import Intent, Reading
from adherence.domain.states import FlagKind


class Concern(StrEnum):
    """What a text is about, where a person must look."""

    CRISIS = "crisis"
    OVERDOSE = "overdose"
    OVERDOSE_OF_ANOTHER = "overdose_of_another"
    OPIOID_USE = "opioid_use"
    LAPSE = "lapse"
    LIVER = "liver"
    SIDE_EFFECT = "side_effect"
    PREGNANCY = "pregnancy"
    PAIN_RELIEF = "pain_relief"
    MEDICAL_QUESTION = "medical_question"
    SUPPLY = "supply"
    RESCHEDULE = "reschedule"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Consequence:
    """The kind of flag, what it says to staff, and the template of the answer."""

    kind: FlagKind
    detail: str
    template: str


CONSEQUENCES: dict[Concern, Consequence] = {
    Concern.CRISIS: Consequence(FlagKind.CRISIS, "Crisis words in a reply", "crisis"),
    Concern.OVERDOSE: Consequence(FlagKind.CRISIS, "Words of an overdose in a reply", "crisis_overdose"),
    Concern.OVERDOSE_OF_ANOTHER: Consequence(
        FlagKind.CRISIS, "Words of somebody else's overdose in a reply", "crisis_of_another"
    ),
    Concern.OPIOID_USE: Consequence(FlagKind.OPIOID_USE, "Told us about opioid use", "ack_lapse_opioid"),
    Concern.LAPSE: Consequence(FlagKind.LAPSE, "Told us about drinking or use", "ack_lapse_alcohol"),
    Concern.LIVER: Consequence(
        FlagKind.SIDE_EFFECT, "Told us about what may be signs of liver trouble", "safety_liver"
    ),
    Concern.SIDE_EFFECT: Consequence(FlagKind.SIDE_EFFECT, "Told us about a side effect", "ack_side_effect"),
    Concern.PREGNANCY: Consequence(FlagKind.MEDICAL_QUESTION, "Wrote about pregnancy", "safety_pregnancy"),
    Concern.PAIN_RELIEF: Consequence(
        FlagKind.MEDICAL_QUESTION, "Wrote about pain relief, an opioid medicine or surgery", "safety_pain"
    ),
    Concern.MEDICAL_QUESTION: Consequence(FlagKind.MEDICAL_QUESTION, "Has a medical question", "ack_medical"),
    Concern.SUPPLY: Consequence(FlagKind.RAN_OUT, "Ran out, lost some, or needs more", "ack_supply"),
    Concern.RESCHEDULE: Consequence(FlagKind.HELP, "Asks for another appointment time", "ack_reschedule"),
    Concern.HELP: Consequence(FlagKind.HELP, "Asked for help", "help"),
}
"""What follows from each concern; the first of them is the most serious, and its answer is the one that goes."""

_BY_INTENT: dict[Intent, Concern] = {
    Intent.CRISIS: Concern.CRISIS,
    Intent.LAPSE: Concern.LAPSE,
    Intent.SIDE_EFFECT: Concern.SIDE_EFFECT,
    Intent.MEDICAL_QUESTION: Concern.MEDICAL_QUESTION,
    Intent.SUPPLY: Concern.SUPPLY,
    Intent.RESCHEDULE: Concern.RESCHEDULE,
    Intent.HELP: Concern.HELP,
}
_OVERDOSE_RULES = (
    *("crisis.overdose", "crisis.too_much", "crisis.many_tablets", "crisis.narcan", "crisis.nodding"),
    "crisis.used_alone",
)
_RULE = re.compile(r"([a-z_]+(?:\.[a-z_]+)+): saw '")
_PREGNANCY = re.compile(
    r"\b(?:pregnan\w*|preggers|expecting a baby|having a baby|breast ?feed\w*|nursing my baby|miscarr\w*|abortion"
    r"|embaraz\w*|encinta|en cinta|amamant\w*|lactan\w*|dar(?:le)? (?:el )?pecho|aborto)\b"
)
_PAIN_RELIEF = re.compile(
    r"\b(?:surger\w*|surgeon|operat(?:ion|ed|ing)|operated on|procedure|anesthe\w*|anaesthe\w*|dentist|tooth pulled"
    r"|root canal|pain ?(?:killers?|relief|pills?|meds?|medicines?|medication)"
    r"|cirug\w*|oper(?:ar|aron|an|acion)\w*|anestesi\w*|dentista|muela|calmantes?|analgesic\w*|para el dolor"
    r"|opioids?|opiates?|codein\w*|tramadol|vicodin|percocet|perc|oxy\w*|norco|hydrocodon\w*|morphin\w*|morfina"
    r"|fentan\w*|dilaudid|demerol|lortab|oxicodona|hidrocodona|opiaceos?|opioides?)\b"
)
_OF_ANOTHER = re.compile(
    r"\b(?:he|she|they|him|her|them|hes|shes|theyre|(?:my|mi) (?!meds?\b|dose\b|pills?\b|self\b|dosis\b)\w+|el no"
    r"|ella|somebody|someone|alguien|amig[oa])\b"
)


def concerns_of(reading: Reading, text: str) -> list[Concern]:
    """What a reading asks a person to look at, the most serious first; ``text`` is what the patient wrote."""
    plain, rules = _plain(text), rules_of(reading)
    found = [_refined(_BY_INTENT[i], reading, rules, plain) for i in (reading.intent, *reading.also) if i in _BY_INTENT]
    return sorted(dict.fromkeys(found), key=list(CONSEQUENCES).index)


def crisis_template(reading: Reading, text: str) -> str:
    """The reviewed answer to words of crisis."""
    return CONSEQUENCES[_crisis(rules_of(reading), _plain(text))].template


def rules_of(reading: Reading) -> tuple[str, ...]:
    """The ids of every rule that fired, the one that counts first."""
    named = [found.group(1) for line in reading.trace if (found := _RULE.match(line))]
    return tuple(dict.fromkeys((reading.rule, *named)))


def _refined(concern: Concern, reading: Reading, rules: tuple[str, ...], plain: str) -> Concern:
    """The concern of an intent, narrowed by the rules that fired and the topic of the words."""
    match concern:
        case Concern.CRISIS:
            return _crisis(rules, plain)
        case Concern.LAPSE if reading.safety:
            return Concern.OPIOID_USE
        case Concern.SIDE_EFFECT if any(rule.startswith("side_effect.liver") for rule in rules):
            return Concern.LIVER
        case Concern.MEDICAL_QUESTION if _PREGNANCY.search(plain):
            return Concern.PREGNANCY
        case Concern.MEDICAL_QUESTION if _PAIN_RELIEF.search(plain) or _names_opioid(rules):
            return Concern.PAIN_RELIEF
        case _:
            return concern


def _crisis(rules: tuple[str, ...], plain: str) -> Concern:
    """Self-harm has the general answer: only words of an overdose, or of another's, are answered apart."""
    if any(rule.startswith("crisis.another") for rule in rules):
        return Concern.OVERDOSE_OF_ANOTHER
    if not any(rule.startswith(_OVERDOSE_RULES) for rule in rules):
        return Concern.CRISIS
    return Concern.OVERDOSE_OF_ANOTHER if _OF_ANOTHER.search(plain) else Concern.OVERDOSE


def _names_opioid(rules: tuple[str, ...]) -> bool:
    return any(rule.startswith("medical.opioid") for rule in rules)


def _plain(text: str) -> str:
    """Lower case without accents and apostrophes, as the patterns are written."""
    folded = text.lower().translate(str.maketrans("áéíóúüñ", "aeiouun", "'\N{RIGHT SINGLE QUOTATION MARK}"))
    return " ".join(folded.split())
