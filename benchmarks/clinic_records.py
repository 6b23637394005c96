"""What staff of the measured clinic recorded beside doses and texts: some rows of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from adherence.db.base import Base
from adherence.db.conversations import Conversation
from adherence.db.dispenses import Dispense
from adherence.db.drinking import DrinkingReport
from adherence.db.holds import Hold
from adherence.db.injections import InjectionStep
from adherence.db.labs import Lab
from adherence.db.medicines import PatientMedicine
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.db.supporters import Supporter
from adherence.db.vault import Vault
from adherence.domain.conversation import ConversationState, Need
from adherence.domain.states import ConsentMethod, ConsentState, CycleStep, HoldKind, PlanKind, Source

_NEEDS = (Need.UNCLEAR, Need.REPORT, Need.ASKED, Need.CHAT)


def write_records(session: Session, patients: list[Patient], regimens: dict[str, Regimen], now: datetime) -> None:
    """Conversations, tablets handed out, labs, holds, medicines, supporters, drinking days and steps of cycles."""
    for number, patient in enumerate(patients):
        session.add_all(_records(session, patient, regimens[patient.id], number, now))


def _records(session: Session, patient: Patient, regimen: Regimen, number: int, now: datetime) -> Iterator[Base]:
    whose = {"clinic_id": patient.clinic_id, "patient_id": patient.id}
    said = whose | {"recorded_at": now - timedelta(days=30)}
    today = now.date()
    yield _conversation(whose, number, now)
    for months in range(12):
        on = today - timedelta(days=30 * months + number % 9)
        if regimen.kind is not PlanKind.INJECTION:
            yield Dispense(**said, dispensed_on=on, tablets=30, tablet_mg=50, days_supply=30)
        if months % 3 == 0:
            yield Lab(**said, taken_on=on, test="ALT", value=20 + number % 40, unit="U/L", upper_limit=45)
        if regimen.kind is PlanKind.TARGETED:
            drank = DrinkingReport(**said, regimen_id=regimen.id, on=on, drank=True, source=Source.PATIENT_SMS)
            drank.drinks = number % 6
            yield drank
    if regimen.kind is PlanKind.INJECTION:
        yield InjectionStep(**said, regimen_id=regimen.id, cycle=0, step=CycleStep.PRODUCT_ORDERED, source=Source.STAFF)
    if number % 3 == 0:
        yield _hold(said, today)
        yield from _kept_close(session.info["vault"], said, number, today)


def _conversation(whose: dict[str, str], number: int, now: datetime) -> Conversation:
    at = now - timedelta(hours=number % 90)
    found = Conversation(**whose, state=list(ConversationState)[number % 3], need=_NEEDS[number % 4], since=at, rank=0)
    found.last_inbound_at = at
    found.put_in_place()
    return found


def _hold(said: dict[str, object], today: date) -> Hold:
    first, last = today + timedelta(days=10), today + timedelta(days=14)
    return Hold(**said, kind=HoldKind.TRAVEL, from_on=first, to_on=last, stops_on=first, needs_gate=False)


def _kept_close(vault: Vault, said: dict[str, object], number: int, today: date) -> Iterator[Base]:
    medicine = PatientMedicine(**said)
    medicine.name_sealed = vault.seal("metformin", "patient_medicines", "name_sealed", medicine.id)
    supporter = Supporter(
        **said,
        language="en",
        events=["good_week"],
        patient_agreed_at=said["recorded_at"],
        patient_method=ConsentMethod.WRITTEN,
        expires_on=today + timedelta(days=90),
        consent_state=ConsentState.GRANTED,
    )
    supporter.name_sealed = vault.seal("Rosa Hale", "supporters", "name_sealed", supporter.id)
    supporter.set_phone(vault, f"+1{4010000000 + number}")
    yield medicine
    yield supporter
