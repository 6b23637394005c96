"""The whole demo, played once: a patient in every stage, so that each screen can be seen at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import pytest
from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from adherence.actions.count_tablets import count_tablets
from adherence.actions.watch_liver_tests import tests_of as liver_tests_of
from adherence.db.board import reminded, running_cycles
from adherence.db.check_ins import CheckIn
from adherence.db.clinics import Clinic
from adherence.db.communications import Communication
from adherence.db.corrections import Correction
from adherence.db.doses import Dose
from adherence.db.drinking import DrinkingReport
from adherence.db.flags import Flag
from adherence.db.gates import StartGate
from adherence.db.holds import Hold
from adherence.db.inbound import InboundMessage
from adherence.db.injections import Injection
from adherence.db.medicines import PatientMedicine
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, RegimenVersion, RiskDay
from adherence.db.watched import watched
from adherence.domain.cycle import Cycle, CycleFacts, cycle_at
from adherence.domain.injection import InjectionStage
from adherence.domain.liver import LiverState
from adherence.domain.policy import DEFAULT_POLICY
from adherence.domain.states import (
    TAKEN_STATES,
    CheckInKind,
    CycleStep,
    FlagKind,
    FlagState,
    HoldKind,
    RecordKind,
    RegimenState,
    Severity,
    Source,
    VersionCause,
)
from adherence.domain.timing import local_date
from adherence.runtime import Runtime
from adherence.simulation.cast import CAST
from adherence.simulation.counting import Stop, Stops, count_run
from adherence.simulation.demo import seed_demo
from adherence.simulation.player import Player

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
NOW = datetime(2026, 3, 20, 21, 30, tzinfo=UTC)
_SENTENCE = "I don't want these messages any more"
_WORDS = ("STOP", "START", _SENTENCE)
ZEROES = ("duplicates", "sent_after_stop", "sent_in_quiet_hours", "stale_sent", "lost")


class Played:
    """The demo clinic at the end of the play."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.patients = {patient.id: patient for patient in session.scalars(select(Patient))}

    def has(self, query: Select[Any]) -> bool:
        """Whether a query finds anything."""
        return self.session.execute(query.limit(1)).first() is not None

    def flagged(self, kind: FlagKind, severity: Severity | None = None, said: str = "") -> bool:
        """Whether a flag of a kind is open."""
        flags = select(Flag.id).where(Flag.kind == kind, Flag.state == FlagState.OPEN, Flag.detail.contains(said))
        return self.has(flags if severity is None else flags.where(Flag.severity == severity))

    def answered(self, outcome: str) -> bool:
        """Whether a patient's text came to something."""
        return self.has(select(InboundMessage.id).where(InboundMessage.outcome == outcome))

    def told(self, template: str) -> bool:
        """Whether a text of a template was delivered."""
        return self.has(select(Communication.id).where(Communication.template == template))

    @cached_property
    def cycles(self) -> list[Cycle]:
        """The injections that wait."""
        clinic_id = self.session.scalars(select(Clinic.id)).one()
        running = running_cycles(self.session, clinic_id)
        texts = reminded(self.session, running)
        return [cycle_at(_with(cycle.facts, texts.get(cycle.dose_id, {})), NOW) for cycle in running]

    def has_cycle(self, fits: Callable[[Cycle], bool]) -> bool:
        """Whether an injection that waits is in a state."""
        return any(fits(cycle) for cycle in self.cycles)

    @cached_property
    def days_left(self) -> list[int]:
        """In how many days the tablets of each patient run out, below 0 where they are out."""
        found, left = watched(self.session, self.patients), []
        for patient_id, patient in self.patients.items():
            today = local_date(NOW, patient.zone)
            supplies = count_tablets(found[patient_id], today)
            left += [(supply.run_out_on - today).days for supply in supplies if supply.run_out_on is not None]
        return left

    @cached_property
    def liver_states(self) -> list[set[LiverState]]:
        """How the planned liver tests of each patient stand."""
        found = watched(self.session, self.patients)
        return [
            {test.state for test in liver_tests_of(patient, found[patient_id], DEFAULT_POLICY, now=NOW)}
            for patient_id, patient in self.patients.items()
        ]


def _with(facts: CycleFacts, texts: dict[int, datetime]) -> CycleFacts:
    return replace(facts, reminded=texts)


def _injections(**late: bool) -> Select[Any]:
    query = select(Injection.id).join(Dose, Dose.id == Injection.dose_id).where(Injection.given, ~Injection.withdrawn)
    return query.where(Injection.given_on > Dose.on if late["late"] else Injection.given_on < Dose.on)


def _same_side() -> Select[Any]:
    one, other = aliased(Injection), aliased(Injection)
    between = aliased(Injection)
    is_next = ~exists().where(
        between.regimen_id == one.regimen_id, between.given_on > one.given_on, between.given_on < other.given_on
    )
    same = (one.regimen_id == other.regimen_id) & (one.given_on < other.given_on) & (one.side == other.side)
    return select(one.id).join(other, same).where(one.given, other.given, is_next)


def _withdrawn(record: RecordKind, *, replaced: bool) -> Select[Any]:
    lines = select(Correction.id).where(Correction.record == record)
    return lines.where(Correction.replaced_by_id.is_not(None) if replaced else Correction.replaced_by_id.is_(None))


def _versions(cause: VersionCause, *, by_patient: bool | None = None) -> Select[Any]:
    found = select(RegimenVersion.id).where(RegimenVersion.cause == cause)
    if by_patient is None:
        return found
    return found.where(RegimenVersion.recorded_by.is_(None) if by_patient else RegimenVersion.recorded_by.is_not(None))


def _holds(kind: HoldKind) -> Select[Any]:
    return select(Hold.id).where(Hold.kind == kind, ~Hold.withdrawn)


def _first_drinks(*, before_dose: bool) -> Select[Any]:
    same_day = (Dose.regimen_id == DrinkingReport.regimen_id) & (Dose.on == DrinkingReport.on)
    query = select(DrinkingReport.id).join(Dose, same_day).where(Dose.state.in_(TAKEN_STATES))
    drink, taken = DrinkingReport.first_drink_at, Dose.taken_at
    return query.where(drink < taken if before_dose else drink > taken)


def _plans(played: Played) -> list[dict[str, Any]]:
    running = select(RegimenVersion).join(Regimen).where(Regimen.state == RegimenState.ACTIVE)
    return [version.plan for version in played.session.scalars(running)]


def _has_pattern(played: Played, **wanted: Any) -> bool:
    return any(wanted.items() <= plan.get("pattern", {}).items() for plan in _plans(played))


def _gates(played: Played) -> list[StartGate]:
    return list(played.session.scalars(select(StartGate)))


STAGES: dict[str, Callable[[Played], bool]] = {
    **{
        f"injection {stage}": lambda it, stage=stage: it.has_cycle(lambda cycle: cycle.stage is stage)
        for stage in InjectionStage
    },
    "injection due today": lambda it: it.has_cycle(lambda cycle: cycle.days_late == 0),
    "product not ordered": lambda it: it.has_cycle(lambda cycle: not cycle.step(CycleStep.PRODUCT_ORDERED).done),
    "product ordered": lambda it: it.has_cycle(
        lambda cycle: cycle.step(CycleStep.PRODUCT_ORDERED).done and not cycle.step(CycleStep.PRODUCT_ON_SITE).done
    ),
    "product on site, labs and urine done": lambda it: it.has_cycle(
        lambda cycle: all(
            cycle.step(step).done for step in (CycleStep.PRODUCT_ON_SITE, CycleStep.LABS_DONE, CycleStep.URINE_TESTED)
        )
    ),
    "urine positive": lambda it: (
        it.has_cycle(lambda cycle: cycle.urine_is_positive) and it.flagged(FlagKind.OPIOID_USE)
    ),
    "visit booked on another day": lambda it: it.has_cycle(
        lambda cycle: cycle.is_booked and cycle.visit_at.date() != cycle.waiting.due_on
    ),
    "reminded of the visit": lambda it: it.has_cycle(lambda cycle: bool(cycle.reminded)),
    "visit confirmed by text": lambda it: it.has_cycle(
        lambda cycle: cycle.confirmed and cycle.step(CycleStep.CONFIRMED).line.source is Source.PATIENT_SMS  # type: ignore[union-attr]
    ),
    "another time asked for": lambda it: it.has_cycle(
        lambda cycle: cycle.reschedule_asked is not None and cycle.reschedule_asked.inbound_id is not None
    ),
    "not given with a reason": lambda it: it.has_cycle(lambda cycle: cycle.not_given is not None),
    "given late": lambda it: it.has(_injections(late=True)),
    "given early": lambda it: it.has(_injections(late=False)),
    "same side twice": lambda it: it.has(_same_side()),
    "injection corrected": lambda it: it.has(_withdrawn(RecordKind.INJECTION, replaced=True)),
    "injection withdrawn": lambda it: it.has(_withdrawn(RecordKind.INJECTION, replaced=False)),
    "monthly": lambda it: any("every_months" in plan.get("cadence", {}) for plan in _plans(it)),
    "risk weekdays": lambda it: any(plan.get("risk_weekdays") for plan in _plans(it)),
    "declared days": lambda it: it.has(select(RiskDay.id).where(~RiskDay.declined)),
    "declined days": lambda it: it.has(select(RiskDay.id).where(RiskDay.declined)),
    "planner answered": lambda it: (
        it.told("planner") and it.has(select(RiskDay.id).where(RiskDay.source == Source.PATIENT_SMS))
    ),
    "planner and follow-up on": lambda it: all(
        it.has(select(CheckIn.id).where(CheckIn.kind == kind, CheckIn.on)) for kind in CheckInKind
    ),
    "risk day declared by text": lambda it: it.answered("risk_day_declared"),
    "GO used": lambda it: it.answered("dose_now"),
    "first drink before the dose": lambda it: it.has(_first_drinks(before_dose=True)),
    "first drink after the dose": lambda it: it.has(_first_drinks(before_dose=False)),
    "drinking known of a day without a dose": lambda it: it.has(
        select(DrinkingReport.id).where(DrinkingReport.source == Source.STAFF)
    ),
    "steps by date": lambda it: any(
        len(plan.get("pattern", {}).get("steps", ())) == 3 and "advance" not in plan["pattern"] for plan in _plans(it)
    ),
    "steps by practitioner, waiting": lambda it: it.flagged(FlagKind.TITRATION, said="has lasted its days"),
    "steps by patient, agreed": lambda it: it.has(_versions(VersionCause.STEP_FORWARD, by_patient=True)),
    "step held after a side effect": lambda it: (
        it.has(_versions(VersionCause.STEP_HELD)) and it.flagged(FlagKind.SIDE_EFFECT)
    ),
    "stepped back": lambda it: it.has(_versions(VersionCause.STEP_BACK, by_patient=False)),
    "travelling": lambda it: it.has(
        _holds(HoldKind.TRAVEL).where(Hold.stops_on <= NOW.date(), Hold.to_on > NOW.date())
    ),
    "in hospital, waiting for the gate": lambda it: it.flagged(FlagKind.RESTART, said="Hold ended"),
    "procedure ahead": lambda it: it.has(
        _holds(HoldKind.PROCEDURE).where(Hold.stops_on > NOW.date(), Hold.stops_on < Hold.from_on)
    ),
    "hold ended and restarted": lambda it: it.has(_holds(HoldKind.HOSPITAL).where(Hold.released_on <= NOW.date())),
    "hold withdrawn": lambda it: it.has(_withdrawn(RecordKind.HOLD, replaced=False)),
    "gate unsigned": lambda it: it.has(
        select(Regimen.id).where(
            Regimen.state == RegimenState.WAITING, ~exists().where(StartGate.patient_id == Regimen.patient_id)
        )
    ),
    "gate failed": lambda it: any(not gate.passed and "urine" in gate.forbidding[0] for gate in _gates(it)),
    "gate signed with warnings": lambda it: any(gate.passed and len(gate.warnings) > 1 for gate in _gates(it)),
    "gate answers changed": lambda it: it.flagged(FlagKind.START_GATE),
    "restart after silence": lambda it: it.flagged(FlagKind.RESTART, said="No dose taken"),
    "liver fine": lambda it: {LiverState.DONE, LiverState.UPCOMING} in it.liver_states,
    "liver due": lambda it: it.flagged(FlagKind.LIVER_TEST, Severity.NORMAL),
    "liver overdue": lambda it: it.flagged(FlagKind.LIVER_TEST, Severity.HIGH),
    "liver above the threshold": lambda it: it.flagged(FlagKind.LIVER_TEST, Severity.URGENT),
    "tablets plenty": lambda it: max(it.days_left) > 14,
    "tablets for five days": lambda it: 5 in it.days_left and it.told("refill") and it.answered("refill_has_more"),
    "out of tablets": lambda it: min(it.days_left) < 0 and it.flagged(FlagKind.RAN_OUT, said="by the plan"),
    "harmless medicine": lambda it: it.has(select(PatientMedicine.id).where(PatientMedicine.group.is_(None))),
    "opioid painkiller": lambda it: it.flagged(FlagKind.INTERACTION, said="On the list"),
    "valproate": lambda it: it.has(select(PatientMedicine.id).where(PatientMedicine.group == "hepatotoxic")),
    "medicine named in a text": lambda it: it.flagged(FlagKind.INTERACTION, said="A text names"),
    "50 mg a day": lambda it: _has_pattern(it, type="every_day", quantity_mg=50),
    "100 mg every second day": lambda it: _has_pattern(it, type="interval", every_days=2, quantity_mg=100),
    "150 mg every third day": lambda it: _has_pattern(it, type="interval", every_days=3, quantity_mg=150),
    "100 mg on Saturday": lambda it: any(
        plan.get("pattern", {}).get("quantity_mg", {})
        == dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), 50) | {"sat": 100}
        for plan in _plans(it)
        if plan.get("pattern", {}).get("type") == "weekly"
    ),
    "supervised": lambda it: any(
        plan.get("pattern", {}).get("quantity_mg") == {"mon": 100, "wed": 100, "fri": 150} for plan in _plans(it)
    ),
    "several times a day": lambda it: any(len(plan.get("times", ())) > 2 for plan in _plans(it)),
    "25 mg twice": lambda it: any(
        len(plan.get("times", ())) == 2 and plan["pattern"].get("quantity_mg") == 25 for plan in _plans(it)
    ),
    "25 mg on the first day": lambda it: any(
        plan.get("pattern", {}).get("steps", [{}])[0] == {"quantity_mg": 25, "days": 1} for plan in _plans(it)
    ),
    "override over 150 mg": lambda it: any(
        plan.get("override") and plan["pattern"]["quantity_mg"] > 150 for plan in _plans(it)
    ),
    "plan changed": lambda it: it.has(_versions(VersionCause.CHANGED)),
    "change undone": lambda it: it.has(_versions(VersionCause.REVERTED)),
}


def _stops(player: Player) -> Stops:
    """When each phone asked to be left alone, and for texts again."""
    said = {words: {one.from_: one.at for one in player.store.kept if one.body == words} for words in _WORDS}
    stops = said["STOP"] | said[_SENTENCE]
    return {phone: Stop(at, said["START"].get(phone)) for phone, at in stops.items()}


def test_the_demo_has_somebody_in_every_stage_and_keeps_its_promises(
    sqlite_rt: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    """One test, so that the whole cast is played once however the suite is spread over processes."""
    player = seed_demo(sqlite_rt, hash_password=lambda _password: "hash", now=NOW)
    with sqlite_rt.database.reading() as session:
        played = Played(session)
        assert {patient.name for patient in played.patients.values()} == {member.name for member in CAST}
        assert [stage for stage, is_shown in STAGES.items() if not is_shown(played)] == []
        assert session.scalar(select(func.count()).where(InboundMessage.applied_at.is_(None))) == 0
    counted = count_run(player, _stops(player))
    assert {name: counted[name] for name in ZEROES} == dict.fromkeys(ZEROES, 0)
    assert "without a deed" not in caplog.text
