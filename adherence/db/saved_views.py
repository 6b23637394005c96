"""Views of a list that a member of staff keeps under a name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference, sealed_value
from adherence.db.types import Choice, Json, one_of
from adherence.domain.attention import SavedPage


class SavedView(HasId, OfClinic, Base):
    """The filters of one page under a name; only who saved it sees it."""

    __tablename__ = "saved_views"
    __table_args__ = (one_of("page", SavedPage),)

    practitioner_id: Mapped[str] = reference("practitioners.id", index=True)
    page: Mapped[SavedPage] = mapped_column(Choice(SavedPage))
    name_sealed: Mapped[bytes]
    filters: Mapped[dict[str, Any]] = mapped_column(Json)
    """Codes and ids by the name of the filter; never what was searched for."""
    created_at: Mapped[datetime]

    @property
    def name(self) -> str:
        """The name, opened: somebody may have written a patient's."""
        return sealed_value(self, "name_sealed") or ""


def saved_views(session: Session, clinic_id: str, practitioner_id: str, page: SavedPage) -> list[SavedView]:
    """The views that somebody saved of a page, in the order in which they were saved."""
    query = select(SavedView).where(
        SavedView.clinic_id == clinic_id, SavedView.practitioner_id == practitioner_id, SavedView.page == page
    )
    return list(session.scalars(query.order_by(SavedView.id)))


def saved_view_by_id(session: Session, clinic_id: str, practitioner_id: str, view_id: str) -> SavedView | None:
    """One of somebody's own saved views."""
    view = session.get(SavedView, view_id)
    mine = view is not None and view.clinic_id == clinic_id and view.practitioner_id == practitioner_id
    return view if mine else None
