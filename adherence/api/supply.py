"""Calls about tablets: handed out, corrected, and what is left of them."""

from __future__ import annotations

from datetime import date

from adherence.actions.count_tablets import count_tablets
from adherence.actions.record_dispense import correct_dispense, record_dispense
from adherence.api.calls import Asking, Call, found
from adherence.api.fields import pick
from adherence.api.supply_models import (
    CorrectionReason,
    DispenseList,
    DispenseTold,
    NewDispense,
    StrengthTold,
    SupplyTold,
)
from adherence.db.dispenses import Dispense, dispense_by_id
from adherence.db.patients import Patient, patient_by_id
from adherence.db.watched import watched_of
from adherence.domain.states import CorrectionEvent
from adherence.domain.supply import HOW_COUNTED, Supply, soonest
from adherence.domain.timing import local_date


def dispense_tablets(asking: Asking, patient_id: str) -> DispenseTold:
    """Record that tablets were handed out; the run-out date follows."""
    patient = _patient(asking, patient_id)
    recorded = record_dispense(asking.session, asking.actor, patient, asking.body, now=asking.now)
    return _told(recorded.dispense, list(recorded.warnings))


def list_dispenses(asking: Asking, patient_id: str) -> DispenseList:
    """All dispenses of a patient, withdrawn ones too."""
    patient = _patient(asking, patient_id)
    rows = watched_of(asking.session, patient.id).dispenses
    return DispenseList(items=[_told(row, []) for row in rows], next=None)


def supply(asking: Asking, patient_id: str) -> SupplyTold:
    """What is left of a patient's tablets, and when they run out."""
    patient = _patient(asking, patient_id)
    today = local_date(asking.now, patient.zone)
    supplies = count_tablets(watched_of(asking.session, patient.id), today)
    first = soonest(supplies)
    return SupplyTold(
        patient_id=patient.id,
        on=today,
        left=first.left if first else None,
        run_out_on=first.run_out_on if first else None,
        days_left=_days_left(first, today) if first else None,
        by_strength=[_strength(one, today) for one in supplies],
        how_counted=HOW_COUNTED,
    )


def withdraw_dispense(asking: Asking, dispense_id: str) -> DispenseTold:
    """Withdraw a dispense with a reason; what followed from it is worked out anew."""
    return _corrected(asking, dispense_id, CorrectionEvent.WITHDRAWN)


def restore_dispense(asking: Asking, dispense_id: str) -> DispenseTold:
    """Bring a withdrawn dispense back with a reason."""
    return _corrected(asking, dispense_id, CorrectionEvent.RESTORED)


def _corrected(asking: Asking, dispense_id: str, event: CorrectionEvent) -> DispenseTold:
    dispense = found(dispense_by_id(asking.session, asking.clinic_id, dispense_id))
    correct_dispense(asking.session, asking.actor, dispense, event, asking.body, now=asking.now)
    return _told(dispense, [])


def _patient(asking: Asking, patient_id: str) -> Patient:
    return found(patient_by_id(asking.session, asking.clinic_id, patient_id))


def _told(dispense: Dispense, warnings: list[str]) -> DispenseTold:
    return DispenseTold.model_validate(pick(dispense, DispenseTold, warnings=warnings))


def _strength(one: Supply, today: date) -> StrengthTold:
    return StrengthTold.model_validate(
        pick(one, StrengthTold, days_left=_days_left(one, today), planned=one.is_planned)
    )


def _days_left(one: Supply, today: date) -> int | None:
    return None if one.run_out_on is None else max(0, (one.run_out_on - today).days)


_OF_PATIENT, _ONE = "/patients/<uuid:patient_id>", "/dispenses/<uuid:dispense_id>"
CALLS = (
    Call(
        *("POST", _OF_PATIENT + "/dispenses", dispense_tablets, DispenseTold, "Record tablets handed out"),
        body=NewDispense,
        status=201,
    ),
    Call("GET", _OF_PATIENT + "/dispenses", list_dispenses, DispenseList, "A patient's dispenses"),
    Call("GET", _OF_PATIENT + "/supply", supply, SupplyTold, "Tablets left and the run-out date"),
    Call(
        *("POST", _ONE + "/withdraw", withdraw_dispense, DispenseTold, "Withdraw a dispense"),
        body=CorrectionReason,
        conflicts=True,
    ),
    Call(
        *("POST", _ONE + "/restore", restore_dispense, DispenseTold, "Bring a dispense back"),
        body=CorrectionReason,
        conflicts=True,
    ),
)
