"""The command that says in plain words what is wrong with an installation, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

import click
from sqlalchemy.exc import DBAPIError

from adherence.build import build_runtime
from adherence.cli.say import as_json, complain, show_json
from adherence.clock import utc_now
from adherence.domain.provider_codes import explain
from adherence.runtime import Runtime
from adherence.sms.provider import SmsFailure
from adherence.web.status import readiness
from config import Config, ConfigFaults, SmsProviderName

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


@click.command("doctor")
@as_json
def doctor(json_only: bool) -> int:
    """Check configuration, webhook address, provider, clock, migrations and heartbeats, in plain words."""
    findings = list(examine())
    told = [{"about": f.about, "verdict": f.verdict.value, "sentence": f.sentence} for f in findings]
    if json_only:
        show_json(told)
    else:
        click.echo("\n".join(f"{f.verdict.value:8} {f.about}: {f.sentence}" for f in findings))
    verdicts = [finding.verdict for finding in findings]
    faults, warnings = verdicts.count(Verdict.BAD), verdicts.count(Verdict.WARNING)
    if faults or warnings:
        complain(f"To be put right: {faults}. To be known: {warnings}.", code=0)
    return 1 if faults else 0


def examine() -> Iterator[Finding]:
    """Everything that can be looked at; wrong settings end the examination, because nothing else can be opened."""
    try:
        config = Config.load()
    except ConfigFaults as error:
        for fault in error.faults:
            yield Finding("configuration", Verdict.BAD, fault)
        return
    yield Finding("configuration", Verdict.GOOD, f"All settings are valid ({config.env.value}).")
    yield _webhook_address(config)
    rt = build_runtime(config)
    try:
        for look in (_parts, _provider, _clock):
            yield from look(rt)
    finally:
        rt.close()


def _webhook_address(config: Config) -> Finding:
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


def _parts(rt: Runtime) -> Iterator[Finding]:
    for check in readiness(rt):
        yield Finding(check.name, Verdict.GOOD if check.ok else Verdict.BAD, check.detail)


def _provider(rt: Runtime) -> Iterator[Finding]:
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


def _clock(rt: Runtime) -> Iterator[Finding]:
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
