"""Each patient's figures as lists select and sort by them; what lists show is worked out anew from the doses.

A change of what they rest on marks them in the same transaction, and a job works them out again within seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, Uuid, event, insert, inspect, update
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from adherence.db.base import Base, OfClinic
from adherence.db.doses import Dose
from adherence.db.inbound import InboundMessage
from adherence.db.patients import AT_ONCE, Patient
from adherence.db.types import Choice, one_of
from adherence.domain.bands import NOTHING_DUE, Band
from adherence.domain.states import DoseState, PlanKind

NEVER_REPLIED = datetime(1970, 1, 1, tzinfo=UTC)
NO_INJECTION = date(9999, 12, 31)
_MARKED = "stale_figures"


class PatientFigures(OfClinic, Base):
    """What is known of one patient for lists; no column is empty, so that both databases sort alike."""

    __tablename__ = "patient_figures"
    __table_args__ = (
        one_of("band", Band),
        Index(None, "clinic_id", "taken_order", "patient_id"),
        Index(None, "clinic_id", "last_reply_at", "patient_id"),
        Index(None, "clinic_id", "next_injection_on", "patient_id"),
        Index(None, "clinic_id", "band", "patient_id"),
    )

    patient_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("patients.id"), primary_key=True)
    band: Mapped[Band] = mapped_column(Choice(Band), default=Band.UNKNOWN)
    taken_order: Mapped[int] = mapped_column(default=NOTHING_DUE)
    """See ``domain/bands.py``: the lowest comes first."""
    last_reply_at: Mapped[datetime] = mapped_column(default=NEVER_REPLIED)
    next_injection_on: Mapped[date] = mapped_column(default=NO_INJECTION)
    computed_on: Mapped[date | None]
    """The patient's local date up to which they count."""
    refresh_at: Mapped[datetime] = mapped_column(default=AT_ONCE, index=True)
    changes: Mapped[int] = mapped_column(default=0)
    """Counts the marks: who works them out writes only what no later change has overtaken."""


def mark_figures(session: Session, patient_ids: Iterable[str]) -> None:
    """Let the figures of some patients be worked out anew after this transaction."""
    if wanted := list(patient_ids):
        session.info.setdefault(_MARKED, set()).update(wanted)


@event.listens_for(Patient, "after_insert")
def _begin(_mapper: object, connection: Connection, patient: Patient) -> None:
    """Every patient has figures, however the row came about: a list that sorts by them shows everybody."""
    connection.execute(insert(PatientFigures).values(patient_id=patient.id, clinic_id=patient.clinic_id))


@event.listens_for(Session, "after_flush")
def _note_changes(session: Session, _flush: UOWTransaction) -> None:
    """Whatever action writes a dose or a reply, the patient's figures are marked: none has to think of it."""
    new, dirty = list(session.new), list(session.dirty)
    mark_figures(session, [row.patient_id for row in new if isinstance(row, Dose) and _counts(row)])
    mark_figures(session, [row.patient_id for row in dirty if isinstance(row, Dose) and _changed(row, "state")])
    texts = [row for row in (*new, *dirty) if isinstance(row, InboundMessage)]
    mark_figures(session, [row.patient_id for row in texts if row.patient_id and _changed(row, "patient_id")])


@event.listens_for(Session, "before_commit")
def _write_marks(session: Session) -> None:
    """One statement for all that a transaction marked."""
    session.flush()
    marked: set[str] = session.info.pop(_MARKED, set())
    if marked:
        stale = update(PatientFigures).where(PatientFigures.patient_id.in_(sorted(marked)))
        session.execute(
            stale.values(refresh_at=AT_ONCE, changes=PatientFigures.changes + 1),
            execution_options={"synchronize_session": False},
        )


@event.listens_for(Session, "after_rollback")
def _forget_marks(session: Session) -> None:
    session.info.pop(_MARKED, None)


def _counts(dose: Dose) -> bool:
    """A planned tablet changes no figure until something is known of it."""
    return dose.state is not DoseState.UPCOMING or dose.kind is PlanKind.INJECTION


def _changed(row: Base, column: str) -> bool:
    state: Any = inspect(row)
    return bool(state.attrs[column].history.has_changes())
