"""A clinic's policy: changed safely, kept with who did it, and what it then rules."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.change_policy import change_policy
from adherence.actions.plan_doses import plan_doses
from adherence.db.clinics import Clinic
from adherence.db.communications import Communication
from adherence.db.policies import policy_changes, policy_of
from adherence.domain.errors import Refused
from adherence.domain.policy import DEFAULT_POLICY, Policy
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily


def change(cast: Cast, **wanted: str | None) -> int:
    with cast.rt.database.writing() as session:
        return len(change_policy(session, cast.ben, wanted, now=cast.rt.now()))


def held(cast: Cast, *, by_cleo: bool = False) -> Policy:
    with cast.rt.database.reading() as session:
        return policy_of(session.get_one(Clinic, (cast.cleo if by_cleo else cast.ben).clinic_id))


def test_changed_numbers_are_stored_typed_and_for_one_clinic_only(cast: Cast) -> None:
    assert change(cast, texting_ends="20:30", nudge_after="30", visit_text_days="7, 1", gate_after_holds="none") == 4
    policy = held(cast)
    assert policy.texting_ends == time(20, 30)
    assert policy.nudge_after == timedelta(minutes=30)
    assert policy.visit_text_days == (7, 1)
    assert policy.gate_after_holds == ()
    assert held(cast, by_cleo=True) is DEFAULT_POLICY
    with cast.rt.database.reading() as session:
        stored = session.get_one(Clinic, cast.ben.clinic_id).policy
    assert stored == {"texting_ends": "20:30", "nudge_after": 30, "visit_text_days": [7, 1], "gate_after_holds": []}


def test_every_change_is_kept_with_who_and_when_and_going_back_is_one_too(cast: Cast, clock: VirtualClock) -> None:
    change(cast, daily_cap="5")
    clock.pass_by(hours=1)
    assert change(cast, daily_cap="5", nudge_after="60") == 0
    change(cast, daily_cap=None)
    with cast.rt.database.reading() as session:
        lines = policy_changes(session, cast.ben.clinic_id)
        assert [(line.name, line.old, line.new, line.recorded_by) for line in lines] == [
            ("daily_cap", "5", None, cast.ben.id),
            ("daily_cap", None, "5", cast.ben.id),
        ]
        assert policy_changes(session, cast.cleo.clinic_id) == []
        assert session.get_one(Clinic, cast.ben.clinic_id).policy == {}


def test_one_unsafe_number_refuses_all_of_them(sqlite_cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        change(sqlite_cast, daily_cap="5", opioid_free_days_least="3", daily_maximum_mg="5000")
    assert [fault.field for fault in refused.value.faults] == ["opioid_free_days_least", "daily_maximum_mg"]
    assert held(sqlite_cast) is DEFAULT_POLICY


def test_numbers_are_checked_together_with_what_holds(sqlite_cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        change(sqlite_cast, texting_starts="09:00")
    assert [fault.field for fault in refused.value.faults] == ["visit_day_text_time"]
    assert change(sqlite_cast, texting_starts="09:00", visit_day_text_time="09:30") == 2


def test_an_unknown_name_is_refused(sqlite_cast: Cast) -> None:
    with pytest.raises(Refused, match="does not exist"):
        change(sqlite_cast, colour="blue")


def test_doses_that_are_planned_from_now_on_follow_the_change_and_earlier_ones_stay(
    cast: Cast, clock: VirtualClock
) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    before = {text.id: text.due_at for text in nudges(cast)}
    change(cast, nudge_after="30", taken_within="2")
    clock.pass_by(days=2)
    plan_doses(cast.rt)
    after = nudges(cast)
    assert {text.id: text.due_at for text in after if text.id in before} == before
    assert {text.why for text in after if text.id not in before} == {
        "One nudge 30 minutes after the slot, if nothing was heard"
    }
    newest = cast.doses()[-1]
    assert newest.late_from - newest.due_at == timedelta(hours=2, microseconds=1)


def test_answers_expire_as_the_clinic_says(sqlite_cast: Cast) -> None:
    change(sqlite_cast, acknowledgement_expires_after="3")
    sqlite_cast.receive("what is this?")
    apply_inbound(sqlite_cast.rt)
    with sqlite_cast.rt.database.reading() as session:
        answer = session.scalars(select(Communication).where(Communication.inbound_id.is_not(None))).one()
        assert answer.expires_at == answer.due_at + timedelta(hours=3)


def nudges(cast: Cast) -> list[Communication]:
    with cast.rt.database.reading() as session:
        query = select(Communication).where(Communication.patient_id == cast.ana, Communication.template == "nudge")
        return list(session.scalars(query.order_by(Communication.due_at)))
