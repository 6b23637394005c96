"""What the measures of targeted plans need beside the doses: who was asked, who answered, and drinking days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.doses import Administration, Dose
from adherence.db.drinking import DrinkingReport
from adherence.db.holds import Hold
from adherence.db.no_index import no_index
from adherence.domain.drinking import DrinkingAnswer
from adherence.domain.holds import HoldSpan
from adherence.domain.purpose import FIRST_REMINDERS
from adherence.domain.states import PlanKind, Source


@dataclass(slots=True)
class TargetedFacts:
    """Of one patient: the ids of doses whose prompt was accepted and that were answered by text, and the reports."""

    asked: set[int] = field(default_factory=set)
    answered: set[int] = field(default_factory=set)
    reports: list[DrinkingReport] = field(default_factory=list)
    """In the order in which they were recorded."""
    holds: list[HoldSpan] = field(default_factory=list)

    @property
    def answers(self) -> list[DrinkingAnswer]:
        """The reports as values."""
        return [DrinkingAnswer(row.on, row.drank, row.first_drink_at, row.drinks) for row in self.reports]


def targeted_facts(
    session: Session, clinic_id: str, patient_ids: Collection[str], first: date
) -> dict[str, TargetedFacts]:
    """The facts of patients of one clinic from a local date on, with four queries; nothing is asked for nobody."""
    found: dict[str, TargetedFacts] = defaultdict(TargetedFacts)
    if not patient_ids:
        return found
    doses = and_(
        no_index(Dose.clinic_id) == clinic_id,
        Dose.patient_id.in_(patient_ids),
        Dose.kind == PlanKind.TARGETED,
        Dose.on >= first,
    )
    asked = select(Dose.patient_id, Dose.id).join(Communication, Communication.dose_id == Dose.id)
    accepted = Communication.purpose.in_(FIRST_REMINDERS) & Communication.accepted_at.is_not(None)
    for patient_id, dose_id in session.execute(asked.where(doses, accepted)):
        found[patient_id].asked.add(dose_id)
    told = select(Dose.patient_id, Dose.id).join(Administration, Administration.dose_id == Dose.id)
    by_text = (Administration.source == Source.PATIENT_SMS) & Administration.undoes.is_(False)
    for patient_id, dose_id in session.execute(told.where(doses, by_text)):
        found[patient_id].answered.add(dose_id)
    reports = select(DrinkingReport).where(
        DrinkingReport.clinic_id == clinic_id,
        DrinkingReport.patient_id.in_(patient_ids),
        DrinkingReport.on >= first,
        DrinkingReport.undone_at.is_(None),
    )
    for report in session.scalars(reports.order_by(DrinkingReport.recorded_at, DrinkingReport.id)):
        found[report.patient_id].reports.append(report)
    held = select(Hold).where(Hold.clinic_id == clinic_id, Hold.patient_id.in_(patient_ids), Hold.withdrawn.is_(False))
    for hold in session.scalars(held):
        found[hold.patient_id].holds.append(hold.span)
    return found
