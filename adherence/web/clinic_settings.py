"""What the clinic's texts say of it: programme name, telephone and the urgent numbers, with every change."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.change_clinic import change_clinic
from adherence.db.clinics import clinic_changes
from adherence.db.overview import names_of_staff
from adherence.domain.clinic_settings import COUNTRIES, FIELDS, OTHER
from adherence.domain.errors import Refused
from adherence.domain.states import Role
from adherence.domain.wording import render
from adherence.web.filters import plural
from adherence.web.forms import FormState, entered, typed
from adherence.web.guard import allow
from adherence.web.notices import say
from adherence.web.reading import actor, clinic, clinic_zone, now
from adherence.web.sessions import give_up_writing, request_session

LABELS = {
    "programme": "Name in texts",
    "phone": "Telephone",
    "country": "Country",
    "crisis_number": "Crisis line",
    "emergency_number": "Emergency",
}
_SHOWN = ("crisis", "crisis_overdose", "safety_liver", "help", "welcome")

bp = Blueprint("clinic_settings", __name__)


@bp.get("/settings/clinic")
@allow(Role.ADMIN, Role.CLINICIAN, Role.OPERATOR)
def show() -> str:
    """As it is now, as texts that patients get, and who changed what."""
    return _page(FormState({name: getattr(clinic(), name) for name in FIELDS}, LABELS))


@bp.post("/settings/clinic")
@allow(Role.ADMIN)
def save() -> tuple[str, int] | Response:
    """Change it; every text is tried with the new values first."""
    try:
        changes = change_clinic(request_session(), actor(), {name: typed(name) for name in FIELDS}, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(entered(LABELS, refusal.faults)), 422
    say(f"{plural(len(changes), 'setting')} changed." if changes else "Nothing was changed.")
    return redirect(url_for("clinic_settings.show"))


def _page(form: FormState) -> str:
    session, mine = request_session(), clinic()
    params = {
        "programme": mine.programme,
        "phone": mine.phone or "the team",
        "urgent": mine.crisis_number,
        "emergency": mine.emergency_number,
        "per_day": "3",
    }
    return render_template(
        "clinic.html",
        form=form,
        of=mine,
        countries=[(code, numbers.country) for code, numbers in COUNTRIES.items()] + [(OTHER, "Another country")],
        usual=COUNTRIES,
        labels=LABELS,
        texts=[render(key, lang="en", level=0, params=params) for key in _SHOWN],
        changes=[change for change in clinic_changes(session, mine.id) if change.name in FIELDS],
        names=names_of_staff(session, mine.id),
        is_admin=actor().role is Role.ADMIN,
        zone=clinic_zone(),
    )
