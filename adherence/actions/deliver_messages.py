"""Send everything that is due: claim, gate and mark, send, record; the next chunk is gated while one is in flight."""

from __future__ import annotations

import time
from collections import deque
from concurrent.futures import Future

from adherence.actions.claim_messages import claim_messages
from adherence.actions.gate_messages import gate_messages
from adherence.actions.record_results import record_results
from adherence.actions.send_messages import Sent, send_messages
from adherence.runtime import Runtime

CHUNK = 128
_IN_FLIGHT = 2
_LONGEST_TURN_SECONDS = 30.0

Flight = Future[list[Sent]]


def deliver_messages(rt: Runtime) -> int:
    """Send what is due now; returns the number of texts that were handed to the provider.

    It returns when nothing is due, when the pace allows no more, or after 30 s, so that a stop is never far.
    """
    pace = rt.pace
    flights: deque[Flight] = deque()
    started, handed_over = time.monotonic(), 0
    try:
        while not rt.stopping.is_set() and time.monotonic() - started < _LONGEST_TURN_SECONDS:
            allowed = pace.take(CHUNK)
            ids = claim_messages(rt, allowed)
            ready = gate_messages(rt, ids) if ids else []
            pace.give_back(allowed - len(ready))
            if ready:
                handed_over += len(ready)
                flights.append(rt.provider_loop.start(send_messages(rt.sms, ready)))
            if len(flights) >= _IN_FLIGHT:
                record_results(rt, flights.popleft().result())
            if len(ids) < allowed or not ids:
                break
    finally:
        while flights:
            record_results(rt, flights.popleft().result())
    return handed_over
