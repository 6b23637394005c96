"""The clinic's consent: the wordings that patients agree to, and what START means after an opt-out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.add_wording import add_wording
from adherence.actions.set_start_rule import START_RULE, set_start_rule
from adherence.db.consent_wordings import wordings_of
from adherence.db.overview import names_of_staff
from adherence.db.policies import policy_changes
from adherence.domain.consent_wording import SHIPPED, current_wording
from adherence.domain.errors import Refused
from adherence.domain.states import Role
from adherence.domain.timing import local_date
from adherence.domain.wording.speech import LANGUAGES
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, clinic, clinic_zone, now
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"version": "Version", "language": "Language", "body": "Full text", "from_on": "Used from"}

bp = Blueprint("consent_settings", __name__)


@bp.get("/settings/consent")
@allow(*SEES_PATIENTS, Role.OPERATOR)
def show() -> str:
    """Every wording on file, and the rule for START."""
    today = local_date(now(), clinic_zone())
    return _page(FormState({"language": "en", "from_on": today.isoformat()}, LABELS))


@bp.post("/settings/consent/wordings")
@allow(Role.ADMIN)
def add() -> tuple[str, int] | Response:
    """Put a wording on file; it can never be changed."""
    wanted = given(version=typed("version"), language=typed("language"), body=typed("body"), from_on=typed("from_on"))
    try:
        wording = add_wording(request_session(), actor(), wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(entered(LABELS, refusal.faults)), 422
    say(f"Wording {wording.version} is on file.")
    return redirect(url_for("consent_settings.show"))


@bp.post("/settings/consent/start")
@allow(Role.ADMIN)
def set_start() -> Response:
    """Say whether START gives a written or verbal consent back."""
    reconsents = typed("start") == "yes"
    changed = set_start_rule(request_session(), actor(), reconsents=reconsents, now=now())
    sentence = "START opts in again" if reconsents else "After START staff confirm the consent"
    say(f"{sentence}." if changed else "Nothing was changed.")
    return redirect(url_for("consent_settings.show"))


def _page(form: FormState) -> str:
    session, me = request_session(), actor()
    entered_rows = wordings_of(session, me.clinic_id)
    today = local_date(now(), clinic_zone())
    own = [row.wording for row in entered_rows]
    return render_template(
        "consent_settings.html",
        form=form,
        current=[current_wording(own, language, today) for language in LANGUAGES],
        own=list(reversed(entered_rows)),
        shipped=SHIPPED,
        reconsents=clinic().start_reconsents,
        changes=[change for change in policy_changes(session, me.clinic_id) if change.name == START_RULE],
        names=names_of_staff(session, me.clinic_id),
        is_admin=me.role is Role.ADMIN,
        zone=clinic_zone(),
        today=today,
    )
