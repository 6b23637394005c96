"""Bringing the database up before the service starts, with a demo where there is nothing yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask_security.utils import verify_password
from sqlalchemy import func, select

from adherence.actions.create_clinic import create_clinic
from adherence.build import build_runtime, is_demo
from adherence.clock import utc_now
from adherence.db import schema
from adherence.db.clinics import Clinic
from adherence.db.communications import Communication
from adherence.db.installation import CLOCK_OFFSET, SimulatedMessage, set_fact
from adherence.db.patients import Patient
from adherence.db.practitioners import Practitioner
from adherence.demo_database import prepare, refuse_demo
from adherence.runtime import Runtime
from adherence.simulation.cast import CAST
from adherence.simulation.staff import DEMO_CLINIC, DEMO_PASSWORD, DEMO_STAFF
from adherence.wiring import create_app
from config import Config, ConfigFaults, Env, SmsProviderName
from tests.conftest import test_config as settings_of

SMALL = (replace(CAST[1], days=3),)


def settings(folder: Path, **changes: Any) -> Config:
    """Settings for a database of one's own."""
    return settings_of(f"sqlite:///{folder / 'a.db'}", **({"env": Env.DEVELOPMENT} | changes))


@contextmanager
def opened(config: Config) -> Iterator[Runtime]:
    """The runtime of some settings, closed afterwards."""
    rt = build_runtime(config)
    try:
        yield rt
    finally:
        rt.close()


def clinics(config: Config) -> list[str]:
    """The names of all clinics in a database."""
    with opened(config) as rt, rt.database.reading() as session:
        return list(session.scalars(select(Clinic.name)))


def test_the_first_start_in_development_makes_the_demo_and_the_second_leaves_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config = settings(tmp_path)
    assert prepare(config, SMALL)
    assert "Playing the demo clinic" in capfd.readouterr().err
    assert clinics(config) == [DEMO_CLINIC]
    with opened(config) as rt, rt.database.reading() as session:
        played = session.scalar(select(func.count()).select_from(SimulatedMessage))
    assert played
    assert prepare(config, SMALL)
    with opened(config) as rt, rt.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SimulatedMessage)) == played
    assert not list(tmp_path.glob("*.playing*"))


def test_a_demo_played_in_two_parts_is_one_database_in_which_everything_can_be_opened(tmp_path: Path) -> None:
    config = settings(tmp_path)
    cast = tuple(replace(member, days=3) for member in CAST[:4])
    assert prepare(config, cast)
    with opened(config) as rt, rt.database.reading() as session:
        names = {patient.name for patient in session.scalars(select(Patient))}
        assert names == {member.name for member in cast}
        texts = list(session.scalars(select(Communication).where(Communication.body_sealed.is_not(None))))
        assert {len(text.body or "") > 10 for text in texts} == {True}
        assert {text.id < 10_000_000 for text in texts} == {True, False}
        assert session.scalar(select(func.count()).select_from(Practitioner)) == len(DEMO_STAFF)
        assert set(session.scalars(select(Communication.clinic_id))) == set(session.scalars(select(Clinic.id)))
        told = select(func.count()).where(SimulatedMessage.outbound.is_(True))
        assert session.scalar(told) == len(texts)
    assert {path.name for path in tmp_path.glob("a.db*")} == {"a.db"}


def test_the_printed_password_opens_the_demo(tmp_path: Path) -> None:
    config = settings(tmp_path)
    prepare(config, SMALL)
    with opened(config) as rt:
        with rt.database.reading() as session:
            hashed = session.scalars(select(Practitioner.password)).first()
        with create_app(rt).app_context():
            assert verify_password(DEMO_PASSWORD, hashed)


def test_what_a_killed_start_left_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "a.db.playing").write_bytes(b"half a database")
    config = settings(tmp_path)
    assert prepare(config, SMALL)
    assert clinics(config) == [DEMO_CLINIC]


def test_a_database_that_has_a_clinic_gets_no_demo(tmp_path: Path) -> None:
    config = settings(tmp_path)
    with opened(config) as rt:
        schema.upgrade(rt.database.engine)
        with rt.database.writing() as session:
            create_clinic(session, name="Mine", now=utc_now())
    assert not prepare(config, SMALL)
    assert clinics(config) == ["Mine"]


@pytest.mark.parametrize(
    "changes",
    [
        {"env": Env.TEST},
        {
            "sms_provider": SmsProviderName.TWILIO,
            "twilio_account_sid": "AC" + "0" * 32,
            "twilio_auth_token": "token",
            "twilio_from": "+15005550006",
        },
    ],
)
def test_no_demo_is_made_in_tests_or_where_texts_reach_people(tmp_path: Path, changes: dict[str, Any]) -> None:
    config = settings(tmp_path, **changes)
    assert not prepare(config, SMALL)
    assert clinics(config) == []
    with opened(config) as rt:
        assert schema.is_current(rt.database.engine)


def test_a_demo_is_refused_in_production_and_with_a_real_provider(tmp_path: Path) -> None:
    development = settings(tmp_path)
    refuse_demo(development, demo=True)
    for changes in ({"env": Env.PRODUCTION}, {"sms_provider": SmsProviderName.TWILIO}):
        risky = development.model_copy(update=changes)
        refuse_demo(risky, demo=False)
        with pytest.raises(ConfigFaults, match="demo clinic"):
            refuse_demo(risky, demo=True)


def test_the_demo_s_clock_runs_ahead_by_its_offset_and_no_other_database_s_does(tmp_path: Path) -> None:
    config = settings(tmp_path)
    prepare(config, SMALL)
    with opened(config) as rt:
        with rt.database.writing() as session:
            set_fact(session, CLOCK_OFFSET, 3600)
        assert is_demo(rt.database)
        assert abs(rt.now() - utc_now() - timedelta(hours=1)) < timedelta(seconds=5)
    other = settings(tmp_path / "other", env=Env.TEST)
    prepare(other)
    with opened(other) as rt:
        with rt.database.writing() as session:
            set_fact(session, CLOCK_OFFSET, 3600)
        assert abs(rt.now() - utc_now()) < timedelta(seconds=5)
