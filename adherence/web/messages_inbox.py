"""The shared inbox: conversations that need a person, worst first, and texts from numbers nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.look_at_text import look_at_text
from adherence.db.clinics import is_only_clinic
from adherence.db.conversations import MOST_COUNTED, Conversation, Place, inbox, inbox_counts
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage, unknown_count, unknown_texts
from adherence.db.inbox import InboxRows, inbox_rows
from adherence.db.patients import Patient
from adherence.domain.conversation import ConversationState, InboxView, Need
from adherence.domain.errors import Refused
from adherence.domain.reply.topics import Topic, topic_of
from adherence.domain.states import FlagKind, Role
from adherence.web import inbox_words, words
from adherence.web.choices import instant_in
from adherence.web.guard import ACTS_ON_PATIENTS, SEES_PATIENTS, allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, clinic_zone, now
from adherence.web.rows import worst_first
from adherence.web.sessions import request_session

PAGE_ROWS = 25

bp = Blueprint("inbox", __name__)


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One conversation as the list shows it."""

    conversation: Conversation
    patient: Patient
    text: InboundMessage | None
    why: str
    further: tuple[str, ...]
    """What else was told: the flags that texts opened."""
    severity: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class UnknownText:
    """A text from a number that no patient has; ``body`` is None where its words are not this reader's to see."""

    message: InboundMessage
    sender: str
    body: str | None
    topic: str | None


@bp.get("/messages")
@allow(*SEES_PATIENTS)
def show() -> str:
    """Conversations, those first that need a person most."""
    session, me = request_session(), actor()
    view = _view()
    listed = inbox(session, me.clinic_id, view, me=me.id, limit=PAGE_ROWS + 1, after=_after())
    shown = listed[:PAGE_ROWS]
    found = inbox_rows(session, me.clinic_id, shown)
    counts = inbox_counts(session, me.clinic_id, me=me.id)
    return render_template(
        "messages.html",
        rows=[_row(one, found) for one in shown],
        view=view,
        views=inbox_words.VIEW,
        counts={one: inbox_words.count_text(counts[one], MOST_COUNTED) for one in InboxView},
        say=inbox_words,
        next_page=_place_text(shown[-1]) if len(listed) > PAGE_ROWS else None,
        is_first=not request.args.get("after"),
        unknown=unknown_count(session, most=MOST_COUNTED) if _sees_unknown() else 0,
    )


@bp.get("/messages/unknown")
@allow(*ACTS_ON_PATIENTS, Role.OPERATOR)
def unknown() -> str:
    """Texts from numbers that no patient has, newest first."""
    if not _sees_unknown():
        abort(403)
    words_too = g.actor.role in ACTS_ON_PATIENTS
    listed = unknown_texts(request_session(), limit=PAGE_ROWS + 1, before=_before())
    rows = [_unknown_row(message, words_too) for message in listed[:PAGE_ROWS]]
    last = rows[-1].message if len(listed) > PAGE_ROWS else None
    next_page = f"{last.received_at.isoformat()}|{last.id}" if last else None
    return render_template(
        "messages_unknown.html", rows=rows, words_too=words_too, next_page=next_page, zone=clinic_zone()
    )


@bp.post("/messages/unknown/<uuid:inbound_id>")
@allow(*ACTS_ON_PATIENTS)
def look(inbound_id: UUID) -> Response:
    """Take a text off the list of unknown numbers, or put it back."""
    done = request.args.get("do") != "back"
    try:
        look_at_text(request_session(), actor(), str(inbound_id), done=done, now=now())
        back = url_for("inbox.look", inbound_id=inbound_id, do="back")
        say("Dealt with." if done else "Back on the list.", undo=back if done else "")
    except Refused as refusal:
        say_refused(refusal, "this text")
    return redirect(url_for("inbox.unknown"))


def severity_of(conversation: Conversation) -> str:
    """Which of the three edges a row has: what failed or is urgent, what is unclear, the rest."""
    if conversation.state is not ConversationState.OPEN:
        return "none"
    return "urgent" if conversation.rank <= 1 else "high" if conversation.rank == 2 else "normal"


def why_here(conversation: Conversation, flags: list[Flag]) -> tuple[str, tuple[str, ...]]:
    """Why a conversation is in the list, in plain words, and what else was told."""
    told = tuple(words.FLAG[flag.kind] for flag in flags)
    match conversation.state:
        case ConversationState.CLOSED:
            return inbox_words.OUTCOME.get(conversation.outcome or "", "Closed"), ()
        case ConversationState.WAITING:
            return inbox_words.STATE[ConversationState.WAITING], told
        case ConversationState.OPEN:
            if conversation.need in (Need.REPORT, Need.URGENT) and told:
                return told[0], told[1:]
            need = inbox_words.NEED[conversation.need] if conversation.need else inbox_words.STATE[conversation.state]
            return need, tuple(one for one in told if one != words.FLAG[FlagKind.UNCLEAR])


def _row(conversation: Conversation, found: InboxRows) -> InboxRow:
    text = found.texts.get(conversation.inbound_id or "")
    flags = worst_first(found.flags[conversation.patient_id])
    why, further = why_here(conversation, flags)
    return InboxRow(
        conversation=conversation,
        patient=found.patients[conversation.patient_id],
        text=text,
        why=why,
        further=further,
        severity=severity_of(conversation),
        owner=found.names.get(conversation.owner_id or ""),
    )


def _unknown_row(message: InboundMessage, words_too: bool) -> UnknownText:
    if not words_too:
        return UnknownText(message, message.sender, None, None)
    topic = topic_of(message.body, "en")
    told = topic if topic in (Topic.NEW_NUMBER, Topic.WHO, Topic.CALL) else None
    return UnknownText(message, message.sender, message.body, inbox_words.TOPIC[told] if told else None)


def _sees_unknown() -> bool:
    """With one clinic its care team reads them; with several nobody can say whose they are (decision 0025)."""
    only = is_only_clinic(request_session())
    return g.actor.role in ACTS_ON_PATIENTS if only else g.actor.role is Role.OPERATOR


def _view() -> InboxView:
    asked = request.args.get("view", "")
    return InboxView(asked) if asked in set(InboxView) else InboxView.ALL


def _place_text(conversation: Conversation) -> str:
    return f"{conversation.rank}|{conversation.since.isoformat()}|{conversation.patient_id}"


def _after() -> Place | None:
    """Where the page before ended; whatever is no such place is the first page."""
    rank, _, rest = request.args.get("after", "").partition("|")
    key = _key(rest)
    return Place(int(rank), *key) if key and rank.isdecimal() and len(rank) == 1 else None


def _before() -> tuple[datetime, str] | None:
    return _key(request.args.get("before", ""))


def _key(text: str) -> tuple[datetime, str] | None:
    """An instant and an id, as an address carries them; None for anything else."""
    instant, _, row_id = text.partition("|")
    at = instant_in(instant)
    try:
        return (at, str(UUID(row_id))) if at is not None else None
    except ValueError:
        return None
