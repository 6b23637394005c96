"""Which numbers opted out of a clinic's texts: by the consent ledger, or as the number of somebody who said no."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.db.consents import Consent
from adherence.db.patients import Patient
from adherence.db.supporters import Supporter
from adherence.domain.states import ConsentEvent, ConsentState


def opted_out_since(session: Session, clinic_id: str, number: str) -> datetime | None:
    """When a number (E.164) last opted out, for anybody of the clinic; None where it is not opted out.

    A number that opted out stays so until whoever opted out there agrees again, also when it was left since. A
    supporter who said no counts too, until START.
    """
    hashes = session.info["vault"].indexes("phone:" + number)
    lines = select(Consent).where(Consent.clinic_id == clinic_id, Consent.phone_hash.in_(hashes))
    latest: dict[str, Consent] = {}
    for line in session.scalars(lines.order_by(Consent.recorded_at, Consent.id)):
        latest[line.patient_id] = line
    ended = [line.given_at for line in latest.values() if line.event is ConsentEvent.OPT_OUT]
    held = select(Patient.id).where(
        Patient.clinic_id == clinic_id,
        Patient.phone_hash.in_(hashes),
        Patient.consent_state == ConsentState.REVOKED,
    )
    of_holders = select(Consent.given_at).where(Consent.patient_id.in_(held), Consent.event == ConsentEvent.OPT_OUT)
    of_supporters = select(func.coalesce(Supporter.answered_at, Supporter.recorded_at)).where(
        Supporter.clinic_id == clinic_id,
        Supporter.phone_hash.in_(hashes),
        Supporter.consent_state == ConsentState.REVOKED,
    )
    return max([*ended, *session.scalars(of_holders), *session.scalars(of_supporters)], default=None)


def opted_in_since(session: Session, patient_id: str, at: datetime) -> bool:
    """Whether a patient agreed to texts after an instant."""
    agreed = (ConsentEvent.OPT_IN, ConsentEvent.CONFIRM)
    query = select(Consent.id).where(Consent.patient_id == patient_id, Consent.event.in_(agreed), Consent.given_at > at)
    return session.scalar(query.limit(1)) is not None
