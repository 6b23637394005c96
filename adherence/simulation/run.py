"""A long run: random patients over virtual time, counted from what the simulated provider received."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from adherence.actions.create_clinic import create_clinic
from adherence.actions.create_practitioner import create_practitioner
from adherence.actions.enrol_patient import enrol_patient
from adherence.actions.sign_gate import sign_gate
from adherence.actions.start_regimen import start_regimen
from adherence.build import build_runtime
from adherence.db import schema
from adherence.db.clinics import Clinic
from adherence.db.session import Database
from adherence.db.types import new_id
from adherence.domain.actor import Actor
from adherence.domain.states import Role
from adherence.domain.timing import ONE_DAY, local_date
from adherence.runtime import Runtime
from adherence.simulation.clinic import verify_phone
from adherence.simulation.clock import VirtualClock
from adherence.simulation.counting import Stop, Stops, count_run
from adherence.simulation.database import PlayedDatabase
from adherence.simulation.happenings import Happenings
from adherence.simulation.on_call import OnCall
from adherence.simulation.person import Habits, Person
from adherence.simulation.phrases import Meaning, Style
from adherence.simulation.plans import (
    MakePlan,
    daily,
    every,
    half_first,
    injection,
    low_dose,
    pattern_a,
    supervised,
    targeted,
)
from adherence.simulation.player import Player
from adherence.simulation.team import Team, Visits
from adherence.sms.provider import OutgoingSms
from adherence.sms.simulator import FaultKind, SimulatedFault, Simulator
from adherence.sms.simulator_store import DeliveryKind, DeliveryMode, MemoryStore
from config import Config, ConfigFaults

BEGINS = datetime(2026, 2, 20, 12, 0, tzinfo=UTC)
"""Soon after come the clock changes of two continents."""
_MINUTE = timedelta(minutes=1)
_STAFF_PHONE = "+12125550199"
_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Bogota",
    "America/St_Johns",
    "Europe/London",
    "Europe/Madrid",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
)
_FAULTS = (
    (0.004, SimulatedFault(FaultKind.UNAVAILABLE, "20429")),
    (0.003, SimulatedFault(FaultKind.UNCERTAIN_ACCEPTED, "timeout")),
    (0.003, SimulatedFault(FaultKind.UNCERTAIN_LOST, "20500")),
)
"""How often a send goes wrong, and how."""
_STOPS = (("STOP", 0.5), ("please stop texting me", 0.25), ("Stop.", 0.25))


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who is drawn for a run."""

    zone: str
    language: str
    plan: MakePlan
    agent: str
    habits: Habits
    stops_after: float | None
    """Days until the patient opts out."""
    mode: DeliveryMode | None


def simulate(patients: int, days: int, seed: int, database_url: str | None = None) -> dict[str, Any]:
    """Play ``patients`` for ``days`` of virtual time; the same seed plays the same story. Returns the counts."""
    started = time.monotonic()
    with ExitStack() as stack:
        if database_url is None:
            folder = stack.enter_context(TemporaryDirectory())
            database_url = f"sqlite:///{Path(folder) / 'simulation.db'}"
        config = Config.load(
            database_url=database_url, env="test", sms_provider="simulator", public_base_url="http://127.0.0.1"
        )
        built = build_runtime(config)
        stack.callback(built.close)
        schema.upgrade(built.database.engine)
        _refuse_a_used_one(built.database)
        run = _Run(built, seed)
        run.enrol(patients, days)
        run.play(days)
        counted = count_run(run.player, run.stops)
        run.player.rt.database.close()
    return counted | {"patients": patients, "days": days, "seed": seed, "wall_s": round(time.monotonic() - started, 2)}


def _refuse_a_used_one(database: Database) -> None:
    """Raise ``ConfigFaults`` where virtual time would pass for somebody's patients."""
    with database.reading() as session:
        if session.scalar(select(Clinic.id).limit(1)) is not None:
            raise ConfigFaults(["The database holds a clinic already; name an empty one with --database."])


class _Run:
    """One run: a clinic, its patients and a provider that sometimes fails."""

    def __init__(self, built: Runtime, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - a play, not a secret
        self._clock = VirtualClock(BEGINS - _MINUTE)
        provider = Simulator(MemoryStore(), self._clock, token="played", fault_of=self._fault_of)  # noqa: S106
        played = PlayedDatabase(built.config.database_url, built.database.vault)
        self._rt = replace(built, clock=self._clock, sms=provider, database=played)
        self.player = Player(self._rt, self._clock)
        self.player.supervised_in("America/New_York")
        self.stops: Stops = {}

    def enrol(self, patients: int, days: int) -> None:
        """Make the clinic and its patients, and put on the agenda what they will do."""
        with self._rt.database.writing() as session:
            # A database of one's own may hold an earlier run.
            name = f"Simulated clinic {new_id()}"
            clinic = create_clinic(session, name=name, programme="Simulated", phone="202-555-0100", now=BEGINS)
            email = f"{clinic.id}@simulated.example"
            nurse = create_practitioner(session, clinic_id=clinic.id, email=email, role=Role.CLINICIAN, now=BEGINS)
            self._actor = Actor(nurse.id, nurse.name, Role.CLINICIAN, clinic.id)
        verify_phone(self.player, self._actor, _STAFF_PHONE)
        self._team = Team(self.player, self._actor, self._actor, ZoneInfo("America/New_York"), self._random)
        until = BEGINS + timedelta(days=days)
        self._team.work_until(until)
        self.player.add(OnCall(self.player, self._actor, _STAFF_PHONE, self._random, until, self._team.is_left_open))
        self._happenings = Happenings(self.player, self._actor, self._random, until)
        for index in range(patients):
            self._enrol_one(index, self._draw(days))

    def play(self, days: int) -> None:
        """Play to the end."""
        self.player.play(BEGINS + timedelta(days=days))

    def _draw(self, days: int) -> _Cast:
        chance = self._random
        zone = chance.choice(_ZONES)
        spanish = zone in ("America/Bogota", "Europe/Madrid") and chance.random() < 0.8
        habits = Habits(
            takes=chance.uniform(0.6, 1.0),
            drift_a_month=chance.uniform(-0.1, 0.05),
            answers=chance.uniform(0.4, 1.0),
            late=chance.uniform(0.0, 0.3),
            snoozes=chance.uniform(0.0, 0.1),
            typos=chance.uniform(0.0, 0.05),
            style=chance.choice(tuple(Style)),
            scores=(chance.randint(0, 9), chance.randint(0, 6)),
            counts=(chance.randint(0, 5), chance.randint(0, 3)),
            week=(Meaning.WEEK_GOOD, Meaning.WEEK_SO_SO, Meaning.WEEK_BAD),
            reasons=(Meaning.FORGOT, Meaning.FELT_FINE, Meaning.RAN_OUT, Meaning.FELT_UNWELL),
        )
        bad = DeliveryMode(DeliveryKind.UNDELIVERED, chance.choice(("30003", "30005", "30007", "30008")))
        return _Cast(
            zone=zone,
            language="es" if spanish else "en",
            plan=_draw_plan(chance),
            agent=chance.choice(("none", "short_acting", "long_acting")),
            habits=habits,
            stops_after=chance.uniform(0, days) if chance.random() < 0.1 else None,
            mode=bad if chance.random() < 0.04 else None,
        )

    def _enrol_one(self, index: int, drawn: _Cast) -> None:
        phone = f"+1202{5550000 + index:07d}" if index < 4_000_000 else f"+1303{1000000 + index:07d}"
        zone = ZoneInfo(drawn.zone)
        first = local_date(BEGINS, zone) + ONE_DAY
        with self._rt.database.writing() as session:
            entered = {
                "given_name": "Virtual",
                "family_name": f"Patient {index}",
                "phone": phone,
                "time_zone": drawn.zone,
                "language": drawn.language,
                "consent": {"method": "written", "given_at": BEGINS.isoformat()},
            }
            patient = enrol_patient(session, self._actor, entered, now=BEGINS)
            plan = drawn.plan(first)
            start_regimen(session, self._actor, patient, plan, now=BEGINS)
            gate = {
                "opioid_free_since": (BEGINS - timedelta(days=30)).date().isoformat(),
                "agent": drawn.agent,
                "urine_test": "negative",
                "contraindications": [],
                "signed_by": "Simulated staff",
            }
            sign_gate(session, self._actor, patient, gate, now=BEGINS)
        person = Person(phone, drawn.language, drawn.habits, BEGINS, Random(self._random.getrandbits(64)))  # noqa: S311
        self.player.add(person)
        self.player.injections_in(drawn.zone)
        self.player.missed_days_in(drawn.zone)
        self._team.gives_injections(patient.id, Visits(zone, [self._random.choice((0, 0, 0, 1, 2, None))]))
        self._happenings.expect(person, patient.id, zone, plan)
        if drawn.mode is not None:
            self.player.store.set_delivery(phone, drawn.mode)
        if drawn.stops_after is not None:
            self.player.at(BEGINS + timedelta(days=drawn.stops_after), lambda: self._stop(person))

    def _stop(self, person: Person) -> None:
        words = self._random.choices([text for text, _ in _STOPS], [weight for _, weight in _STOPS])[0]
        self.player.write(person.phone, words)
        self.stops[person.phone] = Stop(self._clock.at)
        person.gone = True

    def _fault_of(self, _sms: OutgoingSms) -> SimulatedFault | None:
        drawn = self._random.random()
        for probability, fault in _FAULTS:
            if drawn < probability:
                return fault
            drawn -= probability
        return None


def _draw_plan(chance: Random) -> MakePlan:
    hour = f"{chance.randrange(8, 20):02d}:{chance.choice((0, 15, 30)):02d}"
    plans = (
        daily(hour),
        daily(hour),
        daily("08:00", "20:00", mg=25),
        pattern_a(hour),
        every(2, hour),
        every(3, hour),
        supervised(hour),
        half_first(hour),
        low_dose("21:30"),
        low_dose("21:00", "patient"),
        injection(every_days=28),
        injection(every_months=1),
        targeted("fri", "sat", ask_at="15:00"),
        targeted(declared=(2, 5, 9)),
    )
    return chance.choice(plans)
