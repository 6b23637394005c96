"""What the calls about patients, texts, doses and flags take and tell, but for regimens."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from adherence.api.fields import Asked, Day, Instant, Quantity, Text, Told, Warned
from adherence.domain.purpose import Purpose
from adherence.domain.states import (
    ConsentEvent,
    ConsentMethod,
    ConsentState,
    DoseState,
    FlagKind,
    FlagState,
    MessageState,
    NumberState,
    PatientStatus,
    Severity,
    Source,
)

StaffMethod = Literal["written", "verbal", "web", "keyword"]


class NewPatientConsent(Asked):
    """How and when the patient agreed to texts."""

    method: StaffMethod
    given_at: Instant | None = Field(None, description="the present instant where it is left out")
    wording_version: str | None = Field(None, min_length=1, max_length=64)


class NewPatient(Asked):
    """A person in treatment."""

    given_name: Text
    family_name: Text
    phone: str = Field(description="E.164, such as +12025550143")
    time_zone: str = Field(description="an IANA zone, such as America/New_York")
    language: Literal["en", "es"]
    external_id: str | None = None
    discretion: int = Field(0, ge=0, le=2)
    consent: NewPatientConsent


class ChangedPatient(Asked):
    """What may be changed; what is left out stays."""

    phone: str | None = None
    agreed_anew: bool | None = Field(
        None, description="The patient agrees to texts on this number now: needed where it opted out before"
    )
    time_zone: str | None = None
    language: Literal["en", "es"] | None = None
    discretion: int | None = Field(None, ge=0, le=2)


class NewStatus(Asked):
    """Whether the patient takes part; only ``active`` patients are texted."""

    status: PatientStatus
    reason: str | None = None
    until: Day | None = None


class NewConsent(Asked):
    """A consent event that staff record."""

    event: Literal["opt_in", "opt_out"]
    method: StaffMethod
    given_at: Instant | None = Field(None, description="the present instant where it is left out")
    wording_version: str | None = Field(None, min_length=1, max_length=64)


class NewMessage(Asked):
    """A text that staff write to the patient."""

    body: Text


class NewStartGate(Asked):
    """What a practitioner signs before the first reminder."""

    opioid_free_since: Day | None = None
    agent: Literal["short_acting", "long_acting", "none"]
    urine_test: Literal["negative", "positive", "naloxone_challenge_negative", "not_done"] | None = None
    contraindications: list[Text] | None = Field(None, max_length=20)
    signed_by: Text
    naloxone_challenge: Literal["passed", "failed", "not_done"] | None = None
    opioid_medicines: list[Literal["analgesic", "antitussive", "antidiarrhoeal"]] | None = Field(
        None, description="medicines with an opioid in them that are taken now"
    )
    hepatotoxic_medicines: list[Literal["isoniazid", "valproate", "other"]] | None = None
    pregnancy: Literal["no", "yes", "unknown"] | None = None
    baseline_liver_test: Literal["done", "planned", "not_done"] | None = None
    note: str | None = None


class NewAdministration(Asked):
    """What staff know about a dose."""

    state: Literal["taken", "skipped", "missed"]
    taken_at: Instant | None = None
    quantity_mg: Quantity | None = None
    reason: str | None = None
    supersedes: str | None = Field(None, description="the id of the record that this one corrects")


class Resolution(Asked):
    """How a flag was dealt with."""

    outcome: Text
    note: str | None = None


class Snooze(Asked):
    """Until when a flag can wait: within 30 days."""

    until: Instant


class PatientTold(Told):
    """A patient, with what decides whether texts are sent."""

    id: str
    given_name: str
    family_name: str
    phone: str
    number_state: NumberState
    time_zone: str
    language: str
    external_id: str | None
    discretion: int
    status: PatientStatus
    status_reason: str | None
    status_until: Day | None
    consent_state: ConsentState
    needs_attention: bool
    owner_id: str | None
    created_at: Instant


class ConsentTold(Told):
    """One line of the consent ledger, and what the ledger now amounts to."""

    id: str
    patient_id: str
    event: ConsentEvent
    method: ConsentMethod
    given_at: Instant
    wording_version: str
    language: str
    recorded_at: Instant
    consent_state: ConsentState


class StartGateTold(Warned):
    """A signed start gate; warnings forbid nothing."""

    id: str
    patient_id: str
    passed: bool
    opioid_free_since: Day | None
    agent: str
    signed_by: str
    signed_by_id: str
    signed_at: Instant


class DoseTold(Told):
    """One planned occasion."""

    id: int
    regimen_id: str
    on: Day
    slot: str = Field(description="local wall time HH:MM")
    due_at: Instant
    window_opens_at: Instant
    window_closes_at: Instant
    quantity_mg: Quantity
    state: DoseState
    reason: str | None
    undelivered: bool
    source: Source | None
    recorded_at: Instant | None
    taken_at: Instant | None


class DosesTold(Told):
    """The doses of a span of local dates, in order."""

    doses: list[DoseTold]


class AdministrationTold(Told):
    """One record about a dose, and the state that the dose has now."""

    id: str
    dose_id: int
    state: DoseState
    source: Source
    taken_at: Instant | None
    quantity_mg: Quantity | None
    reason: str | None
    supersedes: str | None
    recorded_at: Instant
    recorded_by: str | None
    dose_state: DoseState


class AdministrationsTold(Told):
    """All records about one dose, oldest first."""

    items: list[AdministrationTold]
    next: None


class OutgoingTold(Told):
    """One text of ours, whatever became of it; ``why`` is the rule that sent or withheld it."""

    id: int
    direction: Literal["outbound"]
    patient_id: str | None
    dose_id: int | None
    purpose: Purpose
    state: MessageState
    reason: str | None
    why: str
    body: str | None = Field(description="null until the text has passed the gate")
    segments: int | None
    provider_code: str | None
    template: str | None = Field(description="which text it is; null where staff wrote it")
    template_version: str | None = Field(
        description="which wording left, such as 2026-4/en/0 or, of the clinic's own, own-3/en/0"
    )
    at: Instant = Field(description="when it was due; the list is in this order")
    due_at: Instant
    expires_at: Instant | None
    sent_at: Instant | None = Field(description="when the request to the provider started")
    accepted_at: Instant | None
    created_at: Instant


class InboundTold(Told):
    """One text from the patient; ``why`` is the rule by which it was read."""

    id: str
    direction: Literal["inbound"]
    patient_id: str | None
    purpose: None
    state: Literal["received", "applied", "failed"]
    reason: str | None = Field(description="what it did, or why it was set aside")
    why: str
    body: str
    segments: int
    intent: str | None
    at: Instant = Field(description="when it was received; the list is in this order")
    received_at: Instant
    applied_at: Instant | None


CommunicationTold = Annotated[OutgoingTold | InboundTold, Field(discriminator="direction")]


class MeasureTold(Told):
    """One measure: null where it is undefined or unknown, never zero for want of answers."""

    name: str
    value: int | float | None
    unit: str
    definition: str
    counts: dict[str, int]
    regimen_id: str | None
    medicine: Literal["tablets", "injections"] | None = Field(
        description="whose supply was counted, for the measures of supply"
    )


class MeasuresTold(Told):
    """All measures of a patient over a span of local dates, both ends included."""

    from_: Day = Field(alias="from")
    to: Day
    items: list[MeasureTold]
    next: None


class FlagTold(Told):
    """Something that the care team must look at."""

    id: str
    kind: FlagKind
    severity: Severity
    state: FlagState
    patient_id: str | None
    owner: str | None = Field(description="the name of whoever took it")
    owner_id: str | None
    due_at: Instant
    opened_at: Instant
    renewed_at: Instant
    times: int
    detail: str
    dose_id: int | None
    claimed_at: Instant | None = Field(description="when somebody took it, or wrote to the patient about it")
    first_reply_at: Instant | None = Field(description="when staff first wrote or called after it was opened")
    snoozed_until: Instant | None = Field(description="until when the list leaves it out; it is over where that passed")
    resolved_at: Instant | None
    outcome: str | None
    note: str | None


class PatientList(Told):
    """One page of patients; ``next`` is the address of the following page, or null."""

    items: list[PatientTold]
    next: str | None


class CommunicationList(Told):
    """One page of texts, newest first; ``next`` is the address of the following page, or null."""

    items: list[CommunicationTold]
    next: str | None


class FlagList(Told):
    """One page of flags, oldest first; ``next`` is the address of the following page, or null."""

    items: list[FlagTold]
    next: str | None


class ErrorTold(BaseModel):
    """One field at fault."""

    field: str
    message: str


class ProblemTold(BaseModel):
    """Problem details (RFC 9457)."""

    model_config = ConfigDict(extra="forbid")

    title: str
    status: int
    detail: str
    errors: list[ErrorTold]
