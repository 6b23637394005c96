"""Bringing the database up before the service starts: migrations, and the demo clinic where there is nothing yet."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import select
from sqlalchemy.engine import make_url

from adherence.build import build_runtime, is_demo
from adherence.clock import utc_now
from adherence.db import schema
from adherence.db.clinics import Clinic
from adherence.db.practitioners import Practitioner
from adherence.db.session import Database
from adherence.db.vault import Vault
from adherence.simulation.cast import CAST
from adherence.simulation.demo import Shown, numbered, open_demo, play_demo
from adherence.simulation.member import Member
from adherence.simulation.parts import begin_part, halves, join_part
from config import Config, ConfigFaults, Env, SmsProviderName


def prepare(config: Config, cast: tuple[Member, ...] = CAST) -> bool:
    """Bring the database to the newest migration, with the demo clinic on the first start; whether it is a demo."""
    with _alone(config):
        path = _demo_path(config)
        if path is not None and _is_empty(config, path):
            _play_into(config, path, cast)
        database = Database(config.database_url, Vault(config.key_ring))
        try:
            schema.upgrade(database.engine)
            return is_demo(database)
        finally:
            database.close()


def refuse_demo(config: Config, *, demo: bool) -> None:
    """Raise ``ConfigFaults`` where real patients could meet a demo: its log-ins are public and its clock moves."""
    if demo and (config.production or config.sms_provider is SmsProviderName.TWILIO):
        raise ConfigFaults(
            ["ADHERENCE_DATABASE_URL holds the demo clinic, whose log-ins are public; name a database of your own."]
        )


def _demo_path(config: Config) -> Path | None:
    """The SQLite file that may get a demo: only in development, and where no text can reach anybody."""
    url = make_url(config.database_url)
    file = url.database if url.get_backend_name() == "sqlite" else None
    if config.env is not Env.DEVELOPMENT or config.sms_provider is not SmsProviderName.SIMULATOR:
        return None
    return None if not file or file == ":memory:" else Path(file).resolve()


def _is_empty(config: Config, path: Path) -> bool:
    if not path.exists() or path.stat().st_size == 0:
        return True
    database = Database(config.database_url, Vault(config.key_ring))
    try:
        schema.upgrade(database.engine)
        with database.reading() as session:
            return session.scalar(select(Clinic.id)) is None and session.scalar(select(Practitioner.id)) is None
    finally:
        database.close()


def _play_into(config: Config, path: Path, cast: tuple[Member, ...]) -> None:
    """Play the demo into a file of its own and put it in place when it is whole: a kill leaves nothing half made."""
    playing, part = path.with_name(path.name + ".playing"), path.with_name(path.name + ".playing-2")
    _remove(playing)
    _remove(part)
    config = config.model_copy(update={"database_url": f"sqlite:///{playing}"})
    now = utc_now()
    _open_clinic(config, cast, now)
    first, second = halves(numbered(cast))
    other = begin_part(config, playing, part, second, now=now) if second else None
    try:
        rt = build_runtime(config)
        with closing(rt), _progress() as shown:
            play_demo(rt, now=now, members=first, shown=shown)
        if other is not None:
            join_part(other, playing, part)
    finally:
        if other is not None and other.is_alive():
            other.terminate()
            other.join()
    # Closing the last connection writes the log back into the file and removes it.
    if playing.with_name(playing.name + "-wal").exists():
        raise RuntimeError("the demo's database is still open; stop what uses it and start again")
    with playing.open("rb") as file:
        os.fsync(file.fileno())
    _remove(path)
    _remove(part)
    playing.replace(path)


def _open_clinic(config: Config, cast: tuple[Member, ...], now: datetime) -> None:
    rt = build_runtime(config)
    with closing(rt):
        schema.upgrade(rt.database.engine)
        open_demo(rt, hash_password=_hasher(rt), now=now, cast=cast)


@contextmanager
def _progress() -> Iterator[Shown]:
    bar = Progress(
        TextColumn("Playing the demo clinic"),
        BarColumn(),
        TextColumn("{task.fields[day]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task("play", total=1.0, day="")
        yield lambda share, at: bar.update(task, completed=share, day=f"{at:%d %b %Y}")


def _hasher(rt: Any) -> Any:
    from flask_security.utils import hash_password

    from adherence.wiring import create_app

    app = create_app(rt)

    def hashed(password: str) -> str:
        with app.app_context():
            return str(hash_password(password))

    return hashed


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextmanager
def _alone(config: Config) -> Iterator[None]:
    """Let one process at a time prepare the database of this folder; a dead one's lock is gone with it."""
    folder = config.key_folder
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
