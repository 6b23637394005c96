"""The phone simulator: patients' phones side by side; what is typed there reaches the real webhook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.move_demo_clock import ClockStep, move_demo_clock
from adherence.db.board import patients_by_id
from adherence.db.installation import DEMO, fact
from adherence.db.patients import Patient
from adherence.db.phones import PhoneOrder, patients_with_phones
from adherence.domain.errors import Refused
from adherence.domain.states import PatientStatus
from adherence.sms.provider import Direction
from adherence.sms.simulator import Simulator
from adherence.sms.simulator_store import DELIVERED, NEVER, DeliveryKind, DeliveryMode, SimulatedMessage
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, clinic_zone, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session, runtime
from adherence.webhook_post import post_webhook

SIDE_BY_SIDE = 4
CHOICES = 24
"""Of how many patients the form offers the phones; others are found by their name."""
LOCK_SCREEN = 40
"""Characters of a text that a locked phone shows to whoever looks at it."""
LONGEST_BODY = 1600
_SHOWN_MESSAGES = 40
_LONGEST_SEARCH = 100
_DELIVERIES = (
    (DELIVERED, "Delivered"),
    (DeliveryMode(DeliveryKind.UNDELIVERED, "30003"), "Undelivered: phone is off (30003)"),
    (DeliveryMode(DeliveryKind.UNDELIVERED, "30005"), "Undelivered: no such number (30005)"),
    (DeliveryMode(DeliveryKind.UNDELIVERED, "30007"), "Undelivered: filtered by the carrier (30007)"),
    (NEVER, "Never heard of again"),
)
DELIVERIES = tuple((mode.text, words) for mode, words in _DELIVERIES)

STEPS = ((ClockStep.QUARTER, "+15 min"), (ClockStep.HOUR, "+1 h"), (ClockStep.MORNING, "Next morning"))

bp = Blueprint("phone", __name__)


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone as it is shown: its messages oldest first, and how texts reach it."""

    patient: Patient
    messages: Sequence[SimulatedMessage]
    delivery: str

    @property
    def newest(self) -> SimulatedMessage | None:
        """The newest text that lies on the phone."""
        arrived = [message for message in self.messages if is_from_us(message) and not message.error_code]
        return arrived[-1] if arrived else None


@bp.get("/phone")
@allow(*ACTS_ON_PATIENTS)
def show() -> str:
    """Some phones side by side: those that were chosen, else the first ones of the order."""
    simulator = _simulator()
    order, search = _order(), request.args.get("search", "").strip()[:_LONGEST_SEARCH].replace("\0", "")
    chosen = _chosen()
    first = patients_with_phones(request_session(), actor().clinic_id, order, limit=CHOICES, search=search)
    shown = chosen or first[:SIDE_BY_SIDE]
    offered = {patient.id: patient for patient in (*shown, *first)}
    return render_template(
        "phone.html",
        phones=[_phone(simulator, patient) for patient in shown],
        choices=sorted(offered.values(), key=lambda patient: patient.name),
        chosen={patient.id for patient in chosen},
        search=search,
        order=order,
        orders=tuple(PhoneOrder),
        deliveries=DELIVERIES,
        longest=LONGEST_BODY,
        side_by_side=SIDE_BY_SIDE,
        steps=STEPS,
        zone=clinic_zone(),
        demo=bool(fact(request_session(), DEMO, False)),
        **_SCREEN,
        time_now=now(),
    )


@bp.get("/phone/<uuid:patient_id>/screen")
@allow(*ACTS_ON_PATIENTS)
def screen(patient_id: UUID) -> str:
    """The screen of one phone alone, for refreshing it."""
    phone = _phone(_simulator(), patient_or_404(patient_id))
    return render_template("_screen.html", phone=phone, time_now=now(), **_SCREEN)


@bp.post("/phone/<uuid:patient_id>/write")
@allow(*ACTS_ON_PATIENTS)
def write(patient_id: UUID) -> Response:
    """Let a phone write: posted, signed, to the service's own webhook, as the provider would."""
    # The webhook writes in a transaction of its own: this request must not hold the database meanwhile.
    give_up_writing()
    patient = patient_or_404(patient_id)
    body = request.form.get("body", "").replace("\r\n", "\n")
    if not body.strip() or len(body) > LONGEST_BODY:
        say(f"Write something, at most {LONGEST_BODY} characters.")
        return _back()
    base = runtime().config.public_base_url.rstrip("/")
    status = post_webhook(_simulator().receive(patient.phone, body, url=f"{base}/sms/inbound"))
    if status != 200:
        say(f"The webhook answered {status or 'nothing'}; the text stays at the provider, and the poller brings it.")
    return _back()


@bp.post("/phone/<uuid:patient_id>/delivery")
@allow(*ACTS_ON_PATIENTS)
def set_delivery(patient_id: UUID) -> Response:
    """Change what becomes of the texts to a phone."""
    give_up_writing()
    patient = patient_or_404(patient_id)
    mode = request.form.get("delivery", "")
    if mode not in dict(DELIVERIES):
        abort(400)
    _simulator().store.set_delivery(patient.phone, DeliveryMode.parse(mode))
    return _back()


@bp.post("/phone/clock")
@allow(*ACTS_ON_PATIENTS)
def move_clock() -> Response:
    """Move the demo's clock; the jobs find what has become due."""
    try:
        move_demo_clock(request_session(), actor(), request.form.get("step", ""), now=now())
    except Refused as refusal:
        give_up_writing()
        say("; ".join(str(fault) for fault in refusal.faults))
    return _back()


def is_from_us(message: SimulatedMessage) -> bool:
    """Whether the service sent the message."""
    return message.direction is Direction.OUTBOUND


_SCREEN: dict[str, Any] = {"lock_screen": LOCK_SCREEN, "is_from_us": is_from_us}


def _phone(simulator: Simulator, patient: Patient) -> Phone:
    number = patient.phone
    newest_first = simulator.store.messages(number=number)[:_SHOWN_MESSAGES]
    return Phone(patient, newest_first[::-1], simulator.store.delivery(number).text)


def _simulator() -> Simulator:
    provider = runtime().sms
    if not isinstance(provider, Simulator):
        abort(404)
    return provider


def _chosen() -> list[Patient]:
    """The active patients whose phones were chosen, in the order in which they were."""
    asked = [str(found) for text in request.args.getlist("p")[:SIDE_BY_SIDE] if (found := _read_id(text))]
    people = patients_by_id(request_session(), actor().clinic_id, asked)
    return [people[one] for one in asked if one in people and people[one].status is PatientStatus.ACTIVE]


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _order() -> PhoneOrder:
    asked = request.values.get("order", "")
    return PhoneOrder(asked) if asked in set(PhoneOrder) else PhoneOrder.WORST


def _back() -> Response:
    return redirect(url_for("phone.show", p=request.form.getlist("p"), order=_order()))
