"""The words of reports: causes and endings as people read them."""

from __future__ import annotations

from adherence.domain.measure.persistence import Ending
from adherence.domain.provider_codes import ProviderCodeClass
from adherence.domain.reasons import SkipReason
from adherence.domain.states import PlanKind, Severity, StopCause

STOP_CAUSE: dict[StopCause, str] = {
    StopCause.FELT_FINE: "Felt well, or did not want it any more",
    StopCause.SIDE_EFFECT: "Side effects",
    StopCause.LAPSE: "Went back to drinking or using",
    StopCause.MEDICAL: "A medical reason, a procedure or pregnancy",
    StopCause.ACCESS: "Cost, insurance, or getting to the clinic",
    StopCause.LOST_CONTACT: "Contact was lost",
    StopCause.OTHER: "Something else",
    StopCause.COMPLETED: "Finished as agreed",
    StopCause.MOVED: "Goes on with another provider",
}

STOP_CAUSE_CHOICES = (("", "Not known, or not said"), *STOP_CAUSE.items())

ENDING: dict[Ending, str] = {
    **{Ending(cause.value): words for cause, words in STOP_CAUSE.items()},
    Ending.NOT_SAID: "Stopped, cause not said",
    Ending.DISCHARGED: "Discharged without a cause",
    Ending.NO_INJECTION: "No further injection in time",
    Ending.RUNNING: "Still in treatment",
    Ending.SWITCHED: "Went on with another kind of plan",
    Ending.DECEASED: "Deceased",
}

PLAN: dict[PlanKind, str] = {
    PlanKind.DAILY: "Daily tablets",
    PlanKind.INJECTION: "Injections",
    PlanKind.TARGETED: "Targeted plans",
}

SKIP_REASON: dict[SkipReason, str] = {
    SkipReason.FORGOT: "Forgot",
    SkipReason.FELT_FINE: "Felt fine",
    SkipReason.RAN_OUT: "Ran out",
    SkipReason.SIDE_EFFECT: "Side effect",
    SkipReason.OTHER: "Something else",
}

NOT_ASKED = "Not asked why, or not said"
SILENT = "No answer to the reminder"
UNDELIVERED = "The reminder did not arrive"

NOT_GIVEN = {
    "transport": "Injection: no transport",
    "fear_of_injection": "Injection: fear of it",
    "feels_well": "Injection: feels well without it",
    "insurance": "Injection: insurance",
    "ill": "Injection: ill",
    "other": "Injection: something else",
}

SEVERITY: dict[Severity, str] = {
    Severity.URGENT: "Urgent",
    Severity.HIGH: "Today",
    Severity.NORMAL: "Follow up",
}

ERROR_GROUP: dict[ProviderCodeClass, str] = {
    ProviderCodeClass.RETRY: "Provider busy or out of reach",
    ProviderCodeClass.UNCERTAIN: "Not known whether it left",
    ProviderCodeClass.OPTED_OUT: "Opted out with the carrier",
    ProviderCodeClass.DEAD_NUMBER: "Number does not work",
    ProviderCodeClass.TEMPORARY: "Phone or carrier, for a while",
    ProviderCodeClass.BLOCKED: "Blocked by the carrier",
    ProviderCodeClass.CONFIGURATION: "Our own settings",
    ProviderCodeClass.REFUSED: "Refused",
}


def not_given_words(reason: str | None) -> str:
    """Why an injection was not given, in words."""
    return NOT_GIVEN.get(reason or "", "Injection: no reason noted")
