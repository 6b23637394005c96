"""The shared inbox in plain words."""

from __future__ import annotations

from adherence.domain.conversation import FLAGS_RESOLVED, SETTLED, CloseOutcome, ConversationState, InboxView, Need
from adherence.domain.reply.topics import Topic

STATE: dict[ConversationState, str] = {
    ConversationState.OPEN: "Needs a person",
    ConversationState.WAITING: "Waits for the patient",
    ConversationState.CLOSED: "Closed",
}

NEED: dict[Need, str] = {
    Need.FAILED: "Could not be read by the service",
    Need.URGENT: "Urgent: read it now",
    Need.UNCLEAR: "Unclear",
    Need.SHARED: "From a number that several patients have",
    Need.REPORT: "Told us something",
    Need.ASKED: "Unclear: asked once what was meant",
    Need.PICTURE: "With a picture or voice message",
    Need.TALKING: "Answer to the care team",
    Need.LEFT: "Takes part no more, and wrote",
    Need.CHAT: "Answers nothing that we asked",
    Need.OPENED: "Brought here by the care team",
}

VIEW: dict[InboxView, str] = {
    InboxView.ALL: "All",
    InboxView.MINE: "Mine",
    InboxView.UNASSIGNED: "Nobody's",
    InboxView.CLOSED: "Closed",
}

OUTCOME: dict[str, str] = {
    CloseOutcome.ANSWERED: "Answered by text",
    CloseOutcome.REACHED: "Reached the patient another way",
    CloseOutcome.NOT_REACHED: "Tried, not reached",
    CloseOutcome.VISIT_BOOKED: "Booked a visit",
    CloseOutcome.REFERRED: "Referred on",
    CloseOutcome.PLAN_CHANGED: "Changed the plan",
    CloseOutcome.NO_ACTION: "Nothing needed",
    FLAGS_RESOLVED: "Its flags were resolved",
    SETTLED: "The patient's next text settled it",
}

TOPIC: dict[Topic, str] = {
    Topic.NEW_NUMBER: "tells of a new number",
    Topic.PAUSE_WISH: "wants fewer texts",
    Topic.OTHER_TIME: "asks for another time",
    Topic.MOVED: "has moved",
    Topic.OTHER_LANGUAGE: "writes in, or asks for, another language",
    Topic.PICTURE: "tells of a picture",
    Topic.CALL: "asks to be called",
    Topic.VISIT_DETAILS: "asks when or where to come",
    Topic.WHO: "asks who is writing",
    Topic.THANKS: "thanks",
}


def count_text(number: int, most: int) -> str:
    """A count that was cut off, as "1000+"."""
    return f"{most}+" if number >= most else str(number)
