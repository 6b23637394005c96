"""Calls about regimens: started, changed by a new version, stopped; risk days declared."""

from __future__ import annotations

from adherence.actions.change_regimen import change_regimen
from adherence.actions.declare_risk_day import declare_risk_day
from adherence.actions.move_step import move_step
from adherence.actions.start_regimen import start_regimen
from adherence.actions.stop_regimen import stop_regimen
from adherence.actions.undo_version import undo_version
from adherence.api.calls import Asking, Call, found
from adherence.api.fields import pick
from adherence.api.pages import next_address, page_of, parts_of, unknown_cursor, uuid_of
from adherence.api.queries import PageQuery
from adherence.api.regimen_models import (
    ChangedRegimen,
    MoveStep,
    NewRegimen,
    NewRiskDay,
    RegimenList,
    RegimenTold,
    RegimenVersionTold,
    RiskDayTold,
    StopRegimen,
    UndoVersion,
)
from adherence.db.base import sealed_value
from adherence.db.patients import Patient, patient_by_id
from adherence.db.regimens import Regimen, RegimenVersion, regimen_by_id, regimens_of


def start(asking: Asking, patient_id: str) -> RegimenTold:
    """Start a regimen; without a signed start gate it waits, and nothing is planned or sent."""
    patient = _patient(asking, patient_id)
    started = start_regimen(asking.session, asking.actor, patient, asking.body, now=asking.now)
    asking.session.flush()
    return _told(started.regimen, list(started.warnings))


def list_regimens(asking: Asking, patient_id: str) -> RegimenList:
    """A patient's regimens with all versions, newest first."""
    patient, query = _patient(asking, patient_id), asking.query_as(PageQuery)
    rows = regimens_of(asking.session, asking.clinic_id, patient.id)
    if query.cursor:
        rows = _after(rows, uuid_of(parts_of(query.cursor, 1)[0]))
    page, last = page_of(rows, query.limit)
    following = next_address(asking.path, asking.arguments, last.id) if last else None
    return RegimenList(items=[_told(row, []) for row in page], next=following)


def change_version(asking: Asking, regimen_id: str) -> RegimenTold:
    """Change a regimen from a local date on."""
    regimen = _regimen(asking, regimen_id)
    changed = change_regimen(asking.session, asking.actor, regimen, asking.body, now=asking.now)
    asking.session.flush()
    return _told(changed.regimen, list(changed.warnings))


def move_steps(asking: Asking, regimen_id: str) -> RegimenTold:
    """Move a plan in steps."""
    regimen = _regimen(asking, regimen_id)
    move_step(asking.session, asking.actor, regimen, asking.body, now=asking.now)
    asking.session.flush()
    return _told(regimen, [])


def undo_change(asking: Asking, regimen_id: str) -> RegimenTold:
    """Take the newest version of a regimen back."""
    regimen = _regimen(asking, regimen_id)
    undone = undo_version(asking.session, asking.actor, regimen, asking.body, now=asking.now)
    asking.session.flush()
    return _told(undone.regimen, list(undone.warnings))


def stop(asking: Asking, regimen_id: str) -> RegimenTold:
    """Stop a regimen."""
    regimen = _regimen(asking, regimen_id)
    stop_regimen(asking.session, asking.actor, regimen, asking.body, now=asking.now)
    asking.session.flush()
    return _told(regimen, [])


def declare_risk(asking: Asking, patient_id: str) -> RiskDayTold:
    """Declare a day on which drinking is expected."""
    patient = _patient(asking, patient_id)
    day = declare_risk_day(asking.session, asking.actor, patient, asking.body, now=asking.now)
    asking.session.flush()
    return RiskDayTold.model_validate(pick(day, RiskDayTold))


def _patient(asking: Asking, patient_id: str) -> Patient:
    return found(patient_by_id(asking.session, asking.clinic_id, patient_id))


def _regimen(asking: Asking, regimen_id: str) -> Regimen:
    return found(regimen_by_id(asking.session, asking.clinic_id, regimen_id))


def _after(rows: list[Regimen], last: str) -> list[Regimen]:
    ids = [row.id for row in rows]
    if last not in ids:
        raise unknown_cursor()
    return rows[ids.index(last) + 1 :]


def _told(regimen: Regimen, warnings: list[str]) -> RegimenTold:
    plan = regimen.current.plan
    given = {
        "medication": plan["medication"],
        "starts_on": plan["starts_on"],
        "ends_on": plan["ends_on"],
        "plan": plan,
        "versions": [_version(version) for version in regimen.versions],
        "stop_reason": sealed_value(regimen, "stop_reason_sealed"),
        "warnings": warnings,
    }
    return RegimenTold.model_validate(pick(regimen, RegimenTold, **given))


def _version(version: RegimenVersion) -> RegimenVersionTold:
    return RegimenVersionTold.model_validate(
        pick(version, RegimenVersionTold, from_=version.from_on, until=version.until_on)
    )


_OF_PATIENT, _ONE = "/patients/<uuid:patient_id>", "/regimens/<uuid:regimen_id>"
CALLS = (
    Call(
        *("POST", _OF_PATIENT + "/regimens", start, RegimenTold, "Start a regimen"),
        body=NewRegimen,
        status=201,
        conflicts=True,
    ),
    Call("GET", _OF_PATIENT + "/regimens", list_regimens, RegimenList, "A patient's regimens", query=PageQuery),
    Call(
        *("POST", _ONE + "/versions", change_version, RegimenTold, "Change a regimen from a day on"),
        body=ChangedRegimen,
        status=201,
        conflicts=True,
    ),
    Call(
        *("POST", _ONE + "/versions/undo", undo_change, RegimenTold, "Undo the newest change of a regimen"),
        body=UndoVersion,
        status=201,
        conflicts=True,
    ),
    Call(
        *("POST", _ONE + "/steps", move_steps, RegimenTold, "Move a plan in steps forward, hold it or step back"),
        body=MoveStep,
        status=201,
        conflicts=True,
    ),
    Call("POST", _ONE + "/stop", stop, RegimenTold, "Stop a regimen", body=StopRegimen, conflicts=True),
    Call(
        *("POST", _OF_PATIENT + "/risk-days", declare_risk, RiskDayTold, "Declare a risk day"),
        body=NewRiskDay,
        status=201,
        conflicts=True,
    ),
)
