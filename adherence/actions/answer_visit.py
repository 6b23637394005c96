"""What a patient answers about a visit: that it suits, or that another time is needed."""

from __future__ import annotations

from adherence.actions.flag_reply import flag_reply
from adherence.actions.note_cycle_step import note_cycle_step
from adherence.actions.plan_texts import visit_params
from adherence.actions.received import Answer, Received
from adherence.db.board import injection_regimen
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.injections import WAITING, booked_visits, waiting_injection
from adherence.db.regimens import Regimen
from adherence.domain.states import CycleStep, DoseState, FlagKind, Source

_HELD = "Answered about a visit while a hold covers it"


def confirm_visit(reply: Received, prompt: Communication, dose: Dose) -> Answer:
    """Note that the visit suits (the patient's row is held); returns the acknowledgement with the visit's own time.

    A text that named another time, because the visit was moved since, confirms nothing: the answer names the new one.
    Nor is a visit confirmed that a hold covers meanwhile: a person looks.
    """
    session, message, patient = reply.session, reply.message, reply.patient
    if dose.state not in WAITING:
        message.outcome = "visit_over"
        return "ack_noted", {}
    if dose.state is DoseState.HELD:
        message.outcome = "visit_held"
        flag_reply(reply, FlagKind.HELP, _HELD, dose_id=dose.id)
        return "ack_noted", {}
    visit = booked_visits(session, [dose.regimen_id]).get(dose.regimen_id)
    visit_at = visit.at if visit else dose.due_at
    said = visit_params(patient, visit_at)
    if any(prompt.params.get(name) not in (None, value) for name, value in said.items()):
        message.outcome = "visit_moved_since"
        return "ack_appointment_ok", dict(said)
    message.outcome = "appointment_confirmed"
    note_cycle_step(
        session, session.get_one(Regimen, dose.regimen_id), CycleStep.CONFIRMED, source=Source.PATIENT_SMS,
        now=reply.now, at=visit_at, inbound_id=message.id,
    )  # fmt: skip
    return "ack_appointment_ok", dict(said)


def ask_another_time(reply: Received) -> None:
    """Note that the patient asks for another time (the row is held); their words stay in the message."""
    session = reply.session
    regimen = injection_regimen(session, reply.patient)
    if regimen is None or waiting_injection(session, regimen.id) is None:
        return
    note_cycle_step(
        session,
        regimen,
        CycleStep.RESCHEDULE_ASKED,
        source=Source.PATIENT_SMS,
        now=reply.now,
        inbound_id=reply.message.id,
    )
