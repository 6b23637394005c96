"""Whatever is held, ended, withdrawn and signed in whatever order: held days are silent, all others are planned."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from adherence.actions.change_patient import change_patient
from adherence.actions.change_regimen import change_regimen
from adherence.actions.end_hold import end_hold
from adherence.actions.enter_hold import enter_hold
from adherence.actions.record_injection import record_injection
from adherence.actions.sign_gate import sign_gate
from adherence.actions.withdraw_hold import restore_hold, withdraw_hold
from adherence.db.communications import Communication
from adherence.db.holds import Hold, spans_by_patient
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.errors import Refused
from adherence.domain.holds import HELD_REASONS, HoldSpan, hold_over, holding
from adherence.domain.purpose import UNPROMPTED
from adherence.domain.states import AT_PROVIDER, DoseState, HoldKind, PlanKind
from adherence.domain.timing import due_at, local_date
from adherence.jobs import run_jobs_once
from tests.cast import Cast, gate, make_cast
from tests.conftest import VirtualClock, make_runtime, sqlite_copy
from tests.unit.regimens import daily, injection, targeted

DAYS = st.integers(0, 12)


class Held(RuleBasedStateMachine):
    """Ana with a plan of each kind; every job runs after every step."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="st", dir="/tmp"))
        self.clock = VirtualClock(datetime(2026, 3, 2, 11, 0, tzinfo=UTC))
        self._runtime = make_runtime(sqlite_copy(self.template, self.folder), self.clock)
        self.rt = next(self._runtime)
        self.cast: Cast = make_cast(self.rt)
        self.tablets = self.cast.start(daily(times=["08:00", "19:00"], starts_on="2026-03-02"), agent="short_acting")
        self.cast.start(targeted(starts_on="2026-03-02", risk_weekdays=["tue", "fri"]), agent=None)
        self.cast.start(injection(starts_on="2026-03-02", given_on=["2026-02-10"]), agent=None)
        self.times, self.changed_on = ["08:00", "19:00"], date(2026, 3, 2)
        self.seen: set[str] = set()
        self.work()

    def teardown(self) -> None:
        next(self._runtime, None)
        shutil.rmtree(self.folder, ignore_errors=True)

    def work(self) -> None:
        """Every job twice; what was accepted is judged by the holds that were in force."""
        run_jobs_once(self.rt)
        run_jobs_once(self.rt)
        with self.rt.database.reading() as session:
            query = select(Communication).where(Communication.state.in_(AT_PROVIDER))
            fresh = [text for text in session.scalars(query) if text.sid not in self.seen]
        self.seen.update(text.sid or "" for text in fresh)
        prompts = [text.purpose for text in fresh if text.patient_id == self.cast.ana and text.purpose in UNPROMPTED]
        assert not prompts or holding(self.spans, self.today) is None, prompts

    @property
    def today(self) -> date:
        return local_date(self.clock.at, self.cast.patient().zone)

    @property
    def spans(self) -> list[HoldSpan]:
        with self.rt.database.reading() as session:
            return spans_by_patient(session, [self.cast.ana])[self.cast.ana]

    def act(self, action: Any, row: type[Any], row_id: str, data: dict[str, Any]) -> None:
        """Somebody does something; what is refused changes nothing."""
        try:
            with self.rt.database.writing() as session:
                action(session, self.cast.ben, session.get_one(row, row_id), data, now=self.rt.now())
        except Refused:
            pass
        self.work()

    def hold_at(self, place: int) -> str | None:
        with self.rt.database.reading() as session:
            ids = session.scalars(select(Hold.id).order_by(Hold.id)).all()
        return ids[place % len(ids)] if ids else None

    @rule(hours=st.sampled_from([1, 5, 11, 24, 50, 24 * 6]))
    def time_passes(self, hours: int) -> None:
        for _ in range(max(1, hours // 11)):
            self.clock.pass_by(hours=min(hours, 11))
            self.work()

    @rule(kind=st.sampled_from(HoldKind), offset=st.integers(-4, 9), days=DAYS, override=st.booleans())
    def enter(self, kind: HoldKind, offset: int, days: int, override: bool) -> None:
        first = self.today + timedelta(days=offset)
        data: dict[str, Any] = {"kind": kind, "from": f"{first}", "to": f"{first + timedelta(days=days)}"}
        if override:
            data["override"] = {"by": "Dr Hale", "reason": "cannot wait"}
        self.act(enter_hold, Patient, self.cast.ana, data)

    @rule(place=DAYS, offset=st.integers(-3, 9))
    def end(self, place: int, offset: int) -> None:
        if hold_id := self.hold_at(place):
            on = self.today + timedelta(days=offset)
            self.act(end_hold, Hold, hold_id, {"on": f"{on}", "reason": "another day"})

    @rule(place=DAYS, action=st.sampled_from([withdraw_hold, restore_hold]))
    def withdraw_or_restore(self, place: int, action: Any) -> None:
        if hold_id := self.hold_at(place):
            self.act(action, Hold, hold_id, {"reason": "so"})

    @rule(urine=st.sampled_from(["negative", "negative", "positive"]))
    def sign(self, urine: str) -> None:
        self.clock.pass_by(seconds=1)
        answers = gate("short_acting", self.clock.at) | {"urine_test": urine}
        self.act(sign_gate, Patient, self.cast.ana, answers)

    @rule(body=st.sampled_from(["1", "3", "took it", "UNDO"]))
    def reply(self, body: str) -> None:
        self.clock.pass_by(seconds=1)
        self.cast.receive(body)
        self.work()

    @rule(times=st.sampled_from([["08:00", "19:00"], ["09:00", "20:00"]]))
    def change(self, times: list[str]) -> None:
        self.times, self.changed_on = times, self.today
        changed = daily(times=times, starts_on="2026-03-02") | {"from": f"{self.today}"}
        self.act(change_regimen, Regimen, self.tablets, changed)

    @rule(zone=st.sampled_from(["America/New_York", "America/Bogota", "Asia/Tokyo"]))
    def move(self, zone: str) -> None:
        self.act(change_patient, Patient, self.cast.ana, {"time_zone": zone})

    @rule()
    def inject(self) -> None:
        self.act(record_injection, Patient, self.cast.ana, {"quantity_mg": 380, "side": "left"})

    @invariant()
    def what_is_unanswered_on_a_held_day_is_held(self) -> None:
        spans = self.spans
        for dose in self.cast.doses():
            lapsed = dose.kind is PlanKind.INJECTION and dose.state is DoseState.NO_ANSWER
            if hold_over(spans, dose.kind, dose.on) is not None and not lapsed:
                assert dose.state not in (DoseState.UPCOMING, DoseState.NO_ANSWER), (dose.on, dose.slot, dose.kind)

    @invariant()
    def what_can_still_be_taken_on_another_day_is_not_held(self) -> None:
        spans = self.spans
        for dose in self.cast.doses():
            if dose.kind is not PlanKind.INJECTION and dose.state is DoseState.HELD:
                assert dose.reason in HELD_REASONS
                is_over = dose.window_closes_at <= self.clock.at
                assert is_over or hold_over(spans, dose.kind, dose.on), (dose.on, dose.slot)

    @invariant()
    def the_next_twenty_hours_are_planned(self) -> None:
        planned = {(dose.on, dose.slot) for dose in self.cast.doses() if dose.regimen_id == self.tablets}
        zone = self.cast.patient().zone
        for on in (self.today, self.today + timedelta(days=1)):
            for slot in self.times if on >= self.changed_on else ():
                at = due_at(on, time.fromisoformat(slot), zone)
                if at is not None and self.clock.at < at < self.clock.at + timedelta(hours=20):
                    assert (on, slot) in planned, (on, slot, sorted(planned)[-4:])

    @invariant()
    def an_injection_is_always_to_come(self) -> None:
        doses = [dose for dose in self.cast.doses() if dose.kind is PlanKind.INJECTION]
        newest = max(doses, key=lambda dose: dose.due_at)
        assert newest.state in (DoseState.UPCOMING, DoseState.NO_ANSWER, DoseState.HELD), newest.on
        if hold_over(self.spans, PlanKind.INJECTION, newest.on) is None:
            assert newest.state is not DoseState.HELD, newest.on
        assert sum(dose.state is DoseState.UPCOMING for dose in doses) <= 1


@pytest.mark.slow
def test_held_days_are_silent_and_all_others_planned_in_any_order_of_events(sqlite_template: Path) -> None:
    Held.template = sqlite_template
    run_state_machine_as_test(
        Held,
        settings=settings(
            max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
