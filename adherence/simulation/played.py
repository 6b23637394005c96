"""The runtime of a play: virtual time, and a provider that keeps its messages in memory until the play is over."""

from __future__ import annotations

from dataclasses import replace

from adherence.runtime import Runtime
from adherence.simulation.clock import VirtualClock
from adherence.simulation.database import PlayedDatabase
from adherence.simulation.player import Player
from adherence.sms.simulator import Simulator
from adherence.sms.simulator_store import DeliveryKind, MemoryStore
from adherence.table_store import TableStore


def played_runtime(rt: Runtime, clock: VirtualClock) -> Runtime:
    """The same database at virtual time."""
    provider = Simulator(MemoryStore(), clock, token="played")  # noqa: S106 - nobody else hears it
    config = rt.config.model_copy(update={"public_base_url": rt.config.public_base_url or "http://127.0.0.1"})
    played = PlayedDatabase(rt.config.database_url, rt.database.vault)
    return replace(rt, clock=clock, sms=provider, config=config, database=played)


def end_play(kept_in: Runtime, player: Player) -> None:
    """Keep the provider's messages and the phones' modes where the phone page finds them."""
    player.rt.database.close()
    store = kept_in.sms.store if isinstance(kept_in.sms, Simulator) else None
    if isinstance(store, TableStore):
        store.add_all(player.store.kept)
        for phone in player.people:
            mode = player.store.delivery(phone)
            if mode.kind is not DeliveryKind.DELIVERED:
                store.set_delivery(phone, mode)
