"""The trace of a reading: the same result as the reading, the concerns in their order, and what became of each."""

from __future__ import annotations

import pytest

from adherence.domain.reply import Expecting, Step, read_reply, trace_reply
from adherence.domain.reply.trace import Weight

USED = "took it but i also used some percs last night"


def spoken(text: str, expecting: Expecting = Expecting.DOSE) -> list[Step]:
    return [
        step for step in trace_reply(text, lang="en", expecting=expecting).steps if step.weight is not Weight.SILENT
    ]


@pytest.mark.parametrize(
    "text", ["", "\x00", "yes", USED, "STOP", "I want to die", "Liked “Did you take it?”", "😀" * 1600]
)
@pytest.mark.parametrize("expecting", list(Expecting))
def test_a_trace_ends_in_the_reading_that_the_service_makes(text: str, expecting: Expecting) -> None:
    trace = trace_reply(text, lang="en", expecting=expecting)
    assert trace.reading == read_reply(text, lang="en", expecting=expecting)
    assert [step.rule for step in trace.steps if step.weight is Weight.DECIDES] == [trace.reading.rule]


def test_it_tells_which_rule_spoke_which_words_it_saw_and_what_became_of_it() -> None:
    assert spoken(USED) == [
        Step("Alcohol or drugs used", Weight.DECIDES, "lapse.opioid", "used some percs", safety=True),
        Step("Answer to what was asked", Weight.BESIDE, "dose.said_taken", "took"),
    ]


def test_what_danger_outranks_is_still_shown() -> None:
    steps = spoken("I want to die, can I take tylenol")
    assert [(step.concern, step.weight) for step in steps][:2] == [
        ("Danger to life", Weight.DECIDES),
        ("Question for the care team", Weight.OUTRANKED),
    ]


def test_what_only_follows_from_a_finding_is_shown_as_such() -> None:
    steps = spoken("awful, I want to die", Expecting.WELLBEING)
    assert steps[0].weight is Weight.DECIDES
    assert steps[-1].weight is Weight.BESIDE


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("took half", "Another quantity than planned: half"),
        ("remind me at 9", "A time of day: 09:00"),
        ("half hour", "A length of time: 30 minutes"),
        ("RISK SAT", "The whole text is the keyword RISK"),
        ("someone offered me percs", "An opioid is named"),
        ("is my shot today?", "It asks something"),
    ],
)
def test_the_facts_are_told_in_words(text: str, fact: str) -> None:
    assert fact in trace_reply(text, lang="en", expecting=Expecting.DOSE).facts
