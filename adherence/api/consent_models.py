"""What the calls about consent, pauses, numbers and supporters take and tell."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from adherence.api.fields import Asked, Day, Instant, Text, Told
from adherence.domain.pauses import PauseTopic
from adherence.domain.states import ConsentEvent, ConsentMethod, ConsentState, NumberState


class NothingAsked(Asked):
    """An empty object."""


class NewPause(Asked):
    """A pause of automatic texts."""

    topic: Literal["everything", "reminders", "check_ins", "visits", "refills"]
    until: Day = Field(description="the first local date with texts again, at most 30 days from today")


class PauseTold(Told):
    """A pause; the silence of doses whose texts it kept back is marked and not escalated."""

    id: str
    patient_id: str
    topic: PauseTopic
    until: Day
    method: ConsentMethod = Field(description="keyword or web where the patient did it, staff else")
    holds: bool
    recorded_at: Instant
    recorded_by: str | None
    ended_at: Instant | None = Field(description="where it was ended before its date")


class PauseList(Told):
    """A patient's pauses, newest first."""

    items: list[PauseTold]
    next: str | None


class LedgerLine(Told):
    """One line of the consent ledger."""

    id: str
    event: ConsentEvent
    method: ConsentMethod
    language: str
    wording_version: str
    wording_text: str | None = Field(description="the full text, where this version is on file")
    given_at: Instant
    recorded_at: Instant
    recorded_by: str | None


class LedgerTold(Told):
    """The consent ledger, oldest line first."""

    items: list[LedgerLine]
    next: str | None


class CorrectedNumber(Asked):
    """The patient's right number."""

    phone: str = Field(description="E.164, such as +12025550143")
    agreed_anew: bool | None = Field(
        None, description="The patient agrees to texts on this number now: needed where it opted out before"
    )


class NumberTold(Told):
    """A patient's number and what is known of it."""

    patient_id: str
    phone: str
    number_state: NumberState


class SupporterConsent(Asked):
    """How and when the patient agreed to this supporter."""

    method: Literal["written", "verbal"]
    given_at: Instant | None = Field(None, description="the present instant where it is left out")
    wording_version: str | None = Field(None, min_length=1, max_length=64)


_Event = Literal["no_answer_days", "doses_missed", "missed_visit", "good_week", "asks_for_call"]


class NewSupporter(Asked):
    """Somebody whom the patient lets know of chosen events."""

    name: Text
    phone: str = Field(description="E.164, such as +12025550143")
    language: Literal["en", "es"]
    events: list[_Event] = Field(min_length=1)
    sees_doses: bool = Field(False, description="whether texts may tell of doses; doses_missed needs it")
    may_name: bool = Field(False, description="whether texts may say the patient's given name")
    expires_on: Day = Field(description="the last local date on which anything is told, a year at most")
    consent: SupporterConsent


class EndedSupport(Asked):
    """Why a support ends."""

    reason: Literal["patients_wish", "supporters_wish", "mistake", "other"]


class ExtendedSupport(Asked):
    """Another last day."""

    expires_on: Day
    given_at: Instant | None = Field(None, description="when the patient agreed; the present instant if left out")


class SupporterTold(Told):
    """A supporter with what may be told."""

    id: str
    patient_id: str
    name: str
    phone: str
    language: str
    events: list[str]
    sees_doses: bool
    may_name: bool
    expires_on: Day
    consent_state: ConsentState = Field(description="the supporter's own agreement to be texted")
    live: bool = Field(description="false after a STOP, an end, or the last day")
    patient_agreed_at: Instant
    patient_method: ConsentMethod | None
    wording_version: str | None
    answered_at: Instant | None
    ended_at: Instant | None
    end_reason: str | None
    recorded_at: Instant
    recorded_by: str | None


class SupporterList(Told):
    """A patient's supporters, newest first."""

    items: list[SupporterTold]
    next: str | None
