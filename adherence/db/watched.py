"""What tablets and liver tests follow from, read for several patients at once: the number of queries does not grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.dispenses import Dispense
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.holds import Hold
from adherence.db.labs import Lab
from adherence.db.regimens import Regimen, RiskDay
from adherence.domain.purpose import Purpose
from adherence.domain.states import DoseState, FlagKind, PlanKind, RegimenState


@dataclass(slots=True)
class Watched:
    """The rows of one patient; dispenses and results with those that were withdrawn, oldest first."""

    regimens: list[Regimen] = field(default_factory=list)
    dispenses: list[Dispense] = field(default_factory=list)
    labs: list[Lab] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    risk_days: dict[str, list[RiskDay]] = field(default_factory=lambda: defaultdict(list))
    begun: set[str] = field(default_factory=set)
    """The ids of regimens that ever planned a dose."""
    excused_on: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))
    """The dates on which a dose of a regimen was called off."""
    flags: list[Flag] = field(default_factory=list)
    """About tablets and liver tests, whatever became of them."""
    refills: list[Communication] = field(default_factory=list)
    """Every refill prompt."""

    @property
    def standing_dispenses(self) -> list[Dispense]:
        """The dispenses that hold."""
        return [dispense for dispense in self.dispenses if not dispense.withdrawn]

    @property
    def standing_labs(self) -> list[Lab]:
        """The results that hold."""
        return [lab for lab in self.labs if not lab.withdrawn]


def watched(session: Session, patient_ids: Collection[str]) -> dict[str, Watched]:
    """The rows of patients that the caller has checked already, by patient id."""
    found = {patient_id: Watched() for patient_id in patient_ids}
    if not found:
        return found
    ids = list(found)
    for dispense in session.scalars(
        select(Dispense).where(Dispense.patient_id.in_(ids)).order_by(Dispense.dispensed_on, Dispense.id)
    ):
        found[dispense.patient_id].dispenses.append(dispense)
    for lab in session.scalars(select(Lab).where(Lab.patient_id.in_(ids)).order_by(Lab.taken_on, Lab.id)):
        found[lab.patient_id].labs.append(lab)
    standing = select(Hold).where(Hold.patient_id.in_(ids), Hold.withdrawn.is_(False))
    for hold in session.scalars(standing.order_by(Hold.stops_on, Hold.id)):
        found[hold.patient_id].holds.append(hold)
    _add_plans(session, found, ids)
    _add_consequences(session, found, ids)
    return found


def watched_of(session: Session, patient_id: str) -> Watched:
    """The rows of one patient."""
    return watched(session, [patient_id])[patient_id]


def first_day_of_treatment(found: Watched) -> date | None:
    """The first day of the first regimen that runs or ran; None where none ever did."""
    return min((_first_day(regimen) for regimen in found.regimens if has_run(regimen, found)), default=None)


def has_run(regimen: Regimen, found: Watched) -> bool:
    """Whether a regimen runs or ever ran: one that waited for its start gate until it was stopped did not."""
    return regimen.state is RegimenState.ACTIVE or (regimen.state is RegimenState.STOPPED and regimen.id in found.begun)


def is_in_treatment(regimens: Iterable[Regimen], today: date) -> bool:
    """Whether any regimen is active and has not come to its end."""
    return any(
        regimen.state is RegimenState.ACTIVE
        and (regimen.stopped_on is None or today < regimen.stopped_on)
        and (not regimen.current.plan.get("ends_on") or today <= date.fromisoformat(regimen.current.plan["ends_on"]))
        for regimen in regimens
    )


def _first_day(regimen: Regimen) -> date:
    """The first day that any version covers; one that was replaced before it began covers none."""
    starts = [
        max(version.from_on, date.fromisoformat(version.plan["starts_on"]))
        for version in regimen.versions
        if version.until_on is None or version.from_on <= version.until_on
    ]
    return min(starts)


def _add_plans(session: Session, found: dict[str, Watched], ids: list[str]) -> None:
    for regimen in session.scalars(
        select(Regimen).where(Regimen.patient_id.in_(ids)).order_by(Regimen.created_at, Regimen.id)
    ):
        found[regimen.patient_id].regimens.append(regimen)
    for day in session.scalars(select(RiskDay).where(RiskDay.patient_id.in_(ids)).order_by(RiskDay.on)):
        found[day.patient_id].risk_days[day.regimen_id].append(day)
    begun = select(Regimen.patient_id, Regimen.id).where(
        Regimen.patient_id.in_(ids), exists().where(Dose.regimen_id == Regimen.id)
    )
    for patient_id, regimen_id in session.execute(begun):
        found[patient_id].begun.add(regimen_id)
    targeted = [plan.id for rows in found.values() for plan in rows.regimens if plan.kind is PlanKind.TARGETED]
    excused = select(Dose.patient_id, Dose.regimen_id, Dose.on).where(Dose.regimen_id.in_(targeted))
    for patient_id, regimen_id, on in session.execute(excused.where(Dose.state == DoseState.EXCUSED)):
        found[patient_id].excused_on[regimen_id].add(on)


def _add_consequences(session: Session, found: dict[str, Watched], ids: list[str]) -> None:
    kinds = (FlagKind.RAN_OUT, FlagKind.LIVER_TEST)
    flags = select(Flag).where(Flag.patient_id.in_(ids), Flag.kind.in_(kinds))
    for flag in session.scalars(flags.order_by(Flag.opened_at, Flag.id)):
        if flag.patient_id is not None:
            found[flag.patient_id].flags.append(flag)
    refills = select(Communication).where(
        Communication.patient_id.in_(ids), Communication.occasion.is_not(None), Communication.purpose == Purpose.REFILL
    )
    for text in session.scalars(refills.order_by(Communication.due_at, Communication.id)):
        if text.patient_id is not None:
            found[text.patient_id].refills.append(text)
