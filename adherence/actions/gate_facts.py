"""What the gate must know about a chunk of texts, read with the patients' rows held; its queries do not grow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.actions.escalate_silence import must_check_in_first
from adherence.db.clinic_templates import Slot, approved_texts
from adherence.db.clinics import Clinic
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.holds import spans_by_patient
from adherence.db.inbound import InboundMessage
from adherence.db.installation import HALT, fact
from adherence.db.patients import Patient
from adherence.db.policies import policy_of
from adherence.db.practitioners import Practitioner
from adherence.db.questions import question_texts
from adherence.db.supporters import Supporter
from adherence.db.topic_pauses import pause_spans
from adherence.db.trials import TrialPhones, trials_of
from adherence.domain.gate import Reason, Recipient
from adherence.domain.gate_others import StaffRecipient, SupporterRecipient
from adherence.domain.holds import HoldSpan, holding
from adherence.domain.pauses import PauseSpan, paused_topics
from adherence.domain.policy import Policy
from adherence.domain.purpose import FIRST_REMINDERS, UNPROMPTED, Purpose
from adherence.domain.questions import ClinicQuestion
from adherence.domain.states import (
    AT_PROVIDER,
    DoseState,
    FlagKind,
    FlagState,
    MessageState,
    PlanKind,
)
from adherence.domain.timing import day_start, local_date

_LONGEST_LOCAL_DAY = timedelta(hours=50)
_MAY_HAVE_ARRIVED = AT_PROVIDER | {MessageState.SENDING, MessageState.UNCERTAIN, MessageState.UNKNOWN}


@dataclass
class GateFacts:
    """Everything about one chunk; ``recipient`` gives the gate's view of one patient."""

    messages: list[Communication]
    patients: dict[str, Patient]
    doses: dict[int, Dose]
    clinics: dict[str, Clinic]
    policies: dict[str, Policy]
    halted: bool = False
    reminders_accepted: dict[int, datetime] = field(default_factory=dict)
    waiting_numbers: set[bytes] = field(default_factory=set)
    check_in_first: set[str] = field(default_factory=set)
    slots_a_day: dict[str, int] = field(default_factory=dict)
    unprompted: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[str, list[HoldSpan]] = field(default_factory=dict)
    pauses: dict[str, list[PauseSpan]] = field(default_factory=dict)
    practitioners: dict[str, Practitioner] = field(default_factory=dict)
    supporters: dict[str, Supporter] = field(default_factory=dict)
    own_texts: dict[tuple[str, Slot], tuple[int, str]] = field(default_factory=dict)
    questions: dict[str, ClinicQuestion] = field(default_factory=dict)
    """The clinic's own wording of regular questions, by the version that a text cites."""
    trials: dict[str, TrialPhones] = field(default_factory=dict)
    """Of clinics on trial, by clinic."""

    def why_not_on_trial(self, to: Patient | Supporter) -> Reason | None:
        """Why a clinic on trial does not text somebody now: only verified phones of staff, and only so often a day."""
        trial = self.trials.get(to.clinic_id)
        return trial.why_not(to.phone_hash) if trial is not None else None

    def count_text(self, to: Patient | Supporter) -> None:
        """A text leaves now: on trial there are only so many a day."""
        if to.clinic_id in self.trials:
            self.trials[to.clinic_id].sent += 1

    def is_halted(self, clinic_id: str) -> bool:
        """Whether sending is switched off, for all or for this clinic."""
        return self.halted or self.clinics[clinic_id].halted_at is not None

    def staff_recipient(self, practitioner: Practitioner) -> StaffRecipient:
        """The gate's view of a member of staff at this moment."""
        return StaffRecipient(
            active=practitioner.active,
            phone_hash=practitioner.phone_hash,
            verified=practitioner.phone_verified_at is not None,
            halted=self.is_halted(practitioner.clinic_id),
        )

    def supporter_recipient(self, supporter: Supporter, now: datetime) -> SupporterRecipient:
        """The gate's view of a supporter, and of the patient, at this moment."""
        return SupporterRecipient(
            of=self.recipient(self.patients[supporter.patient_id], now),
            consent=supporter.consent_state,
            phone_hash=supporter.phone_hash,
            expires_on=supporter.expires_on,
            ended=supporter.ended_at is not None,
            trial=self.why_not_on_trial(supporter),
        )

    def recipient(self, patient: Patient, now: datetime) -> Recipient:
        """The gate's view of a patient at this moment."""
        starts = self.unprompted.get(patient.id, [])
        today = day_start(local_date(now, patient.zone), patient.zone) if starts else now
        return Recipient(
            status=patient.status,
            consent=patient.consent_state,
            number=patient.number_state,
            phone_hash=patient.phone_hash,
            zone=patient.zone,
            trial=self.why_not_on_trial(patient),
            halted=self.is_halted(patient.clinic_id),
            on_hold=holding(self.holds.get(patient.id, ()), local_date(now, patient.zone)) is not None,
            paused_topics=paused_topics(self.pauses.get(patient.id, ()), local_date(now, patient.zone)),
            dose_texts_held=patient.dose_texts_held_at is not None,
            talking_until=patient.talking_until,
            reply_waiting=patient.phone_hash in self.waiting_numbers,
            unprompted_today=sum(start >= today for start in starts),
            last_unprompted_at=max(starts, default=None),
            slots_a_day=self.slots_a_day.get(patient.id, 1),
        )

    def count_unprompted(self, patient: Patient, now: datetime) -> None:
        """An unprompted text leaves now: the next one to this patient must know."""
        self.unprompted[patient.id].append(now)


def gather_facts(session: Session, ids: Sequence[int], *, owner: str, now: datetime) -> GateFacts:
    """Lock the patients of some claimed texts and read all that the gate asks; texts that were lost are left out."""
    of_texts = select(Communication.patient_id).where(Communication.id.in_(ids), Communication.patient_id.is_not(None))
    locked = select(Patient).where(Patient.id.in_(of_texts)).order_by(Patient.id).with_for_update()
    patients = {patient.id: patient for patient in session.scalars(locked)}
    # Read only now: whoever cancels or moves a text holds the patient's row, so it may have changed while we waited.
    claimed = select(Communication).where(
        Communication.id.in_(ids), Communication.state == MessageState.CLAIMED, Communication.lease_owner == owner
    )
    in_order = claimed.order_by(Communication.priority, Communication.send_at, Communication.id)
    messages = list(session.scalars(in_order.with_for_update()))
    clinic_ids = {message.clinic_id for message in messages}
    clinics = {clinic.id: clinic for clinic in session.scalars(select(Clinic).where(Clinic.id.in_(clinic_ids)))}
    dose_ids = {message.dose_id for message in messages if message.dose_id}
    facts = GateFacts(
        messages=messages,
        patients=patients,
        doses={dose.id: dose for dose in session.scalars(select(Dose).where(Dose.id.in_(dose_ids)))},
        clinics=clinics,
        policies={clinic.id: policy_of(clinic) for clinic in clinics.values()},
        halted=fact(session, HALT) is not None,
        own_texts=approved_texts(session, clinic_ids),
    )
    cited = {message.params["question_id"] for message in messages if message.params.get("question_id")}
    facts.questions = question_texts(session, cited)
    facts.trials = trials_of(session, clinics.values(), now)
    _add_others(session, facts)
    _add_replies_and_flags(session, facts, now)
    if any(message.purpose is Purpose.NUDGE for message in messages):
        facts.reminders_accepted = _reminders_accepted(session, dose_ids)
    if any(message.purpose in UNPROMPTED for message in messages):
        _add_unprompted(session, facts, now)
        facts.holds = spans_by_patient(session, patients)
        facts.pauses = pause_spans(session, patients)
    return facts


def _add_others(session: Session, facts: GateFacts) -> None:
    """Staff and supporters to whom some of the texts go."""
    staff = {message.practitioner_id for message in facts.messages if message.practitioner_id}
    if staff:
        found = session.scalars(select(Practitioner).where(Practitioner.id.in_(staff)))
        facts.practitioners = {practitioner.id: practitioner for practitioner in found}
    supporting = {message.supporter_id for message in facts.messages if message.supporter_id}
    if supporting:
        rows = session.scalars(select(Supporter).where(Supporter.id.in_(supporting)))
        facts.supporters = {supporter.id: supporter for supporter in rows}


def _add_replies_and_flags(session: Session, facts: GateFacts, now: datetime) -> None:
    hashes = [patient.phone_hash for patient in facts.patients.values()]
    waiting = select(InboundMessage.from_hash).where(
        InboundMessage.applied_at.is_(None), InboundMessage.failed.is_(None), InboundMessage.from_hash.in_(hashes)
    )
    facts.waiting_numbers = set(session.scalars(waiting))
    restart = select(Flag.patient_id).where(
        Flag.patient_id.in_(facts.patients), Flag.kind == FlagKind.RESTART, Flag.state == FlagState.OPEN
    )
    for patient_id in session.scalars(restart):
        if patient_id is not None and must_check_in_first(session, facts.patients[patient_id], now=now):
            facts.check_in_first.add(patient_id)


def _reminders_accepted(session: Session, dose_ids: set[int]) -> dict[int, datetime]:
    """When the first reminder of each dose was accepted; a text that asked to check in first has no nudge."""
    query = select(Communication.dose_id, func.min(Communication.accepted_at)).where(
        Communication.dose_id.in_(dose_ids),
        Communication.purpose.in_(FIRST_REMINDERS - {Purpose.CHECK_IN_FIRST}),
        Communication.state.in_(AT_PROVIDER),
    )
    rows = session.execute(query.group_by(Communication.dose_id))
    return {dose_id: at for dose_id, at in rows if dose_id is not None and at is not None}


def _add_unprompted(session: Session, facts: GateFacts, now: datetime) -> None:
    sent = select(Communication.patient_id, Communication.started_at).where(
        Communication.patient_id.in_(facts.patients),
        Communication.due_at >= now - _LONGEST_LOCAL_DAY - _LONGEST_LOCAL_DAY,
        Communication.started_at >= now - _LONGEST_LOCAL_DAY,
        Communication.purpose.in_(UNPROMPTED),
        Communication.state.in_(_MAY_HAVE_ARRIVED),
    )
    for patient_id, started_at in session.execute(sent):
        if patient_id is not None and started_at is not None:
            facts.unprompted[patient_id].append(started_at)
    wanting = Counter(message.patient_id for message in facts.messages if message.purpose in UNPROMPTED)
    least_cap = min((policy.daily_cap for policy in facts.policies.values()), default=0)
    busy = [
        patient_id
        for patient_id, wants in wanting.items()
        if patient_id and len(facts.unprompted.get(patient_id, ())) + wants > least_cap
    ]
    # Only who is near the cap can be saved by having many slots.
    if busy:
        facts.slots_a_day = _slots_today(session, [facts.patients[patient_id] for patient_id in busy], now)


def _slots_today(session: Session, patients: Sequence[Patient], now: datetime) -> dict[str, int]:
    """How many tablets each patient's plans have today, all of them together: daily slots and a risk day's own."""
    today = {patient.id: local_date(now, patient.zone) for patient in patients}
    planned = select(Dose.patient_id, Dose.on).where(
        Dose.patient_id.in_(today),
        Dose.on.in_(set(today.values())),
        Dose.kind != PlanKind.INJECTION,
        Dose.state != DoseState.CANCELLED,
    )
    return Counter(patient_id for patient_id, on in session.execute(planned) if on == today[patient_id])
