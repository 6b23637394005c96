"""The staff of the demo clinic; their log-ins are public, so no real patient may ever be in the same database."""

from __future__ import annotations

from dataclasses import dataclass

from adherence.domain.states import Role

DEMO_CLINIC = "North clinic"
DEMO_PROGRAMME = "North Care"
DEMO_PASSWORD = "north-care-demo"  # noqa: S105 - printed at the start


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One member of the demo clinic's staff."""

    email: str
    name: str
    role: Role


DEMO_STAFF = (
    DemoPerson("nurse@north-clinic.example", "Ben Aalto, RN", Role.CLINICIAN),
    DemoPerson("doctor@north-clinic.example", "Dr Ruth Hale", Role.CLINICIAN),
    DemoPerson("coordinator@north-clinic.example", "Sam Ortiz", Role.COORDINATOR),
    DemoPerson("admin@north-clinic.example", "Ina Brandt", Role.ADMIN),
)
