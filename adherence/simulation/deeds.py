"""What staff of the demo do on a given day, as data, and the action that carries out each kind of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from adherence.actions.add_supporter import add_supporter
from adherence.actions.assign_conversation import assign_conversation, claim_conversation
from adherence.actions.change_regimen import change_regimen
from adherence.actions.close_conversation import close_conversation
from adherence.actions.correct_injection import correct_injection
from adherence.actions.declare_risk_day import declare_risk_day
from adherence.actions.end_hold import end_hold
from adherence.actions.end_support import end_supporter
from adherence.actions.enter_hold import enter_hold
from adherence.actions.make_stop_link import make_stop_link, send_stop_link
from adherence.actions.move_step import move_step
from adherence.actions.record_cycle_step import record_cycle_step
from adherence.actions.record_dispense import record_dispense
from adherence.actions.record_injection import record_injection
from adherence.actions.record_lab import record_lab
from adherence.actions.record_medicine import record_medicine
from adherence.actions.report_drinking import report_drinking
from adherence.actions.set_cadence import set_cadence
from adherence.actions.set_check_in import set_check_in
from adherence.actions.sign_gate import sign_gate
from adherence.actions.stop_by_link import stop_by_link
from adherence.actions.undo_version import undo_version
from adherence.actions.withdraw_hold import withdraw_hold
from adherence.actions.write_to_patient import write_to_patient
from adherence.db.holds import Hold, holds_of
from adherence.db.inbox import flags_by_texts
from adherence.db.injections import Injection, injections_of
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, regimens_of
from adherence.db.stop_links import link_of
from adherence.db.supporters import Supporter, supporters_of
from adherence.domain.actor import Actor
from adherence.domain.states import PlanKind, RegimenState
from adherence.domain.timing import instant_of
from adherence.simulation.staff import DemoPerson, actor_of

Entered = Mapping[str, Any]
TABLET_MG = 50


class Kind(StrEnum):
    """What can be done."""

    HOLD = "hold"
    HOLD_ENDED = "hold_ended"
    HOLD_WITHDRAWN = "hold_withdrawn"
    DISPENSED = "dispensed"
    TESTED = "tested"
    MEDICINE = "medicine"
    CYCLE_STEP = "cycle_step"
    INJECTION = "injection"
    INJECTION_CORRECTED = "injection_corrected"
    PLAN_CHANGED = "plan_changed"
    CHANGE_UNDONE = "change_undone"
    STEP_MOVED = "step_moved"
    CHECK_IN = "check_in"
    RISK_DAY = "risk_day"
    GATE = "gate"
    DRINKING = "drinking"
    CADENCE = "cadence"
    SUPPORTER = "supporter"
    SUPPORTER_ENDED = "supporter_ended"
    MESSAGE = "message"
    CLAIMED = "claimed"
    ASSIGNED = "assigned"
    CLOSED = "closed"
    STOP_LINK = "stop_link"
    STOPPED_BY_LINK = "stopped_by_link"


@dataclass(frozen=True, slots=True)
class Ago:
    """A local date so many days before the end of the history, below 0 after it; with a time, that instant."""

    days: int
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that staff enter so many days before the end, at a time of the clinic's zone."""

    kind: Kind
    days_ago: int
    entered: Entered = field(default_factory=dict)
    """The fields of the action, with ``Ago`` for dates and instants."""
    plan: Callable[[date], Entered] | None = None
    """What makes the changed plan, from the day of the deed on."""
    at: str = "11:00"


@dataclass(frozen=True, slots=True)
class Scene:
    """A patient in a transaction, who acts, and what is entered."""

    session: Session
    actor: Actor
    patient: Patient
    entered: dict[str, Any]
    now: datetime


def entered_on(deed: Deed, end_on: date, zone: ZoneInfo, today: date) -> dict[str, Any]:
    """What a deed enters, with the dates and instants that its days stand for."""
    entered = dict(deed.plan(today)) | {"from": today.isoformat()} if deed.plan is not None else {}
    return entered | {name: _value_of(value, end_on, zone) for name, value in deed.entered.items()}


def do(kind: Kind, scene: Scene) -> None:
    """Carry out a deed; raises ``Refused`` as the action does."""
    _ACTIONS[kind](scene)


def _value_of(value: Any, end_on: date, zone: ZoneInfo) -> Any:
    if not isinstance(value, Ago):
        return value
    on = end_on - timedelta(days=value.days)
    return on.isoformat() if value.at is None else instant_of(on, time.fromisoformat(value.at), zone).isoformat()


def _regimen(scene: Scene, kind: PlanKind) -> Regimen:
    found = regimens_of(scene.session, scene.patient.clinic_id, scene.patient.id)
    return next(regimen for regimen in found if regimen.kind is kind and regimen.state is not RegimenState.STOPPED)


def _newest_hold(scene: Scene) -> Hold:
    return holds_of(scene.session, scene.patient.id)[-1]


def _newest_injection(scene: Scene) -> Injection:
    return injections_of(scene.session, _regimen(scene, PlanKind.INJECTION).id)[-1]


def _sign(scene: Scene) -> None:
    signed = {"signed_by": scene.actor.name} | scene.entered
    sign_gate(scene.session, scene.actor, scene.patient, signed, now=scene.now)


def _newest_supporter(scene: Scene) -> Supporter:
    return supporters_of(scene.session, scene.patient.clinic_id, scene.patient.id)[0]


def _write(scene: Scene) -> None:
    write_to_patient(scene.session, scene.actor, scene.patient, scene.entered["body"], now=scene.now)


def _assign(scene: Scene) -> None:
    """To a colleague of the demo, named in ``to``."""
    colleague: DemoPerson = scene.entered["to"]
    given = {"owner_id": actor_of(scene.session, colleague).id}
    assign_conversation(scene.session, scene.actor, scene.patient, given, now=scene.now)


def _close(scene: Scene) -> None:
    """With the flags that its texts opened."""
    open_flags = flags_by_texts(scene.session, scene.patient.clinic_id, [scene.patient.id])
    closed = scene.entered | {"flags": [flag.id for flag in open_flags]}
    close_conversation(scene.session, scene.actor, scene.patient, closed, now=scene.now)


def _send_link(scene: Scene) -> None:
    address = "http://127.0.0.1/stop/" + make_stop_link(scene.session, scene.actor, scene.patient, now=scene.now)
    send_stop_link(scene.session, scene.actor, scene.patient, address, now=scene.now)


def _stop_by_link(scene: Scene) -> None:
    """What the patient does on the page behind the address."""
    link = link_of(scene.session, scene.patient.clinic_id, scene.patient.id)
    assert link is not None
    stop_by_link(scene.session, link, now=scene.now)


def _of_the_patient(action: Callable[..., object]) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        action(scene.session, scene.actor, scene.patient, scene.entered, now=scene.now)

    return act


def _of(find: Callable[[Scene], object], action: Callable[..., object]) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        action(scene.session, scene.actor, find(scene), scene.entered, now=scene.now)

    return act


def _daily(scene: Scene) -> Regimen:
    return _regimen(scene, PlanKind.DAILY)


_ACTIONS: dict[Kind, Callable[[Scene], None]] = {
    Kind.HOLD: _of_the_patient(enter_hold),
    Kind.HOLD_ENDED: _of(_newest_hold, end_hold),
    Kind.HOLD_WITHDRAWN: _of(_newest_hold, withdraw_hold),
    Kind.DISPENSED: _of_the_patient(record_dispense),
    Kind.TESTED: _of_the_patient(record_lab),
    Kind.MEDICINE: _of_the_patient(record_medicine),
    Kind.CYCLE_STEP: _of_the_patient(record_cycle_step),
    Kind.INJECTION: _of_the_patient(record_injection),
    Kind.INJECTION_CORRECTED: _of(_newest_injection, correct_injection),
    Kind.PLAN_CHANGED: _of(_daily, change_regimen),
    Kind.CHANGE_UNDONE: _of(_daily, undo_version),
    Kind.STEP_MOVED: _of(_daily, move_step),
    Kind.CHECK_IN: _of_the_patient(set_check_in),
    Kind.RISK_DAY: _of_the_patient(declare_risk_day),
    Kind.GATE: _sign,
    Kind.DRINKING: _of_the_patient(report_drinking),
    Kind.CADENCE: _of_the_patient(set_cadence),
    Kind.SUPPORTER: _of_the_patient(add_supporter),
    Kind.SUPPORTER_ENDED: _of(_newest_supporter, end_supporter),
    Kind.MESSAGE: _write,
    Kind.CLAIMED: _of_the_patient(claim_conversation),
    Kind.ASSIGNED: _assign,
    Kind.CLOSED: _close,
    Kind.STOP_LINK: _send_link,
    Kind.STOPPED_BY_LINK: _stop_by_link,
}
