"""The page of one flag, where the link of a notice leads: why, what the patient wrote, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.log_call import log_call
from adherence.actions.resolve_flag import resolve_flag
from adherence.db.flags import Flag, flag_by_id
from adherence.db.inbound import InboundMessage
from adherence.db.notices import Notice, acts_of, notices_of
from adherence.db.overview import names_of_staff
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.domain.on_call import NoticeState
from adherence.domain.states import FlagState
from adherence.web import on_call_words, words
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, SEES_PATIENTS, allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, clinic_zone, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"reached": "The call", "note": "Note"}
_LATE = (NoticeState.FAILED,)

bp = Blueprint("flag_page", __name__)


@dataclass(frozen=True, slots=True)
class DoneLine:
    """One thing that was done, or one notice, as the page says it."""

    at: datetime
    text: str
    note: str | None = None
    trouble: bool = False


@bp.get("/flags/<uuid:flag_id>")
@allow(*SEES_PATIENTS)
def show(flag_id: UUID) -> str:
    """Everything about one flag."""
    return _page(_flag_or_404(flag_id), FormState({}, LABELS))


@bp.post("/flags/<uuid:flag_id>/call")
@allow(*ACTS_ON_PATIENTS)
def call(flag_id: UUID) -> tuple[str, int] | Response:
    """Log a call to the patient, or the try."""
    wanted = given(reached=typed("reached"), note=typed("note"))
    try:
        log_call(request_session(), actor(), _flag_or_404(flag_id), wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(_flag_or_404(flag_id), entered(LABELS, refusal.faults)), 422
    say("The call is noted.")
    return redirect(url_for("flag_page.show", flag_id=flag_id))


@bp.post("/flags/<uuid:flag_id>/close")
@allow(*ACTS_ON_PATIENTS)
def close(flag_id: UUID) -> Response:
    """Resolve a flag that is about no patient."""
    flag = _flag_or_404(flag_id)
    if flag.patient_id is not None:
        return redirect(url_for("flags.resolve_form", flag_id=flag_id))
    try:
        resolve_flag(request_session(), actor(), flag, {"outcome": "no_action"}, now=now())
        say(f"Resolved: {words.FLAG[flag.kind]}.")
    except Refused as refusal:
        say_refused(refusal, "this")
    return redirect(url_for("flag_page.show", flag_id=flag_id))


def _flag_or_404(flag_id: UUID) -> Flag:
    return flag_by_id(request_session(), actor().clinic_id, str(flag_id)) or abort(404)


def _page(flag: Flag, form: FormState) -> str:
    session, clinic_id = request_session(), actor().clinic_id
    patient: Patient | None = patient_or_404(UUID(flag.patient_id)) if flag.patient_id else None
    message = session.get(InboundMessage, flag.inbound_id) if flag.inbound_id else None
    names = names_of_staff(session, clinic_id)
    notices = notices_of(session, clinic_id, flag.id)
    acts = acts_of(session, clinic_id, [flag.id])
    zone: ZoneInfo = patient.zone if patient else clinic_zone()
    return render_template(
        "flag.html",
        flag=flag,
        patient=patient,
        message=message if message is not None and message.clinic_id == clinic_id else None,
        names=names,
        done=[
            DoneLine(act.at, on_call_words.act_line(act.kind, act.step, names.get(act.by or "")), act.note)
            for act in acts
        ],
        notices=[_notice_line(notice, names) for notice in notices],
        zone=zone,
        form=form,
        mine=flag.claimed_by == actor().id,
        is_open=flag.state is FlagState.OPEN,
        overdue=flag.state is FlagState.OPEN and flag.due_at <= now(),
    )


def _notice_line(notice: Notice, names: dict[str, str]) -> DoneLine:
    person = names.get(notice.practitioner_id, "somebody who left")
    text = f"{on_call_words.CHANNEL[notice.channel]} to {person}: {on_call_words.NOTICE[notice.state]}"
    if notice.state is NoticeState.FAILED and notice.code:
        text += f" ({on_call_words.failure(notice.code)})"
    return DoneLine(notice.failed_at or notice.sent_at or notice.queued_at, text, trouble=notice.state in _LATE)
