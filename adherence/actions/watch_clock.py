"""Hold after a jump of the clock: one look at the provider's lists before sending goes on."""

from __future__ import annotations

import time
from datetime import timedelta

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.plan_doses import plan_doses
from adherence.actions.poll_inbound import LOOK_BACK, poll_inbound
from adherence.actions.reconcile_messages import reconcile_messages
from adherence.runtime import Runtime

JUMP = timedelta(minutes=5)
_LONGEST_LOOK_BACK = timedelta(days=3)


def watch_clock(rt: Runtime) -> bool:
    """Notice a jump of over 5 minutes between two ticks; then list what the provider sent and received meanwhile."""
    now, real = rt.now(), time.monotonic()
    before, rt.last_tick = rt.last_tick, (now, real)
    if before is None:
        return False
    jumped = abs(now - before[0] - timedelta(seconds=real - before[1]))
    if jumped <= JUMP:
        return False
    poll_inbound(rt, min(jumped + LOOK_BACK, _LONGEST_LOOK_BACK))
    apply_inbound(rt)
    reconcile_messages(rt)
    plan_doses(rt)
    return True
