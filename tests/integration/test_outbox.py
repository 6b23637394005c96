"""The outbox: what is due leaves once, what may not leave says why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from adherence.actions.claim_messages import claim_messages
from adherence.actions.close_windows import close_windows
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.gate_messages import gate_messages
from adherence.actions.go_live import go_live
from adherence.actions.plan_doses import plan_doses
from adherence.actions.record_consent import record_consent
from adherence.actions.recover_messages import recover_messages
from adherence.db.clinics import Clinic
from adherence.db.communications import Attempt, Communication
from adherence.domain.states import AttemptState, DoseState, MessageState
from adherence.runtime import Runtime
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily


def messages(rt: Runtime, purpose: str) -> list[Communication]:
    with rt.database.reading() as session:
        query = select(Communication).where(Communication.purpose == purpose)
        return list(session.scalars(query.order_by(Communication.due_at, Communication.id)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_welcome_and_a_reminder_leave_once_at_the_local_minute(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    clock.move_to(at("2026-03-02 12:59:59"))
    deliver_messages(cast.rt)
    assert cast.texts() == []
    clock.move_to(at("2026-03-02 13:00:00"))
    assert deliver_messages(cast.rt) >= 2
    assert deliver_messages(cast.rt) == 0
    welcome, reminder = cast.texts()
    assert welcome.startswith("Welcome to North Care")
    assert reminder == "Time for your 8:00. Reply 1 done, 2 later, 3 skip"


def test_planning_twice_changes_nothing(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00", "20:00"], starts_on="2026-03-02"))
    before = [(dose.id, dose.due_at) for dose in cast.doses()]
    clock.pass_by(hours=13)
    deliver_messages(cast.rt)
    plan_doses(cast.rt)
    plan_doses(cast.rt)
    after = [(dose.id, dose.due_at) for dose in cast.doses()]
    assert after[: len(before)] == before
    assert len({due for _, due in after}) == len(after) > len(before)


def test_a_nudge_follows_silence_and_only_silence(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    clock.move_to(at("2026-03-02 13:00:00"))
    deliver_messages(cast.rt)
    clock.move_to(at("2026-03-02 14:00:00"))
    deliver_messages(cast.rt)
    assert cast.texts()[-1].startswith("Checking in on your 8:00")
    clock.move_to(at("2026-03-03 13:00:00"))
    plan_doses(cast.rt)
    deliver_messages(cast.rt)
    clock.pass_by(minutes=5)
    cast.reply("1")
    clock.move_to(at("2026-03-03 14:00:00"))
    deliver_messages(cast.rt)
    assert cast.texts()[-1] == "Thank you, noted as done."
    assert [message.state for message in messages(cast.rt, "nudge")][1] is MessageState.CANCELLED


def test_nothing_leaves_after_an_opt_out_even_what_is_claimed(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    with cast.rt.database.writing() as session:
        patient = cast.patient()
        record_consent(session, cast.ben, patient, {"event": "opt_out", "method": "verbal"}, now=cast.rt.now())
    clock.move_to(at("2026-03-02 13:00:00"))
    deliver_messages(cast.rt)
    assert cast.texts() == []
    assert {message.reason for message in messages(cast.rt, "reminder")} == {"opted_out"}


def test_silence_closes_the_window_as_no_answer(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    clock.move_to(at("2026-03-02 13:00:00"))
    deliver_messages(cast.rt)
    clock.move_to(at("2026-03-03 04:59:59"))
    close_windows(cast.rt)
    assert cast.states()[0] is DoseState.OPEN
    clock.move_to(at("2026-03-03 05:00:00"))
    close_windows(cast.rt)
    assert cast.states()[0] is DoseState.NO_ANSWER
    assert not cast.doses()[0].undelivered


def test_a_stored_reply_is_judged_when_it_was_received_not_when_it_is_read(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    clock.move_to(at("2026-03-02 13:00:00"))
    deliver_messages(cast.rt)
    clock.move_to(at("2026-03-03 04:59:30"))
    cast.receive("1")
    clock.move_to(at("2026-03-03 05:10:00"))
    close_windows(cast.rt)
    assert cast.states()[0] is DoseState.OPEN, "a window does not close over a reply that waits"
    cast.reply("thanks")
    close_windows(cast.rt)
    assert cast.states()[0] is DoseState.TAKEN_LATE


def test_a_sender_that_died_after_claiming_gives_its_texts_back(cast: Cast, clock: VirtualClock) -> None:
    from adherence.actions.claim_messages import claim_messages

    clock.move_to(at("2026-03-02 14:00:00"))
    assert len(claim_messages(cast.rt, 10)) >= 1
    with cast.rt.database.writing() as session:
        for message in session.scalars(select(Communication).where(Communication.state == MessageState.CLAIMED)):
            assert message.lease_until is not None
            message.lease_until -= timedelta(seconds=61)
    recover_messages(cast.rt)
    deliver_messages(cast.rt)
    assert len(cast.texts()) == 1


def test_a_sender_that_died_while_sending_leaves_an_uncertain_attempt(cast: Cast, clock: VirtualClock) -> None:
    from adherence.actions.claim_messages import claim_messages
    from adherence.actions.gate_messages import gate_messages

    clock.move_to(at("2026-03-02 14:00:00"))
    ready = gate_messages(cast.rt, claim_messages(cast.rt, 10))
    assert ready
    with cast.rt.database.writing() as session:
        for attempt in session.scalars(select(Attempt)):
            attempt.started_real_at -= timedelta(seconds=21)
    recover_messages(cast.rt)
    with cast.rt.database.reading() as session:
        assert set(session.scalars(select(Attempt.state))) == {AttemptState.UNCERTAIN}
    assert deliver_messages(cast.rt) == 0, "an uncertain text is never blindly sent again"


@pytest.mark.parametrize("status", ["paused", "discharged", "deceased"])
def test_a_patient_who_is_not_active_gets_nothing(cast: Cast, clock: VirtualClock, status: str) -> None:
    from adherence.actions.set_patient_status import set_patient_status

    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    with cast.rt.database.writing() as session:
        set_patient_status(session, cast.ben, cast.patient(), {"status": status}, now=cast.rt.now())
    clock.move_to(at("2026-03-02 13:00:00"))
    plan_doses(cast.rt)
    deliver_messages(cast.rt)
    assert cast.texts() == []


def test_a_clinic_on_trial_texts_nobody_until_it_is_live(cast: Cast, clock: VirtualClock) -> None:
    with cast.rt.database.writing() as session:
        session.get_one(Clinic, cast.ben.clinic_id).trial = True
    clock.move_to(at("2026-03-02 14:00:00"))
    deliver_messages(cast.rt)
    assert cast.texts() == []
    assert {message.reason for message in messages(cast.rt, "welcome")} >= {"trial"}
    with cast.rt.database.writing() as session:
        go_live(session, session.get_one(Clinic, cast.ben.clinic_id), now=cast.rt.now())
    clock.pass_by(minutes=2)
    deliver_messages(cast.rt)
    assert cast.texts()[0].startswith("Welcome to North Care"), "the welcome had waited"


def test_a_text_that_was_claimed_before_its_time_goes_back_to_the_queue(cast: Cast, clock: VirtualClock) -> None:
    """Whatever the claim read: a database that answers wrongly, or a colleague who moved the text meanwhile."""
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    clock.move_to(at("2026-03-02 13:00:00"))
    claimed = claim_messages(cast.rt, 64)
    with cast.rt.database.writing() as session:
        moved = update(Communication).where(Communication.id.in_(claimed))
        session.execute(moved.values(send_at=at("2026-03-02 13:30:00")))
    assert gate_messages(cast.rt, claimed) == []
    waiting = [message for message in messages(cast.rt, "reminder") if message.id in claimed]
    assert {(message.state, message.send_at) for message in waiting} == {
        (MessageState.QUEUED, at("2026-03-02 13:30:00"))
    }
    clock.move_to(at("2026-03-02 13:30:00"))
    deliver_messages(cast.rt)
    assert [body[:16] for body in cast.texts()] == ["Welcome to North", "Time for your 8:"]
