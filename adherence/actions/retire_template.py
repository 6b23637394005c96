"""Take back a version of the clinic's own text: a draft never leaves, and for an approved one the shipped text does."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.clinic_templates import ClinicTemplate
from adherence.db.clinics import lock_clinic
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.wording.own import TemplateState, may_approve


def retire_template(session: Session, actor: Actor, version: ClinicTemplate, *, now: datetime) -> None:
    """Retire a draft (its author, or whoever may approve it) or an approved text; raises ``Refused`` (409)."""
    lock_clinic(session, actor.clinic_id)
    session.refresh(version)
    if version.state is TemplateState.RETIRED:
        raise refuse("state", "is retired already; it does not leave", conflict=True)
    is_own_draft = version.state is TemplateState.DRAFT and actor.id == version.written_by
    if not is_own_draft and not may_approve(actor.role, version.key):
        raise refuse("retired_by", "must be somebody who may approve this text", conflict=True)
    version.state, version.retired_at, version.retired_by = TemplateState.RETIRED, now, actor.id
    session.flush()
