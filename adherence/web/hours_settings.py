"""Texting hours on one simple page: the clinic's zone, from when to when, and what that means."""

from __future__ import annotations

from datetime import time

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.set_texting_hours import set_texting_hours
from adherence.db.overview import names_of_staff
from adherence.db.policies import policy_changes
from adherence.domain.errors import Refused
from adherence.domain.policy_fields import FIELDS
from adherence.domain.policy_values import default_of, range_of
from adherence.domain.states import Role
from adherence.domain.zones import zone_names
from adherence.web.filters import plural
from adherence.web.forms import FormState, entered, typed
from adherence.web.guard import allow
from adherence.web.notices import say
from adherence.web.policy_settings import elsewhere
from adherence.web.reading import actor, clinic, clinic_zone, now, policy
from adherence.web.sessions import give_up_writing, request_session

NAMES = ("texting_starts", "texting_ends")
LABELS = {"time_zone": "Time zone of the clinic", "texting_starts": "From", "texting_ends": "Until"}
_HOURS_A_DAY, _HOUR_WIDTH = 24, 20

bp = Blueprint("hours_settings", __name__)


@bp.get("/settings/hours")
@allow(Role.ADMIN, Role.CLINICIAN, Role.OPERATOR)
def show() -> str:
    """The hours as they are."""
    rules = policy()
    values = {name: f"{getattr(rules, name):%H:%M}" for name in NAMES}
    return _page(FormState(values | {"time_zone": clinic().time_zone}, LABELS))


@bp.post("/settings/hours")
@allow(Role.ADMIN)
def save() -> tuple[str, int] | Response:
    """Change them; both ends are checked together."""
    try:
        changed = set_texting_hours(request_session(), actor(), {name: typed(name) for name in LABELS}, now=now())
    except Refused as refusal:
        give_up_writing()
        faults = [fault if fault.field in LABELS else elsewhere(fault) for fault in refusal.faults]
        return _page(entered(LABELS, faults)), 422
    say(f"{plural(changed, 'setting')} changed." if changed else "Nothing was changed.")
    return redirect(url_for("hours_settings.show"))


def _page(form: FormState) -> str:
    session, of, rules = request_session(), clinic(), policy()
    return render_template(
        "hours.html",
        form=form,
        of=of,
        policy=rules,
        default=[f"{default_of(FIELDS[name]):%H:%M}" for name in NAMES],
        allowed=range_of(FIELDS["texting_starts"]),
        zones=sorted(zone_names()),
        span=(_place(rules.texting_starts), _place(rules.texting_ends)),
        width=_HOURS_A_DAY * _HOUR_WIDTH,
        hours=[(hour, hour * _HOUR_WIDTH) for hour in range(0, _HOURS_A_DAY + 1, 6)],
        changes=[change for change in policy_changes(session, of.id) if change.name in NAMES],
        names=names_of_staff(session, of.id),
        is_admin=actor().role is Role.ADMIN,
        zone=clinic_zone(),
    )


def _place(at: time) -> float:
    """Where a time of day lies on the drawing."""
    return round((at.hour + at.minute / 60) * _HOUR_WIDTH, 1)
