"""Notices, steps and waits in the plain words that the care team reads."""

from __future__ import annotations

from datetime import timedelta

from adherence.domain.gate import SENTENCES, Reason
from adherence.domain.ladder import Rung
from adherence.domain.on_call import FlagActKind, NoticeChannel, NoticeState, NoticeStep
from adherence.domain.report.section import minutes, span_words

CHANNEL = {NoticeChannel.SMS: "Text", NoticeChannel.MAIL: "E-mail"}

NOTICE = {
    NoticeState.QUEUED: "leaving now",
    NoticeState.SENDING: "leaving now",
    NoticeState.SENT: "sent",
    NoticeState.FAILED: "did not arrive",
    NoticeState.CANCELLED: "kept back, because somebody had it",
}

TOLD = {
    NoticeStep.ON_CALL: "Told the person on call",
    NoticeStep.BACKUP: "Nobody took it: told the backup",
    NoticeStep.CLINICIANS: "Told all clinicians and coordinators",
    NoticeStep.ADMINS: "Nobody took it: told the administrators",
    NoticeStep.SUPERVISOR: "Overdue and nobody's: told the administrators",
}

RUNG = {
    Rung.NUDGE: "Nudge",
    Rung.SUPPORTER: "Supporter",
    Rung.FLAG: "Flag",
    Rung.SUPERVISOR: "Supervisor",
}

CLIMBED = {
    Rung.NUDGE: "nudge sent",
    Rung.SUPPORTER: "supporter told",
    Rung.FLAG: "flag opened",
    Rung.SUPERVISOR: "administrators told",
}


def act_line(kind: FlagActKind, step: NoticeStep | None, by: str | None) -> str:
    """One line of a flag's ledger."""
    person = by or "the service"
    match kind:
        case FlagActKind.TOLD:
            return TOLD[step or NoticeStep.ON_CALL]
        case FlagActKind.NOBODY_TO_TELL:
            return "Nobody could be told by text or e-mail: it waits on the list"
        case FlagActKind.TAKEN:
            return f"Taken by {person}"
        case FlagActKind.WROTE:
            return f"{person} wrote to the patient"
        case FlagActKind.CALLED:
            return f"{person} called and reached the patient"
        case FlagActKind.NOT_REACHED:
            return f"{person} called and did not reach the patient"
        case FlagActKind.RESOLVED:
            return f"Resolved by {person}"
        case FlagActKind.REOPENED:
            return f"Opened again by {person}"
        case FlagActKind.SNOOZED:
            return f"Snoozed by {person}"
        case FlagActKind.WOKEN:
            return f"Snooze ended by {person}"


def failure(code: str) -> str:
    """Why a notice did not arrive, from its code."""
    if code in list(Reason):
        return SENTENCES[Reason(code)].removeprefix("Not sent: ").removesuffix(".")
    return f"code {code}".replace("_", " ")


def wait(span: timedelta | None) -> str:
    """How long something took, as reports say it."""
    return span_words(minutes(span))
