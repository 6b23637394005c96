"""Reading the provider's two webhooks: a message from a phone, and a report about a message of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from adherence.sms.provider import FormPairs

EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
"""The answer to every webhook: texts leave through the outbox, never in an answer."""

_MESSAGE_SID = re.compile(r"(?:SM|MM)[0-9a-fA-F]{32}", re.ASCII)
_ACCOUNT_SID = re.compile(r"AC[0-9a-fA-F]{32}", re.ASCII)
_STATUS_WORD = re.compile(r"[a-z][a-z_-]{1,30}", re.ASCII)
_ERROR_CODE = re.compile(r"[0-9]{1,6}", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,3}", re.ASCII)
_LONGEST_ADDRESS = 64


@dataclass(frozen=True, slots=True)
class InboundSms:
    """A message from a phone, as the provider told it; the body is data, whatever it holds."""

    sid: str
    from_: str
    to: str
    body: str
    media_count: int = 0
    opt_out_type: str | None = None


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What became of a message of ours: ``status`` is the provider's word, ``error_code`` its reason if it failed."""

    sid: str
    status: str
    error_code: str | None = None


@dataclass(frozen=True, slots=True)
class Malformed:
    """A form that cannot be the provider's: which field, and why; never its content."""

    field: str
    reason: str


def parse_inbound(form: FormPairs, *, account_sid: str | None = None) -> InboundSms | Malformed:
    """Read an inbound webhook; unknown further fields are accepted, repeated ones are not."""
    fields = _fields_once(form)
    if isinstance(fields, Malformed):
        return fields
    fault = _fault_of_ids(fields, account_sid) or _fault_of_addresses(fields)
    if fault is not None:
        return fault
    if "Body" not in fields:
        return Malformed("Body", "missing")
    media = fields.get("NumMedia", "0")
    if not _COUNT.fullmatch(media):
        return Malformed("NumMedia", "not a count")
    return InboundSms(
        sid=fields["MessageSid"] if "MessageSid" in fields else fields["SmsSid"],
        from_=fields["From"],
        to=fields["To"],
        body=fields["Body"],
        media_count=int(media),
        opt_out_type=fields.get("OptOutType") or None,
    )


def parse_status(form: FormPairs, *, account_sid: str | None = None) -> StatusReport | Malformed:
    """Read a delivery report; the state is the provider's own word, to be ranked by the caller."""
    fields = _fields_once(form)
    if isinstance(fields, Malformed):
        return fields
    fault = _fault_of_ids(fields, account_sid)
    if fault is not None:
        return fault
    status = fields.get("MessageStatus", fields.get("SmsStatus"))
    if status is None:
        return Malformed("MessageStatus", "missing")
    if not _STATUS_WORD.fullmatch(status):
        return Malformed("MessageStatus", "not a state")
    error_code = fields.get("ErrorCode") or None
    if error_code is not None and not _ERROR_CODE.fullmatch(error_code):
        return Malformed("ErrorCode", "not a code")
    return StatusReport(
        sid=fields["MessageSid"] if "MessageSid" in fields else fields["SmsSid"],
        status=status,
        error_code=error_code,
    )


def _fields_once(form: FormPairs) -> dict[str, str] | Malformed:
    fields: dict[str, str] = {}
    for name, value in form.items() if isinstance(form, Mapping) else form:
        if name in fields:
            return Malformed(name[:40], "repeated")
        fields[name] = value
    return fields


def _fault_of_ids(fields: dict[str, str], account_sid: str | None) -> Malformed | None:
    given = {name: fields[name] for name in ("MessageSid", "SmsSid", "SmsMessageSid") if name in fields}
    if "MessageSid" not in given and "SmsSid" not in given:
        return Malformed("MessageSid", "missing")
    for name, sid in given.items():
        if not _MESSAGE_SID.fullmatch(sid):
            return Malformed(name, "not a message id")
    if len(set(given.values())) > 1:
        return Malformed("SmsSid", "differs from MessageSid")
    account = fields.get("AccountSid")
    if account is None or account == account_sid:
        return None
    if account_sid:
        return Malformed("AccountSid", "another account")
    return None if _ACCOUNT_SID.fullmatch(account) else Malformed("AccountSid", "not an account id")


def _fault_of_addresses(fields: dict[str, str]) -> Malformed | None:
    for name in ("From", "To"):
        address = fields.get(name, "")
        if not address.strip():
            return Malformed(name, "missing")
        # A short code, a name or a channel address is as good as a number; a page of text is not.
        if len(address) > _LONGEST_ADDRESS or not address.isprintable():
            return Malformed(name, "not an address")
    return None
