"""What the demo's staff do: they work through the flags, give injections and watch supervised tablets."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.close_conversation import close_conversation
from adherence.actions.mark_conversation import mark_conversation
from adherence.actions.record_administration import record_administration
from adherence.actions.record_injection import record_injection
from adherence.actions.resolve_flag import resolve_flag
from adherence.actions.take_flag import take_flag
from adherence.actions.write_to_patient import write_to_patient
from adherence.db.conversations import Conversation
from adherence.db.doses import Dose
from adherence.db.flags import Flag, open_flags
from adherence.db.patients import patient_by_id
from adherence.domain.actor import Actor
from adherence.domain.conversation import BY_FLAGS, CloseOutcome, ConversationState
from adherence.domain.errors import Refused
from adherence.domain.states import DoseState, FlagKind, FlagState, PlanKind, Severity
from adherence.domain.timing import ONE_DAY, instant_of, local_date
from adherence.simulation.player import Player

ROUNDS = (time(9, 15), time(11, 30), time(14, 0), time(16, 30))
_SATURDAY = 5
_LEFT_OPEN = timedelta(hours=20)
_TALK_IS_OVER = timedelta(hours=5)
_WAITED_FOR = timedelta(hours=26)
_READ = 0.6
_TAKES_HOURS = {Severity.URGENT: (0.2, 2.0), Severity.HIGH: (1.0, 26.0), Severity.NORMAL: (4.0, 72.0)}
_OUTCOMES = {
    FlagKind.UNCLEAR: ("answered", "Read the text and wrote back."),
    FlagKind.SIDE_EFFECT: ("called", "Mild, goes on; will call again next week."),
    FlagKind.CONSECUTIVE_DAYS: ("called", "Busy week. Talked about putting it beside the coffee."),
    FlagKind.CRISIS: ("called", "Called at once, safe, with family. Visit tomorrow."),
    FlagKind.LAPSE: ("called", "Talked it through, wants to go on."),
    FlagKind.RAN_OUT: ("refilled", "Refill sent to the pharmacy."),
    FlagKind.DELIVERY: ("checked", "Number is right, phone was off."),
    FlagKind.CRAVING: ("called", "Talked about the evenings. Will go for a walk at seven."),
    FlagKind.WELLBEING: ("called", "A hard week at home. Comes in on Thursday."),
    FlagKind.CONTACT: ("done", "Settled on the phone."),
}
_ELSE = ("called", "Spoke on the phone.")


@dataclass
class Visits:
    """How late a patient comes to each injection: days, below 0 early, None for never; 0 after the last one named."""

    zone: ZoneInfo
    delays: list[int | None]
    booked: set[int] = field(default_factory=set)
    sides: tuple[str, str] = ("left", "right")
    """The side of the next injection, and of the one after it."""


class Team:
    """Staff at work in the clinic's zone, from Monday to Friday."""

    def __init__(self, player: Player, nurse: Actor, doctor: Actor, zone: ZoneInfo, random: Random) -> None:
        self._player = player
        self._rt = player.rt
        self._nurse, self._doctor = nurse, doctor
        self._zone = zone
        self._random = random
        self._resolves_until = datetime.max.replace(tzinfo=UTC)
        self._handled_at: dict[str, datetime] = {}
        self._visits: dict[str, Visits] = {}
        self._observed: set[str] = set()
        self._left_open: set[tuple[str, FlagKind]] = set()
        self._kept_talks: set[str] = set()

    def gives_injections(self, patient_id: str, visits: Visits) -> None:
        """Expect a patient at injection visits."""
        self._visits[patient_id] = visits
        self._book_visits()

    def observes(self, patient_id: str) -> None:
        """Watch a patient take each tablet."""
        self._observed.add(patient_id)

    def leaves_open(self, patient_id: str, kinds: Iterable[FlagKind]) -> None:
        """Leave a patient's flags of some kinds to whoever comes next."""
        self._left_open |= {(patient_id, kind) for kind in kinds}

    def is_left_open(self, flag: Flag) -> bool:
        """Whether a flag is for whoever comes next."""
        return flag.patient_id is not None and (flag.patient_id, flag.kind) in self._left_open

    def keeps_talk(self, patient_id: str) -> None:
        """Leave a patient's conversation as it is."""
        self._kept_talks.add(patient_id)

    def work_until(self, end: datetime) -> None:
        """Put every round of every working day on the agenda; the newest flags are left for whoever comes next."""
        self._resolves_until = end - _LEFT_OPEN
        day = local_date(self._player.clock.at, self._zone)
        while day <= local_date(end, self._zone):
            if day.weekday() < _SATURDAY:
                for hour in ROUNDS:
                    self._player.at(instant_of(day, hour, self._zone), self._make_round)
            day += ONE_DAY

    def _make_round(self) -> None:
        self._look_after_flags()
        self._look_after_talks()
        self._book_visits()
        self._watch_tablets()

    def _look_after_flags(self) -> None:
        now = self._player.clock.at
        with self._rt.database.reading() as session:
            waiting = [
                (flag.id, flag.severity)
                for flag in open_flags(session, self._nurse.clinic_id)
                if (flag.patient_id, flag.kind) not in self._left_open
            ]
        for flag_id, severity in waiting:
            if flag_id not in self._handled_at:
                hours = self._random.uniform(*_TAKES_HOURS[severity])
                self._handled_at[flag_id] = now + timedelta(hours=hours)
                if severity is not Severity.NORMAL or self._random.random() < 0.5:
                    self._take(flag_id)
            elif self._handled_at[flag_id] <= now < self._resolves_until:
                self._resolve(flag_id)

    def _look_after_talks(self) -> None:
        """Read most of what is new, and close what was said to the end; what a flag is about closes with the flag."""
        now = self._player.clock.at
        since = {ConversationState.OPEN: now - _TALK_IS_OVER, ConversationState.WAITING: now - _WAITED_FOR}
        query = select(Conversation).where(
            Conversation.clinic_id == self._nurse.clinic_id,
            Conversation.state != ConversationState.CLOSED,
            Conversation.patient_id.not_in(self._kept_talks),
        )
        with self._rt.database.writing() as session:
            for row in session.scalars(query).all():
                patient = patient_by_id(session, self._nurse.clinic_id, row.patient_id)
                assert patient is not None
                if row.unread and self._random.random() < _READ:
                    mark_conversation(session, self._nurse, patient, read=True, now=now)
                if row.need in BY_FLAGS or row.since > since[row.state] or row.since >= self._resolves_until:
                    continue
                was_answered = row.last_staff_at is not None
                outcome = CloseOutcome.ANSWERED if was_answered else CloseOutcome.NO_ACTION
                close_conversation(session, self._nurse, patient, {"outcome": outcome.value}, now=now)

    def _take(self, flag_id: str) -> None:
        with self._rt.database.writing() as session:
            flag = session.get_one(Flag, flag_id)
            take_flag(session, self._nurse, flag, now=self._player.clock.at)

    def _resolve(self, flag_id: str) -> None:
        now = self._player.clock.at
        with self._rt.database.writing() as session:
            flag = session.get_one(Flag, flag_id)
            if flag.state is FlagState.RESOLVED:
                return
            outcome, note = _OUTCOMES.get(flag.kind, _ELSE)
            resolve_flag(session, self._nurse, flag, {"outcome": outcome, "note": note}, now=now)
            if flag.kind is FlagKind.UNCLEAR and flag.patient_id:
                self._write_back(session, flag.patient_id, now)

    def _write_back(self, session: Session, patient_id: str, now: datetime) -> None:
        patient = patient_by_id(session, self._nurse.clinic_id, patient_id)
        assert patient is not None
        body = "Gracias, lo tenemos. Ben" if patient.language == "es" else "Thank you, we have it now. Ben"
        # Where there is no consent any more, the nurse calls instead.
        with suppress(Refused):
            write_to_patient(session, self._nurse, patient, body, now=now)

    def _book_visits(self) -> None:
        query = select(Dose.id, Dose.patient_id, Dose.on, Dose.slot).where(
            Dose.kind == PlanKind.INJECTION, Dose.state == DoseState.UPCOMING
        )
        with self._rt.database.reading() as session:
            due = session.execute(query).all()
        for dose_id, patient_id, on, slot in due:
            visits = self._visits.get(patient_id)
            if visits is None or dose_id in visits.booked:
                continue
            visits.booked.add(dose_id)
            delay = visits.delays.pop(0) if visits.delays else 0
            if delay is not None:
                at = instant_of(on + delay * ONE_DAY, time.fromisoformat(slot), visits.zone)
                self._player.at(at + timedelta(minutes=15), partial(self._give, patient_id, visits))

    def _give(self, patient_id: str, visits: Visits) -> None:
        now = self._player.clock.at
        side, visits.sides = visits.sides[0], visits.sides[::-1]
        with self._rt.database.writing() as session:
            patient = patient_by_id(session, self._doctor.clinic_id, patient_id)
            assert patient is not None
            given = {
                "given_at": now.isoformat(),
                "quantity_mg": 380,
                "side": side,
                "lot": f"N{now:%y%m}A",
                "expires_on": (now + timedelta(days=400)).date().isoformat(),
            }
            record_injection(session, self._doctor, patient, given, now=now)
        self._book_visits()

    def _watch_tablets(self) -> None:
        now = self._player.clock.at
        query = select(Dose).where(
            Dose.patient_id.in_(self._observed), Dose.state == DoseState.UPCOMING, Dose.window_opens_at <= now
        )
        with self._rt.database.writing() as session:
            for dose in session.scalars(query).all():
                if self._random.random() < 0.85:
                    seen = {"state": "taken", "taken_at": now.isoformat(), "source": "observed"}
                    record_administration(session, self._nurse, dose, seen, now=now)
