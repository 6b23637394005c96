"""The command that says in plain words what is wrong with an installation, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from adherence.build import build_runtime
from adherence.cli.say import as_json, complain, show_json
from adherence.web.findings import Finding, Verdict, clock, parts_of_service, provider, webhook_address
from config import Config, ConfigFaults


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
    yield webhook_address(config)
    rt = build_runtime(config)
    try:
        for look in (parts_of_service, provider, clock):
            yield from look(rt)
    finally:
        rt.close()
