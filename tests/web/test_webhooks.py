"""The provider's webhooks: what is forged, replayed, repeated, truncated or too large changes nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import func, select, text

from adherence.db.communications import Attempt, Communication, ProviderEvent
from adherence.db.inbound import InboundMessage
from adherence.domain.states import AttemptState, MessageState
from adherence.sms.webhook import EMPTY_TWIML
from tests.names import UNKNOWN_ID
from tests.web.api_service import BASE, Service, service

__all__ = ["service"]

SID = "SM" + "a" * 32
FORM = {"MessageSid": SID, "From": "+12025550143", "To": "+15550100000", "Body": "1", "NumMedia": "0"}
INBOUND = "/sms/inbound"


def test_a_signed_text_is_stored_and_answered_with_empty_twiml(service: Service) -> None:
    answer = service.webhook(
        INBOUND, FORM | {"FromCity": "X", "Body": "Tomé la de las 8 \U0001f44d + más & 100% =\x00"}
    )
    assert answer.status_code == 200
    assert answer.mimetype == "text/xml"
    assert answer.text == EMPTY_TWIML
    with service.rt.database.reading() as session:
        stored = session.scalars(select(InboundMessage)).one()
        assert stored.body.startswith("Tomé la de las 8 \U0001f44d + más & 100% =")
        assert stored.received_at == service.moment[0]


def test_a_replayed_text_has_no_second_effect(service: Service) -> None:
    assert [service.webhook(INBOUND, FORM).status_code for _ in range(3)] == [200, 200, 200]
    assert _inbound(service) == 1


@pytest.mark.parametrize("signature", ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "\x7f" * 100])
def test_a_forged_text_is_refused(service: Service, signature: str) -> None:
    assert service.webhook(INBOUND, FORM, signature=signature).status_code == 403
    assert _inbound(service) == 0


def test_a_text_without_a_signature_is_refused(service: Service) -> None:
    assert service.client.post(INBOUND, data=FORM).status_code == 403
    assert _inbound(service) == 0


@pytest.mark.parametrize("change", [{"Body": "STOP"}, {"From": "+12025550144"}, {"Extra": "1"}])
def test_a_signature_is_for_one_form_only(service: Service, change: dict[str, str]) -> None:
    signature = service.rt.sms.sign(BASE + INBOUND, FORM)
    assert service.webhook(INBOUND, FORM | change, signature=signature).status_code == 403


def test_a_signature_is_for_one_address_only(service: Service) -> None:
    for address in ("https://evil.example.org" + INBOUND, BASE + "/sms/status/x", BASE + INBOUND + "?a=1"):
        signature = service.rt.sms.sign(address, FORM)
        assert service.webhook(INBOUND, FORM, signature=signature).status_code == 403, address
    signature = service.rt.sms.sign(BASE + INBOUND + "?a=1", FORM)
    assert service.webhook(INBOUND + "?a=1", FORM, signature=signature).status_code == 200


def test_forwarded_headers_do_not_change_what_must_be_signed(service: Service) -> None:
    signature = service.rt.sms.sign("https://evil.example.org" + INBOUND, FORM)
    headers = {"X-Forwarded-Host": "evil.example.org", "X-Forwarded-Proto": "https", "Host": "evil.example.org"}
    assert service.webhook(INBOUND, FORM, signature=signature, headers=headers).status_code == 403
    assert service.webhook(INBOUND, FORM, headers=headers).status_code == 200


def test_a_repeated_field_is_refused_although_its_signature_matches(service: Service) -> None:
    repeated = [*FORM.items(), ("Body", "1")]
    # Equal pairs are signed once, so this form carries the very signature of the honest one.
    signature = service.rt.sms.sign(BASE + INBOUND, FORM)
    assert service.webhook(INBOUND, repeated, signature=signature).status_code == 400
    shifted = [pair for pair in FORM.items() if pair[0] != "Body"] + [("Body", "1"), ("Body", "Body1")]
    assert service.webhook(INBOUND, shifted).status_code == 400
    assert _inbound(service) == 0


@pytest.mark.parametrize("name", ["MessageSid", "From", "To", "Body"])
def test_a_text_without_a_needed_field_is_malformed(service: Service, name: str) -> None:
    form = {key: value for key, value in FORM.items() if key != name}
    assert service.webhook(INBOUND, form).status_code == 400
    assert _inbound(service) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"MessageSid": "SM1"},
        {"MessageSid": SID + "'; DROP TABLE"},
        {"NumMedia": "-1"},
        {"SmsSid": "SM" + "b" * 32},
        {"From": " "},
        {"AccountSid": "x"},
    ],
)
def test_a_text_with_a_malformed_field_changes_nothing(service: Service, change: dict[str, str]) -> None:
    assert service.webhook(INBOUND, FORM | change).status_code == 400
    assert _inbound(service) == 0


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
def test_only_a_form_is_read(service: Service, content_type: str) -> None:
    assert service.webhook(INBOUND, FORM, headers={"Content-Type": content_type}).status_code == 400
    assert _inbound(service) == 0


def test_a_truncated_body_is_malformed(service: Service) -> None:
    signature = service.rt.sms.sign(BASE + INBOUND, FORM)
    answer = service.client.post(
        INBOUND,
        data=b"MessageSid=" + SID.encode(),
        headers={"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"},
        environ_overrides={"CONTENT_LENGTH": "500"},
    )
    assert answer.status_code == 400
    assert _inbound(service) == 0


def test_a_body_shorter_than_announced_is_malformed_also_where_the_server_ends_the_stream(service: Service) -> None:
    ended = {"wsgi.input_terminated": True, "CONTENT_LENGTH": "500"}
    assert service.webhook(INBOUND, FORM, environ_overrides=ended).status_code == 400
    assert _inbound(service) == 0


def test_a_huge_body_is_refused_unread(service: Service) -> None:
    assert service.webhook(INBOUND, FORM | {"Body": "x" * 70_000}).status_code == 413
    assert service.webhook(INBOUND, {f"f{n}": "" for n in range(500)}).status_code == 403
    assert _inbound(service) == 0


def test_what_cannot_be_stored_is_asked_for_again(service: Service) -> None:
    with service.rt.database.writing() as session:
        session.execute(text("ALTER TABLE inbound_messages RENAME TO hidden"))
    assert service.webhook(INBOUND, FORM).status_code == 503
    with service.rt.database.writing() as session:
        session.execute(text("ALTER TABLE hidden RENAME TO inbound_messages"))
    assert service.webhook(INBOUND, FORM).status_code == 200
    assert _inbound(service) == 1


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_webhooks_take_posts_only(service: Service, method: str) -> None:
    assert service.client.open(INBOUND, method=method).status_code == 405


def test_reports_move_a_text_up_and_never_back(service: Service) -> None:
    attempt = _attempt(service)
    for word in ("sent", "delivered", "delivered", "queued", "sent"):
        assert service.webhook(f"/sms/status/{attempt}", _report(word)).status_code == 200
    with service.rt.database.reading() as session:
        assert session.scalars(select(Communication.state).where(Communication.sid == SID)).one() == "delivered"
        assert session.scalar(select(func.count()).select_from(ProviderEvent)) == 5


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (UNKNOWN_ID, 200),
        ("1", 400),
        ("..%2finbound", 404),
        (UNKNOWN_ID.upper(), 400),
        (UNKNOWN_ID.replace("-", ""), 400),
        ("x" * 5000, 400),
        ("'%20OR%201=1", 400),
    ],
)
def test_a_report_about_no_attempt_of_ours_changes_nothing(service: Service, address: str, status: int) -> None:
    path = f"/sms/status/{address}"
    signature = service.rt.sms.sign(BASE + unquote(path), _report("delivered"))
    assert service.webhook(path, _report("delivered"), signature=signature).status_code == status
    with service.rt.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ProviderEvent)) == 0


@pytest.mark.parametrize("change", [{"MessageStatus": "<b>"}, {"MessageSid": "x"}, {"ErrorCode": "1e3"}])
def test_a_malformed_report_changes_nothing(service: Service, change: dict[str, str]) -> None:
    attempt = _attempt(service)
    assert service.webhook(f"/sms/status/{attempt}", _report("delivered") | change).status_code == 400
    with service.rt.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ProviderEvent)) == 0


def _report(word: str) -> dict[str, str]:
    return {"MessageSid": SID, "MessageStatus": word}


def _attempt(service: Service) -> str:
    """An attempt of Ana's welcome that the provider has accepted."""
    service.enrol()
    now = service.moment[0]
    with service.rt.database.writing() as session:
        welcome = session.scalars(select(Communication)).one()
        welcome.state, welcome.sid, welcome.accepted_at = MessageState.ACCEPTED, SID, now
        values: dict[str, Any] = {"started_at": now, "started_real_at": now, "sid": SID, "owner": "test", "fence": 1}
        attempt = Attempt(
            clinic_id=welcome.clinic_id, communication_id=welcome.id, state=AttemptState.ACCEPTED, **values
        )
        session.add(attempt)
        return attempt.id


def _inbound(service: Service) -> int:
    with service.rt.database.reading() as session:
        return session.scalar(select(func.count()).select_from(InboundMessage)) or 0
