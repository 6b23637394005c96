"""The staff of the demo clinic; their log-ins are public, so no real patient may ever be in the same database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from adherence.db.practitioners import practitioner_by_email
from adherence.domain.actor import Actor
from adherence.domain.states import Role

DEMO_CLINIC = "North clinic"
DEMO_PROGRAMME = "North Care"
DEMO_PHONE = "202-555-0199"
OWN_QUESTION = "own-1"
"""The kind of the clinic's own question."""
DEMO_PASSWORD = "north-care-demo"  # noqa: S105 - printed at the start


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One member of the demo clinic's staff."""

    email: str
    name: str
    role: Role
    phone: str
    """Of the numbers that are kept free for fiction, after those of the patients."""


NURSE = DemoPerson("nurse@north-clinic.example", "Ben Aalto, RN", Role.CLINICIAN, "+12025550190")
DOCTOR = DemoPerson("doctor@north-clinic.example", "Dr Ruth Hale", Role.CLINICIAN, "+12025550191")
COORDINATOR = DemoPerson("coordinator@north-clinic.example", "Sam Ortiz", Role.COORDINATOR, "+12025550192")
ADMIN = DemoPerson("admin@north-clinic.example", "Ina Brandt", Role.ADMIN, "+12025550193")
DEMO_STAFF = (NURSE, DOCTOR, COORDINATOR, ADMIN)


def actor_of(session: Session, person: DemoPerson) -> Actor:
    """A member of the demo's staff as who acts; raises ``LookupError`` before the demo was opened."""
    found = practitioner_by_email(session, person.email)
    if found is None:
        raise LookupError(f"no {person.email} yet")
    return Actor(found.id, found.name, Role(found.role), found.clinic_id)
