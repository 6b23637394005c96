"""What the demo clinic settles before its first patient, and works at in its last days: rota, phones, own wordings."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from adherence.actions.add_wording import add_wording
from adherence.actions.approve_template import approve_template
from adherence.actions.change_question import change_question
from adherence.actions.change_rota import add_shifts, hand_over
from adherence.actions.verify_staff_phone import confirm_staff_phone, text_phone_code
from adherence.actions.write_template import write_template
from adherence.db.on_call import shifts_from
from adherence.domain.actor import Actor
from adherence.domain.on_call import on_call_at
from adherence.domain.rota import MOST_WEEKS
from adherence.domain.timing import ONE_DAY, local_date
from adherence.runtime import Runtime
from adherence.simulation.clock import VirtualClock
from adherence.simulation.played import end_play, played_runtime
from adherence.simulation.player import Player
from adherence.simulation.staff import ADMIN, COORDINATOR, DEMO_STAFF, DOCTOR, NURSE, DemoPerson, actor_of

_DAY, _NIGHT = ("08:00", "20:00"), ("20:00", "08:00")
_FIRST: tuple[tuple[DemoPerson, tuple[str, str], tuple[int, ...]], ...] = (
    (NURSE, _DAY, (0, 1, 2, 3, 4)),
    (COORDINATOR, _DAY, (5,)),
    (DOCTOR, _DAY, (6,)),
    (DOCTOR, _NIGHT, (0, 2, 4)),
    (COORDINATOR, _NIGHT, (1, 3, 6)),
    (NURSE, _NIGHT, (5,)),
)
"""Who is on call on which weekdays (0 is Monday)."""
_BACKUP: tuple[tuple[DemoPerson, tuple[str, str], tuple[int, ...]], ...] = (
    (DOCTOR, _DAY, (0, 1, 2, 3, 4, 5)),
    (NURSE, _DAY, (6,)),
    (NURSE, _NIGHT, (0, 1, 2, 3, 4, 6)),
    (DOCTOR, _NIGHT, (5,)),
)
_WEEKS_AHEAD = 3
_CODE = re.compile(r"\b[0-9]{6}\b")
_NEW_WORDING_DAYS = 20
"""So many days before the end the clinic's own wording of consent takes the place of the shipped one."""
_WORDING = {
    "en": "I agree that the North Care team texts me about my care on the number that I gave, about two times a day. "
    "Others who see my phone may see the texts. Message and data rates may apply. Nobody reads my answers around the "
    "clock. I can stop the texts at any time with STOP and pause them with PAUSE; my treatment stays the same. "
    "I can agree to all of this, or to none of it.",
    "es": "Acepto que el equipo de North Care me escriba por mensajes de texto sobre mi atención al número que di, "
    "unas dos veces al día. Otras personas que vean mi teléfono pueden ver los mensajes. Pueden aplicarse tarifas. "
    "Nadie lee mis respuestas a toda hora. Puedo terminar los mensajes con STOP y pausarlos con PAUSA; mi "
    "tratamiento sigue igual. Puedo aceptar todo esto o nada.",
}
_APPROVED = ("ack_taken", {"language": "en", "level": 0, "body": "Noted as done. Thank you for letting us know."})
_DRAFT = (
    "nudge",
    {
        "language": "en",
        "level": 0,
        "body": "Only checking in on your {time}. Reply 1 done, 2 later, 3 skip",
        "note": "A patient said that the old one sounds like a bill.",
    },
)
_QUESTION = {
    "name": "Trouble sleeping, 0 to 10",
    "answer": "score",
    "on": True,
    "at": "12:00",
    "cadence": "weekly",
    "threshold": 8,
    "goal": 3,
    "text_en": "How hard was it to sleep last night? Reply 0 (not at all) to 10 (very hard)",
    "text_es": "¿Le cuesta dormir estas noches? Responda de 0 (nada) a 10 (mucho)",
}


def set_up_clinic(rt: Runtime, zone: ZoneInfo, *, opened_at: datetime, ends_at: datetime) -> None:
    """Phones of staff that proved to be theirs, a rota beyond the end, a wording of consent, a text and a question."""
    clock = VirtualClock(opened_at)
    player = Player(played_runtime(rt, clock), clock)
    for person in DEMO_STAFF:
        with player.rt.database.reading() as session:
            actor = actor_of(session, person)
        verify_phone(player, actor, person.phone)
    with player.rt.database.writing() as session:
        now = clock.at
        _fill_rota(session, zone, now=now, ends_at=ends_at)
        _word_consent(session, local_date(ends_at, zone) - _NEW_WORDING_DAYS * ONE_DAY, now)
        change_question(session, actor_of(session, ADMIN), _QUESTION, now=now)
        key, text = _APPROVED
        version = write_template(session, actor_of(session, NURSE), key, text, now=now)
        approve_template(session, actor_of(session, DOCTOR), version, now=now)
    end_play(rt, player)


def expect_last_days(player: Player, end: datetime) -> None:
    """Put on the agenda what staff do about the clinic itself: a text that waits for approval, and a hand-over."""
    player.at(end - timedelta(hours=26), lambda: _draft(player))
    player.at(end - timedelta(minutes=40), lambda: _hand_over(player))


def verify_phone(player: Player, actor: Actor, phone: str) -> None:
    """Somebody asks for a code, and types what the phone got: a minute passes."""

    def ask() -> None:
        with player.rt.database.writing() as session:
            text_phone_code(session, actor, {"phone": phone}, now=player.clock.at)

    player.at(player.clock.at, ask)
    player.play(player.clock.at + timedelta(minutes=1))
    code = _CODE.search(player.store.messages(number=phone)[0].body)
    with player.rt.database.writing() as session:
        typed = {"code": code.group() if code else ""}
        confirm_staff_phone(session, actor, typed, now=player.clock.at)


def _fill_rota(session: Session, zone: ZoneInfo, *, now: datetime, ends_at: datetime) -> None:
    first_on = local_date(now, zone) + ONE_DAY
    weeks = min((ends_at - now).days // 7 + _WEEKS_AHEAD, MOST_WEEKS)
    for backup, rows in ((False, _FIRST), (True, _BACKUP)):
        for person, (starts, ends), weekdays in rows:
            shift = {
                "practitioner_id": actor_of(session, person).id,
                "on": first_on.isoformat(),
                "starts": starts,
                "ends": ends,
                "weeks": weeks,
                "weekdays": list(weekdays),
                "backup": backup,
            }
            add_shifts(session, actor_of(session, ADMIN), shift, now=now)


def _word_consent(session: Session, from_on: date, now: datetime) -> None:
    for language, body in _WORDING.items():
        wording = {"version": "north-2", "language": language, "body": body, "from_on": from_on.isoformat()}
        add_wording(session, actor_of(session, ADMIN), wording, now=now)


def _draft(player: Player) -> None:
    key, text = _DRAFT
    with player.rt.database.writing() as session:
        write_template(session, actor_of(session, NURSE), key, text, now=player.clock.at)


def _hand_over(player: Player) -> None:
    """Whoever is on call gives the rest of the shift to a colleague."""
    now = player.clock.at
    with player.rt.database.writing() as session:
        people = {actor_of(session, one).id: actor_of(session, one) for one in (NURSE, DOCTOR, COORDINATOR)}
        shifts = shifts_from(session, next(iter(people.values())).clinic_id, now)
        spans = [shift.span for shift in shifts]
        busy = {*on_call_at(spans, now), *on_call_at(spans, now, backup=True)}
        for shift in shifts:
            if shift.span.covers(now) and not shift.backup:
                colleague = next(id_ for id_ in people if id_ not in busy)
                said = {"practitioner_id": colleague, "note": "School play tonight. Nothing is open; all quiet so far."}
                hand_over(session, people[shift.practitioner_id], shift, said, now=now)
                return
