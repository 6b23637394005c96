"""End a supporter's part, or prolong it with the patient's word."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from adherence.actions.add_supporter import read_expiry
from adherence.db.communications import Communication
from adherence.db.patients import lock_patient
from adherence.db.supporters import Supporter
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, past_instant
from adherence.domain.purpose import AFTER_OPT_OUT
from adherence.domain.states import BEFORE_SENDING, ConsentState, MessageState

END_REASONS = ("patients_wish", "supporters_wish", "mistake", "other")
"""Why staff end it."""


def end_supporter(session: Session, actor: Actor, supporter: Supporter, data: object, *, now: datetime) -> Supporter:
    """Staff end it with ``{"reason"}``: from this commit on nothing leaves. Raises ``Refused``."""
    form = Form(data, ("reason",))
    reason = form.at("reason").choice(END_REASONS)
    form.done()
    lock_patient(session, supporter.patient_id)
    session.refresh(supporter, with_for_update=True)
    if supporter.ended_at is not None:
        raise refuse("supporter", "was ended already", conflict=True)
    supporter.ended_at, supporter.ended_by, supporter.end_reason = now, actor.id, reason
    cancel_support_texts(session, [supporter])
    session.flush()
    return supporter


def extend_support(session: Session, actor: Actor, supporter: Supporter, data: object, *, now: datetime) -> Supporter:
    """Set another last day with ``{"expires_on", "given_at"}``, the patient having agreed again. Raises ``Refused``."""
    patient = lock_patient(session, supporter.patient_id)
    form = Form(data, ("expires_on", "given_at"))
    expires_on = read_expiry(form.at("expires_on"), patient, now)
    agreed_at = form.optional("given_at", past_instant(now)) or now
    form.done()
    session.refresh(supporter, with_for_update=True)
    if supporter.ended_at is not None or supporter.consent_state is ConsentState.REVOKED:
        raise refuse("supporter", "was ended already; add the person anew", conflict=True)
    supporter.expires_on, supporter.patient_agreed_at = expires_on, agreed_at
    session.flush()
    return supporter


def stop_support(session: Session, supporters: Collection[Supporter], *, reason: str, now: datetime) -> list[Supporter]:
    """End the part of people who want no texts (their patients' rows are held); gives those for whom that is news."""
    stopped = [one for one in supporters if one.consent_state is not ConsentState.REVOKED]
    for supporter in stopped:
        supporter.consent_state, supporter.answered_at = ConsentState.REVOKED, now
        supporter.ended_at, supporter.end_reason = supporter.ended_at or now, supporter.end_reason or reason
    cancel_support_texts(session, supporters)
    session.flush()
    return stopped


def cancel_support_texts(session: Session, supporters: Collection[Supporter]) -> None:
    """Cancel what is queued for some supporters; a crisis answer and the one confirmation of a STOP still leave."""
    queued = update(Communication).where(
        Communication.supporter_id.in_([supporter.id for supporter in supporters]),
        Communication.state.in_(BEFORE_SENDING),
        Communication.purpose.not_in(AFTER_OPT_OUT),
    )
    cancelled = queued.values(state=MessageState.CANCELLED, reason="support_ended")
    session.execute(cancelled, execution_options={"synchronize_session": "fetch"})
