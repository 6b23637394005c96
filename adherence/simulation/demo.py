"""Filling the demo clinic: months of virtual time, played through the real actions until now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.orm import Session

from adherence.actions.create_clinic import create_clinic
from adherence.actions.create_practitioner import create_practitioner
from adherence.actions.enrol_patient import enrol_patient
from adherence.actions.set_patient_status import set_patient_status
from adherence.actions.sign_gate import sign_gate
from adherence.actions.start_regimen import start_regimen
from adherence.db.installation import DEMO, set_fact
from adherence.db.patients import Patient, patient_by_id
from adherence.domain.errors import Refused
from adherence.domain.states import CheckInKind
from adherence.domain.timing import ONE_DAY, instant_of, local_date
from adherence.runtime import Runtime
from adherence.simulation.cast import CAST
from adherence.simulation.clinic import expect_last_days, set_up_clinic
from adherence.simulation.clock import VirtualClock
from adherence.simulation.deeds import Deed, Kind, Scene, do, entered_on
from adherence.simulation.member import Lately, Member, Says
from adherence.simulation.on_call import OnCall
from adherence.simulation.person import Habits, Person
from adherence.simulation.played import end_play, played_runtime
from adherence.simulation.player import Player
from adherence.simulation.staff import (
    COORDINATOR,
    DEMO_CLINIC,
    DEMO_PASSWORD,
    DEMO_PHONE,
    DEMO_PROGRAMME,
    DEMO_STAFF,
    DOCTOR,
    NURSE,
    actor_of,
)
from adherence.simulation.team import Team, Visits
from adherence.simulation.usual import support_deeds, supporter_phone, usual_deeds
from adherence.sms.simulator_store import DeliveryKind, DeliveryMode

SEED = 7
CLINIC_ZONE = ZoneInfo("America/New_York")
ENROLLED_AT = time(15, 0)
_BY_THE_DOCTOR = frozenset(
    {Kind.GATE, Kind.PLAN_CHANGED, Kind.CHANGE_UNDONE, Kind.STEP_MOVED, Kind.MEDICINE, Kind.CADENCE}
)
_NOT_TAKEN_FOR = timedelta(hours=1)
"""So long before the end nobody answers a notice any more: what comes then is for whoever looks at the demo."""
_LATEST = timedelta(minutes=20)
"""So long before the end the last things are entered that belong to a time of today which lies still ahead."""
_log = structlog.get_logger(__name__)
_AREA_CODES = (202, 212, 303, 305, 312, 404, 415, 503, 512, 617, 702, 713)

Shown = Callable[[float, datetime], None]
"""Told how much of the history is played (0 to 1), and the virtual instant."""


def seed_demo(
    rt: Runtime,
    *,
    hash_password: Callable[[str], str],
    now: datetime,
    cast: tuple[Member, ...] = CAST,
    shown: Shown = lambda _share, _at: None,
) -> Player:
    """Play the demo clinic's history, which ends ``now``, into an empty and migrated database."""
    open_demo(rt, hash_password=hash_password, now=now, cast=cast)
    return play_demo(rt, now=now, members=numbered(cast), shown=shown)


def numbered(cast: tuple[Member, ...]) -> list[tuple[str, Member]]:
    """Each patient with a telephone number: their own, or that of whom they share it with."""
    own = {member.name: fiction_number(index) for index, member in enumerate(cast)}
    return [(own.get(member.shares_phone_of or "", own[member.name]), member) for member in cast]


def open_demo(
    rt: Runtime, *, hash_password: Callable[[str], str], now: datetime, cast: tuple[Member, ...] = CAST
) -> None:
    """Make the clinic and its staff, on the day on which the history of the cast begins."""
    # Before anything is played: what staff set up takes some minutes.
    opened_at = _begin(now, cast) - ONE_DAY
    password_hash = hash_password(DEMO_PASSWORD)
    with rt.database.writing() as session:
        set_fact(session, DEMO, True)
        clinic = create_clinic(
            session,
            name=DEMO_CLINIC,
            programme=DEMO_PROGRAMME,
            phone=DEMO_PHONE,
            time_zone=CLINIC_ZONE.key,
            demo=True,
            now=opened_at,
        )
        for person in DEMO_STAFF:
            create_practitioner(
                session,
                clinic_id=clinic.id,
                email=person.email,
                name=person.name,
                role=person.role,
                password_hash=password_hash,
                now=opened_at,
            )
    set_up_clinic(rt, CLINIC_ZONE, opened_at=opened_at, ends_at=now)


def play_demo(
    rt: Runtime,
    *,
    now: datetime,
    members: Sequence[tuple[str, Member]],
    shown: Shown = lambda _share, _at: None,
    leads: bool = True,
) -> Player:
    """Play the history of some patients, which ends ``now``, in the demo clinic that was opened.

    Of several parts one ``leads``: what staff do about the clinic itself happens there.
    """
    demo = _Demo(rt, now, [member for _, member in members])
    if leads:
        expect_last_days(demo.player, now)
    for phone, member in members:
        demo.expect(member, phone)
    demo.play(shown)
    end_play(rt, demo.player)
    return demo.player


def fiction_number(index: int) -> str:
    """A number of those that are kept free for fiction: 555-0100 to 555-0199, in one real area code after another."""
    line, area = divmod(index, len(_AREA_CODES))
    return f"+1{_AREA_CODES[area]}55501{line:02d}"


def _begin(end: datetime, cast: Sequence[Member]) -> datetime:
    return end - timedelta(days=max(member.days for member in cast) + 3)


class _Demo:
    """The demo clinic while it is played: a virtual clock, and a provider that keeps its messages in memory."""

    def __init__(self, rt: Runtime, end: datetime, cast: Sequence[Member]) -> None:
        self._end = end
        self._clock = VirtualClock(_begin(end, cast))
        self._begin = self._clock.at
        self._rt = played_runtime(rt, self._clock)
        self._random = Random(SEED)  # noqa: S311 - a play, not a secret
        self.player = Player(self._rt, self._clock)
        self.player.supervised_in(CLINIC_ZONE.key)
        with self._rt.database.reading() as session:
            self._nurse, self._doctor = actor_of(session, NURSE), actor_of(session, DOCTOR)
        self._team = Team(self.player, self._nurse, self._doctor, CLINIC_ZONE, self._random)
        self._team.work_until(self._end)
        self._persons: dict[str, Person] = {}
        self._put_on_call()
        self.refused: list[str] = []
        """What staff could not enter, with the reason: nothing, if the cast is sound."""

    def _put_on_call(self) -> None:
        """Give the phones of staff to those who answer notices."""
        until = self._end - _NOT_TAKEN_FOR
        for person in (NURSE, DOCTOR, COORDINATOR):
            with self._rt.database.reading() as session:
                actor = actor_of(session, person)
            random = Random(f"{SEED} {person.name}")  # noqa: S311
            self.player.add(OnCall(self.player, actor, person.phone, random, until, self._team.is_left_open))

    def expect(self, member: Member, phone: str) -> None:
        """Put a patient's enrolment on the agenda: the day before the plan begins."""
        first = local_date(self._end, ZoneInfo(member.zone)) - member.days * ONE_DAY
        at = instant_of(first - ONE_DAY, ENROLLED_AT, CLINIC_ZONE)
        self.player.at(min(at, self._end - timedelta(hours=2)), lambda: self._enrol(member, phone, first))

    def play(self, shown: Shown) -> None:
        """Play until the end."""
        whole = self._end - self._begin
        self.player.play(self._end, lambda at: shown((at - self._begin) / whole, at))

    def _enrol(self, member: Member, phone: str, first: date) -> None:
        now = self._clock.at
        given, _, family = member.name.partition(" ")
        with self._rt.database.writing() as session:
            entered = {
                "given_name": given,
                "family_name": family,
                "phone": phone,
                "time_zone": member.zone,
                "language": member.language,
                "discretion": member.discretion,
                "consent": {"method": member.consent, "given_at": now.isoformat()},
            }
            patient = enrol_patient(session, self._nurse, entered, now=now)
            for make_plan in member.plans:
                start_regimen(session, self._doctor, patient, make_plan(first), now=now)
            if member.agent is not None:
                self._sign(session, patient, member, now)
        self._bring_to_life(member, patient.id, phone)

    def _sign(self, session: Session, patient: Patient, member: Member, now: datetime) -> None:
        answers = {
            "opioid_free_since": (now - timedelta(days=24)).date().isoformat(),
            "agent": member.agent,
            "urine_test": "negative",
            "contraindications": [],
            "baseline_liver_test": "done",
            "signed_by": self._doctor.name,
        } | dict(member.gate)
        sign_gate(session, self._doctor, patient, answers, now=now)

    def _bring_to_life(self, member: Member, patient_id: str, phone: str) -> None:
        zone = ZoneInfo(member.zone)
        person = self._hold_phone(member, patient_id, phone)
        self.player.missed_days_in(member.zone)
        if any(plan(local_date(self._clock.at, zone))["kind"] == "injection" for plan in member.plans):
            self.player.injections_in(member.zone)
            self._team.gives_injections(patient_id, Visits(zone, list(member.delays)))
        self._team.leaves_open(patient_id, member.left_open)
        if member.keeps_talk:
            self._team.keeps_talk(patient_id)
        for deed in (*usual_deeds(member), *support_deeds(member, phone), *member.deeds):
            self._expect(deed, member, patient_id)
        if member.observed:
            self._team.observes(patient_id)
        for words in member.says:
            self.player.at(self._when(words, zone), partial(self._say, person, words))
        for last in member.lately:
            self.player.at(self._end - timedelta(minutes=last.minutes_ago), partial(self._say, person, last))
        if member.status is not None:
            at = instant_of(local_date(self._end, zone) - member.status.days_ago * ONE_DAY, time(11), CLINIC_ZONE)
            self.player.at(at, lambda: self._set_status(member, patient_id))
        if member.undelivered is not None:
            days, code = member.undelivered
            mode = DeliveryMode(DeliveryKind.UNDELIVERED, code)
            self.player.at(self._end - days * ONE_DAY, lambda: self.player.store.set_delivery(phone, mode))

    def _hold_phone(self, member: Member, patient_id: str, phone: str) -> Person:
        """Whoever holds the patient's phone; on a shared one that is somebody who answers for several."""
        person = self._persons.get(phone)
        if person is None:
            person = Person(
                phone,
                member.language,
                member.habits,
                self._clock.at,
                Random(f"{SEED} {member.name}"),  # noqa: S311
                tuple((self._end - first * ONE_DAY, self._end - last * ONE_DAY) for first, last in member.silent),
            )
            self._persons[phone] = person
            self.player.add(person)
        person.names[patient_id] = member.name.partition(" ")[0]
        for number, support in enumerate(member.supporters):
            other = supporter_phone(phone, number)
            habits = Habits(answers=0.0, confirms=support.agrees)
            random = Random(f"{SEED} {support.name}")  # noqa: S311
            self.player.add(Person(other, member.language, habits, self._clock.at, random))
        return person

    def _expect(self, deed: Deed, member: Member, patient_id: str) -> None:
        """Put on the agenda what staff will do; what belongs before the enrolment, in a short history, is left out."""
        end_on = local_date(self._end, ZoneInfo(member.zone))
        day = end_on - deed.days_ago * ONE_DAY
        at = min(instant_of(day, time.fromisoformat(deed.at), CLINIC_ZONE), self._end - _LATEST)
        if at >= self._clock.at:
            self.player.at(at, lambda: self._do(deed, member, patient_id, end_on))
        if deed.kind is Kind.HOLD:
            self.player.holds_in(member.zone)
        if deed.kind is Kind.CHECK_IN and deed.entered["kind"] in set(CheckInKind):
            self.player.check_ins_in(member.zone, CheckInKind(deed.entered["kind"]))

    def _do(self, deed: Deed, member: Member, patient_id: str, end_on: date) -> None:
        now, zone = self._clock.at, ZoneInfo(member.zone)
        actor = self._doctor if deed.kind in _BY_THE_DOCTOR else self._nurse
        entered = entered_on(deed, end_on, zone, local_date(now, zone))
        try:
            with self._rt.database.writing() as session:
                patient = patient_by_id(session, actor.clinic_id, patient_id)
                assert patient is not None
                do(deed.kind, Scene(session, actor, patient, entered, now))
        except Refused as refused:
            # At odd hours a day may be another one for the patient than for the clinic: the demo goes on without.
            self.refused.append(f"{member.name}: {deed.kind}, {refused}")
            _log.warning("the demo goes on without a deed", kind=deed.kind.value, days_ago=deed.days_ago)

    def _when(self, words: Says, zone: ZoneInfo) -> datetime:
        day = local_date(self._end, zone) - words.days_ago * ONE_DAY
        at = instant_of(day, time.fromisoformat(words.at), zone)
        # What belongs to today but lies still ahead was said yesterday.
        return at if at <= self._end else instant_of(day - ONE_DAY, time.fromisoformat(words.at), zone)

    def _say(self, person: Person, words: Says | Lately) -> None:
        if isinstance(words, Lately):
            self.player.write(person.phone, words.body, pictures=words.pictures)
            return
        self.player.write(person.phone, words.body)
        person.gone = words.is_last

    def _set_status(self, member: Member, patient_id: str) -> None:
        assert member.status is not None
        with self._rt.database.writing() as session:
            patient = patient_by_id(session, self._nurse.clinic_id, patient_id)
            assert patient is not None
            entered = {"status": member.status.status, "reason": member.status.reason}
            set_patient_status(session, self._nurse, patient, entered, now=self._clock.at)
