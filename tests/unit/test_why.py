"""Why a text was or was not sent: one readable line for every purpose, state and reason, without codes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from adherence.domain.gate import Reason
from adherence.domain.policy import Policy
from adherence.domain.purpose import Purpose
from adherence.domain.states import MessageState
from adherence.domain.why import OTHER_CAUSES, SentText, why_of

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
TEXT = SentText(
    Purpose.REMINDER,
    MessageState.QUEUED,
    send_at=AT,
    started_at=AT,
    expires_at=AT,
    window_closes_at=AT,
    held_until=date(2026, 5, 3),
    cap=3,
)
ACTIONS = Path(__file__).parents[2] / "adherence/actions"


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_state_and_reason_gives_a_sentence_without_codes(purpose: Purpose) -> None:
    reasons = [None, *Reason, *OTHER_CAUSES, "some_new_code"]
    for state, reason, code in product(MessageState, reasons, (None, "30006", "503", "99999")):
        line = why_of(replace(TEXT, purpose=purpose, state=state, reason=reason, provider_code=code), BERLIN)
        assert line.endswith("."), line
        assert "_" not in line
        assert ".." not in line
        assert "None" not in line
        assert not line.rpartition(". ")[0].endswith(":")
        assert 10 < len(line) < 300


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"made": "Reminder at the slot 08:00", "state": MessageState.WITHHELD, "reason": Reason.QUIET_HOURS},
            "Reminder at the slot 08:00. Not sent: outside texting hours (08:00-21:00, Berlin).",
        ),
        (
            {"state": MessageState.QUEUED, "reason": Reason.QUIET_HOURS},
            "Reminder of a dose. Waiting: outside texting hours (08:00-21:00, Berlin). Tried again Fri 1 May 08:00.",
        ),
        (
            {"state": MessageState.WITHHELD, "reason": Reason.CAP},
            "Reminder of a dose. Not sent: the day's limit of automatic texts was reached (3 of 3).",
        ),
        (
            {"state": MessageState.WITHHELD, "reason": Reason.HOLD},
            "Reminder of a dose. Not sent: a hold covers this day (until Sun 3 May).",
        ),
        (
            {"state": MessageState.WITHHELD, "reason": Reason.WINDOW_CLOSED},
            "Reminder of a dose. Not sent: the dose's window had closed (Fri 1 May 08:00).",
        ),
        (
            {"state": MessageState.EXPIRED, "reason": None},
            "Reminder of a dose. Not sent: its time had passed (Fri 1 May 08:00).",
        ),
        (
            {"state": MessageState.QUEUED, "reason": Reason.MINIMUM_GAP},
            "Reminder of a dose. Waiting: another automatic text left only minutes ago"
            " (at least 10 minutes between two). Tried again Fri 1 May 08:00.",
        ),
        ({"state": MessageState.QUEUED}, "Reminder of a dose. Leaves Fri 1 May 08:00."),
        ({"state": MessageState.DELIVERED}, "Reminder of a dose. Sent Fri 1 May 08:00, and delivered."),
        (
            {"state": MessageState.UNDELIVERED, "provider_code": "30006"},
            "Reminder of a dose. Sent Fri 1 May 08:00, and did not arrive: the number is a landline,"
            " or its carrier takes no texts (provider code 30006).",
        ),
        (
            {"state": MessageState.CANCELLED, "reason": "dose_settled"},
            "Reminder of a dose. Cancelled: the dose had been answered or cancelled.",
        ),
        (
            {"state": MessageState.CANCELLED, "reason": "snoozed"},
            "Reminder of a dose. Cancelled: the patient asked for it later.",
        ),
        ({"made": "Answer to a reply read as not_taken", "state": MessageState.SENT},
         "Answer to a reply read as not taken. Sent Fri 1 May 08:00; the carrier has it."),
    ],
)  # fmt: skip
def test_the_line_has_the_numbers_that_count(changes: dict[str, object], line: str) -> None:
    assert why_of(replace(TEXT, **changes), BERLIN) == line  # type: ignore[arg-type]


def test_the_hours_are_those_of_the_clinics_policy() -> None:
    policy = Policy(texting_starts=time(9), texting_ends=time(20, 30))
    line = why_of(replace(TEXT, state=MessageState.WITHHELD, reason=Reason.QUIET_HOURS), BERLIN, policy)
    assert "(09:00-20:30, Berlin)" in line


def test_every_code_with_which_a_text_is_cancelled_has_words() -> None:
    codes = set()
    for path in ACTIONS.glob("*.py"):
        text = path.read_text()
        for call in re.findall(r"cancel_texts\((?:[^()]|\([^()]*\))*\)|state=MessageState\.\w+, reason=\"\w+\"", text):
            codes |= set(re.findall(r"reason=\"(\w+)\"", call))
    assert len(codes) > 6
    assert codes - set(OTHER_CAUSES) - {reason.value for reason in Reason} == set()
