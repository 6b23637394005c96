"""Make a clinic."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.clinics import Clinic, clinic_by_name
from adherence.domain.errors import refuse
from adherence.domain.wording.samples import LONGEST_OF_CLINIC
from adherence.domain.zones import zone_names


def create_clinic(
    session: Session,
    *,
    name: str,
    now: datetime,
    time_zone: str = "UTC",
    trial: bool = False,
    demo: bool = False,
    programme: str = "",
    phone: str = "",
    crisis_number: str = "988",
    emergency_number: str = "911",
) -> Clinic:
    """Make a clinic; raises ``Refused`` for an empty or used name or an unknown zone."""
    if not name.strip() or len(name) > 200:
        raise refuse("name", "write the clinic's name, at most 200 characters")
    if time_zone not in zone_names():
        raise refuse("time_zone", "is not a known time zone; write an IANA name such as America/New_York")
    for field, value in (
        ("programme", programme),
        ("phone", phone),
        ("urgent", crisis_number),
        ("emergency", emergency_number),
    ):
        if len(value.strip()) > LONGEST_OF_CLINIC[field]:
            # Every text that is shipped is one segment with these, and no longer with more.
            raise refuse(field, f"is too long for a text; write {LONGEST_OF_CLINIC[field]} characters at most")
    if clinic_by_name(session, name.strip()) is not None:
        raise refuse("name", "is used by another clinic; choose another name", conflict=True)
    clinic = Clinic(
        name=name.strip(),
        programme=programme.strip() or name.strip()[:30],
        time_zone=time_zone,
        phone=phone,
        crisis_number=crisis_number,
        emergency_number=emergency_number,
        trial=trial,
        demo=demo,
        policy={},
        created_at=now,
    )
    session.add(clinic)
    session.flush()
    return clinic
