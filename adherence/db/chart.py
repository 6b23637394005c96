"""Everything that one patient's page shows, read with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.consents import Consent, consent_events
from adherence.db.corrections import Correction, corrections_of
from adherence.db.dispenses import Dispense
from adherence.db.dose_notes import DoseNote, notes_on_doses
from adherence.db.doses import Administration, Dose
from adherence.db.extra_doses import ExtraDose, extra_doses
from adherence.db.flags import Flag, flags_of
from adherence.db.gates import StartGate, gates_of
from adherence.db.holds import Hold, all_holds_of
from adherence.db.inbound import InboundMessage, inbound_of
from adherence.db.injections import Injection, injections_of_patient
from adherence.db.labs import Lab
from adherence.db.listing import outgoing_before
from adherence.db.medicines import PatientMedicine, all_medicines_of
from adherence.db.no_index import no_index
from adherence.db.notices import FlagAct, acts_of
from adherence.db.overview import NOT_GIVEN_YET, DoseFact, names_of_staff
from adherence.db.regimens import Regimen, RiskDay, regimens_of
from adherence.db.targeted_facts import TargetedFacts, targeted_facts
from adherence.domain.states import DoseState, PlanKind

MOST_TEXTS = 60
MOST_RECORDS = 40
NEVER = datetime.max.replace(tzinfo=UTC)
Row = TypeVar("Row", Dispense, Lab)


@dataclass(frozen=True, slots=True)
class ChartDose(DoseFact):
    """What the page shows of one dose: plain values, because a year of rows of the table takes too long to build."""

    window_closes_at: datetime = NEVER
    quantity_mg: float = 0
    reason: str | None = None
    recorded_at: datetime | None = None


_COLUMNS = tuple(getattr(Dose, one.name) for one in fields(ChartDose))


@dataclass(frozen=True, slots=True)
class Chart:
    """The rows of one patient, as far back as the page looks."""

    doses: list[ChartDose]
    records: dict[int, list[Administration]]
    """By dose, newest first."""
    regimens: list[Regimen]
    every_injection: list[Injection]
    """Withdrawn ones too, oldest first."""
    holds: list[Hold]
    """Withdrawn ones too, as of all records below: the timeline shows what was once entered. Newest first."""
    dispenses: list[Dispense]
    labs: list[Lab]
    medicines: list[PatientMedicine]
    corrections: list[Correction]
    risk_days: list[RiskDay]
    targeted: TargetedFacts
    flags: list[Flag]
    sent: list[Communication]
    received: list[InboundMessage]
    consents: list[Consent]
    gates: list[StartGate]
    """Newest first."""
    acts: list[FlagAct]
    """What was done about the flags, oldest first."""
    extras: list[ExtraDose]
    notes: list[tuple[DoseNote, Dose]]
    names: dict[str, str]
    """Of staff, by id."""

    @property
    def injections(self) -> list[Injection]:
        """The injection records that hold."""
        return [record for record in self.every_injection if not record.withdrawn]


def chart_of(
    session: Session,
    clinic_id: str,
    patient_id: str,
    first: date,
    *,
    before: datetime | None = None,
    without_doses: bool = False,
) -> Chart:
    """The chart of a patient of the clinic, doses from a local date on.

    Of what there is most, records of doses and texts, it holds the newest ones before an instant. ``without_doses``
    is for a line of time, which needs those of its rows only (``with_doses_of_texts``).
    """
    at = (before, None) if before is not None else None
    records: dict[int, list[Administration]] = defaultdict(list)
    newest = select(Administration).where(
        Administration.clinic_id == clinic_id, Administration.patient_id == patient_id
    )
    if before is not None:
        newest = newest.where(Administration.recorded_at < before)
    order = Administration.recorded_at.desc(), Administration.id.desc()
    for record in session.scalars(newest.order_by(*order).limit(MOST_RECORDS)):
        records[record.dose_id].append(record)
    risk_days = select(RiskDay).where(RiskDay.clinic_id == clinic_id, RiskDay.patient_id == patient_id)
    regimens = regimens_of(session, clinic_id, patient_id)
    flags = flags_of(session, clinic_id, patient_id)
    with_facts = [patient_id] if any(regimen.kind is PlanKind.TARGETED for regimen in regimens) else []
    return Chart(
        doses=[] if without_doses else chart_doses(session, clinic_id, patient_id, first),
        records=dict(records),
        regimens=regimens,
        every_injection=injections_of_patient(session, clinic_id, patient_id),
        holds=all_holds_of(session, clinic_id, patient_id),
        dispenses=_entered(session, Dispense, patient_id),
        labs=_entered(session, Lab, patient_id),
        medicines=all_medicines_of(session, patient_id),
        corrections=corrections_of(session, patient_id),
        risk_days=list(session.scalars(risk_days.where(RiskDay.on >= first).order_by(RiskDay.on))),
        targeted=targeted_facts(session, clinic_id, with_facts, first).get(patient_id, TargetedFacts()),
        flags=flags,
        acts=acts_of(session, clinic_id, [flag.id for flag in flags]),
        sent=outgoing_before(session, clinic_id, patient_id, limit=MOST_TEXTS, before=at),
        received=inbound_of(session, clinic_id, patient_id, limit=MOST_TEXTS, before=before),
        consents=consent_events(session, patient_id),
        gates=gates_of(session, patient_id),
        extras=extra_doses(session, clinic_id, patient_id, first, date.max),
        notes=notes_on_doses(session, clinic_id, patient_id, first, date.max),
        names=names_of_staff(session, clinic_id),
    )


def with_doses_of_texts(session: Session, clinic_id: str, chart: Chart) -> Chart:
    """The chart with the doses that its records and texts are about, however old, in place of those of a span."""
    ids = {*chart.records, *(text.dose_id for text in chart.sent if text.dose_id is not None)}
    query = (
        select(*_COLUMNS).where(no_index(Dose.clinic_id) == clinic_id, Dose.id.in_(ids)).order_by(Dose.due_at, Dose.id)
    )
    return replace(chart, doses=[ChartDose(*row) for row in session.execute(query)])


def _entered(session: Session, table: type[Row], patient_id: str) -> list[Row]:
    """All records of a kind, withdrawn ones too, in the order of entry."""
    query = select(table).where(table.patient_id == patient_id)
    return list(session.scalars(query.order_by(table.recorded_at, table.id)))


def chart_doses(session: Session, clinic_id: str, patient_id: str, first: date) -> list[ChartDose]:
    """Doses from a date on, and an injection that still waits, however old; cancelled ones are left out."""
    waiting = (Dose.kind == PlanKind.INJECTION) & Dose.state.in_(NOT_GIVEN_YET)
    query = select(*_COLUMNS).where(
        no_index(Dose.clinic_id) == clinic_id,
        Dose.patient_id == patient_id,
        or_(Dose.on >= first, waiting),
        Dose.state != DoseState.CANCELLED,
    )
    return [ChartDose(*row) for row in session.execute(query.order_by(Dose.due_at, Dose.id))]
