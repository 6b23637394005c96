"""Why a dose was not taken: what words say, when it may be asked about the day before, and who is not asked."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from adherence.domain.check_ins import Question
from adherence.domain.policy import Policy
from adherence.domain.reply import Expecting, Reading, read_reply
from adherence.domain.states import FlagKind
from adherence.domain.timing import due_at, instant_of, local_date

ASKS = ("question_reason", "reason_missed")
"""Templates that ask for a reason: after a skip, and on the morning after a silent day."""
QUIET_BEFORE_A_DOSE = timedelta(hours=1)
"""Policy: nothing is asked so shortly before a dose, so that a "1" is never about two questions."""
NOT_ASKED_WHILE_OPEN = (FlagKind.CRISIS, FlagKind.OVERDOSE_RISK, FlagKind.OPIOID_USE)
_ASKED_FOR = timedelta(hours=4)
_CODE = re.compile(r"\s*([1-5])\s*[.!)]?\s*")
_NUMBER = re.compile(r"\d")


class SkipReason(StrEnum):
    """Why a dose was not taken; the order is that of the numbers in the question."""

    FORGOT = "forgot"
    FELT_FINE = "felt_fine"
    RAN_OUT = "ran_out"
    SIDE_EFFECT = "side_effect"
    OTHER = "other"


def reason_told(reading: Reading, body: str) -> SkipReason | None:
    """The reason that an answer to our question gives: a number, or words; None for words that only ask."""
    code = _CODE.fullmatch(body)
    if code is not None:
        return tuple(SkipReason)[int(code.group(1)) - 1]
    if "?" in body or not isinstance(reading.value, str) or reading.value not in set(SkipReason):
        return None
    return SkipReason(reading.value)


def reason_beside(body: str, lang: str) -> SkipReason | None:
    """The reason that a "no" names of its own accord, as in "no, forgot"; None where we must ask."""
    if _NUMBER.search(body):
        return None
    reason = reason_told(read_reply(body, lang=lang, expecting=Expecting.REASON), body)
    return None if reason is SkipReason.OTHER else reason


def missed_day_question(zone: ZoneInfo, policy: Policy, *, now: datetime) -> Question | None:
    """The question about the day before where it may be asked now: from the clinic's time on, for four hours."""
    on = local_date(now, zone)
    asks_at = due_at(on, policy.missed_day_time, zone)
    if asks_at is None:
        return None
    expires_at = min(asks_at + _ASKED_FOR, instant_of(on, policy.texting_ends, zone))
    return Question(on, asks_at, expires_at) if asks_at <= now < expires_at else None
