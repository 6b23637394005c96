"""Approve a version of the clinic's own text: from now on it leaves in place of what left before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.write_template import values_of
from adherence.db.clinic_templates import ClinicTemplate, who_may_approve
from adherence.db.clinics import lock_clinic
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused, refuse
from adherence.domain.regimen import Fault
from adherence.domain.states import Role
from adherence.domain.wording.own import CATALOGUE, TemplateState, may_approve, review


def approve_template(session: Session, actor: Actor, version: ClinicTemplate, *, now: datetime) -> None:
    """Let a draft take effect; raises ``Refused`` (409) where this person or this text may not."""
    clinic = lock_clinic(session, actor.clinic_id)
    session.refresh(version)
    if version.state is not TemplateState.DRAFT:
        raise refuse("state", f"is {version.state}, not a draft; only a draft is approved", conflict=True)
    if version.key not in CATALOGUE:
        raise refuse("key", "is no longer a text of this service; take the draft back", conflict=True)
    if fault := why_not(session, actor, version):
        raise refuse("approved_by", fault, conflict=True)
    # Values and rules may have changed since it was written.
    found = review(
        version.key,
        version.body,
        lang=version.language,
        level=version.level,
        values=values_of(clinic, version.language),
    )
    if found.refused:
        raise Refused([Fault("body", sentence) for sentence in found.refused], conflict=True)
    _retire_the_one_before(session, actor, version, now)
    version.state, version.approved_at, version.approved_by = TemplateState.APPROVED, now, actor.id
    session.flush()


def why_not(session: Session, actor: Actor, version: ClinicTemplate) -> str | None:
    """Why this person may not approve a version, as a sentence; None where they may."""
    if not may_approve(actor.role, version.key):
        if may_approve(Role.ADMIN, version.key) and not may_approve(Role.CLINICIAN, version.key):
            return "must be an administrator: this is a fixed answer of safety"
        return "must be an administrator or a clinician"
    if actor.id == version.written_by and not is_only_approver(session, actor, version.key):
        return "must be somebody else than the author; ask a colleague to read it"
    return None


def is_only_approver(session: Session, actor: Actor, key: str) -> bool:
    """Whether nobody but this member of staff may approve a text: then an author may approve their own."""
    roles = [role for role in Role if may_approve(role, key)]
    return who_may_approve(session, actor.clinic_id, roles) == {actor.id}


def _retire_the_one_before(session: Session, actor: Actor, version: ClinicTemplate, now: datetime) -> None:
    held = select(ClinicTemplate).where(
        ClinicTemplate.clinic_id == version.clinic_id,
        ClinicTemplate.key == version.key,
        ClinicTemplate.language == version.language,
        ClinicTemplate.level == version.level,
        ClinicTemplate.state == TemplateState.APPROVED,
    )
    for before in session.scalars(held):
        before.state, before.retired_at, before.retired_by = TemplateState.RETIRED, now, actor.id
    session.flush()
