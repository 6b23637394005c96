"""Gate and mark: with the patients' rows held, decide which claimed texts may leave, write their bodies, mark them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from adherence.actions.gate_facts import GateFacts, gather_facts
from adherence.actions.open_flag import open_flag
from adherence.actions.queue_text import clinic_params
from adherence.actions.queue_to_staff import staff_link
from adherence.actions.word_text import Wording, word_text
from adherence.db.addressees import Addressee, language_and_discretion
from adherence.db.communications import Attempt, Communication
from adherence.db.injections import STEPS_OF_A_BOOKING
from adherence.db.patients import Patient
from adherence.db.supporters import Supporter
from adherence.db.types import new_id
from adherence.domain.gate import Outcome, Text, Verdict, judge
from adherence.domain.gate_others import judge_notice, judge_supporter
from adherence.domain.purpose import UNPROMPTED, Purpose
from adherence.domain.segments import count
from adherence.domain.states import AttemptState, FlagKind, MessageState
from adherence.domain.supporters import SOMEBODY_SUPPORTED
from adherence.domain.wording import language_of
from adherence.runtime import Runtime
from adherence.sms.provider import OutgoingSms

START_WITHIN_SECONDS = 2.0
"""A request starts this soon after the gate, and waits 3 s at most for a connection: the kill-switch holds in 5 s."""
_MOST_FAULTS = 5
_FAULT_WAIT = timedelta(seconds=60)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """A text that is marked as sending: what to hand over, and how to record the end."""

    communication_id: int
    attempt_id: str
    fence: int
    starts_before: float
    """The monotonic second from which the request may not start any more: what the gate saw is too old then."""
    sms: OutgoingSms


def gate_messages(rt: Runtime, ids: Sequence[int]) -> list[Ready]:
    """Judge claimed texts in one short transaction; returns those that are now marked as sending."""
    now = rt.now()
    with rt.database.writing() as session:
        facts = gather_facts(session, ids, owner=rt.owner, now=now)
        marked = _Marks(session, rt, facts, now)
        for message in facts.messages:
            try:
                marked.judge_one(message)
            except Exception as fault:  # whatever is wrong with one row, the others must leave
                marked.set_aside(message, fault)
        marked.write()
    return marked.ready


class _Marks:
    """The decisions of one chunk, written together."""

    def __init__(self, session: Session, rt: Runtime, facts: GateFacts, now: datetime) -> None:
        self.session, self.rt, self.facts, self.now = session, rt, facts, now
        self.started_real_at = rt.database.now(session)
        self._gated_at = time.monotonic()
        self.ready: list[Ready] = []
        self._sent: list[dict[str, Any]] = []
        self._kept: list[dict[str, Any]] = []
        self._attempts: list[dict[str, Any]] = []

    def judge_one(self, message: Communication) -> None:
        """Decide about one text; a text to a patient counts at once for the next one to the same patient."""
        to, verdict = self._judge(message)
        if verdict.outcome is Outcome.SEND:
            self._mark(message, to, verdict)
        else:
            self._keep(message, verdict)

    def _judge(self, message: Communication) -> tuple[Addressee, Verdict]:
        text, policy = self._text(message), self.facts.policies[message.clinic_id]
        if message.practitioner_id is not None:
            staff = self.facts.practitioners[message.practitioner_id]
            return staff, judge_notice(text, self.facts.staff_recipient(staff), now=self.now)
        if message.supporter_id is not None:
            supporter = self.facts.supporters[message.supporter_id]
            recipient = self.facts.supporter_recipient(supporter, self.now)
            return supporter, judge_supporter(text, recipient, policy, now=self.now)
        patient = self.facts.patients[message.patient_id or ""]
        return patient, judge(text, self.facts.recipient(patient, self.now), policy, now=self.now)

    def _text(self, message: Communication) -> Text:
        dose = self.facts.doses.get(message.dose_id or 0)
        return Text(
            purpose=message.purpose,
            phone_hash=message.phone_hash,
            expires_at=message.expires_at,
            send_at=message.send_at,
            dose_state=dose.state if dose else None,
            window_closes_at=dose.window_closes_at if dose else None,
            agreed_hours=bool(dose and dose.agreed_hours),
            reminder_accepted_at=self.facts.reminders_accepted.get(message.dose_id or 0),
            about_booking=message.purpose is Purpose.APPOINTMENT and message.step >= STEPS_OF_A_BOOKING,
        )

    def _mark(self, message: Communication, to: Addressee, verdict: Verdict) -> None:
        template, purpose = message.template, message.purpose
        if purpose is Purpose.REMINDER and to.id in self.facts.check_in_first:
            template, purpose = "restart_check_in", Purpose.CHECK_IN_FIRST
        wording = self._kept_wording(message) or self._word(message, template, to)
        attempt_id = new_id()
        sms = OutgoingSms(attempt_id, to.phone, wording.body, verdict.validity_seconds, self._callback(attempt_id))
        assert message.lease_until is not None
        self._attempts.append(
            {
                "id": attempt_id,
                "clinic_id": message.clinic_id,
                "communication_id": message.id,
                "fence": message.fence,
                "owner": self.rt.owner,
                "state": AttemptState.SENDING,
                "started_at": self.now,
                "started_real_at": self.started_real_at,
                "checks": 0,
            }
        )
        self._sent.append(
            {
                "row": message.id,
                "state": MessageState.SENDING,
                "purpose": purpose,
                "template": template,
                "body_sealed": message.body_sealed
                or self.rt.database.vault.seal(wording.body, "communications", "body_sealed", str(message.id)),
                "template_version": wording.version,
                "segments": count(wording.body).segments,
                "consent_id": to.consent_id if isinstance(to, Patient) else None,
                "started_at": self.now,
                "tries": message.tries + 1,
                "reason": None,
            }
        )
        if isinstance(to, Patient | Supporter):
            self.facts.count_text(to)
        if purpose in UNPROMPTED and isinstance(to, Patient):
            self.facts.count_unprompted(to, self.now)
        starts_before = min(self._gated_at + START_WITHIN_SECONDS, self._monotonic_of(message.lease_until))
        self.ready.append(Ready(message.id, attempt_id, message.fence, starts_before, sms))

    def _kept_wording(self, message: Communication) -> Wording | None:
        """What staff wrote, or what was written at an earlier try: a text never changes once it has its words."""
        body = message.body
        return Wording(body, message.template_version) if body is not None else None

    def _word(self, message: Communication, template: str | None, to: Addressee) -> Wording:
        assert template is not None, "a text without a template has its body"
        language, level = language_and_discretion(to)
        question = self.facts.questions.get(message.params.get("question_id", ""))
        if question is not None and (own := question.own_text(language)):
            return Wording(own, None)  # its version is the question that the text cites
        params = clinic_params(self.facts.clinics[message.clinic_id], language) | message.params
        if "path" in params:
            params["page"] = staff_link(self.rt.config.public_base_url, params["path"])
        if isinstance(to, Supporter):
            # Opened only here, for the sealed body: values are stored in plain text.
            named = self.facts.patients[to.patient_id].given_name if to.may_name else ""
            params |= {"who": named or SOMEBODY_SUPPORTED[language_of(language)]}
        return word_text(self.facts.own_texts, message.clinic_id, template, lang=language, level=level, params=params)

    def _monotonic_of(self, lease_until: datetime) -> float:
        """The end of a lease on this process's monotonic clock: the database's clock may differ from the machine's."""
        return self._gated_at + (lease_until - self.started_real_at).total_seconds()

    def _callback(self, attempt_id: str) -> str | None:
        base = self.rt.config.public_base_url.rstrip("/")
        return f"{base}/sms/status/{attempt_id}" if base else None

    def _keep(self, message: Communication, verdict: Verdict) -> None:
        states = {
            Outcome.WAIT: MessageState.QUEUED,
            Outcome.WITHHOLD: MessageState.WITHHELD,
            Outcome.EXPIRE: MessageState.EXPIRED,
        }
        self._kept.append(
            {
                "row": message.id,
                "state": states[verdict.outcome],
                "reason": verdict.reason,
                "cap": verdict.cap,
                "send_at": verdict.until or message.send_at,
                "tries": message.tries,
            }
        )

    def set_aside(self, message: Communication, fault: Exception) -> None:
        """A text that cannot be judged or written is tried a few times more, then left to a person."""
        _log.error("text could not be gated", communication_id=message.id, fault=type(fault).__name__)
        given_up = message.tries + 1 >= _MOST_FAULTS
        self._kept.append(
            {
                "row": message.id,
                "state": MessageState.REFUSED if given_up else MessageState.QUEUED,
                "reason": "fault",
                "cap": None,
                "send_at": self.now + _FAULT_WAIT,
                "tries": message.tries + 1,
            }
        )
        patient = self.facts.patients.get(message.patient_id or "")
        if given_up and patient is not None:
            open_flag(self.session, patient, FlagKind.DELIVERY, "A text could not be written", now=self.now)

    def write(self) -> None:
        """Write all decisions: one statement for each kind of row."""
        table = Communication.__table__
        connection = self.session.connection()
        if self._attempts:
            connection.execute(insert(Attempt.__table__), self._attempts)  # type: ignore[arg-type]
            connection.execute(_update_row(table, self._sent[0]), self._sent)
        if self._kept:
            connection.execute(_update_row(table, self._kept[0]), self._kept)


def _update_row(table: Any, example: dict[str, Any]) -> Any:
    columns: dict[str, Any] = {name: bindparam(name) for name in example if name != "row"}
    return update(table).where(table.c.id == bindparam("row")).values(columns)
