"""What a message of staff will cost, whether it leaves, and what of it a lock screen gives away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adherence.db.installation import HALT, fact
from adherence.db.patients import Patient
from adherence.db.topic_pauses import pauses_that_hold
from adherence.db.trials import trial_phones
from adherence.domain.gate import SENTENCES, Outcome, Recipient, Text, judge
from adherence.domain.policy import Policy
from adherence.domain.purpose import Purpose
from adherence.domain.segments import Segments, count
from adherence.domain.timing import in_texting_hours, local_date
from adherence.domain.wording.lint import LOCK_SCREEN_CHARACTERS, Finding, Rule, lint
from adherence.web.reading import clinic
from adherence.web.sessions import request_session

_OF_COST = frozenset({Rule.LONG, Rule.COSTLY_CHARACTER, Rule.DOUBLE_CHARACTER, Rule.HARD_TO_READ})
_MOST_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class TextPreview:
    """Everything that a writer should see before the text leaves."""

    body: str
    locked: str
    cost: Segments
    dear: list[str]
    """The characters that make it UCS-2, each once."""
    stopped: str
    """Why it would not leave now; empty where it leaves at once."""
    quiet: bool
    paused: bool
    """The patient paused automatic texts; what staff write leaves all the same."""
    findings: list[Finding]


def preview_of(patient: Patient, body: str, policy: Policy, now: datetime) -> TextPreview:
    """The preview of a text to a patient, by the rules of the gate and of the wording; four queries at most."""
    text, cost = body.strip(), count(body.strip())
    names = [name for name in (patient.given_name, patient.family_name) if len(name) > 1]
    found = lint(text, lang=patient.language, level=patient.discretion, purpose=Purpose.STAFF_MESSAGE, names=names)
    return TextPreview(
        body=text,
        locked=text[:LOCK_SCREEN_CHARACTERS],
        cost=cost,
        dear=list(dict.fromkeys(character for _, character in cost.offending))[:_MOST_CHARACTERS],
        stopped=_stopped(patient, policy, now),
        quiet=not in_texting_hours(now, patient.zone, policy.texting_starts, policy.texting_ends),
        paused=bool(pauses_that_hold(request_session(), patient.id, local_date(now, patient.zone))),
        findings=[finding for finding in found if finding.rule not in _OF_COST],
    )


def _stopped(patient: Patient, policy: Policy, now: datetime) -> str:
    session, mine = request_session(), clinic()
    trial = trial_phones(session, mine, now) if mine.trial else None
    to = Recipient(
        status=patient.status,
        consent=patient.consent_state,
        number=patient.number_state,
        phone_hash=patient.phone_hash,
        zone=patient.zone,
        halted=mine.halted_at is not None or bool(fact(session, HALT)),
        trial=trial.why_not(patient.phone_hash) if trial is not None else None,
    )
    verdict = judge(Text(Purpose.STAFF_MESSAGE, patient.phone_hash, None), to, policy, now=now)
    return "" if verdict.outcome is Outcome.SEND or verdict.reason is None else SENTENCES[verdict.reason]
