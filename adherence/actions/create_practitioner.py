"""Give a member of staff a log-in."""

from __future__ import annotations

import secrets
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from adherence.db.practitioners import Practitioner, practitioner_by_email
from adherence.domain.errors import refuse
from adherence.domain.states import Role


def create_practitioner(
    session: Session,
    *,
    clinic_id: str,
    email: str,
    role: Role,
    now: datetime,
    name: str = "",
    password_hash: str | None = None,
) -> Practitioner:
    """Make a log-in, without a password until one is set; raises ``Refused`` for a bad or used address."""
    try:
        address = validate_email(email, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        raise refuse("email", "is not an e-mail address; write one such as ben@example.org") from None
    if practitioner_by_email(session, address) is not None:
        raise refuse("email", "has a log-in already; use another address", conflict=True)
    practitioner = Practitioner(
        clinic_id=clinic_id,
        email=address,
        name=name.strip() or address.split("@")[0],
        role=role,
        password=password_hash,
        fs_uniquifier=secrets.token_hex(32),
        created_at=now,
    )
    session.add(practitioner)
    session.flush()
    return practitioner
