"""Views of the lists that a member of staff keeps under a name: shown as tabs with counts, saved and removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.save_view import remove_view, save_view
from adherence.db.saved_views import SavedView, saved_view_by_id, saved_views
from adherence.domain.attention import SavedPage
from adherence.domain.errors import Refused
from adherence.web.forms import typed
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, now
from adherence.web.sessions import request_session

FILTERS: dict[SavedPage, tuple[str, ...]] = {
    SavedPage.WORKLIST: ("view", "owner", "kind", "plan"),
    SavedPage.PATIENTS: ("plan", "status", "consent", "owner", "band", "order"),
}
"""What a view of each page may keep; what was searched for is not kept."""
_ENDPOINT = {SavedPage.WORKLIST: "worklist.needs_attention", SavedPage.PATIENTS: "patients.list_patients"}
_LONGEST = 64

bp = Blueprint("saved", __name__)


@dataclass(frozen=True, slots=True)
class SavedTab:
    """One saved view as the page shows it."""

    id: str
    name: str
    count: int
    address: str
    is_shown: bool


@bp.post("/views/<page>")
@allow(*SEES_PATIENTS)
def save(page: str) -> Response:
    """Keep what is filtered now under a name."""
    wanted = _page(page)
    filters = kept_filters(wanted, request.form)
    try:
        view = save_view(request_session(), actor(), wanted, filters, {"name": typed("name")}, now=now())
        say(f"Saved as {view.name}.", undo=url_for("saved.remove", view_id=view.id))
    except Refused as refusal:
        say_refused(refusal, "the name")
    return redirect(_address(wanted, filters))


@bp.post("/views/<uuid:view_id>/remove")
@allow(*SEES_PATIENTS)
def remove(view_id: UUID) -> Response:
    """Give one of one's own views up; nobody else loses anything by it."""
    me = actor()
    view = saved_view_by_id(request_session(), me.clinic_id, me.id, str(view_id)) or abort(404)
    name, page = view.name, view.page
    remove_view(request_session(), view)
    say(f"Removed: {name}.")
    return redirect(url_for(_ENDPOINT[page]))


def kept_filters(page: SavedPage, entered: Mapping[str, str]) -> dict[str, str]:
    """The filters among what was entered."""
    # A database keeps no NUL in what it reads as JSON.
    found = {name: entered.get(name, "").replace("\0", "")[:_LONGEST] for name in FILTERS[page]}
    return {name: text for name, text in found.items() if text}


def views_of(page: SavedPage) -> list[SavedView]:
    """The saved views of who is logged in."""
    return saved_views(request_session(), actor().clinic_id, actor().id, page)


def saved_tabs(page: SavedPage, views: list[SavedView], counts: Mapping[str, int]) -> list[SavedTab]:
    """Saved views as tabs; the one whose filters hold now is marked."""
    shown = kept_filters(page, request.args)
    return [
        SavedTab(view.id, view.name, counts[view.id], _address(page, view.filters), view.filters == shown)
        for view in views
    ]


def _address(page: SavedPage, filters: Mapping[str, str]) -> str:
    return url_for(_ENDPOINT[page], **{name: filters[name] for name in FILTERS[page] if name in filters})  # type: ignore[arg-type]


def _page(text: str) -> SavedPage:
    return SavedPage(text) if text in list(SavedPage) else abort(404)
