"""Calls about doses: what was planned and what became of it, and what staff record."""

from __future__ import annotations

from datetime import date

from adherence.actions.record_administration import record_administration
from adherence.api.calls import Asking, Call, found
from adherence.api.fields import pick
from adherence.api.models import AdministrationsTold, AdministrationTold, DosesTold, DoseTold, NewAdministration
from adherence.api.problem import Problem
from adherence.api.queries import SpanQuery
from adherence.db.doses import Administration, Dose, administrations_of, dose_by_id, doses_between
from adherence.db.patients import patient_by_id
from adherence.domain.regimen import Fault

_EARLIEST, _LATEST = date(1900, 1, 1), date(2999, 12, 31)


def list_doses(asking: Asking, patient_id: str) -> DosesTold:
    """A patient's doses by local date, as they stand at this instant."""
    found(patient_by_id(asking.session, asking.clinic_id, patient_id))
    first, last = span_of(asking.query_as(SpanQuery))
    rows = doses_between(asking.session, asking.clinic_id, patient_id, first, last)
    return DosesTold(
        doses=[DoseTold.model_validate(pick(row, DoseTold, state=row.state_at(asking.now))) for row in rows]
    )


def list_administrations(asking: Asking, dose_id: int) -> AdministrationsTold:
    """The ledger of one dose, oldest record first; superseded records stay."""
    dose = found(dose_by_id(asking.session, asking.clinic_id, dose_id))
    items = [_told(asking, dose, row) for row in administrations_of(asking.session, dose.id)]
    return AdministrationsTold(items=items, next=None)


def administer(asking: Asking, dose_id: int) -> AdministrationTold:
    """Record what staff know about a dose."""
    dose = found(dose_by_id(asking.session, asking.clinic_id, dose_id))
    record = record_administration(asking.session, asking.actor, dose, asking.body, now=asking.now)
    asking.session.flush()
    return _told(asking, dose, record)


def span_of(query: SpanQuery) -> tuple[date, date]:
    """The first and last local date that are asked for; raises ``Problem`` 422 where they are reversed."""
    first, last = query.from_ or _EARLIEST, query.to or _LATEST
    if last < first:
        raise Problem(422, "The span ends before it begins.", [Fault("to", f"is before from ({first})")])
    return first, last


def _told(asking: Asking, dose: Dose, record: Administration) -> AdministrationTold:
    given = {"supersedes": record.supersedes_id, "dose_state": dose.state_at(asking.now)}
    return AdministrationTold.model_validate(pick(record, AdministrationTold, **given))


_RECORDS = "/doses/<int:dose_id>/administrations"
CALLS = (
    Call("GET", "/patients/<uuid:patient_id>/doses", list_doses, DosesTold, "A patient's doses", query=SpanQuery),
    Call("GET", _RECORDS, list_administrations, AdministrationsTold, "The records of one dose"),
    Call(
        *("POST", _RECORDS, administer, AdministrationTold, "Record what became of a dose"),
        body=NewAdministration,
        status=201,
        conflicts=True,
    ),
)
