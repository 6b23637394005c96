"""Texts in and out in the order of time, each with what became of it and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adherence.actions.plan_visit import VISIT_MOVED
from adherence.db.chart import Chart
from adherence.db.communications import Communication
from adherence.db.inbound import InboundMessage
from adherence.domain.states import BEFORE_SENDING, MessageState
from adherence.web import words
from adherence.web.consent_words import COMMAND

_NOT_SENT = frozenset({MessageState.WITHHELD, MessageState.EXPIRED, MessageState.CANCELLED})
_TROUBLE = frozenset({MessageState.UNDELIVERED, MessageState.REFUSED, MessageState.UNKNOWN, MessageState.UNCERTAIN})
SHOWN_TEXTS = 60


@dataclass(frozen=True, slots=True)
class ShownText:
    """One text as a bubble; ``body`` is None where nothing was written yet."""

    inbound: bool
    at: datetime
    body: str | None
    who: str
    state: str
    why: str
    quiet: bool = False
    """It never left: shown as one line."""
    trouble: bool = False


def conversation(chart: Chart) -> list[ShownText]:
    """The newest texts, oldest of them first; texts that are still only planned are left out."""
    texts = [_received(message) for message in chart.received]
    texts += [_sent(text, chart.names) for text in chart.sent if _is_told_of(text)]
    return sorted(texts, key=lambda text: text.at)[-SHOWN_TEXTS:]


def _is_told_of(text: Communication) -> bool:
    """A text that is still only planned is not, nor one whose visit moved: another took its place."""
    if text.state is MessageState.CANCELLED and text.reason == VISIT_MOVED:
        return False
    return text.state not in BEFORE_SENDING or text.body_sealed is not None


def _received(message: InboundMessage) -> ShownText:
    if message.failed:
        state = "Could not be read: a person must look"
    elif message.applied_at is None:
        state = "Being read"
    else:
        state = words.INTENT.get(message.intent or "", words.code(message.intent)).capitalize()
    rule = str((message.reading or {}).get("rule") or "")
    state = COMMAND.get(rule, state)
    media = f" with {message.media_count} attachment(s), not fetched" if message.media_count else ""
    return ShownText(
        inbound=True,
        at=message.received_at,
        body=message.body,
        who="Patient" + media,
        state=state,
        why=f"rule: {rule}" if rule else "",
    )


def _sent(text: Communication, names: dict[str, str]) -> ShownText:
    state = words.MESSAGE[text.state]
    reason = words.withheld(text.reason) if text.reason else ""
    if text.provider_code and text.state in _TROUBLE:
        reason = f"{reason} Provider code {text.provider_code}.".strip()
    sender = names.get(text.created_by or "")
    return ShownText(
        inbound=False,
        at=text.accepted_at or text.started_at or text.due_at,
        body=text.body,
        who="To a supporter" if text.supporter_id else sender or words.PURPOSE[text.purpose],
        state=state,
        why=reason or text.why,
        quiet=text.state in _NOT_SENT,
        trouble=text.state in _TROUBLE,
    )
