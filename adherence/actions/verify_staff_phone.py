"""Prove that a phone is a colleague's: a code is texted to it, and typed on the account page."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.actions.queue_to_staff import queue_to_staff
from adherence.actions.resolve_flag import close_clinic_flags
from adherence.db.clinics import clinic_by_id
from adherence.db.practitioners import PhoneCheck, Practitioner, newest_phone_check, practitioner_by_phone
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, phone
from adherence.domain.wording import render

CODE_LIVES = timedelta(minutes=10)
MOST_TRIES = 5
MOST_CODES_A_DAY = 5


def text_phone_code(session: Session, actor: Actor, data: object, *, now: datetime) -> PhoneCheck:
    """Keep the number ``{"phone"}`` unverified and text a code to it; five a day at most. Raises ``Refused``."""
    form = Form(data, ("phone",))
    number = phone(form.at("phone"))
    form.done()
    staff = _held(session, actor)
    # Counted also for numbers that differ: nobody shall have the service text strangers.
    lately = select(func.count()).where(
        PhoneCheck.practitioner_id == staff.id, PhoneCheck.sent_at > now - timedelta(days=1)
    )
    if (session.scalar(lately) or 0) >= MOST_CODES_A_DAY:
        raise refuse("phone", "was sent five codes in a day; try again tomorrow", conflict=True)
    staff.set_phone(session.info["vault"], number)
    code = f"{secrets.randbelow(10**6):06}"
    check = PhoneCheck(
        clinic_id=staff.clinic_id,
        practitioner_id=staff.id,
        phone_hash=staff.phone_hash,
        code_hash="",
        sent_at=now,
        expires_at=now + CODE_LIVES,
    )
    check.code_hash = _hash(check.id, code)
    session.add(check)
    text = queue_to_staff(session, staff, "staff_code", now=now, why="Asked for a code to verify a phone")
    body = render(
        "staff_code", lang="en", level=0,
        params={"programme": clinic_by_id(session, staff.clinic_id).programme, "code": code},
    )  # fmt: skip
    # Sealed at once, as what staff write is: the code stands nowhere in the open.
    text.body_sealed = session.info["vault"].seal(body, "communications", "body_sealed", str(text.id))
    text.expires_at = check.expires_at
    session.flush()
    return check


def confirm_staff_phone(session: Session, actor: Actor, data: object, *, now: datetime) -> str | None:
    """Take the ``{"code"}`` that was typed: None where the phone is verified now, else what is wrong, in a sentence.

    A wrong code is counted, so the caller keeps what was written either way.
    """
    staff = _held(session, actor)
    check = newest_phone_check(session, staff.id)
    typed = data.get("code") if isinstance(data, dict) else None
    digits = "".join(c for c in typed if c.isdigit())[:12] if isinstance(typed, str) else ""
    if check is None or check.used_at is not None or check.phone_hash != staff.phone_hash:
        return "No code is waiting: ask for a new one."
    if now >= check.expires_at or now < check.sent_at:
        return "This code is too old: ask for a new one."
    if check.tries >= MOST_TRIES:
        return "There were too many wrong codes: ask for a new one."
    check.tries += 1
    if not secrets.compare_digest(check.code_hash, _hash(check.id, digits)):
        session.flush()
        return "This is not the code that was texted. Look at the newest text."
    holder = practitioner_by_phone(session, staff.phone)
    if holder is not None and holder.id != staff.id:
        return "A colleague has verified this phone: each phone belongs to one person."
    check.used_at, staff.phone_verified_at = now, now
    close_clinic_flags(session, staff.clinic_id, about=staff.id, outcome="verified", now=now, by=staff.id)
    session.flush()
    return None


def forget_staff_phone(session: Session, actor: Actor) -> Practitioner:
    """Remove the phone: notices go by e-mail only."""
    staff = _held(session, actor)
    staff.set_phone(session.info["vault"], None)
    session.flush()
    return staff


def _held(session: Session, actor: Actor) -> Practitioner:
    query = select(Practitioner).where(Practitioner.id == actor.id, Practitioner.clinic_id == actor.clinic_id)
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()


def _hash(check_id: str, code: str) -> str:
    """Bound to its row; it lives ten minutes and five tries, so a slow hash would gain nothing."""
    return hashlib.sha256(f"{check_id}|{code}".encode()).hexdigest()
