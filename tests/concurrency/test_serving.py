"""The service as real processes: it starts, says where it is, survives the death of a part, and stops in order."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 60.0


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether something comes true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


class Service:
    """One ``serve`` on a database of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.out = folder / "out.txt"
        settings = {
            "ADHERENCE_ENV": "test",
            "ADHERENCE_DATABASE_URL": f"sqlite:///{folder / 'a.db'}",
            "ADHERENCE_SMS_PROVIDER": "simulator",
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ADHERENCE_")}
        with self.out.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "adherence", "serve", "--port", str(port)],
                cwd=ROOT,
                env=kept | settings,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page; 0 where nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def is_ready(self) -> bool:
        """Whether database, migrations and worker are well."""
        return self.get("/ready")[0] == 200

    def part(self, name: str) -> int | None:
        """The process id of a part."""
        listed = subprocess.run(["ps", "-axwwo", "pid=,ppid=,command="], capture_output=True, text=True, check=True)
        for line in listed.stdout.splitlines():
            pid, parent, command = line.split(None, 2)
            if int(parent) == self.process.pid and f" {name} " in f"{command} " and "adherence.serving" in command:
                return int(pid)
        return None


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A service that is ready."""
    running = Service(tmp_path, free_port())
    try:
        assert wait_for(running.is_ready, STARTS_WITHIN), running.out.read_text()
        yield running
    finally:
        if running.process.poll() is None:
            running.process.terminate()
            running.process.wait(15)


def test_it_answers_says_where_it_is_and_stops_within_ten_seconds(service: Service) -> None:
    assert service.get("/health")[0] == 200
    assert json.loads(service.get("/ready")[1])["ready"] is True
    assert wait_for(lambda: "Phones " in service.out.read_text(), 10)
    lines = service.out.read_text().splitlines()
    assert f"Open http://127.0.0.1:{service.port}" in lines
    assert f"Phones http://127.0.0.1:{service.port}/phone" in lines
    parts = [service.part("web"), service.part("worker")]
    started = time.monotonic()
    service.process.send_signal(signal.SIGTERM)
    assert service.process.wait(12) == 0
    assert time.monotonic() - started < 10
    assert all(pid is not None and not _is_alive(pid) for pid in parts)


def test_a_part_that_is_killed_is_started_again(service: Service) -> None:
    for name in ("worker", "web"):
        before = service.part(name)
        assert before is not None
        os.kill(before, signal.SIGKILL)
        assert wait_for(lambda name=name, before=before: service.part(name) not in (None, before), 15)
    assert wait_for(service.is_ready, STARTS_WITHIN)


def test_no_part_is_left_behind_when_the_service_itself_is_killed(service: Service) -> None:
    parts = [service.part("web"), service.part("worker")]
    service.process.kill()
    service.process.wait(5)
    assert wait_for(lambda: not any(_is_alive(pid) for pid in parts if pid), 15)
    assert service.get("/health")[0] == 0


def test_a_taken_port_gets_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        late = Service(tmp_path, taken.getsockname()[1])
        assert late.process.wait(30) == 1
    said = late.out.read_text().strip().splitlines()
    assert len(said) == 1
    assert "is taken" in said[0]


def _is_alive(pid: int) -> bool:
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip()) and not listed.stdout.strip().startswith("Z")
