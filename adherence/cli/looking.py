"""Commands that only look: a regimen, a reply or a file of supply; nothing is stored and no settings are needed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TextIO

import click

from adherence.cli.say import as_json, complain, show_json, warn

_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.command("preview")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--zone", required=True, help="The patient's IANA time zone.")
@click.option("--from", "first", required=True, metavar="DAY", help="The first local date, YYYY-MM-DD.")
@click.option("--to", "last", required=True, metavar="DAY", help="The last local date, YYYY-MM-DD.")
@as_json
def preview_command(file: TextIO, zone: str, first: str, last: str, json_only: bool) -> int:
    """Print the expected doses of a regimen (JSON; - is stdin)."""
    from adherence.preview import preview

    try:
        text = file.read()
    except UnicodeDecodeError:
        return complain("regimen: is not UTF-8 text", code=2)
    result = preview(text, zone, first, last)
    if result.faults:
        return complain(*result.faults, code=2)
    warn(*result.warnings)
    if json_only:
        show_json(list(result.doses))
    else:
        for dose in result.doses:
            click.echo(f"{dose['on']}  {dose['at']}  {dose['quantity_mg']} mg")
    return 0


@click.command("measures")
@click.argument("file", type=_FILE)
@click.option(
    "--observation-start-offset", "offset", required=True, type=int, metavar="N", help="Days after the start."
)
@click.option("--observation-days", "days", required=True, type=int, metavar="N", help="Length of the window.")
@click.option("--follow-up-days", "follow_up", default=730, show_default=True, metavar="N", help="Days of follow-up.")
@as_json
def measures_command(file: Path, offset: int, days: int, follow_up: int, json_only: bool) -> int:
    """Print CMA1 to CMA9 per patient of a CSV of supply (patient_id,date,days_supply; - is stdin)."""
    from adherence.domain.measure.supply import Windows
    from adherence.measures_command import measures_of_file, measures_of_lines, table_lines, window_faults

    windows = Windows(offset, days, follow_up)
    faults = window_faults(windows)
    if faults:
        return complain(*faults, code=2)
    outcome = measures_of_lines(sys.stdin, windows) if str(file) == "-" else measures_of_file(file, windows)
    if outcome.faults:
        return complain(*outcome.faults, code=2)
    if json_only:
        show_json(list(outcome.rows))
    else:
        click.echo("\n".join(table_lines(outcome.rows)))
    return 0


@click.command("reply", context_settings={"ignore_unknown_options": True})
@click.argument("text", required=False)
@click.option("--lang", help="The patient's language: en or es.")
@click.option("--expecting", help="What was asked: dose, high_risk, score, wellbeing, appointment, none, ...")
@click.option("--jsonl", "path", metavar="FILE", help="Many replies, a JSON object a line; - is stdin.")
@as_json
def reply_command(text: str | None, lang: str | None, expecting: str | None, path: str | None, json_only: bool) -> int:
    """Print how a reply would be read; nothing is stored."""
    from adherence.reply_command import read_one

    if path is not None:
        if text is not None or lang or expecting:
            raise click.UsageError("With --jsonl leave out TEXT, --lang and --expecting.")
        return _read_many(path)
    if text is None or not lang or not expecting:
        raise click.UsageError("Give TEXT with --lang and --expecting, or --jsonl FILE.")
    try:
        result = read_one(text, lang=lang, expecting=expecting)
    except ValueError as fault:
        return complain(str(fault), code=2)
    if json_only:
        show_json(result)
    else:
        click.echo("\n".join(f"{name}: {json.dumps(value)}" for name, value in result.items()))
    return 0


def _read_many(path: str) -> int:
    """One JSON object a line; a bad line is named and does not hold back the others."""
    from adherence.reply_command import replies_of_file

    outcome = replies_of_file(path)
    for row in outcome.rows:
        show_json(row)
    return complain(*outcome.faults, code=2) if outcome.faults else 0
