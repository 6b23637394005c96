"""Calls about the shared inbox: which conversations need a person, whose they are, and what came of them."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import Field

from adherence.actions.assign_conversation import assign_conversation, claim_conversation
from adherence.actions.close_conversation import close_conversation, reopen_conversation
from adherence.api.calls import Asking, Call, found
from adherence.api.fields import Asked, Instant, Text, Told, pick
from adherence.api.pages import instant_of, next_address, number_of, page_of, parts_of, uuid_of
from adherence.api.queries import PageQuery
from adherence.db.conversations import Conversation, Place, conversations_after
from adherence.db.listing import practitioner_names
from adherence.db.patients import patient_by_id
from adherence.domain.conversation import ConversationState, Need


class ConversationsQuery(PageQuery):
    """Which conversations."""

    state: ConversationState | None = Field(None, description="open, waiting (for the patient) or closed")


class Claim(Asked):
    """For whom the conversation is claimed: a system has no name of its own."""

    owner_id: Text = Field(description="the id of a member of staff who answers patients")
    version: int | None = Field(None, ge=0, description="refused where somebody else changed it meanwhile")


class Assignment(Asked):
    """To whom it is given; null for nobody."""

    owner_id: Text | None = None
    version: int | None = Field(None, ge=0)


class Closing(Asked):
    """What came of the conversation."""

    outcome: Text = Field(
        description="answered, reached, not_reached, visit_booked, referred, plan_changed or no_action"
    )
    flags: list[Text] | None = Field(None, max_length=40, description="ids of flags that are resolved with it")
    version: int | None = Field(None, ge=0)


class Reopening(Asked):
    """Bring it back to the list."""

    version: int | None = Field(None, ge=0)


class ConversationTold(Told):
    """Where the talk with one patient stands."""

    patient_id: str
    state: ConversationState
    need: Need | None = Field(description="why a person is needed; null unless the state is open")
    since: Instant
    unread: bool
    owner: str | None = Field(description="the name of whoever has it")
    owner_id: str | None
    inbound_id: str | None = Field(description="the newest text of the patient that needed a person")
    last_inbound_at: Instant | None
    last_staff_at: Instant | None
    closed_at: Instant | None
    outcome: str | None
    version: int


class ConversationList(Told):
    """One page of conversations, what needs a person most first; ``next`` is the following page's address, or null."""

    items: list[ConversationTold]
    next: str | None


def list_conversations(asking: Asking) -> ConversationList:
    """Conversations of the clinic, those first that need a person most."""
    query = asking.query_as(ConversationsQuery)
    after = None
    if query.cursor:
        rank, instant, patient_id = parts_of(query.cursor, 3)
        after = Place(number_of(rank), instant_of(instant), uuid_of(patient_id))
    rows = conversations_after(asking.session, asking.clinic_id, state=query.state, limit=query.limit + 1, after=after)
    page, last = page_of(rows, query.limit)
    following = None
    if last is not None:
        parts = (last.rank, last.since.isoformat(), last.patient_id)
        following = next_address(asking.path, asking.arguments, *parts)
    return ConversationList(items=_told(asking, page), next=following)


def take_conversation(asking: Asking, patient_id: str) -> ConversationTold:
    """Claim a conversation for a member of staff."""
    return _changed(asking, patient_id, claim_conversation)


def give_conversation(asking: Asking, patient_id: str) -> ConversationTold:
    """Give a conversation to a colleague, or to nobody."""
    return _changed(asking, patient_id, assign_conversation)


def end_conversation(asking: Asking, patient_id: str) -> ConversationTold:
    """Close a conversation; texts that waited for the talk may leave."""
    return _changed(asking, patient_id, close_conversation)


def bring_back_conversation(asking: Asking, patient_id: str) -> ConversationTold:
    """Bring a closed conversation back."""
    return _changed(asking, patient_id, reopen_conversation)


def _changed(asking: Asking, patient_id: str, change: Callable[..., Conversation]) -> ConversationTold:
    patient = found(patient_by_id(asking.session, asking.clinic_id, patient_id))
    return _told(asking, [change(asking.session, asking.actor, patient, asking.body, now=asking.now)])[0]


def _told(asking: Asking, rows: list[Conversation]) -> list[ConversationTold]:
    names = practitioner_names(asking.session, asking.clinic_id, [row.owner_id for row in rows])
    return [
        ConversationTold.model_validate(pick(row, ConversationTold, owner=names.get(row.owner_id or "")))
        for row in rows
    ]


_ONE = "/conversations/<uuid:patient_id>"
CALLS = (
    Call(
        *("GET", "/conversations", list_conversations, ConversationList, "Conversations that need a person"),
        query=ConversationsQuery,
    ),
    Call(
        *("POST", _ONE + "/claim", take_conversation, ConversationTold, "Claim a conversation for a member of staff"),
        body=Claim,
        conflicts=True,
    ),
    Call(
        *("POST", _ONE + "/assign", give_conversation, ConversationTold),
        "Give a conversation to a colleague, or to nobody",
        body=Assignment,
        conflicts=True,
    ),
    Call(
        *("POST", _ONE + "/close", end_conversation, ConversationTold, "Close a conversation with what came of it"),
        body=Closing,
        conflicts=True,
    ),
    Call(
        *("POST", _ONE + "/reopen", bring_back_conversation, ConversationTold, "Open a closed conversation again"),
        body=Reopening,
        conflicts=True,
    ),
)
