"""Which phones a clinic on trial may text: those that its own staff verified, and only so often a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.db.clinics import Clinic
from adherence.db.communications import Communication
from adherence.db.practitioners import Practitioner
from adherence.domain.gate import Reason
from adherence.domain.timing import day_start, local_date

MOST_A_DAY = 50
"""Policy: texts to patients of a clinic on trial in one local day of the clinic."""


@dataclass(slots=True)
class TrialPhones:
    """The verified phones of a clinic's staff, and how many texts its test patients had today."""

    phone_hashes: frozenset[bytes]
    sent: int

    def why_not(self, phone_hash: bytes) -> Reason | None:
        """Why no text may go to this phone now; None where one may."""
        if phone_hash not in self.phone_hashes:
            return Reason.TRIAL
        return Reason.TRIAL_CAP if self.sent >= MOST_A_DAY else None


def trials_of(session: Session, clinics: Iterable[Clinic], now: datetime) -> dict[str, TrialPhones]:
    """What holds for those of some clinics that are on trial, by clinic; their rows are held.

    Two senders at once must not both count 49. The lock lets other rows still refer to the clinic.
    """
    on_trial = sorted(clinic.id for clinic in clinics if clinic.trial)
    held = select(Clinic).where(Clinic.id.in_(on_trial)).order_by(Clinic.id).with_for_update(key_share=True)
    rows = session.scalars(held.execution_options(populate_existing=True)) if on_trial else ()
    return {clinic.id: trial_phones(session, clinic, now) for clinic in rows if clinic.trial}


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
