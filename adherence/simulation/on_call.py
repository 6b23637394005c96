"""The phone of a colleague who is on call: takes what is urgent by text, calls the patient, and closes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from adherence.actions.log_call import log_call
from adherence.actions.mark_conversation import mark_conversation
from adherence.actions.resolve_flag import resolve_flag
from adherence.db.flags import Flag
from adherence.db.patients import lock_patient
from adherence.domain.actor import Actor
from adherence.domain.states import FlagKind, FlagState, Severity
from adherence.simulation.person import Letter, Reply
from adherence.simulation.player import Player

_ANSWERS = 0.8
"""How often a notice is answered before somebody else is told."""
_NOTES: dict[FlagKind, str] = {
    FlagKind.CRISIS: "Safe, with family tonight. Talked for twenty minutes. Visit tomorrow at 9.",
    FlagKind.OPIOID_USE: "Talked it through, not alone today. The doctor sees them this week.",
    FlagKind.OVERDOSE_RISK: "Reached at once, awake and well. Knows whom to call.",
}
_ELSE = "Reached by phone and talked about what comes next."


class OnCall:
    """One colleague's phone; what comes after ``until`` is left to whoever looks at the demo."""

    gone = False

    def __init__(
        self,
        player: Player,
        actor: Actor,
        phone: str,
        random: Random,
        until: datetime,
        is_left: Callable[[Flag], bool],
    ) -> None:
        self.phone = phone
        self._player = player
        self._actor = actor
        self._random = random
        self._until = until
        self._is_left = is_left

    def answer(self, letter: Letter) -> Reply | None:
        """``1`` to a notice, some minutes later; the call to the patient follows."""
        if letter.template != "staff_alert" or letter.at >= self._until or self._random.random() > _ANSWERS:
            return None
        at = letter.at + timedelta(minutes=self._random.randint(1, 4))
        self._player.at(at + timedelta(minutes=self._random.randint(3, 15)), self._call)
        return Reply(at, "1")

    def _call(self) -> None:
        """Call about everything urgent that was taken, and put its end on the agenda."""
        now = self._player.clock.at
        mine = select(Flag).where(
            Flag.claimed_by == self._actor.id,
            Flag.state == FlagState.OPEN,
            Flag.severity == Severity.URGENT,
            Flag.first_reply_at.is_(None),
        )
        with self._player.rt.database.writing() as session:
            for flag in session.scalars(mine).all():
                called = {"reached": "reached", "note": _NOTES.get(flag.kind, _ELSE)}
                log_call(session, self._actor, flag, called, now=now)
                if flag.inbound_id is not None and flag.patient_id is not None:
                    mark_conversation(session, self._actor, lock_patient(session, flag.patient_id), read=True, now=now)
                if flag.kind in _NOTES and not self._is_left(flag):
                    later = now + timedelta(minutes=self._random.randint(15, 50))
                    self._player.at(later, self._closing(flag.id))

    def _closing(self, flag_id: str) -> Callable[[], None]:
        def close() -> None:
            with self._player.rt.database.writing() as session:
                flag = session.get_one(Flag, flag_id)
                if flag.state is FlagState.OPEN:
                    outcome = {"outcome": "reached", "note": _NOTES[flag.kind]}
                    resolve_flag(session, self._actor, flag, outcome, now=self._player.clock.at)

        return close
