"""Hand a chunk of marked texts to the provider at once, outside any transaction."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adherence.actions.gate_messages import Ready
from adherence.domain.states import AttemptState
from adherence.sms.provider import SmsProvider, SmsRejected, SmsUnavailable, SmsUncertain

NOT_STARTED = "not_started"
"""Our own code: the request waited too long behind others and was never made."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How one request ended: ``accepted`` with a sid, or a code."""

    ready: Ready
    state: AttemptState
    sid: str | None = None
    code: str | None = None


async def send_messages(
    sms: SmsProvider, chunk: Sequence[Ready], monotonic: Callable[[], float] = time.monotonic
) -> list[Sent]:
    """Send each text once, those to one number in order; a request whose time has run out is not started."""
    by_number: dict[str, list[Ready]] = {}
    for ready in chunk:
        by_number.setdefault(ready.sms.to, []).append(ready)
    ended = await asyncio.gather(*(_send_in_order(sms, texts, monotonic) for texts in by_number.values()))
    return [sent for group in ended for sent in group]


async def _send_in_order(sms: SmsProvider, texts: Sequence[Ready], monotonic: Callable[[], float]) -> list[Sent]:
    return [await _send_one(sms, ready, monotonic) for ready in texts]


async def _send_one(sms: SmsProvider, ready: Ready, monotonic: Callable[[], float]) -> Sent:
    if monotonic() >= ready.starts_before:
        return Sent(ready, AttemptState.NOT_SENT, code=NOT_STARTED)
    try:
        accepted = await sms.send(ready.sms)
    except SmsRejected as refusal:
        return Sent(ready, AttemptState.REFUSED, code=refusal.code)
    except SmsUnavailable as failure:
        return Sent(ready, AttemptState.NOT_SENT, code=failure.code)
    except SmsUncertain as doubt:
        return Sent(ready, AttemptState.UNCERTAIN, code=doubt.code)
    except Exception:  # a fault of our own after the request may have started: we cannot know
        return Sent(ready, AttemptState.UNCERTAIN, code="internal")
    return Sent(ready, AttemptState.ACCEPTED, sid=accepted.sid)
