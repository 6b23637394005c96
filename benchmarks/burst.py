"""All patients of a clinic due in the same minute, through a real worker and a fake provider on loopback.

Run: python -m benchmarks.burst [--patients 10000]. It is played twice: as it is, and with a worker that is killed
(SIGKILL) in the middle and started again. The figures come from the fake provider's own record.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from adherence.actions.create_clinic import create_clinic
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.enrol_patient import enrol_patient
from adherence.actions.sign_gate import sign_gate
from adherence.actions.start_regimen import start_regimen
from adherence.build import build_runtime
from adherence.db import schema
from adherence.domain.actor import Actor
from adherence.domain.states import Role
from config import Config

ENROLLED_AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
DUE_AT = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
ACCOUNT, TOKEN = "AC" + "1" * 32, "burst-token"
BATCH = 500


def main() -> None:
    """Measure and print a line of figures for each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=10_000)
    patients: int = parser.parse_args().patients
    with tempfile.TemporaryDirectory(prefix="burst") as name:
        folder = Path(name)
        _set_clock(folder, ENROLLED_AT, rate=0)
        _enrol(_settings(folder, "") | {"ADHERENCE_SMS_PROVIDER": "simulator"}, patients)
        for kill in (False, True):
            played = folder / ("killed" if kill else "plain")
            played.mkdir()
            for made in folder.glob("*.db*"):
                shutil.copy(made, played)
            for key in folder.glob("*.key"):
                shutil.copy(key, played)
            print(json.dumps({"killed": kill} | measure(played, patients, kill=kill)), flush=True)


def measure(folder: Path, patients: int, *, kill: bool) -> dict[str, Any]:
    """Play the burst on the prepared database of a folder; gives the figures."""
    _set_clock(folder, ENROLLED_AT, rate=0)
    fake = _start([sys.executable, "-m", "tests.fake_twilio", "--account-sid", ACCOUNT, "--auth-token", TOKEN,
                   "--clock", str(folder / "clock.json")], folder, stdout=subprocess.PIPE)  # fmt: skip
    worker: subprocess.Popen[Any] | None = None
    try:
        assert fake.stdout is not None
        address = fake.stdout.readline().decode().split()[-1]
        settings = _settings(folder, address)
        _set_clock(folder, DUE_AT - timedelta(seconds=8), rate=1)
        due_real = time.time() + 8
        worker = _worker(settings, folder)
        worker = _until_sent(address, patients, worker, settings, folder, kill=kill, due_real=due_real)
        return _figures(address, patients, due_real)
    finally:
        for process in (worker, fake):
            if process is not None:
                process.terminate()
                process.wait(timeout=15)


def _until_sent(
    address: str,
    patients: int,
    worker: subprocess.Popen[Any],
    settings: dict[str, str],
    folder: Path,
    *,
    kill: bool,
    due_real: float,
) -> subprocess.Popen[Any]:
    killed = not kill
    deadline = due_real + (600 if kill else 120)
    while time.time() < deadline:
        sent = _count(address)
        if not killed and sent >= patients // 2:
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
            killed = True
            # Time runs faster from here on: what the kill left uncertain is decided 300 s after its start.
            _set_clock(folder, DUE_AT + timedelta(seconds=time.time() - due_real), rate=10)
            worker = _worker(settings, folder)
        if sent >= patients and (not kill or not _unsettled(folder)):
            break
        time.sleep(0.25)
    return worker


def _figures(address: str, patients: int, due_real: float) -> dict[str, Any]:
    posts = _posts(address)
    per_number = Counter(post["to"] for post in posts if post["sid"])
    return {
        "patients": patients,
        "sent": len(per_number),
        "twice": sum(times > 1 for times in per_number.values()),
        "lost": patients - len(per_number),
        "seconds": round(max((post["at"] for post in posts), default=due_real) - due_real, 2),
    }


def _settings(folder: Path, address: str) -> dict[str, str]:
    return {
        "ADHERENCE_ENV": "test",
        "ADHERENCE_DATABASE_URL": f"sqlite:///{folder / 'burst.db'}",
        "ADHERENCE_SMS_PROVIDER": "twilio",
        "ADHERENCE_TWILIO_ACCOUNT_SID": ACCOUNT,
        "ADHERENCE_TWILIO_AUTH_TOKEN": TOKEN,
        "ADHERENCE_TWILIO_FROM": "+15005550006",
        "ADHERENCE_TWILIO_BASE_URL": address,
        "ADHERENCE_PUBLIC_BASE_URL": "http://127.0.0.1:9",
        "ADHERENCE_MESSAGES_PER_SECOND": "10000",
        "ADHERENCE_CLOCK": f"file:{folder / 'clock.json'}",
    }


def _enrol(settings: dict[str, str], patients: int) -> None:
    """Enrol everybody through the real actions, and let the welcomes leave."""
    os.environ.update(settings)
    rt = build_runtime(Config.load())
    schema.upgrade(rt.database.engine)
    with rt.database.writing() as session:
        clinic = create_clinic(session, name="Burst", programme="North Care", now=rt.now())
        actor = Actor(clinic.id, "bench", Role.CLINICIAN, clinic.id)
    plan = {
        "kind": "daily",
        "medication": "naltrexone 50 mg tablet",
        "starts_on": DUE_AT.date().isoformat(),
        "times": ["08:00"],
        "pattern": {"type": "every_day", "quantity_mg": 50},
    }
    gate = {"agent": "none", "urine_test": "negative", "contraindications": [], "signed_by": "Dr Hale"}
    for first in range(0, patients, BATCH):
        with rt.database.writing() as session:
            for number in range(first, min(first + BATCH, patients)):
                entered = {
                    "given_name": "Pat",
                    "family_name": f"N{number}",
                    "phone": f"+1{2010000000 + number}",
                    "time_zone": "UTC",
                    "language": "en",
                    "consent": {"method": "written"},
                }
                patient = enrol_patient(session, actor, entered, now=rt.now())
                sign_gate(session, actor, patient, gate, now=rt.now())
                start_regimen(session, actor, patient, plan, now=rt.now())
    while deliver_messages(rt):
        pass
    rt.close()


def _worker(settings: dict[str, str], folder: Path) -> subprocess.Popen[Any]:
    return _start([sys.executable, "-m", "adherence", "worker"], folder, env=os.environ | settings)


def _start(command: list[str], folder: Path, **how: Any) -> subprocess.Popen[Any]:
    log = (folder / "log.txt").open("ab")
    how.setdefault("stdout", log)
    return subprocess.Popen(command, stderr=log, **how)


def _set_clock(folder: Path, at: datetime, *, rate: float) -> None:
    fresh = folder / "clock.new"
    fresh.write_text(json.dumps({"at": at.isoformat(), "since": time.time(), "rate": rate}))
    fresh.replace(folder / "clock.json")


def _unsettled(folder: Path) -> int:
    connection = sqlite3.connect(f"file:{folder / 'burst.db'}?mode=ro", uri=True)
    try:
        query = """SELECT count(*) FROM communications WHERE purpose = 'reminder' AND due_at < ?
                   AND state IN ('queued', 'claimed', 'sending', 'uncertain')"""
        return int(connection.execute(query, ["2026-03-03 09:00"]).fetchone()[0])
    finally:
        connection.close()


def _get(address: str, path: str) -> Any:
    with urllib.request.urlopen(address + path, timeout=30) as answer:
        return json.load(answer)


def _count(address: str) -> int:
    return int(_get(address, "/_fake/counts")["messages"])


def _posts(address: str) -> list[dict[str, Any]]:
    return list(_get(address, "/_fake/posts"))


if __name__ == "__main__":
    main()
