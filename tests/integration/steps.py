"""What tests of plans in steps and of versions begin with: a titration, moves, and days that pass."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from adherence.actions.close_windows import close_windows
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.move_step import move_step
from adherence.actions.plan_doses import plan_doses
from adherence.actions.watch_titration import watch_titration
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.domain.errors import Refused
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily

NEW_YORK = ZoneInfo("America/New_York")
ASK = "Are you ready for your next step from tomorrow? Reply 1 ready, 2 not yet"
LADDER = [{"quantity_mg": 1.5, "days": 3}, {"quantity_mg": 3, "days": 3}, {"quantity_mg": 4.5}]


def titration(**changes: Any) -> dict[str, Any]:
    """1.5 mg for three days, 3 mg for three, then 4.5 mg, at 08:00 from 2 March 2026."""
    pattern = {"type": "steps", "steps": LADDER} | changes
    return daily(medication="naltrexone 1.5 mg capsule", starts_on="2026-03-02", pattern=pattern)


def go(cast: Cast, clock: VirtualClock, text: str) -> None:
    """Move the clock to a local time in New York, past that day's reminder and nudge, and do what is due."""
    until = datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)
    for at in (until.replace(hour=8, minute=0), until.replace(hour=9, minute=0), until):
        if clock.at <= at <= until:
            clock.move_to(at)
            for job in (plan_doses, close_windows, watch_titration, deliver_messages):
                job(cast.rt)


def until_asked(cast: Cast, clock: VirtualClock) -> None:
    """The last day of the first step, with its reminder and its nudge, until the question at 17:00."""
    go(cast, clock, "2026-03-04 17:00")
    assert cast.texts()[-1] == ASK


def act(cast: Cast, action: Any, regimen: str, data: dict[str, Any]) -> Any:
    with cast.rt.database.writing() as session:
        return action(session, cast.ben, session.get_one(Regimen, regimen), data, now=cast.rt.now())


def move(cast: Cast, regimen: str, name: str, **more: Any) -> Any:
    return act(cast, move_step, regimen, {"move": name, "reason": "as agreed"} | more)


def versions(cast: Cast, regimen: str) -> list[RegimenVersion]:
    with cast.rt.database.reading() as session:
        return session.get_one(Regimen, regimen).versions


def story(cast: Cast, regimen: str) -> list[str]:
    """Each version: from when, why, and at which step."""
    return [
        f"{one.from_on:%d} {one.cause.value} {one.plan['pattern'].get('step', 1)} "
        f"{one.plan['pattern'].get('advance', 'date')}"
        for one in versions(cast, regimen)
    ]


def planned(cast: Cast) -> dict[str, float]:
    return {f"{dose.on:%d}": dose.quantity_mg for dose in cast.doses()}


@contextmanager
def refused(*words: str, conflict: bool = True) -> Iterator[None]:
    with pytest.raises(Refused) as raised:
        yield
    assert raised.value.conflict is conflict
    for word in words:
        assert word in str(raised.value)
