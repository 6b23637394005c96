"""Resolve and reopen flags, and let held dose texts go on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from adherence.actions.follow_flags import follow_flags
from adherence.actions.note_act import note_act
from adherence.actions.settle_notices import cancel_notices
from adherence.actions.wake_flag import wake_flag
from adherence.db.communications import Communication
from adherence.db.flags import Flag
from adherence.db.gates import latest_gate
from adherence.db.patients import Patient, lock_patient
from adherence.db.regimens import Regimen
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.gate import Reason
from adherence.domain.on_call import FlagActKind
from adherence.domain.states import FlagKind, FlagState, MessageState, RegimenState, Severity

_HOLDING = frozenset(
    {
        *(FlagKind.CRISIS, FlagKind.OPIOID_USE, FlagKind.OVERDOSE_RISK, FlagKind.SIDE_EFFECT, FlagKind.START_GATE),
        *(FlagKind.MEDICAL_QUESTION, FlagKind.LAPSE, FlagKind.HELP, FlagKind.STOPPED_TREATMENT),
    }
)
"""Kinds that hold dose texts while an urgent flag of theirs is open: what a patient's own words may raise."""


_MEANS_A_CALL = ("reached", "not_reached", "called", "answered")
"""Outcomes that say that somebody spoke, or tried to speak, with the patient."""


def resolve_flag(session: Session, actor: Actor, flag: Flag, data: object, *, now: datetime) -> Flag:
    """Close a flag with ``{"outcome", "note"}``; the last urgent one releases held dose texts. Raises ``Refused``."""
    form = Form(data, ("outcome", "note"))
    outcome = form.at("outcome").text(64)
    note = form.optional("note", lambda entry: entry.text(4000))
    form.done()
    hold_flag(session, flag)
    if flag.state is FlagState.RESOLVED:
        raise refuse("flag", "was resolved already", conflict=True)
    sealed = session.info["vault"].seal(note, "flags", "note_sealed", flag.id) if note else None
    flag.note_sealed = sealed
    if outcome in _MEANS_A_CALL:
        flag.first_reply_at = flag.first_reply_at or now
    _close(session, flag, outcome, now, actor.id)
    if flag.patient_id is not None:
        patient = lock_patient(session, flag.patient_id)
        release_dose_texts(session, patient)
        follow_flags(session, patient, now=now, by=actor.id)
    return flag


def reopen_flag(
    session: Session, actor: Actor, flag: Flag, *, now: datetime, resolved_at: datetime | None = None
) -> Flag:
    """Undo a resolution; raises ``Refused`` where the flag is open or another of its kind is.

    ``resolved_at`` says which resolution is meant: an old undo must not take back what somebody else did since.
    """
    hold_flag(session, flag)
    if flag.state is FlagState.OPEN:
        raise refuse("flag", "is open", conflict=True)
    if resolved_at is not None and flag.resolved_at != resolved_at:
        raise refuse("flag", "was resolved anew since; look at it first", conflict=True)
    same = select(Flag.id).where(
        Flag.patient_id == flag.patient_id, Flag.kind == flag.kind, Flag.state == FlagState.OPEN
    )
    if session.scalar(same) is not None:
        raise refuse("flag", "a newer one of the same kind is open", conflict=True)
    flag.state, flag.resolved_at, flag.resolved_by, flag.outcome = FlagState.OPEN, None, None, None
    wake_flag(session, flag, now=now, by=actor)
    note_act(session, flag, FlagActKind.REOPENED, now=now, by=actor.id)
    if flag.patient_id is not None:
        patient = lock_patient(session, flag.patient_id)
        if flag.severity is Severity.URGENT and flag.kind in _HOLDING:
            patient.dose_texts_held_at = now
        follow_flags(session, patient, now=now, by=actor.id)
    return flag


def close_flags(
    session: Session, patient: Patient, kinds: Collection[FlagKind], *, outcome: str, now: datetime, by: str | None
) -> None:
    """Resolve a patient's open flags of some kinds because their reason is gone."""
    query = select(Flag).where(Flag.patient_id == patient.id, Flag.kind.in_(kinds), Flag.state == FlagState.OPEN)
    for flag in session.scalars(query):
        _close(session, flag, outcome, now, by)
    session.flush()
    follow_flags(session, patient, now=now, by=by)


def close_clinic_flags(
    session: Session, clinic_id: str, *, about: str, outcome: str, now: datetime, by: str | None
) -> None:
    """Resolve the open flags about a member of staff."""
    query = select(Flag).where(
        Flag.clinic_id == clinic_id,
        Flag.patient_id.is_(None),
        Flag.owner_id == about,
        Flag.state == FlagState.OPEN,
    )
    for flag in session.scalars(query):
        _close(session, flag, outcome, now, by)


def release_dose_texts(session: Session, patient: Patient) -> None:
    """Let held dose texts leave where nothing that holds them is left (the patient's row is held).

    Urgent flags hold them, and a start gate that does not pass while a plan runs, whatever became of its flag.
    """
    if patient.dose_texts_held_at is None or _runs_against_the_gate(session, patient):
        return
    urgent = select(Flag.id).where(
        Flag.patient_id == patient.id,
        Flag.state == FlagState.OPEN,
        Flag.severity == Severity.URGENT,
        Flag.kind.in_(_HOLDING),
    )
    if session.scalar(urgent.limit(1)) is None:
        patient.dose_texts_held_at = None
        waiting = update(Communication).where(
            Communication.patient_id == patient.id,
            Communication.state == MessageState.QUEUED,
            Communication.reason == Reason.HELD_FOR_SAFETY,
        )
        session.execute(waiting.values(send_at=Communication.due_at, reason=None))


def _runs_against_the_gate(session: Session, patient: Patient) -> bool:
    gate = latest_gate(session, patient.id)
    if gate is None or gate.passed:
        return False
    runs = select(Regimen.id).where(Regimen.patient_id == patient.id, Regimen.state == RegimenState.ACTIVE)
    return session.scalar(runs.limit(1)) is not None


def hold_flag(session: Session, flag: Flag) -> None:
    """Hold the patient's row and read the flag as it is now: two people may look at it at the same time."""
    if flag.patient_id is not None:
        lock_patient(session, flag.patient_id)
    session.refresh(flag, with_for_update=True)


def _close(session: Session, flag: Flag, outcome: str, now: datetime, by: str | None) -> None:
    flag.state, flag.outcome, flag.escalate_at = FlagState.RESOLVED, outcome, None
    flag.resolved_at, flag.resolved_by = now, by
    cancel_notices(session, flag)
    note_act(session, flag, FlagActKind.RESOLVED, now=now, by=by)
