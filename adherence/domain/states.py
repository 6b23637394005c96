"""The closed sets of the service: states, sources, kinds and roles, in the words of the API."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff or a token may do."""

    ADMIN = "admin"
    CLINICIAN = "clinician"
    COORDINATOR = "coordinator"
    READER = "reader"
    AUDITOR = "auditor"
    OPERATOR = "operator"


ACTS_ON_PATIENTS = (Role.ADMIN, Role.CLINICIAN, Role.COORDINATOR)
"""Who treats patients: may change what is recorded of them, answer them, and be on call."""
SEES_PATIENTS = (*ACTS_ON_PATIENTS, Role.READER)
"""Who may see who the patients are."""


class PatientStatus(StrEnum):
    """Whether a patient takes part; only active patients are texted."""

    ACTIVE = "active"
    PAUSED = "paused"
    DISCHARGED = "discharged"
    DECEASED = "deceased"


GONE = (PatientStatus.DISCHARGED, PatientStatus.DECEASED)
"""Who takes part no more: nothing is planned, watched or asked."""


class NumberState(StrEnum):
    """What we know of the patient's number."""

    IN_USE = "in_use"
    VERIFYING = "verifying"
    DEAD = "dead"
    WRONG = "wrong"


class ConsentState(StrEnum):
    """What the consent ledger amounts to; only ``granted`` allows a text."""

    NONE = "none"
    PENDING = "pending"
    GRANTED = "granted"
    REVOKED = "revoked"


class ConsentEvent(StrEnum):
    """One line of the consent ledger."""

    OPT_IN = "opt_in"
    CONFIRM = "confirm"
    OPT_OUT = "opt_out"


class ConsentMethod(StrEnum):
    """How a consent event came about."""

    WRITTEN = "written"
    VERBAL = "verbal"
    WEB = "web"
    KEYWORD = "keyword"
    SENTENCE = "sentence"
    CARRIER = "carrier"
    STAFF = "staff"


class PlanKind(StrEnum):
    """The three kinds of plan."""

    DAILY = "daily"
    INJECTION = "injection"
    TARGETED = "targeted"


class RegimenState(StrEnum):
    """``waiting`` for a signed start gate, ``active``, or ``stopped``."""

    WAITING = "waiting"
    ACTIVE = "active"
    STOPPED = "stopped"


class StopCause(StrEnum):
    """Why a plan was stopped: what reports can count, beside the sealed words."""

    FELT_FINE = "felt_fine"
    SIDE_EFFECT = "side_effect"
    LAPSE = "lapse"
    MEDICAL = "medical"
    ACCESS = "access"
    LOST_CONTACT = "lost_contact"
    OTHER = "other"
    COMPLETED = "completed"
    MOVED = "moved"


class DoseState(StrEnum):
    """State of a dose; ``open`` is ``upcoming`` whose window has opened, and is never stored."""

    UPCOMING = "upcoming"
    OPEN = "open"
    TAKEN = "taken"
    TAKEN_LATE = "taken_late"
    SKIPPED = "skipped"
    MISSED = "missed"
    NO_ANSWER = "no_answer"
    HELD = "held"
    EXCUSED = "excused"
    CANCELLED = "cancelled"


TAKEN_STATES = frozenset({DoseState.TAKEN, DoseState.TAKEN_LATE})


class Source(StrEnum):
    """Who a record comes from; sources are never blended."""

    PATIENT_SMS = "patient_sms"
    STAFF = "staff"
    OBSERVED = "observed"
    SUPPORTER = "supporter"
    PHARMACY = "pharmacy"
    DEVICE = "device"


class MessageState(StrEnum):
    """State of an outgoing Communication (see docs/map.md for the transitions)."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENDING = "sending"
    ACCEPTED = "accepted"
    QUEUED_AT_PROVIDER = "queued_at_provider"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    UNCERTAIN = "uncertain"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    WITHHELD = "withheld"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


BEFORE_SENDING = frozenset({MessageState.QUEUED, MessageState.CLAIMED})
AT_PROVIDER = frozenset(
    {
        MessageState.ACCEPTED,
        MessageState.QUEUED_AT_PROVIDER,
        MessageState.SENT,
        MessageState.DELIVERED,
        MessageState.UNDELIVERED,
    }
)


class AttemptState(StrEnum):
    """How one request to the provider ended."""

    SENDING = "sending"
    ACCEPTED = "accepted"
    NOT_SENT = "not_sent"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    UNKNOWN = "unknown"


class FlagState(StrEnum):
    """A flag is open until somebody resolves it."""

    OPEN = "open"
    RESOLVED = "resolved"


class Severity(StrEnum):
    """How soon a person must look."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"


class FlagKind(StrEnum):
    """Why the care team must look."""

    CRISIS = "crisis"
    OVERDOSE_RISK = "overdose_risk"
    OPIOID_USE = "opioid_use"
    LAPSE = "lapse"
    SIDE_EFFECT = "side_effect"
    MEDICAL_QUESTION = "medical_question"
    STOPPED_TREATMENT = "stopped_treatment"
    CONSECUTIVE_DAYS = "consecutive_days"
    UNCLEAR = "unclear"
    WRONG_NUMBER = "wrong_number"
    OPTED_OUT = "opted_out"
    RAN_OUT = "ran_out"
    INJECTION_OVERDUE = "injection_overdue"
    INJECTION_LAPSED = "injection_lapsed"
    DELIVERY = "delivery"
    UNKNOWN_DELIVERY = "unknown_delivery"
    HELP = "help"
    LIVER_TEST = "liver_test"
    CRAVING = "craving"
    RESTART = "restart"
    START_GATE = "start_gate"
    INTERACTION = "interaction"
    TITRATION = "titration"
    WELLBEING = "wellbeing"
    CONTACT = "contact"


SEVERITY: dict[FlagKind, Severity] = {
    FlagKind.CRISIS: Severity.URGENT,
    FlagKind.OVERDOSE_RISK: Severity.URGENT,
    FlagKind.OPIOID_USE: Severity.URGENT,
    FlagKind.LAPSE: Severity.HIGH,
    FlagKind.SIDE_EFFECT: Severity.HIGH,
    FlagKind.MEDICAL_QUESTION: Severity.HIGH,
    FlagKind.STOPPED_TREATMENT: Severity.HIGH,
    FlagKind.CONSECUTIVE_DAYS: Severity.HIGH,
    FlagKind.UNCLEAR: Severity.NORMAL,
    FlagKind.WRONG_NUMBER: Severity.HIGH,
    FlagKind.OPTED_OUT: Severity.NORMAL,
    FlagKind.RAN_OUT: Severity.HIGH,
    FlagKind.INJECTION_OVERDUE: Severity.HIGH,
    FlagKind.INJECTION_LAPSED: Severity.URGENT,
    FlagKind.DELIVERY: Severity.NORMAL,
    FlagKind.UNKNOWN_DELIVERY: Severity.NORMAL,
    FlagKind.HELP: Severity.HIGH,
    FlagKind.LIVER_TEST: Severity.NORMAL,
    FlagKind.CRAVING: Severity.HIGH,
    FlagKind.RESTART: Severity.HIGH,
    FlagKind.START_GATE: Severity.HIGH,
    FlagKind.INTERACTION: Severity.HIGH,
    FlagKind.TITRATION: Severity.NORMAL,
    FlagKind.WELLBEING: Severity.HIGH,
    FlagKind.CONTACT: Severity.NORMAL,
}


LIFE_AT_STAKE = (FlagKind.CRISIS, FlagKind.OPIOID_USE)
"""Kinds that come before everything else that is urgent: a result of the laboratory can wait an hour, these cannot."""


class VersionCause(StrEnum):
    """Why a version of a regimen came about."""

    ENTERED = "entered"
    CHANGED = "changed"
    STEP_FORWARD = "step_forward"
    STEP_HELD = "step_held"
    STEP_BACK = "step_back"
    REVERTED = "reverted"


class HoldKind(StrEnum):
    """Why nothing is expected and nothing sent for a while."""

    TRAVEL = "travel"
    HOSPITAL = "hospital"
    PROCEDURE = "procedure"


class CycleStep(StrEnum):
    """What is done between one injection and the next."""

    PRODUCT_ORDERED = "product_ordered"
    PRODUCT_ON_SITE = "product_on_site"
    LABS_DONE = "labs_done"
    URINE_TESTED = "urine_tested"
    VISIT_BOOKED = "visit_booked"
    CONFIRMED = "confirmed"
    RESCHEDULE_ASKED = "reschedule_asked"


class CheckInKind(StrEnum):
    """A regular question to a patient; each is off until it is switched on."""

    PLANNER = "planner"
    FOLLOW_UP = "follow_up"


class RecordKind(StrEnum):
    """Records that can be withdrawn with a reason, replaced, and brought back."""

    INJECTION = "injection"
    HOLD = "hold"
    DISPENSE = "dispense"
    LAB = "lab"
    MEDICINE = "medicine"


class CorrectionEvent(StrEnum):
    """One line of the ledger of corrections."""

    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
