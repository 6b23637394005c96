"""The sender: who carries the texts, from which number, how it is doing, and a test text to one's own phone."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.text_oneself import text_oneself
from adherence.db.practitioners import Practitioner
from adherence.db.sender import latest_of_sender, texts_to
from adherence.domain.errors import Refused
from adherence.domain.states import Role
from adherence.web.findings import RETRY_RULE, Finding, clock, parts_of_service, provider, webhook_address
from adherence.web.guard import allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, clinic, clinic_zone, now
from adherence.web.sessions import end_session, open_session, request_session, runtime
from config import SmsProviderName

PROVIDERS = {
    SmsProviderName.TWILIO: "Twilio",
    SmsProviderName.SIMULATOR: "The phone simulator: texts reach no phone",
    SmsProviderName.CONSOLE: "The console: texts are printed and reach no phone",
}
_SHOWN_OF_AN_ID = 4

bp = Blueprint("sender_settings", __name__)


@dataclass(frozen=True, slots=True)
class Sender:
    """What the settings of the service say of the sender; secrets are left out, ids are shortened."""

    name: str
    account: str
    number: str
    messaging_service: str
    per_second: float | None
    inbound_address: str
    status_address: str


@bp.get("/settings/sender")
@allow(Role.ADMIN, Role.CLINICIAN, Role.OPERATOR)
def show() -> str:
    """The sender as it is set up, and when it was last heard."""
    return _page(None)


@bp.post("/settings/sender/check")
@allow(Role.ADMIN, Role.OPERATOR)
def check() -> str:
    """Look at everything that can be looked at; asking the provider takes some seconds at most."""
    end_session(keep=False)  # nothing is held while somebody else is asked
    rt = runtime()
    findings = [webhook_address(rt.config), *parts_of_service(rt), *provider(rt), *clock(rt)]
    open_session(writing=False)
    return _page(findings)


@bp.post("/settings/sender/test")
@allow(Role.ADMIN, Role.CLINICIAN, Role.OPERATOR)
def send_test() -> Response:
    """Text oneself."""
    try:
        text_oneself(request_session(), actor(), now=now())
        say("A test text is on its way to your phone. Reply OK to it; this page shows when it arrived.")
    except Refused as refusal:
        say_refused(refusal, "your phone")
    return redirect(url_for("sender_settings.show", _anchor="test"))


def sender_name() -> str:
    """Who carries the texts."""
    return PROVIDERS[runtime().config.sms_provider]


def shortened(identifier: str) -> str:
    """An id by which an operator knows it again, without all of it."""
    return f"{identifier[:2]}...{identifier[-_SHOWN_OF_AN_ID:]}" if len(identifier) > 2 * _SHOWN_OF_AN_ID else ""


def _sender() -> Sender:
    config = runtime().config
    base = config.public_base_url.rstrip("/")
    return Sender(
        name=sender_name(),
        account=shortened(config.twilio_account_sid),
        number=config.twilio_from,
        messaging_service=shortened(config.twilio_messaging_service_sid),
        per_second=config.pace,
        inbound_address=f"{base}/sms/inbound{RETRY_RULE}" if base else "",
        status_address=f"{base}/sms/status/..." if base else "",
    )


def _page(findings: list[Finding] | None) -> str:
    session, me = request_session(), actor()
    return render_template(
        "sender.html",
        sender=_sender(),
        is_twilio=runtime().config.sms_provider is SmsProviderName.TWILIO,
        latest=latest_of_sender(session, me.clinic_id),
        texts=texts_to(session, me.clinic_id, me.id),
        me=session.get_one(Practitioner, me.id),
        findings=findings,
        may_check=me.role in (Role.ADMIN, Role.OPERATOR),
        zone=clinic_zone(),
        of=clinic(),
    )
