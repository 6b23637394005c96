"""Plays cells of the matching table: patients in every situation on one database, one reply each, and what became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.close_windows import close_windows
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.enter_hold import enter_hold
from adherence.actions.plan_doses import plan_doses
from adherence.actions.set_patient_status import set_patient_status
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.domain.matching_table import Age, Cell, PatientState, Said
from adherence.domain.purpose import Purpose
from adherence.domain.states import FlagState
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily

REPLY_AT = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)
"""Wednesday 4 March, 20:00 in New York."""
_BEGINS_AT = datetime(2026, 3, 1, 14, 0, tzinfo=UTC)
_SLOTS = {Age.IN_WINDOW: ("16:30", "18:30", "19:30"), Age.LATE: ("08:00", "12:30", "15:30")}
_WORDS = {
    Said.TAKEN: "took it",
    Said.NOT_TAKEN: "did not take it",
    Said.LATER: "later",
    Said.YES: "yes",
    Said.NO: "no",
    Said.UNCLEAR: "qwrtz",
    Said.UNDO: "UNDO",
    Said.NAMES_PERSON: "Ana took hers",
}
_NAMES_DOSE = {
    Age.IN_WINDOW: "I took this afternoon's",
    Age.LATE: "I took this morning's",
    Age.AFTER_CLOSE: "I took yesterday's",
    Age.OLDER: "I took Sunday's",
}
_RECORDED = frozenset({"taken", "taken_late", "skipped", "missed"})


@dataclass(frozen=True, slots=True)
class Became:
    """What one reply did: dose and state, the question, the kind of flag, the answer, and what the other was credited.

    An answer counts where it left.
    """

    settles: str = ""
    asks: str = ""
    flag: str = ""
    answer: str = ""
    other: str = ""


@dataclass
class _Played:
    cell: Cell
    patient_id: str
    twin_id: str | None
    roles: dict[str, str] = field(default_factory=dict)
    """The role of a dose by its regimen."""
    before: dict[int, str] = field(default_factory=dict)
    sid: str = ""


def play(cast: Cast, clock: VirtualClock, cells: Sequence[Cell]) -> dict[Cell, Became]:
    """Bring about every cell at once, send one reply in each, and tell what became of it."""
    clock.move_to(_BEGINS_AT)
    played = [_enrol(cast, cell) for cell in cells]
    for text in ("2026-03-01 20:00", "2026-03-02 06:00", "2026-03-03 20:00", "2026-03-04 06:00"):
        _go(cast, clock, text)
    for one in played:
        _silence(cast, one)
    for minute in ("13:00", "17:30", "20:30", "21:30", "22:00", "23:30"):
        _go(cast, clock, f"2026-03-04 {minute}")
        clock.pass_by(minutes=1)
        for one in played:
            if minute == {Age.IN_WINDOW: "21:30", Age.LATE: "13:00"}.get(one.cell.age) and one.cell.open_doses == 0:
                _answer_before(cast, one)
    _go(cast, clock, "2026-03-05 00:30")
    clock.move_to(REPLY_AT - timedelta(minutes=10))
    for one in played:
        _bring_about(cast, one)
    deliver_messages(cast.rt)
    clock.move_to(REPLY_AT)
    close_windows(cast.rt)
    for one in played:
        one.before = _doses(cast, one)
        said = one.cell.said
        body = _NAMES_DOSE[one.cell.age] if said is Said.NAMES_DOSE else _WORDS[said]
        one.sid = cast.receive(body, phone=cast.phone(one.patient_id))
    apply_inbound(cast.rt)
    deliver_messages(cast.rt)
    return {one.cell: _became(cast, one) for one in played}


def _go(cast: Cast, clock: VirtualClock, text: str) -> None:
    clock.move_to(datetime.fromisoformat(text).replace(tzinfo=UTC))
    plan_doses(cast.rt)
    close_windows(cast.rt)
    deliver_messages(cast.rt)


def _enrol(cast: Cast, cell: Cell) -> _Played:
    method = "web" if cell.state is PatientState.PENDING else "written"
    patient_id = cast.enrol(consent={"method": method})
    twin_id = cast.enrol(given_name="Tom", phone=cast.phone(patient_id)) if cell.shared else None
    one = _Played(cell, patient_id, twin_id)
    if twin_id is not None:
        _start(cast, one, "other", "17:00", "2026-03-04", patient_id=twin_id)
    slots = _SLOTS[Age.LATE if cell.age is Age.LATE else Age.IN_WINDOW]
    for number, slot in enumerate(slots[: cell.open_doses], 1):
        _start(cast, one, "open" if cell.open_doses == 1 else f"open {number}", slot, "2026-03-04")
    match cell.age:
        case Age.AFTER_CLOSE:
            _start(cast, one, "asked", "15:00", "2026-03-03", ends_on="2026-03-03")
        case Age.OLDER:
            _start(cast, one, "old", "15:00", "2026-03-01", ends_on="2026-03-01")
        case _ if cell.open_doses == 0:
            _start(cast, one, "answered", slots[0], "2026-03-04")
    return one


def _start(
    cast: Cast, one: _Played, role: str, slot: str, on: str, *, ends_on: str | None = None, patient_id: str = ""
) -> None:
    pattern = {"type": "every_day", "quantity_mg": 25}
    plan = daily(times=[slot], starts_on=on, ends_on=ends_on, pattern=pattern)
    one.roles[cast.start(plan, patient_id or one.patient_id)] = role


def _silence(cast: Cast, one: _Played) -> None:
    """Where our newest text is older than the open doses, these have had none of their own."""
    if one.cell.age in (Age.AFTER_CLOSE, Age.OLDER):
        with cast.rt.database.writing() as session:
            cancel_texts(session, one.patient_id, reason="not_sent")


def _answer_before(cast: Cast, one: _Played) -> None:
    """Where no dose is open, the one that was has been answered; without a consent nobody was asked."""
    if one.cell.state is not PatientState.PENDING:
        cast.reply("Ana 1" if one.cell.shared else "1", phone=cast.phone(one.patient_id))


def _bring_about(cast: Cast, one: _Played) -> None:
    phone = cast.phone(one.patient_id)
    match one.cell.state:
        case PatientState.PAUSED | PatientState.DISCHARGED:
            with cast.rt.database.writing() as session:
                patient = session.get_one(Patient, one.patient_id)
                set_patient_status(session, cast.ben, patient, {"status": one.cell.state.value}, now=cast.rt.now())
        case PatientState.HELD:
            hold = {"kind": "travel", "from": "2026-03-04", "to": "2026-03-06", "reason": "away"}
            with cast.rt.database.writing() as session:
                enter_hold(session, cast.ben, session.get_one(Patient, one.patient_id), hold, now=cast.rt.now())
        case PatientState.OPTED_OUT:
            cast.reply("STOP", phone=phone)
        case PatientState.WRONG_NUMBER:
            cast.reply("wrong number", phone=phone)
        case PatientState.ACTIVE | PatientState.PENDING:
            pass


def _doses(cast: Cast, one: _Played) -> dict[int, str]:
    ids = [found for found in (one.patient_id, one.twin_id) if found]
    with cast.rt.database.reading() as session:
        doses = session.scalars(select(Dose).where(Dose.patient_id.in_(ids)).order_by(Dose.due_at)).all()
        return {dose.id: f"{one.roles[dose.regimen_id]} {dose.state.value}" for dose in doses}


def _told(one: _Played, told: str) -> str:
    """The role of a dose and its state; of several open doses, the one that the text named."""
    role, state = told.rsplit(" ", 1)
    return f"named {state}" if one.cell.said is Said.NAMES_DOSE and role.startswith("open ") else told


def _became(cast: Cast, one: _Played) -> Became:
    now = _doses(cast, one)
    changed = [
        _told(one, told)
        for dose_id, told in now.items()
        if told != (before := one.before.get(dose_id, "")) and _RECORDED.intersection((*told.split(), *before.split()))
    ]
    with cast.rt.database.reading() as session:
        message = session.scalars(select(InboundMessage).where(InboundMessage.sid == one.sid)).one()
        answers = select(Communication).where(
            Communication.inbound_id == message.id,
            Communication.patient_id == one.patient_id,
            Communication.started_at.is_not(None),
        )
        texts = [(text.template or "", text.purpose) for text in session.scalars(answers)]
        flags = select(Flag).where(
            Flag.inbound_id == message.id, Flag.state == FlagState.OPEN, Flag.patient_id == one.patient_id
        )
        return Became(
            settles=", ".join(told for told in changed if not told.startswith("other")),
            asks=", ".join(template for template, purpose in texts if purpose is Purpose.QUESTION),
            flag=", ".join(sorted(flag.kind.value for flag in session.scalars(flags))),
            answer=", ".join(template for template, purpose in texts if purpose is not Purpose.QUESTION),
            other=", ".join(told for told in changed if told.startswith("other")),
        )
