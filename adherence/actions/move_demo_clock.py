"""Move a demo's clock forward: the phone simulator's buttons."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from adherence.db.clinics import clinic_by_id
from adherence.db.installation import CLOCK_OFFSET, DEMO, fact, set_fact
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.timing import ONE_DAY, instant_of, local_date

MORNING = time(8, 0)


class ClockStep(StrEnum):
    """How far a demo's clock can be moved at once."""

    QUARTER = "15min"
    HOUR = "1h"
    MORNING = "morning"


def move_demo_clock(session: Session, actor: Actor, step: object, *, now: datetime) -> datetime:
    """Move the clock of a demo database and return the new instant; raises ``Refused`` on any other database."""
    if not fact(session, DEMO, False):
        raise refuse("clock", "moves only in the demo; real time is left alone", conflict=True)
    if step not in set(ClockStep):
        raise refuse("step", "is not one of " + ", ".join(ClockStep))
    moved_to = _moved(now, ClockStep(str(step)), ZoneInfo(clinic_by_id(session, actor.clinic_id).time_zone))
    offset = float(fact(session, CLOCK_OFFSET, 0)) + (moved_to - now).total_seconds()
    set_fact(session, CLOCK_OFFSET, offset)
    return moved_to


def _moved(now: datetime, step: ClockStep, zone: ZoneInfo) -> datetime:
    match step:
        case ClockStep.QUARTER:
            return now + timedelta(minutes=15)
        case ClockStep.HOUR:
            return now + timedelta(hours=1)
        case ClockStep.MORNING:
            today = local_date(now, zone)
            morning = instant_of(today, MORNING, zone)
            return morning if morning > now else instant_of(today + ONE_DAY, MORNING, zone)
