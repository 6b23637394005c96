"""Signing the start gate: waiting plans begin, changed answers reach staff, and what no longer passes holds texts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.plan_doses import plan_doses
from adherence.actions.resolve_flag import reopen_flag, resolve_flag
from adherence.actions.sign_gate import sign_gate
from adherence.db.flags import Flag
from adherence.db.gates import StartGate, gates_of
from adherence.db.patients import Patient
from adherence.db.regimens import regimens_of
from adherence.domain.errors import Refused
from adherence.domain.states import PlanKind, RegimenState, Severity
from tests.cast import Cast, gate
from tests.conftest import VirtualClock
from tests.unit.regimens import daily, injection, targeted

REMINDER = "Time for your 8:00. Reply 1 done, 2 later, 3 skip"


def sign(cast: Cast, agent: str = "short_acting", **changes: Any) -> StartGate:
    with cast.rt.database.writing() as session:
        patient = session.get_one(Patient, cast.ana)
        return sign_gate(session, cast.ben, patient, gate(agent, cast.rt.now()) | changes, now=cast.rt.now())


def states(cast: Cast) -> set[RegimenState]:
    with cast.rt.database.reading() as session:
        return {regimen.state for regimen in regimens_of(session, cast.ben.clinic_id, cast.ana)}


def go(cast: Cast, clock: VirtualClock, text: str) -> None:
    clock.move_to(datetime.fromisoformat(text).replace(tzinfo=UTC))
    plan_doses(cast.rt)
    deliver_messages(cast.rt)


PLANS = {
    "tablets": [daily(starts_on="2026-03-02")],
    "injection": [injection(starts_on="2026-01-01", given_on=["2026-02-04"])],
    "targeted": [
        targeted(starts_on="2026-03-02", risk_weekdays=[], risk_days=[{"on": "2026-03-02", "anticipated_at": "12:00"}])
    ],
    "two": [
        daily(starts_on="2026-03-02", pattern={"type": "every_day", "quantity_mg": 25}),
        targeted(starts_on="2026-03-02", quantity_mg=25, risk_weekdays=["mon"], anticipated_at="12:00"),
    ],
}
KINDS = {
    "tablets": {PlanKind.DAILY},
    "injection": {PlanKind.INJECTION},
    "targeted": {PlanKind.TARGETED},
    "two": {PlanKind.DAILY, PlanKind.TARGETED},
}


@pytest.mark.parametrize("plans", list(PLANS))
def test_nothing_is_planned_or_sent_before_the_gate_passes_and_then_everything_is(
    cast: Cast, clock: VirtualClock, plans: str
) -> None:
    for plan in PLANS[plans]:
        cast.start(plan, agent=None)
    go(cast, clock, "2026-03-02 13:30")
    assert (states(cast), cast.doses()) == ({RegimenState.WAITING}, [])
    sign(cast, urine_test="positive")
    go(cast, clock, "2026-03-02 14:00")
    assert (states(cast), cast.doses()) == ({RegimenState.WAITING}, [])
    assert cast.open_flags() == [], "nothing runs that would have to stop"
    welcomed = len(cast.texts())
    sign(cast)
    assert cast.open_flags() == [], "the test was done anew before the start"
    assert states(cast) == {RegimenState.ACTIVE}
    assert {dose.kind for dose in cast.doses()} == KINDS[plans]
    for at in ("2026-03-02 15:31", "2026-03-03 13:01", "2026-03-03 15:01"):
        go(cast, clock, at)
    assert len(cast.texts()) > welcomed


def test_signing_again_with_the_same_answers_opens_nothing(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    clock.pass_by(days=1)
    sign(cast, signed_by="Dr Ruiz", note="as before")
    assert cast.open_flags() == []


def test_changed_answers_reach_staff_by_their_codes_only(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    clock.pass_by(days=1)
    sign(cast, agent="long_acting", opioid_free_since="2026-02-01", note="private", signed_by="Dr Secret")
    flag = next(flag for flag in cast.flags() if flag.kind == "start_gate")
    assert (flag.severity, flag.detail) == (Severity.HIGH, "Signed again; changed: agent, opioid_free_since")
    assert cast.patient().dose_texts_held_at is None


def test_a_gate_that_no_longer_passes_holds_dose_texts_until_one_does(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    sign(cast, contraindications=["liver_failure"])
    flag = next(flag for flag in cast.flags() if flag.kind == "start_gate")
    assert flag.severity is Severity.URGENT
    assert flag.detail == "No longer passed, dose texts are held; changed: contraindications"
    assert states(cast) == {RegimenState.ACTIVE}, "stopping a plan is a person's decision"
    go(cast, clock, "2026-03-02 13:01")
    assert REMINDER not in cast.texts()
    clock.pass_by(minutes=5)
    passed = sign(cast)
    assert passed.passed
    assert cast.open_flags() == []
    go(cast, clock, "2026-03-02 13:10")
    assert cast.texts().count(REMINDER) == 1, "still inside its window"


def test_a_person_may_release_dose_texts_and_hold_them_again(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    cast.reply("I took heroin last night")
    flag = next(flag for flag in cast.flags() if flag.kind == "opioid_use")
    with cast.rt.database.writing() as session:
        resolve_flag(session, cast.ben, session.get_one(Flag, flag.id), {"outcome": "reached"}, now=clock.at)
    assert cast.patient().dose_texts_held_at is None
    with cast.rt.database.writing() as session:
        reopen_flag(session, cast.ben, session.get_one(Flag, flag.id), now=clock.at)
    assert cast.patient().dose_texts_held_at is not None


def test_dose_texts_stay_held_while_the_gate_does_not_pass_whatever_became_of_its_flag(
    cast: Cast, clock: VirtualClock
) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    sign(cast, opioid_medicines=["analgesic"])
    flag = next(flag for flag in cast.flags() if flag.kind == "start_gate")
    with cast.rt.database.writing() as session:
        resolve_flag(session, cast.ben, session.get_one(Flag, flag.id), {"outcome": "reached"}, now=clock.at)
    assert cast.open_flags() == []
    assert cast.patient().dose_texts_held_at is not None
    sign(cast)
    assert cast.patient().dose_texts_held_at is None


def test_a_flag_of_changed_answers_holds_nothing_when_it_is_opened_again(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    sign(cast, agent="long_acting")
    flag = next(flag for flag in cast.flags() if flag.kind == "start_gate")
    with cast.rt.database.writing() as session:
        resolve_flag(session, cast.ben, session.get_one(Flag, flag.id), {"outcome": "reached"}, now=clock.at)
        reopen_flag(session, cast.ben, session.get_one(Flag, flag.id), now=clock.at)
    assert cast.patient().dose_texts_held_at is None


def test_another_urgent_flag_goes_on_holding_dose_texts(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    sign(cast, urine_test="positive")
    cast.reply("I took heroin last night")
    assert "opioid_use" in cast.open_flags()
    sign(cast)
    assert "start_gate" not in cast.open_flags()
    assert cast.patient().dose_texts_held_at is not None


def test_every_signature_is_kept_with_its_answers(cast: Cast, clock: VirtualClock) -> None:
    sign(cast, pregnancy="unknown", note="see letter")
    clock.pass_by(days=1)
    sign(cast, pregnancy="no", hepatotoxic_medicines=["isoniazid"], baseline_liver_test="done")
    with cast.rt.database.reading() as session:
        newest, oldest = gates_of(session, cast.ana)
        assert (oldest.answers.pregnancy, newest.answers.pregnancy) == ("unknown", "no")
        assert (oldest.details["note"], oldest.signed_by) == ("see letter", "Dr Hale")
        assert newest.answers.hepatotoxic_medicines == ("isoniazid",)
        assert any("isoniazid" in warning for warning in newest.warnings)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"naloxone_challenge": "maybe"}, "naloxone_challenge"),
        ({"opioid_medicines": ["aspirin"]}, "opioid_medicines[0]"),
        ({"opioid_medicines": "analgesic"}, "opioid_medicines"),
        ({"hepatotoxic_medicines": ["other", "other"]}, "hepatotoxic_medicines[1]"),
        ({"pregnancy": True}, "pregnancy"),
        ({"baseline_liver_test": ""}, "baseline_liver_test"),
        ({"note": "x" * 2001}, "note"),
        ({"agent": None}, "agent"),
        ({"opioid_free_since": None}, "opioid_free_since"),
        ({"opioid_free_since": "2026-03-03"}, "opioid_free_since"),
        ({"smoker": True}, "smoker"),
    ],
)
def test_an_answer_that_is_none_is_refused(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as caught:
        sign(cast, **changes)
    assert [fault.field for fault in caught.value.faults] == [field]
    with cast.rt.database.reading() as session:
        assert gates_of(session, cast.ana) == []
