"""Notices of urgent flags: who is told when, by which way, what it says, and what ends it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.create_clinic import create_clinic
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.log_call import log_call
from adherence.actions.mail_notices import mail_notices
from adherence.actions.notify_on_call import notify_on_call
from adherence.actions.record_inbound import record_inbound
from adherence.actions.resolve_flag import resolve_flag
from adherence.actions.take_flag import take_flag
from adherence.actions.tell_supervisor import tell_supervisor
from adherence.actions.write_to_patient import write_to_patient
from adherence.db.clinics import Clinic
from adherence.db.communications import Communication
from adherence.db.flags import Flag, clinic_flags
from adherence.db.inbound import InboundMessage
from adherence.db.notices import Notice, acts_of
from adherence.db.practitioners import Practitioner
from adherence.domain.errors import Refused
from adherence.domain.on_call import FlagActKind, NoticeChannel, NoticeState, NoticeStep
from adherence.domain.states import MessageState, Severity
from adherence.runtime import Runtime
from adherence.sms.simulator import FaultKind, SimulatedFault, Simulator
from adherence.sms.webhook import InboundSms
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.on_call import PHONES, Team, mailing

CRISIS = "I want to die, Ana Reyes, and naltrexone does not help"
PRIVATE = ("ana", "reyes", "die", "naltrexone", "crisis", "opioid", "patient", "+1202555", "north clinic")


@pytest.fixture
def team(cast: Cast) -> Team:
    """The team of Ben's clinic, without phones."""
    return Team(cast)


def notices(team: Team) -> list[Notice]:
    with team.rt.database.reading() as session:
        return list(session.scalars(select(Notice).order_by(Notice.queued_at, Notice.id)))


def acts(team: Team, flag_id: str) -> list[str]:
    with team.rt.database.reading() as session:
        lines = acts_of(session, team.cast.ben.clinic_id, [flag_id])
    return [f"{line.kind} {line.step}" if line.step else str(line.kind) for line in lines]


def test_the_person_on_call_is_told_within_a_minute_by_text_and_mail_and_nothing_private_is_said(team: Team) -> None:
    team.give_phones("ben", "cora")
    team.on_call("cora")
    with mailing(team.rt) as smtp:
        received_at = team.rt.now()
        team.cast.receive(CRISIS)
        team.work(seconds=2)
        flag = team.flag()
        [text] = team.texts("cora")
        assert team.texts("ben") == []
        [mail] = smtp.taken
    assert team.seconds_until_told(received_at) <= 60
    assert mail.to == "cora@example.org"
    link = f"http://127.0.0.1:9/flags/{flag.id}"
    assert text.startswith("North Care: something urgent ")
    assert text.endswith(f"Reply 1 to take it, then open {link}")
    assert link in mail.text
    everything = " ".join([text, mail.text, *(str(value) for value in mail.message.values())]).lower()
    assert [word for word in PRIVATE if word in everything.replace("cora@example.org", "")] == []
    assert {notice.state for notice in notices(team)} == {NoticeState.SENT}
    assert acts(team, flag.id) == ["told on_call"]


def test_while_nobody_takes_it_the_backup_then_all_then_the_administrators_are_told(team: Team) -> None:
    team.give_phones("ben", "cora", "dana", "ada")
    team.on_call("cora")
    team.on_call("dana", backup=True)
    team.cast.receive(CRISIS)
    team.work()
    assert team.told() == {"cora"}
    team.work(minutes=4, seconds=58)
    assert team.told() == {"cora"}
    team.work(seconds=3)
    assert team.told() == {"cora", "dana"}
    team.work(minutes=5)
    assert team.told() == {"cora", "dana", "ben"}
    team.work(minutes=9)
    assert team.told() == {"cora", "dana", "ben"}
    team.work(minutes=1, seconds=1)
    assert team.told() == {"cora", "dana", "ben", "ada"}
    flag = team.flag()
    assert acts(team, flag.id) == ["told on_call", "told backup", "told clinicians", "told admins"]
    assert flag.escalate_at is None
    sent = len(team.texts("cora"))
    team.work(minutes=30)
    assert len(team.texts("cora")) == sent, "the ladder has an end"


def test_without_a_backup_the_next_in_the_rota_is_told(team: Team) -> None:
    team.give_phones("ben", "cora", "dana")
    team.on_call("cora")
    team.later("dana", "2026-03-05")
    team.later("ben", "2026-03-04")
    team.cast.receive(CRISIS)
    team.work()
    team.work(minutes=5)
    assert team.told() == {"cora", "ben"}


def test_with_nobody_on_call_all_clinicians_and_coordinators_are_told_at_once(team: Team) -> None:
    team.give_phones("ben", "cora", "ada")
    team.cast.receive(CRISIS)
    team.work()
    assert team.told() == {"ben", "cora"}
    assert {notice.step for notice in notices(team)} == {NoticeStep.CLINICIANS}


def test_where_nobody_can_be_reached_the_flag_says_so_and_stays_on_the_list(team: Team) -> None:
    team.on_call("cora")
    team.cast.receive(CRISIS)
    team.work()
    assert notices(team) == []
    assert acts(team, team.flag().id) == ["nobody_to_tell"]
    team.work(minutes=6)
    assert acts(team, team.flag().id) == ["nobody_to_tell"], "said once"
    team.give_phones("cora")
    team.work(minutes=6)
    assert len(team.texts("cora")) == 1


def test_danger_from_a_number_nobody_knows_calls_the_only_clinic_once(rt: Runtime, clock: VirtualClock) -> None:
    with rt.database.writing() as session:
        clinic = create_clinic(
            session, name="North clinic", phone="555-0100", time_zone="America/New_York", now=rt.now()
        )
    for place, body in enumerate((CRISIS, "hi, wrong person?", "i took too many pills")):
        sms = InboundSms(sid=f"SM{place:032x}", from_="+12025559999", to="+15005550006", body=body)
        with rt.database.writing() as session:
            record_inbound(session, sms, now=rt.now())
    apply_inbound(rt)
    notify_on_call(rt)
    with rt.database.reading() as session:
        [flag] = clinic_flags(session, clinic.id)
        assert (flag.severity, flag.times, flag.patient_id) == (Severity.URGENT, 2, None)
        assert [act.kind for act in acts_of(session, clinic.id, [flag.id])] == [FlagActKind.NOBODY_TO_TELL]
        assert session.scalars(select(Communication)).all() == []


def test_another_clinics_rota_and_staff_are_never_told(team: Team) -> None:
    with team.rt.database.writing() as session:
        cleo = session.get_one(Practitioner, team.cast.cleo.id)
        cleo.set_phone(session.info["vault"], "+12025559009")
        cleo.phone_verified_at = team.rt.now()
    team.give_phones("cora")
    team.cast.receive(CRISIS)
    team.work()
    team.work(minutes=30)
    assert team.told() == {"cora"}


def test_taking_it_ends_the_escalation_and_keeps_back_what_has_not_left(team: Team) -> None:
    team.give_phones("ben", "cora")
    team.on_call("cora")
    team.cast.receive(CRISIS)
    apply_inbound(team.rt)
    notify_on_call(team.rt)
    with team.rt.database.writing() as session:
        flag = session.get_one(Flag, team.flag().id)
        take_flag(session, team.people["ben"], flag, now=team.rt.now())
    team.work(minutes=30)
    assert team.texts("cora") == []
    [notice] = notices(team)
    assert notice.state is NoticeState.CANCELLED
    flag = team.flag()
    assert (flag.owner_id, flag.claimed_by) == (team.people["ben"].id, team.people["ben"].id)


def test_one_answered_by_text_takes_the_newest_flag_and_says_so(team: Team) -> None:
    team.give_phones("cora", "dana")
    team.on_call("cora")
    team.cast.receive(CRISIS)
    team.work()
    team.cast.receive(" 1. ", phone=PHONES["cora"])
    team.work(seconds=5)
    flag = team.flag()
    assert flag.owner_id == team.people["cora"].id
    assert flag.claimed_at == team.rt.now()
    assert team.texts("cora")[-1] == f"North Care: it is yours now. Please open http://127.0.0.1:9/flags/{flag.id}"
    team.cast.receive("1", phone=PHONES["cora"])
    team.work(seconds=5)
    assert team.texts("cora")[-1].startswith("North Care: nothing waits for this")
    team.work(minutes=30)
    assert team.told() == {"cora"}


def test_a_text_from_a_phone_of_staff_is_never_read_as_a_patients(team: Team) -> None:
    team.give_phones("cora")
    team.cast.receive("I want to die", phone=PHONES["cora"])
    team.work()
    assert team.cast.open_flags() == []
    with team.rt.database.reading() as session:
        [message] = session.scalars(select(InboundMessage))
        assert (message.outcome, message.patient_id, message.intent) == ("staff_nothing_to_take", None, None)


def test_stop_from_a_phone_of_staff_ends_notices_to_it_and_tells_the_administrators(team: Team) -> None:
    team.give_phones("cora", "ben")
    team.on_call("cora")
    team.cast.receive("STOP", phone=PHONES["cora"], opt_out_type="STOP")
    team.work()
    assert team.texts("cora") == []
    with team.rt.database.reading() as session:
        [flag] = clinic_flags(session, team.cast.ben.clinic_id)
        assert flag.owner_id == team.people["cora"].id
        assert PHONES["cora"] not in flag.detail
    team.cast.receive(CRISIS)
    team.work()
    assert team.told() == {"ben"}, "who is on call cannot be reached, so all others are told at once"


def test_where_the_text_is_refused_the_next_are_told_at_once(team: Team) -> None:
    team.give_phones("cora", "dana")
    team.on_call("cora")
    team.on_call("dana", backup=True)
    assert isinstance(team.rt.sms, Simulator)
    team.rt.sms.script(SimulatedFault(FaultKind.REJECTED, "21610"), to=PHONES["cora"])
    team.cast.receive(CRISIS)
    team.work()
    team.work(seconds=3)
    assert team.told() >= {"cora", "dana"}
    assert team.texts("dana")
    with team.rt.database.reading() as session:
        assert session.get_one(Practitioner, team.people["cora"].id).phone_verified_at is None


def test_where_text_and_mail_both_fail_the_next_are_told_and_where_one_arrives_they_are_not(
    team: Team, clock: VirtualClock
) -> None:
    team.give_phones("dana")
    team.on_call("cora")
    team.on_call("dana", backup=True)
    with mailing(team.rt) as smtp:
        smtp.answers["cora@example.org"] = 550
        team.cast.receive(CRISIS)
        team.work()
        assert team.texts("dana"), "an address that does not exist is no person who was told"
        assert [mail.to for mail in smtp.taken] == ["dana@example.org"]
        clock.pass_by(minutes=4)
        team.work()
        assert len(smtp.taken) == 1


def test_a_mail_server_that_is_down_is_tried_again_and_then_given_up(team: Team) -> None:
    team.on_call("cora")
    with mailing(team.rt) as smtp:
        smtp.answers["cora@example.org"] = 451
        team.cast.receive(CRISIS)
        team.work()
        assert smtp.conversations == 1
        team.work(seconds=11)
        assert smtp.conversations == 2
        smtp.answers.clear()
        team.work(seconds=31)
        assert [mail.to for mail in smtp.taken] == ["cora@example.org"]
    [notice] = [n for n in notices(team) if n.practitioner_id == team.people["cora"].id and n.step == "on_call"]
    assert (notice.state, notice.tries) == (NoticeState.SENT, 3)


def test_a_mail_that_may_have_gone_is_sent_again_with_the_same_id(team: Team) -> None:
    team.on_call("cora")
    with mailing(team.rt) as smtp:
        smtp.dies_after_data = True
        team.cast.receive(CRISIS)
        team.work()
        smtp.dies_after_data = False
        team.work(seconds=11)
        first, second = smtp.taken
        assert first.message["Message-ID"] == second.message["Message-ID"]


def test_a_mail_whose_sender_was_killed_goes_all_the_same(team: Team) -> None:
    team.on_call("cora")
    with mailing(team.rt) as smtp:
        team.cast.receive(CRISIS)
        apply_inbound(team.rt)
        notify_on_call(team.rt)
        with team.rt.database.writing() as session:
            [notice] = session.scalars(select(Notice))
            notice.state, notice.tries = NoticeState.SENDING, 1
            notice.lease_until = team.rt.database.now(session) + timedelta(seconds=60)
        mail_notices(team.rt)
        assert smtp.taken == [], "another sender has it"
        with team.rt.database.writing() as session:
            [notice] = session.scalars(select(Notice))
            notice.lease_until = team.rt.database.now(session) - timedelta(seconds=1)
        mail_notices(team.rt)
        assert len(smtp.taken) == 1


def test_somebody_who_left_gets_no_mail_that_still_waited(team: Team) -> None:
    team.on_call("cora")
    with mailing(team.rt) as smtp:
        smtp.answers["cora@example.org"] = 451
        team.cast.receive(CRISIS)
        team.work()
        with team.rt.database.writing() as session:
            session.get_one(Practitioner, team.people["cora"].id).active = False
        smtp.answers.clear()
        team.work(seconds=11)
        told = {mail.to for mail in smtp.taken}
        assert "cora@example.org" not in told
        assert "dana@example.org" in told, "the next are told instead"


@pytest.mark.parametrize("dies_at", ["queue_notices", "note_act"])
def test_a_worker_that_dies_while_telling_loses_no_notice_and_makes_none_twice(
    team: Team, monkeypatch: pytest.MonkeyPatch, dies_at: str
) -> None:
    import adherence.actions.notify_on_call as job

    team.give_phones("cora")
    team.on_call("cora")
    team.cast.receive(CRISIS)
    apply_inbound(team.rt)
    real = getattr(job, dies_at)

    def die(*args: object, **named: object) -> None:
        real(*args, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(job, dies_at, die)
    with pytest.raises(KeyboardInterrupt):
        notify_on_call(team.rt)
    assert notices(team) == []
    monkeypatch.undo()
    notify_on_call(team.rt)
    notify_on_call(team.rt)
    assert len(notices(team)) == 1


def test_one_flag_that_cannot_be_told_keeps_nobody_from_hearing_of_the_next(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    import adherence.actions.notify_on_call as job

    team.give_phones("cora")
    other = team.cast.enrol(given_name="Bea")
    team.cast.receive(CRISIS)
    team.cast.receive(CRISIS, phone=team.cast.phone(other))
    apply_inbound(team.rt)
    broken, real = team.flag().id, job.queue_notices

    def fail_for_one(session: object, flag: Flag, *args: object, **named: object) -> object:
        if flag.id == broken:
            raise ValueError("odd row")
        return real(session, flag, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(job, "queue_notices", fail_for_one)
    notify_on_call(team.rt)
    assert [notice.flag_id != broken for notice in notices(team)] == [True]
    monkeypatch.undo()
    team.work(seconds=20)
    assert {notice.flag_id for notice in notices(team)} >= {broken}


def test_two_urgent_flags_of_one_text_are_one_notice_and_are_taken_together(team: Team) -> None:
    team.give_phones("cora")
    team.on_call("cora")
    team.cast.receive("I used heroin last night and now I cannot breathe, chest pain")
    team.work()
    assert len(team.flags()) > 1
    assert len(team.texts("cora")) == 1
    team.cast.receive("1", phone=PHONES["cora"])
    team.work(seconds=3)
    assert {flag.claimed_by for flag in team.flags()} == {team.people["cora"].id}


def test_a_new_text_of_danger_calls_again_although_the_flag_was_taken(team: Team) -> None:
    team.give_phones("cora", "ben")
    team.on_call("cora")
    team.cast.receive(CRISIS)
    team.work()
    with team.rt.database.writing() as session:
        take_flag(session, team.people["ben"], session.get_one(Flag, team.flag().id), now=team.rt.now())
    team.cast.receive("I still want to die")
    team.work(seconds=30)
    assert len(team.texts("cora")) == 1, "so soon it is part of the same call"
    team.cast.receive("I really want to die")
    team.work(minutes=3)
    assert len(team.texts("cora")) == 2
    assert len(team.texts("ben")) == 1, "who took it hears of it too"


def test_a_crisis_answer_names_the_urgent_numbers_and_dose_texts_wait_for_a_person(team: Team) -> None:
    team.cast.receive("took too many pills")
    team.work()
    [answer] = [text for text in team.cast.texts() if "around the clock" in text]
    assert "911" in answer
    assert team.cast.patient().dose_texts_held_at is not None
    with team.rt.database.writing() as session:
        take_flag(session, team.cast.ben, session.get_one(Flag, team.flag().id), now=team.rt.now())
    assert team.cast.patient().dose_texts_held_at is not None, "taking is not resolving"
    with team.rt.database.writing() as session:
        flag = session.get_one(Flag, team.flag().id)
        resolve_flag(session, team.cast.ben, flag, {"outcome": "reached"}, now=team.rt.now())
    assert team.cast.patient().dose_texts_held_at is None


@pytest.mark.parametrize(
    ("text", "kind", "severity", "words", "held"),
    [
        ("my eyes are yellow", "side_effect", "urgent", "We passed this on. Please call 555-0100.", True),
        ("dentist gave me vicodin", "medical_question", "urgent", "Please call 555-0100 to talk about it", True),
        ("I'm having surgery next week", "medical_question", "high", "Please call 555-0100 to talk about it", False),
        ("I'm pregnant", "medical_question", "high", "The team will call you, or call 555-0100.", False),
        ("I used heroin last night", "opioid_use", "urgent", "Unwell or unsafe: 911.", True),
        ("my friend took too much heroin and won't wake up", "crisis", "urgent", "stay on the line", True),
    ],
)
def test_each_concern_has_its_reviewed_answer_flag_and_consequence(
    team: Team, text: str, kind: str, severity: str, words: str, held: bool
) -> None:
    team.cast.receive(text)
    team.work()
    [flag] = [flag for flag in team.flags() if flag.kind == kind]
    assert flag.severity == severity
    assert words in team.cast.texts()[-1]
    assert (team.cast.patient().dose_texts_held_at is not None) is held
    assert flag.due_at - flag.opened_at <= timedelta(hours=8)


def test_writing_or_a_noted_call_is_the_first_reply_and_makes_the_flag_somebodys(team: Team) -> None:
    team.cast.receive("I'm pregnant")
    team.work()
    opened = team.flag()
    team.rt.clock.pass_by(minutes=7)  # type: ignore[attr-defined]
    with team.rt.database.writing() as session:
        write_to_patient(session, team.cast.ben, team.cast.patient(), "Hello, I will call you.", now=team.rt.now())
    flag = team.flag()
    assert flag.first_reply_at == opened.opened_at + timedelta(minutes=7)
    assert flag.claimed_by == team.cast.ben.id
    with team.rt.database.writing() as session:
        found = session.get_one(Flag, flag.id)
        with pytest.raises(Refused):
            log_call(session, team.cast.ben, found, {"reached": "maybe"}, now=team.rt.now())
        log_call(session, team.cast.ben, found, {"reached": "not_reached", "note": "rang twice"}, now=team.rt.now())
    assert acts(team, flag.id)[-2:] == ["wrote", "not_reached"]


def test_the_administrators_hear_once_of_what_is_overdue_and_nobodys(team: Team, clock: VirtualClock) -> None:
    team.give_phones("ada", "ben")
    team.cast.receive("I'm pregnant")
    team.work()
    due_at = team.flag().due_at
    assert team.texts("ada") == []
    clock.move_to(due_at + timedelta(seconds=1))
    team.work()
    [text] = team.texts("ada")
    assert text.startswith("North Care: something is overdue and nobody took it.")
    team.work(hours=3)
    assert team.texts("ada") == [text]
    assert acts(team, team.flag().id) == ["told supervisor"]


def test_by_night_the_administrators_are_told_only_of_what_is_urgent(team: Team, clock: VirtualClock) -> None:
    team.give_phones("ada")
    clock.move_to(clock.at.replace(hour=21))  # 16:00 in New York
    team.cast.receive("I'm pregnant")
    team.work()
    clock.move_to(team.flag().due_at + timedelta(minutes=1))
    tell_supervisor(team.rt)
    assert team.told() == set()
    team.work(hours=9)
    assert team.told() == {"ada"}


def test_a_trial_texts_only_a_patient_who_has_a_verified_phone_of_its_staff(team: Team) -> None:
    tester = team.cast.enrol(given_name="Test", phone=PHONES["cora"])
    with team.rt.database.writing() as session:
        session.get_one(Clinic, team.cast.ben.clinic_id).trial = True
    team.rt.clock.move_to(team.rt.now().replace(hour=15))  # type: ignore[attr-defined]
    team.work()
    assert team.cast.texts() == []
    assert team.cast.texts(tester) == []
    team.give_phones("cora")
    team.work(minutes=2)
    assert team.cast.texts() == []
    assert len(team.cast.texts(tester)) == 1, "the welcome"
    team.cast.receive("help", phone=PHONES["cora"])
    team.work(seconds=3)
    assert "call 555-0100" in team.cast.texts(tester)[-1], "this phone speaks for its patient"


def test_on_trial_there_are_fifty_texts_a_day(team: Team) -> None:
    tester = team.cast.enrol(given_name="Test", phone=PHONES["cora"])
    with team.rt.database.writing() as session:
        session.get_one(Clinic, team.cast.ben.clinic_id).trial = True
    team.rt.clock.move_to(team.rt.now().replace(hour=15))  # type: ignore[attr-defined]
    team.give_phones("cora").work()
    with team.rt.database.writing() as session:
        for _ in range(60):
            write_to_patient(session, team.cast.ben, team.cast.patient(tester), "a test", now=team.rt.now())
    deliver_messages(team.rt)
    deliver_messages(team.rt)
    assert len(team.cast.texts(tester)) == 50
    with team.rt.database.reading() as session:
        kept = select(Communication.reason).where(Communication.state == MessageState.WITHHELD)
        assert set(session.scalars(kept)) == {"trial_cap"}


def test_a_notice_waits_for_the_kill_switch_while_the_mail_goes(team: Team) -> None:
    team.give_phones("cora")
    team.on_call("cora")
    with team.rt.database.writing() as session:
        session.get_one(Clinic, team.cast.ben.clinic_id).halted_at = team.rt.now()
    with mailing(team.rt) as smtp:
        team.cast.receive(CRISIS)
        team.work()
        assert team.texts("cora") == []
        assert [mail.to for mail in smtp.taken] == ["cora@example.org"]
    assert {n.channel for n in notices(team) if n.state is NoticeState.QUEUED} == {NoticeChannel.SMS}
