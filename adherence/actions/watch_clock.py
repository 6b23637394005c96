"""After a start or a jump of the clock: one look at the provider's lists at once, not at the next tick."""

from __future__ import annotations

import time
from datetime import timedelta

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.plan_doses import plan_doses
from adherence.actions.poll_inbound import poll_inbound
from adherence.actions.reconcile_messages import reconcile_messages
from adherence.runtime import Runtime

JUMP = timedelta(minutes=5)


def watch_clock(rt: Runtime) -> bool:
    """Notice a start, or a jump of over 5 minutes between two ticks; then list what the provider sent and received."""
    now, real = rt.now(), time.monotonic()
    before, rt.last_tick = rt.last_tick, (now, real)
    if before is not None and abs(now - before[0] - timedelta(seconds=real - before[1])) <= JUMP:
        return False
    poll_inbound(rt)
    apply_inbound(rt)
    reconcile_messages(rt)
    plan_doses(rt)
    return True
