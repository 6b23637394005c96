"""The gate as a table: what may leave, what waits, what is withheld, and until when it may be delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.gate import Outcome, Reason, Recipient, Text, judge
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.purpose import OF_A_DOSE, UNPROMPTED, Purpose
from adherence.domain.states import ConsentState, DoseState, NumberState, PatientStatus
from adherence.domain.timing import in_texting_hours

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
PHONE = b"number"
ANA = Recipient(PatientStatus.ACTIVE, ConsentState.GRANTED, NumberState.IN_USE, PHONE, NEW_YORK)
REMINDER = Text(
    Purpose.REMINDER, PHONE, NOON + timedelta(hours=6), DoseState.UPCOMING, window_closes_at=NOON + timedelta(hours=6)
)


def text(purpose: Purpose, **changes: object) -> Text:
    return replace(REMINDER, purpose=purpose, reminder_accepted_at=NOON - timedelta(hours=1), **changes)


def verdict(about: Text, to: Recipient = ANA, now: datetime = NOON, policy: Policy = DEFAULT_POLICY):  # type: ignore[no-untyped-def]
    found = judge(about, to, policy, now=now)
    return found.outcome, found.reason


@pytest.mark.parametrize("purpose", list(Purpose))
def test_what_is_in_order_leaves_at_noon(purpose: Purpose) -> None:
    about = text(purpose)
    to = replace(ANA, consent=ConsentState.REVOKED) if purpose is Purpose.STOP_CONFIRMATION else ANA
    assert verdict(about, to) == (Outcome.SEND, None)


REFUSED = [
    ({"status": PatientStatus.PAUSED}, Reason.PAUSED, {Purpose.CRISIS}),
    ({"status": PatientStatus.DISCHARGED}, Reason.DISCHARGED, {Purpose.CRISIS}),
    ({"status": PatientStatus.DECEASED}, Reason.DECEASED, set()),
    ({"consent": ConsentState.NONE}, Reason.NO_CONSENT, {Purpose.CRISIS}),
    ({"consent": ConsentState.PENDING}, Reason.UNCONFIRMED, {Purpose.CRISIS, Purpose.OPT_IN_REQUEST}),
    ({"consent": ConsentState.REVOKED}, Reason.OPTED_OUT, {Purpose.CRISIS, Purpose.STOP_CONFIRMATION}),
    (
        {"number": NumberState.VERIFYING},
        Reason.NUMBER_UNUSABLE,
        {Purpose.CRISIS, Purpose.NUMBER_CHECK, Purpose.OPT_IN_REQUEST},
    ),
    ({"number": NumberState.DEAD}, Reason.NUMBER_UNUSABLE, {Purpose.CRISIS}),
    ({"number": NumberState.WRONG}, Reason.NUMBER_UNUSABLE, {Purpose.CRISIS}),
    ({"phone_hash": b"another"}, Reason.NUMBER_CHANGED, set()),
]


@pytest.mark.parametrize(("state", "reason", "allowed"), REFUSED)
@pytest.mark.parametrize("purpose", list(Purpose))
def test_who_may_not_be_texted_gets_only_what_is_named(
    purpose: Purpose, state: dict[str, object], reason: Reason, allowed: set[Purpose]
) -> None:
    expected = (Outcome.SEND, None) if purpose in allowed else (Outcome.WITHHOLD, reason)
    assert verdict(text(purpose), replace(ANA, **state)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_halt_stops_every_purpose_and_expiry_beats_all(purpose: Purpose) -> None:
    halted = replace(ANA, halted=True)
    assert verdict(text(purpose), halted) == (Outcome.WAIT, Reason.HALTED)
    over = text(purpose, expires_at=NOON)
    assert verdict(over, halted) == verdict(over) == (Outcome.EXPIRE, Reason.EXPIRED)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_no_text_leaves_before_its_time(purpose: Purpose) -> None:
    early = text(purpose, send_at=NOON + timedelta(microseconds=1))
    waits = judge(early, ANA, DEFAULT_POLICY, now=NOON)
    assert (waits.outcome, waits.until) == (Outcome.WAIT, early.send_at)
    assert verdict(text(purpose, send_at=NOON)) == verdict(text(purpose))


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kathmandu", "Pacific/Chatham", "America/St_Johns", "UTC"])
@pytest.mark.parametrize(
    ("local", "leaves"), [("07:59:59", False), ("08:00:00", True), ("20:59:59", True), ("21:00:00", False)]
)
def test_texting_hours_are_the_patients_own(zone: str, local: str, leaves: bool) -> None:
    there = ZoneInfo(zone)
    now = datetime.fromisoformat(f"2026-03-04T{local}").replace(tzinfo=there).astimezone(UTC)
    to, open_end = replace(ANA, zone=there), {"expires_at": now + timedelta(days=1), "window_closes_at": None}
    for purpose in UNPROMPTED - {Purpose.NUDGE}:
        about = text(purpose, **open_end)
        found = judge(about, to, DEFAULT_POLICY, now=now)
        assert (found.outcome is Outcome.SEND) is leaves, purpose
        if not leaves:
            assert (found.outcome, found.reason) == (Outcome.WAIT, Reason.QUIET_HOURS)
            assert found.until is not None
            assert found.until.astimezone(there).time().isoformat() == "08:00:00"
        assert verdict(replace(about, agreed_hours=True), to, now) == (Outcome.SEND, None), "an agreed slot"
    for purpose in (Purpose.WELCOME, Purpose.OPT_IN_REQUEST, Purpose.NUMBER_CHECK):
        assert (verdict(text(purpose, expires_at=None), to, now)[0] is Outcome.SEND) is leaves, purpose
    for purpose in (Purpose.ACKNOWLEDGEMENT, Purpose.HELP, Purpose.CRISIS, Purpose.QUESTION):
        assert verdict(text(purpose, **open_end), to, now) == (Outcome.SEND, None), "answers leave at any hour"


def test_a_nudge_outside_texting_hours_is_dropped() -> None:
    late = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
    about = text(Purpose.NUDGE, expires_at=late + timedelta(days=1), window_closes_at=late + timedelta(days=1))
    assert verdict(about, now=late) == (Outcome.WITHHOLD, Reason.QUIET_HOURS)


@pytest.mark.parametrize(
    ("sent", "slots", "reason"),
    [(2, 1, None), (3, 1, Reason.CAP), (3, 2, None), (4, 2, Reason.CAP), (7, 4, None), (8, 4, Reason.CAP)],
)
def test_the_cap_is_the_larger_of_three_and_twice_the_slots(sent: int, slots: int, reason: Reason | None) -> None:
    to = replace(ANA, unprompted_today=sent, slots_a_day=slots)
    for purpose in UNPROMPTED:
        assert verdict(text(purpose), to)[1] is reason
    assert verdict(text(Purpose.ACKNOWLEDGEMENT), to) == (Outcome.SEND, None)
    assert verdict(text(Purpose.WELCOME), to) == (Outcome.SEND, None)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_minimum_gap_never_delays_a_dose_prompt(purpose: Purpose) -> None:
    to = replace(ANA, unprompted_today=1, last_unprompted_at=NOON - timedelta(minutes=9, seconds=59))
    waits = purpose in UNPROMPTED - {Purpose.REMINDER, Purpose.TARGETED_PROMPT, Purpose.CHECK_IN_FIRST}
    expected = (Outcome.WAIT, Reason.MINIMUM_GAP) if waits else (Outcome.SEND, None)
    if purpose is not Purpose.STOP_CONFIRMATION:
        assert verdict(text(purpose), to) == expected


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ({"talking_until": NOON + timedelta(minutes=1)}, Reason.PERSON_TALKING),
        ({"reply_waiting": True}, Reason.REPLY_WAITING),
    ],
)
def test_automatic_texts_wait_for_people_and_answers_do_not(state: dict[str, object], reason: Reason) -> None:
    to = replace(ANA, **state)  # type: ignore[arg-type]
    for purpose in UNPROMPTED:
        assert verdict(text(purpose), to) == (Outcome.WAIT, reason)
    assert verdict(text(Purpose.ACKNOWLEDGEMENT), to) == (Outcome.SEND, None)
    assert verdict(text(Purpose.STAFF_MESSAGE), to) == (Outcome.SEND, None)


def test_a_safety_hold_holds_texts_about_doses_only() -> None:
    to = replace(ANA, dose_texts_held=True)
    for purpose in UNPROMPTED:
        expected = (Outcome.WAIT, Reason.HELD_FOR_SAFETY) if purpose in OF_A_DOSE else (Outcome.SEND, None)
        assert verdict(text(purpose), to) == expected


def test_on_a_held_day_only_what_nobody_asked_for_is_kept_back() -> None:
    to = replace(ANA, on_hold=True)
    for purpose in set(Purpose) - {Purpose.STOP_CONFIRMATION}:
        expected = (Outcome.WITHHOLD, Reason.HOLD) if purpose in UNPROMPTED else (Outcome.SEND, None)
        assert verdict(text(purpose), to) == expected


@pytest.mark.parametrize("state", [state for state in DoseState if state is not DoseState.UPCOMING])
def test_a_settled_dose_gets_no_text(state: DoseState) -> None:
    for purpose in OF_A_DOSE:
        assert verdict(text(purpose, dose_state=state)) == (Outcome.WITHHOLD, Reason.DOSE_SETTLED)


def test_a_text_about_a_dose_does_not_outlive_its_window() -> None:
    about = text(Purpose.REMINDER, expires_at=None, window_closes_at=NOON)
    assert verdict(about) == (Outcome.WITHHOLD, Reason.WINDOW_CLOSED)


@pytest.mark.parametrize(("minutes", "leaves"), [(None, False), (9, False), (10, True)])
def test_a_nudge_needs_a_reminder_that_was_accepted(minutes: int | None, leaves: bool) -> None:
    accepted_at = None if minutes is None else NOON - timedelta(minutes=minutes)
    about = replace(text(Purpose.NUDGE), reminder_accepted_at=accepted_at)
    assert verdict(about) == ((Outcome.SEND, None) if leaves else (Outcome.WITHHOLD, Reason.NO_REMINDER))


@pytest.mark.parametrize(
    ("purpose", "expires", "agreed", "seconds"),
    [
        (Purpose.REMINDER, timedelta(seconds=90.9), False, 90),
        (Purpose.REMINDER, timedelta(seconds=0.4), False, 1),
        (Purpose.REMINDER, timedelta(hours=12), False, 9 * 3600),
        (Purpose.NUMBER_CHECK, None, False, 9 * 3600),
        (Purpose.WELCOME, None, False, 9 * 3600),
        (Purpose.STAFF_MESSAGE, timedelta(hours=12), False, 36_000),
        (Purpose.ACKNOWLEDGEMENT, timedelta(hours=2), False, 7200),
    ],
)
def test_the_validity_ends_with_the_text_or_with_texting_hours(
    purpose: Purpose, expires: timedelta | None, agreed: bool, seconds: int
) -> None:
    expires_at = None if expires is None else NOON + expires
    about = text(purpose, expires_at=expires_at, window_closes_at=None, agreed_hours=agreed)
    assert judge(about, ANA, DEFAULT_POLICY, now=NOON).validity_seconds == seconds


@given(
    purpose=st.sampled_from(sorted(Purpose)),
    minutes=st.integers(0, 60 * 24 * 400),
    zone=st.sampled_from(["America/New_York", "Africa/Cairo", "Asia/Beirut", "Antarctica/Troll", "Pacific/Apia"]),
    sent=st.integers(0, 9),
    agreed=st.booleans(),
)
def test_whatever_the_instant_no_unprompted_text_leaves_or_arrives_in_quiet_hours(
    purpose: Purpose, minutes: int, zone: str, sent: int, agreed: bool
) -> None:
    now, there = NOON + timedelta(minutes=minutes), ZoneInfo(zone)
    about = replace(
        text(purpose, agreed_hours=agreed),
        expires_at=now + timedelta(hours=5),
        window_closes_at=None,
        reminder_accepted_at=now - timedelta(hours=1),
    )
    found = judge(about, replace(ANA, zone=there, unprompted_today=sent), DEFAULT_POLICY, now=now)
    if found.outcome is Outcome.SEND and purpose in UNPROMPTED:
        assert in_texting_hours(now, there) or agreed
        last = now + timedelta(seconds=found.validity_seconds) - timedelta(seconds=1)
        assert agreed or in_texting_hours(last, there)
    assert 1 <= found.validity_seconds <= 36_000
