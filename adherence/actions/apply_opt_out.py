"""Record an opt-out and cancel everything that is queued: from this commit on nothing leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.open_flag import open_flag
from adherence.actions.wording_of_consent import wording_agreed_to
from adherence.db.consents import Consent
from adherence.db.patients import Patient
from adherence.domain.states import ConsentEvent, ConsentMethod, ConsentState, FlagKind


def apply_opt_out(
    session: Session,
    patients: Sequence[Patient],
    *,
    method: ConsentMethod,
    given_at: datetime,
    now: datetime,
    by: str | None = None,
    inbound_id: str | None = None,
) -> None:
    """Opt out all ``patients`` (their rows are held): ledger line, queue cancelled, flag for the care team."""
    for patient in patients:
        session.add(
            Consent(
                clinic_id=patient.clinic_id,
                patient_id=patient.id,
                event=ConsentEvent.OPT_OUT,
                method=method,
                phone_hash=patient.phone_hash,
                language=patient.language,
                wording_version=wording_agreed_to(session, patient, now=now),
                given_at=given_at,
                recorded_at=now,
                recorded_by=by,
                inbound_id=inbound_id,
            )
        )
        patient.consent_state, patient.consent_id = ConsentState.REVOKED, None
        cancel_texts(session, patient.id, reason="opted_out")
        if method is not ConsentMethod.STAFF:
            open_flag(session, patient, FlagKind.OPTED_OUT, "Opted out of texts", now=now, inbound_id=inbound_id)
