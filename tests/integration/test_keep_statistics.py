"""SQLite knows its own rows: a patient's texts are found by the patient, not by reading the whole clinic."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from adherence.actions import keep_statistics as statistics
from adherence.actions.keep_statistics import keep_statistics
from adherence.runtime import Runtime
from tests.cast import Cast
from tests.conftest import VirtualClock, make_runtime


def known(rt: Runtime) -> list[str]:
    """The indexes of which something is known."""
    with rt.database.reading() as session:
        return list(session.scalars(text("SELECT idx FROM sqlite_stat1 WHERE tbl = 'patients'")))


def test_what_the_planner_knows_is_renewed_now_and_then(
    sqlite_rt: Runtime, sqlite_cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite_cast.enrol(given_name="Zed", family_name="Quill")
    assert keep_statistics(sqlite_rt)
    assert "ix_patients_clinic_id_status_id" in known(sqlite_rt)
    assert not keep_statistics(sqlite_rt), "it was done a moment ago"
    monkeypatch.setattr(statistics, "_EVERY", -statistics._EVERY)
    assert keep_statistics(sqlite_rt)


def test_postgresql_looks_after_that_itself(postgres: Callable[[], str], clock: VirtualClock) -> None:
    for rt in make_runtime(postgres(), clock):
        assert not keep_statistics(rt)
