"""Change numbers of a clinic's policy, or put them back to the product's defaults; each change is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.clinics import lock_clinic
from adherence.db.policies import PolicyChange, policy_of
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused
from adherence.domain.policy_fields import FIELDS
from adherence.domain.policy_values import NotAValue, Value, check_policy, default_of, read_value, stored_of, text_of
from adherence.domain.regimen import Fault


def change_policy(
    session: Session, actor: Actor, wanted: Mapping[str, str | None], *, now: datetime
) -> list[PolicyChange]:
    """Set typed values by name, None for the default; gives what really changed, raises ``Refused`` for unsafe ones."""
    values = _read(wanted)
    # Held, so that two people who change at once are checked against each other.
    clinic = lock_clinic(session, actor.clinic_id)
    before = policy_of(clinic)
    after = replace(before, **values)  # type: ignore[arg-type]
    # A clinic that has something odd already may still change something else.
    if faults := [fault for fault in check_policy(after) if fault not in check_policy(before)]:
        raise Refused(faults)
    changes = []
    stored = dict(clinic.policy)
    for name, value in values.items():
        old = getattr(before, name)
        if value == old:
            continue
        field, default = FIELDS[name], default_of(FIELDS[name])
        stored.pop(name, None)
        if value != default:
            stored[name] = stored_of(field, value)
        changes.append(
            PolicyChange(
                clinic_id=clinic.id,
                name=name,
                old=None if old == default else text_of(field, old),
                new=None if value == default else text_of(field, value),
                recorded_at=now,
                recorded_by=actor.id,
            )
        )
    clinic.policy = stored
    session.add_all(changes)
    session.flush()
    return changes


def _read(wanted: Mapping[str, str | None]) -> dict[str, Value]:
    """The typed values; raises ``Refused`` with a fault for each that cannot be."""
    values: dict[str, Value] = {}
    faults: list[Fault] = []
    for name, text in wanted.items():
        field = FIELDS.get(name)
        if field is None:
            faults.append(Fault("form", "names a setting that does not exist; reload the page"))
            continue
        try:
            values[name] = default_of(field) if text is None else read_value(field, text)
        except NotAValue as wrong:
            faults.append(Fault(name, str(wrong)))
    if faults:
        raise Refused(faults)
    return values
