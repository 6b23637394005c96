"""Which phones a clinic on trial may text: those that its own staff verified, and only so often a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.db.clinics import Clinic
from adherence.db.communications import Communication
from adherence.db.practitioners import Practitioner
from adherence.domain.timing import day_start, local_date

MOST_A_DAY = 50
"""Policy: texts to patients of a clinic on trial in one local day of the clinic."""


@dataclass(slots=True)
class TrialPhones:
    """The verified phones of a clinic's staff, and how many texts its test patients had today."""

    phone_hashes: frozenset[bytes]
    sent: int

    def allows(self, phone_hash: bytes) -> bool:
        """Whether one more text may go to this phone."""
        return phone_hash in self.phone_hashes and self.sent < MOST_A_DAY


def trial_phones(session: Session, clinic: Clinic, now: datetime) -> TrialPhones:
    """What holds for a clinic on trial at an instant."""
    verified = select(Practitioner.phone_hash).where(
        Practitioner.clinic_id == clinic.id,
        Practitioner.active.is_(True),
        Practitioner.phone_verified_at.is_not(None),
    )
    zone = ZoneInfo(clinic.time_zone)
    today = day_start(local_date(now, zone), zone)
    sent = select(func.count()).where(
        Communication.clinic_id == clinic.id,
        Communication.patient_id.is_not(None),
        Communication.started_at >= today,
    )
    hashes = frozenset(found for found in session.scalars(verified) if found is not None)
    return TrialPhones(hashes, session.scalar(sent) or 0)
