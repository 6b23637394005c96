"""Any move and any change of times at any instant: never two first reminders of a once-a-day plan within 12 hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from adherence.actions.change_patient import change_patient
from adherence.actions.change_regimen import change_regimen
from adherence.actions.plan_doses import plan_doses
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.purpose import Purpose
from adherence.domain.regimen import time_text
from adherence.domain.states import DoseState, MessageState, RegimenState
from adherence.domain.timing import local_date
from adherence.domain.zones import zone_names
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily, every_day

# One clinic for all examples: each has a patient of its own, whose plan is stopped at its end.
ON_ONE_CLINIC = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TWELVE_HOURS = timedelta(hours=12)
ZONES = st.sampled_from(sorted(zone_names()))
SLOTS = st.integers(0, 95).map(lambda number: time_text(time(number // 4, number % 4 * 15)))
ONCE, OFTEN = st.tuples(SLOTS), st.sets(SLOTS, min_size=2, max_size=4).map(lambda slots: tuple(sorted(slots)))
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 1)).map(
    lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC)
)
Times = tuple[str, ...]
Happening = tuple[int, str | Times]


def happenings(times: st.SearchStrategy[Times]) -> st.SearchStrategy[list[Happening]]:
    """Minutes after the one before, and what happens then: the patient moves, or the times are changed."""
    return st.lists(st.tuples(st.integers(0, 60 * 60), ZONES | times), min_size=1, max_size=4)


@dataclass(frozen=True)
class Lived:
    """The doses of a patient and when their first reminders leave, in order, and the date of the last happening."""

    doses: Sequence[Dose]
    reminders: Sequence[datetime]
    last_on: date


def plan(times: Times, starts_on: date) -> dict[str, object]:
    """A plan with these slots every day, at whatever hour."""
    agreed = {"agreed_hours": {"by": "patient", "on": "2023-01-01"}}
    return daily(times=list(times), starts_on=starts_on.isoformat(), pattern=every_day(25), **agreed)


def pass_by(cast: Cast, clock: VirtualClock, passing: timedelta) -> None:
    """Time passes, and the planner looks twice a day."""
    end = clock.at + passing
    while clock.at + TWELVE_HOURS < end:
        clock.at += TWELVE_HOURS
        plan_doses(cast.rt)
    clock.at = end
    plan_doses(cast.rt)


def happen(cast: Cast, patient_id: str, regimen_id: str, what: str | Times) -> None:
    """The patient moves to a zone, or the doses are at other times from today on."""
    now = cast.rt.now()
    with cast.rt.database.writing() as session:
        patient = session.get_one(Patient, patient_id)
        if isinstance(what, str):
            change_patient(session, cast.ben, patient, {"time_zone": what}, now=now)
        else:
            today = local_date(now, patient.zone)
            regimen = session.get_one(Regimen, regimen_id)
            change_regimen(session, cast.ben, regimen, plan(what, today) | {"from": today.isoformat()}, now=now)


def live(cast: Cast, clock: VirtualClock, at: datetime, zone: str, times: Times, happened: list[Happening]) -> Lived:
    """A patient enrols, starts, lives through what happens and four days more; gives what was planned."""
    clock.move_to(at)
    patient_id = cast.enrol(time_zone=zone)
    with cast.rt.database.reading() as session:
        home = session.get_one(Patient, patient_id).zone
    regimen_id = cast.start(plan(times, local_date(at, home)), patient_id)
    for minutes, what in happened:
        pass_by(cast, clock, timedelta(minutes=minutes))
        happen(cast, patient_id, regimen_id, what)
    settled_at = clock.at
    pass_by(cast, clock, timedelta(days=4))
    with cast.rt.database.writing() as session:
        session.get_one(Regimen, regimen_id).state = RegimenState.STOPPED
        of_plan = select(Dose).where(Dose.regimen_id == regimen_id, Dose.state != DoseState.CANCELLED)
        doses = session.scalars(of_plan.order_by(Dose.due_at, Dose.on, Dose.slot)).all()
        reminded = select(Communication.due_at).where(
            Communication.dose_id.in_([dose.id for dose in doses]),
            Communication.purpose == Purpose.REMINDER,
            Communication.state != MessageState.CANCELLED,
        )
        reminders = session.scalars(reminded.order_by(Communication.due_at)).all()
        return Lived(doses, reminders, local_date(settled_at, session.get_one(Patient, patient_id).zone))


@ON_ONE_CLINIC
@given(at=INSTANTS, zone=ZONES, times=ONCE, happened=happenings(ONCE))
@example(
    at=datetime(2024, 3, 9, 12, tzinfo=UTC),
    zone="America/New_York",
    times=("02:30",),
    happened=[(24 * 60, "Asia/Tokyo"), (60, "Pacific/Honolulu"), (600, ("02:15",))],
)
@example(
    at=datetime(2024, 6, 12, tzinfo=UTC),
    zone="Pacific/Kiritimati",
    times=("08:00",),
    happened=[(30 * 60, "Pacific/Pago_Pago"), (30 * 60, "Pacific/Kiritimati")],
)
def test_no_two_first_reminders_of_a_once_a_day_plan_come_within_12_hours(
    sqlite_cast: Cast, clock: VirtualClock, at: datetime, zone: str, times: Times, happened: list[Happening]
) -> None:
    lived = live(sqlite_cast, clock, at, zone, times, happened)
    assert lived.reminders == [dose.due_at for dose in lived.doses]
    assert all(later - earlier >= TWELVE_HOURS for earlier, later in pairwise(lived.reminders))
    assert len({dose.on for dose in lived.doses}) == len(lived.doses), "one dose a day"
    assert all(earlier.window_closes_at <= later.due_at for earlier, later in pairwise(lived.doses))
    # The plan goes on, whatever was left out or had its dose before.
    assert {dose.on for dose in lived.doses} >= {lived.last_on + timedelta(days=2), lived.last_on + timedelta(days=3)}


@ON_ONE_CLINIC
@given(at=INSTANTS, zone=ZONES, times=OFTEN, happened=happenings(OFTEN))
def test_a_plan_with_several_slots_keeps_one_dose_for_each_and_one_open_window_at_a_time(
    sqlite_cast: Cast, clock: VirtualClock, at: datetime, zone: str, times: Times, happened: list[Happening]
) -> None:
    lived = live(sqlite_cast, clock, at, zone, times, happened)
    assert lived.reminders == [dose.due_at for dose in lived.doses]
    assert len({(dose.on, dose.slot) for dose in lived.doses}) == len(lived.doses)
    for earlier, later in pairwise(lived.doses):
        # Slots that fall into one gap of the clock are due together and share their window.
        assert earlier.window_closes_at <= later.due_at or earlier.due_at == later.due_at, (earlier.on, later.on)
    last_times = next((what for _, what in reversed(happened) if not isinstance(what, str)), times)
    on = lived.last_on + timedelta(days=3)
    assert sorted(dose.slot for dose in lived.doses if dose.on == on) == sorted(last_times)
