"""Daily, injection and targeted patients in three zones: texts at the local minute, answers, the dashboard."""

from __future__ import annotations

from tests.journeys.day import Day
from tests.unit.regimens import daily, injection, targeted

REMINDER = "Time for your 8:00. Reply 1 done, 2 later, 3 skip"


def test_an_answer_to_the_reminder_is_seen_on_the_dashboard(day: Day) -> None:
    day.patient("Mira", zone="America/New_York", regimen=daily(times=["08:00"], starts_on="2026-03-02"))
    day.until("2026-03-02 08:00")
    assert ("2026-03-02 08:00", REMINDER) in day.texts("Mira")
    day.report("Mira", "delivered")
    day.until("2026-03-02 08:45")
    assert day.reply("Mira", "1") == 200
    assert day.last_text("Mira") == "Thank you, noted as done."
    assert day.states("Mira")[0] == "taken"
    page = day.dashboard("Mira")
    assert REMINDER in page
    assert "Delivered" in page
    assert "Thank you, noted as done." in page
    assert "Taken" in page


def test_three_zones_get_their_reminder_at_their_own_minute_over_a_clock_change(day: Day) -> None:
    day.patient("Nora", zone="America/New_York", regimen=daily(times=["08:00"], starts_on="2026-03-07"))
    day.patient("Lars", zone="Europe/Berlin", regimen=daily(times=["08:00"], starts_on="2026-03-07"))
    day.patient("Kiri", zone="Pacific/Chatham", regimen=daily(times=["08:00"], starts_on="2026-03-07"))
    day.until("2026-03-09 20:00")
    for name in ("Nora", "Lars", "Kiri"):
        at = [when for when, body in day.texts(name) if body == REMINDER]
        assert at[:3] == ["2026-03-07 08:00", "2026-03-08 08:00", "2026-03-09 08:00"], name


def test_a_late_answer_still_counts_and_one_of_the_next_morning_settles_yesterday(day: Day) -> None:
    day.patient("Ines", zone="America/New_York", regimen=daily(times=["08:00"], starts_on="2026-03-02"))
    day.until("2026-03-02 13:30")
    day.reply("Ines", "took it")
    assert day.states("Ines")[0] == "taken_late"
    day.until("2026-03-04 07:15")
    assert day.states("Ines")[1] == "no_answer"
    day.reply("Ines", "took it")
    assert day.states("Ines")[1] == "taken_late"
    assert day.states("Ines")[2] == "upcoming"
    assert "yesterday 8:00" in day.last_text("Ines")


def test_nothing_is_sent_after_stop_and_the_dashboard_says_so(day: Day) -> None:
    day.patient("Sol", zone="America/New_York", regimen=daily(times=["08:00"], starts_on="2026-03-02"))
    day.until("2026-03-02 08:00")
    before = len(day.texts("Sol"))
    day.reply("Sol", "STOP")
    day.until("2026-03-05 12:00")
    assert len(day.texts("Sol")) == before
    assert "Opted out" in day.dashboard("Sol")
    assert "Sol Journey" in day.page("/")


def test_a_targeted_patient_is_asked_only_on_risk_days(day: Day) -> None:
    plan = targeted(
        starts_on="2026-03-02",
        risk_weekdays=["fri"],
        risk_days=[],
        anticipated_at="19:00",
        lead_minutes=90,
        ask_at="15:00",
    )
    day.patient("Tess", zone="America/Chicago", regimen=plan)
    day.until("2026-03-08 12:00", zone="America/Chicago")
    prompts = [(when, body) for when, body in day.texts("Tess") if "planned" in body]
    assert [when for when, _ in prompts] == ["2026-03-06 15:00", "2026-03-06 17:30"]
    assert day.states("Tess")[0] in ("open", "no_answer")


def test_a_risk_day_that_is_none_after_all_gets_no_prompt(day: Day) -> None:
    plan = targeted(
        starts_on="2026-03-02",
        risk_weekdays=["fri"],
        risk_days=[],
        anticipated_at="19:00",
        lead_minutes=90,
        ask_at="15:00",
    )
    day.patient("Uma", zone="America/Chicago", regimen=plan)
    day.until("2026-03-06 15:05", zone="America/Chicago")
    day.reply("Uma", "2")
    assert day.states("Uma")[0] == "excused"
    day.until("2026-03-06 18:00", zone="America/Chicago")
    assert not [body for _, body in day.texts("Uma") if body.startswith("Time for")]


def test_an_injection_patient_is_reminded_confirms_and_lapses_to_staff_flags(day: Day) -> None:
    plan = injection(starts_on="2026-02-10", given_on=["2026-02-10"], cadence={"every_days": 28}, visit_time="10:00")
    day.patient("Ivo", zone="Europe/Berlin", regimen=plan, agent="short_acting")
    day.liver_test("Ivo", "2026-02-10")
    day.liver_test("Ivo", "2026-03-02")
    day.until("2026-03-10 08:01", zone="Europe/Berlin")
    visits = [when for when, body in day.texts("Ivo") if body.startswith("Your visit")]
    assert visits == ["2026-03-03 10:00", "2026-03-07 10:00", "2026-03-09 10:00", "2026-03-10 08:00"]
    day.reply("Ivo", "1")
    assert day.last_text("Ivo").startswith("Thank you. See you on")
    day.until("2026-03-11 00:01", zone="Europe/Berlin")
    assert day.cast.open_flags(day.id_of("Ivo")) == ["injection_overdue"]
    assert "overdue" in day.page("/").lower()
    day.until("2026-03-18 00:01", zone="Europe/Berlin")
    assert set(day.cast.open_flags(day.id_of("Ivo"))) == {"injection_lapsed", "overdose_risk"}
    assert not any("opioid" in body.lower() for _, body in day.texts("Ivo"))


def test_a_number_that_is_dead_is_left_alone_and_flagged(day: Day) -> None:
    day.patient("Dora", zone="America/New_York", regimen=daily(times=["08:00"], starts_on="2026-03-02"))
    day.until("2026-03-02 08:00")
    day.report("Dora", "undelivered", 30005)
    day.until("2026-03-04 12:00")
    assert len([body for _, body in day.texts("Dora") if body == REMINDER]) == 1
    assert "delivery" in day.cast.open_flags(day.id_of("Dora"))
    assert "consecutive_days" not in day.cast.open_flags(day.id_of("Dora")), "a silent system is not a silent patient"


def test_crisis_words_are_answered_once_and_hold_dose_texts(day: Day) -> None:
    day.patient("Cara", zone="America/New_York", regimen=daily(times=["08:00"], starts_on="2026-03-02"))
    day.until("2026-03-02 08:05")
    day.reply("Cara", "I want to kill myself")
    assert "988" in day.last_text("Cara")
    assert "crisis" in day.cast.open_flags(day.id_of("Cara"))
    count = len(day.texts("Cara"))
    day.until("2026-03-03 12:00")
    assert len(day.texts("Cara")) == count, "dose texts are held until a person releases them"
    assert "Cara Journey" in day.page("/")
