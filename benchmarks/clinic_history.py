"""The history of the measured clinic, written in bulk by a fixed pattern, so that each run has the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from adherence.db.check_in_answers import CheckInAnswer
from adherence.db.communications import Communication
from adherence.db.doses import Administration, Dose
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.db.injections import Injection
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.db.types import new_id
from adherence.db.vault import Vault
from adherence.domain.states import DoseState, FlagKind, FlagState, PlanKind, Severity
from benchmarks.clinic_records import write_records

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
BATCH = 5_000
_ANSWERED = {DoseState.TAKEN, DoseState.TAKEN_LATE, DoseState.SKIPPED, DoseState.MISSED}


@dataclass(frozen=True, slots=True)
class Size:
    """How many patients the measured clinic and the other one have, and how many days of history."""

    own: int
    others: int
    days: int = 365


def write_history(session: Session, clinic_id: str, size: Size) -> None:
    """Doses, texts, replies, ledger lines, injections, answers, flags and records of the measured clinic."""
    vault: Vault = session.info["vault"]
    patients = list(session.scalars(select(Patient).where(Patient.clinic_id == clinic_id).order_by(Patient.id)))
    regimens = {row.patient_id: row for row in session.scalars(select(Regimen))}
    for batch in batches(_doses(patients, regimens, size)):
        session.execute(insert(Dose), batch)
    for patient in patients:
        regimens[patient.id].planned_until = NOW + timedelta(days=2)
    doses = session.execute(select(Dose.id, Dose.patient_id, Dose.due_at, Dose.state, Dose.kind, Dose.regimen_id))
    found = [row for row in doses if row.due_at < NOW]
    hashes = {patient.id: patient.phone_hash for patient in patients}
    session.execute(text("DELETE FROM flags"))
    for batch in batches(_texts(vault, clinic_id, found, hashes)):
        session.execute(insert(Communication), batch)
    for batch in batches(_replies(vault, clinic_id, found, hashes)):
        session.execute(insert(InboundMessage), batch)
    for batch in batches(_ledger(clinic_id, found)):
        session.execute(insert(Administration), batch)
    for batch in batches(_injections(clinic_id, found)):
        session.execute(insert(Injection), batch)
    for batch in batches(_answers(clinic_id, patients, size)):
        session.execute(insert(CheckInAnswer), batch)
    for batch in batches(_flags(clinic_id, patients, size)):
        session.execute(insert(Flag), batch)
    write_records(session, patients, regimens, NOW)


def _doses(patients: list[Patient], regimens: dict[str, Regimen], size: Size) -> Iterator[dict[str, Any]]:
    for number, patient in enumerate(patients):
        regimen = regimens[patient.id]
        for back in range(size.days, -2, -1):
            on = TODAY - timedelta(days=back)
            if regimen.kind is PlanKind.INJECTION and (back + number) % 28:
                continue
            if regimen.kind is PlanKind.TARGETED and on.weekday() not in (3, 4, 5):
                continue
            due = datetime(on.year, on.month, on.day, 13, 0, tzinfo=UTC)
            over = due + timedelta(hours=6) < NOW
            state = _state(number, back) if over else DoseState.UPCOMING
            yield {
                "clinic_id": patient.clinic_id,
                "patient_id": patient.id,
                "regimen_id": regimen.id,
                "version_id": regimen.current.id,
                "kind": regimen.kind,
                "on": on,
                "slot": "08:00",
                "due_at": due,
                "window_opens_at": due - timedelta(hours=1),
                "late_from": due + timedelta(hours=2),
                "window_closes_at": due + timedelta(hours=6),
                "quantity_mg": 380.0 if regimen.kind is PlanKind.INJECTION else 50.0,
                "state": state,
                "recorded_at": due + timedelta(minutes=20) if state in _ANSWERED else None,
                "taken_at": due + timedelta(minutes=20) if state is DoseState.TAKEN else None,
                "source": "patient_sms" if state in _ANSWERED else None,
            }


def _state(number: int, back: int) -> DoseState:
    """The state of a dose that is over; patients differ from the perfect to the absent."""
    roll = (number * 7919 + back * 104729) % 100
    good = 30 + number % 70
    if roll < good:
        return DoseState.TAKEN
    if roll < good + 5:
        return DoseState.TAKEN_LATE
    return (DoseState.SKIPPED, DoseState.MISSED, DoseState.NO_ANSWER)[roll % 3]


def _texts(vault: Vault, clinic_id: str, doses: list[Any], hashes: dict[str, bytes]) -> Iterator[dict[str, Any]]:
    """A delivered reminder for each dose; two of a hundred did not arrive."""
    for number, dose in enumerate(doses, start=1):
        lost = number % 50 == 0
        yield {
            "id": number,
            "clinic_id": clinic_id,
            "patient_id": dose.patient_id,
            "dose_id": dose.id,
            "purpose": "appointment" if dose.kind is PlanKind.INJECTION else "reminder",
            "template": "reminder",
            "template_version": "2026-4/en/0",
            "body_sealed": vault.seal(
                "Your reminder. Reply 1 yes, 2 no.", "communications", "body_sealed", str(number)
            ),
            "phone_hash": hashes[dose.patient_id],
            "due_at": dose.due_at,
            "send_at": dose.due_at,
            "state": "undelivered" if lost else "delivered",
            "provider_code": "30003" if lost else None,
            "why": "Due at its time.",
            "sid": f"SM{number:032x}",
            "segments": 1,
            "started_at": dose.due_at,
            "accepted_at": dose.due_at + timedelta(seconds=1),
            "created_at": dose.due_at - timedelta(days=1),
        }


def _replies(vault: Vault, clinic_id: str, doses: list[Any], hashes: dict[str, bytes]) -> Iterator[dict[str, Any]]:
    for number, dose in enumerate(doses):
        if dose.state not in _ANSWERED:
            continue
        row_id = new_id()
        yield {
            "id": row_id,
            "clinic_id": clinic_id,
            "patient_id": dose.patient_id,
            "sid": f"SI{number:032x}",
            "from_hash": hashes[dose.patient_id],
            "from_sealed": vault.seal("+12010000000", "inbound_messages", "from_sealed", row_id),
            "to_hash": b"0" * 16,
            "body_sealed": vault.seal("1", "inbound_messages", "body_sealed", row_id),
            "received_at": dose.due_at + timedelta(minutes=20),
            "applied_at": dose.due_at + timedelta(minutes=20),
            "intent": "taken",
            "reading": {"intent": "taken", "rule": "one"},
            "outcome": "settled",
        }


def _ledger(clinic_id: str, doses: list[Any]) -> Iterator[dict[str, Any]]:
    for dose in doses:
        if dose.state in _ANSWERED:
            yield {
                "id": new_id(),
                "clinic_id": clinic_id,
                "patient_id": dose.patient_id,
                "dose_id": dose.id,
                "state": dose.state,
                "source": "patient_sms",
                "recorded_at": dose.due_at + timedelta(minutes=20),
            }


def _injections(clinic_id: str, doses: list[Any]) -> Iterator[dict[str, Any]]:
    for dose in doses:
        if dose.kind is PlanKind.INJECTION and dose.state is DoseState.TAKEN:
            yield {
                "id": new_id(),
                "clinic_id": clinic_id,
                "patient_id": dose.patient_id,
                "regimen_id": dose.regimen_id,
                "dose_id": dose.id,
                "given": True,
                "given_at": dose.due_at,
                "given_on": dose.due_at.date(),
                "quantity_mg": 380.0,
                "side": "left",
                "source": "staff",
                "recorded_at": dose.due_at,
            }


def _answers(clinic_id: str, patients: list[Patient], size: Size) -> Iterator[dict[str, Any]]:
    for number, patient in enumerate(patients):
        for back in range(0, size.days, 7):
            at = NOW - timedelta(days=back, hours=2)
            yield {
                "id": new_id(),
                "clinic_id": clinic_id,
                "patient_id": patient.id,
                "kind": "craving",
                "version": 0,
                "on": at.date(),
                "value": (number + back) % 11,
                "source": "patient_sms",
                "answered_at": at,
                "recorded_at": at,
            }


def _flags(clinic_id: str, patients: list[Patient], size: Size) -> Iterator[dict[str, Any]]:
    """One open flag for each seventh patient, and one resolved each month for everybody."""
    kinds = (FlagKind.CONSECUTIVE_DAYS, FlagKind.SIDE_EFFECT, FlagKind.UNCLEAR, FlagKind.CRISIS, FlagKind.RAN_OUT)
    for number, patient in enumerate(patients):
        for back in range(10 + number % 20, size.days, 30):
            at = NOW - timedelta(days=back)
            yield _flag(clinic_id, patient, kinds[back % 5], at) | {
                "state": FlagState.RESOLVED,
                "claimed_at": at + timedelta(hours=1),
                "first_reply_at": at + timedelta(hours=2),
                "resolved_at": at + timedelta(hours=3),
                "outcome": "reached",
            }
        if number % 7 == 0:
            open_kind = kinds[number % 5]
            yield _flag(clinic_id, patient, open_kind, NOW - timedelta(hours=number % 90)) | {"state": FlagState.OPEN}


def _flag(clinic_id: str, patient: Patient, kind: FlagKind, at: datetime) -> dict[str, Any]:
    severity = Severity.URGENT if kind is FlagKind.CRISIS else list(Severity)[at.day % 2 + 1]
    return {
        "id": new_id(),
        "clinic_id": clinic_id,
        "patient_id": patient.id,
        "kind": kind,
        "severity": severity,
        "opened_at": at,
        "renewed_at": at,
        "due_at": at + timedelta(days=1),
        "claimed_at": None,
        "first_reply_at": None,
        "resolved_at": None,
        "outcome": None,
    }


def batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
