"""What happens to the patients of a long run beside their plans: tablets handed out, holds, questions and texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from adherence.db.patients import lock_patient
from adherence.domain.actor import Actor
from adherence.domain.states import CheckInKind
from adherence.domain.timing import ONE_DAY, local_date
from adherence.simulation.deeds import TABLET_MG, Kind, Scene, do
from adherence.simulation.person import Habits, Person
from adherence.simulation.phrases import PHRASES, Meaning
from adherence.simulation.plans import TABLET, Plan
from adherence.simulation.player import Player

_DISPENSED, _HELD = 0.6, 0.2
"""How many patients have tablets on record, and a hold."""
_ASKED, _SUPPORTED, _PAUSES, _IN_DANGER = 0.4, 0.2, 0.15, 0.1
"""How many are asked regular questions, have a supporter, pause texts, and tell of use."""
_QUESTIONS = ("wellbeing", "craving", "drinks", "side_effects")
_USED = {"en": "I used last night", "es": "anoche consumí"}
_PAUSE = {"en": "PAUSE 2", "es": "PAUSA 2"}
_KEYWORD_EVERY_DAYS = 3
_LONGEST_HOLD_DAYS = 4


class Happenings:
    """Draws what happens, and puts it on the agenda."""

    def __init__(self, player: Player, actor: Actor, random: Random, until: datetime) -> None:
        self._player = player
        self._actor = actor
        self._random = random
        self._until = until

    def expect(self, person: Person, patient_id: str, zone: ZoneInfo, plan: Plan) -> None:
        """Draw what happens to one patient, who was enrolled just now."""
        chance = self._random
        if plan["medication"] == TABLET and chance.random() < _DISPENSED:
            tablets = chance.randrange(5, 40)
            on = local_date(self._player.clock.at, zone).isoformat()
            self._do(Kind.DISPENSED, patient_id, {"dispensed_on": on, "tablets": tablets, "tablet_mg": TABLET_MG})
        if plan["kind"] == "targeted":
            self._ask_regularly(person, patient_id, zone)
        self._draw_talk(person, patient_id, zone)
        if chance.random() < _HELD:
            self._player.holds_in(zone.key)
            self._player.at(self._drawn(), lambda: self._hold(patient_id, zone))

    def _draw_talk(self, person: Person, patient_id: str, zone: ZoneInfo) -> None:
        """Draw what is asked of a patient, who is told of it, and what the patient writes unasked."""
        chance = self._random
        if chance.random() < _ASKED:
            for kind in chance.sample(_QUESTIONS, 2):
                self._do(Kind.CHECK_IN, patient_id, {"kind": kind, "on": True})
        if chance.random() < _SUPPORTED:
            self._add_supporter(person, patient_id, zone)
        if chance.random() < _PAUSES:
            self._player.at(self._drawn(), self._writing(person, _PAUSE[person.language]))
        if chance.random() < _IN_DANGER:
            self._player.at(self._drawn(), self._writing(person, _USED[person.language]))

    def _add_supporter(self, person: Person, patient_id: str, zone: ZoneInfo) -> None:
        """Somebody on a phone of their own, who agrees or not."""
        chance = self._random
        phone = "+1404" + person.phone[-7:]
        agrees = Habits(answers=0.0, confirms=chance.random() < 0.8)
        self._player.add(Person(phone, person.language, agrees, person.since, Random(chance.getrandbits(64))))  # noqa: S311
        supporter = {
            "name": "Virtual Supporter",
            "phone": phone,
            "language": person.language,
            "events": ["no_answer_days", "missed_visit", "doses_missed"],
            "sees_doses": True,
            "expires_on": (local_date(self._until, zone) + 30 * ONE_DAY).isoformat(),
            "consent": {"method": "verbal"},
        }
        self._do(Kind.SUPPORTER, patient_id, supporter)

    def _ask_regularly(self, person: Person, patient_id: str, zone: ZoneInfo) -> None:
        for kind in CheckInKind:
            self._do(Kind.CHECK_IN, patient_id, {"kind": kind.value, "on": True})
            self._player.check_ins_in(zone.key, kind)
        for _ in range((self._until - self._player.clock.at).days // _KEYWORD_EVERY_DAYS):
            meaning = self._random.choice((Meaning.GO, Meaning.RISK_DAY))
            words = self._random.choice(PHRASES[person.language][meaning][person.habits.style])
            self._player.at(self._drawn(), self._writing(person, words))

    def _writing(self, person: Person, words: str) -> Callable[[], None]:
        def write() -> None:
            if not person.gone:
                self._player.write(person.phone, words)

        return write

    def _hold(self, patient_id: str, zone: ZoneInfo) -> None:
        kind, days = self._random.choice(("travel", "hospital")), self._random.randint(1, _LONGEST_HOLD_DAYS)
        today = local_date(self._player.clock.at, zone)
        last_on = today + days * ONE_DAY
        self._do(Kind.HOLD, patient_id, {"kind": kind, "from": today.isoformat(), "to": last_on.isoformat()})
        if kind == "hospital":
            signed_at = self._player.clock.at + (days + self._random.randint(1, 2)) * ONE_DAY
            self._player.at(signed_at, lambda: self._sign(patient_id))

    def _sign(self, patient_id: str) -> None:
        free_since = (self._player.clock.at - timedelta(days=30)).date().isoformat()
        signed = {"agent": "none", "opioid_free_since": free_since, "urine_test": "negative"}
        self._do(Kind.GATE, patient_id, signed)

    def _do(self, kind: Kind, patient_id: str, entered: dict[str, Any]) -> None:
        with self._player.rt.database.writing() as session:
            patient = lock_patient(session, patient_id)
            do(kind, Scene(session, self._actor, patient, entered, self._player.clock.at))

    def _drawn(self) -> datetime:
        """An instant between now and the end."""
        left = self._until - self._player.clock.at
        return self._player.clock.at + left * self._random.random()
