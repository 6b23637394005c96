"""The provider's two webhooks: a text from a phone, and a report about one of ours.

Twilio takes any 2xx as a promise that the message is kept, so the answer is made after the commit; what could not be
stored is answered with 503 and comes again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import parse_qsl
from uuid import UUID

from flask import Blueprint, Response, current_app, request
from sqlalchemy.orm import Session

from adherence.access import Proof, open_to
from adherence.actions.record_inbound import record_inbound
from adherence.actions.record_status import record_status
from adherence.clock import utc_now
from adherence.db.installation import WEBHOOK, beat_now_and_then
from adherence.runtime import Runtime
from adherence.sms.webhook import EMPTY_TWIML, Malformed, parse_inbound, parse_status
from config import SmsProviderName

LARGEST_BODY = 64 * 1024
_MOST_FIELDS = 200
_FORM = "application/x-www-form-urlencoded"
_SIGNATURE = "X-Twilio-Signature"

bp = Blueprint("webhooks", __name__)
_log = logging.getLogger(__name__)


@bp.post("/sms/inbound")
@open_to(Proof.SIGNATURE)
def receive_text() -> Response:
    """Store a text from a phone; a worker reads and answers it."""
    rt = _runtime()
    form = _signed_form(rt, "/sms/inbound")
    if isinstance(form, Response):
        return form
    sms = parse_inbound(form, account_sid=rt.config.twilio_account_sid or None)
    if isinstance(sms, Malformed):
        return _malformed(sms)

    def store(session: Session) -> bool:
        beat_now_and_then(session, WEBHOOK, utc_now())
        return record_inbound(session, sms, now=rt.now())

    return _stored(rt, store)


@bp.post("/sms/status/<attempt>")
@open_to(Proof.SIGNATURE)
def receive_status(attempt: str) -> Response:
    """Store what became of one of our texts; the address carries our own attempt id."""
    rt = _runtime()
    form = _signed_form(rt, f"/sms/status/{attempt}")
    if isinstance(form, Response):
        return form
    if not _is_our_id(attempt):
        return _malformed(Malformed("attempt", "not an attempt id"))
    report = parse_status(form, account_sid=rt.config.twilio_account_sid or None)
    if isinstance(report, Malformed):
        return _malformed(report)
    return _stored(rt, lambda session: record_status(session, attempt, report, now=rt.now()))


def _runtime() -> Runtime:
    rt = current_app.extensions["adherence"]
    assert isinstance(rt, Runtime)
    return rt


def _signed_form(rt: Runtime, path: str) -> Response | list[tuple[str, str]]:
    """The form as pairs in order, or the refusal of one that the provider did not sign or could not have sent."""
    request.max_content_length = LARGEST_BODY
    raw = request.get_data(cache=False)
    if request.content_length is not None and len(raw) != request.content_length:
        return _malformed(Malformed("Content-Length", "the body is cut off"))
    try:
        # Read here and not by Flask: the signature covers repeated fields in a way that only the pairs show.
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        pairs = []
    signature = request.headers.get(_SIGNATURE, "")
    if not signature or not rt.sms.is_authentic(_signed_address(rt, path), pairs, signature):
        return _answer(403)
    if request.mimetype != _FORM:
        return _malformed(Malformed("Content-Type", "not a form"))
    return pairs


def _signed_address(rt: Runtime, path: str) -> str:
    """The address that the provider signed: the public one from the settings, never what a request says of itself."""
    base = rt.config.public_base_url.rstrip("/")
    if not base and rt.config.sms_provider is SmsProviderName.SIMULATOR:
        base = request.host_url.rstrip("/")
    query = request.query_string.decode("latin-1")
    return f"{base}{path}?{query}" if query else base + path


def _is_our_id(attempt: str) -> bool:
    """Whether it is a UUID in the one spelling that we send."""
    try:
        return str(UUID(attempt)) == attempt
    except ValueError:
        return False


def _stored(rt: Runtime, store: Callable[[Session], bool]) -> Response:
    try:
        with rt.database.writing() as session:
            store(session)
    except Exception as error:
        # Whatever it was, the message is not kept: the provider must send it again. The error may quote the text.
        _log.error("a webhook could not be stored: %s", type(error).__name__)
        return _answer(503, **{"Retry-After": "5"})
    return _answer(200)


def _malformed(fault: Malformed) -> Response:
    _log.warning("a webhook was malformed: %s %s", ascii(fault.field), fault.reason)
    return _answer(400)


def _answer(status: int, **headers: str) -> Response:
    response = Response(EMPTY_TWIML if status == 200 else "", status, mimetype="text/xml")
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(headers)
    return response
