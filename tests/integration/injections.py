"""Acts about injections that several tests begin with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from adherence.actions.close_windows import close_windows
from adherence.actions.correct_injection import correct_injection, restore_injection
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.plan_doses import plan_doses
from adherence.actions.record_cycle_step import RecordedStep, record_cycle_step
from adherence.actions.record_injection import RecordedInjection, record_injection
from adherence.actions.watch_injections import watch_injections
from adherence.db.board import running_cycle
from adherence.db.communications import Communication
from adherence.db.injections import Injection, InjectionStep
from adherence.db.patients import Patient
from adherence.domain.cycle import Cycle, cycle_at
from adherence.domain.purpose import Purpose
from adherence.domain.states import BEFORE_SENDING, CycleStep, DoseState
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import injection

GIVEN = {"quantity_mg": 380, "side": "left", "lot": "A1"}
VISIT = "2026-03-14T19:00:00Z"  # 15:00 in New York, from 8 March on


def go(cast: Cast, clock: VirtualClock, text: str) -> None:
    """Move the clock and do what is due."""
    clock.move_to(datetime.fromisoformat(text).replace(tzinfo=UTC))
    plan_doses(cast.rt)
    close_windows(cast.rt)
    deliver_messages(cast.rt)
    watch_injections(cast.rt)


def begin(cast: Cast, given_on: str = "2026-02-10", **changes: Any) -> str:
    """An injection plan whose next date, with four weeks from the last, is 10 March."""
    plan = injection(starts_on=given_on, given_on=[given_on], **changes)
    return cast.start(plan, agent="short_acting")


def step(cast: Cast, name: str, **fields: Any) -> RecordedStep:
    with cast.rt.database.writing() as session:
        patient = session.get_one(Patient, cast.ana)
        return record_cycle_step(session, cast.ben, patient, {"step": name} | fields, now=cast.rt.now())


def give(cast: Cast, **fields: Any) -> RecordedInjection:
    with cast.rt.database.writing() as session:
        patient = session.get_one(Patient, cast.ana)
        return record_injection(session, cast.ben, patient, GIVEN | fields, now=cast.rt.now())


def correct(cast: Cast, injection_id: str, **fields: Any) -> RecordedInjection:
    data = {"reason": "typing mistake"} | fields
    with cast.rt.database.writing() as session:
        return correct_injection(session, cast.ben, session.get_one(Injection, injection_id), data, now=cast.rt.now())


def restore(cast: Cast, injection_id: str) -> None:
    with cast.rt.database.writing() as session:
        record = session.get_one(Injection, injection_id)
        restore_injection(session, cast.ben, record, {"reason": "it was right"}, now=cast.rt.now())


def cycle(cast: Cast) -> Cycle:
    with cast.rt.database.reading() as session:
        running = running_cycle(session, session.get_one(Patient, cast.ana))
        assert running is not None
        return cycle_at(running.facts, cast.rt.now())


def queued(cast: Cast) -> list[tuple[str | None, str]]:
    """The visit texts that wait, with their UTC instants and what they say of the time."""
    with cast.rt.database.reading() as session:
        query = select(Communication).where(
            Communication.patient_id == cast.ana,
            Communication.purpose == Purpose.APPOINTMENT,
            Communication.state.in_(BEFORE_SENDING),
        )
        texts = session.scalars(query.order_by(Communication.due_at)).all()
        return [
            (text.template, f"{text.due_at:%m-%d %H:%M} {text.params['date']} {text.params['time']}") for text in texts
        ]


def doses(cast: Cast) -> list[tuple[str, DoseState]]:
    return [(str(dose.on), dose.state) for dose in cast.doses()]


def lines(cast: Cast, kind: CycleStep) -> list[InjectionStep]:
    with cast.rt.database.reading() as session:
        query = select(InjectionStep).where(InjectionStep.patient_id == cast.ana, InjectionStep.step == kind)
        return list(session.scalars(query.order_by(InjectionStep.recorded_at, InjectionStep.id)))


DUE_TEXTS = [
    ("appointment_7", "03-03 15:00 Tue 10 Mar 10:00"),
    ("appointment_3", "03-07 15:00 Tue 10 Mar 10:00"),
    ("appointment_1", "03-09 14:00 Tue 10 Mar 10:00"),
    ("appointment_0", "03-10 12:00 Tue 10 Mar 10:00"),
]
VISIT_TEXTS = [
    ("appointment_7", "03-07 15:00 Sat 14 Mar 15:00"),
    ("appointment_3", "03-11 14:00 Sat 14 Mar 15:00"),
    ("appointment_1", "03-13 14:00 Sat 14 Mar 15:00"),
    ("appointment_0", "03-14 12:00 Sat 14 Mar 15:00"),
]
