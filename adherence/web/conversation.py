"""Texts in and out in the order of time, each with what became of it and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from adherence.actions.plan_visit import VISIT_MOVED
from adherence.db.chart import Chart
from adherence.db.communications import Communication
from adherence.db.inbound import InboundMessage
from adherence.db.why_facts import sent_text
from adherence.domain.holds import HoldSpan
from adherence.domain.policy import Policy
from adherence.domain.states import BEFORE_SENDING, MessageState
from adherence.domain.why import SentText, made_of, why_of
from adherence.web import words
from adherence.web.consent_words import COMMAND
from adherence.web.filters import plural
from adherence.web.hold_card import held_spans
from adherence.web.text_words import with_wording

_NOT_SENT = frozenset({MessageState.WITHHELD, MessageState.EXPIRED, MessageState.CANCELLED})
_TROUBLE = frozenset({MessageState.UNDELIVERED, MessageState.REFUSED, MessageState.UNKNOWN, MessageState.UNCERTAIN})
SHOWN_TEXTS = 60
LATEST_TEXTS = 16
"""Beside everything else on the patient's page; the conversation has a page of its own."""


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


def conversation(chart: Chart, zone: ZoneInfo, policy: Policy) -> list[ShownText]:
    """The newest few texts, oldest of them first; texts that are still only planned are left out."""
    windows = {dose.id: dose.window_closes_at for dose in chart.doses}
    texts = shown_texts(chart.received, chart.sent, chart.names, windows, held_spans(chart.holds), zone, policy)
    return texts[-LATEST_TEXTS:]


def shown_texts(
    received: Iterable[InboundMessage],
    sent: Iterable[Communication],
    names: Mapping[str, str],
    windows: Mapping[int, datetime],
    holds: Sequence[HoldSpan],
    zone: ZoneInfo,
    policy: Policy,
) -> list[ShownText]:
    """Texts in both directions in the order of time, the newest of them."""
    texts = [_received(message) for message in received]
    for text in sent:
        if _is_told_of(text):
            texts.append(_sent(text, names, sent_text(text, windows, holds, zone), zone, policy))
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
    media = f" with {plural(message.media_count, 'attachment')}, not fetched" if message.media_count else ""
    shared = message.patient_id is None
    return ShownText(
        inbound=True,
        at=message.received_at,
        body=message.body,
        who=("From the number that several patients have" if shared else "Patient") + media,
        state=state,
        why=f"rule: {rule}" if rule else "",
    )


def _sent(text: Communication, names: Mapping[str, str], facts: SentText, zone: ZoneInfo, policy: Policy) -> ShownText:
    sender = names.get(text.created_by or "")
    tells = text.state in _NOT_SENT | _TROUBLE | BEFORE_SENDING
    line = why_of(facts, zone, policy) if tells else made_of(facts)
    return ShownText(
        inbound=False,
        at=text.accepted_at or text.started_at or text.due_at,
        body=text.body,
        who="To a supporter" if text.supporter_id else sender or words.PURPOSE[text.purpose],
        state=words.MESSAGE[text.state],
        why=with_wording(line.rstrip("."), text.template_version),
        quiet=text.state in _NOT_SENT,
        trouble=text.state in _TROUBLE,
    )
