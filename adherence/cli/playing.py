"""The command that plays virtual patients over virtual time."""

from __future__ import annotations

import json

import click

from adherence.cli.say import as_json, show_json


@click.command("simulate")
@click.option("--patients", default=100, show_default=True, type=click.IntRange(1, 1_000_000), help="How many.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 3660), help="Days of virtual time.")
@click.option("--seed", default=1, show_default=True, help="The same seed plays the same story.")
@click.option("--database", "database_url", help="Where to keep it; a temporary one where it is left out.")
@as_json
def simulate_command(patients: int, days: int, seed: int, database_url: str | None, json_only: bool) -> None:
    """Play virtual patients through the real actions and count what the simulated provider received."""
    from adherence.simulation import simulate

    counted = simulate(patients=patients, days=days, seed=seed, database_url=database_url)
    if json_only:
        show_json(counted)
        return
    for name, value in counted.items():
        click.echo(f"{name}: {json.dumps(value)}")
