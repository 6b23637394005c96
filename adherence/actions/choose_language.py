"""Keep in which language a member of staff reads pages."""

from __future__ import annotations

from sqlalchemy.orm import Session

from adherence.db.practitioners import Practitioner
from adherence.domain.errors import refuse

PAGE_LANGUAGES = ("en", "es")


def choose_language(session: Session, practitioner_id: str, language: str) -> None:
    """Show pages in this language from now on, on every device; raises ``Refused`` for one that we do not have."""
    if language not in PAGE_LANGUAGES:
        raise refuse("language", "is not one of ours; choose English or Spanish")
    session.get_one(Practitioner, practitioner_id).language = language
