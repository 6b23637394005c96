"""Try a text: how the service would read what a patient writes, rule by rule; nothing is stored."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from adherence.domain.regimen import Fault
from adherence.domain.reply import Expecting, Trace, trace_reply
from adherence.web.forms import FormState, entered
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.reply_words import ASKED, INTENT, LANGUAGES, MOST_CHARACTERS, WEIGHT, lines_of
from adherence.web.sessions import give_up_writing

LABELS = {"text": "Text", "lang": "Language", "expecting": "What was asked"}
_START = {"lang": "en", "expecting": Expecting.DOSE.value}

bp = Blueprint("replies", __name__)


@bp.get("/replies")
@allow(*SEES_PATIENTS)
def show() -> str:
    """The empty form."""
    return _page(FormState(_START, LABELS), None)


@bp.post("/replies")
@allow(*SEES_PATIENTS)
def read() -> str | tuple[str, int]:
    """The text as it would be read. It comes in the body of a request, so that no address or log holds it."""
    give_up_writing()
    faults = _faults()
    form = entered(LABELS, faults)
    if faults:
        return _page(form, None), 422
    expecting = Expecting(request.form["expecting"])
    return _page(form, trace_reply(request.form["text"], lang=request.form["lang"], expecting=expecting))


def _faults() -> list[Fault]:
    faults = []
    text = request.form.get("text", "")
    if not text:
        faults.append(Fault("text", "is missing; write what a patient might text"))
    elif len(text) > MOST_CHARACTERS:
        faults.append(Fault("text", f"must have at most {MOST_CHARACTERS} characters; a text never has more"))
    if request.form.get("lang") not in dict(LANGUAGES):
        faults.append(Fault("lang", "must be English or Spanish; choose one"))
    if request.form.get("expecting") not in dict(ASKED):
        faults.append(Fault("expecting", "must be one of the questions in the list; choose one"))
    return faults


def _page(form: FormState, trace: Trace | None) -> str:
    return render_template(
        "replies.html",
        form=form,
        trace=trace,
        lines=lines_of(trace) if trace else [],
        languages=LANGUAGES,
        asked=ASKED,
        intent=INTENT,
        weight=WEIGHT,
    )
