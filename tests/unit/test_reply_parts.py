"""What a reading carries beside its intent: the keyword opt-out, the dose meant, quantities, further questions."""

from __future__ import annotations

import pytest

from adherence.domain.reply import Expecting, Intent, Meant, Partial, is_stop_keyword, read_reply
from adherence.domain.reply.spelling import meant_word


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "stop.",
        "  Stop!! ",
        "s t o p",
        "S.T.O.P",
        "STOPP",
        "stooop",
        "Opt-Out",
        "opt out",
        "Álto",
        "BAJA",
        "stop 🛑",
    ],
)
def test_a_bare_keyword_in_any_dress_is_the_keyword(text: str) -> None:
    assert is_stop_keyword(text)
    found = read_reply(text, lang="en", expecting=Expecting.DOSE)
    assert found.intent is Intent.STOP
    assert found.stop_is_keyword


@pytest.mark.parametrize(
    "text", ["please stop texting me", "stop please", "no me manden más mensajes", "take me off the list"]
)
def test_a_sentence_opts_out_but_is_no_keyword(text: str) -> None:
    assert not is_stop_keyword(text)
    found = read_reply(text, lang="en", expecting=Expecting.NONE)
    assert found.intent is Intent.STOP
    assert not found.stop_is_keyword


@pytest.mark.parametrize(
    "text",
    [
        "shop",
        "stob",
        "stpo",
        "slop",
        "atop",
        "sturt",
        "smart",
        "stopped",
        "bus stop",
        "I stopped taking it",
        "can't stop drinking",
    ],
)
def test_nothing_near_a_keyword_opts_out(text: str) -> None:
    assert read_reply(text, lang="en", expecting=Expecting.NONE).intent not in (Intent.STOP, Intent.START)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("took last night's", Meant(day="yesterday", slot="last_night")),
        ("took it this morning", Meant(day="today", slot="morning")),
        ("I took it yesterday", Meant(day="yesterday", slot=None)),
        ("took Monday's pill", Meant(day="monday", slot=None)),
        ("ya me tomé la de anoche", Meant(day="yesterday", slot="last_night")),
        ("me la tomé en la mañana", Meant(day=None, slot="morning")),
        ("took it", None),
    ],
)
def test_the_dose_that_is_named_is_told(text: str, meant: Meant | None) -> None:
    assert read_reply(text, lang="en", expecting=Expecting.DOSE).meant == meant


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("took half", Partial.HALF),
        ("solo media pastilla", Partial.HALF),
        ("took two by accident", Partial.DOUBLE),
        ("me tomé dos por error", Partial.DOUBLE),
        ("took it half an hour ago", None),
        ("took it 2 hours ago", None),
    ],
)
def test_an_unplanned_quantity_is_told_and_never_settles(text: str, partial: Partial | None) -> None:
    found = read_reply(text, lang="en", expecting=Expecting.DOSE)
    assert found.partial == partial
    assert found.settles == (None if partial else "taken")


@pytest.mark.parametrize(
    "text",
    [
        "took it then threw up",
        "took it and some percs",
        "I think I took it",
        "did I take it?",
        "yeah right",
        "took it but I want to kill myself",
        "yes I'll take it",
        "if I took it would I feel sick?",
        "my wife took it",
        "should I say I took it?",
        "took it 3 days after my last dose of methadone",
        "not sure if I took it",
    ],
)
def test_doubt_never_settles_a_dose_as_taken(text: str) -> None:
    assert read_reply(text, lang="en", expecting=Expecting.DOSE).settles != "taken"


@pytest.mark.parametrize(
    ("expecting", "text", "intent", "value"),
    [
        (Expecting.PLANNER, "FRI SAT", Intent.RISK_DAY, ("friday", "saturday")),
        (Expecting.PLANNER, "viernes", Intent.RISK_DAY, "friday"),
        (Expecting.PLANNER, "0", Intent.NO, None),
        (Expecting.DRINKS, "12", Intent.SCORE, 12),
        (Expecting.DRINKS, "none", Intent.SCORE, 0),
        (Expecting.TIME, "9pm", Intent.YES, "21:00"),
        (Expecting.TIME, "no drinks", Intent.NO, None),
        (Expecting.WHICH_DOSE, "2", Intent.TAKEN, 2),
        (Expecting.WHICH_DOSE, "both", Intent.TAKEN, "both"),
        (Expecting.OPT_IN, "OK", Intent.YES, None),
        (Expecting.OPT_IN, "no", Intent.NO, None),
        (Expecting.REASON, "forgot", Intent.NOT_TAKEN, "forgot"),
        (Expecting.REASON, "it makes me sick", Intent.SIDE_EFFECT, "side_effect"),
    ],
)
def test_the_further_questions_are_read(
    expecting: Expecting, text: str, intent: Intent, value: str | int | tuple[str, ...] | None
) -> None:
    found = read_reply(text, lang="en", expecting=expecting)
    assert (found.intent, found.value) == (intent, value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("naltrexine", "naltrexone"),
        ("t00k", "took"),
        ("yesss", "yes"),
        ("tmrw", "tomorrow"),
        ("xq", "porque"),
        ("shower", "shower"),
    ],
)
def test_single_words_are_read_as_meant(typed: str, meant: str) -> None:
    assert meant_word(typed) == meant


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I\nwant\nto\ndie", Intent.CRISIS),
        ("took it\nI want to\ndie", Intent.CRISIS),
        ("quiero\r\nmorir", Intent.CRISIS),
        ("I want\tto\tdie", Intent.CRISIS),
        ("I want to die. Sent from my iPhone", Intent.CRISIS),
        ("STOP\tplease", Intent.STOP),
        ("1\n\nSent from my iPhone", Intent.TAKEN),
        ("Sent from my iPhone", Intent.AUTO_REPLY),
    ],
)
def test_lines_tabs_and_what_a_phone_adds_hide_nothing(text: str, intent: Intent) -> None:
    assert read_reply(text, lang="en", expecting=Expecting.DOSE).intent is intent


def test_an_opt_out_on_a_line_of_its_own_is_kept_beside_danger() -> None:
    found = read_reply("STOP\nI want\nto die", lang="en", expecting=Expecting.DOSE)
    assert (found.intent, Intent.STOP in found.also) == (Intent.CRISIS, True)


@pytest.mark.parametrize(("text", "settles"), [("not\ntaken", None), ("took it\nthanks", "taken")])
def test_a_line_break_takes_no_denial_away(text: str, settles: str | None) -> None:
    assert read_reply(text, lang="en", expecting=Expecting.DOSE).settles == settles
