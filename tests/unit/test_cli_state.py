"""``export-state``: what became of everything, streamed, without names, numbers or bodies."""

from __future__ import annotations

import json
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from adherence.build import build_runtime
from adherence.cli import run
from adherence.db.communications import Communication
from adherence.db.schema import upgrade
from adherence.runtime import Runtime
from config import Config
from tests.web.api_service import DAILY, GATE, Service, service

__all__ = ["service"]
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def test_the_export_has_states_and_reasons_and_nothing_private(
    service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    patient_id = service.enrol()
    service.post(f"/patients/{patient_id}/start-gate", GATE)
    service.post(f"/patients/{patient_id}/regimens", DAILY)
    service.post(f"/patients/{patient_id}/messages", {"body": "Please call Ana's nurse."})
    monkeypatch.setenv("ADHERENCE_ENV", "test")
    monkeypatch.setenv("ADHERENCE_DATABASE_URL", service.rt.config.database_url)
    assert run(["export-state", "--json"]) == 0
    text = capsys.readouterr().out
    told = json.loads(text)
    assert set(told) == {"communications", "doses", "flags", "counts"}
    needed = {"id", "patient_id", "purpose", "state", "reason", "due_at", "attempts"}
    assert all(needed <= set(row) for row in told["communications"])
    assert {row["purpose"] for row in told["communications"]} >= {"welcome", "staff_message", "reminder"}
    assert all(row["attempts"] == 0 for row in told["communications"])
    assert told["doses"][0]["quantity_mg"] == 50
    assert told["doses"][0]["due_at"].endswith("Z")
    assert told["counts"]["patients"] == 1
    assert sum(told["counts"]["communications"].values()) == len(told["communications"])
    for private in ("Ana", "Ruiz", "12025550143", "Please", "sealed", "hash"):
        assert private not in text


def test_many_texts_are_streamed_in_constant_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADHERENCE_ENV", "test")
    monkeypatch.setenv("ADHERENCE_DATABASE_URL", f"sqlite:///{tmp_path}/a.db")
    rt = build_runtime(Config.load())
    upgrade(rt.database.engine)
    _fill(rt, 20_000)
    rt.close()
    out = tmp_path / "state.json"
    with out.open("w") as file, monkeypatch.context() as patched:
        patched.setattr("sys.stdout", file)
        tracemalloc.start()
        assert run(["export-state", "--json"]) == 0
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert len(json.loads(out.read_text())["communications"]) == 20_000
    assert peak < 6_000_000, "the rows were gathered before they were written"


def _fill(rt: Runtime, number: int) -> None:
    from adherence.actions.create_clinic import create_clinic

    with rt.database.writing() as session:
        clinic = create_clinic(session, name="Elm", now=NOW)
        row = {
            "clinic_id": clinic.id,
            "purpose": "alert",
            "phone_hash": b"0" * 16,
            "created_at": NOW,
            "state": "queued",
        }
        rows = [row | {"due_at": NOW + timedelta(seconds=n), "send_at": NOW} for n in range(number)]
        session.execute(insert(Communication), rows)
