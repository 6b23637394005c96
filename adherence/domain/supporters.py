"""What a supporter of a patient may be told: chosen events, until a date, and never a dose unless that was allowed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from adherence.domain.states import ConsentState


class SupportEvent(StrEnum):
    """What a patient may choose to let a supporter know of."""

    NO_ANSWER_DAYS = "no_answer_days"
    DOSES_MISSED = "doses_missed"
    MISSED_VISIT = "missed_visit"
    GOOD_WEEK = "good_week"
    ASKS_FOR_CALL = "asks_for_call"


TELLS_OF_DOSES = frozenset({SupportEvent.DOSES_MISSED})
"""Events that are nothing but a word about doses: told only to who may see them."""

SOMEBODY_SUPPORTED = {"en": "the person you support", "es": "la persona a quien apoya"}
"""What a text calls a patient who does not allow the name."""

_WORDING: dict[SupportEvent, str] = {
    SupportEvent.NO_ANSWER_DAYS: "support_no_answer",
    SupportEvent.DOSES_MISSED: "support_doses_missed",
    SupportEvent.MISSED_VISIT: "support_missed_visit",
    SupportEvent.GOOD_WEEK: "support_good_week",
    SupportEvent.ASKS_FOR_CALL: "support_asks_for_call",
}
_WORDING_WITH_DOSES: dict[SupportEvent, str] = {SupportEvent.GOOD_WEEK: "support_good_week_doses"}


def templates_of(event: SupportEvent) -> frozenset[str]:
    """The templates that tell of an event, whatever the rights."""
    return frozenset({_WORDING[event], _WORDING_WITH_DOSES.get(event, _WORDING[event])})


OF_SILENCE = templates_of(SupportEvent.NO_ANSWER_DAYS) | templates_of(SupportEvent.DOSES_MISSED)
"""The templates that tell of days without a taken dose."""


@dataclass(frozen=True, slots=True)
class SupportRights:
    """What one supporter may be told, as the patient and the supporter agreed."""

    events: Collection[str]
    sees_doses: bool
    consent: ConsentState
    expires_on: date
    """The last local date of the patient on which anything is told."""
    ended: bool = False

    def hold_on(self, today: date) -> bool:
        """Whether anything at all may be told on a local date of the patient."""
        return self.consent is ConsentState.GRANTED and not self.ended and today <= self.expires_on


def wording_for(event: SupportEvent, rights: SupportRights, *, today: date) -> str | None:
    """The template that tells a supporter of an event on a local date; None where the rights do not reach so far."""
    if not rights.hold_on(today) or event.value not in rights.events:
        return None
    if event in TELLS_OF_DOSES and not rights.sees_doses:
        return None
    return (_WORDING_WITH_DOSES if rights.sees_doses else {}).get(event) or _WORDING[event]
