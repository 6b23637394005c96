"""Facts about the installation as a whole: heartbeats, the kill-switch, the demo's clock, the simulator's phones."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, String, Text, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base
from adherence.db.types import BigId, Json

HALT = "halt"
CLOCK_OFFSET = "clock_offset_seconds"
DEMO = "demo"
WEBHOOK = "webhook"
"""The heartbeat of what the provider brings: when it last reached this service with a text."""
_BEAT_EVERY = timedelta(minutes=5)


class InstallationFact(Base):
    """One named fact."""

    __tablename__ = "installation_facts"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Any] = mapped_column(Json)


class Heartbeat(Base):
    """When a part of the service last worked, in real time."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]


class SimulatedMessage(Base):
    """What the phone simulator's provider accepted or received; only on demo and test installations."""

    __tablename__ = "simulated_messages"
    __table_args__ = (Index(None, "phone", "at"), Index(None, "callback_due", "at"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    sid: Mapped[str] = mapped_column(String(64), unique=True)
    outbound: Mapped[bool]
    phone: Mapped[str] = mapped_column(String(32))
    body: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(32))
    error_code: Mapped[str | None] = mapped_column(String(16))
    attempt_id: Mapped[str | None] = mapped_column(String(64))
    status_callback: Mapped[str | None] = mapped_column(Text)
    callback_due: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class SimulatedPhone(Base):
    """How the simulator delivers to one phone: ``delivered``, ``never``, or an error code."""

    __tablename__ = "simulated_phones"

    phone: Mapped[str] = mapped_column(String(32), primary_key=True)
    delivery: Mapped[str] = mapped_column(String(32), default="delivered")


def fact(session: Session, name: str, default: Any = None) -> Any:
    """The value of a named fact."""
    row = session.get(InstallationFact, name)
    return default if row is None else row.value


def set_fact(session: Session, name: str, value: Any) -> None:
    """Write a named fact; None removes it."""
    if value is None:
        session.execute(delete(InstallationFact).where(InstallationFact.name == name))
        return
    _put(session, InstallationFact, name=name, value=value)


def beat(session: Session, name: str, at: datetime) -> None:
    """Write a heartbeat (real time)."""
    _put(session, Heartbeat, name=name, at=at)


def beat_now_and_then(session: Session, name: str, at: datetime) -> None:
    """Write a heartbeat unless there is a young one: texts that arrive together do not wait for one row."""
    if not is_beating(session, name, now=at, within=_BEAT_EVERY):
        beat(session, name, at)


def _put(session: Session, table: type[Base], **row: Any) -> None:
    """Insert or renew the row of a name in one statement: two processes may write the first one together."""
    maker = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    fresh = {column: value for column, value in row.items() if column != "name"}
    statement = maker(table).values(**row).on_conflict_do_update(index_elements=["name"], set_=fresh)
    session.execute(statement, execution_options={"synchronize_session": False})


def is_beating(session: Session, name: str, *, now: datetime, within: timedelta) -> bool:
    """Whether the named part gave a heartbeat lately (real time)."""
    at = session.scalar(select(Heartbeat.at).where(Heartbeat.name == name))
    return at is not None and now - at <= within
