"""Calls about drinking days of targeted plans."""

from __future__ import annotations

from pydantic import Field

from adherence.actions.report_drinking import report_drinking
from adherence.api.calls import Asking, Call, found
from adherence.api.doses import span_of
from adherence.api.fields import Asked, Day, Instant, Told, pick
from adherence.api.queries import SpanQuery
from adherence.db.drinking import drinking_reports
from adherence.db.patients import Patient, patient_by_id
from adherence.domain.drinking import MOST_DRINKS
from adherence.domain.states import Source


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


_OF_PATIENT = "/patients/<uuid:patient_id>"
CALLS = (
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
