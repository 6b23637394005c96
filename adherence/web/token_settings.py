"""Tokens of other systems: which hold, making one (shown once), and revoking."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.create_token import create_token
from adherence.actions.revoke_token import revoke_token
from adherence.db.overview import names_of_staff
from adherence.db.staff import token_by_id, tokens_of
from adherence.domain.errors import Refused
from adherence.domain.regimen import Fault
from adherence.domain.staff import GIVEN_ON_PAGES
from adherence.domain.states import Role
from adherence.web import words
from adherence.web.forms import FormState, entered, typed
from adherence.web.guard import allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, clinic_zone, now
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"label": "What uses it", "role": "Role"}
LONGEST_LABEL = 80

bp = Blueprint("token_settings", __name__)


@bp.get("/settings/tokens")
@allow(Role.ADMIN)
def show() -> str:
    """Every token; none of them can be read here."""
    return _page(FormState({"role": Role.COORDINATOR.value}, LABELS))


@bp.post("/settings/tokens")
@allow(Role.ADMIN)
def create() -> tuple[str, int] | str:
    """Make one, and show it once."""
    label, role = typed("label"), typed("role")
    faults = []
    if not label or len(label) > LONGEST_LABEL:
        faults.append(Fault("label", f"is missing or too long; write 1 to {LONGEST_LABEL} characters"))
    if role not in [one.value for one in GIVEN_ON_PAGES]:
        faults.append(Fault("role", "is missing; choose one"))
    if faults:
        give_up_writing()
        return _page(entered(LABELS, faults)), 422
    me = actor()
    token = create_token(request_session(), clinic_id=me.clinic_id, role=Role(role), now=now(), label=label, by=me.id)
    return _page(FormState({"role": role}, LABELS), made=token)


@bp.post("/settings/tokens/<uuid:token_id>/revoke")
@allow(Role.ADMIN)
def revoke(token_id: UUID) -> Response:
    """End one."""
    token = token_by_id(request_session(), actor().clinic_id, str(token_id)) or abort(404)
    try:
        revoke_token(request_session(), actor(), token, now=now())
        say("The token is revoked: it opens nothing any more.")
    except Refused as refusal:
        say_refused(refusal, "this token")
    return redirect(url_for("token_settings.show"))


def _page(form: FormState, made: str = "") -> str:
    session, me = request_session(), actor()
    tokens = tokens_of(session, me.clinic_id)
    return render_template(
        "tokens.html",
        form=form,
        made=made,
        valid=[token for token in tokens if token.revoked_at is None],
        revoked=[token for token in tokens if token.revoked_at is not None],
        roles=[(role.value, words.ROLE[role]) for role in GIVEN_ON_PAGES],
        names=names_of_staff(session, me.clinic_id),
        zone=clinic_zone(),
    )
