"""RISK, NO RISK and GO in any dress, at any time; hours that are sure and hours that are not."""

from __future__ import annotations

import pytest

from adherence.domain.reply import Expecting, Intent, read_reply
from adherence.domain.reply.hours import ToldHour, told_hour
from adherence.domain.reply.keywords import Command, Keyword, NamedDay, days_alone, keyword_in
from adherence.domain.reply.normalise import normalise

SATURDAY, FRIDAY = NamedDay("saturday"), NamedDay("friday")


def keyword(text: str, expecting: Expecting = Expecting.NONE) -> Keyword | None:
    return keyword_in(text, "en", expecting)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("RISK SAT", (SATURDAY,)),
        ("risk sat.", (SATURDAY,)),
        ("Risk: fri, sat!", (FRIDAY, SATURDAY)),
        ("RIESGO SÁB", (SATURDAY,)),
        ("riesgo sab 🍺", (SATURDAY,)),
        ("r i s k sat", (SATURDAY,)),
        ("HIGH RISK DAYS FRI AND SAT", (FRIDAY, SATURDAY)),
        ("risk sat sat", (SATURDAY,)),
        ("risk weekend", (SATURDAY, NamedDay("sunday"))),
        ("RISK TONIGHT", (NamedDay("today"),)),
        ("riesgo mañana", (NamedDay("tomorrow"),)),
        ("risk yesterday", (NamedDay("yesterday"),)),
        ("RISK SAT 21:00", (NamedDay("saturday", "21:00"),)),
        ("riesgo viernes 9pm", (NamedDay("friday", "21:00"),)),
        ("risk sat at 9 p.m. please", (NamedDay("saturday", "21:00"),)),
        ("riesgo vie a las 9 de la noche", (NamedDay("friday", "21:00"),)),
        ("RISK SAT 09:30", (NamedDay("saturday", "09:30"),)),
        ("RISK SAT 2130", (NamedDay("saturday", "21:30"),)),
        ("RISK SAT NOON", (NamedDay("saturday", "12:00"),)),
        ("RISK FRI SAT 21:00", (NamedDay("friday", "21:00"), NamedDay("saturday", "21:00"))),
        ("RISK FRI 8pm SAT 21:00", (NamedDay("friday", "20:00"), NamedDay("saturday", "21:00"))),
        ("RISK FRI 8pm SAT", (NamedDay("friday", "20:00"), SATURDAY)),
    ],
)
def test_risk_names_its_days_and_their_times(text: str, days: tuple[NamedDay, ...]) -> None:
    assert keyword(text) == Keyword(Command.RISK, days)
    for expecting in Expecting:
        if expecting is not Expecting.HIGH_RISK:
            assert read_reply(text, lang="en", expecting=expecting).rule == "keyword.risk", expecting


@pytest.mark.parametrize(
    "text",
    ["RISK", "riesgo", "RISK SAT 9", "RISK SAT 9:30", "RISK 12/31", "RISK NEXT FRI", "RISK SAT 25:00", "RISK 9pm"],
)
def test_a_risk_day_that_could_be_two_or_none_has_no_day(text: str) -> None:
    assert keyword(text) == Keyword(Command.RISK)


@pytest.mark.parametrize(
    "text",
    [
        "RISK 31/11",
        "risk 30 feb",
        "Riesgo 31 de noviembre",
        "RISK 31st",
        "RISK Nov 31st",
        "RISK 2026-11-31",
        "RISK 31/11 30/2 99/99",
        "RISK 25:00",
        "RISK NEXT FRI",
    ],
)
@pytest.mark.parametrize("expecting", [Expecting.NONE, Expecting.DOSE, Expecting.HIGH_RISK, Expecting.PLANNER])
def test_a_date_that_is_none_is_never_read_as_today(text: str, expecting: Expecting) -> None:
    found = read_reply(text, lang="en", expecting=expecting)
    assert (found.intent, found.value, found.rule) == (Intent.UNCLEAR, None, "keyword.risk_unsure")


@pytest.mark.parametrize("text", ["31/11 32/12 30/02", "11/31, 2/30 and 13/13", "31 de noviembre"])
def test_dates_that_are_none_are_no_small_talk(text: str) -> None:
    assert read_reply(text, lang="en", expecting=Expecting.NONE).intent is Intent.UNCLEAR


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("NO RISK SAT", (SATURDAY,)),
        ("no risk fri or sat", (FRIDAY, SATURDAY)),
        ("sin riesgo el sábado", (SATURDAY,)),
        ("not saturday after all", (SATURDAY,)),
        ("siempre no el viernes", (FRIDAY,)),
        ("no risk", ()),
    ],
)
def test_no_risk_takes_days_back(text: str, days: tuple[NamedDay, ...]) -> None:
    assert keyword(text) == Keyword(Command.NO_RISK, days)
    found = read_reply(text, lang="en", expecting=Expecting.DOSE)
    assert found.intent is (Intent.NO if days else Intent.UNCLEAR)
    assert found.settles is None, "it says nothing about a dose"


@pytest.mark.parametrize("text", ["GO", "go!", "Go now", "¡Voy!", "voy ya", "GO 🍺"])
def test_go_is_go(text: str) -> None:
    assert keyword(text) == Keyword(Command.GO)


def test_voy_answers_a_visit_and_a_reminder_and_no_risk_the_risk_day_question() -> None:
    assert keyword("voy", Expecting.APPOINTMENT) is None
    assert keyword("voy", Expecting.DOSE) is None
    assert keyword("go", Expecting.DOSE) == Keyword(Command.GO)
    assert keyword("no risk", Expecting.HIGH_RISK) is None
    assert keyword("risk", Expecting.HIGH_RISK) is None
    assert keyword("not friday after all", Expecting.APPOINTMENT) is None


@pytest.mark.parametrize(
    "text",
    [
        "risk of bleeding?",
        "what is the risk",
        "go to hell",
        "I have to go",
        "gogo",
        "voy a tomar",
        "risky",
        "not sure after all",
        "asterisk sat",
        "saturday",
        "GO I want to kill myself",
        "risk sat and I took two pills",
        "",
    ],
)
def test_what_only_looks_like_a_keyword_is_none(text: str) -> None:
    assert keyword(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("FRI SAT", (FRIDAY, SATURDAY)),
        ("sat 9pm", (NamedDay("saturday", "21:00"),)),
        ("vie y sáb", (FRIDAY, SATURDAY)),
        ("fri but not sat", ()),
        ("sat 9", ()),
        ("1", ()),
        ("ok", ()),
    ],
)
def test_days_alone_are_days_and_nothing_else(text: str, days: tuple[NamedDay, ...]) -> None:
    assert days_alone(text, "en") == days


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9pm", ToldHour("21:00", sure=True)),
        ("9 last night", ToldHour("21:00", sure=True)),
        ("around 10:15 pm", ToldHour("22:15", sure=True)),
        ("a las 9 de la noche", ToldHour("21:00", sure=True)),
        ("19:30", ToldHour("19:30", sure=True)),
        ("21", ToldHour("21:00", sure=True)),
        ("21.30", ToldHour("21:30", sure=True)),
        ("1am", ToldHour("01:00", sure=True)),
        ("0:30", ToldHour("00:30", sure=True)),
        ("midnight", ToldHour("00:00", sure=True)),
        ("noon", ToldHour("12:00", sure=True)),
        ("12:30 am", ToldHour("00:30", sure=True)),
        ("9", ToldHour("09:00", sure=False)),
        ("9:30", ToldHour("09:30", sure=False)),
        ("nine", ToldHour("09:00", sure=False)),
        ("12", ToldHour("12:00", sure=False)),
        ("late", None),
        ("25:00", None),
        ("", None),
    ],
)
def test_an_hour_is_told_with_whether_it_is_sure(text: str, hour: ToldHour | None) -> None:
    assert told_hour(normalise(text).text, "en") == hour


@pytest.mark.parametrize(
    ("expecting", "text", "intent", "value"),
    [
        (Expecting.TIME, "had my first beer at 9pm", Intent.YES, "21:00"),
        (Expecting.TIME, "I didn't drink", Intent.NO, None),
        (Expecting.TIME, "no tomé nada", Intent.NO, None),
        (Expecting.TIME, "no me acuerdo", Intent.UNCLEAR, None),
        (Expecting.TIME, "took the pill at 6pm", Intent.TAKEN, None),
        (Expecting.DRINKS, "4 or 5", Intent.SCORE, 5),
        (Expecting.DRINKS, "4-5", Intent.SCORE, 5),
        (Expecting.DRINKS, "3 beers at 9pm", Intent.SCORE, 3),
        (Expecting.DRINKS, "got drunk, 8 beers", Intent.SCORE, 8),
        (Expecting.DRINKS, "a couple", Intent.SCORE, 2),
        (Expecting.DRINKS, "2 beers and 3 shots", Intent.UNCLEAR, None),
        (Expecting.DRINKS, "lost count", Intent.UNCLEAR, None),
        (Expecting.PLANNER, "fri but not sat", Intent.UNCLEAR, None),
        (Expecting.PLANNER, "fin de semana", Intent.RISK_DAY, ("saturday", "sunday")),
    ],
)
def test_answers_about_drinking_are_read(
    expecting: Expecting, text: str, intent: Intent, value: str | int | tuple[str, ...] | None
) -> None:
    found = read_reply(text, lang="en", expecting=expecting)
    assert (found.intent, found.value, found.safety) == (intent, value, False)


@pytest.mark.parametrize("expecting", [Expecting.TIME, Expecting.DRINKS])
@pytest.mark.parametrize("text", ["took some percs at 9pm", "I used", "relapsed on heroin", "blacked out and fell"])
def test_danger_in_an_answer_about_drinking_is_never_only_an_answer(expecting: Expecting, text: str) -> None:
    assert read_reply(text, lang="en", expecting=expecting).safety
