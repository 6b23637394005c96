"""The list of patients: search as you type, filters, paging by key."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, render_template, request, url_for

from adherence.db.overview import overview_of
from adherence.db.roster import RosterFilter, roster
from adherence.domain.measure.taken import span_start
from adherence.domain.states import ConsentState, PatientStatus, PlanKind
from adherence.domain.timing import ONE_DAY, local_date
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.reading import actor, clinic_zone, now, policy
from adherence.web.rows import patient_row
from adherence.web.sessions import request_session
from adherence.web.worklist import drawing_tools

PAGE_ROWS = 25
_LONGEST_SEARCH = 100

Choice = TypeVar("Choice", bound=StrEnum)

bp = Blueprint("patients", __name__)


@bp.get("/patients")
@allow(*SEES_PATIENTS)
def list_patients() -> str:
    """One page of patients, newest first."""
    session, at, clinic_id = request_session(), now(), actor().clinic_id
    wanted = RosterFilter(
        search=request.args.get("search", "")[:_LONGEST_SEARCH].replace("\0", ""),
        plan=_one_of(PlanKind, "plan"),
        status=_one_of(PatientStatus, "status"),
        consent=_one_of(ConsentState, "consent"),
    )
    found = roster(session, clinic_id, wanted, after=_key(), limit=PAGE_ROWS + 1)
    shown = found[:PAGE_ROWS]
    first = span_start(local_date(at, clinic_zone())) - ONE_DAY
    overview = overview_of(session, clinic_id, [patient.id for patient in shown], first)
    rules = policy()
    following = None
    if len(found) > PAGE_ROWS:
        kept = {name: value for name, value in request.args.items() if name != "after" and value}
        following = url_for("patients.list_patients", **kept | {"after": shown[-1].id})  # type: ignore[arg-type]
    rows = [patient_row(patient, overview, rules, at) for patient in shown]
    return render_template(
        "patients.html",
        rows=rows,
        wanted=wanted,
        following=following,
        is_first="after" not in request.args,
        PlanKind=PlanKind,
        PatientStatus=PatientStatus,
        ConsentState=ConsentState,
        **drawing_tools(*(row.days for row in rows)),
    )


def _one_of(choices: type[Choice], name: str) -> Choice | None:
    """A filter from the address; what is no choice filters nothing."""
    text = request.args.get(name, "")
    return choices(text) if text in list(choices) else None


def _key() -> str:
    """The id after which the page begins; what is no id begins at the first."""
    try:
        return str(UUID(request.args.get("after", "")))
    except ValueError:
        return ""
