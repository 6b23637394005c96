"""What goes wrong at the provider: retried, looked up, recorded or halted as the table of codes says; never doubled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from adherence.actions.claim_messages import claim_messages
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.gate_messages import gate_messages
from adherence.actions.plan_doses import plan_doses
from adherence.actions.reconcile_messages import reconcile_messages
from adherence.actions.record_results import record_results
from adherence.actions.record_status import record_status
from adherence.actions.recover_messages import recover_messages
from adherence.actions.send_messages import Sent
from adherence.actions.set_halt import set_halt
from adherence.db.communications import Attempt, Communication, ProviderEvent
from adherence.db.installation import HALT, fact
from adherence.domain.states import AttemptState, ConsentState, MessageState, NumberState
from adherence.runtime import Runtime
from adherence.sms.webhook import StatusReport
from tests.cast import OUR_NUMBER, Cast, make_cast
from tests.conftest import VirtualClock, runtime_at, test_config
from tests.fake_twilio.book import Fault, FaultKind
from tests.fake_twilio.server import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio
from tests.unit.regimens import daily

REMINDER = "Time for your 8:00. Reply 1 done, 2 later, 3 skip"
K = FaultKind


@dataclass
class Line:
    """The service, the official client, and a fake provider at the other end of a socket."""

    rt: Runtime
    cast: Cast
    clock: VirtualClock
    fake: FakeTwilio

    def until(self, text: str) -> None:
        """Move the clock and send what is due."""
        self.clock.move_to(datetime.fromisoformat(text).replace(tzinfo=UTC))
        self.tick()

    def tick(self, **passed: float) -> None:
        """Let time pass, look up what is in doubt, send what is due."""
        self.clock.pass_by(**passed)
        reconcile_messages(self.rt)
        plan_doses(self.rt)
        deliver_messages(self.rt)

    def sent(self, patient_id: str | None = None) -> list[str]:
        """The bodies that the provider took for a patient (Ana by default)."""
        number = self.cast.phone(patient_id)
        return [message.body for message in self.fake.outbound if message.to == number]

    def text(self, purpose: str = "reminder", step: int = 0, patient_id: str | None = None) -> Communication:
        """A patient's first text of a purpose."""
        query = select(Communication).where(
            Communication.purpose == purpose,
            Communication.step == step,
            Communication.patient_id == (patient_id or self.cast.ana),
        )
        with self.rt.database.reading() as session:
            return session.scalars(query.order_by(Communication.due_at)).all()[0]

    def attempts(self, purpose: str = "reminder") -> list[Attempt]:
        """All requests made for Ana's texts of a purpose."""
        query = select(Attempt).join(Communication, Attempt.communication_id == Communication.id)
        wanted = query.where(Communication.purpose == purpose, Communication.patient_id == self.cast.ana)
        with self.rt.database.reading() as session:
            return list(session.scalars(wanted.order_by(Attempt.id)))

    def report(self, attempt: Attempt, sid: str, word: str, code: str | None = None) -> None:
        """A delivery report arrives."""
        with self.rt.database.writing() as session:
            assert record_status(session, attempt.id, StatusReport(sid, word, code), now=self.rt.now())

    def fail(self, code: str, word: str = "undelivered") -> None:
        """The newest reminder is reported as not delivered."""
        attempt = self.attempts()[-1]
        assert attempt.sid is not None
        self.report(attempt, attempt.sid, word, code)


@pytest.fixture
def line(database_url: str, clock: VirtualClock) -> Iterator[Line]:
    """Ana with a tablet at 08:00 in New York (13:00 UTC), her welcome sent."""
    with FakeTwilio(clock=clock) as fake:
        config = test_config(
            database_url,
            sms_provider="twilio",
            twilio_account_sid=ACCOUNT_SID,
            twilio_auth_token=AUTH_TOKEN,
            twilio_from=OUR_NUMBER,
            twilio_base_url=fake.base_url,
            messages_per_second=10_000,
        )
        rt = runtime_at(config, clock)
        cast = make_cast(rt)
        clock.move_to(datetime(2026, 3, 1, 15, 0, tzinfo=UTC))
        cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
        clock.move_to(datetime(2026, 3, 2, 12, 0, tzinfo=UTC))
        yield Line(rt, cast, clock, fake)
        rt.close()


@pytest.fixture
def greeted(line: Line) -> Line:
    """The same after the first reminder's time, the welcome out of the way."""
    line.until("2026-03-02 13:00:00")
    line.clock.move_to(datetime(2026, 3, 3, 12, 59, tzinfo=UTC))
    line.tick()
    line.fake.book.posts.clear()
    line.fake.book.messages.clear()
    line.fake.book.by_to.clear()
    return line


@pytest.mark.parametrize(("status", "code"), [(429, 20429), (429, 0)])
def test_a_429_is_tried_again_with_back_off_inside_the_window(line: Line, status: int, code: int) -> None:
    number = line.cast.phone()
    line.fake.add_fault(Fault(K.REJECT, times=3, to=number, status=status, code=code, skip=1))
    line.until("2026-03-02 13:00:00")
    waits = []
    while REMINDER not in line.sent():
        text = line.text()
        assert text.state is MessageState.QUEUED
        assert text.reason == "provider_busy"
        waits.append((text.send_at - line.clock.at).total_seconds())
        line.tick(seconds=waits[-1] - 1)
        assert REMINDER not in line.sent()
        line.tick(seconds=1)
    assert waits == [5, 10, 20]
    assert line.sent().count(REMINDER) == 1


def test_what_is_refused_for_load_until_its_window_closes_is_never_sent(line: Line) -> None:
    line.fake.add_fault(Fault(K.REJECT, times=None, to=line.cast.phone(), status=429, code=20429))
    line.until("2026-03-02 13:00:00")
    for _ in range(120):
        line.tick(minutes=10)
    line.fake.book.faults.clear()
    line.until("2026-03-03 05:00:00")
    text = line.text()
    assert (text.state, text.reason) == (MessageState.WITHHELD, "quiet_hours"), "it could not leave before it expires"
    assert len(line.attempts()) > 20, "it is tried as long as it makes sense"
    assert REMINDER not in line.sent()


def test_a_provider_that_cannot_be_reached_has_not_got_the_text(sqlite_url: str, clock: VirtualClock) -> None:
    with FakeTwilio(clock=clock) as closed:
        address = closed.base_url
    rt = runtime_at(
        test_config(
            sqlite_url,
            sms_provider="twilio",
            twilio_account_sid=ACCOUNT_SID,
            twilio_auth_token=AUTH_TOKEN,
            twilio_from=OUR_NUMBER,
            twilio_base_url=address,
        ),
        clock,
    )
    make_cast(rt)
    clock.move_to(datetime(2026, 3, 2, 14, 0, tzinfo=UTC))
    deliver_messages(rt)
    with rt.database.reading() as session:
        assert AttemptState.UNCERTAIN not in set(session.scalars(select(Attempt.state)))
        assert "connect" in set(session.scalars(select(Attempt.code)))
    rt.close()


@pytest.mark.parametrize("kind", [K.ERROR_AFTER, K.RESET_AFTER, K.UNREADABLE_AFTER])
def test_a_text_that_was_taken_without_telling_us_is_found_and_not_sent_again(greeted: Line, kind: FaultKind) -> None:
    greeted.fake.add_fault(Fault(kind, times=1))
    greeted.tick(minutes=1)
    assert greeted.text().state is not MessageState.QUEUED
    assert greeted.attempts()[-1].state is AttemptState.UNCERTAIN
    greeted.tick(seconds=44)
    assert greeted.attempts()[-1].state is AttemptState.UNCERTAIN
    greeted.tick(seconds=1)
    assert greeted.attempts()[-1].state is AttemptState.ACCEPTED
    greeted.tick(minutes=10)
    assert greeted.sent().count(REMINDER) == 1


@pytest.mark.parametrize("kind", [K.ERROR_BEFORE, K.RESET_BEFORE])
def test_a_first_reminder_that_is_nowhere_is_sent_once_more_and_no_more(greeted: Line, kind: FaultKind) -> None:
    greeted.fake.add_fault(Fault(kind, times=None))
    greeted.tick(minutes=1)
    for seconds in (45, 45, 90):
        greeted.tick(seconds=seconds)
        assert len(greeted.fake.posts) == 1, "never again before 300 s"
    greeted.tick(seconds=120)
    assert len(greeted.fake.posts) == 2
    for _ in range(30):
        greeted.tick(seconds=30)
    assert [post for post in greeted.fake.posts if post.body == REMINDER][2:] == []
    assert "unknown_delivery" in greeted.cast.open_flags()


def test_a_text_found_only_later_is_a_conflict_that_is_kept(greeted: Line) -> None:
    greeted.fake.book.list_lag = 1e9
    greeted.fake.add_fault(Fault(K.RESET_AFTER, times=1))
    greeted.tick(minutes=1)
    for seconds in (45, 45, 90, 120):
        greeted.tick(seconds=seconds)
    first, second = greeted.attempts()[-2:]
    assert (first.state, second.state) == (AttemptState.UNKNOWN, AttemptState.ACCEPTED)
    greeted.report(first, greeted.fake.outbound[0].sid, "delivered")
    first, second = greeted.attempts()[-2:]
    assert first.conflict_sid == greeted.fake.outbound[0].sid
    assert second.sid == greeted.fake.outbound[1].sid


def test_a_nudge_in_doubt_that_is_nowhere_becomes_unknown_and_reaches_staff(greeted: Line) -> None:
    greeted.tick(minutes=1)
    greeted.fake.add_fault(Fault(K.RESET_BEFORE, times=1))
    greeted.tick(minutes=60)
    for seconds in (45, 45, 90, 120, 60):
        greeted.tick(seconds=seconds)
    with greeted.rt.database.reading() as session:
        states = set(session.scalars(select(Communication.state).where(Communication.purpose == "nudge")))
    assert MessageState.UNKNOWN in states
    assert len(greeted.sent()) == 1
    assert "unknown_delivery" in greeted.cast.open_flags()


def test_two_requests_in_doubt_to_one_number_never_share_one_message(greeted: Line) -> None:
    greeted.fake.add_fault(Fault(K.RESET_BEFORE, times=1))
    greeted.tick(minutes=1)
    greeted.fake.add_fault(Fault(K.RESET_AFTER, times=1))
    greeted.clock.pass_by(seconds=20)
    greeted.cast.reply("HELP")
    greeted.tick()
    for seconds in (45, 45, 90, 120, 60):
        greeted.tick(seconds=seconds)
    help_attempt = greeted.attempts("help")[-1]
    assert help_attempt.state is AttemptState.ACCEPTED
    assert greeted.sent().count(REMINDER) == 1, "the lost reminder was not bound to the answer"


def test_nothing_is_decided_while_the_provider_does_not_show_its_list(greeted: Line) -> None:
    greeted.fake.add_fault(Fault(K.RESET_AFTER, times=1))
    greeted.tick(minutes=1)
    greeted.fake.add_fault(Fault(K.ERROR_BEFORE, times=None, on="GET"))
    for _ in range(20):
        greeted.tick(seconds=60)
    assert greeted.attempts()[-1].state is AttemptState.UNCERTAIN
    greeted.fake.book.faults.clear()
    greeted.tick(seconds=60)
    assert greeted.attempts()[-1].state is AttemptState.ACCEPTED
    assert greeted.sent().count(REMINDER) == 1


def test_a_callback_proves_what_a_dead_sender_could_not_write(greeted: Line) -> None:
    greeted.clock.pass_by(minutes=1)
    ready = gate_messages(greeted.rt, claim_messages(greeted.rt, 10))
    greeted.rt.provider_loop.run(greeted.rt.sms.send(ready[0].sms))  # and the sender dies here
    attempt = greeted.attempts()[-1]
    greeted.report(attempt, greeted.fake.outbound[-1].sid, "delivered")
    recover_messages(greeted.rt)
    greeted.tick(minutes=10)
    assert greeted.attempts()[-1].state is AttemptState.ACCEPTED
    assert greeted.sent() == [REMINDER]


@pytest.mark.parametrize(
    "words", [("delivered", "sent", "queued"), ("sent", "delivered", "sent", "undelivered"), ("delivered",) * 3]
)
def test_late_and_repeated_reports_never_move_a_state_back(line: Line, words: tuple[str, ...]) -> None:
    line.until("2026-03-02 13:00:00")
    attempt = line.attempts()[-1]
    assert attempt.sid
    for word in words:
        line.report(attempt, attempt.sid, word)
    assert line.text().state is MessageState.DELIVERED
    with line.rt.database.reading() as session:
        assert len(session.scalars(select(ProviderEvent)).all()) == len(words), "each report is kept as it came"


def test_a_sender_that_lost_its_lease_keeps_the_second_sid_in_sight(line: Line) -> None:
    line.until("2026-03-02 12:59:59")
    line.clock.pass_by(seconds=1)
    ready = next(one for one in gate_messages(line.rt, claim_messages(line.rt, 10)) if one.sms.body == REMINDER)
    attempt = line.attempts()[-1]
    line.report(attempt, "SM" + "1" * 32, "sent")
    record_results(line.rt, [Sent(ready, AttemptState.ACCEPTED, sid="SM" + "2" * 32)])
    assert line.text().sid == "SM" + "1" * 32
    assert line.attempts()[-1].conflict_sid == "SM" + "2" * 32


def test_an_opt_out_at_the_carrier_ends_the_consent_and_the_queue(line: Line) -> None:
    line.fake.add_fault(Fault(K.REJECT, times=None, to=line.cast.phone(), status=400, code=21610))
    line.until("2026-03-02 13:00:00")
    assert line.cast.patient().consent_state is ConsentState.REVOKED
    assert line.text("nudge").state is MessageState.CANCELLED
    assert "opted_out" in line.cast.open_flags()
    line.until("2026-03-04 13:00:00")
    assert len([post for post in line.fake.posts if post.to == line.cast.phone()]) <= 2


def test_an_opt_out_in_a_report_stops_everybody_on_that_phone(line: Line) -> None:
    other = line.cast.enrol(phone=line.cast.phone())
    line.until("2026-03-02 13:00:00")
    line.fail("21610")
    assert line.cast.patient().consent_state is ConsentState.REVOKED
    assert line.cast.patient(other).consent_state is ConsentState.REVOKED


@pytest.mark.parametrize("code", ["21211", "21614", "30005", "30006"])
def test_a_dead_number_is_left_alone_and_flagged(line: Line, code: str) -> None:
    line.until("2026-03-02 13:00:00")
    line.fail(code)
    before = len(line.sent())
    line.until("2026-03-02 14:00:00")
    line.until("2026-03-03 13:00:00")
    assert line.cast.patient().number_state is NumberState.DEAD
    assert len(line.sent()) == before
    assert line.cast.open_flags() == ["delivery"]


def test_a_phone_that_is_off_gets_one_more_try_and_three_in_a_row_a_flag(line: Line) -> None:
    line.until("2026-03-02 13:00:00")
    line.fail("30003")
    line.tick(minutes=4, seconds=59)
    assert line.sent().count(REMINDER) == 1
    line.tick(seconds=1)
    assert line.sent().count(REMINDER) == 2
    line.fail("30003")
    line.tick(minutes=30)
    assert line.sent().count(REMINDER) == 2
    assert line.cast.open_flags() == []
    line.until("2026-03-03 13:00:00")
    line.fail("30008")
    assert line.cast.open_flags() == ["delivery"]


def test_a_filtered_text_is_not_sent_again(line: Line) -> None:
    line.until("2026-03-02 13:00:00")
    line.fail("30007")
    line.tick(minutes=30)
    assert line.sent().count(REMINDER) == 1
    assert line.cast.open_flags() == ["delivery"]


def test_a_refused_account_halts_everything_until_a_person_resumes(line: Line) -> None:
    line.fake.add_fault(Fault(K.REJECT, times=None, status=401, code=20003))
    line.until("2026-03-02 13:00:00")
    tried = len(line.fake.posts)
    line.fake.book.faults.clear()
    line.tick(minutes=10)
    assert len(line.fake.posts) == tried
    with line.rt.database.writing() as session:
        assert fact(session, HALT)
        set_halt(session, line.cast.ben, False, "", now=line.rt.now())
    line.tick(seconds=10)
    assert line.sent().count(REMINDER) == 1, "what is still in its window leaves"


def test_one_undelivered_nudge_does_not_hide_the_delivered_reminder(line: Line) -> None:
    line.until("2026-03-02 13:00:00")
    reminder = line.attempts()[-1]
    assert reminder.sid
    line.report(reminder, reminder.sid, "delivered")
    line.until("2026-03-02 14:00:00")
    nudge = line.attempts("nudge")[-1]
    assert nudge.sid
    line.report(nudge, nudge.sid, "undelivered", "30007")
    assert not line.cast.doses()[0].undelivered


def test_a_text_that_cannot_be_written_blocks_nobody_and_is_set_aside(sqlite_cast: Cast, clock: VirtualClock) -> None:
    cast = sqlite_cast
    with cast.rt.database.writing() as session:
        session.query(Communication).filter_by(patient_id=cast.ana).update({"template": "no_such_template"})
    clock.move_to(datetime(2026, 3, 2, 14, 0, tzinfo=UTC))
    deliver_messages(cast.rt)
    assert len(cast.texts(cast.other)) == 1
    for _ in range(10):
        clock.pass_by(minutes=1)
        deliver_messages(cast.rt)
    with cast.rt.database.reading() as session:
        text = session.scalars(select(Communication).where(Communication.patient_id == cast.ana)).one()
    assert (text.state, text.reason, text.tries) == (MessageState.REFUSED, "fault", 5)
    assert cast.open_flags() == ["delivery"]
