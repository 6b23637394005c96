"""Calls about liver tests: results, corrections, and the plan of tests."""

from __future__ import annotations

from adherence.actions.record_lab import correct_lab, record_lab
from adherence.actions.watch_liver_tests import tests_of
from adherence.api.calls import Asking, Call, found
from adherence.api.fields import pick
from adherence.api.supply_models import CorrectionReason, LabList, LabTold, NewLab, PlannedTestTold
from adherence.db.clinics import clinic_by_id
from adherence.db.labs import Lab, lab_by_id
from adherence.db.patients import Patient, patient_by_id
from adherence.db.policies import policy_of
from adherence.db.watched import watched_of
from adherence.domain.liver import is_above_threshold, times_limit
from adherence.domain.policy import Policy
from adherence.domain.states import CorrectionEvent


def record_result(asking: Asking, patient_id: str) -> LabTold:
    """Record the result of a liver test; one above the clinic's threshold opens an urgent flag."""
    patient = _patient(asking, patient_id)
    recorded = record_lab(asking.session, asking.actor, patient, asking.body, now=asking.now)
    return _told(recorded.lab, _policy(asking), list(recorded.warnings))


def list_labs(asking: Asking, patient_id: str) -> LabList:
    """All results of a patient, withdrawn ones too, and which tests are due."""
    patient, policy = _patient(asking, patient_id), _policy(asking)
    rows = watched_of(asking.session, patient.id)
    plan = tests_of(patient, rows, policy, now=asking.now)
    return LabList(
        items=[_told(row, policy, []) for row in rows.labs],
        plan=[PlannedTestTold.model_validate(pick(test, PlannedTestTold)) for test in plan],
        next=None,
    )


def withdraw_lab(asking: Asking, lab_id: str) -> LabTold:
    """Withdraw a result with a reason; the flags that followed from it are worked out anew."""
    return _corrected(asking, lab_id, CorrectionEvent.WITHDRAWN)


def restore_lab(asking: Asking, lab_id: str) -> LabTold:
    """Bring a withdrawn result back with a reason."""
    return _corrected(asking, lab_id, CorrectionEvent.RESTORED)


def _corrected(asking: Asking, lab_id: str, event: CorrectionEvent) -> LabTold:
    lab = found(lab_by_id(asking.session, asking.clinic_id, lab_id))
    correct_lab(asking.session, asking.actor, lab, event, asking.body, now=asking.now)
    return _told(lab, _policy(asking), [])


def _patient(asking: Asking, patient_id: str) -> Patient:
    return found(patient_by_id(asking.session, asking.clinic_id, patient_id))


def _policy(asking: Asking) -> Policy:
    return policy_of(clinic_by_id(asking.session, asking.clinic_id))


def _told(lab: Lab, policy: Policy, warnings: list[str]) -> LabTold:
    times = times_limit(lab.value, lab.upper_limit)
    given = {
        "times_limit": None if times is None else round(times, 4),
        "above_threshold": is_above_threshold(lab.value, lab.upper_limit, policy),
        "warnings": warnings,
    }
    return LabTold.model_validate(pick(lab, LabTold, **given))


_OF_PATIENT, _ONE = "/patients/<uuid:patient_id>/labs", "/labs/<uuid:lab_id>"
CALLS = (
    Call(
        *("POST", _OF_PATIENT, record_result, LabTold, "Record the result of a liver test"),
        body=NewLab,
        status=201,
    ),
    Call("GET", _OF_PATIENT, list_labs, LabList, "A patient's liver tests, done and due"),
    Call(
        *("POST", _ONE + "/withdraw", withdraw_lab, LabTold, "Withdraw a result"),
        body=CorrectionReason,
        conflicts=True,
    ),
    Call(
        *("POST", _ONE + "/restore", restore_lab, LabTold, "Bring a result back"),
        body=CorrectionReason,
        conflicts=True,
    ),
)
