"""Finds use that has happened: alcohol, opioids, other drugs, or 'used' (which counts as an opioid)."""

from __future__ import annotations

from dataclasses import dataclass

from adherence.domain.reply.lapse_words import (
    CLINICIAN,
    FUTURE_GIVEN,
    GIVEN,
    MENTIONS_OPIOID,
    NAMED,
    NOT_OURS,
    OPIOID,
    OTHER_DRUG,
    OWN_PRESCRIPTION,
    PARTY,
    PARTY_ES,
    SOMETHING,
    TOOK_OPIOID_FIRMLY,
    TRIED_NO,
)
from adherence.domain.reply.patterns import first
from adherence.domain.reply.reading import Finding, Intent


@dataclass(frozen=True)
class Use:
    """What was used: the finding, and whether an opioid or something unnamed was meant."""

    finding: Finding
    opioid: bool
    given_by_clinician: bool = False


def find_opioid_given(text: str) -> Finding | None:
    """An opioid that a clinician gave and the patient has had: a question for the care team, looked at once."""
    if not MENTIONS_OPIOID.search(text):
        return None
    own = OWN_PRESCRIPTION.search(text)
    if own and not FUTURE_GIVEN.search(text):
        return Finding("medical.opioid_prescribed", own.group(0), Intent.MEDICAL_QUESTION, safety=True)
    if not CLINICIAN.search(text):
        return None
    given = GIVEN.search(text) or (OPIOID.search(text) and TOOK_OPIOID_FIRMLY.search(text))
    if not given or (FUTURE_GIVEN.search(text) and not TOOK_OPIOID_FIRMLY.search(text)):
        return None
    words = GIVEN.search(text) or OPIOID.search(text)
    return Finding("medical.opioid_given", words.group(0) if words else text, Intent.MEDICAL_QUESTION, safety=True)


def find_lapse(text: str) -> Use | None:
    """The use that a normalised text tells of, or None where it is another's, past, wished, denied or asked about."""
    told = NOT_OURS.sub("idiom", text)
    opioid = _opioid_words(text)
    if opioid is not None:
        return Use(Finding("lapse.opioid", opioid, Intent.LAPSE, safety=True), opioid=True)
    for id, shape in (("lapse.alcohol", PARTY), ("lapse.alcohol_es", PARTY_ES)):
        found = shape.search(told)
        if found:
            return Use(Finding(id, found.group(0).strip(), Intent.LAPSE), opioid=False)
    found = OTHER_DRUG.search(told)
    if found:
        return Use(Finding("lapse.drug", found.group(0).strip(), Intent.LAPSE), opioid=False)
    hit = first(SOMETHING, told)
    if hit is None:
        return None
    named = NAMED.search(told) is not None
    return Use(Finding(hit[0], hit[1], Intent.LAPSE, safety=not named), opioid=not named)


def _opioid_words(text: str) -> str | None:
    """The words of an opioid taken by the patient, or None."""
    if not MENTIONS_OPIOID.search(text):
        return None
    found = OPIOID.search(text)
    if not found:
        return None
    unsure = FUTURE_GIVEN.search(text) or TRIED_NO.search(text)
    if unsure and not TOOK_OPIOID_FIRMLY.search(FUTURE_GIVEN.sub("idiom", text)):
        return None
    return found.group(0).strip()


def mentions_opioid(text: str) -> bool:
    """Is an opioid named at all, by whomever and whenever taken?"""
    return MENTIONS_OPIOID.search(text) is not None
