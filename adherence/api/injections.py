"""Calls about injections: recorded, corrected, brought back, and the steps between one and the next."""

from __future__ import annotations

from adherence.actions.correct_injection import correct_injection, restore_injection
from adherence.actions.record_cycle_step import record_cycle_step
from adherence.actions.record_injection import RecordedInjection, record_injection
from adherence.api.calls import Asking, Call, found
from adherence.api.fields import pick
from adherence.api.injection_models import (
    InjectionCorrection,
    InjectionCycleTold,
    InjectionStepTold,
    InjectionsTold,
    InjectionTold,
    NewInjection,
    NewInjectionStep,
    NextTold,
    NotGivenTold,
    RemindedTold,
    Restoration,
    StepStateTold,
)
from adherence.api.problem import Problem
from adherence.db.board import RunningCycle, reminded, replies_by_id, running_cycle
from adherence.db.injections import Injection, injection_by_id, injections_of_patient
from adherence.db.patients import Patient, patient_by_id
from adherence.domain.cycle import SENTENCES, Cycle, StepState, cycle_at
from adherence.domain.errors import refuse


def give_injection(asking: Asking, patient_id: str) -> InjectionTold:
    """Record that an injection was given, or why it was not; with ``supersedes`` in place of an earlier record."""
    patient = _patient(asking, patient_id)
    earlier = _superseded(asking, patient)
    body = {name: value for name, value in asking.body.items() if name != "supersedes"}
    if earlier is None:
        return _told(asking, record_injection(asking.session, asking.actor, patient, body, now=asking.now))
    if body.get("not_given") is True:
        body["not_given_reason"] = body.get("reason")
    return _told(asking, correct_injection(asking.session, asking.actor, earlier, body, now=asking.now))


def list_injections(asking: Asking, patient_id: str) -> InjectionsTold:
    """Every record of a patient's injections, withdrawn ones too."""
    patient = _patient(asking, patient_id)
    rows = injections_of_patient(asking.session, asking.clinic_id, patient.id)
    return InjectionsTold(items=[_record(row, []) for row in rows], next=None)


def correct(asking: Asking, injection_id: str) -> InjectionTold:
    """Replace or withdraw a record."""
    row = _injection(asking, injection_id)
    return _told(asking, correct_injection(asking.session, asking.actor, row, asking.body, now=asking.now))


def restore(asking: Asking, injection_id: str) -> InjectionTold:
    """Bring a withdrawn record back."""
    row = _injection(asking, injection_id)
    return _told(asking, restore_injection(asking.session, asking.actor, row, asking.body, now=asking.now))


def tick(asking: Asking, patient_id: str) -> InjectionStepTold:
    """Tick a step, or take it back."""
    patient = _patient(asking, patient_id)
    recorded = record_cycle_step(asking.session, asking.actor, patient, asking.body, now=asking.now)
    fields = pick(recorded.line, InjectionStepTold, warnings=list(recorded.warnings))
    return InjectionStepTold.model_validate(fields)


def show_cycle(asking: Asking, patient_id: str) -> InjectionCycleTold:
    """The cycle that runs."""
    running = running_cycle(asking.session, _patient(asking, patient_id))
    if running is None:
        raise Problem(404, "No injection of this patient waits.")
    cycle = cycle_at(running.facts, asking.now)
    bounds, asked = cycle.waiting.boundaries, cycle.reschedule_asked
    left = reminded(asking.session, [running])[running.dose_id]
    return InjectionCycleTold(
        regimen_id=running.regimen_id,
        cycle=running.number,
        stage=cycle.stage,
        last_given_on=cycle.last_given_on,
        due_on=cycle.waiting.due_on,
        early_at=bounds.early_at,
        overdue_at=bounds.overdue_at,
        lapsed_at=bounds.lapsed_at,
        visit_at=cycle.visit_at,
        booked=cycle.is_booked,
        confirmed=cycle.confirmed,
        reschedule_asked_at=asked.recorded_at if asked else None,
        reply=_words(asking, running, cycle),
        reminded=[RemindedTold(days_before=days, sent_at=left[days]) for days in sorted(left, reverse=True)],
        steps=[_state(state) for state in cycle.steps],
        not_given=NotGivenTold(at=cycle.not_given.at, reason=cycle.not_given.reason) if cycle.not_given else None,
        next=NextTold(code=cycle.todo, sentence=SENTENCES[cycle.todo]),
    )


def _patient(asking: Asking, patient_id: str) -> Patient:
    return found(patient_by_id(asking.session, asking.clinic_id, patient_id))


def _injection(asking: Asking, injection_id: str) -> Injection:
    return found(injection_by_id(asking.session, asking.clinic_id, injection_id))


def _superseded(asking: Asking, patient: Patient) -> Injection | None:
    wanted = asking.body.get("supersedes")
    if wanted is None:
        return None
    rows = injections_of_patient(asking.session, asking.clinic_id, patient.id)
    earlier = next((row for row in rows if row.id == wanted), None)
    if earlier is None:
        raise refuse("supersedes", "is no injection record of this patient; take its id from the list of injections")
    return earlier


def _told(asking: Asking, recorded: RecordedInjection) -> InjectionTold:
    asking.session.flush()
    return _record(recorded.injection, list(recorded.warnings))


def _record(row: Injection, warnings: list[str]) -> InjectionTold:
    return InjectionTold.model_validate(pick(row, InjectionTold, warnings=warnings))


def _state(state: StepState) -> StepStateTold:
    line = state.line
    return StepStateTold(
        step=state.step,
        done=state.done,
        at=line.at if line else None,
        value=line.value if line else None,
        source=line.source if line else None,
        recorded_at=line.recorded_at if line else None,
    )


def _words(asking: Asking, running: RunningCycle, cycle: Cycle) -> str | None:
    asked = cycle.reschedule_asked
    if asked is None or asked.inbound_id is None:
        return None
    message = replies_by_id(asking.session, asking.clinic_id, [asked.inbound_id]).get(asked.inbound_id)
    return message.body if message is not None else None


_OF_PATIENT, _ONE = "/patients/<uuid:patient_id>", "/injections/<uuid:injection_id>"
CALLS = (
    Call(
        *("POST", _OF_PATIENT + "/injections", give_injection, InjectionTold, "Record an injection"),
        body=NewInjection,
        status=201,
        conflicts=True,
    ),
    Call("GET", _OF_PATIENT + "/injections", list_injections, InjectionsTold, "A patient's injection records"),
    Call(
        *("POST", _ONE + "/corrections", correct, InjectionTold, "Correct or withdraw an injection record"),
        body=InjectionCorrection,
        status=201,
        conflicts=True,
    ),
    Call(
        *("POST", _ONE + "/restore", restore, InjectionTold, "Bring a withdrawn injection record back"),
        body=Restoration,
        conflicts=True,
    ),
    Call(
        *("POST", _OF_PATIENT + "/injection-steps", tick, InjectionStepTold, "Tick a step before an injection"),
        body=NewInjectionStep,
        status=201,
        conflicts=True,
    ),
    Call("GET", _OF_PATIENT + "/injection-cycle", show_cycle, InjectionCycleTold, "The cycle of injections that runs"),
)
