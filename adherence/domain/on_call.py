"""Who is told of an urgent flag, in which order, and when the next ones are told because nobody took it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from adherence.domain.policy import Policy
from adherence.domain.states import Role


class NoticeStep(StrEnum):
    """Whom a notice goes to; the order is that of escalation, the supervisor is told of what is overdue."""

    ON_CALL = "on_call"
    BACKUP = "backup"
    CLINICIANS = "clinicians"
    ADMINS = "admins"
    SUPERVISOR = "supervisor"


class NoticeChannel(StrEnum):
    """How a notice travels."""

    SMS = "sms"
    MAIL = "mail"


class NoticeState(StrEnum):
    """What became of a notice; ``cancelled`` because somebody took the flag before it left."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class FlagActKind(StrEnum):
    """What was done about a flag: its ledger, which is only added to."""

    TOLD = "told"
    NOBODY_TO_TELL = "nobody_to_tell"
    TAKEN = "taken"
    WROTE = "wrote"
    CALLED = "called"
    NOT_REACHED = "not_reached"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    SNOOZED = "snoozed"
    WOKEN = "woken"


ESCALATION = (NoticeStep.ON_CALL, NoticeStep.BACKUP, NoticeStep.CLINICIANS, NoticeStep.ADMINS)
"""The steps that follow one another while nobody takes an urgent flag."""
_TREATS = (Role.CLINICIAN, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff who works here now, and how a notice can reach them."""

    id: str
    role: Role
    channels: tuple[NoticeChannel, ...]


@dataclass(frozen=True, slots=True)
class ShiftSpan:
    """Somebody is on call from an instant, inclusive, to another, exclusive; as the first or as the backup."""

    practitioner_id: str
    starts_at: datetime
    ends_at: datetime
    backup: bool = False

    def covers(self, at: datetime) -> bool:
        """Whether an instant lies in the shift."""
        return self.starts_at <= at < self.ends_at


def on_call_at(shifts: Sequence[ShiftSpan], at: datetime, *, backup: bool = False) -> list[str]:
    """Who is on call at an instant, each once, in the order of the shifts."""
    return list(dict.fromkeys(s.practitioner_id for s in shifts if s.backup is backup and s.covers(at)))


def next_in_rota(shifts: Sequence[ShiftSpan], at: datetime) -> str | None:
    """Whose turn comes next: the first coming shift of somebody who is not on call now."""
    now = set(on_call_at(shifts, at))
    coming = [s for s in shifts if not s.backup and s.starts_at > at and s.practitioner_id not in now]
    return min(coming, key=lambda s: s.starts_at).practitioner_id if coming else None


def addressees(
    step: NoticeStep, shifts: Sequence[ShiftSpan], staff: Collection[Colleague], at: datetime
) -> list[Colleague]:
    """Who is to be told at a step and can be reached."""
    match step:
        case NoticeStep.ON_CALL:
            wanted = on_call_at(shifts, at)
        case NoticeStep.BACKUP:
            following = next_in_rota(shifts, at)
            wanted = on_call_at(shifts, at, backup=True) or ([following] if following else [])
        case NoticeStep.CLINICIANS:
            wanted = [colleague.id for colleague in staff if colleague.role in _TREATS]
        case NoticeStep.ADMINS | NoticeStep.SUPERVISOR:
            wanted = [colleague.id for colleague in staff if colleague.role is Role.ADMIN]
    return [colleague for colleague in staff if colleague.id in wanted and colleague.channels]


def next_step(
    after: NoticeStep | None, shifts: Sequence[ShiftSpan], staff: Collection[Colleague], at: datetime
) -> tuple[NoticeStep, list[Colleague]] | None:
    """The next step at which somebody can be reached, with them; None where none is left."""
    first = 0 if after is None else ESCALATION.index(after) + 1
    for step in ESCALATION[first:]:
        if reached := addressees(step, shifts, staff, at):
            return step, reached
    return None


def escalates_at(step: NoticeStep, told_at: datetime, policy: Policy) -> datetime | None:
    """When the step after ``step`` is due while nobody took the flag; ``told_at`` is the first notice. None at the end.

    The waits are policy: 5, 10 and 20 minutes.
    """
    match step:
        case NoticeStep.ON_CALL:
            return told_at + policy.notice_backup_after
        case NoticeStep.BACKUP:
            return told_at + policy.notice_clinicians_after
        case NoticeStep.CLINICIANS:
            return told_at + policy.notice_admins_after
        case NoticeStep.ADMINS | NoticeStep.SUPERVISOR:
            return None


def gaps(shifts: Sequence[ShiftSpan], start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The spans in start..end in which nobody is on call first; the backup does not count."""
    found: list[tuple[datetime, datetime]] = []
    covered = start
    for shift in sorted((s for s in shifts if not s.backup and s.ends_at > start), key=lambda s: s.starts_at):
        if shift.starts_at >= end:
            break
        if shift.starts_at > covered:
            found.append((covered, shift.starts_at))
        covered = max(covered, shift.ends_at)
    if covered < end:
        found.append((covered, end))
    return found
