"""Virtual time: it stands still until it is moved."""

from __future__ import annotations

from datetime import datetime


class VirtualClock:
    """A clock for playing months in seconds; called, it gives the virtual instant (aware UTC)."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The virtual instant."""
        return self.at

    def move_to(self, at: datetime) -> None:
        """Go on to a later instant; time never runs backwards."""
        self.at = max(self.at, at)
