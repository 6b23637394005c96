"""What commands print: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
from typing import Any

import click


def complain(*lines: str, code: int) -> int:
    """Print lines on stderr; gives back the exit code."""
    for line in lines:
        click.echo(line, err=True)
    return code


def warn(*lines: str) -> None:
    """Print warnings on stderr."""
    complain(*(f"Warning: {line}" for line in lines), code=0)


def show_json(value: Any) -> None:
    """Print one JSON value alone on stdout."""
    click.echo(json.dumps(value))


def as_json(command: Any) -> Any:
    """The option ``--json`` of a command."""
    return click.option("--json", "json_only", is_flag=True, help="Print only JSON on stdout.")(command)
