"""What can be said in plain words of an installation, for the command ``doctor`` and the page of the sender."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from sqlalchemy.exc import DBAPIError

from adherence.clock import utc_now
from adherence.domain.provider_codes import explain
from adherence.runtime import Runtime
from adherence.sms.provider import SmsFailure
from adherence.web.status import readiness
from config import Config, SmsProviderName

RETRY_RULE = "#rc=3&rp=5xx,ct,rt"
"""Asks the provider to repeat a webhook also after a 5xx and after timeouts; it is never sent along."""

_SURELY_PAST = datetime(2024, 1, 1, tzinfo=UTC)
_LARGEST_SKEW = timedelta(seconds=5)


class Verdict(StrEnum):
    """How one finding is to be taken."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    about: str
    verdict: Verdict
    sentence: str


def webhook_address(config: Config) -> Finding:
    """The address to be written at the provider, and what is wrong with it."""
    about = "webhook address"
    base = config.public_base_url.rstrip("/")
    if not base:
        return Finding(about, Verdict.WARNING, "ADHERENCE_PUBLIC_BASE_URL is not set: only the simulator works so.")
    parts = urlsplit(base)
    told = f"At the provider write {base}/sms/inbound{RETRY_RULE} as the address for incoming messages."
    if parts.query or parts.fragment or not parts.hostname:
        return Finding(about, Verdict.BAD, "ADHERENCE_PUBLIC_BASE_URL must be https://HOST, without ? or #.")
    if config.sms_provider is SmsProviderName.TWILIO and _is_private(parts.hostname):
        return Finding(about, Verdict.BAD, f"The provider cannot reach {parts.hostname}: write the public address.")
    if config.sms_provider is SmsProviderName.TWILIO and parts.scheme != "https":
        return Finding(about, Verdict.WARNING, f"{base} is not encrypted: use https. {told}")
    return Finding(about, Verdict.GOOD, told)


def _is_private(host: str) -> bool:
    return host == "localhost" or host.endswith((".local", ".internal", ".localhost")) or _is_private_ip(host)


def _is_private_ip(host: str) -> bool:
    from ipaddress import ip_address

    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def parts_of_service(rt: Runtime) -> Iterator[Finding]:
    """Database, migrations and worker."""
    for check in readiness(rt):
        yield Finding(check.name, Verdict.GOOD if check.ok else Verdict.BAD, check.detail)


def provider(rt: Runtime) -> Iterator[Finding]:
    """Ask the provider whether it knows us: the one look that leaves this machine; its client gives up in time."""
    about = "provider"
    if rt.config.sms_provider is not SmsProviderName.TWILIO:
        yield Finding(about, Verdict.WARNING, f"{rt.config.sms_provider.value}: texts reach no phone.")
        return
    try:
        rt.provider_loop.run(rt.sms.list_inbound(since=utc_now() - timedelta(minutes=1)))
    except SmsFailure as failure:
        known = explain(failure.code)
        yield Finding(about, Verdict.BAD, f"Twilio answered {known.code}. {known.meaning} {known.what_to_do}")
        return
    yield Finding(about, Verdict.GOOD, "Twilio accepts our account and token.")


def clock(rt: Runtime) -> Iterator[Finding]:
    """Whether this machine and the database agree on the time."""
    about, real = "clock", utc_now()
    if real < _SURELY_PAST:
        yield Finding(about, Verdict.BAD, f"This machine believes that it is {real:%Y-%m-%d}: set its clock.")
        return
    try:
        with rt.database.reading() as session:
            skew = rt.database.now(session) - real
    except DBAPIError:
        skew = timedelta()
    if abs(skew) > _LARGEST_SKEW:
        yield Finding(about, Verdict.BAD, f"The database's clock differs by {abs(skew).total_seconds():.0f} s.")
    elif abs(rt.now() - real) > _LARGEST_SKEW:
        yield Finding(about, Verdict.WARNING, f"Virtual time is in use: it is now {rt.now():%Y-%m-%d %H:%M} UTC.")
    else:
        yield Finding(about, Verdict.GOOD, "The clock agrees with the database.")
