"""The fake's REST API: create, list and fetch messages, as the provider's 2010-04-01 version does."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from json.encoder import encode_basestring_ascii as quoted
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.fake_twilio.book import Book, FakeMessage, Fault, FaultKind, provider_date
from tests.fake_twilio.http import Answer, Request


class MessagesApi:
    """Routes under /2010-04-01; ``accepted`` is told of each message that was taken."""

    def __init__(self, account_sid: str, auth_token: str, book: Book, accepted: Callable[[FakeMessage], None]) -> None:
        self._account = account_sid
        self._prefix = f"/2010-04-01/Accounts/{account_sid}/Messages"
        self._authorization = b"Basic " + base64.b64encode(f"{account_sid}:{auth_token}".encode())
        self._book = book
        self._accepted = accepted

    def answer(self, request: Request) -> Answer:
        """Answer one request of the REST API."""
        if request.headers.get(b"authorization") != self._authorization:
            return _error(401, 20003, "Authenticate")
        path, _, query = request.target.partition("?")
        if path == self._prefix + ".json":
            return self._create(request.body) if request.method == "POST" else self._list(path, query)
        sid = path.removeprefix(self._prefix + "/").removesuffix(".json")
        message = self._book.by_sid.get(sid)
        if message is None or request.method != "GET":
            return _error(404, 20404, "The requested resource was not found")
        return Answer(200, self._json(message).encode())

    def _create(self, body: bytes) -> Answer:
        form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        fault = self._book.fault_for("POST", form.get("To"))
        if fault is not None:
            return self._create_with(fault, form)
        refusal = _refusal(form)
        if refusal is not None:
            self._book.note(form, f"refused {refusal[0]}", None)
            return _error(400, *refusal)
        return Answer(201, self._json(self._take(form)).encode())

    def _create_with(self, fault: Fault, form: dict[str, str]) -> Answer:
        name = fault.kind.value
        if not name.endswith("_after"):
            self._book.note(form, name, None)
        match fault.kind:
            case FaultKind.REJECT:
                return _error(fault.status, fault.code, "Scripted refusal")
            case FaultKind.ERROR_BEFORE:
                return _error(500, 20500, "Internal Server Error")
            case FaultKind.RESET_BEFORE:
                return Answer(reset=True)
            case FaultKind.SLOW_BEFORE:
                return Answer(500, b"", delay=fault.seconds)
            case _:
                return _answer_after(fault, self._json(self._take(form)).encode())

    def _take(self, form: dict[str, str]) -> FakeMessage:
        message = self._book.take(form)
        self._book.note(form, "accepted", message.sid)
        self._accepted(message)
        return message

    def _list(self, path: str, query_text: str) -> Answer:
        query = dict(parse_qsl(query_text, keep_blank_values=True))
        fault = self._book.fault_for("GET", query.get("To"))
        if fault is not None:
            return _list_with(fault)
        size = min(int(query.get("PageSize", "50")), 1000)
        page = int(query.get("Page", "0"))
        found = self._book.listed(query)
        shown = found[page * size : (page + 1) * size]
        more = len(found) > (page + 1) * size
        next_query = (
            urlencode({**query, "Page": page + 1, "PageSize": size, "PageToken": f"PA{shown[-1].sid}"}) if more else ""
        )
        meta = {
            "page": page,
            "page_size": size,
            "next_page_uri": f"{path}?{next_query}" if more else None,
            "uri": f"{path}?{query_text}",
        }
        entries = ",".join(self._json(message) for message in shown)
        return Answer(200, f'{json.dumps(meta)[:-1]},"messages":[{entries}]}}'.encode())

    def _json(self, m: FakeMessage) -> str:
        # Written by hand: this is on the path of every POST of a 10,000-message run.
        return (
            f'{{"sid":"{m.sid}","account_sid":"{self._account}","api_version":"2010-04-01","to":{_text(m.to)},'
            f'"from":{_text(m.from_)},"body":{_text(m.body)},"status":"{m.status}","direction":"{m.direction}",'
            f'"date_created":{_text(provider_date(m.created_at))},"date_updated":{_text(provider_date(m.created_at))},'
            f'"date_sent":{_text(provider_date(m.sent_at))},"error_code":{m.error_code or "null"},"error_message":null,'
            f'"messaging_service_sid":null,"num_media":"0","num_segments":"1","price":null,"price_unit":"USD",'
            f'"uri":"{self._prefix}/{m.sid}.json","subresource_uris":{{}}}}'
        )


def _text(value: str | None) -> str:
    return "null" if value is None else quoted(value)


def _error(status: int, code: int, message: str) -> Answer:
    body: dict[str, object] = {"message": message, "status": status}
    if code:
        body |= {"code": code, "more_info": f"https://www.twilio.com/docs/errors/{code}"}
    return Answer(status, json.dumps(body).encode())


def _answer_after(fault: Fault, created: bytes) -> Answer:
    match fault.kind:
        case FaultKind.ERROR_AFTER:
            return _error(500, 20500, "Internal Server Error")
        case FaultKind.RESET_AFTER:
            return Answer(reset=True)
        case FaultKind.UNREADABLE_AFTER:
            return Answer(201, b"<html>")
        case _:
            return Answer(201, created, delay=fault.seconds)


def _list_with(fault: Fault) -> Answer:
    match fault.kind:
        case FaultKind.REJECT:
            return _error(fault.status, fault.code, "Scripted refusal")
        case FaultKind.RESET_BEFORE | FaultKind.RESET_AFTER:
            return Answer(reset=True)
        case FaultKind.SLOW_BEFORE | FaultKind.SLOW_AFTER:
            return Answer(500, b"", delay=fault.seconds)
        case FaultKind.UNREADABLE_AFTER:
            return Answer(200, b"<html>")
        case _:
            return _error(500, 20500, "Internal Server Error")


def _refusal(form: dict[str, str]) -> tuple[int, str] | None:
    to = form.get("To", "")
    if not to:
        return 21604, "A 'To' phone number is required."
    if not (to.startswith("+") and to[1:].isdecimal() and 8 <= len(to) <= 16):
        return 21211, "Invalid 'To' Phone Number"
    if not form.get("From") and not form.get("MessagingServiceSid"):
        return 21603, "A 'From' phone number is required."
    if not form.get("Body"):
        return 21602, "Message body is required."
    if len(form["Body"]) > 1600:
        return 21617, "The concatenated message body exceeds the 1600 character limit"
    validity = form.get("ValidityPeriod", "1")
    if not (validity.isdecimal() and 1 <= int(validity) <= 36_000):
        return 20001, "ValidityPeriod is not between 1 and 36000"
    callback = form.get("StatusCallback")
    if callback is not None and urlsplit(callback).scheme not in ("http", "https"):
        return 21609, "Invalid 'StatusCallback' URL"
    return None
