"""Add a wording of consent to a clinic's file; what is on file is never changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from adherence.db.consent_wordings import StoredWording, wordings_of
from adherence.domain.actor import Actor
from adherence.domain.consent_wording import SHIPPED
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.wording.speech import LANGUAGES

LONGEST_WORDING = 8000
_LEAST = 40


def add_wording(session: Session, actor: Actor, data: object, *, now: datetime) -> StoredWording:
    """Add ``{"version", "language", "body", "from_on"}``; raises ``Refused``, also for a version that is on file."""
    form = Form(data, ("version", "language", "body", "from_on"))
    version = form.at("version").text(64)
    language = form.at("language").choice(LANGUAGES)
    body = form.at("body").text(LONGEST_WORDING).replace("\r\n", "\n")
    from_on = form.at("from_on").day(latest=date(now.year + 2, 12, 31))
    if form.at("body").is_sound and len(body) < _LEAST:
        form.fail("body", "is too short for a consent; write the full text that patients agree to")
    form.done()
    on_file = [(row.version, row.language) for row in wordings_of(session, actor.clinic_id)]
    if (version, language) in on_file or version in {one.version for one in SHIPPED}:
        raise refuse("version", "is on file already and cannot be changed; choose another one", conflict=True)
    wording = StoredWording(
        clinic_id=actor.clinic_id,
        version=version,
        language=language,
        body=body,
        from_on=from_on,
        recorded_at=now,
        recorded_by=actor.id,
    )
    session.add(wording)
    session.flush()
    return wording
