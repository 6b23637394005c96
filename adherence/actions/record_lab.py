"""Record the result of a liver test, or take it back; the flags about tests that are due or too high follow at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_flag
from adherence.actions.resolve_flag import close_flags
from adherence.actions.watch_patients import watch_now
from adherence.actions.withdraw_record import restore_record, withdraw_record
from adherence.db.clinics import clinic_by_id
from adherence.db.flags import Flag
from adherence.db.labs import Lab, labs_of
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.domain.actor import Actor
from adherence.domain.forms import Form, number_from
from adherence.domain.json_fields import Entry
from adherence.domain.liver import LiverTest, is_above_threshold, times_limit
from adherence.domain.policy import Policy
from adherence.domain.states import CorrectionEvent, FlagKind, FlagState, Severity
from adherence.domain.timing import local_date

MOST_VALUE = 100_000
LONGEST_UNIT = 16
_FIELDS = ("taken_on", "test", "value", "unit", "upper_limit")
_LONGEST_REASON = 1000
_NO_LIMIT = "Without the laboratory's upper limit this result cannot be judged; add it if you can."


@dataclass(frozen=True, slots=True)
class RecordedLab:
    """The stored result and what the person who entered it should know."""

    lab: Lab
    warnings: tuple[str, ...]


def record_lab(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> RecordedLab:
    """Record ``{"taken_on", "test", "value", "unit", "upper_limit"}``; raises ``Refused``."""
    form = Form(data, _FIELDS)
    taken_on = form.at("taken_on").day(latest=local_date(now, patient.zone))
    test = _test(form.at("test"))
    value = number_from(0, MOST_VALUE)(form.at("value"))
    unit = form.at("unit").text(LONGEST_UNIT)
    upper_limit = form.optional("upper_limit", number_from(0, MOST_VALUE, above=True))
    form.done()
    patient = lock_patient(session, patient.id)
    lab = Lab(
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        taken_on=taken_on,
        test=test,
        value=value,
        unit=unit,
        upper_limit=upper_limit,
        recorded_at=now,
        recorded_by=actor.id,
    )
    twice = any(_looks_the_same(lab, other) for other in labs_of(session, patient.id))
    session.add(lab)
    session.flush()
    _follow_up(session, patient, lab, now)
    warnings = [_NO_LIMIT] if upper_limit is None else []
    if twice:
        warnings.append("The same result is recorded already; withdraw one if it was entered twice.")
    return RecordedLab(lab, tuple(warnings))


def correct_lab(
    session: Session, actor: Actor, lab: Lab, event: CorrectionEvent, data: object, *, now: datetime
) -> Lab:
    """Withdraw a result or bring it back, with ``{"reason"}``; raises ``Refused``."""
    form = Form(data, ("reason",))
    reason = form.at("reason").text(_LONGEST_REASON)
    form.done()
    patient = lock_patient(session, lab.patient_id)
    session.refresh(lab)
    if event is CorrectionEvent.WITHDRAWN:
        withdraw_record(session, actor, lab, reason, now=now)
        _forget(session, actor, patient, lab, now)
        watch_now(session, patient, now=now)
    else:
        restore_record(session, actor, lab, reason, now=now)
        _follow_up(session, patient, lab, now)
    return lab


def _follow_up(session: Session, patient: Patient, lab: Lab, now: datetime) -> None:
    """What was due is done; a result that is too high needs a person at once."""
    watch_now(session, patient, now=now)
    if is_above_threshold(lab.value, lab.upper_limit, _policy(session, patient)):
        open_flag(session, patient, FlagKind.LIVER_TEST, _detail(lab), now=now, severity=Severity.URGENT)


def _forget(session: Session, actor: Actor, patient: Patient, lab: Lab, now: datetime) -> None:
    """The flag about a result that was withdrawn closes, or is about another high one of the same time."""
    urgent = select(Flag).where(
        Flag.patient_id == patient.id,
        Flag.kind == FlagKind.LIVER_TEST,
        Flag.state == FlagState.OPEN,
        Flag.severity == Severity.URGENT,
    )
    flag = session.scalars(urgent).first()
    if flag is None or flag.detail != _detail(lab):
        return
    policy = _policy(session, patient)
    others = [
        other
        for other in labs_of(session, patient.id)
        if other.recorded_at >= flag.opened_at and is_above_threshold(other.value, other.upper_limit, policy)
    ]
    if others:
        flag.detail = _detail(others[-1])
    else:
        close_flags(session, patient, (FlagKind.LIVER_TEST,), outcome="result_withdrawn", now=now, by=actor.id)


def _policy(session: Session, patient: Patient) -> Policy:
    return policy_of(clinic_by_id(session, patient.clinic_id))


def _detail(lab: Lab) -> str:
    return f"{lab.test} {times_limit(lab.value, lab.upper_limit) or 0:.1f} times the upper limit"


def _test(entry: Entry) -> str:
    """The code of a test, in any case."""
    written = entry.value.strip().casefold() if isinstance(entry.value, str) else None
    known = next((test for test in LiverTest if test.casefold() == written), None)
    return known.value if known is not None else str(entry.choice(tuple(LiverTest)))


def _looks_the_same(one: Lab, other: Lab) -> bool:
    return (one.taken_on, one.test, one.value) == (other.taken_on, other.test, other.value)
