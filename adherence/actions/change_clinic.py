"""Change what a clinic's texts say of it; each change is kept with who made it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.clinics import ClinicChange, lock_clinic
from adherence.domain.actor import Actor
from adherence.domain.clinic_settings import FIELDS, ClinicSettings, check_settings
from adherence.domain.errors import Refused
from adherence.domain.forms import Form
from adherence.domain.json_fields import Entry

_LONGEST = 200


def change_clinic(session: Session, actor: Actor, data: object, *, now: datetime) -> list[ClinicChange]:
    """Set name, telephone and urgent numbers; gives what really changed, raises ``Refused`` for what cannot be sent."""
    form = Form(data, FIELDS)
    wanted = ClinicSettings(**{name: _text(form.at(name)) for name in FIELDS})
    form.done()
    if faults := check_settings(wanted):
        raise Refused(faults)
    clinic = lock_clinic(session, actor.clinic_id)
    changes = []
    for name in FIELDS:
        old, new = getattr(clinic, name), getattr(wanted, name)
        if old == new:
            continue
        setattr(clinic, name, new)
        changes.append(
            ClinicChange(
                clinic_id=clinic.id, name=name, old=old[:_LONGEST], new=new, recorded_at=now, recorded_by=actor.id
            )
        )
    session.add_all(changes)
    session.flush()
    return changes


def _text(entry: Entry) -> str:
    """Whatever was typed, without blanks around it; nothing for what was left out."""
    if not entry.is_given:
        return ""
    if not isinstance(entry.value, str):
        entry.fail("write a text")
        return ""
    return " ".join(entry.value.split())[:_LONGEST]
