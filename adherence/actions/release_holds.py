"""Release holds that wait for a start gate, now that one was signed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from adherence.actions.escalate_silence import silence_to_ask_about
from adherence.actions.follow_holds import follow_holds
from adherence.actions.open_flag import open_flag
from adherence.actions.resolve_flag import close_flags
from adherence.actions.steps_in_hold import steps_in_hold
from adherence.db.flags import open_flag_of
from adherence.db.gates import StartGate
from adherence.db.holds import Hold, holds_of
from adherence.db.patients import Patient
from adherence.domain.holds import released_on
from adherence.domain.states import FlagKind
from adherence.domain.timing import local_date

_GATE_SIGNED = "gate_signed"
ASK = "Hold ended: sign the start gate before the restart"
"""What the flag says that asks for the signature."""
_STEPS_WENT_ON = "The plan in steps goes on by date during the hold: hold or step back before the restart?"


def release_holds(session: Session, patient: Patient, gate: StartGate, *, now: datetime) -> None:
    """Let every hold that has begun restart if the gate passed, and none that has not restarted if it did not.

    The patient's row is held. The flag that asked for the signature is closed with it.
    """
    today, signed_on = local_date(now, patient.zone), local_date(gate.signed_at, patient.zone)
    waiting = [hold for hold in holds_of(session, patient.id) if _may_change(hold, today)]
    for hold in waiting:
        hold.released_on = released_on(hold.from_on, hold.to_on, signed_on if gate.passed else None)
    if not waiting:
        return
    if gate.passed:
        stop_asking(session, patient, outcome=_GATE_SIGNED, now=now, by=gate.signed_by_id)
        released = [hold for hold in waiting if hold.released_on is not None]
        if any(steps_in_hold(session, patient, hold.stops_on, hold.released_on) for hold in released):
            open_flag(session, patient, FlagKind.TITRATION, _STEPS_WENT_ON, now=now)
    follow_holds(session, patient, now=now)


def stop_asking(session: Session, patient: Patient, *, outcome: str, now: datetime, by: str) -> None:
    """Close the flag that asks for a signature after a hold; one that was opened for another reason stays open.

    Days without a dose before the hold are such a reason, which a signature answers and the end of a hold does not.
    """
    flag = open_flag_of(session, patient.id, FlagKind.RESTART)
    if flag is None or flag.detail != ASK:
        return
    silence = None if outcome == _GATE_SIGNED else silence_to_ask_about(session, patient, now=now)
    if silence is not None:
        flag.detail = silence
    else:
        close_flags(session, patient, (FlagKind.RESTART,), outcome=outcome, now=now, by=by)


def _may_change(hold: Hold, today: date) -> bool:
    """Holds that wait, or are released for a day that is still to come."""
    return hold.needs_gate and (hold.released_on is None or hold.released_on > today)
