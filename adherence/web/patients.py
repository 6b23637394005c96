"""The list of patients: search as you type, filters, orders, saved views, paging by key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from flask import Blueprint, render_template, request, url_for

from adherence.db.overview import overview_of
from adherence.db.roster import RosterFilter, RosterKey, roster, roster_counts
from adherence.domain.attention import SavedPage
from adherence.domain.bands import Band
from adherence.domain.measure.taken import span_start
from adherence.domain.roster_order import RosterOrder
from adherence.domain.states import ConsentState, PatientStatus, PlanKind
from adherence.domain.timing import ONE_DAY, local_date
from adherence.web import view_words
from adherence.web.choices import instant_in, one_of
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.reading import actor, clinic_zone, now, policy
from adherence.web.rows import patient_row
from adherence.web.saved import kept_filters, saved_tabs, views_of
from adherence.web.sessions import request_session
from adherence.web.worklist import drawing_tools, owner_of

PAGE_ROWS = 20
_LONGEST_SEARCH = 100

bp = Blueprint("patients", __name__)


@bp.get("/patients")
@allow(*SEES_PATIENTS)
def list_patients() -> str:
    """One page of patients in the chosen order."""
    session, at, clinic_id = request_session(), now(), actor().clinic_id
    wanted, order = _wanted_from(request.args), _order()
    found = roster(session, clinic_id, wanted, order=order, after=_key(order), limit=PAGE_ROWS + 1)
    shown = found[:PAGE_ROWS]
    views = views_of(SavedPage.PATIENTS)
    counts = roster_counts(session, clinic_id, wanted, [_wanted_from(view.filters) for view in views])
    first = span_start(local_date(at, clinic_zone())) - ONE_DAY
    overview = overview_of(session, clinic_id, [patient.id for patient, _ in shown], first)
    rules = policy()
    following = _address(after=_text_of(shown[-1][1])) if len(found) > PAGE_ROWS else None
    rows = [patient_row(patient, overview, rules, at) for patient, _ in shown]
    return render_template(
        "patients.html",
        rows=rows,
        wanted=wanted,
        order=order,
        total=counts.total,
        kept=kept_filters(SavedPage.PATIENTS, request.args),
        saved=saved_tabs(SavedPage.PATIENTS, views, dict(zip([view.id for view in views], counts.saved, strict=True))),
        staff_names=overview.names,
        following=following,
        first_page=_address() if "after" in request.args else None,
        is_narrowed=wanted != RosterFilter(),
        PlanKind=PlanKind,
        PatientStatus=PatientStatus,
        ConsentState=ConsentState,
        Band=Band,
        RosterOrder=RosterOrder,
        view_words=view_words,
        **drawing_tools(*(row.days for row in rows)),
    )


def _wanted_from(entered: Mapping[str, str]) -> RosterFilter:
    """What an address or a saved view narrows the list to; what is no choice narrows nothing."""
    return RosterFilter(
        search=entered.get("search", "")[:_LONGEST_SEARCH].replace("\0", ""),
        plan=one_of(PlanKind, entered, "plan"),
        status=one_of(PatientStatus, entered, "status"),
        consent=one_of(ConsentState, entered, "consent"),
        owner=owner_of(entered.get("owner", "")),
        band=one_of(Band, entered, "band"),
    )


def _order() -> RosterOrder:
    return one_of(RosterOrder, request.args, "order") or RosterOrder.NEWEST


def _address(**further: str) -> str:
    """This list with its filters and order, from its first page or from a key on."""
    kept = {name: value for name, value in request.args.items() if name != "after" and value}
    return url_for("patients.list_patients", **kept | further)  # type: ignore[arg-type]


def _text_of(key: RosterKey) -> str:
    """A key as it travels in an address: the id, after the value of the order where there is one."""
    match key.value:
        case None:
            return key.patient_id
        case datetime() | date():
            return f"{key.value.isoformat()}_{key.patient_id}"
        case _:
            return f"{key.value}_{key.patient_id}"


def _key(order: RosterOrder) -> RosterKey | None:
    """The key after which the page begins; what is none begins at the first."""
    value, _, patient_id = request.args.get("after", "").rpartition("_")
    try:
        return RosterKey(_value(order, value), str(UUID(patient_id)))
    except ValueError:
        return None


def _value(order: RosterOrder, text: str) -> int | datetime | date | None:
    match order:
        case RosterOrder.NEWEST:
            return None
        case RosterOrder.LOWEST:
            return max(min(int(text), 2**31 - 1), -1)
        case RosterOrder.QUIETEST:
            at = instant_in(text)
            if at is None:
                raise ValueError("not an instant")
            return at
        case RosterOrder.INJECTION:
            return date.fromisoformat(text)
