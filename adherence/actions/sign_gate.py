"""Sign the start gate: before it, no reminder runs; signing again says what changed."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_flag
from adherence.actions.plan_doses import plan_regimen
from adherence.actions.release_holds import release_holds
from adherence.actions.resolve_flag import close_flags, release_dose_texts
from adherence.db.clinics import clinic_by_id
from adherence.db.flags import open_flag_of
from adherence.db.gates import StartGate, latest_gate
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.regimens import regimens_of
from adherence.db.types import new_id
from adherence.domain.actor import Actor
from adherence.domain.forms import Form
from adherence.domain.json_fields import Entry
from adherence.domain.start_gate import (
    AGENTS,
    BASELINE_LIVER_TEST,
    CHALLENGES,
    HEPATOTOXIC_MEDICINES,
    OPIOID_MEDICINES,
    PREGNANCY,
    URINE_TESTS,
    GateAnswers,
    changed_answers,
    forbidding,
    warnings,
)
from adherence.domain.states import FlagKind, RegimenState, Severity
from adherence.domain.timing import local_date

_FIELDS = (
    *("opioid_free_since", "agent", "urine_test", "contraindications", "signed_by", "naloxone_challenge"),
    *("opioid_medicines", "hepatotoxic_medicines", "pregnancy", "baseline_liver_test", "note"),
)


def sign_gate(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> StartGate:
    """Store signed answers; waiting regimens begin when they pass, and ``gate.forbidding`` says why not.

    Answers that differ from those that passed before open a flag; answers that no longer pass hold the dose texts of
    running plans until a later signature passes. Raises ``Refused``.
    """
    patient = lock_patient(session, patient.id)
    today = local_date(now, patient.zone)
    answers, signed_by, note = _read(data, today)
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    before = latest_gate(session, patient.id)
    forbids = forbidding(answers, today, policy)
    vault, gate_id = session.info["vault"], new_id()
    details = json.dumps(_details(answers, note, forbids, warnings(answers, today, policy)))
    gate = StartGate(
        id=gate_id,
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        opioid_free_since=answers.opioid_free_since,
        agent=answers.agent,
        details_sealed=vault.seal(details, "start_gates", "details_sealed", gate_id),
        passed=not forbids,
        signed_by_sealed=vault.seal(signed_by, "start_gates", "signed_by_sealed", gate_id),
        signed_by_id=actor.id,
        signed_at=now,
    )
    session.add(gate)
    session.flush()
    _tell(session, patient, gate, before, now)
    if gate.passed:
        _begin_waiting(session, patient, now)
    release_holds(session, patient, gate, now=now)
    return gate


def _read(data: object, today: date) -> tuple[GateAnswers, str, str | None]:
    """The answers, who signed and the note; raises ``Refused``. The question about opioids is never left out."""
    form = Form(data, _FIELDS)
    agent = form.at("agent").choice(AGENTS) or "none"
    since = form.optional("opioid_free_since", lambda entry: entry.day())
    answers = GateAnswers(
        agent=agent,
        opioid_free_since=since,
        urine_test=_choice(form, "urine_test", URINE_TESTS) or "not_done",
        naloxone_challenge=_choice(form, "naloxone_challenge", CHALLENGES),
        contraindications=_several(form, "contraindications", None),
        opioid_medicines=_several(form, "opioid_medicines", OPIOID_MEDICINES),
        hepatotoxic_medicines=_several(form, "hepatotoxic_medicines", HEPATOTOXIC_MEDICINES),
        pregnancy=_choice(form, "pregnancy", PREGNANCY),
        baseline_liver_test=_choice(form, "baseline_liver_test", BASELINE_LIVER_TEST),
    )
    signed_by = form.at("signed_by").text()
    note = form.optional("note", lambda entry: entry.text(2000))
    if agent != "none" and since is None:
        form.fail("opioid_free_since", "is missing; write the first day without opioids as YYYY-MM-DD")
    if since is not None and since > today:
        form.fail("opioid_free_since", "lies in the future; write the first day without opioids")
    form.done()
    return answers, signed_by, note


def _choice(form: Form, name: str, options: tuple[str, ...]) -> str | None:
    return form.optional(name, lambda entry: entry.choice(options))


def _several(form: Form, name: str, options: tuple[str, ...] | None) -> tuple[str, ...]:
    def read(item: Entry) -> str:
        return item.text() if options is None else item.choice(options) or ""

    return tuple(form.optional(name, lambda entry: entry.distinct(read, 20)) or ())


def _details(answers: GateAnswers, note: str | None, forbids: list[str], warns: list[str]) -> dict[str, Any]:
    return {
        "urine_test": answers.urine_test,
        "naloxone_challenge": answers.naloxone_challenge,
        "contraindications": list(answers.contraindications),
        "opioid_medicines": list(answers.opioid_medicines),
        "hepatotoxic_medicines": list(answers.hepatotoxic_medicines),
        "pregnancy": answers.pregnancy,
        "baseline_liver_test": answers.baseline_liver_test,
        "note": note,
        "forbidding": forbids,
        "warnings": warns,
    }


def _tell(session: Session, patient: Patient, gate: StartGate, before: StartGate | None, now: datetime) -> None:
    """Flag what changed since treatment was allowed; urgently, and with dose texts held, where it no longer is."""
    changed = ", ".join(changed_answers(before.answers, gate.answers)) if before is not None else ""
    states = [regimen.state for regimen in regimens_of(session, patient.clinic_id, patient.id)]
    if not gate.passed and RegimenState.ACTIVE in states:
        detail = "No longer passed, dose texts are held; changed: " + (changed or "the days without opioids")
        open_flag(session, patient, FlagKind.START_GATE, detail, now=now, severity=Severity.URGENT)
        patient.dose_texts_held_at = patient.dose_texts_held_at or now
        return
    held = open_flag_of(session, patient.id, FlagKind.START_GATE)
    if gate.passed and held is not None and held.severity is Severity.URGENT:
        close_flags(session, patient, (FlagKind.START_GATE,), outcome="gate_passed", now=now, by=gate.signed_by_id)
    elif changed and before is not None and before.passed:
        open_flag(session, patient, FlagKind.START_GATE, f"Signed again; changed: {changed}", now=now)
    if gate.passed and before is not None and not before.passed:
        release_dose_texts(session, patient)


def _begin_waiting(session: Session, patient: Patient, now: datetime) -> None:
    for regimen in regimens_of(session, patient.clinic_id, patient.id):
        if regimen.state is RegimenState.WAITING:
            regimen.state, regimen.planned_until = RegimenState.ACTIVE, now
            plan_regimen(session, regimen, patient, now=now)
