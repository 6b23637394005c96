"""The Thursday planner and the follow-up of the day after: when they are asked, and what each answer does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from adherence.actions.change_patient import change_patient
from adherence.actions.report_drinking import report_drinking
from adherence.actions.set_check_in import set_check_in
from adherence.actions.set_patient_status import set_patient_status
from adherence.db.communications import Communication
from adherence.db.drinking import DrinkingReport, drinking_reports
from adherence.db.holds import Hold
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.domain.states import DoseState, HoldKind, MessageState, Source
from adherence.jobs import run_jobs_once
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.test_targeted_keywords import act, go, planned, risk_days, say
from tests.unit.regimens import targeted

PLANNER = "Any days to plan for this week? Reply with the days, such as FRI SAT, or 0 for none"
TAKEN = "About the one you planned yesterday: reply 1 done, 3 not done"
NIGHT = "About yesterday: what time was the first one? Reply with a time such as 19:30, or 0 for none"
FIRST = "Thank you. What time was the first one? Reply with a time such as 19:30, or 0 for none"
COUNT = "Thank you. And how many in all? Reply a number, 0 for none"
AM_PM = "Was that in the morning or in the evening? Reply with am or pm, such as 9 pm"
OVER = "Thank you, that is all for now."


def switch(cast: Cast, kind: str, *, on: bool = True, **more: Any) -> None:
    act(cast, set_check_in, {"kind": kind, "on": on, **more})


def questions(cast: Cast) -> list[str]:
    return [text for text in cast.texts() if text in (PLANNER, TAKEN, NIGHT, FIRST, COUNT, AM_PM)]


def reports(cast: Cast) -> list[tuple[str, bool | None, str | None, int | None, Source]]:
    patient = cast.patient()
    with cast.rt.database.reading() as session:
        found = session.scalars(
            select(DrinkingReport).where(DrinkingReport.patient_id == patient.id).order_by(DrinkingReport.id)
        )
        return [
            (
                str(row.on),
                row.drank,
                f"{row.first_drink_at.astimezone(patient.zone):%d %H:%M}" if row.first_drink_at else None,
                row.drinks,
                row.source,
            )
            for row in found
        ]


@pytest.fixture
def plan(cast: Cast, clock: VirtualClock) -> Cast:
    """Ana has a targeted plan for Fridays and Saturdays at 19:00; it is Monday 2 March 2026, 9 in the morning."""
    cast.start(targeted(starts_on="2026-03-02", ask_at=None))
    go(cast, clock, "2026-03-02 09:00")
    return cast


@pytest.fixture
def morning_after(plan: Cast, clock: VirtualClock) -> Cast:
    """Friday's prompt was not answered, and it is Saturday at ten: the follow-up has just been asked."""
    switch(plan, "follow_up")
    go(plan, clock, "2026-03-06 17:30")
    go(plan, clock, "2026-03-07 10:00")
    assert questions(plan) == [TAKEN]
    return plan


def test_nothing_is_asked_before_it_is_switched_on(plan: Cast, clock: VirtualClock) -> None:
    for local in ("2026-03-05 17:00", "2026-03-06 17:30", "2026-03-07 10:00"):
        go(plan, clock, local)
    assert questions(plan) == []


def test_the_planner_is_asked_once_on_thursday_and_its_days_are_declared(plan: Cast, clock: VirtualClock) -> None:
    switch(plan, "planner")
    for local in ("2026-03-04 17:00", "2026-03-05 16:59"):
        go(plan, clock, local)
    assert questions(plan) == []
    for local in ("2026-03-05 17:00", "2026-03-05 17:30", "2026-03-05 20:59"):
        go(plan, clock, local)
    assert questions(plan) == [PLANNER]
    assert say(plan, "SUN 6pm, tue 21:00") == "Thank you, planned: Sun 8 Mar 18:00, Tue 10 Mar 21:00."
    assert [(on, at) for on, at, _, _ in risk_days(plan)] == [("2026-03-08", "18:00"), ("2026-03-10", "21:00")]
    go(plan, clock, "2026-03-12 17:00")
    assert questions(plan) == [PLANNER, PLANNER]


def test_zero_leaves_the_weekly_days_as_they_are(plan: Cast, clock: VirtualClock) -> None:
    switch(plan, "planner")
    go(plan, clock, "2026-03-05 17:00")
    assert say(plan, "0") == "Thank you, noted. What was planned before stays as it is."
    go(plan, clock, "2026-03-07 10:00")
    assert [on for on, _, _ in planned(plan)] == ["2026-03-06", "2026-03-07"]
    assert plan.open_flags() == []


def test_the_answer_to_the_planner_holds_for_48_hours_also_behind_a_prompt(plan: Cast, clock: VirtualClock) -> None:
    switch(plan, "planner")
    go(plan, clock, "2026-03-05 17:00")
    go(plan, clock, "2026-03-06 18:00")
    assert say(plan, "1") == "Thank you, noted as done."
    assert say(plan, "SUN") == "Thank you, planned: Sun 8 Mar."
    go(plan, clock, "2026-03-07 17:01")
    say(plan, "MON")
    assert [on for on, _, _, _ in risk_days(plan)] == ["2026-03-08"]


def test_the_code_of_a_dose_text_is_not_read_as_an_answer_to_the_planner(plan: Cast, clock: VirtualClock) -> None:
    switch(plan, "planner")
    say(plan, "RISK THU 18:15")
    go(plan, clock, "2026-03-05 16:45")
    go(plan, clock, "2026-03-05 17:00")
    assert questions(plan) == [PLANNER]
    assert say(plan, "1") == "Thank you, noted as done."


@pytest.mark.parametrize("text", ["fri but not sat", "it depends", "all week"])
def test_an_unclear_answer_to_the_planner_goes_to_people(plan: Cast, clock: VirtualClock, text: str) -> None:
    switch(plan, "planner")
    go(plan, clock, "2026-03-05 17:00")
    assert say(plan, text).startswith("Thank you. We passed this on")
    assert (risk_days(plan), plan.open_flags()) == ([], ["unclear"])


def test_yes_to_the_planner_asks_which_day(plan: Cast, clock: VirtualClock) -> None:
    switch(plan, "planner")
    go(plan, clock, "2026-03-05 17:00")
    assert say(plan, "yes").startswith("Which day?")
    assert say(plan, "sat") == "Thank you, planned: Sat 7 Mar."


def test_an_own_time_counts_and_one_that_is_set_after_it_waits_a_week(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-05 17:10")
    switch(plan, "planner", at="12:00")
    go(plan, clock, "2026-03-05 17:20")
    assert questions(plan) == []
    go(plan, clock, "2026-03-12 12:00")
    assert questions(plan) == [PLANNER]


def test_after_an_outage_the_planner_leaves_only_within_texting_hours_of_its_day(
    plan: Cast, clock: VirtualClock
) -> None:
    switch(plan, "planner")
    go(plan, clock, "2026-03-05 21:30")
    go(plan, clock, "2026-03-06 09:00")
    assert questions(plan) == []
    go(plan, clock, "2026-03-12 20:30")
    assert questions(plan) == [PLANNER]


def test_nobody_paused_held_or_switched_off_is_asked(plan: Cast, clock: VirtualClock) -> None:
    switch(plan, "planner")
    act(plan, set_patient_status, {"status": "paused"})
    go(plan, clock, "2026-03-05 17:00")
    act(plan, set_patient_status, {"status": "active"})
    with plan.rt.database.writing() as session:
        patient = session.get_one(Patient, plan.ana)
        on = datetime(2026, 3, 12, tzinfo=UTC).date()
        held = {"from_on": on, "to_on": on, "stops_on": on, "needs_gate": False}
        session.add(
            Hold(clinic_id=patient.clinic_id, patient_id=patient.id, kind=HoldKind.TRAVEL, recorded_at=clock.at, **held)
        )
    go(plan, clock, "2026-03-05 21:00")
    go(plan, clock, "2026-03-12 17:00")
    switch(plan, "planner", on=False)
    go(plan, clock, "2026-03-19 17:00")
    assert questions(plan) == []


def test_switching_off_takes_back_a_question_that_waits(plan: Cast, clock: VirtualClock) -> None:
    switch(plan, "planner")
    go(plan, clock, "2026-03-05 16:55")
    with plan.rt.database.writing() as session:
        session.get_one(Patient, plan.ana).talking_until = clock.at.replace(hour=23)
    go(plan, clock, "2026-03-05 17:00")
    switch(plan, "planner", on=False)
    go(plan, clock, "2026-03-05 19:30")
    assert questions(plan) == []
    with plan.rt.database.reading() as session:
        [text] = session.scalars(select(Communication).where(Communication.template == "planner")).all()
    assert (text.state, text.reason, text.occasion) == (MessageState.CANCELLED, "switched_off", "planner:2026-03-05")


def test_a_time_that_the_clock_change_skips_and_a_date_that_the_zone_skips(cast: Cast, clock: VirtualClock) -> None:
    clock.move_to(datetime(2011, 12, 26, 20, 0, tzinfo=UTC))
    act(cast, change_patient, {"time_zone": "Pacific/Apia"})
    cast.start(targeted(starts_on="2011-12-01", risk_weekdays=["thu"], ask_at=None))
    switch(cast, "follow_up")
    go(cast, clock, "2011-12-29 17:30", "Pacific/Apia")
    go(cast, clock, "2011-12-31 10:00", "Pacific/Apia")
    assert questions(cast) == [TAKEN], "the day after Thursday 29 December was Saturday the 31st"


def test_the_whole_follow_up_is_recorded_answer_by_answer(morning_after: Cast, clock: VirtualClock) -> None:
    assert say(morning_after, "1") == FIRST
    dose = morning_after.doses()[0]
    assert (dose.state, dose.taken_at, dose.source) == (DoseState.TAKEN, None, Source.PATIENT_SMS)
    assert say(morning_after, "9pm") == COUNT
    assert say(morning_after, "4 or 5") == OVER
    assert reports(morning_after) == [
        ("2026-03-06", True, "06 21:00", None, Source.PATIENT_SMS),
        ("2026-03-06", True, None, 5, Source.PATIENT_SMS),
    ]
    assert morning_after.open_flags() == []
    go(morning_after, clock, "2026-03-07 17:30")
    assert say(morning_after, "1") == "Thank you, noted as done."


@pytest.mark.parametrize(
    ("local", "word", "state"),
    [
        ("2026-03-07 11:59", "1", DoseState.TAKEN),
        ("2026-03-07 12:00", "1", DoseState.TAKEN_LATE),
        ("2026-03-08 11:59", "done", DoseState.TAKEN_LATE),
        ("2026-03-07 11:59", "3", DoseState.SKIPPED),
        ("2026-03-07 12:00", "3", DoseState.MISSED),
    ],
)
def test_the_hour_of_the_answer_decides_what_became_of_the_dose(
    morning_after: Cast, clock: VirtualClock, local: str, word: str, state: DoseState
) -> None:
    if local.startswith("2026-03-08"):
        act(morning_after, set_patient_status, {"status": "active"})
        with morning_after.rt.database.writing() as session:
            session.get_one(Patient, morning_after.ana).talking_until = clock.at.replace(day=9)
    go(morning_after, clock, local)
    say(morning_after, word)
    assert planned(morning_after)[0][2] is state


def test_a_dose_that_was_answered_begins_with_the_first_drink_and_zero_ends_it(plan: Cast, clock: VirtualClock) -> None:
    switch(plan, "follow_up", at="09:30")
    go(plan, clock, "2026-03-06 17:35")
    say(plan, "1")
    go(plan, clock, "2026-03-07 09:30")
    assert questions(plan) == [NIGHT]
    assert say(plan, "0") == OVER
    assert reports(plan) == [("2026-03-06", False, None, 0, Source.PATIENT_SMS)]


def test_a_drink_after_midnight_belongs_to_the_night_before(morning_after: Cast) -> None:
    say(morning_after, "1")
    assert say(morning_after, "1:30 am") == COUNT
    assert reports(morning_after) == [("2026-03-06", True, "07 01:30", None, Source.PATIENT_SMS)]


def test_a_night_of_the_clock_change_counts_elapsed_time(plan: Cast, clock: VirtualClock) -> None:
    switch(plan, "follow_up")
    go(plan, clock, "2026-03-07 17:30")
    go(plan, clock, "2026-03-08 10:00")
    say(plan, "1")
    say(plan, "2:30 am")
    assert reports(plan) == [("2026-03-07", True, "08 03:00", None, Source.PATIENT_SMS)]


@pytest.mark.parametrize(("then", "hour"), [("pm", "06 21:00"), ("9 pm", "06 21:00"), ("in the evening", "06 21:00")])
def test_an_hour_that_could_be_two_is_asked_about(morning_after: Cast, then: str, hour: str) -> None:
    say(morning_after, "1")
    assert say(morning_after, "9") == AM_PM
    assert reports(morning_after) == []
    assert say(morning_after, then) == COUNT
    assert reports(morning_after) == [("2026-03-06", True, hour, None, Source.PATIENT_SMS)]


def test_an_hour_that_stays_unsure_goes_to_people(morning_after: Cast) -> None:
    say(morning_after, "1")
    say(morning_after, "9")
    assert say(morning_after, "9").startswith("Thank you. We passed this on")
    assert (reports(morning_after), morning_after.open_flags()) == ([], ["unclear"])


def test_what_is_not_remembered_stays_unknown_and_is_no_flag(morning_after: Cast) -> None:
    say(morning_after, "3")
    assert say(morning_after, "I don't remember") == COUNT
    assert say(morning_after, "lost count") == OVER
    assert (reports(morning_after), morning_after.open_flags()) == ([], [])


def test_drinking_that_is_told_to_our_question_is_an_answer_and_no_lapse(morning_after: Cast) -> None:
    say(morning_after, "3")
    assert say(morning_after, "had my first beer at 9pm") == COUNT
    assert say(morning_after, "got drunk, 8 beers") == OVER
    assert [(row[2], row[3]) for row in reports(morning_after)] == [("06 21:00", None), (None, 8)]
    assert morning_after.open_flags() == []


@pytest.mark.parametrize(
    ("text", "flag"),
    [("9pm, and took some percs", "opioid_use"), ("i want to die", "crisis"), ("I used", "opioid_use")],
)
def test_words_of_danger_always_reach_people_and_nothing_is_asked_on(morning_after: Cast, text: str, flag: str) -> None:
    say(morning_after, "1")
    say(morning_after, text)
    assert flag in morning_after.open_flags()
    assert COUNT not in morning_after.texts()


@pytest.mark.parametrize("text", ["200", "a few", "2 beers and 3 shots"])
def test_a_count_that_is_none_goes_to_people(morning_after: Cast, text: str) -> None:
    for answer in ("1", "9pm"):
        say(morning_after, answer)
    assert say(morning_after, text).startswith("Thank you. We passed this on")
    assert morning_after.open_flags() == ["unclear"]
    assert len(reports(morning_after)) == 1


def test_a_high_count_is_no_craving(morning_after: Cast) -> None:
    for answer in ("1", "9pm", "12"):
        say(morning_after, answer)
    assert morning_after.open_flags() == []


@pytest.mark.parametrize("text", ["2", "later", "hmm what"])
def test_no_answer_to_taken_goes_to_people(morning_after: Cast, text: str) -> None:
    assert say(morning_after, text).startswith("Thank you. We passed this on")
    assert planned(morning_after)[0][2] is DoseState.OPEN
    assert say(morning_after, "1") == FIRST, "the question still waits"


def test_the_time_of_the_tablet_is_not_taken_for_the_first_drink(morning_after: Cast) -> None:
    say(morning_after, "1")
    say(morning_after, "took the pill at 6pm")
    assert reports(morning_after) == []


def test_undo_after_an_answer_about_drinking_takes_that_back_and_not_the_dose(morning_after: Cast) -> None:
    for answer in ("1", "9pm"):
        say(morning_after, answer)
    assert say(morning_after, "UNDO") == "OK, we took back your last answer."
    with morning_after.rt.database.reading() as session:
        assert drinking_reports(session, morning_after.ana, date(2026, 3, 1), date(2026, 3, 31)) == []
    assert planned(morning_after)[0][2] is DoseState.TAKEN


def test_a_day_that_was_called_off_or_never_prompted_has_no_follow_up(plan: Cast, clock: VirtualClock) -> None:
    switch(plan, "follow_up")
    go(plan, clock, "2026-03-06 12:00")
    say(plan, "no risk today")
    go(plan, clock, "2026-03-07 10:00")
    go(plan, clock, "2026-03-07 19:30")
    go(plan, clock, "2026-03-08 10:00")
    assert questions(plan) == [], "Saturday's prompt had expired before it could leave"


def test_a_dose_of_go_has_a_follow_up(plan: Cast, clock: VirtualClock) -> None:
    switch(plan, "follow_up")
    go(plan, clock, "2026-03-03 22:00")
    say(plan, "GO")
    go(plan, clock, "2026-03-04 10:00")
    assert questions(plan) == [TAKEN]


def test_the_follow_up_is_spanish_for_who_reads_spanish(plan: Cast, clock: VirtualClock) -> None:
    act(plan, change_patient, {"language": "es"})
    switch(plan, "follow_up")
    go(plan, clock, "2026-03-06 17:30")
    go(plan, clock, "2026-03-07 10:00")
    assert say(plan, "1").startswith("Gracias. ¿A qué hora fue la primera vez?")
    assert say(plan, "a las 9 de la noche").startswith("Gracias. ¿Y qué cantidad fue en total?")
    assert say(plan, "tres") == "Gracias, eso es todo por ahora."
    assert [(row[2], row[3]) for row in reports(plan)] == [("06 21:00", None), (None, 3)]


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        ({"kind": "planner"}, "on: write true or false"),
        ({"kind": "weather", "on": True}, "planner, follow_up"),
        ({"kind": "planner", "on": 1}, "true or false"),
        ({"kind": "planner", "on": True, "at": "21:00"}, "08:00 to before 21:00"),
        ({"kind": "planner", "on": True, "at": "07:59"}, "08:00 to before 21:00"),
        ({"kind": "follow_up", "on": True, "at": "20:00"}, "08:00 to before 20:00"),
        ({"kind": "planner", "on": True, "at": "noon"}, "HH:MM"),
        ({"kind": "planner", "on": True, "every": "week"}, "is not a field here"),
    ],
)
def test_a_check_in_that_cannot_be_is_refused_with_a_sentence(plan: Cast, entered: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        act(plan, set_check_in, entered)


def test_a_check_in_needs_a_targeted_plan_but_can_always_be_switched_off(cast: Cast) -> None:
    with pytest.raises(Refused, match="no active targeted plan") as refusal:
        switch(cast, "planner")
    assert refusal.value.conflict
    switch(cast, "planner", on=False)


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        ({"on": "2026-03-08", "drank": True}, "lies in the future"),
        ({"on": "2026-03-06", "drank": "maybe"}, "true or false"),
        ({"on": "2026-03-06"}, "drank: write true or false"),
        ({"on": "2026-03-06", "drank": True, "first_drink_at": "2026-03-06T10:59:00Z"}, "must lie from 06:00"),
        ({"on": "2026-03-06", "drank": True, "first_drink_at": "2026-03-07T11:00:00Z"}, "must lie from 06:00"),
        ({"on": "2026-03-06", "drank": True, "first_drink_at": "2026-03-08T11:00:00Z"}, "lies in the future"),
        ({"on": "2026-03-06", "drank": True, "first_drink_at": "9pm"}, "is not an instant"),
        ({"on": "2026-03-06", "drank": False, "drinks": 3}, "is false, so leave out"),
        ({"on": "2026-03-06", "drank": True, "drinks": 0}, "is 0 for a day with drinking"),
        ({"on": "2026-03-06", "drank": True, "drinks": 101}, "whole number from 0 to 100"),
        ({"on": "2026-03-01", "drank": True}, "no targeted plan on that day"),
    ],
)
def test_a_drinking_day_that_cannot_be_is_refused_with_a_sentence(
    plan: Cast, clock: VirtualClock, entered: dict[str, Any], words: str
) -> None:
    go(plan, clock, "2026-03-07 12:00")
    with pytest.raises(Refused, match=words):
        act(plan, report_drinking, entered)
    assert reports(plan) == []


def test_staff_record_drinking_also_on_a_day_without_a_dose(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-07 12:00")
    act(
        plan,
        report_drinking,
        {"on": "2026-03-04", "drank": True, "first_drink_at": "2026-03-05T01:00:00Z", "drinks": 2},
    )
    act(plan, report_drinking, {"on": "2026-03-05", "drank": False})
    assert reports(plan) == [
        ("2026-03-04", True, "04 20:00", 2, Source.STAFF),
        ("2026-03-05", False, None, 0, Source.STAFF),
    ]
    with plan.rt.database.reading() as session:
        assert len(drinking_reports(session, plan.ana, clock.at.date().replace(day=4), clock.at.date())) == 2


def test_a_patient_of_another_zone_is_asked_at_the_local_hour(plan: Cast, clock: VirtualClock) -> None:
    tokyo = plan.enrol(time_zone="Asia/Tokyo")
    plan.start(targeted(starts_on="2026-03-02"), tokyo)
    with plan.rt.database.writing() as session:
        patient = session.get_one(Patient, tokyo)
        set_check_in(session, plan.ben, patient, {"kind": "planner", "on": True}, now=plan.rt.now())
    clock.move_to(datetime(2026, 3, 5, 16, 59, tzinfo=ZoneInfo("Asia/Tokyo")))
    run_jobs_once(plan.rt)
    assert PLANNER not in plan.texts(tokyo)
    clock.pass_by(minutes=1)
    run_jobs_once(plan.rt)
    assert PLANNER in plan.texts(tokyo)
    assert PLANNER not in plan.texts()
