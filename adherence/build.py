"""Putting the real parts together: which clock, which provider, which keys and database, by the settings."""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
import time
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError

from adherence.clock import Clock, file_clock, utc_now
from adherence.db.installation import CLOCK_OFFSET, DEMO, fact
from adherence.db.session import Database
from adherence.db.vault import Vault
from adherence.runtime import Runtime
from adherence.sms.console import Console
from adherence.sms.provider import SmsProvider
from adherence.sms.simulator import Simulator
from adherence.sms.twilio import TwilioProvider
from adherence.table_store import TableStore
from config import Config, SmsProviderName

OFFSET_CACHED_SECONDS = 0.25


def build_runtime(config: Config) -> Runtime:
    """Make everything that an action needs from outside; opens no connection except to look for a demo's clock."""
    database = Database(config.database_url, Vault(config.key_ring))
    clock = choose_clock(config, database)
    return Runtime(
        database=database,
        sms=choose_provider(config, database, clock),
        clock=clock,
        config=config,
        owner=f"{socket.gethostname()[:24]}:{os.getpid()}:{secrets.token_hex(4)}",
    )


def choose_clock(config: Config, database: Database) -> Clock:
    """The clock of the settings: real, a test's file, or on a demo database real time plus the demo's offset."""
    if config.clock_file is not None:
        return file_clock(config.clock_file)
    if config.production or config.sms_provider is not SmsProviderName.SIMULATOR:
        return utc_now
    return demo_clock(database)


def choose_provider(config: Config, database: Database, clock: Clock) -> SmsProvider:
    """The SMS provider of the settings."""
    match config.sms_provider:
        case SmsProviderName.SIMULATOR:
            store = TableStore(database)
            return Simulator(store, clock, token=signing_token(config), on_report=store.owe_report)
        case SmsProviderName.CONSOLE:
            return Console(token=signing_token(config))
        case SmsProviderName.TWILIO:
            return TwilioProvider(
                config.twilio_account_sid,
                config.twilio_auth_token.get_secret_value(),
                from_=config.twilio_from,
                messaging_service_sid=config.twilio_messaging_service_sid,
                auth_token_next=config.twilio_auth_token_next.get_secret_value(),
                base_url=config.twilio_base_url,
            )


def signing_token(config: Config) -> str:
    """What the simulated provider signs its webhooks with: the same in all processes of one installation."""
    return hashlib.sha256(b"simulated provider" + config.secret_key.get_secret_value().encode()).hexdigest()


def demo_clock(database: Database) -> Clock:
    """Real time plus the offset that the simulator's buttons have added up; the offset is read anew each moment."""
    read_at = float("-inf")
    offset = timedelta()

    def now() -> datetime:
        nonlocal read_at, offset
        if time.monotonic() - read_at > OFFSET_CACHED_SECONDS:
            offset = _offset(database, offset)
            read_at = time.monotonic()
        return utc_now() + offset

    return now


def is_demo(database: Database) -> bool:
    """Whether this database holds the demo clinic; a database that cannot be read now is taken for none."""
    try:
        with database.reading() as session:
            return bool(fact(session, DEMO, False))
    except DBAPIError:
        return False


def _offset(database: Database, last: timedelta) -> timedelta:
    try:
        with database.reading() as session:
            if not fact(session, DEMO, False):
                return timedelta()
            return timedelta(seconds=float(fact(session, CLOCK_OFFSET, 0)))
    except DBAPIError:
        # Not migrated yet, or out of reach for a moment: time must not jump because of that.
        return last
