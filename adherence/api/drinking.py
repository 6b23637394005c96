"""Calls about targeted plans: the regular questions of a patient, and drinking days."""

from __future__ import annotations

from pydantic import Field

from adherence.actions.report_drinking import report_drinking
from adherence.actions.set_check_in import set_check_in
from adherence.api.calls import Asking, Call, found
from adherence.api.doses import span_of
from adherence.api.fields import Asked, Day, Instant, Told, WallTime, pick
from adherence.api.queries import SpanQuery
from adherence.db.check_ins import CheckIn, check_ins_of
from adherence.db.clinics import clinic_by_id
from adherence.db.drinking import drinking_reports
from adherence.db.patients import Patient, patient_by_id
from adherence.db.policies import policy_of
from adherence.domain.check_ins import usual_time
from adherence.domain.drinking import MOST_DRINKS
from adherence.domain.policy import Policy
from adherence.domain.regimen import time_text
from adherence.domain.states import CheckInKind, Source


class NewCheckIn(Asked):
    """A regular question, switched on or off; without a time the clinic's holds."""

    kind: CheckInKind
    on: bool
    at: WallTime | None = Field(None, description="local time, inside texting hours")


class CheckInTold(Told):
    """A regular question as it stands; ``asks_at`` is the local time that holds."""

    kind: CheckInKind
    on: bool
    at: WallTime | None
    asks_at: WallTime
    set_at: Instant | None = Field(description="null where it was never set")
    set_by: str | None


class CheckInList(Told):
    """Every regular question of a patient."""

    items: list[CheckInTold]
    next: None


class NewDrinkingReport(Asked):
    """What staff know about drinking on a local date."""

    on: Day
    drank: bool
    first_drink_at: Instant | None = Field(None, description="from 06:00 of the day to before 06:00 of the next")
    drinks: int | None = Field(None, ge=0, le=MOST_DRINKS)


class DrinkingReportTold(Told):
    """One answer about a local date; what was not said is null. Newer answers about a date count."""

    id: str
    regimen_id: str
    on: Day
    drank: bool | None
    first_drink_at: Instant | None
    drinks: int | None
    source: Source
    recorded_at: Instant
    recorded_by: str | None


class DrinkingReportList(Told):
    """The answers about a span of local dates, in the order in which they were given."""

    items: list[DrinkingReportTold]
    next: None


def list_check_ins(asking: Asking, patient_id: str) -> CheckInList:
    """Which regular questions a patient is asked; all are off until they are switched on."""
    patient = _patient(asking, patient_id)
    rows, policy = check_ins_of(asking.session, patient.id), _policy(asking, patient)
    return CheckInList(items=[_told(kind, rows.get(kind), policy) for kind in CheckInKind], next=None)


def set_question(asking: Asking, patient_id: str) -> CheckInTold:
    """Switch a regular question on or off."""
    patient = _patient(asking, patient_id)
    row = set_check_in(asking.session, asking.actor, patient, asking.body, now=asking.now)
    return _told(row.kind, row, _policy(asking, patient))


def list_drinking(asking: Asking, patient_id: str) -> DrinkingReportList:
    """What is recorded about a patient's drinking."""
    patient = _patient(asking, patient_id)
    rows = drinking_reports(asking.session, patient.id, *span_of(asking.query_as(SpanQuery)))
    told = [DrinkingReportTold.model_validate(pick(row, DrinkingReportTold)) for row in rows]
    return DrinkingReportList(items=told, next=None)


def record_drinking(asking: Asking, patient_id: str) -> DrinkingReportTold:
    """Record drinking on a day, with a dose or without one."""
    patient = _patient(asking, patient_id)
    report = report_drinking(asking.session, asking.actor, patient, asking.body, now=asking.now)
    return DrinkingReportTold.model_validate(pick(report, DrinkingReportTold))


def _patient(asking: Asking, patient_id: str) -> Patient:
    return found(patient_by_id(asking.session, asking.clinic_id, patient_id))


def _policy(asking: Asking, patient: Patient) -> Policy:
    return policy_of(clinic_by_id(asking.session, patient.clinic_id))


def _told(kind: CheckInKind, row: CheckIn | None, policy: Policy) -> CheckInTold:
    at = row.at if row is not None else None
    return CheckInTold(
        kind=kind,
        on=row is not None and row.on,
        at=at,
        asks_at=at or time_text(usual_time(kind, policy)),
        set_at=row.set_at if row is not None else None,
        set_by=row.set_by if row is not None else None,
    )


_OF_PATIENT = "/patients/<uuid:patient_id>"
CALLS = (
    Call("GET", _OF_PATIENT + "/check-ins", list_check_ins, CheckInList, "A patient's regular questions"),
    Call(
        *("POST", _OF_PATIENT + "/check-ins", set_question, CheckInTold, "Switch a regular question on or off"),
        body=NewCheckIn,
        conflicts=True,
    ),
    Call(
        *("GET", _OF_PATIENT + "/drinking-reports", list_drinking, DrinkingReportList, "A patient's drinking days"),
        query=SpanQuery,
    ),
    Call(
        *("POST", _OF_PATIENT + "/drinking-reports", record_drinking, DrinkingReportTold, "Record a drinking day"),
        body=NewDrinkingReport,
        status=201,
        conflicts=True,
    ),
)
