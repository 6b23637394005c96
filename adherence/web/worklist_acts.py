"""What is done on the worklist itself: one-click outcomes, taking and snoozing, one row or several at once."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.resolve_flag import resolve_flag
from adherence.actions.snooze_flag import read_until, snooze_patient
from adherence.actions.take_flag import take_flag
from adherence.actions.wake_flag import undo_snoozes, wake_row
from adherence.db.flags import Flag, flag_by_id
from adherence.db.patients import Patient, patient_by_id
from adherence.db.worklist import Looking, attention
from adherence.domain.attention import one_click_outcomes, snooze_end
from adherence.domain.errors import Refused
from adherence.domain.states import FlagState
from adherence.web import words
from adherence.web.choices import instant_in
from adherence.web.filters import moment, plural
from adherence.web.forms import instant_text, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say, say_refused, say_undone
from adherence.web.reading import actor, clinic_zone, now
from adherence.web.sessions import request_session
from adherence.web.worklist import wanted_from

MOST_AT_ONCE = 200
_RANK_NORMAL = 3
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

bp = Blueprint("worklist_acts", __name__)


@bp.post("/worklist/act")
@allow(*ACTS_ON_PATIENTS)
def act() -> Response:
    """What a button of the list says: ``take`` or ``snooze`` for several rows, or an act and the id of one flag."""
    what, _, flag_id = typed("do").partition(" ")
    if not flag_id:
        _take_several() if what == "take" else _snooze_several()
        return redirect(back_to_list())
    flag = _own_flag(flag_id) or abort(404)
    if what == "wake":
        _wake(flag)
    elif _DAY.fullmatch(what):
        _snooze(flag, what)
    elif what in one_click_outcomes(flag.kind, flag.severity):
        _give_outcome(flag, what)
    else:
        return _open_page(url_for("flags.resolve_form", flag_id=flag.id))
    return redirect(back_to_list())


def _give_outcome(flag: Flag, outcome: str) -> None:
    """Resolve a flag with one of its likely outcomes; what is urgent asks for its form instead."""
    try:
        resolve_flag(request_session(), actor(), flag, {"outcome": outcome}, now=now())
        done = f"{words.FLAG[flag.kind]}: {words.OUTCOME[outcome].lower()}."
        say(done, undo=url_for("flags.reopen", flag_id=flag.id, back=back_to_list(), at=now().isoformat()))
    except Refused as refusal:
        say_refused(refusal, "this")


def _snooze(flag: Flag, day: str) -> None:
    """Snooze the flag's whole row to a day."""
    try:
        until = _until(day)
        snooze_patient(request_session(), actor(), _patient_of(flag), until, now=now())
        say(f"Snoozed until {_when(until)}.", undo=_undo_address())
    except Refused as refusal:
        say_refused(refusal, "this")


def _wake(flag: Flag) -> None:
    """End a row's snooze now."""
    woken = wake_row(request_session(), actor(), _patient_of(flag), now=now())
    say("It is on the list again." if woken else "Nothing was snoozed any more.")


def _open_page(address: str) -> Response:
    """Lead to another page; the whole of it, where the list alone would have been put in place."""
    return Response(headers={"HX-Redirect": address}) if "HX-Request" in request.headers else redirect(address)


def _snooze_several() -> None:
    """Snooze the ticked rows, or everything that is only to be followed up, to a day."""
    if not typed("until_on"):
        say_undone("Choose the day until which the rows are snoozed first.")
        return
    try:
        until = _until(typed("until_on"))
    except Refused as refusal:
        say_refused(refusal, "the day")
        return
    done, kept = 0, 0
    for patient in _chosen():
        try:
            snooze_patient(request_session(), actor(), patient, until, now=now())
            done += 1
        except Refused:  # urgent, or resolved by somebody else meanwhile: it stays as it is
            kept += 1
    if done:
        left = f" {plural(kept, 'row')} cannot wait: not snoozed." if kept else ""
        say(f"{plural(done, 'row')} snoozed until {_when(until)}.{left}", undo=_undo_address())
    else:
        say_undone("Nothing was snoozed: what was chosen cannot wait." if kept else "Tick the rows to snooze first.")


def _take_several() -> None:
    """Take what is worst about each ticked patient."""
    taken = 0
    for flag_id in sorted(set(request.form.getlist("flag")))[:MOST_AT_ONCE]:
        flag = _own_flag(flag_id)
        if flag is None or flag.state is FlagState.RESOLVED or flag.owner_id == actor().id:
            continue
        try:
            take_flag(request_session(), actor(), flag, now=now())
        except Refused:  # resolved by somebody else since it was read
            continue
        taken += 1
    if taken:
        say(f"You took {plural(taken, 'row')}.")
    else:
        say_undone("Tick the rows to take first; nothing was taken.")


@bp.post("/worklist/undo-snooze/<stamp>")
@allow(*ACTS_ON_PATIENTS)
def undo(stamp: str) -> Response:
    """Take back what was snoozed in one go."""
    snoozed_at = instant_in(stamp) or abort(404)
    woken = undo_snoozes(request_session(), actor(), snoozed_at, now=now())
    say("It is on the list again." if woken else "Nothing was snoozed any more.")
    return redirect(url_for("worklist.needs_attention"))


def back_to_list() -> str:
    """The list as it was looked at: its address travels with the form, and is only taken where it is the list's."""
    back = request.form.get("back", "") or request.args.get("back", "")
    is_ours = back.startswith("/?") and len(back) < 600 and back.isprintable()
    return back if is_ours else url_for("worklist.needs_attention")


def _chosen() -> list[Patient]:
    """The ticked patients, or all of the view whose worst reason is to be followed up."""
    session, me = request_session(), actor()
    if typed("which") == "normal":
        wanted = wanted_from(request.form)
        listed = attention(session, Looking(me.clinic_id, me.id, now()), wanted, limit=MOST_AT_ONCE, least=_RANK_NORMAL)
        ids = [item.patient_id for item in listed]
    else:
        flags = [_own_flag(flag_id) for flag_id in set(request.form.getlist("flag"))]
        ids = [flag.patient_id for flag in flags if flag is not None and flag.patient_id is not None]
    found = [patient_by_id(session, me.clinic_id, patient_id) for patient_id in sorted(set(ids))[:MOST_AT_ONCE]]
    return [patient for patient in found if patient is not None]


def _own_flag(text: str) -> Flag | None:
    """A flag of the clinic that is about a patient, by its id or its place among the ``rows`` of the form.

    Places keep the page small: an id has 36 characters, and each row has several buttons.
    """
    rows = typed("rows").split()
    try:
        found = rows[int(text)] if text.isdecimal() else text
        flag = flag_by_id(request_session(), actor().clinic_id, str(UUID(found)))
    except (ValueError, IndexError):
        return None
    return flag if flag is not None and flag.patient_id is not None else None


def _patient_of(flag: Flag) -> Patient:
    return patient_by_id(request_session(), flag.clinic_id, flag.patient_id or "") or abort(404)


def _until(text: str) -> datetime:
    """The hour of a typed day at which snoozed rows come back; raises ``Refused``."""
    try:
        entered = instant_text(snooze_end(date.fromisoformat(text), clinic_zone()))
    except (ValueError, OverflowError):
        entered = text
    return read_until({"until": entered} if entered else {}, now=now())


def _when(until: datetime) -> str:
    return moment(until, clinic_zone(), now())


def _undo_address() -> str:
    return url_for("worklist_acts.undo", stamp=now().isoformat())
