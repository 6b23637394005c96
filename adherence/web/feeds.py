"""Secret addresses of calendars: made, shown once, revoked."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.make_feed import make_feed, revoke_feed
from adherence.db.feeds import CalendarFeed, feed_by_id, feeds_of, feeds_of_practitioners
from adherence.db.overview import names_of_staff
from adherence.domain.errors import Refused
from adherence.domain.states import Role
from adherence.web.forms import typed
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, clinic_zone, now
from adherence.web.sessions import request_session, runtime

WHOLE_CLINIC = "clinic"

bp = Blueprint("feeds", __name__)


@bp.get("/schedule/feeds")
@allow(*SEES_PATIENTS)
def show() -> str:
    """The addresses that hold, without their secrets."""
    return _page("")


@bp.post("/schedule/feeds")
@allow(*SEES_PATIENTS)
def make() -> str | Response:
    """Make an address; this answer is the only one that shows it."""
    try:
        token = make_feed(request_session(), actor(), whole_clinic=typed("scope") == WHOLE_CLINIC, now=now())
    except Refused as refusal:
        say_refused(refusal, "this calendar")
        return redirect(url_for("feeds.show"))
    return _page(_address(token))


@bp.post("/schedule/feeds/<uuid:feed_id>/revoke")
@allow(*SEES_PATIENTS)
def revoke(feed_id: UUID) -> Response:
    """Let an address lead nowhere from now on."""
    feed = feed_by_id(request_session(), actor().clinic_id, str(feed_id)) or abort(404)
    try:
        revoke_feed(request_session(), actor(), feed, now=now())
        say("Revoked: this address leads nowhere from now on.")
    except Refused as refusal:
        say_refused(refusal, "this address")
    return redirect(url_for("feeds.show"))


def _address(token: str) -> str:
    base = runtime().config.public_base_url.rstrip("/") or request.host_url.rstrip("/")
    return base + url_for("calendar.read", token=token)


def _page(address: str) -> str:
    session, me = request_session(), actor()
    is_admin = me.role is Role.ADMIN
    clinics: list[CalendarFeed] = feeds_of(session, me.clinic_id, None) if is_admin else []
    everybodys = feeds_of_practitioners(session, me.clinic_id) if is_admin else []
    return render_template(
        "feeds.html",
        address=address,
        mine=feeds_of(session, me.clinic_id, me.id),
        clinics=clinics,
        colleagues=[feed for feed in everybodys if feed.practitioner_id != me.id],
        is_admin=is_admin,
        names=names_of_staff(session, me.clinic_id),
        zone=clinic_zone(),
    )
