"""One's own account: the language of the pages, and the phone to which notices go, verified by a code."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.choose_language import choose_language
from adherence.actions.verify_staff_phone import MOST_TRIES, confirm_staff_phone, forget_staff_phone, text_phone_code
from adherence.db.practitioners import Practitioner, newest_phone_check
from adherence.domain.errors import Refused
from adherence.domain.regimen import Fault
from adherence.web.forms import FormState, entered, typed
from adherence.web.guard import EVERYONE, allow
from adherence.web.notices import say
from adherence.web.reading import actor, clinic, clinic_zone, now
from adherence.web.sessions import give_up_writing, request_session, runtime
from adherence.web.translations.language import LANGUAGES, language

LABELS = {"language": "Language of the pages", "phone": "Mobile number", "code": "Code"}

bp = Blueprint("account", __name__)


@bp.get("/account")
@allow(*EVERYONE)
def show() -> str:
    """Who one is here, and how notices arrive."""
    return _page(FormState({}, LABELS))


@bp.post("/account/phone")
@allow(*EVERYONE)
def text_code() -> tuple[str, int] | Response:
    """Text a code to a number."""
    try:
        text_phone_code(request_session(), actor(), {"phone": typed("phone")}, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(entered(LABELS, refusal.faults)), 422
    say("A code is on its way. Type it here within 10 minutes.")
    return redirect(url_for("account.show"))


@bp.post("/account/code")
@allow(*EVERYONE)
def confirm() -> str | Response:
    """Take the code; a wrong one is counted, so what was written stays."""
    wrong = confirm_staff_phone(request_session(), actor(), {"code": typed("code")}, now=now())
    if wrong is not None:
        return _page(entered(LABELS, [Fault("code", wrong)]))
    say("This phone is verified. Notices go to it from now on.")
    return redirect(url_for("account.show"))


@bp.post("/account/language")
@allow(*EVERYONE)
def choose() -> tuple[str, int] | Response:
    """Keep the language; the next page speaks it."""
    try:
        choose_language(request_session(), actor().id, typed("language"))
    except Refused as refusal:
        give_up_writing()
        return _page(entered(LABELS, refusal.faults)), 422
    say("The pages speak this language from now on.")
    return redirect(url_for("account.show"))


@bp.post("/account/phone/forget")
@allow(*EVERYONE)
def forget() -> Response:
    """Remove the number."""
    forget_staff_phone(request_session(), actor())
    say("The number is removed.")
    return redirect(url_for("account.show"))


def _page(form: FormState) -> str:
    session = request_session()
    me = session.get_one(Practitioner, actor().id)
    check = newest_phone_check(session, me.id)
    waits = (
        check is not None
        and check.used_at is None
        and check.phone_hash == me.phone_hash
        and now() < check.expires_at
        and check.tries < MOST_TRIES
    )
    return render_template(
        "account.html", form=form, me=me, of=clinic(), waits=waits, check=check, zone=clinic_zone(),
        mails=runtime().config.mails_notices, languages=LANGUAGES, spoken=language(),
    )  # fmt: skip
