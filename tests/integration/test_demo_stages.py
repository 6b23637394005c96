"""The whole demo, played once: a patient in every stage, so that each screen can be seen at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import pytest
from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from adherence.actions.count_tablets import count_tablets
from adherence.actions.watch_liver_tests import tests_of as liver_tests_of
from adherence.db.board import reminded, running_cycles
from adherence.db.check_in_answers import CadenceChange, CheckInAnswer
from adherence.db.check_ins import CheckIn
from adherence.db.clinic_templates import ClinicTemplate
from adherence.db.clinics import Clinic
from adherence.db.communications import Communication
from adherence.db.consents import Consent
from adherence.db.conversations import Conversation
from adherence.db.corrections import Correction
from adherence.db.doses import Administration, Dose
from adherence.db.drinking import DrinkingReport
from adherence.db.flags import Flag
from adherence.db.gates import StartGate
from adherence.db.holds import Hold
from adherence.db.inbound import InboundMessage
from adherence.db.injections import Injection
from adherence.db.medicines import PatientMedicine
from adherence.db.notices import FlagAct, Notice
from adherence.db.on_call import shifts_from
from adherence.db.patients import Patient
from adherence.db.practitioners import Practitioner
from adherence.db.questions import QuestionVersion
from adherence.db.regimens import Regimen, RegimenVersion, RiskDay
from adherence.db.supporters import Supporter
from adherence.db.topic_pauses import TopicPause
from adherence.db.watched import watched
from adherence.domain.cadence import Cadence, Cause
from adherence.domain.conversation import ConversationState, Need
from adherence.domain.cycle import Cycle, CycleFacts, cycle_at
from adherence.domain.injection import InjectionStage
from adherence.domain.liver import LiverState
from adherence.domain.on_call import FlagActKind, NoticeState, NoticeStep, gaps
from adherence.domain.policy import DEFAULT_POLICY
from adherence.domain.purpose import Purpose
from adherence.domain.states import (
    AT_PROVIDER,
    TAKEN_STATES,
    CheckInKind,
    ConsentEvent,
    ConsentMethod,
    ConsentState,
    CycleStep,
    FlagKind,
    FlagState,
    HoldKind,
    NumberState,
    RecordKind,
    RegimenState,
    Severity,
    Source,
    VersionCause,
)
from adherence.domain.timing import ONE_DAY, local_date
from adherence.domain.wording.own import TemplateState
from adherence.runtime import Runtime
from adherence.simulation.cast import CAST
from adherence.simulation.counting import Stop, Stops, count_run
from adherence.simulation.demo import seed_demo
from adherence.simulation.player import Player
from adherence.simulation.staff import COORDINATOR, DEMO_STAFF, NURSE, actor_of

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]
NOW = datetime(2026, 3, 20, 21, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
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

    def talks(self, state: ConversationState, need: Need | None = None, **columns: Any) -> bool:
        """Whether a conversation is in a state."""
        query = select(Conversation.patient_id).where(Conversation.state == state).filter_by(**columns)
        return self.has(query if need is None else query.where(Conversation.need == need))

    @cached_property
    def staff(self) -> dict[str, str]:
        """The id of each member of staff, by e-mail address."""
        return {person.email: actor_of(self.session, person).id for person in DEMO_STAFF}

    def days_told(self, kind: str) -> int:
        """On how many days the patient who told most of a question answered it."""
        query = select(func.count(CheckInAnswer.on.distinct())).where(CheckInAnswer.kind == kind)
        return max(self.session.scalars(query.group_by(CheckInAnswer.patient_id)), default=0)

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


def _cadence(**changed: Any) -> Select[Any]:
    return select(CadenceChange.id).filter_by(**changed)


def _skipped_for(reason: str) -> Select[Any]:
    return select(Administration.id).where(Administration.reason == reason, Administration.source == Source.PATIENT_SMS)


def _consents(event: ConsentEvent, method: ConsentMethod) -> Select[Any]:
    return select(Consent.id).where(Consent.event == event, Consent.method == method)


def _opted_out_by(method: ConsentMethod) -> Select[Any]:
    return _consents(ConsentEvent.OPT_OUT, method)


def _came_back(played: Played) -> bool:
    """Somebody opted out in a sentence, wrote START, and gets texts again."""
    out, back = aliased(Consent), aliased(Consent)
    query = (
        select(Patient.id)
        .join(out, out.patient_id == Patient.id)
        .join(back, back.patient_id == Patient.id)
        .where(out.event == ConsentEvent.OPT_OUT, out.method == ConsentMethod.SENTENCE)
        .where(back.event == ConsentEvent.CONFIRM, back.recorded_at > out.recorded_at)
        .where(Patient.consent_state == ConsentState.GRANTED)
    )
    return played.has(query) and played.told("stop_confirmation") and played.told("start_confirmation")


def _shared_phone() -> Select[Any]:
    one, other = aliased(Patient), aliased(Patient)
    return select(one.id).join(other, (one.phone_hash == other.phone_hash) & (one.id != other.id))


def _waits_for_anybody() -> Select[Any]:
    flags = select(Flag.id).where(Flag.severity == Severity.URGENT, Flag.inbound_id.is_not(None))
    return flags.where(Flag.state == FlagState.OPEN, Flag.claimed_at.is_(None), Flag.opened_at > NOW - HOUR)


def _crisis_was_met(played: Played) -> bool:
    """Somebody was told, called within the hour, and closed it."""
    told = exists().where(Notice.flag_id == Flag.id, Notice.state == NoticeState.SENT)
    called = exists().where(FlagAct.flag_id == Flag.id, FlagAct.kind == FlagActKind.CALLED)
    crises = select(Flag).where(Flag.kind == FlagKind.CRISIS, Flag.outcome == "reached", told, called)
    return any(
        flag.first_reply_at is not None and flag.first_reply_at - flag.opened_at < HOUR
        for flag in played.session.scalars(crises)
    )


def _rota_is_full(played: Played) -> bool:
    clinic_id = played.session.scalars(select(Clinic.id)).one()
    spans = [shift.span for shift in shifts_from(played.session, clinic_id, NOW)]
    return not gaps(spans, NOW, NOW + 7 * ONE_DAY) and any(span.backup for span in spans)


def _handed_over(played: Played) -> bool:
    clinic_id = played.session.scalars(select(Clinic.id)).one()
    shifts = shifts_from(played.session, clinic_id, NOW)
    return any(shift.handed_by is not None and shift.note and shift.span.covers(NOW) for shift in shifts)


def _written_by_staff(*, in_a_talk_of: str | None = None) -> Select[Any]:
    texts = select(Communication.id).where(Communication.purpose == Purpose.STAFF_MESSAGE)
    if in_a_talk_of is None:
        return texts
    mine = exists().where(Conversation.patient_id == Communication.patient_id, Conversation.owner_id == in_a_talk_of)
    return texts.where(mine)


TALKS: dict[str, Callable[[Played], bool]] = {
    "craving told for weeks": lambda it: it.days_told("craving") >= 12,
    "drinks told for weeks": lambda it: it.days_told("drinks") >= 10,
    "wellbeing and side effects told": lambda it: it.days_told("wellbeing") > 1 and it.days_told("side_effects") > 1,
    "a question of the clinic's own": lambda it: (
        it.has(select(QuestionVersion.id).where(QuestionVersion.kind == "own-1")) and it.days_told("own-1") > 0
    ),
    "cadence stepped down": lambda it: it.has(
        _cadence(cause=Cause.GOAL_MET, cadence_from=Cadence.DAILY, cadence_to=Cadence.ALTERNATE)
    ),
    "cadence locked with a reason": lambda it: (
        it.has(_cadence(cause=Cause.LOCKED).where(CadenceChange.reason_sealed.is_not(None)))
        and it.has(select(CheckIn.id).where(CheckIn.locked, CheckIn.locked_until_on > NOW.date()))
    ),
    "asked about a silent day": lambda it: it.told("reason_missed"),
    "skipped because it ran out": lambda it: (
        it.has(_skipped_for("ran_out")) and it.flagged(FlagKind.RAN_OUT, said="Skipped because none was left")
    ),
    "skipped because of a side effect": lambda it: (
        it.has(_skipped_for("side_effect")) and it.flagged(FlagKind.SIDE_EFFECT, said="Skipped because of")
    ),
    "paused by text": lambda it: (
        it.has(select(TopicPause.id).where(TopicPause.ended_at.is_(None), TopicPause.until_on > NOW.date()))
        and it.told("ack_pause")
        and it.flagged(FlagKind.CONTACT, said="Paused texts")
    ),
    "opted out on the web": lambda it: it.has(_opted_out_by(ConsentMethod.WEB)) and it.told("stop_link"),
    "opted out by keyword": lambda it: it.has(_opted_out_by(ConsentMethod.KEYWORD)),
    "opted out in a sentence, and back": _came_back,
    "double opt-in waiting": lambda it: it.has(select(Patient.id).where(Patient.consent_state == ConsentState.PENDING)),
    "consents to two wordings": lambda it: (
        len(set(it.session.scalars(select(Consent.wording_version).where(Consent.event == ConsentEvent.OPT_IN)))) > 1
    ),
    "wrong number to settle": lambda it: (
        it.flagged(FlagKind.WRONG_NUMBER)
        and it.has(select(Patient.id).where(Patient.number_state == NumberState.WRONG))
    ),
    "landline": lambda it: (
        it.flagged(FlagKind.DELIVERY, said="cannot take texts")
        and it.has(select(Patient.id).where(Patient.number_state == NumberState.DEAD))
    ),
    "shared phone": lambda it: (
        it.has(_shared_phone()) and it.answered("named_person") and it.talks(ConversationState.OPEN, Need.SHARED)
    ),
    "supporter who agreed, and was told": lambda it: (
        it.has(
            select(Supporter.id).where(Supporter.consent_state == ConsentState.GRANTED, Supporter.ended_at.is_(None))
        )
        and it.told("support_no_answer")
    ),
    "supporter who was asked": lambda it: it.has(
        select(Supporter.id).where(Supporter.consent_state == ConsentState.PENDING, Supporter.ended_at.is_(None))
    ),
    "supporter who is none any more": lambda it: it.has(select(Supporter.id).where(Supporter.ended_at.is_not(None))),
    "conversation urgent": lambda it: it.talks(ConversationState.OPEN, Need.URGENT, owner_id=None),
    "conversation unclear": lambda it: it.talks(ConversationState.OPEN, Need.UNCLEAR),
    "conversation unread": lambda it: it.talks(ConversationState.OPEN, Need.REPORT, read_at=None),
    "conversation claimed, answered and answered again": lambda it: (
        it.talks(ConversationState.OPEN, owner_id=it.staff[NURSE.email])
        and it.has(_written_by_staff(in_a_talk_of=it.staff[NURSE.email]))
    ),
    "conversation assigned": lambda it: it.talks(ConversationState.OPEN, owner_id=it.staff[COORDINATOR.email]),
    "conversation closed with its outcome": lambda it: it.talks(ConversationState.CLOSED, outcome="answered"),
    "a photo": lambda it: (
        it.has(select(InboundMessage.id).where(InboundMessage.media_count > 0)) and it.told("ack_picture")
    ),
    "lost the phone": lambda it: it.answered("further_new_number"),
    "another time for the texts": lambda it: it.answered("further_other_time"),
    "rota without a gap": _rota_is_full,
    "shift handed over": _handed_over,
    "phones of staff that are proven": lambda it: (
        it.session.scalar(select(func.count()).where(Practitioner.phone_verified_at.is_not(None))) == len(DEMO_STAFF)
    ),
    "crisis taken, called and closed": _crisis_was_met,
    "notice taken by text": lambda it: it.answered("staff_took_flag") and it.told("staff_taken"),
    "urgent, and nobody took it yet": lambda it: it.has(_waits_for_anybody()),
    "everybody is being told": lambda it: it.has(
        select(Notice.id).join(Flag).where(Notice.step == NoticeStep.CLINICIANS, Flag.claimed_at.is_(None))
    ),
    "overdue, and the administrator told": lambda it: it.told("staff_overdue"),
    "own text approved, and sent": lambda it: it.has(
        select(Communication.id).where(
            Communication.template == "ack_taken",
            Communication.template_version.startswith("own"),
            Communication.state.in_(AT_PROVIDER),
        )
    ),
    "own text waiting for approval": lambda it: it.has(
        select(ClinicTemplate.id).where(ClinicTemplate.state == TemplateState.DRAFT)
    ),
}
"""Everything that a conversation may come to."""

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
    **TALKS,
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
