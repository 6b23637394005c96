"""The call that tells all measures of one patient over a span, each with its definition and its counts."""

from __future__ import annotations

from datetime import date, timedelta

from adherence.api.calls import Asking, Call, found
from adherence.api.doses import span_of
from adherence.api.measure_table import (
    Span,
    continuity_measures,
    daily_measures,
    supply_based,
    targeted_plan,
)
from adherence.api.models import MeasuresTold
from adherence.api.queries import SpanQuery
from adherence.db.clinics import clinic_by_id
from adherence.db.holds import spans_by_patient
from adherence.db.measure_records import RecordedDose, days_with_taken_dose, injections_given, recorded_doses
from adherence.db.patients import Patient, patient_by_id
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen, regimens_of
from adherence.domain.holds import HoldSpan, holding
from adherence.domain.measure.continuity import days_covered
from adherence.domain.measure.supply import SupplyEvent
from adherence.domain.measure.taken import span_start
from adherence.domain.states import PlanKind
from adherence.domain.timing import days_from, local_date


def measures(asking: Asking, patient_id: str) -> MeasuresTold:
    """All measures of a patient between two local dates; the last 30 days where none are named."""
    patient = found(patient_by_id(asking.session, asking.clinic_id, patient_id))
    span = _span(asking, patient)
    doses = recorded_doses(asking.session, patient.clinic_id, patient.id, span.first, span.last, now=asking.now)
    held = spans_by_patient(asking.session, [patient.id])[patient.id]
    items = daily_measures([dose.record for dose in doses if dose.kind is PlanKind.DAILY])
    for regimen in regimens_of(asking.session, patient.clinic_id, patient.id):
        if regimen.kind is PlanKind.TARGETED:
            items += _targeted(regimen, doses, span, held)
    items += _supply_and_continuity(asking, patient, span)
    return MeasuresTold.model_validate({"from": span.first, "to": span.last, "items": items, "next": None})


def _span(asking: Asking, patient: Patient) -> Span:
    query = asking.query_as(SpanQuery)
    today = local_date(asking.now, patient.zone)
    first, last = span_of(query)
    last = last if query.to else max(today, first) if query.from_ else today
    return Span(first if query.from_ else span_start(last), last, today)


def _targeted(regimen: Regimen, doses: list[RecordedDose], span: Span, held: list[HoldSpan]) -> list[dict[str, object]]:
    """The four numbers of one targeted regimen, over those days of the span on which it was running and not held."""
    plan = regimen.current.plan
    first = max(span.first, min(version.from_on for version in regimen.versions))
    ends = [span.last, span.today]
    if plan.get("ends_on"):
        ends.append(date.fromisoformat(plan["ends_on"]))
    if regimen.stopped_on:
        ends.append(regimen.stopped_on - timedelta(days=1))
    own = [dose for dose in doses if dose.regimen_id == regimen.id]
    days = [day for day in days_from(first, min(ends)) if holding(held, day) is None]
    return targeted_plan(regimen.id, own, days)


def _supply_and_continuity(asking: Asking, patient: Patient, span: Span) -> list[dict[str, object]]:
    policy = policy_of(clinic_by_id(asking.session, patient.clinic_id))
    until = min(span.last, span.today)
    given = injections_given(asking.session, patient.clinic_id, patient.id, span.last)
    events = [SupplyEvent(day, policy.injection_days_covered) for day in given]
    taken = days_with_taken_dose(asking.session, patient.clinic_id, patient.id, PlanKind.DAILY, until)
    covered = days_covered(events, banked=False) | set(taken)
    return [
        *supply_based(events, span),
        *continuity_measures(covered, until, policy.continuity_gap_days, policy.continuity_days),
    ]


CALLS = (
    Call(
        *("GET", "/patients/<uuid:patient_id>/measures", measures, MeasuresTold, "All measures of a patient"),
        query=SpanQuery,
    ),
)
