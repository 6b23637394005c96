"""Put a text to a supporter of a patient into the outbox, once for its occasion."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from adherence.actions.queue_text import insert_texts, text_row
from adherence.db.clinics import clinic_by_id
from adherence.db.patients import Patient
from adherence.db.policies import policy_of
from adherence.db.supporters import Supporter


def text_supporter(
    session: Session,
    patient: Patient,
    supporter: Supporter,
    template: str,
    *,
    now: datetime,
    why: str,
    params: Mapping[str, Any] | None = None,
    expires_at: datetime | None = None,
    occasion: str | None = None,
    inbound_id: str | None = None,
) -> None:
    """Queue one text to a supporter of ``patient`` (the row is held); the gate judges the rights when it leaves."""
    row = text_row(
        patient,
        template,
        now=now,
        why=why,
        params=params,
        expires_at=expires_at,
        occasion=occasion,
        inbound_id=inbound_id,
        policy=policy_of(clinic_by_id(session, patient.clinic_id)),
    )
    insert_texts(session, [row | {"supporter_id": supporter.id, "phone_hash": supporter.phone_hash}])
