"""Playing virtual time: from one thing that happens to the next, through the real actions."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import count
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import select

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.ask_check_ins import ask_check_ins
from adherence.actions.ask_follow_up import ask_follow_up
from adherence.actions.ask_missed_days import ask_missed_days
from adherence.actions.ask_planner import ask_planner
from adherence.actions.close_windows import close_windows
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.notify_on_call import notify_on_call
from adherence.actions.plan_doses import plan_doses
from adherence.actions.reconcile_messages import reconcile_messages
from adherence.actions.record_inbound import record_inbound
from adherence.actions.record_status import record_status
from adherence.actions.tell_supervisor import tell_supervisor
from adherence.actions.watch_holds import watch_holds
from adherence.actions.watch_injections import watch_injections
from adherence.actions.watch_patients import watch_patients
from adherence.actions.watch_titration import watch_titration
from adherence.db.communications import Attempt, Communication
from adherence.domain.check_ins import usual_time
from adherence.domain.policy import DEFAULT_POLICY
from adherence.domain.states import CheckInKind
from adherence.domain.timing import MIDNIGHT, ONE_DAY, instant_of, local_date
from adherence.runtime import Runtime
from adherence.simulation.clock import VirtualClock
from adherence.simulation.person import Holder, Letter
from adherence.simulation.waiting import Waiting, look
from adherence.sms.provider import Direction
from adherence.sms.simulator import SignedPost, Simulator
from adherence.sms.simulator_store import MemoryStore, SimulatedMessage
from adherence.sms.webhook import Malformed, parse_inbound, parse_status

Work = Callable[[], None]
Job = Callable[[Runtime], object]
_SOONEST = timedelta(minutes=1)
_LOOK_AGAIN = timedelta(minutes=15)
_PLAN_EVERY = timedelta(hours=11)
"""Doses are planned 24 to 36 hours ahead: this often is often enough for all of them."""
_ASKED_FOR_HOURS = range(4)
"""So many hours after it is first asked about, a silent day may be: as soon as no dose is open."""
_SUPERVISED_AT = tuple(time(hour) for hour in (9, 13, 17))
_MOST_ROUNDS = 20
_INBOUND_PATH = "/sms/inbound"
_ASKED_BY: dict[CheckInKind, Job] = {CheckInKind.PLANNER: ask_planner, CheckInKind.FOLLOW_UP: ask_follow_up}


class Player:
    """Moves the clock and lets phones, staff and the service's own jobs act at each instant.

    The runtime's provider is a ``Simulator`` over a ``MemoryStore``: what the phones got is read from there.
    """

    def __init__(self, rt: Runtime, clock: VirtualClock) -> None:
        assert isinstance(rt.sms, Simulator)
        assert isinstance(rt.sms.store, MemoryStore)
        self.rt = rt
        self.clock = clock
        self.began_at = clock.at
        self.provider = rt.sms
        self.store = rt.sms.store
        self.people: dict[str, Holder] = {}
        self.posted: dict[str, int] = {"replies": 0, "reports": 0}
        self._agenda: list[tuple[datetime, int, Work]] = []
        self._number = count()
        self._seen = 0
        self._due: Waiting | None = None
        self._written: list[SignedPost] = []
        self._daily: set[tuple[str, time, Job]] = set()
        self._done_at: dict[Job, datetime] = {}
        self._must_plan = True

    def add(self, holder: Holder) -> None:
        """Give a phone to a person."""
        self.people[holder.phone] = holder

    def at(self, at: datetime, work: Work) -> None:
        """Put something on the agenda of an instant."""
        heapq.heappush(self._agenda, (at, next(self._number), work))

    def write(self, phone: str, body: str, *, pictures: int = 0) -> None:
        """Let a phone write to the service now."""
        base = self.rt.config.public_base_url.rstrip("/")
        post = self.provider.receive(phone, body, url=base + _INBOUND_PATH)
        if pictures:
            form = post.form | {"NumMedia": str(pictures)}
            post = SignedPost(post.url, form, self.provider.sign(post.url, form))
        self._written.append(post)

    def injections_in(self, zone: str) -> None:
        """Look after injections at each local midnight of a zone: their windows begin and end there."""
        self._each_day(zone, MIDNIGHT, watch_injections)

    def holds_in(self, zone: str) -> None:
        """Look after holds at each local midnight of a zone: they end there."""
        self._each_day(zone, MIDNIGHT, watch_holds)

    def check_ins_in(self, zone: str, kind: CheckInKind) -> None:
        """Ask a regular question each day at the usual local time of a zone, where it is due and switched on."""
        self._each_day(zone, usual_time(kind, DEFAULT_POLICY), _ASKED_BY[kind])

    def missed_days_in(self, zone: str) -> None:
        """Ask about silent days in a zone, from the usual time on and again each hour while that makes sense."""
        for hours in _ASKED_FOR_HOURS:
            usual = DEFAULT_POLICY.missed_day_time
            self._each_day(zone, usual.replace(hour=usual.hour + hours), ask_missed_days)

    def supervised_in(self, zone: str) -> None:
        """Tell the administrators of what is overdue, some times a day in the zone of the clinic."""
        for at in _SUPERVISED_AT:
            self._each_day(zone, at, tell_supervisor)

    def play(self, until: datetime, shown: Callable[[datetime], None] = lambda _at: None) -> None:
        """Play until an instant; ``shown`` is told the virtual time after each step."""
        while True:
            at = self._next_instant()
            if at is None or at > until:
                break
            self.clock.move_to(at)
            self._step()
            shown(self.clock.at)
        self.clock.move_to(until)
        shown(until)

    def _step(self) -> None:
        """Everything that happens at this instant, until nothing more does."""
        while self._agenda and self._agenda[0][0] <= self.clock.at:
            heapq.heappop(self._agenda)[2]()
        self._receive()
        due = self._look_after_plans(self._look_anew())
        if due.reply is not None:
            apply_inbound(self.rt)
        if self._is_due(due.close):
            close_windows(self.rt)
        if self._is_due(due.check):
            reconcile_messages(self.rt)
        if due.reply is not None or self._is_due(due.close) or self._is_due(due.check):
            due = self._look_anew()
        due = self._deliver(self._call_and_ask(due))
        if self._must_plan:
            self._plan(due)

    def _deliver(self, due: Waiting) -> Waiting:
        """Send what is due, until nothing more is; returns what there is to do then."""
        for _ in range(_MOST_ROUNDS):
            if due.text is None or not deliver_messages(self.rt):
                break
            self._report()
            self._hand_out()
            due = self._look_anew()
        return due

    def _plan(self, due: Waiting) -> None:
        """Plan doses; while a text is due that only means the next two hours, so then it is done again soon."""
        plan_doses(self.rt)
        self._must_plan = False
        self.at(self.clock.at + (_PLAN_EVERY if due.text is None else _LOOK_AGAIN), self._plan_next)
        self._deliver(self._look_anew())

    def _look_after_plans(self, due: Waiting) -> Waiting:
        """Steps, tablets and liver tests whose time has come; returns what there is to do then."""
        if not (self._is_due(due.step) or self._is_due(due.watch)):
            return due
        if self._is_due(due.step):
            watch_titration(self.rt)
        if self._is_due(due.watch):
            watch_patients(self.rt)
        return self._look_anew()

    def _call_and_ask(self, due: Waiting) -> Waiting:
        """Notices to staff and regular questions whose time has come; returns what there is to do then."""
        if not (self._is_due(due.call) or self._is_due(due.overdue) or self._is_due(due.question)):
            return due
        if self._is_due(due.call):
            notify_on_call(self.rt)
            # Once more, to note that the notices left.
            self.at(self.clock.at + _SOONEST, self._follow_notices)
        if self._is_due(due.overdue):
            tell_supervisor(self.rt)
        if self._is_due(due.question):
            ask_check_ins(self.rt)
        return self._look_anew()

    def _follow_notices(self) -> None:
        notify_on_call(self.rt)

    def _receive(self) -> None:
        """Take what phones wrote through the webhook's own path."""
        if not self._written:
            return
        posts, self._written = self._written, []
        with self.rt.database.writing() as session:
            for post in posts:
                if not self.provider.is_authentic(post.url, post.form, post.signature):
                    raise AssertionError("the simulated provider's own signature does not hold")
                message = parse_inbound(post.form, account_sid=self.provider.account_sid)
                if isinstance(message, Malformed):
                    raise AssertionError(f"a simulated webhook is malformed: {message.field}")
                record_inbound(session, message, now=self.clock.at)
        self.posted["replies"] += len(posts)

    def _report(self) -> None:
        """Take the provider's delivery reports through the webhook's own path."""
        # Each text has been reported on more than once in this same instant: the last word says it all.
        posts = {post.url: post for post in self.provider.drain_reports()}.values()
        if not posts:
            return
        with self.rt.database.writing() as session:
            for post in posts:
                report = parse_status(post.form, account_sid=self.provider.account_sid)
                if isinstance(report, Malformed):
                    raise AssertionError(f"a simulated report is malformed: {report.field}")
                attempt_id = urlsplit(post.url).path.rsplit("/", 1)[1]
                record_status(session, attempt_id, report, now=self.clock.at)
        self.posted["reports"] += len(posts)

    def _hand_out(self) -> None:
        """Show new texts to the people who hold the phones, and put what they will write on the agenda."""
        new, self._seen = self.store.kept[self._seen :], len(self.store.kept)
        texts = [message for message in new if message.direction is Direction.OUTBOUND and message.error_code is None]
        for message, letter in self._read(texts):
            person = self.people.get(message.to)
            reply = person.answer(letter) if person is not None else None
            if reply is not None:
                self.at(max(reply.at, self.clock.at + _SOONEST), self._writing(message.to, reply.body))

    def _read(self, messages: list[SimulatedMessage]) -> list[tuple[SimulatedMessage, Letter]]:
        by_attempt = {message.attempt_id: message for message in messages if message.attempt_id}
        if not by_attempt:
            return []
        query = (
            select(
                Attempt.id,
                Communication.purpose,
                Communication.template,
                Communication.dose_id,
                Communication.patient_id,
            )
            .join(Communication, Attempt.communication_id == Communication.id)
            .where(Attempt.id.in_(by_attempt))
        )
        with self.rt.database.reading() as session:
            rows = session.execute(query).all()
        found = [(by_attempt[row[0]], Letter(*row[1:4], by_attempt[row[0]].at, row[4])) for row in rows]
        return sorted(found, key=lambda pair: (pair[0].at, pair[0].to, pair[0].body))

    def _writing(self, phone: str, body: str) -> Work:
        def write() -> None:
            # Who has opted out meanwhile leaves the rest unsaid.
            if not self.people[phone].gone:
                self.write(phone, body)

        return write

    def _plan_next(self) -> None:
        self._must_plan = True

    def _each_day(self, zone: str, at: time, job: Job) -> None:
        """Do a job every day at a local time of a zone, once however often it is asked for."""
        if (zone, at, job) in self._daily:
            return
        self._daily.add((zone, at, job))
        today = local_date(self.clock.at, ZoneInfo(zone))
        is_over = instant_of(today, at, ZoneInfo(zone)) <= self.clock.at
        self._do_on(today + ONE_DAY if is_over else today, at, ZoneInfo(zone), job)

    def _do_on(self, on: date, at: time, zone: ZoneInfo, job: Job) -> None:
        def do() -> None:
            # Several zones may have this hour at once: the job looks at all of them.
            if self._done_at.get(job) != self.clock.at:
                self._done_at[job] = self.clock.at
                job(self.rt)
            self._do_on(on + ONE_DAY, at, zone, job)

        self.at(instant_of(on, at, zone), do)

    def _next_instant(self) -> datetime | None:
        """When the next thing happens; what waits although it is due is looked at again a little later."""
        due = self._due or self._look_anew()
        held = [self.clock.at + _LOOK_AGAIN for at in (due.text, due.held_text, due.reply) if at is not None]
        coming = [max(at, self.clock.at + _SOONEST) for at in due.ahead if at is not None]
        agenda = [self._agenda[0][0]] if self._agenda else []
        return min(held + coming + agenda, default=None)

    def _is_due(self, at: datetime | None) -> bool:
        return at is not None and at <= self.clock.at

    def _look_anew(self) -> Waiting:
        with self.rt.database.reading() as session:
            self._due = look(session, now=self.clock.at)
        return self._due
