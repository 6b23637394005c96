"""The words of reports: causes and endings as people read them."""

from __future__ import annotations

from adherence.domain.measure.persistence import Ending
from adherence.domain.states import StopCause

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
