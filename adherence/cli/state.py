"""Commands that print what is stored and what is served."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, TextIO

import click

from adherence.cli.opening import opened
from adherence.cli.say import as_json, show_json
from adherence.db.state_export import Row, communication_rows, dose_rows, flag_rows, totals
from adherence.domain.regimen import plain_number


@click.command("export-state")
@as_json
def export_state(json_only: bool) -> None:
    """Print what became of every text, dose and flag: no names, numbers or bodies."""
    out = sys.stdout
    with opened() as rt, rt.database.reading() as session:
        counts = totals(session)
        if not json_only:
            for name, value in counts.items():
                click.echo(f"{name}: {json.dumps(value)}")
            return
        out.write("{")
        _write_list(out, "communications", communication_rows(session))
        _write_list(out, "doses", dose_rows(session))
        _write_list(out, "flags", flag_rows(session))
        out.write(f'"counts": {json.dumps(counts)}}}\n')


@click.command("routes")
@as_json
def routes_command(json_only: bool) -> None:
    """Print every route with its methods and the roles that may call it."""
    from adherence.web.app import routes
    from adherence.wiring import create_app

    with opened(migrated=False) as rt:
        listed = routes(create_app(rt))
    if json_only:
        show_json(listed)
        return
    for route in listed:
        who = ", ".join(route["roles"]) or route["proof"]
        click.echo(f"{' '.join(route['methods']):12} {route['route']}  ({who})")


def _write_list(out: TextIO, name: str, rows: Iterator[Row]) -> None:
    out.write(f"{json.dumps(name)}: [")
    for place, row in enumerate(rows):
        out.write((",\n" if place else "\n") + json.dumps({key: _plain(value) for key, value in row.items()}))
    out.write("],\n")


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case float():
            return plain_number(value)
        case _:
            return value
