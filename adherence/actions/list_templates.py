"""Look at the clinic's texts: what leaves for each key, language and level, what waits, and what carriers blocked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from sqlalchemy.orm import Session

from adherence.actions.queue_text import clinic_params
from adherence.db.clinic_templates import MARKED_FOR, ClinicTemplate, blocked_wordings, templates_in_force
from adherence.db.clinics import clinic_by_id
from adherence.db.questions import questions_of
from adherence.domain.wording.catalogue import Current, current
from adherence.domain.wording.own import TemplateState
from adherence.domain.wording.render import LEVELS
from adherence.domain.wording.speech import LANGUAGES


@dataclass(frozen=True)
class Listed:
    """One text of the catalogue as it leaves now, with the draft that waits and how often carriers blocked it."""

    now: Current
    draft: ClinicTemplate | None
    blocked: int
    question: str = ""
    """The clinic's wording of this regular question, which leaves instead; empty where there is none."""


def list_templates(
    session: Session,
    clinic_id: str,
    keys: Iterable[str],
    *,
    now: datetime,
    languages: Iterable[str] = LANGUAGES,
    levels: Sequence[int] = LEVELS,
) -> list[Listed]:
    """The texts of some keys, in every language and level unless told otherwise."""
    clinic = clinic_by_id(session, clinic_id)
    in_force = templates_in_force(session, clinic_id)
    own = {version.slot: version for version in in_force if version.state is TemplateState.APPROVED}
    drafts = {version.slot: version for version in in_force if version.state is TemplateState.DRAFT}
    blocked = blocked_wordings(session, clinic_id, since=now - MARKED_FOR)
    values = {language: clinic_params(clinic, language) for language in languages}
    asked = {one.template: one for one in questions_of(session, clinic_id).values()}
    listed = []
    for key, language, level in product(keys, values, levels):
        slot = key, language, level
        held = own.get(slot)
        shown = current(*slot, (held.number, held.body) if held else None, values[language])
        question = asked[key].own_text(language) if key in asked else ""
        listed.append(Listed(shown, drafts.get(slot), blocked.get((key, shown.version), 0), question))
    return listed
