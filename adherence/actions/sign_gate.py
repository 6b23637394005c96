"""Sign the start gate: before it, no reminder runs."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.plan_doses import plan_regimen
from adherence.actions.release_holds import release_holds
from adherence.db.base import sealed_value
from adherence.db.clinics import clinic_by_id
from adherence.db.gates import StartGate
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.regimens import regimens_of
from adherence.db.types import new_id
from adherence.domain.actor import Actor
from adherence.domain.forms import Form
from adherence.domain.policy import Policy
from adherence.domain.states import RegimenState
from adherence.domain.timing import local_date

_FIELDS = ("opioid_free_since", "agent", "urine_test", "contraindications", "signed_by")
AGENTS = ("short_acting", "long_acting", "none")
URINE_TESTS = ("negative", "positive", "naloxone_challenge_negative", "not_done")


def sign_gate(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> StartGate:
    """Store signed answers; waiting regimens begin when they pass, and ``forbidding_reasons`` says why not.

    Days free of opioids: 7 at least (label), 14 after buprenorphine or methadone; for alcohol (agent ``none``) none.
    """
    form = Form(data, _FIELDS)
    agent = form.at("agent").choice(AGENTS) or "none"
    since = form.optional("opioid_free_since", lambda entry: entry.day())
    urine = form.optional("urine_test", lambda entry: entry.choice(URINE_TESTS)) or "not_done"
    reasons = form.optional("contraindications", lambda entry: entry.distinct(lambda item: item.text(), 20)) or []
    signed_by = form.at("signed_by").text()
    today = local_date(now, patient.zone)
    if agent != "none" and since is None:
        form.fail("opioid_free_since", "is missing; write the first day without opioids as YYYY-MM-DD")
    if since is not None and since > today:
        form.fail("opioid_free_since", "lies in the future; write the first day without opioids")
    form.done()
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    forbidding = _forbidding(agent, since, urine, reasons, today, policy)
    patient = lock_patient(session, patient.id)
    vault, gate_id = session.info["vault"], new_id()
    details = json.dumps({"urine_test": urine, "contraindications": reasons, "forbidding": forbidding})
    gate = StartGate(
        id=gate_id,
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        opioid_free_since=since,
        agent=agent,
        details_sealed=vault.seal(details, "start_gates", "details_sealed", gate_id),
        passed=not forbidding,
        signed_by_sealed=vault.seal(signed_by, "start_gates", "signed_by_sealed", gate_id),
        signed_by_id=actor.id,
        signed_at=now,
    )
    session.add(gate)
    session.flush()
    if gate.passed:
        _begin_waiting(session, patient, now)
    release_holds(session, patient, gate, now=now)
    return gate


def forbidding_reasons(gate: StartGate) -> list[str]:
    """Why a signed gate does not allow a start, a sentence each; empty when it does."""
    details = json.loads(sealed_value(gate, "details_sealed") or "{}")
    return [str(reason) for reason in details.get("forbidding", [])]


def _begin_waiting(session: Session, patient: Patient, now: datetime) -> None:
    for regimen in regimens_of(session, patient.clinic_id, patient.id):
        if regimen.state is RegimenState.WAITING:
            regimen.state, regimen.planned_until = RegimenState.ACTIVE, now
            plan_regimen(session, regimen, patient, now=now)


def _forbidding(
    agent: str, since: date | None, urine: str, reasons: list[str], today: date, policy: Policy
) -> list[str]:
    found = []
    if reasons:
        found.append("The start gate names a contraindication: " + ", ".join(reasons) + ".")
    if urine == "positive":
        found.append("The urine test was positive for opioids; repeat it before the start.")
    least = policy.opioid_free_days_long_acting if agent == "long_acting" else policy.opioid_free_days_least
    if agent != "none" and since is not None and today - since < timedelta(days=least):
        free = (today - since).days
        found.append(f"Only {free} days without opioids; at least {least} are needed before the start.")
    return found
