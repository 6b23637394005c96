"""Watch a patient's tablets: ask whether more is needed before they run out, and flag when they have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from adherence.actions.clear_of_doses import clear_of_doses
from adherence.actions.count_tablets import count_tablets, spans_of
from adherence.actions.expect_doses import plan_of
from adherence.actions.open_flag import open_flag
from adherence.actions.plan_texts import medicine_of
from adherence.actions.queue_text import queue_text
from adherence.actions.resolve_flag import close_flags
from adherence.db.communications import Communication
from adherence.db.flags import Flag
from adherence.db.patients import Patient
from adherence.db.watched import Watched
from adherence.domain.policy import Policy
from adherence.domain.states import (
    BEFORE_SENDING,
    GONE,
    FlagKind,
    FlagState,
    MessageState,
    PatientStatus,
    PlanKind,
    RegimenState,
)
from adherence.domain.supply import ran_out_on, refill_to_ask_for
from adherence.domain.timing import day_start, due_at, instant_of, local_date
from adherence.domain.wording import day_text

ON_HAND = "tablets_on_hand"
"""The outcome of a flag that closed because there are tablets: once they are withdrawn, it counts as never opened."""
_OCCASION = "refill:"
_BY_THE_PLAN = "Out of tablets by the plan"


@dataclass(frozen=True, slots=True)
class SupplySteps:
    """What is to be done about a patient's tablets now."""

    ask_for: date | None
    """The run-out date for which a refill prompt is to be queued."""
    asked_in_vain: tuple[int, ...]
    """Prompts for that date that were cancelled before they left: they make room for it."""
    outdated: tuple[int, ...]
    """Prompts that wait although they are not to be asked today: their date has moved."""
    flag: str | None
    """The detail of a flag to open."""
    close: bool
    """Whether the flag that is open has lost its reason."""

    @property
    def are_none(self) -> bool:
        """Whether all is as it should be."""
        return not (self.ask_for or self.outdated or self.flag or self.close)


def watch_supply(session: Session, patient: Patient, found: Watched, policy: Policy, *, now: datetime) -> None:
    """Do what a patient's tablets need now (the row is held)."""
    steps = supply_steps(patient, found, policy, now=now)
    if steps.outdated:
        _set_aside(session, steps.outdated, state=MessageState.CANCELLED, reason="supply_changed")
    if steps.ask_for is not None:
        _set_aside(session, steps.asked_in_vain)
        _ask(session, patient, found, policy, steps.ask_for, now)
    if steps.close:
        close_flags(session, patient, (FlagKind.RAN_OUT,), outcome=ON_HAND, now=now, by=None)
    if steps.flag is not None:
        open_flag(session, patient, FlagKind.RAN_OUT, steps.flag, now=now)


def supply_steps(patient: Patient, found: Watched, policy: Policy, *, now: datetime) -> SupplySteps:
    """What is to be done about a patient's tablets now; nothing where none were ever handed out."""
    today = local_date(now, patient.zone)
    gone = patient.status in GONE
    supplies = [] if gone else count_tablets(found, today)
    newest = max((dispense.dispensed_on for dispense in found.standing_dispenses), default=date.min)
    run_out_on = None
    if patient.status is PatientStatus.ACTIVE and now < instant_of(today, policy.texting_ends, patient.zone):
        run_out_on = refill_to_ask_for(supplies, newest, spans_of(found), today, policy)
    reached = ran_out_on(supplies, today)
    waiting = [text for text in found.refills if text.state in BEFORE_SENDING]
    asked = [text for text in found.refills if run_out_on is not None and text.occasion == _occasion(run_out_on)]
    in_vain = [text for text in asked if text.state is MessageState.CANCELLED and text.started_at is None]
    told = reached is None or any(_tells(flag, day_start(reached, patient.zone)) for flag in found.flags)
    by_the_plan = any(_is_open(flag) and flag.detail.startswith(_BY_THE_PLAN) for flag in found.flags)
    return SupplySteps(
        ask_for=run_out_on if len(asked) == len(in_vain) else None,
        asked_in_vain=tuple(text.id for text in in_vain),
        outdated=tuple(text.id for text in waiting if text not in asked),
        flag=None if told else f"{_BY_THE_PLAN} since {reached}",
        close=reached is None and by_the_plan,
    )


def run_out_of(prompt: Communication | None) -> date | None:
    """The run-out date that a refill prompt asked about."""
    occasion = prompt.occasion if prompt is not None else None
    return date.fromisoformat(occasion.removeprefix(_OCCASION)) if occasion else None


def _occasion(run_out_on: date) -> str:
    return f"{_OCCASION}{run_out_on}"


def _is_open(flag: Flag) -> bool:
    return flag.kind is FlagKind.RAN_OUT and flag.state is FlagState.OPEN


def _tells(flag: Flag, since: datetime) -> bool:
    """Whether the care team was told of being out since an instant, and tablets did not make it untrue."""
    return flag.kind is FlagKind.RAN_OUT and flag.renewed_at >= since and flag.outcome != ON_HAND


def _ask(session: Session, patient: Patient, found: Watched, policy: Policy, run_out_on: date, now: datetime) -> None:
    today = local_date(now, patient.zone)
    leaves_at = due_at(today, policy.refill_text_time, patient.zone)
    if leaves_at is None:
        return
    ends_at = instant_of(today, policy.texting_ends, patient.zone)
    clear_at = clear_of_doses(session, patient.id, today, max(leaves_at, now), policy)
    queue_text(
        session,
        patient,
        "refill",
        now=now,
        why=f"Tablets run out on {run_out_on} by the plan; asked from {policy.refill_days_before} days before on",
        params={"date": day_text(run_out_on, lang=patient.language), "medicine": _medicine(found)},
        due_at=clear_at if clear_at < ends_at else leaves_at,
        expires_at=ends_at,
        occasion=_occasion(run_out_on),
    )


def _medicine(found: Watched) -> str:
    """The medicine's name as level 2 may say it."""
    running = [r for r in found.regimens if r.kind is not PlanKind.INJECTION and r.state is RegimenState.ACTIVE]
    return medicine_of(plan_of(running[-1].current)) if running else ""


def _set_aside(session: Session, ids: tuple[int, ...], **values: object) -> None:
    """Take the occasion from prompts that will not leave, so that the date can be asked about again."""
    if ids:
        texts = update(Communication).where(Communication.id.in_(ids), Communication.started_at.is_(None))
        fetch = {"synchronize_session": "fetch"}
        session.execute(texts.values(occasion=None, **values), execution_options=fetch)
