"""Hand one e-mail to the SMTP server of the settings, with time limits, and say what became of it."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

TIMEOUT_SECONDS = 10.0
"""For the connection and for each answer of the server."""
_LOCAL = ("localhost", "127.0.0.1", "::1")
_PORTS = {"smtp": 587, "smtps": 465}


class MailRefused(Exception):
    """The server will not take this e-mail, ever; the message is a code."""


class MailUnavailable(Exception):
    """It did not go this time, or we cannot know; it may be tried again. The message is a code."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where to hand e-mails in."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls_from_start: bool = False

    @classmethod
    def of(cls, url: str) -> SmtpServer:
        """The server of an address such as ``smtp://USER:PASSWORD@HOST:587``; ``smtps`` is encrypted from the start."""
        parts = urlsplit(url)
        return cls(
            host=parts.hostname or "",
            port=parts.port or _PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls_from_start=parts.scheme == "smtps",
        )


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail; ``key`` makes its Message-ID, so that one that goes twice is known as the same."""

    to: str
    subject: str
    text: str
    key: str


def send_mail(server: SmtpServer, sender: str, mail: Mail, *, now: datetime) -> None:
    """Hand the e-mail over; raises ``MailRefused`` or ``MailUnavailable``, whose codes name nobody."""
    try:
        message = _message(sender, mail, now)
    except ValueError:
        raise MailRefused("address") from None
    try:
        with _connected(server) as smtp:
            smtp.send_message(message)
    except smtplib.SMTPRecipientsRefused as fault:
        raise _by_code(next((code for code, _ in fault.recipients.values()), 550)) from None
    except smtplib.SMTPResponseException as fault:
        raise _by_code(fault.smtp_code) from None
    except (smtplib.SMTPException, OSError) as fault:
        raise MailUnavailable(type(fault).__name__[:32]) from None


def _connected(server: SmtpServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    smtp: smtplib.SMTP
    if server.tls_from_start:
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        _prepare(smtp, server, context)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _prepare(smtp: smtplib.SMTP, server: SmtpServer, context: ssl.SSLContext) -> None:
    smtp.ehlo()
    encrypted = server.tls_from_start
    if not encrypted and smtp.has_extn("starttls"):
        smtp.starttls(context=context)
        smtp.ehlo()
        encrypted = True
    if server.user:
        if not encrypted and server.host not in _LOCAL:
            # A password is never said in the open: the settings or the server must be put right.
            raise smtplib.SMTPNotSupportedError("no TLS")
        smtp.login(server.user, server.password)


def _by_code(code: int) -> MailRefused | MailUnavailable:
    """4xx may work later (RFC 5321); what concerns our log-in is ours to put right, and tried again too."""
    later = 400 <= code < 500 or code in (530, 534, 535) or code <= 0
    return MailUnavailable(f"smtp_{code}") if later else MailRefused(f"smtp_{code}")


def _message(sender: str, mail: Mail, now: datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, mail.to, mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail.key}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message
