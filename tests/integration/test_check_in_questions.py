"""Regular questions: when each is asked, what an answer does, and how silence and misses change how often."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.ask_check_ins import ask_check_ins
from adherence.actions.change_patient import change_patient
from adherence.actions.change_policy import change_policy
from adherence.actions.change_question import change_question
from adherence.actions.record_check_in_answer import record_check_in_answer
from adherence.actions.set_cadence import set_cadence
from adherence.actions.set_check_in import set_check_in
from adherence.actions.set_patient_status import set_patient_status
from adherence.db.check_in_answers import CadenceChange, CheckInAnswer
from adherence.db.check_ins import CheckIn, check_ins_of
from adherence.db.communications import Communication
from adherence.db.holds import Hold
from adherence.db.patients import Patient
from adherence.db.questions import QuestionVersion
from adherence.domain.errors import Refused
from adherence.domain.states import DoseState, HoldKind, MessageState, Severity
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.test_targeted_keywords import act, go, say
from tests.unit.regimens import daily, targeted

WELLBEING = "How are you doing this week? Reply good, so-so or bad, or in your own words"
CRAVING = "How strong was it at its worst today? Reply 0 (not at all) to 10 (most)"
DRINKS = "How many since we last asked you? Reply a number, 0 for none"
EFFECTS = "Has anything bothered you since we last asked? Reply 0 for no, or tell us what"
PLANNER = "Any days to plan for this week? Reply with the days, such as FRI SAT, or 0 for none"
QUESTIONS = (WELLBEING, CRAVING, DRINKS, EFFECTS, PLANNER)
SLEEP = "How did you sleep last night? Reply 0 (not at all) to 10 (very well)"
DORMIR = "¿Qué tal duerme esta semana? Responda de 0 (nada) a 10 (muy bien)"
AGAIN = "Sorry, that was not clear to us. Reply a number from 0 to 10. The team can read it too."


def switch(cast: Cast, kind: str, *, on: bool = True, **more: Any) -> None:
    act(cast, set_check_in, {"kind": kind, "on": on, **more})


def questions(cast: Cast) -> list[str]:
    return [text for text in cast.texts() if text in QUESTIONS]


def answers(cast: Cast) -> list[tuple[str, str, int | None, str | None]]:
    with cast.rt.database.reading() as session:
        rows = session.scalars(
            select(CheckInAnswer).where(CheckInAnswer.patient_id == cast.ana).order_by(CheckInAnswer.id)
        )
        return [(row.kind, str(row.on), row.value, row.word.value if row.word else row.text) for row in rows]


def changes(cast: Cast) -> list[tuple[str, str, str]]:
    with cast.rt.database.reading() as session:
        query = select(CadenceChange).where(CadenceChange.patient_id == cast.ana).order_by(CadenceChange.id)
        return [(row.kind, row.cadence_to.value, row.cause.value) for row in session.scalars(query)]


def row_of(cast: Cast, kind: str) -> CheckIn:
    with cast.rt.database.reading() as session:
        return check_ins_of(session, cast.ana)[kind]


def asked_days(cast: Cast) -> list[date]:
    with cast.rt.database.reading() as session:
        query = select(Communication.started_at).where(
            Communication.patient_id == cast.ana, Communication.occasion.like("question:%")
        )
        zone = cast.patient().zone
        return [at.astimezone(zone).date() for at in session.scalars(query.order_by(Communication.id)) if at]


def policy(cast: Cast, **wanted: str) -> None:
    with cast.rt.database.writing() as session:
        change_policy(session, cast.ben, wanted, now=cast.rt.now())


@pytest.fixture
def ana(cast: Cast, clock: VirtualClock) -> Cast:
    """Ana without a plan; it is Monday 2 March 2026, 9 in the morning."""
    go(cast, clock, "2026-03-02 09:00")
    return cast


def test_nothing_is_asked_before_it_is_switched_on(ana: Cast, clock: VirtualClock) -> None:
    for local in ("2026-03-02 12:00", "2026-03-02 19:00", "2026-03-03 11:00"):
        go(ana, clock, local)
    assert questions(ana) == []


def test_a_daily_question_is_asked_once_a_day_at_its_time(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    for local in ("2026-03-02 18:59", "2026-03-02 19:00", "2026-03-02 19:20", "2026-03-02 20:59"):
        go(ana, clock, local)
    assert questions(ana) == [CRAVING]
    assert say(ana, "4") == "Thank you, noted: 4."
    for local in ("2026-03-03 18:59", "2026-03-03 19:00", "2026-03-03 20:00"):
        go(ana, clock, local)
    assert questions(ana) == [CRAVING, CRAVING]
    assert answers(ana) == [("craving", "2026-03-02", 4, None)]


def test_only_one_question_goes_out_in_a_day_and_the_longest_waiting_first(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving", at="12:00")
    switch(ana, "drinks", at="11:00")
    switch(ana, "side_effects", at="13:00")
    for day in range(2, 8):
        for hour in ("11:00", "12:00", "13:00", "15:00"):
            go(ana, clock, f"2026-03-{day:02} {hour}")
    assert questions(ana) == [DRINKS, CRAVING, EFFECTS, DRINKS, CRAVING, DRINKS]
    asked = [str(asking) for asking in asked_days(ana)]
    assert asked == [f"2026-03-{day:02}" for day in range(2, 8)], "one a day"


def test_more_a_day_where_the_clinic_says_so(ana: Cast, clock: VirtualClock) -> None:
    policy(ana, questions_a_day="2")
    for kind in ("craving", "drinks", "wellbeing"):
        switch(ana, kind)
    for hour in ("11:00", "12:00", "14:30", "19:00", "20:30"):
        go(ana, clock, f"2026-03-02 {hour}")
    assert len(questions(ana)) == 2


def test_on_the_planners_day_only_the_planner_is_asked(ana: Cast, clock: VirtualClock) -> None:
    ana.start(targeted(starts_on="2026-03-02", risk_weekdays=["sun"], ask_at=None))
    for kind in ("planner", "craving"):
        switch(ana, kind)
    for local in ("2026-03-04 19:00", "2026-03-05 17:00", "2026-03-05 19:30", "2026-03-06 19:00"):
        go(ana, clock, local)
    assert questions(ana) == [CRAVING, PLANNER, CRAVING]


def test_a_question_waits_while_a_dose_could_be_answered_with_the_same_number(ana: Cast, clock: VirtualClock) -> None:
    ana.start(daily(starts_on="2026-03-02", times=["18:00"]))
    switch(ana, "craving", at="18:30")
    for local in ("2026-03-02 18:00", "2026-03-02 18:30", "2026-03-02 19:30"):
        go(ana, clock, local)
    assert questions(ana) == []
    go(ana, clock, "2026-03-02 20:10")
    assert questions(ana) == [CRAVING]
    say(ana, "1")
    assert answers(ana) == [("craving", "2026-03-02", 1, None)]
    assert ana.states()[0] is DoseState.OPEN, "the number was about the question"


def test_once_the_dose_is_answered_the_question_need_not_wait(ana: Cast, clock: VirtualClock) -> None:
    ana.start(daily(starts_on="2026-03-02", times=["19:00"]))
    switch(ana, "craving")
    go(ana, clock, "2026-03-02 19:00")
    assert questions(ana) == []
    assert say(ana, "1") == "Thank you, noted as done."
    go(ana, clock, "2026-03-02 19:20")
    assert questions(ana) == [CRAVING]


def test_a_question_does_not_go_out_just_before_a_dose(ana: Cast, clock: VirtualClock) -> None:
    ana.start(daily(starts_on="2026-03-02", times=["12:15"]))
    switch(ana, "craving", at="12:00")
    go(ana, clock, "2026-03-02 12:00")
    assert questions(ana) == []


def test_nobody_paused_held_opted_out_or_held_for_safety_is_asked(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    act(ana, set_patient_status, {"status": "paused"})
    go(ana, clock, "2026-03-02 19:00")
    act(ana, set_patient_status, {"status": "active"})
    with ana.rt.database.writing() as session:
        patient = session.get_one(Patient, ana.ana)
        on = date(2026, 3, 3)
        held = {"from_on": on, "to_on": on, "stops_on": on, "needs_gate": False}
        session.add(
            Hold(clinic_id=patient.clinic_id, patient_id=patient.id, kind=HoldKind.TRAVEL, recorded_at=clock.at, **held)
        )
    go(ana, clock, "2026-03-03 19:00")
    with ana.rt.database.writing() as session:
        session.get_one(Patient, ana.ana).dose_texts_held_at = clock.at
    go(ana, clock, "2026-03-04 19:00")
    with ana.rt.database.writing() as session:
        session.get_one(Patient, ana.ana).dose_texts_held_at = None
    say(ana, "STOP")
    go(ana, clock, "2026-03-05 19:00")
    assert questions(ana) == []
    with ana.rt.database.reading() as session:
        assert session.scalars(select(Communication.id).where(Communication.occasion.like("question:%"))).all() == []


def test_running_the_job_again_asks_nothing_twice(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    go(ana, clock, "2026-03-02 18:00")
    clock.pass_by(hours=1)
    assert [ask_check_ins(ana.rt) for _ in range(3)] == [1, 0, 0]


def test_one_patients_fault_keeps_nobody_else_from_being_asked(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    other = ana.enrol(given_name="Zoe")
    with ana.rt.database.writing() as session:
        patient = session.get_one(Patient, other)
        set_check_in(session, ana.ben, patient, {"kind": "craving", "on": True}, now=clock.at)
        session.get_one(Patient, ana.ana).time_zone = "Not/AZone"
    clock.pass_by(hours=10)
    assert ask_check_ins(ana.rt) == 1
    assert ask_check_ins(ana.rt) == 0, "the broken one waits a quarter of an hour"
    with ana.rt.database.writing() as session:
        session.get_one(Patient, ana.ana).time_zone = "America/New_York"
    clock.pass_by(minutes=16)
    assert ask_check_ins(ana.rt) == 1


def test_after_an_outage_a_question_leaves_only_within_texting_hours_of_its_day(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    for local in ("2026-03-02 21:30", "2026-03-03 08:30"):
        go(ana, clock, local)
    assert questions(ana) == []
    go(ana, clock, "2026-03-03 20:00")
    assert questions(ana) == [CRAVING]


def test_switching_off_takes_back_a_question_that_waits(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    with ana.rt.database.writing() as session:
        session.get_one(Patient, ana.ana).talking_until = clock.at + timedelta(hours=11)
    go(ana, clock, "2026-03-02 19:00")
    switch(ana, "craving", on=False)
    go(ana, clock, "2026-03-02 20:30")
    assert questions(ana) == []
    with ana.rt.database.reading() as session:
        [text] = session.scalars(select(Communication).where(Communication.template == "craving")).all()
    assert (text.state, text.reason) == (MessageState.CANCELLED, "switched_off")
    assert text.occasion == "question:craving:2026-03-02"


def test_switched_off_and_on_it_is_asked_once_that_day(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving", at="12:00")
    go(ana, clock, "2026-03-02 12:00")
    switch(ana, "craving", on=False)
    switch(ana, "craving", at="15:00")
    for local in ("2026-03-02 15:00", "2026-03-03 15:00"):
        go(ana, clock, local)
    assert questions(ana) == [CRAVING, CRAVING]


# Answers


def test_the_latest_clear_answer_counts_and_none_is_lost(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    go(ana, clock, "2026-03-02 19:00")
    say(ana, "4")
    assert say(ana, "sorry, 6") == "Thank you, noted: 6."
    assert answers(ana) == [("craving", "2026-03-02", 4, None), ("craving", "2026-03-02", 6, None)]


@pytest.mark.parametrize(("threshold", "text", "flags"), [(None, "6", []), (None, "7", ["craving"]), (9, "8", [])])
def test_a_craving_is_flagged_from_the_patients_threshold_on(
    ana: Cast, clock: VirtualClock, threshold: int | None, text: str, flags: list[str]
) -> None:
    switch(ana, "craving", threshold=threshold)
    go(ana, clock, "2026-03-02 19:00")
    say(ana, text)
    assert ana.open_flags() == flags


def test_a_craving_told_without_being_asked_is_kept_and_judged_alike(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving", threshold=9)
    assert say(ana, "my craving is an 8 today") == "Thank you, noted: 8."
    assert (answers(ana), ana.open_flags()) == ([("craving", "2026-03-02", 8, None)], [])


def test_an_unclear_number_goes_back_once_and_then_to_people(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    go(ana, clock, "2026-03-02 19:00")
    assert say(ana, "hmm what") == AGAIN
    assert ana.open_flags() == []
    assert say(ana, "hmm what").startswith("Thank you. We passed this on")
    assert (ana.open_flags(), answers(ana)) == (["unclear"], [])


def test_the_answer_to_the_question_back_is_the_answer(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    go(ana, clock, "2026-03-02 19:00")
    say(ana, "hmm what")
    assert say(ana, "5") == "Thank you, noted: 5."
    assert answers(ana) == [("craving", "2026-03-02", 5, None)]
    with ana.rt.database.reading() as session:
        [answer] = session.scalars(select(CheckInAnswer)).all()
        asked = session.get_one(Communication, answer.communication_id)
    assert asked.template == "craving", "it is kept with the text that asked"


def test_a_number_with_a_dose_beside_it_counts_for_both(ana: Cast, clock: VirtualClock) -> None:
    ana.start(daily(starts_on="2026-03-02", times=["10:00"]))
    switch(ana, "craving", at="12:30")
    for local in ("2026-03-02 10:00", "2026-03-02 12:30"):
        go(ana, clock, local)
    assert say(ana, "2 and i took it") == "Thank you, noted as done."
    assert answers(ana) == [("craving", "2026-03-02", 2, None)]
    assert ana.states()[0] is DoseState.TAKEN


@pytest.mark.parametrize(
    ("goal", "threshold", "text", "flags"),
    [
        (None, None, "0", []),
        (None, None, "1", ["lapse"]),
        (4, 4, "4", []),
        (4, 6, "5", []),
        (4, 6, "7", ["lapse"]),
        (None, None, "don't remember", []),
    ],
)
def test_more_drinks_than_agreed_open_a_quiet_flag(
    ana: Cast, clock: VirtualClock, goal: int | None, threshold: int | None, text: str, flags: list[str]
) -> None:
    switch(ana, "drinks", goal=goal, threshold=threshold)
    go(ana, clock, "2026-03-02 11:00")
    told = say(ana, text)
    assert told in (f"Thank you, noted: {text}.", "Thank you for telling us. Noted.")
    assert ana.open_flags() == flags
    assert all(flag.severity is Severity.HIGH for flag in ana.flags())


def test_a_number_that_is_no_count_is_no_craving(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "drinks")
    go(ana, clock, "2026-03-02 11:00")
    assert say(ana, "200").startswith("Sorry, that was not clear to us. Reply a number, 0 for none.")
    assert (answers(ana), ana.open_flags()) == ([], [])


@pytest.mark.parametrize(
    ("text", "word", "flags"),
    [("good", "good", []), ("so-so", "so_so", []), ("bad", "bad", ["wellbeing"])],
)
def test_how_the_week_is(ana: Cast, clock: VirtualClock, text: str, word: str, flags: list[str]) -> None:
    switch(ana, "wellbeing")
    go(ana, clock, "2026-03-02 12:00")
    say(ana, text)
    assert (answers(ana), ana.open_flags()) == ([("wellbeing", "2026-03-02", None, word)], flags)


def test_own_words_are_kept_sealed_and_read_by_a_person(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "wellbeing")
    go(ana, clock, "2026-03-02 12:00")
    assert say(ana, "moving house, boxes all over").startswith("Thank you. We passed this on")
    assert answers(ana) == [("wellbeing", "2026-03-02", None, "moving house, boxes all over")]
    assert ana.open_flags() == ["unclear"]


def test_a_word_may_be_answered_on_the_next_morning(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "wellbeing")
    go(ana, clock, "2026-03-02 12:00")
    go(ana, clock, "2026-03-03 09:00")
    say(ana, "good")
    assert answers(ana) == [("wellbeing", "2026-03-02", None, "good")]


@pytest.mark.parametrize(
    ("text", "word", "flags"),
    [
        ("0", "none", []),
        ("no, all good", "none", []),
        ("headaches", "some", ["side_effect"]),
        ("my stomach", "some", ["side_effect"]),
    ],
)
def test_side_effects_other_than_none_open_their_flag(
    ana: Cast, clock: VirtualClock, text: str, word: str, flags: list[str]
) -> None:
    switch(ana, "side_effects")
    go(ana, clock, "2026-03-02 12:00")
    say(ana, text)
    assert (answers(ana), ana.open_flags()) == ([("side_effects", "2026-03-02", None, word)], flags)
    assert [flag.times for flag in ana.flags()] == [1] * len(flags), "told once"


def test_words_of_danger_in_an_answer_always_reach_people(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    go(ana, clock, "2026-03-02 19:00")
    say(ana, "8, i took some percs")
    assert "opioid_use" in ana.open_flags()
    assert "craving" not in ana.open_flags(), "no second flag for the same words"
    assert answers(ana) == [("craving", "2026-03-02", 8, None)]


def test_undo_after_an_answer_takes_no_dose_back(ana: Cast, clock: VirtualClock) -> None:
    ana.start(daily(starts_on="2026-03-02", times=["10:00"]))
    switch(ana, "craving", at="12:30")
    go(ana, clock, "2026-03-02 10:00")
    say(ana, "1")
    go(ana, clock, "2026-03-02 12:30")
    say(ana, "3")
    assert say(ana, "UNDO").startswith("Thank you. We passed this on")
    assert ana.states()[0] is DoseState.TAKEN


def test_an_answer_by_telephone_counts_before_the_text(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    go(ana, clock, "2026-03-02 19:00")
    say(ana, "4")
    act(ana, record_check_in_answer, {"kind": "craving", "on": "2026-03-02", "value": 8})
    assert answers(ana) == [("craving", "2026-03-02", 4, None), ("craving", "2026-03-02", 8, None)]
    assert ana.open_flags() == ["craving"]


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        ({"kind": "craving", "on": "2026-03-02"}, "value: is missing"),
        ({"kind": "craving", "on": "2026-03-02", "value": 11}, "whole number from 0 to 10"),
        ({"kind": "craving", "on": "2026-03-03", "value": 1}, "2026-03-02"),
        ({"kind": "craving", "on": "2025-11-01", "value": 1}, "more than 84 days back"),
        ({"kind": "craving", "on": "2026-03-02", "word": "good", "value": 1}, "is not how this question is answered"),
        ({"kind": "wellbeing", "on": "2026-03-02", "word": "fine"}, "good, so_so, bad"),
        ({"kind": "planner", "on": "2026-03-02", "text": "FRI"}, "not valid"),
        ({"kind": "own-7", "on": "2026-03-02", "text": "x"}, "not valid"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_a_sentence(ana: Cast, entered: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        act(ana, record_check_in_answer, entered)


# Cadence


def test_it_comes_less_often_while_the_goal_is_met_and_says_why(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    for day in range(2, 20):
        go(ana, clock, f"2026-03-{day:02} 19:00")
        if len(questions(ana)) > len(answers(ana)):
            say(ana, "2")
    assert changes(ana) == [
        ("craving", "daily", "switched_on"),
        ("craving", "alternate", "goal_met"),
        ("craving", "weekly", "goal_met"),
    ]
    assert row_of(ana, "craving").cadence == "weekly"


def test_silence_makes_it_come_more_often_and_opens_no_flag(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "drinks")
    for day in range(2, 9):
        go(ana, clock, f"2026-03-{day:02} 11:00")
    assert changes(ana) == [("drinks", "alternate", "switched_on"), ("drinks", "daily", "silence")]
    assert ana.flags() == []


def test_a_lapse_makes_it_daily_at_once(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "drinks")
    act(ana, set_cadence, {"kind": "drinks", "cadence": "weekly", "reason": "Steady for months"})
    go(ana, clock, "2026-03-02 11:00")
    say(ana, "3")
    assert changes(ana)[-1] == ("drinks", "daily", "lapse")
    go(ana, clock, "2026-03-03 11:00")
    assert questions(ana) == [DRINKS, DRINKS]


def test_a_lapse_told_in_other_words_does_so_too(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "drinks")
    go(ana, clock, "2026-03-02 11:00")
    say(ana, "0")
    clock.pass_by(hours=2)
    say(ana, "i drank last night, ten beers")
    assert "lapse" in ana.open_flags()
    go(ana, clock, "2026-03-04 11:00")
    assert changes(ana)[-1] == ("drinks", "daily", "lapse")


def test_missed_doses_do_so_for_questions_about_use_alone(ana: Cast, clock: VirtualClock) -> None:
    ana.start(daily(starts_on="2026-03-02", times=["10:00"]))
    for kind in ("drinks", "wellbeing"):
        switch(ana, kind, at="15:00")
    act(ana, set_cadence, {"kind": "drinks", "cadence": "weekly", "reason": "Steady"})
    for day in range(2, 13):
        go(ana, clock, f"2026-03-{day:02} 10:00")
        go(ana, clock, f"2026-03-{day:02} 15:00")
        say(ana, "0" if questions(ana)[-1:] == [DRINKS] else "good")
    assert ("drinks", "alternate", "missed_doses") in changes(ana)
    assert [change for change in changes(ana) if change[0] == "wellbeing"] == [("wellbeing", "weekly", "switched_on")]


def test_a_lock_keeps_it_and_ends_on_its_date(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "drinks")
    locked = {"kind": "drinks", "cadence": "weekly", "locked": True, "until": "2026-03-10", "reason": "Asked for calm"}
    act(ana, set_cadence, locked)
    go(ana, clock, "2026-03-02 11:00")
    say(ana, "9")
    go(ana, clock, "2026-03-09 11:00")
    say(ana, "9")
    assert changes(ana)[-1] == ("drinks", "weekly", "locked")
    go(ana, clock, "2026-03-16 11:00")
    assert changes(ana)[-2:] == [("drinks", "weekly", "lock_ended"), ("drinks", "daily", "lapse")]


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        ({"kind": "drinks", "cadence": "weekly"}, "reason: is missing"),
        ({"kind": "drinks", "cadence": "hourly", "reason": "x"}, "daily, alternate, weekly"),
        ({"kind": "drinks", "cadence": "weekly", "until": "2026-04-01", "reason": "x"}, "is for a lock"),
        ({"kind": "drinks", "locked": True, "until": "2026-03-01", "reason": "x"}, "lies in the past"),
        ({"kind": "drinks", "cadence": "alternate", "reason": "x"}, "stays as it is"),
        ({"kind": "craving", "cadence": "weekly", "reason": "x"}, "is not switched on"),
        ({"kind": "planner", "cadence": "weekly", "reason": "x"}, "not valid"),
    ],
)
def test_a_cadence_that_cannot_be_is_refused_with_a_sentence(ana: Cast, entered: dict[str, Any], words: str) -> None:
    switch(ana, "drinks")
    with pytest.raises(Refused, match=words):
        act(ana, set_cadence, entered)


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        ({"kind": "craving", "on": True, "threshold": 0}, "whole number from 1 to 10"),
        ({"kind": "craving", "on": True, "threshold": 3}, "must be below the threshold"),
        ({"kind": "craving", "on": True, "goal": 9}, "must be below the threshold"),
        ({"kind": "drinks", "on": True, "goal": 3}, "must be at least the goal"),
        ({"kind": "wellbeing", "on": True, "threshold": 3}, "answered with a number"),
        ({"kind": "wellbeing", "on": True, "at": "21:00"}, "08:00 to before 21:00"),
    ],
)
def test_numbers_of_a_patient_that_cannot_be_are_refused(ana: Cast, entered: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        act(ana, set_check_in, entered)


# Questions of the clinic


def clinic_sets(cast: Cast, **entered: Any) -> QuestionVersion | None:
    with cast.rt.database.writing() as session:
        return change_question(session, cast.ben, entered, now=cast.rt.now())


OWN = {"name": "Sleep", "answer": "score", "on": True, "at": "10:00", "cadence": "daily"}


def test_an_own_question_leaves_in_the_patients_language_and_cites_its_version(ana: Cast, clock: VirtualClock) -> None:
    added = clinic_sets(ana, **OWN, threshold=8, text_en=SLEEP, text_es=DORMIR)
    assert added is not None
    switch(ana, "own-1")
    go(ana, clock, "2026-03-02 10:00")
    assert ana.texts()[-1] == SLEEP
    assert say(ana, "9") == "Thank you, noted: 9."
    assert (answers(ana), ana.open_flags()) == ([("own-1", "2026-03-02", 9, None)], ["wellbeing"])
    act(ana, change_patient, {"language": "es"})
    go(ana, clock, "2026-03-03 10:00")
    assert ana.texts()[-1] == DORMIR
    with ana.rt.database.reading() as session:
        sent = session.scalars(select(Communication).where(Communication.template == "own_score")).all()
    assert {(text.params["question_id"], text.params["version"]) for text in sent} == {(added.id, 1)}


def test_own_words_answer_an_own_question_for_them(ana: Cast, clock: VirtualClock) -> None:
    text = "What was the best of your week? Reply in your own words"
    texts = {"text_en": text, "text_es": "¿Qué fue lo mejor de su semana? Responda con sus propias palabras"}
    clinic_sets(ana, **OWN | {"name": "Best", "answer": "text"}, **texts)
    switch(ana, "own-1")
    go(ana, clock, "2026-03-02 10:00")
    assert ana.texts()[-1] == text
    say(ana, "walked the dog by the river")
    assert answers(ana) == [("own-1", "2026-03-02", None, "walked the dog by the river")]


def test_a_changed_wording_goes_out_from_then_on_and_every_version_is_kept(ana: Cast, clock: VirtualClock) -> None:
    own = "How was your worst moment today? Reply 0 (none) to 10 (worst)"
    clinic_sets(ana, kind="craving", on=True, at="18:00", cadence="daily", threshold=8, goal=2, text_en=own)
    assert (
        clinic_sets(ana, kind="craving", on=True, at="18:00", cadence="daily", threshold=8, goal=2, text_en=own) is None
    )
    switch(ana, "craving")
    go(ana, clock, "2026-03-02 18:00")
    assert ana.texts()[-1] == own
    say(ana, "7")
    assert ana.open_flags() == []
    clinic_sets(ana, kind="craving", on=True, at="18:00", cadence="daily", threshold=7, goal=3)
    go(ana, clock, "2026-03-03 18:00")
    assert ana.texts()[-1] == CRAVING
    with ana.rt.database.reading() as session:
        rows = session.scalars(select(QuestionVersion).order_by(QuestionVersion.number)).all()
    assert [(row.number, row.text_en, row.recorded_by) for row in rows] == [(1, own, ana.ben.id), (2, "", ana.ben.id)]


def test_a_question_that_is_off_for_the_clinic_is_asked_of_nobody(ana: Cast, clock: VirtualClock) -> None:
    switch(ana, "craving")
    clinic_sets(ana, kind="craving", on=False, at="19:00", cadence="daily")
    go(ana, clock, "2026-03-02 19:00")
    assert questions(ana) == []
    with pytest.raises(Refused, match="is switched off for the clinic"):
        switch(ana, "craving", at="12:00")
    clinic_sets(ana, kind="craving", on=True, at="19:00", cadence="daily")
    go(ana, clock, "2026-03-03 19:00")
    assert questions(ana) == [CRAVING]


def test_the_planner_can_be_switched_off_and_worded_by_the_clinic(ana: Cast, clock: VirtualClock) -> None:
    ana.start(targeted(starts_on="2026-03-02", risk_weekdays=["sun"], ask_at=None))
    switch(ana, "planner")
    clinic_sets(ana, kind="planner", on=False)
    go(ana, clock, "2026-03-05 17:00")
    assert questions(ana) == []
    own = "Which days shall we plan for? Reply with days, such as FRI SAT, or 0"
    clinic_sets(ana, kind="planner", on=True, text_en=own)
    go(ana, clock, "2026-03-12 17:00")
    assert ana.texts()[-1] == own
    assert say(ana, "FRI") == "Thank you, planned: Fri 13 Mar."


def test_questions_of_one_clinic_are_none_of_another(ana: Cast) -> None:
    clinic_sets(ana, **OWN, text_en=SLEEP, text_es=DORMIR)
    with ana.rt.database.writing() as session:
        patient = session.get_one(Patient, ana.other)
        with pytest.raises(Refused, match="not valid"):
            set_check_in(session, ana.cleo, patient, {"kind": "own-1", "on": True}, now=ana.rt.now())


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        (OWN | {"text_en": SLEEP}, "write the question in Spanish"),
        (OWN | {"text_en": "How was your craving? Reply 0 to 10", "text_es": DORMIR}, "says too much"),
        (OWN | {"text_en": SLEEP, "text_es": DORMIR, "name": ""}, "name"),
        (OWN | {"text_en": SLEEP, "text_es": DORMIR, "answer": "drinks"}, "score, text"),
        (OWN | {"text_en": SLEEP, "text_es": DORMIR, "at": "07:00"}, "texting hours"),
        (OWN | {"text_en": SLEEP, "text_es": DORMIR, "threshold": 5, "goal": 6}, "below the threshold"),
        ({"kind": "craving", "on": True, "at": "19:00", "cadence": "daily", "answer": "text"}, "cannot be changed"),
        ({"kind": "craving", "on": True, "at": "19:00", "cadence": "daily", "name": "X"}, "is fixed"),
        ({"kind": "follow_up", "on": True, "text_en": SLEEP}, "cannot be replaced"),
        ({"kind": "planner", "on": True, "at": "12:00"}, "follows from the plan"),
        ({"kind": "craving", "at": "19:00", "cadence": "daily"}, "on: write true or false"),
        ({"kind": "weather", "on": True}, "not valid"),
    ],
)
def test_a_question_that_cannot_be_is_refused_with_a_sentence(ana: Cast, entered: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        clinic_sets(ana, **entered)
