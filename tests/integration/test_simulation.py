"""Playing virtual time through the real actions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from adherence.db.communications import Attempt, Communication
from adherence.db.doses import Administration, Dose
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.db.injections import Injection
from adherence.db.installation import DEMO, fact
from adherence.db.notices import Notice
from adherence.db.patients import Patient
from adherence.db.practitioners import Practitioner
from adherence.domain.on_call import NoticeStep
from adherence.domain.purpose import Purpose
from adherence.domain.states import DoseState, FlagKind, FlagState, Severity, Source
from adherence.runtime import Runtime
from adherence.simulation import simulate
from adherence.simulation.cast import CAST
from adherence.simulation.counting import Stop, count_run
from adherence.simulation.demo import fiction_number, numbered, seed_demo
from adherence.simulation.member import Lately, Member, Says
from adherence.simulation.parts import halves
from adherence.simulation.staff import DEMO_STAFF
from adherence.sms.provider import Direction
from config import ConfigFaults

NOW = datetime(2026, 3, 20, 21, 30, tzinfo=UTC)
ZEROES = ("duplicates", "lost", "sent_after_stop", "sent_in_quiet_hours", "stale_sent")


def member(name: str, **changes: object) -> Member:
    """One of the demo's patients, with a short history."""
    found = next(one for one in CAST if one.name == name)
    return replace(found, **changes)  # type: ignore[arg-type]


@pytest.fixture
def played(rt: Runtime) -> Runtime:
    """A small demo on a database of each kind."""
    cast = (
        member("Ana Duarte", days=5),
        member("Wes Tanner", days=8),
        member("Derek Shaw", days=30),
        member("Pete Lawson", days=8),
        member("Ian Marsh", days=4, says=(Says(2, "12:15", "STOP", is_last=True),)),
        member("Dana Whitlock", days=3, says=(Says(0, "10:00", "I drank last night"),)),
        member("Mateo Cruz", days=2),
    )
    seed_demo(rt, hash_password=lambda _password: "hash", now=NOW, cast=cast)
    return rt


def test_the_demo_s_history_is_played_and_ends_now(played: Runtime) -> None:
    with played.database.reading() as session:
        states = dict(session.execute(select(Dose.state, func.count()).group_by(Dose.state)).all())
        assert states[DoseState.TAKEN] >= 8
        sources = set(session.scalars(select(Administration.source)))
        assert {Source.PATIENT_SMS, Source.OBSERVED} <= sources
        assert session.scalar(select(func.count()).select_from(Injection)) == 2
        latest = session.scalar(select(func.max(Attempt.started_at)))
        assert latest is not None
        assert (NOW - latest).total_seconds() < 24 * 3600
        assert latest <= NOW
        assert session.scalar(select(func.count()).where(InboundMessage.applied_at.is_(None))) == 0
        overdue = select(func.count()).where(Dose.state == DoseState.UPCOMING, Dose.window_closes_at <= NOW)
        assert session.scalar(overdue) == 0


def test_the_demo_has_staff_marks_itself_as_one_and_leaves_the_newest_flag_open(played: Runtime) -> None:
    with played.database.reading() as session:
        assert fact(session, DEMO) is True
        assert set(session.scalars(select(Practitioner.email))) == {person.email for person in DEMO_STAFF}
        open_kinds = set(session.scalars(select(Flag.kind).where(Flag.state == FlagState.OPEN)))
        assert FlagKind.LAPSE in open_kinds


def test_who_waits_for_the_gate_is_welcomed_and_not_reminded(played: Runtime) -> None:
    with played.database.reading() as session:
        waiting = next(one for one in session.scalars(select(Patient)) if one.family_name == "Cruz")
        purposes = set(session.scalars(select(Communication.purpose).where(Communication.patient_id == waiting.id)))
        assert purposes == {Purpose.WELCOME}


def test_numbers_of_the_demo_are_of_those_kept_for_fiction_and_all_different() -> None:
    numbers = [fiction_number(index) for index in range(len(CAST))]
    assert len(set(numbers)) == len(CAST)
    assert all(number[5:10] == "55501" and len(number) == 12 for number in numbers)


def test_a_long_run_with_a_failing_provider_keeps_every_promise(tmp_path: Path) -> None:
    counted = simulate(patients=14, days=6, seed=7, database_url=f"sqlite:///{tmp_path / 's.db'}")
    assert {name: counted[name] for name in ZEROES} == dict.fromkeys(ZEROES, 0)
    assert counted["doses_due"] > 20
    assert counted["sms_accepted"] > 40
    assert counted["replies"] > 10
    with closing(sqlite3.connect(tmp_path / "s.db")) as connection:
        for table in ("holds", "dispenses", "check_ins", "check_in_answers", "supporters", "topic_pauses"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0, table


def test_the_same_seed_plays_the_same_story() -> None:
    first, second = (simulate(patients=5, days=3, seed=11) for _ in range(2))
    assert first | {"wall_s": 0} == second | {"wall_s": 0}


def test_another_seed_plays_another_story() -> None:
    first, second = (simulate(patients=5, days=3, seed=seed) for seed in (11, 12))
    assert first | {"wall_s": 0, "seed": 0} != second | {"wall_s": 0, "seed": 0}


def test_a_database_in_use_is_not_played_into(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 's.db'}"
    simulate(patients=1, days=1, seed=1, database_url=url)
    with pytest.raises(ConfigFaults, match="empty one"):
        simulate(patients=1, days=1, seed=1, database_url=url)


def test_the_phones_hold_what_was_sent_and_written(sqlite_rt: Runtime) -> None:
    player = seed_demo(sqlite_rt, hash_password=lambda _: "hash", now=NOW, cast=(member("Marcus Bell", days=3),))
    directions = [message.direction for message in player.store.messages(number=fiction_number(0))]
    assert directions.count(Direction.OUTBOUND) >= 4
    assert directions.count(Direction.INBOUND) >= 2


def test_whoever_shares_a_phone_has_its_number_and_is_played_in_the_same_part() -> None:
    phones = {one.name: phone for phone, one in numbered(CAST)}
    assert phones["Aroha Devlin"] == phones["Paul Devlin"]
    for part in halves(numbered(CAST)):
        names = {one.name for _, one in part}
        assert ("Aroha Devlin" in names) == ("Paul Devlin" in names)
    assert sum(len(part) for part in halves(numbered(CAST))) == len(CAST)


def test_staff_on_call_are_texted_at_once_and_take_what_came_before_the_last_hour(sqlite_rt: Runtime) -> None:
    cast = (
        member("Maya Lewis", days=3, says=(Says(1, "21:40", "I can't go on like this"),)),
        member("Jordan Pike", days=3, silent=(), supporters=(), lately=(Lately(12, "I used last night"),)),
    )
    player = seed_demo(sqlite_rt, hash_password=lambda _: "hash", now=NOW, cast=cast)
    with sqlite_rt.database.reading() as session:
        flags = {one.kind: one for one in session.scalars(select(Flag).where(Flag.severity == Severity.URGENT))}
        crisis, use = flags[FlagKind.CRISIS], flags[FlagKind.OPIOID_USE]
        assert crisis.claimed_at is not None
        assert crisis.first_reply_at is not None
        assert crisis.opened_at < crisis.claimed_at < crisis.first_reply_at
        assert crisis.state is FlagState.RESOLVED
        steps = list(session.scalars(select(Notice.step).where(Notice.flag_id == use.id).distinct()))
        assert set(steps) == {NoticeStep.ON_CALL, NoticeStep.BACKUP, NoticeStep.CLINICIANS}
        assert use.claimed_at is None
    notices = [text for person in DEMO_STAFF for text in player.store.messages(number=person.phone)]
    assert notices
    assert not [text for text in notices if "Pike" in text.body or "Lewis" in text.body]


def test_texts_to_staff_and_supporters_are_counted_and_a_stop_ends_those_about_the_patient(sqlite_rt: Runtime) -> None:
    cast = (member("Carmen Vidal", days=26), member("Jordan Pike", days=3, lately=(Lately(12, "I used last night"),)))
    player = seed_demo(sqlite_rt, hash_password=lambda _: "hash", now=NOW, cast=cast)
    counted = count_run(player, {})
    assert {name: counted[name] for name in ZEROES} == dict.fromkeys(ZEROES, 0)
    told = player.store.messages(number=fiction_number(0)[:-2] + "50")
    assert [text.direction for text in told].count(Direction.OUTBOUND) >= 3, "asked, thanked, and told of silence"
    first = min(text.at for text in told)
    stopped = count_run(player, {fiction_number(0): Stop(first)})
    own = [text for text in player.store.messages(number=fiction_number(0)) if text.at > first]
    assert stopped["sent_after_stop"] > sum(text.direction is Direction.OUTBOUND for text in own)
