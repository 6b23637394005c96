"""The call that tells all measures of one patient over a span, each with its definition and its counts."""

from __future__ import annotations

from datetime import date

from adherence.actions.count_tablets import days_of_dispense
from adherence.actions.measure_targeted import measure_targeted
from adherence.api.calls import Asking, Call, found
from adherence.api.doses import span_of
from adherence.api.measure_table import (
    Span,
    Supplied,
    continuity_measures,
    daily_measures,
    supply_by_medicine,
    targeted_plan,
)
from adherence.api.models import MeasuresTold
from adherence.api.queries import SpanQuery
from adherence.db.clinics import clinic_by_id
from adherence.db.measure_records import days_with_taken_dose, injections_given, recorded_doses
from adherence.db.overview import dose_facts
from adherence.db.patients import Patient, patient_by_id
from adherence.db.policies import policy_of
from adherence.db.regimens import regimens_of
from adherence.db.targeted_facts import targeted_facts
from adherence.db.watched import watched_of
from adherence.domain.measure.continuity import days_covered
from adherence.domain.measure.supply import SupplyEvent
from adherence.domain.measure.taken import span_start
from adherence.domain.states import PlanKind
from adherence.domain.timing import local_date


def measures(asking: Asking, patient_id: str) -> MeasuresTold:
    """All measures of a patient between two local dates; the last 30 days where none are named."""
    patient = found(patient_by_id(asking.session, asking.clinic_id, patient_id))
    span = _span(asking, patient)
    doses = recorded_doses(asking.session, patient.clinic_id, patient.id, span.first, span.last, now=asking.now)
    items = daily_measures([dose.record for dose in doses if dose.kind is PlanKind.DAILY])
    items += _targeted(asking, patient, span)
    items += _supply_and_continuity(asking, patient, span)
    return MeasuresTold.model_validate({"from": span.first, "to": span.last, "items": items, "next": None})


def _span(asking: Asking, patient: Patient) -> Span:
    query = asking.query_as(SpanQuery)
    today = local_date(asking.now, patient.zone)
    first, last = span_of(query)
    last = last if query.to else max(today, first) if query.from_ else today
    return Span(first if query.from_ else span_start(last), last, today)


def _targeted(asking: Asking, patient: Patient, span: Span) -> list[dict[str, object]]:
    """The four numbers of each targeted regimen, over those days of the span on which it was running."""
    regimens = regimens_of(asking.session, patient.clinic_id, patient.id)
    targeted = [regimen for regimen in regimens if regimen.kind is PlanKind.TARGETED]
    if not targeted:
        return []
    policy = policy_of(clinic_by_id(asking.session, patient.clinic_id))
    doses = dose_facts(asking.session, patient.clinic_id, [patient.id], span.first)
    facts = targeted_facts(asking.session, patient.clinic_id, [patient.id], span.first)[patient.id]
    items: list[dict[str, object]] = []
    for regimen in targeted:
        bounds, now = (span.first, span.last), asking.now
        found = measure_targeted([regimen], doses, facts, bounds, policy, today=span.today, now=now)
        items += targeted_plan(regimen.id, found)
    return items


def _supply_and_continuity(asking: Asking, patient: Patient, span: Span) -> list[dict[str, object]]:
    policy = policy_of(clinic_by_id(asking.session, patient.clinic_id))
    until = min(span.last, span.today)
    given = injections_given(asking.session, patient.clinic_id, patient.id, span.last)
    events = [SupplyEvent(day, policy.injection_days_covered) for day in given]
    injected = Supplied("injections", events, f"injections given, {policy.injection_days_covered} days each.")
    supplied = [
        one for one in (_tablets(asking, patient, span.last), injected) if one.events or any(one.counts.values())
    ]
    taken = days_with_taken_dose(asking.session, patient.clinic_id, patient.id, PlanKind.DAILY, until)
    covered = days_covered(events, banked=False) | set(taken)
    return [
        *supply_by_medicine(supplied, span),
        *continuity_measures(covered, until, policy.continuity_gap_days, policy.continuity_days),
    ]


def _tablets(asking: Asking, patient: Patient, until: date) -> Supplied:
    """The dispenses up to a date, each with the days that it lasts; those without an end in sight are left out."""
    rows = watched_of(asking.session, patient.id)
    dispenses = [dispense for dispense in rows.standing_dispenses if dispense.dispensed_on <= until]
    days = [(dispense, days_of_dispense(dispense, rows)) for dispense in dispenses]
    by_pharmacy = sum(dispense.days_supply is not None for dispense in dispenses)
    left_out = sum(lasting is None for _, lasting in days)
    return Supplied(
        "tablets",
        [SupplyEvent(dispense.dispensed_on, lasting) for dispense, lasting in days if lasting is not None],
        "tablets handed out; days as the pharmacy says, else by the plan's pattern.",
        {
            "by_pharmacy": by_pharmacy,
            "by_pattern": len(dispenses) - by_pharmacy - left_out,
            "without_end": left_out,
        },
    )


CALLS = (
    Call(
        *("GET", "/patients/<uuid:patient_id>/measures", measures, MeasuresTold, "All measures of a patient"),
        query=SpanQuery,
    ),
)
