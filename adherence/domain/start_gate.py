"""The start gate: which answers forbid a start, which only warn, and which answers changed since the last signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from adherence.domain.policy import DEFAULT_POLICY, Policy

AGENTS = ("short_acting", "long_acting", "none")
URINE_TESTS = ("negative", "positive", "naloxone_challenge_negative", "not_done")
CHALLENGES = ("passed", "failed", "not_done")
HEPATOTOXIC_MEDICINES = ("isoniazid", "valproate", "other")
OPIOID_MEDICINES = ("analgesic", "antitussive", "antidiarrhoeal")
PREGNANCY = ("no", "yes", "unknown")
BASELINE_LIVER_TEST = ("done", "planned", "not_done")


@dataclass(frozen=True, slots=True, kw_only=True)
class GateAnswers:
    """What was answered, in codes; None and an empty list are what nobody said."""

    agent: str
    opioid_free_since: date | None = None
    urine_test: str = "not_done"
    naloxone_challenge: str | None = None
    contraindications: tuple[str, ...] = ()
    opioid_medicines: tuple[str, ...] = ()
    hepatotoxic_medicines: tuple[str, ...] = ()
    pregnancy: str | None = None
    baseline_liver_test: str | None = None


def forbidding(answers: GateAnswers, today: date, policy: Policy = DEFAULT_POLICY) -> list[str]:
    """Why no reminder may run, a sentence each; empty where treatment may start.

    Source of each rule: naltrexone label, contraindications and warnings (precipitated withdrawal).
    """
    return [
        *_contraindication(answers),
        *_opioids_present(answers),
        *_too_few_days(answers, today, policy),
    ]


def warnings(answers: GateAnswers, today: date, policy: Policy = DEFAULT_POLICY) -> list[str]:
    """What the person who signs should know and that forbids nothing, a sentence each."""
    return [
        *_fewer_days_than_usual(answers, today, policy),
        *_nothing_tested(answers),
        *_liver(answers),
        *_pregnancy(answers),
    ]


def changed_answers(before: GateAnswers, after: GateAnswers) -> list[str]:
    """The codes of the questions that are answered otherwise now; one that nobody had asked before is not changed.

    A list was always asked: nothing ticked is an answer.
    """
    codes = [field.name for field in fields(GateAnswers) if getattr(before, field.name) is not None]
    return [code for code in codes if getattr(before, code) != getattr(after, code)]


def answers_from(details: dict[str, Any], agent: str, opioid_free_since: date | None) -> GateAnswers:
    """The answers of a stored gate; questions that did not exist when it was signed were not answered."""
    return GateAnswers(
        agent=agent,
        opioid_free_since=opioid_free_since,
        urine_test=details.get("urine_test", "not_done"),
        naloxone_challenge=details.get("naloxone_challenge"),
        contraindications=tuple(details.get("contraindications", ())),
        opioid_medicines=tuple(details.get("opioid_medicines", ())),
        hepatotoxic_medicines=tuple(details.get("hepatotoxic_medicines", ())),
        pregnancy=details.get("pregnancy"),
        baseline_liver_test=details.get("baseline_liver_test"),
    )


def _contraindication(answers: GateAnswers) -> Iterator[str]:
    """Label, contraindications: opioids, withdrawal, acute hepatitis or liver failure, hypersensitivity."""
    if answers.contraindications:
        yield "The start gate names a contraindication: " + ", ".join(answers.contraindications) + "."


def _opioids_present(answers: GateAnswers) -> Iterator[str]:
    """Label: a positive urine screen, a failed challenge, or any medicine that holds an opioid."""
    if answers.urine_test == "positive":
        yield "The urine test was positive for opioids; repeat it before the start."
    if answers.naloxone_challenge == "failed":
        yield "The naloxone challenge was not passed; wait and repeat it before the start."
    if answers.opioid_medicines:
        yield (
            "A medicine that holds an opioid is taken now: "
            + ", ".join(answers.opioid_medicines)
            + "; stop it, and count the opioid-free days from its last dose."
        )


def _too_few_days(answers: GateAnswers, today: date, policy: Policy) -> Iterator[str]:
    """Label: 7 days at least, as long as two weeks after buprenorphine or methadone; alcohol only is *policy*."""
    free, least = _days_free(answers, today), _least_days(answers.agent, policy)
    if free is not None and free < least:
        yield f"Only {free} days without opioids; at least {least} are needed before the start."


def _fewer_days_than_usual(answers: GateAnswers, today: date, policy: Policy) -> Iterator[str]:
    """Label: 7 to 10 days after short-acting opioids; *policy* takes the longer."""
    free, usual = _days_free(answers, today), policy.opioid_free_days
    if answers.agent != "short_acting" or free is None:
        return
    if _least_days(answers.agent, policy) <= free < usual:
        yield f"{free} days without opioids are fewer than the usual {usual}: watch for withdrawal at the first dose."


def _nothing_tested(answers: GateAnswers) -> Iterator[str]:
    """Label: opioid-free status is to be confirmed by urine, and where in doubt by a naloxone challenge."""
    challenged = answers.naloxone_challenge in ("passed", "failed")
    if answers.agent != "none" and answers.urine_test == "not_done" and not challenged:
        yield "Neither a urine test nor a naloxone challenge was done: the opioid-free days rest on what was said."


def _liver(answers: GateAnswers) -> Iterator[str]:
    """Label, hepatotoxicity; isoniazid or valproate add to it. A baseline test is advised, never a block (*policy*)."""
    if answers.hepatotoxic_medicines:
        yield (
            "A medicine that is hard on the liver is taken: "
            + ", ".join(answers.hepatotoxic_medicines)
            + "; test the liver more often."
        )
    if answers.baseline_liver_test == "planned":
        yield "The baseline liver test is planned and not done yet."
    elif answers.baseline_liver_test != "done":
        yield "No baseline liver test is recorded."


def _pregnancy(answers: GateAnswers) -> Iterator[str]:
    """Label, use in specific populations: only where the benefit justifies the risk."""
    if answers.pregnancy == "yes":
        yield "The patient is pregnant: decide together whether the benefit justifies the risk."
    elif answers.pregnancy == "unknown":
        yield "Whether the patient is pregnant is not known: offer a test."


def _days_free(answers: GateAnswers, today: date) -> int | None:
    return (today - answers.opioid_free_since).days if answers.opioid_free_since is not None else None


def _least_days(agent: str, policy: Policy) -> int:
    if agent == "none":
        return policy.opioid_free_days_alcohol
    return policy.opioid_free_days_long_acting if agent == "long_acting" else policy.opioid_free_days_least
