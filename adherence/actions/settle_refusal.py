"""What a provider's code means for the patient, the number and the whole service (the table of provider codes)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.actions.apply_opt_out import apply_opt_out
from adherence.actions.end_support import stop_support
from adherence.actions.open_flag import open_flag
from adherence.actions.queue_text import insert_texts
from adherence.actions.settle_notices import settle_staff_refusal
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.installation import HALT, set_fact
from adherence.db.patients import Patient, lock_patient
from adherence.db.supporters import Supporter, lock_people_with_phone, supporters_with_phone
from adherence.domain.provider_codes import ProviderCodeClass, classify
from adherence.domain.purpose import FIRST_REMINDERS
from adherence.domain.states import ConsentMethod, ConsentState, DoseState, FlagKind, MessageState, NumberState

_RETRY_AFTER = timedelta(minutes=5)
_RETRY_STEP = 90
_IN_A_ROW = 3


def settle_refusal(session: Session, text: Communication, code: str, *, now: datetime) -> None:
    """Act on the code with which a text was refused or reported as undelivered."""
    if classify(code) is ProviderCodeClass.CONFIGURATION:
        set_fact(session, HALT, {"at": now.isoformat(), "by": "provider", "code": code})
        return
    if text.practitioner_id is not None:
        settle_staff_refusal(session, text, code, now=now)
        return
    if text.patient_id is None:
        return
    if text.supporter_id is not None:
        _settle_supporter(session, text, code, now)
        return
    patient = lock_patient(session, text.patient_id)
    match classify(code):
        case ProviderCodeClass.OPTED_OUT:
            _opt_out_number(session, patient, text, now)
        case ProviderCodeClass.DEAD_NUMBER:
            _stop_number(session, patient, text, code, now)
        case ProviderCodeClass.TEMPORARY:
            _try_once_more(session, patient, text, now)
        case ProviderCodeClass.BLOCKED:
            open_flag(
                session,
                patient,
                FlagKind.DELIVERY,
                f"A text was blocked by the carrier (code {code}); its wording is marked"
                if text.template
                else f"A text was blocked by the carrier (code {code})",
                now=now,
                dose_id=text.dose_id,
            )
        case ProviderCodeClass.REFUSED:
            open_flag(session, patient, FlagKind.DELIVERY, f"A text was refused (code {code})", now=now)
        case ProviderCodeClass.RETRY | ProviderCodeClass.UNCERTAIN | ProviderCodeClass.CONFIGURATION:
            return


def _settle_supporter(session: Session, text: Communication, code: str, now: datetime) -> None:
    """A supporter who cannot or will not be texted loses nothing of the patient's: only this supporter ends."""
    patient, supporter = lock_patient(session, text.patient_id or ""), session.get_one(Supporter, text.supporter_id)
    if supporter.phone_hash != text.phone_hash:
        return
    match classify(code):
        case ProviderCodeClass.OPTED_OUT:
            _opt_out_everybody(session, supporter.phone, supporter.phone_hash, now)
        case ProviderCodeClass.DEAD_NUMBER:
            supporter.ended_at, supporter.end_reason = supporter.ended_at or now, supporter.end_reason or "dead"
            open_flag(session, patient, FlagKind.CONTACT, f"A supporter cannot be texted (code {code})", now=now)
        case _:
            return


def _opt_out_number(session: Session, patient: Patient, text: Communication, now: datetime) -> None:
    """The carrier blocks the number, so everybody who shares it is opted out."""
    if patient.phone_hash != text.phone_hash:
        return  # the opt-out belongs to the number before
    _opt_out_everybody(session, patient.phone, text.phone_hash, now)


def _opt_out_everybody(session: Session, phone: str, phone_hash: bytes, now: datetime) -> None:
    patients, _ = lock_people_with_phone(session, phone)
    agreed = [one for one in patients if one.consent_state is not ConsentState.REVOKED and one.phone_hash == phone_hash]
    apply_opt_out(session, agreed, method=ConsentMethod.CARRIER, given_at=now, now=now)
    stop_support(session, supporters_with_phone(session, phone), reason="carrier", now=now)


def _stop_number(session: Session, patient: Patient, text: Communication, code: str, now: datetime) -> None:
    if patient.phone_hash != text.phone_hash:
        return  # the number was changed meanwhile: the new one is not at fault
    patient.number_state = NumberState.DEAD
    open_flag(
        session,
        patient,
        FlagKind.DELIVERY,
        f"This number cannot take texts (code {code}): call, or enter another number",
        now=now,
    )


def _try_once_more(session: Session, patient: Patient, text: Communication, now: datetime) -> None:
    """At most one retry inside the window; three undelivered texts in a row open a flag."""
    dose = session.get(Dose, text.dose_id) if text.dose_id else None
    retryable = text.purpose in FIRST_REMINDERS and text.step < _RETRY_STEP
    if dose is not None and retryable and dose.state is DoseState.UPCOMING and now < dose.window_closes_at:
        columns = ("clinic_id", "patient_id", "dose_id", "purpose", "priority", "template", "params", "phone_hash")
        row = {name: getattr(text, name) for name in columns}
        row |= {"due_at": now + _RETRY_AFTER, "send_at": now + _RETRY_AFTER, "expires_at": text.expires_at}
        row |= {"step": _RETRY_STEP, "state": MessageState.QUEUED, "fence": 0, "tries": 0, "created_at": now}
        insert_texts(session, [row | {"why": "sent once more: the first was not delivered"}])
    if _undelivered_in_a_row(session, patient.id) >= _IN_A_ROW:
        open_flag(session, patient, FlagKind.DELIVERY, "Three texts in a row were not delivered", now=now)


def _undelivered_in_a_row(session: Session, patient_id: str) -> int:
    ended = (MessageState.DELIVERED, MessageState.UNDELIVERED)
    newest = (
        select(Communication.state)
        .where(Communication.patient_id == patient_id, Communication.state.in_(ended))
        .where(Communication.supporter_id.is_(None))
        .order_by(Communication.due_at.desc(), Communication.id.desc())
        .limit(_IN_A_ROW)
        .subquery()
    )
    query = select(func.count()).select_from(newest).where(newest.c.state == MessageState.UNDELIVERED)
    return session.scalar(query) or 0
