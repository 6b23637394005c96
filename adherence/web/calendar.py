"""The calendar of visits for other programs: whoever has the secret address may read it, and nobody else."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort

from adherence.db.feeds import live_feed
from adherence.db.visits import calendar_visits
from adherence.domain.calendar import calendar_text
from adherence.web.guard import public
from adherence.web.reading import now
from adherence.web.sessions import request_session

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")

bp = Blueprint("calendar", __name__)


@bp.get("/calendar/<token>.ics")
@public
def read(token: str) -> Response:
    """The visits; an address that is unknown, revoked or damaged is answered alike, after the same look-up."""
    session = request_session()
    feed = live_feed(session, token if _SECRET.fullmatch(token) else "")
    if feed is None:
        abort(404)
    visits = calendar_visits(session, feed.clinic_id, feed.practitioner_id, now=now())
    answer = Response(calendar_text(visits), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'inline; filename="visits.ics"'
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
