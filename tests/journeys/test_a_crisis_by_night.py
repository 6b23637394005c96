"""A crisis text by night: who hears of it, by which way, who takes it, and when dose texts go on."""

from __future__ import annotations

import re

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from adherence.actions.change_rota import add_shifts
from adherence.actions.create_practitioner import create_practitioner
from adherence.db.flags import Flag
from adherence.db.practitioners import Practitioner, practitioner_by_email
from adherence.domain.states import Role
from tests.fake_smtp import FakeSmtp
from tests.journeys.day import OUR_NUMBER, Day
from tests.unit.regimens import daily

BEN, DANA = "+12025558001", "+12025558002"


def give_phone(day: Day, email: str, phone: str) -> None:
    with day.rt.database.writing() as session:
        staff = practitioner_by_email(session, email)
        assert staff is not None
        staff.set_phone(session.info["vault"], phone)
        staff.phone_verified_at = day.rt.now()


def on_call(day: Day, email: str, on: str, *, backup: bool = False) -> None:
    with day.rt.database.writing() as session:
        who = session.scalars(select(Practitioner).where(Practitioner.email == email)).one()
        entered = {"practitioner_id": who.id, "on": on, "starts": "18:00", "ends": "08:00", "backup": backup}
        add_shifts(session, day.cast.ben, entered, now=day.rt.now())


def texts_to(day: Day, phone: str) -> list[str]:
    return [message.body for message in day.fake.outbound if message.to == phone]


def writes(day: Day, phone: str, body: str) -> None:
    _, status = day.fake.receive(body, from_=phone, to=OUR_NUMBER, url=f"{day.address}/sms/inbound")
    assert status == 200
    day.until(f"{day.clock.at.astimezone(day.zone):%Y-%m-%d %H:%M:%S}")
    day._work()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_crisis_at_two_in_the_night_is_taken_by_the_backup_and_texts_go_on_when_it_is_resolved(
    day: Day, language: str
) -> None:
    day.until("2026-03-02 07:00")
    day.patient("Mia", zone="America/New_York", regimen=daily(starts_on="2026-03-02"), language=language)
    with day.rt.database.writing() as session:
        create_practitioner(
            session, clinic_id=day.cast.ben.clinic_id, email="dana@example.org", name="Dana Kim",
            role=Role.CLINICIAN, now=day.rt.now(),
        )  # fmt: skip
    give_phone(day, "ben@example.org", BEN)
    give_phone(day, "dana@example.org", DANA)
    on_call(day, "ben@example.org", "2026-03-02")
    on_call(day, "dana@example.org", "2026-03-02", backup=True)
    with FakeSmtp() as smtp:
        day.rt.config.smtp_url, day.rt.config.mail_from = SecretStr(smtp.url), "alerts@example.org"
        day.until("2026-03-03 02:00")
        day.reply("Mia", "I want to die" if language == "en" else "me quiero morir")
        day._work()

        answer = day.last_text("Mia")
        assert "911" in answer
        assert "988" in answer
        [notice] = texts_to(day, BEN)
        [mail] = smtp.taken
        assert mail.to == "ben@example.org"
        [link] = re.findall(r"https?://\S+", notice)
        assert link in mail.text
        for private in ("Mia", "Journey", "die", "morir", day.cast.phone(day.id_of("Mia"))):
            assert private not in notice + mail.text + str(mail.message["Subject"])
        assert texts_to(day, DANA) == []

        day.until("2026-03-03 02:05:01")
        day._work()
        assert len(texts_to(day, DANA)) == 1, "Ben did not take it"
        writes(day, DANA, "1")
        assert "it is yours now" in texts_to(day, DANA)[-1]
        day.until("2026-03-03 02:45")
        assert len(texts_to(day, BEN)) == 1, "nobody else is called once somebody has it"

    with day.rt.database.reading() as session:
        flag = session.scalars(select(Flag).where(Flag.patient_id == day.id_of("Mia"))).one()
        flag_id, opened_at = flag.id, flag.opened_at
    assert link.endswith(f"/flags/{flag_id}")
    page = day.page(f"/flags/{flag_id}")
    for line in ("Told the person on call", "Nobody took it: told the backup", "Taken by Dana Kim"):
        assert line in page

    day.until("2026-03-03 09:30")
    sent = [text for at, text in day.texts("Mia") if at >= "2026-03-03 08:00"]
    assert sent == [], "dose texts wait for a person"
    assert day.fills_in(f"/flags/{flag_id}/resolve", outcome="reached", note="safe at home")[0] == 200
    day.until("2026-03-03 09:35")
    assert [text for at, text in day.texts("Mia") if at >= "2026-03-03 09:30"], "the reminder leaves now"
    [told] = [one for one in day.staff("GET", "/flags")[1]["items"] if one["id"] == flag_id]
    assert (told["owner"], told["severity"], told["state"]) == ("Dana Kim", "urgent", "resolved")
    assert told["claimed_at"].startswith("2026-03-03T07:05")
    assert told["first_reply_at"] == told["resolved_at"]
    assert opened_at.isoformat().startswith("2026-03-03T07:00")
