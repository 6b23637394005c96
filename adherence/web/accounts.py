"""Passwords, lockout and one-time links of staff; all of it in real time, whatever the clinic's clock says."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import Flask, current_app
from flask_security.utils import hash_password, verify_password
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import update
from sqlalchemy.orm import Session

from adherence.db.practitioners import Practitioner, practitioner_by_email
from adherence.db.session import Database

MOST_WRONG_TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
LINK_LIVES = timedelta(days=7)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200


def check_password(database: Database, email: str, password: str, *, now: datetime) -> Practitioner | None:
    """The member of staff with this address and password, or None, after the same work in every case.

    Five wrong tries in a row lock the account for 15 minutes, the right password included.
    """
    with database.reading() as session:
        found = practitioner_by_email(session, email[:320])
    known = found is not None and found.active and found.password is not None
    locked = found is not None and found.locked_until is not None and now < found.locked_until
    # An unknown address costs a hash too: the time taken must not tell who works here.
    hashed = found.password if found is not None and found.password and found.active else _nobodys_hash()
    right = verify_password(password[:LONGEST_PASSWORD], hashed)
    if found is None or locked:
        return None
    with database.writing() as session:
        _note_try(session, found, right=right and known, now=now)
    return found if right and known else None


def _note_try(session: Session, staff: Practitioner, *, right: bool, now: datetime) -> None:
    """Count wrong tries in the database itself, so that tries at the same time all count."""
    mine = update(Practitioner).where(Practitioner.id == staff.id)
    if right:
        session.execute(mine.values(failed_logins=0, locked_until=None, last_login_at=now))
        return
    session.execute(mine.values(failed_logins=Practitioner.failed_logins + 1))
    too_many = mine.where(Practitioner.failed_logins >= MOST_WRONG_TRIES)
    session.execute(too_many.values(failed_logins=0, locked_until=now + LOCKED_FOR))


def _nobodys_hash() -> str:
    """A hash that no password matches, made once for each application."""
    kept = current_app.extensions.get("adherence_nobodys_hash")
    if kept is None:
        kept = current_app.extensions["adherence_nobodys_hash"] = hash_password(secrets.token_urlsafe(32))
    return str(kept)


def password_link(app: Flask, practitioner: Practitioner) -> str:
    """The path of a one-time link with which a member of staff sets a password: signed, for 7 days, usable once."""
    token = _signer(app).dumps([practitioner.id, _fingerprint(practitioner)])
    return f"/password/{token}"


def practitioner_of_link(app: Flask, session: Session, token: str, *, hold: bool = False) -> Practitioner | None:
    """Whose password a link sets; None where it is forged, too old, used already or of somebody inactive.

    Whoever sets it holds the row: of two at once one comes too late, and nobody who leaves gets a password again.
    """
    try:
        practitioner_id, fingerprint = _signer(app).loads(token, max_age=int(LINK_LIVES.total_seconds()))
    except (BadSignature, ValueError):
        return None
    staff = session.get(Practitioner, practitioner_id, with_for_update=hold, populate_existing=hold)
    if staff is None or not staff.active or not secrets.compare_digest(fingerprint, _fingerprint(staff)):
        return None
    return staff


def set_password(staff: Practitioner, password: str) -> None:
    """Store a new password; every session of this person and every older link ends."""
    staff.password = hash_password(password)
    staff.fs_uniquifier = secrets.token_hex(16)
    staff.failed_logins, staff.locked_until = 0, None


def password_fault(password: str, again: str, staff: Practitioner) -> tuple[str, str] | None:
    """What is wrong with a new password, as (field, sentence); None where it will do (NIST SP 800-63B: length only)."""
    if len(password) < SHORTEST_PASSWORD:
        return "password", f"Use at least {SHORTEST_PASSWORD} characters; a few words in a row are easy to remember."
    if len(password) > LONGEST_PASSWORD:
        return "password", f"Use at most {LONGEST_PASSWORD} characters."
    if password.casefold() in (staff.email.casefold(), staff.name.casefold()) or len(set(password)) < 4:
        return "password", "This password is too easy to guess; choose another."
    if password != again:
        return "again", "The two passwords differ; type the same one twice."
    return None


def _signer(app: Flask) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(app.secret_key or "", salt="adherence set password")


def _fingerprint(staff: Practitioner) -> str:
    """Changes with each new password, so that a link works once."""
    return hashlib.sha256(f"{staff.fs_uniquifier}|{staff.password}".encode()).hexdigest()[:24]
