"""Virtual patients over virtual time, through the real actions: demo data and long runs."""

from __future__ import annotations

from typing import Any


def simulate(patients: int, days: int, seed: int, database_url: str | None = None) -> dict[str, Any]:
    """Play virtual patients and count what the simulated provider received; the same seed plays the same story."""
    from adherence.simulation.run import simulate as play

    return play(patients, days, seed, database_url)
