"""End a clinic's trial: its patients can be texted from now on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.clinics import Clinic, lock_clinic
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused, refuse
from adherence.domain.forms import Form
from adherence.domain.regimen import Fault
from adherence.domain.setup import SetupFacts, judge_steps, missing


def go_live(session: Session, clinic: Clinic, *, now: datetime, by: str | None = None) -> bool:
    """End the trial without asking what was done before it; False where the clinic was live already."""
    was_trial = clinic.trial
    if was_trial:
        clinic.trial, clinic.live_at, clinic.live_by = False, now, by
    session.flush()
    return was_trial


def go_live_when_ready(session: Session, actor: Actor, data: object, facts: SetupFacts, *, now: datetime) -> Clinic:
    """End the trial of the actor's clinic with ``{"sure": true}``; raises ``Refused`` with what is missing."""
    form = Form(data, ("sure",))
    if form.at("sure").value is not True:
        form.fail("sure", "is missing; say that patients may be texted from now on")
    form.done()
    clinic = lock_clinic(session, actor.clinic_id)
    if lacking := missing(judge_steps(facts)):
        raise Refused([Fault(step.value, "is not done") for step in lacking], conflict=True)
    if not go_live(session, clinic, now=now, by=actor.id):
        raise refuse("form", "The clinic is live already", conflict=True)
    return clinic
