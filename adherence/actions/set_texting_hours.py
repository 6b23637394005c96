"""Set when texts may leave, and the clinic's time zone: each change is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.change_policy import change_policy
from adherence.db.clinics import ClinicChange, lock_clinic
from adherence.domain.actor import Actor
from adherence.domain.clinic_settings import TIME_ZONE
from adherence.domain.forms import Form, zone_name


def set_texting_hours(session: Session, actor: Actor, data: object, *, now: datetime) -> int:
    """Set ``{"texting_starts", "texting_ends", "time_zone"}``; gives how many of them changed, raises ``Refused``."""
    form = Form(data, ("texting_starts", "texting_ends", "time_zone"))
    zone = zone_name(form.at("time_zone"))
    starts, ends = form.at("texting_starts").time_of_day(), form.at("texting_ends").time_of_day()
    form.done()
    typed = {"texting_starts": f"{starts:%H:%M}", "texting_ends": f"{ends:%H:%M}"}
    changes = len(change_policy(session, actor, typed, now=now))
    clinic = lock_clinic(session, actor.clinic_id)
    if clinic.time_zone == zone:
        return changes
    old, clinic.time_zone = clinic.time_zone, zone
    session.add(
        ClinicChange(clinic_id=clinic.id, name=TIME_ZONE, old=old, new=zone, recorded_at=now, recorded_by=actor.id)
    )
    session.flush()
    return changes + 1
