"""Keep the filters of a list under a name, and give such a view up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from adherence.db.saved_views import SavedView
from adherence.db.types import new_id
from adherence.domain.actor import Actor
from adherence.domain.attention import SavedPage
from adherence.domain.errors import refuse
from adherence.domain.forms import Form

MOST_VIEWS = 12
"""Of one person and page: more would be no shorter than the list of filters."""


def save_view(
    session: Session, actor: Actor, page: SavedPage, filters: Mapping[str, str], data: object, *, now: datetime
) -> SavedView:
    """Save filters under ``{"name"}`` for the actor alone; raises ``Refused``."""
    form = Form(data, ("name",))
    name = form.at("name").text(40)
    if not filters:
        form.fail("name", "names the whole list; choose a view or a filter first")
    form.done()
    mine = select(func.count()).where(
        SavedView.clinic_id == actor.clinic_id, SavedView.practitioner_id == actor.id, SavedView.page == page
    )
    if (session.scalar(mine) or 0) >= MOST_VIEWS:
        raise refuse("name", f"is one too many; remove one of your {MOST_VIEWS} views first", conflict=True)
    view_id = new_id()
    view = SavedView(
        id=view_id,
        clinic_id=actor.clinic_id,
        practitioner_id=actor.id,
        page=page,
        name_sealed=session.info["vault"].seal(name, "saved_views", "name_sealed", view_id),
        filters=dict(filters),
        created_at=now,
    )
    session.add(view)
    session.flush()
    return view


def remove_view(session: Session, view: SavedView) -> None:
    """Give a saved view up; a second time does nothing."""
    session.execute(delete(SavedView).where(SavedView.id == view.id))
