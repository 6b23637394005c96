"""Add a version to a regimen: the plan that holds from a local date on; past doses keep the one that planned them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from adherence.actions.expect_doses import plan_of
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.db.types import new_id
from adherence.domain.actor import Actor
from adherence.domain.regimen import Advance, InjectionPlan, Plan, TargetedPlan
from adherence.domain.regimen_json import plan_to_json
from adherence.domain.states import VersionCause
from adherence.domain.titration import steps_of


def add_version(
    session: Session,
    actor: Actor | None,
    regimen: Regimen,
    plan: Plan,
    *,
    from_on: date,
    until_on: date | None = None,
    cause: VersionCause,
    reason: str | None = None,
    now: datetime,
) -> RegimenVersion:
    """Append a version; those it follows end the day before, or never begin where the new one starts earlier.

    Without an actor it came about by a text of the patient. Versions that begin after ``until_on`` stay planned.
    """
    for version in regimen.versions:
        stays = until_on is not None and version.from_on > until_on
        if not stays and (version.until_on is None or version.until_on >= from_on):
            version.until_on = from_on - timedelta(days=1)
    version_id = new_id()
    version = RegimenVersion(
        id=version_id,
        clinic_id=regimen.clinic_id,
        regimen_id=regimen.id,
        number=len(regimen.versions) + 1,
        from_on=from_on,
        until_on=until_on,
        plan=_without_records(plan),
        cause=cause,
        reason_sealed=_sealed(session, reason, version_id),
        recorded_at=now,
        recorded_by=actor.id if actor else None,
    )
    regimen.versions.append(version)
    # The watch works out itself when a step has lasted long enough, and looks no more where none waits.
    regimen.step_look_at = now if any(_is_moved(one) for one in regimen.versions) else None
    session.flush()
    return version


def _sealed(session: Session, reason: str | None, version_id: str) -> bytes | None:
    if not reason:
        return None
    sealed: bytes = session.info["vault"].seal(reason, "regimen_versions", "reason_sealed", version_id)
    return sealed


def _is_moved(version: RegimenVersion) -> bool:
    """Whether a version has steps that somebody moves and still has days of its own."""
    pattern = steps_of(plan_of(version))
    return pattern is not None and pattern.advance is not Advance.DATE and not version.never_began


def _without_records(plan: Plan) -> dict[str, Any]:
    if isinstance(plan, InjectionPlan):
        plan = replace(plan, given_on=())
    elif isinstance(plan, TargetedPlan):
        plan = replace(plan, risk_days=())
    return plan_to_json(plan)
