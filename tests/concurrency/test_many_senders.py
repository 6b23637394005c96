"""Several real processes drain one outbox: each text leaves once, also when processes are killed in the middle."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from adherence.actions.queue_text import insert_texts, text_row
from adherence.build import build_runtime
from adherence.db.communications import Attempt, Communication
from adherence.db.patients import Patient
from adherence.domain.states import AT_PROVIDER, BEFORE_SENDING, MessageState
from adherence.runtime import Runtime
from tests.cast import OUR_NUMBER, make_cast
from tests.conftest import KEY, test_config
from tests.fake_twilio.server import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
OPEN = BEFORE_SENDING | {MessageState.SENDING, MessageState.UNCERTAIN}


class Outbox:
    """Texts to many numbers, a fake provider, a clock that the processes read from a file, and the processes."""

    def __init__(self, url: str, folder: Path, fake: FakeTwilio, texts: int) -> None:
        self.folder, self.fake, self.texts = folder, fake, texts
        self.clock_file, self.stop_file = folder / "clock.json", folder / "stop"
        self.at = START
        self.set_clock(START)
        self.settings = {
            "env": "test",
            "database_url": url,
            "sms_provider": "twilio",
            "twilio_account_sid": ACCOUNT_SID,
            "twilio_auth_token": AUTH_TOKEN,
            "twilio_from": OUR_NUMBER,
            "twilio_base_url": fake.base_url,
            "messages_per_second": "100000",
            "public_base_url": "http://127.0.0.1:9",
            "clock": f"file:{self.clock_file}",
        }
        self.rt = self._fill()
        self.processes: list[subprocess.Popen[bytes]] = []

    def _fill(self) -> Runtime:
        """One patient for each text: every number of the provider's record stands for one occasion."""
        rt = build_runtime(test_config(self.settings["database_url"], **dict(list(self.settings.items())[2:])))
        ana = make_cast(rt).ana
        with rt.database.writing() as session:
            session.execute(update(Communication).values(state=MessageState.CANCELLED))
            like = session.get_one(Patient, ana)
            vault, rows = session.info["vault"], []
            for number in range(self.texts):
                patient = Patient(
                    clinic_id=like.clinic_id, time_zone="UTC", language="en", created_at=START, status=like.status,
                    given_name_sealed=b"", family_name_sealed=b"", consent_state=like.consent_state,
                    consent_id=like.consent_id, number_state=like.number_state,
                )  # fmt: skip
                patient.set_phone(vault, f"+1303555{number:04d}")
                session.add(patient)
                rows.append(patient)
            session.flush()
            why = "A text of the concurrency test"
            insert_texts(session, [text_row(one, "ack_noted", now=START, why=why) for one in rows])
        return rt

    def set_clock(self, at: datetime) -> None:
        """Move the clock of all processes."""
        self.at = at
        told = {"at": at.isoformat(), "since": time.time(), "rate": 1}
        half = self.clock_file.with_suffix(".new")
        half.write_text(json.dumps(told))
        half.replace(self.clock_file)

    def now(self) -> datetime:
        """The clock of the fake provider: the same."""
        return self.rt.now() if hasattr(self, "rt") else self.at

    def start(self, count: int) -> None:
        """Start senders."""
        environment = {f"ADHERENCE_{name.upper()}": value for name, value in self.settings.items()}
        environment |= {"ADHERENCE_SECRET_KEY": "test secret key, long enough for anything"}
        environment |= {"ADHERENCE_ENCRYPTION_KEYS": KEY, "PATH": os.environ["PATH"], "TZ": "Pacific/Chatham"}
        for _ in range(count):
            command = [sys.executable, "-m", "tests.concurrency.sender", str(self.stop_file)]
            self.processes.append(subprocess.Popen(command, cwd=ROOT, env=environment))

    def kill(self) -> None:
        """Kill all senders without warning."""
        for process in self.processes:
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.processes.clear()

    def stop(self) -> None:
        """Let all senders end."""
        self.stop_file.touch()
        for process in self.processes:
            process.wait(20)
        self.processes.clear()
        self.stop_file.unlink()

    def unfinished(self) -> int:
        """How many texts have no end yet."""
        query = select(func.count()).select_from(Communication).where(Communication.state.in_(OPEN))
        with self.rt.database.reading() as session:
            return session.scalar(query) or 0

    def wait_until_done(self, seconds: float) -> None:
        """Wait until every text has an end."""
        ends = time.monotonic() + seconds
        while self.unfinished() and time.monotonic() < ends:
            assert all(process.poll() is None for process in self.processes), "a sender died by itself"
            time.sleep(0.1)
        assert self.unfinished() == 0

    def states(self) -> Counter[str]:
        """How the texts ended."""
        with self.rt.database.reading() as session:
            return Counter(
                state.value for state in session.scalars(select(Communication.state).where(Communication.id > 0))
            )

    def taken(self) -> Counter[str]:
        """How often the provider took a text for each number."""
        return Counter(message.to for message in self.fake.outbound)


@pytest.fixture
def fake() -> Iterator[FakeTwilio]:
    """The provider, alive over all kills; its clock is set once the outbox is there."""
    with FakeTwilio() as fake:
        yield fake


@contextmanager
def _outbox(url: str, folder: Path, fake: FakeTwilio, texts: int) -> Iterator[Outbox]:
    outbox = Outbox(url, folder, fake, texts)
    fake.book.clock = outbox.now
    try:
        yield outbox
    finally:
        outbox.kill()
        outbox.rt.close()


def test_each_of_many_texts_leaves_exactly_once(database_url: str, tmp_path: Path, fake: FakeTwilio) -> None:
    with _outbox(database_url, tmp_path, fake, 1500) as outbox:
        outbox.start(3)
        outbox.wait_until_done(40)
        outbox.stop()
        taken = outbox.taken()
        assert len(taken) == 1500
        assert set(taken.values()) == {1}
        assert outbox.states()["accepted"] == 1500
        with outbox.rt.database.reading() as session:
            owners = set(session.scalars(select(Attempt.owner).distinct()))
        assert len(owners) >= 2, "more than one process took part"


def test_kills_in_the_middle_lose_nothing_and_double_nothing(
    database_url: str, tmp_path: Path, fake: FakeTwilio
) -> None:
    dice = random.Random(7)
    with _outbox(database_url, tmp_path, fake, 400) as outbox:
        for _ in range(3):
            before = len(fake.posts)
            outbox.start(2)
            fake.wait_for_posts(before + dice.randint(10, 40), 8)
            outbox.kill()
        # Real time rules leases: what the dead held is made to look long abandoned.
        with outbox.rt.database.writing() as session:
            long_ago = outbox.rt.database.now(session) - timedelta(minutes=2)
            session.execute(update(Attempt).values(started_real_at=long_ago))
            held = update(Communication).where(Communication.state == MessageState.CLAIMED)
            session.execute(held.values(lease_until=long_ago))
        outbox.start(2)
        time.sleep(4)
        for seconds in (50, 50, 100, 130):
            outbox.set_clock(outbox.now() + timedelta(seconds=seconds))
            time.sleep(1)
        outbox.wait_until_done(30)
        outbox.stop()
        taken, states = outbox.taken(), outbox.states()
        assert set(taken.values()) == {1}, "nothing twice"
        # An acknowledgement that is nowhere at the provider is never guessed about: it is unknown, and staff see it.
        assert len(taken) + states["unknown"] == 400
        assert sum(states[state.value] for state in AT_PROVIDER) == len(taken), "each one taken is known"
