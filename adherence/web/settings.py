"""The clinic as it is set up, a line for each part: what is set, and what is not."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template

from adherence.db.clinic_templates import templates_in_force
from adherence.db.consent_wordings import wordings_of
from adherence.db.medicines import clinic_medicines
from adherence.db.on_call import shifts_from
from adherence.db.overview import names_of_staff
from adherence.db.questions import questions_of
from adherence.db.setup import last_delivered_at
from adherence.db.staff import all_staff, tokens_of
from adherence.domain.consent_wording import SHIPPED, current_wording
from adherence.domain.states import ACTS_ON_PATIENTS, Role
from adherence.domain.timing import local_date
from adherence.domain.wording.own import TemplateState
from adherence.domain.wording.speech import LANGUAGES
from adherence.web.guard import allow
from adherence.web.on_call import on_call_now
from adherence.web.reading import actor, clinic, clinic_zone, now, policy
from adherence.web.sender_settings import sender_name
from adherence.web.sessions import request_session
from adherence.web.setup import facts_of, progress_of

bp = Blueprint("settings", __name__)


@bp.get("/settings")
@allow(Role.ADMIN, Role.OPERATOR)
def show() -> str:
    """What texts are signed with, where they come from, whether they leave, and who works here."""
    session, of, zone = request_session(), clinic(), clinic_zone()
    staff = all_staff(session, of.id)
    working = [one for one in staff if one.active]
    templates = templates_in_force(session, of.id)
    return render_template(
        "settings.html",
        of=of,
        zone=zone,
        policy=policy(),
        changed_numbers=len(of.policy),
        progress=progress_of(facts_of(of)),
        is_admin=actor().role is Role.ADMIN,
        roles=Counter(one.role for one in working),
        working=len(working),
        phones=sum(one.phone_verified_at is not None for one in working if one.role in ACTS_ON_PATIENTS),
        treating=sum(one.role in ACTS_ON_PATIENTS for one in working),
        invited=sum(one.password is None for one in working),
        tokens=sum(token.revoked_at is None for token in tokens_of(session, of.id)),
        own_texts=sum(one.state is TemplateState.APPROVED for one in templates),
        drafts=sum(one.state is TemplateState.DRAFT for one in templates),
        asked=sum(question.on for question in questions_of(session, of.id).values()),
        wordings=_wordings(),
        medicines=len(clinic_medicines(session, of.id)),
        on_call=on_call_now(shifts_from(session, of.id, now()), names_of_staff(session, of.id)),
        sender=sender_name(),
        delivered_at=last_delivered_at(session, of.id),
    )


def _wordings() -> dict[str, tuple[str, bool]]:
    """The version of the consent that holds, by language, and whether it is the clinic's own."""
    own = [row.wording for row in wordings_of(request_session(), clinic().id)]
    today = local_date(now(), clinic_zone())
    current = [current_wording(own, language, today) for language in LANGUAGES]
    return {one.language: (one.version, one not in SHIPPED) for one in current}
