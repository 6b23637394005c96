"""The on-call rota: who is told now, the coming shifts and their gaps, hand-over, and how soon flags were answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.change_rota import add_shifts, hand_over, remove_shift
from adherence.db.flags import clinic_flags, flag_waits
from adherence.db.on_call import Shift, colleagues_of, shift_by_id, shifts_from, staff_of
from adherence.db.overview import names_of_staff
from adherence.domain.errors import Refused
from adherence.domain.measure.response import response_times
from adherence.domain.on_call import NoticeChannel, gaps, on_call_at
from adherence.domain.report.section import SMALL
from adherence.domain.rota import MOST_WEEKS
from adherence.domain.states import FlagKind, Role
from adherence.domain.timing import local_date
from adherence.web import on_call_words
from adherence.web.filters import plural
from adherence.web.forms import FormState, entered, given, number, typed
from adherence.web.guard import ACTS_ON_PATIENTS, SEES_PATIENTS, allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, clinic, clinic_zone, now, policy
from adherence.web.sessions import give_up_writing, request_session, runtime

LABELS = {
    "practitioner_id": "Who",
    "on": "First day",
    "starts": "From",
    "ends": "To",
    "weekdays": "On",
    "weeks": "Weeks",
    "backup": "As",
}
HAND_OVER_LABELS = {"practitioner_id": "Colleague", "note": "Note"}
_LOOK_AHEAD = timedelta(days=14)
_HANDED_WITHIN = timedelta(days=2)
_MEASURED_OVER = timedelta(days=90)
_SEAM = timedelta(minutes=1)
"""Between a shift to 23:59 and one from 00:00 nobody is missed."""
_WEEKDAYS = [(str(i), name) for i, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))]

bp = Blueprint("on_call", __name__)


@dataclass(frozen=True, slots=True)
class OnCallNow:
    """What the first page and the rota say about this moment."""

    first: tuple[str, ...]
    backup: tuple[str, ...]
    until: datetime | None
    following: str | None
    following_at: datetime | None
    has_rota: bool
    unreachable: tuple[str, ...]
    nobody_reached: bool
    """Who is on call and has neither a verified phone nor e-mail set up."""


@bp.get("/settings/on-call")
@allow(*SEES_PATIENTS)
def show() -> str:
    """The rota."""
    return _page(FormState({"starts": "18:00", "ends": "08:00", "backup": "no", "weeks": "1"}, LABELS))


@bp.post("/settings/on-call")
@allow(*ACTS_ON_PATIENTS)
def add() -> tuple[str, int] | Response:
    """Add a shift, or a weekly pattern of them."""
    weekdays = [number(day) for day in request.form.getlist("weekdays")]
    names = ("practitioner_id", "on", "starts", "ends")
    wanted = given(**{name: typed(name) for name in names}, weeks=number(typed("weeks")), weekdays=weekdays)
    try:
        added = add_shifts(request_session(), actor(), wanted | {"backup": typed("backup") == "yes"}, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(entered(LABELS, refusal.faults)), 422
    say(f"{plural(len(added), 'shift')} added.")
    return redirect(url_for("on_call.show"))


@bp.post("/settings/on-call/<uuid:shift_id>/remove")
@allow(*ACTS_ON_PATIENTS)
def remove(shift_id: UUID) -> Response:
    """Take a shift out."""
    try:
        remove_shift(request_session(), actor(), _shift_or_404(shift_id), now=now())
        say("The shift is removed.")
    except Refused as refusal:
        say_refused(refusal, "this shift")
    return redirect(url_for("on_call.show"))


@bp.get("/settings/on-call/<uuid:shift_id>/hand-over")
@allow(*ACTS_ON_PATIENTS)
def hand_over_form(shift_id: UUID) -> str:
    """To whom, and what they should know."""
    return _hand_over_page(_shift_or_404(shift_id), FormState({}, HAND_OVER_LABELS))


@bp.post("/settings/on-call/<uuid:shift_id>/hand-over")
@allow(*ACTS_ON_PATIENTS)
def give(shift_id: UUID) -> tuple[str, int] | Response:
    """Hand the running shift over from now on."""
    wanted = given(practitioner_id=typed("practitioner_id"), note=typed("note"))
    try:
        shift = hand_over(request_session(), actor(), _shift_or_404(shift_id), wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        faults = entered(HAND_OVER_LABELS, refusal.faults)
        return _hand_over_page(_shift_or_404(shift_id), faults), 422
    to = names_of_staff(request_session(), actor().clinic_id)[shift.practitioner_id]
    say(f"{to} is on call from now on.")
    return redirect(url_for("on_call.show"))


def on_call_now(shifts: Sequence[Shift], names: Mapping[str, str]) -> OnCallNow:
    """Who is told of an urgent flag in this moment."""
    at, spans = now(), [shift.span for shift in shifts if shift.ends_at > now()]
    first = on_call_at(spans, at)
    coming = next((s for s in spans if not s.backup and s.starts_at > at and s.practitioner_id not in first), None)
    staff = staff_of(request_session(), actor().clinic_id)
    reachable = colleagues_of(clinic(), staff, mails=runtime().config.mails_notices)
    mute = {colleague.id for colleague in reachable if not colleague.channels}
    working = {one.id for one in staff}
    return OnCallNow(
        first=tuple(names.get(one, "") for one in first if one in working),
        backup=tuple(names.get(one, "") for one in on_call_at(spans, at, backup=True) if one in working),
        until=max((s.ends_at for s in spans if s.covers(at) and not s.backup), default=None),
        following=names.get(coming.practitioner_id) if coming else None,
        following_at=coming.starts_at if coming else None,
        has_rota=bool(spans),
        unreachable=tuple(names.get(one, "") for one in first if one in mute),
        nobody_reached=all(not colleague.channels for colleague in reachable),
    )


def dashboard_strip(names: Mapping[str, str]) -> dict[str, object]:
    """What the first page says of the rota, and what was handed over to or by the reader lately; few queries."""
    session, me = request_session(), actor()
    shifts = shifts_from(session, me.clinic_id, now() - _HANDED_WITHIN)
    mine = [shift for shift in _handed(shifts) if me.id in (shift.practitioner_id, shift.handed_by)]
    return {
        "on_call": on_call_now(shifts, names),
        "handed": mine,
        "staff_names": names,
        "clinic_zone": clinic_zone(),
        "clinic_flags": [
            flag
            for flag in clinic_flags(session, me.clinic_id)
            if me.role is Role.ADMIN or flag.kind is FlagKind.CRISIS
        ],
    }


def _handed(shifts: Sequence[Shift]) -> list[Shift]:
    """Those that were handed over lately, the newest first."""
    since = now() - _HANDED_WITHIN
    handed = [shift for shift in shifts if shift.handed_by is not None and shift.created_at >= since]
    return sorted(handed, key=lambda shift: shift.created_at, reverse=True)


def _shift_or_404(shift_id: UUID) -> Shift:
    return shift_by_id(request_session(), actor().clinic_id, str(shift_id)) or abort(404)


def _page(form: FormState) -> str:
    session, clinic_id, at, zone = request_session(), actor().clinic_id, now(), clinic_zone()
    names, lately = names_of_staff(session, clinic_id), shifts_from(session, clinic_id, at - _HANDED_WITHIN)
    shifts = [shift for shift in lately if shift.ends_at > at]
    horizon = min(at + _LOOK_AHEAD, max((s.ends_at for s in shifts if not s.backup), default=at))
    staff = staff_of(session, clinic_id)
    reach = colleagues_of(clinic(), staff, mails=runtime().config.mails_notices)
    return render_template(
        "on_call.html",
        form=form,
        current=on_call_now(shifts, names),
        shifts=shifts,
        gaps=[gap for gap in gaps([s.span for s in shifts], at, horizon) if gap[1] - gap[0] > _SEAM],
        names=names,
        staff=_choices(),
        reach={one.id: one.channels for one in reach},
        people=[one for one in staff if one.role in ACTS_ON_PATIENTS],
        sms=NoticeChannel.SMS,
        mail=NoticeChannel.MAIL,
        mails=runtime().config.mails_notices,
        handed=_handed(lately),
        weekdays=_WEEKDAYS,
        most_weeks=MOST_WEEKS,
        times=response_times(flag_waits(session, clinic_id, at - _MEASURED_OVER)),
        wait=on_call_words.wait,
        few=SMALL,
        zone=zone,
        today=_today(zone),
        policy=policy(),
    )


def _hand_over_page(shift: Shift, form: FormState) -> str:
    names = names_of_staff(request_session(), actor().clinic_id)
    others = [(value, name) for value, name in _choices() if value != shift.practitioner_id]
    return render_template("hand_over.html", shift=shift, form=form, names=names, staff=others, zone=clinic_zone())


def _choices() -> list[tuple[str, str]]:
    staff = staff_of(request_session(), actor().clinic_id)
    return [(one.id, one.name) for one in staff if one.role in ACTS_ON_PATIENTS]


def _today(zone: ZoneInfo) -> date:
    return local_date(now(), zone)
