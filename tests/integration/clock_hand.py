"""What most tests of texts and replies do with time: move the clock, close what is over, send what is due."""

from __future__ import annotations

from datetime import UTC, datetime

from adherence.actions.close_windows import close_windows
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.plan_doses import plan_doses
from tests.cast import Cast
from tests.conftest import VirtualClock


def go(cast: Cast, clock: VirtualClock, text: str) -> None:
    """Move the clock to an instant in UTC, close what is over and send what is due."""
    clock.move_to(datetime.fromisoformat(text).replace(tzinfo=UTC))
    plan_doses(cast.rt)
    close_windows(cast.rt)
    deliver_messages(cast.rt)
