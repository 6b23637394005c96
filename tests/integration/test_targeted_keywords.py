"""RISK, NO RISK and GO by text: what is planned, what is answered, and what goes to a person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from adherence.actions.change_patient import change_patient
from adherence.actions.declare_risk_day import declare_risk_day
from adherence.actions.set_patient_status import set_patient_status
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.holds import Hold
from adherence.db.patients import Patient
from adherence.db.regimens import RiskDay
from adherence.domain.errors import Refused
from adherence.domain.purpose import Purpose
from adherence.domain.states import DoseState, HoldKind, MessageState
from adherence.jobs import run_jobs_once
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily, targeted

NEW_YORK = "America/New_York"
GO = "OK. Now is the time for it. Reply 1 done, 3 skip"


def go(cast: Cast, clock: VirtualClock, local: str, zone: str = NEW_YORK) -> None:
    """Move the clock to a local time and let the worker do what is due."""
    clock.move_to(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)))
    run_jobs_once(cast.rt)
    run_jobs_once(cast.rt)


def say(cast: Cast, body: str) -> str:
    """The patient writes; gives our newest text."""
    before = len(cast.texts())
    cast.reply(body)
    run_jobs_once(cast.rt)
    run_jobs_once(cast.rt)
    return cast.texts()[-1] if len(cast.texts()) > before else ""


def act(cast: Cast, action: Any, data: dict[str, Any]) -> Any:
    with cast.rt.database.writing() as session:
        return action(session, cast.ben, session.get_one(Patient, cast.ana), data, now=cast.rt.now())


def risk_days(cast: Cast) -> list[tuple[str, str | None, bool, str]]:
    with cast.rt.database.reading() as session:
        days = session.scalars(select(RiskDay).where(RiskDay.patient_id == cast.ana).order_by(RiskDay.on))
        return [(str(day.on), day.anticipated_at, day.declined, day.source) for day in days]


def planned(cast: Cast) -> list[tuple[str, str, DoseState]]:
    return [(str(dose.on), dose.slot, dose.state_at(cast.rt.now())) for dose in cast.doses()]


@pytest.fixture
def plan(cast: Cast, clock: VirtualClock) -> Cast:
    """Ana has a targeted plan for Fridays and Saturdays at 19:00; it is Monday 2 March 2026, 9 in the morning."""
    cast.start(targeted(starts_on="2026-03-02", ask_at=None))
    go(cast, clock, "2026-03-02 09:00")
    return cast


@pytest.mark.parametrize(
    ("text", "days", "answer"),
    [
        ("RISK WED", [("2026-03-04", None)], "Thank you, planned: Wed 4 Mar."),
        ("risk wed thu", [("2026-03-04", None), ("2026-03-05", None)], "Thank you, planned: Wed 4 Mar, Thu 5 Mar."),
        ("Risk: Wed, 9pm!", [("2026-03-04", "21:00")], "Thank you, planned: Wed 4 Mar 21:00."),
        ("RISK TODAY", [("2026-03-02", None)], "Thank you, planned: Mon 2 Mar."),
        ("risk mon", [("2026-03-02", None)], "Thank you, planned: Mon 2 Mar."),
        ("riesgo MIÉ 21:30", [("2026-03-04", "21:30")], "Thank you, planned: Wed 4 Mar 21:30."),
        ("RISK TUE 8pm SUN 13:00", [("2026-03-03", "20:00"), ("2026-03-08", "13:00")],
         "Thank you, planned: Tue 3 Mar 20:00, Sun 8 Mar 13:00."),
        ("R I S K tomorrow", [("2026-03-03", None)], "Thank you, planned: Tue 3 Mar."),
    ],
)  # fmt: skip
def test_named_days_are_declared_and_said_back(
    plan: Cast, text: str, days: list[tuple[str, str | None]], answer: str
) -> None:
    assert say(plan, text) == answer
    assert risk_days(plan) == [(on, at, False, "patient_sms") for on, at in days]


def test_a_declared_day_is_prompted_at_its_own_time_and_other_days_expect_nothing(
    plan: Cast, clock: VirtualClock
) -> None:
    say(plan, "RISK WED 21:00")
    for on in ("02", "03", "04", "05"):
        go(plan, clock, f"2026-03-{on} 19:29")
        go(plan, clock, f"2026-03-{on} 19:30")
    prompts = [text for text in plan.texts() if "planned today" in text]
    assert len(prompts) == 1
    assert [(on, slot) for on, slot, _ in planned(plan)] == [("2026-03-04", "21:00"), ("2026-03-06", "19:00")]


def test_nothing_is_expected_on_days_without_risk_and_no_silence_is_counted(plan: Cast, clock: VirtualClock) -> None:
    before = len(plan.texts())
    for on in ("02", "03", "04", "05"):
        go(plan, clock, f"2026-03-{on} 12:00")
        go(plan, clock, f"2026-03-{on} 22:00")
    assert len(plan.texts()) == before
    assert [on for on, _, _ in planned(plan)] == ["2026-03-06"]
    assert plan.open_flags() == []


def test_the_last_declaration_of_a_date_holds(plan: Cast) -> None:
    say(plan, "RISK TUE 20:00")
    say(plan, "RISK TUE 22:00")
    assert [(on, slot) for on, slot, _ in planned(plan)] == [("2026-03-03", "22:00")]
    act(plan, declare_risk_day, {"on": "2026-03-03", "anticipated_at": "18:00"})
    assert [(on, slot) for on, slot, _ in planned(plan)] == [("2026-03-03", "18:00")]
    assert say(plan, "RISK TUE") == "Thank you, planned: Tue 3 Mar."
    assert [(on, slot) for on, slot, _ in planned(plan)] == [("2026-03-03", "18:00")], "a day keeps its time"


def test_risk_alone_is_asked_about_and_the_day_alone_then_answers(plan: Cast) -> None:
    assert say(plan, "RISK") == "Which day? Reply RISK and the day, such as RISK SAT or RISK FRI 21:00"
    assert risk_days(plan) == []
    assert say(plan, "wed 9 pm") == "Thank you, planned: Wed 4 Mar 21:00."


@pytest.mark.parametrize("text", ["RISK WED 9", "RISK 3/4", "RISK NEXT WED", "risk wed 9:30"])
def test_what_could_mean_two_things_is_asked_about(plan: Cast, text: str) -> None:
    assert say(plan, text).startswith("Which day?")
    assert risk_days(plan) == []


def test_a_time_that_is_over_is_answered_and_nothing_is_planned(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-03 20:00")
    over = "That time has passed, so nothing new is planned. Reply GO if it is now, or RISK and another day."
    assert say(plan, "RISK TODAY") == over
    assert say(plan, "RISK TUE 19:59") == over
    assert say(plan, "risk yesterday") == over
    assert risk_days(plan) == []
    assert say(plan, "RISK TODAY 22:00") == "Thank you, planned: Tue 3 Mar 22:00."


def test_without_a_targeted_plan_it_is_flagged_and_never_lost(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 09:00")
    assert say(cast, "RISK SAT").startswith("Thank you. We passed this on to the team.")
    assert say(cast, "GO").startswith("Thank you. We passed this on to the team.")
    assert cast.open_flags() == ["craving"]
    assert cast.flags()[0].times == 2


def test_a_plan_that_waits_for_the_gate_keeps_the_day_and_tells_people(cast: Cast, clock: VirtualClock) -> None:
    cast.start(targeted(starts_on="2026-03-02"), agent=None)
    go(cast, clock, "2026-03-02 09:00")
    assert say(cast, "RISK SAT").startswith("Thank you. We passed this on")
    assert risk_days(cast) == [("2026-03-07", None, False, "patient_sms")]
    assert say(cast, "GO").startswith("Thank you. We passed this on")
    assert (planned(cast), cast.open_flags()) == ([], ["craving"])


def test_a_risk_day_can_be_taken_back_by_text(plan: Cast, clock: VirtualClock) -> None:
    say(plan, "RISK WED THU")
    assert say(plan, "NO RISK WED") == "Thank you. We will not text you about Wed 4 Mar."
    assert say(plan, "not friday after all") == "Thank you. We will not text you about Fri 6 Mar."
    go(plan, clock, "2026-03-07 10:00")
    assert [on for on, _, _ in planned(plan)] == ["2026-03-05", "2026-03-07"]
    assert plan.open_flags() == []


def test_taking_back_today_after_its_prompt_excuses_the_dose(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-06 17:30")
    assert say(plan, "no risk today") == "Thank you. We will not text you about Fri 6 Mar."
    assert planned(plan)[0] == ("2026-03-06", "19:00", DoseState.EXCUSED)
    assert say(plan, "risk today") == "Thank you. Today is planned already. Reply 1 done, 3 skip"
    say(plan, "1")
    assert planned(plan)[0][2] is DoseState.TAKEN


@pytest.mark.parametrize("text", ["no risk", "NO RISK YESTERDAY"])
def test_taking_back_no_day_is_for_people(plan: Cast, text: str) -> None:
    assert say(plan, text).startswith("Thank you. We passed this on")
    assert (risk_days(plan), plan.open_flags()) == ([], ["unclear"])


def test_a_wish_to_drink_reaches_people_and_declares_nothing(plan: Cast) -> None:
    say(plan, "i really want a drink so bad")
    assert (risk_days(plan), plan.open_flags()) == ([], ["craving"])


def test_a_day_in_free_words_is_declared(plan: Cast) -> None:
    assert say(plan, "going to a wedding thursday") == "Thank you, planned: Thu 5 Mar."


def test_go_on_an_ordinary_day_makes_the_one_dose_of_the_day_due_at_once(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-03 22:40")
    assert say(plan, "GO") == GO
    [dose, *_] = plan.doses()
    assert (str(dose.on), dose.slot, dose.due_at) == ("2026-03-03", "23:59", clock.at)
    clock.pass_by(minutes=3)
    assert say(plan, "1") == "Thank you, noted as done."
    assert planned(plan)[0][2] is DoseState.TAKEN
    clock.pass_by(minutes=3)
    assert say(plan, "GO").startswith("Thank you. Today's is noted as done already.")
    assert [on for on, _, _ in planned(plan)].count("2026-03-03") == 1
    assert not [text for text in plan.texts() if "planned today" in text]


def test_go_brings_the_dose_of_the_day_forward_and_its_prompt_is_not_sent(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-06 12:00")
    assert say(plan, "go!") == GO
    go(plan, clock, "2026-03-06 17:30")
    go(plan, clock, "2026-03-06 18:59")
    assert not [text for text in plan.texts() if "planned today" in text]
    assert [(on, slot) for on, slot, _ in planned(plan)] == [("2026-03-06", "19:00"), ("2026-03-07", "19:00")]
    with plan.rt.database.reading() as session:
        [prompt] = session.scalars(
            select(Communication).join(Dose, Communication.dose_id == Dose.id).where(
                Dose.patient_id == plan.ana, Dose.on == plan.doses()[0].on,
                Communication.purpose == Purpose.TARGETED_PROMPT,
            )
        ).all()  # fmt: skip
    assert (prompt.state, prompt.reason) == (MessageState.CANCELLED, "asked_for_now")


def test_a_second_go_is_answered_again_and_plans_nothing_new(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-03 20:00")
    assert [say(plan, "GO"), say(plan, "GO")] == [GO, GO]
    assert len(plan.doses()) == 1


def test_go_after_midnight_belongs_to_the_new_date_and_one_settles_it(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-06 17:30")
    go(plan, clock, "2026-03-07 00:30")
    assert say(plan, "GO") == GO
    assert say(plan, "1") == "Thank you, noted as done."
    assert [(on, state) for on, _, state in planned(plan)] == [
        ("2026-03-06", DoseState.OPEN),
        ("2026-03-07", DoseState.TAKEN),
    ]
    go(plan, clock, "2026-03-07 17:30")
    assert len([text for text in plan.texts() if "planned today" in text]) == 1, "one a day: Saturday's is taken"


def test_go_after_saying_no_opens_the_question_again(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-06 17:30")
    say(plan, "3")
    assert planned(plan)[0][2] is DoseState.SKIPPED
    clock.pass_by(minutes=30)
    assert say(plan, "GO") == GO
    clock.pass_by(minutes=5)
    say(plan, "1")
    assert planned(plan)[0][2] is DoseState.TAKEN


def test_go_after_an_excused_day_makes_it_due(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-06 12:00")
    say(plan, "no risk today")
    assert say(plan, "GO") == GO
    assert [state for on, _, state in planned(plan) if on == "2026-03-06"] == [DoseState.OPEN]


def test_three_after_go_skips_that_dose(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-03 20:00")
    say(plan, "GO")
    assert say(plan, "3") == "Thank you for telling us. Noted as skipped."
    assert planned(plan)[0][2] is DoseState.SKIPPED


def test_silence_after_go_is_no_answer_and_not_an_undelivered_text(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-03 20:00")
    say(plan, "GO")
    go(plan, clock, "2026-03-04 11:59")
    assert planned(plan)[0][2] is DoseState.OPEN
    go(plan, clock, "2026-03-04 12:01")
    dose = plan.doses()[0]
    assert (dose.state, dose.undelivered) == (DoseState.NO_ANSWER, False)


def test_spanish_voy_means_go_whatever_was_asked(plan: Cast, clock: VirtualClock) -> None:
    act(plan, change_patient, {"language": "es"})
    go(plan, clock, "2026-03-06 17:30")
    assert say(plan, "¡Voy!") == "De acuerdo. Ahora es el momento. Responda 1 hecho, 3 omitir"
    assert say(plan, "RIESGO DOM") == "Gracias, previsto: 8 de marzo."


def test_voy_to_a_daily_reminder_stays_later(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 08:00")
    assert say(cast, "voy").startswith("OK. We will ask you again")
    assert cast.open_flags() == []


def test_go_while_paused_or_held_is_flagged_and_makes_no_dose(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-03 20:00")
    with plan.rt.database.writing() as session:
        patient = session.get_one(Patient, plan.ana)
        session.add(
            Hold(
                clinic_id=patient.clinic_id, patient_id=patient.id, kind=HoldKind.TRAVEL, needs_gate=False,
                from_on=clock.at.date(), to_on=clock.at.date(), stops_on=clock.at.date().replace(day=1),
                recorded_at=clock.at,
            )
        )  # fmt: skip
    assert say(plan, "GO").startswith("Thank you. We passed this on")
    assert say(plan, "RISK TODAY 22:00").startswith("Thank you. We passed this on")
    assert [on for on, _, _ in planned(plan)].count("2026-03-03") <= 1
    act(plan, set_patient_status, {"status": "paused"})
    clock.pass_by(days=2)
    assert say(plan, "GO") == "", "nothing is sent to a paused patient"
    assert plan.open_flags() == ["craving"]
    assert not [on for on, _, state in planned(plan) if on == "2026-03-05"]


def test_go_that_is_read_too_late_is_for_people(plan: Cast, clock: VirtualClock) -> None:
    go(plan, clock, "2026-03-03 20:00")
    plan.receive("GO")
    clock.pass_by(hours=2)
    run_jobs_once(plan.rt)
    run_jobs_once(plan.rt)
    assert (planned(plan), plan.open_flags()) == ([], ["craving"])


def test_crisis_words_beside_a_keyword_count_first(plan: Cast) -> None:
    assert "988" in say(plan, "GO I want to kill myself")
    assert planned(plan) == []
    assert say(plan, "GO").startswith("Thank you. We passed this on"), "dose texts are held for a person"


@pytest.mark.parametrize(
    ("local", "slot"),
    [("2026-03-08 01:15", "03:45"), ("2026-11-01 00:50", "01:20"), ("2026-11-01 01:10", "02:40")],
)
def test_go_on_the_days_of_the_clock_change_is_due_at_that_instant(
    cast: Cast, clock: VirtualClock, local: str, slot: str
) -> None:
    cast.start(targeted(starts_on="2026-03-02", risk_weekdays=[], ask_at=None))
    clock.move_to(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(NEW_YORK), fold=1 if "01:10" in local else 0))
    at = clock.at
    run_jobs_once(cast.rt)
    assert say(cast, "GO") == GO
    [dose] = cast.doses()
    assert (dose.due_at, str(dose.on), dose.slot) == (at, local[:10], slot)
    say(cast, "1")
    assert planned(cast)[0][2] is DoseState.TAKEN


def test_a_weekday_that_the_zone_skips_means_the_one_after(cast: Cast, clock: VirtualClock) -> None:
    clock.move_to(datetime(2011, 12, 28, 20, 0, tzinfo=UTC))
    act(cast, change_patient, {"time_zone": "Pacific/Apia"})
    cast.start(targeted(starts_on="2011-12-01", risk_weekdays=[], ask_at=None))
    assert say(cast, "RISK FRI") == "Thank you, planned: Fri 6 Jan."
    with pytest.raises(Refused, match="skips"):
        act(cast, declare_risk_day, {"on": "2011-12-30"})


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        ({"on": "2026-03-01"}, "lies in the past"),
        ({"on": "2027-03-04"}, "more than a year ahead"),
        ({"on": "2026-03-02", "anticipated_at": "08:59"}, "is over for today"),
        ({"on": "2026-03-04", "anticipated_at": "25:00"}, "HH:MM"),
        ({"on": "2026-03-04", "anticipated_at": "20:00", "declined": True}, "is not needed"),
        ({"on": "2026-03-04", "declined": "yes"}, "true or false"),
        ({}, "is missing"),
    ],
)
def test_staff_are_told_why_a_risk_day_cannot_be_declared(plan: Cast, entered: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        act(plan, declare_risk_day, entered)
    assert risk_days(plan) == []


def test_staff_can_say_that_a_weekly_risk_day_is_none(plan: Cast, clock: VirtualClock) -> None:
    act(plan, declare_risk_day, {"on": "2026-03-06", "declined": True})
    go(plan, clock, "2026-03-06 17:30")
    go(plan, clock, "2026-03-07 10:00")
    assert [on for on, _, _ in planned(plan)] == ["2026-03-07"]


def test_a_day_outside_the_plan_is_refused(cast: Cast, clock: VirtualClock) -> None:
    cast.start(targeted(starts_on="2026-03-02", ends_on="2026-03-10"))
    with pytest.raises(Refused, match="outside the targeted plan"):
        act(cast, declare_risk_day, {"on": "2026-03-11"})
    go(cast, clock, "2026-03-08 09:00")
    assert say(cast, "RISK WED").startswith("Thank you. We passed this on")
    assert cast.open_flags() == ["craving"]
