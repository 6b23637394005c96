"""The table of medicines that do not go with naltrexone, and the names that the clinic adds to it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.change_clinic_medicines import add_clinic_medicine, remove_clinic_medicine
from adherence.db.medicines import clinic_medicines
from adherence.db.overview import names_of_staff
from adherence.domain.errors import Refused
from adherence.domain.medicine_table import MEDICINES, REASONS, Medicine, MedicineGroup
from adherence.domain.states import Role
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, clinic_zone, now
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"name": "Name", "group": "Why it matters"}
CHANGES = (Role.ADMIN, Role.CLINICIAN)

bp = Blueprint("medicine_settings", __name__)


@bp.get("/settings/medicines")
@allow(*SEES_PATIENTS)
def show() -> str:
    """The table with its sources, and the clinic's own names."""
    return _page(FormState({}, LABELS))


@bp.post("/settings/medicines")
@allow(*CHANGES)
def add() -> tuple[str, int] | Response:
    """Add a name; it counts for entries and texts from now on."""
    wanted = given(name=typed("name"), group=typed("group"))
    try:
        added = add_clinic_medicine(request_session(), actor(), wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(entered(LABELS, refusal.faults)), 422
    say(f"{added.name} is on the clinic's list.")
    return redirect(url_for("medicine_settings.show"))


@bp.post("/settings/medicines/<uuid:medicine_id>/remove")
@allow(*CHANGES)
def remove(medicine_id: UUID) -> Response:
    """Take a name off the list; what was recorded keeps its group."""
    name = remove_clinic_medicine(request_session(), actor(), str(medicine_id))
    if name is None:
        abort(404)
    say(f"{name} is off the clinic's list.")
    return redirect(url_for("medicine_settings.show"))


def _page(form: FormState) -> str:
    groups: dict[MedicineGroup, list[Medicine]] = {group: [] for group in MedicineGroup}
    for medicine in MEDICINES:
        groups[medicine.group].append(medicine)
    session, clinic_id = request_session(), actor().clinic_id
    return render_template(
        "clinic_medicines.html",
        form=form,
        groups=groups,
        reasons=REASONS,
        own=clinic_medicines(session, clinic_id),
        names=names_of_staff(session, clinic_id),
        zone=clinic_zone(),
        may_change=actor().role in CHANGES,
    )
