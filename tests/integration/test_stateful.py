"""Whatever people do in whatever order: no text without a consent, nothing after STOP, one text for one occasion."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from adherence.actions.add_supporter import add_supporter
from adherence.actions.change_patient import change_patient
from adherence.actions.end_support import end_supporter
from adherence.actions.record_administration import record_administration
from adherence.actions.record_consent import record_consent
from adherence.actions.record_status import record_status
from adherence.actions.set_patient_status import set_patient_status
from adherence.actions.tell_supporters import tell_supporters
from adherence.db.communications import Attempt, Communication
from adherence.db.doses import Administration, Dose
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient, lock_patient
from adherence.db.supporters import Supporter
from adherence.db.topic_pauses import TopicPause
from adherence.domain.errors import Refused
from adherence.domain.pauses import PauseTopic
from adherence.domain.purpose import AFTER_OPT_OUT, UNPROMPTED, Purpose
from adherence.domain.purpose import SUPPORTER as SUPPORTER_TEXTS
from adherence.domain.states import AT_PROVIDER, ConsentState, DoseState, NumberState, PatientStatus
from adherence.domain.supporters import SupportEvent
from adherence.domain.timing import local_date
from adherence.jobs import run_jobs_once
from adherence.sms.simulator import FaultKind, SimulatedFault, Simulator
from adherence.sms.webhook import StatusReport
from tests.cast import Cast, make_cast
from tests.conftest import VirtualClock, make_runtime, sqlite_copy
from tests.unit.regimens import daily

BODIES = ["1", "2", "3", "yes", "took it", "no", "STOP", "please stop texting me", "START", "OK", "UNDO", "HELP", "???"]
BODIES += ["wrong number", "I want to kill myself", "took last night's", "PAUSE 3", "PAUSE REMINDERS", "RESUME"]
SUPPORTER = "+12025557001"
WHO = st.integers(0, 2)


class Service(RuleBasedStateMachine):
    """Three patients of one clinic, two of whom may share a phone; every job runs after every step."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="st", dir="/tmp"))
        self.clock = VirtualClock(datetime(2026, 3, 2, 11, 0, tzinfo=UTC))
        self._runtime = make_runtime(sqlite_copy(self.template, self.folder), self.clock)
        self.rt = next(self._runtime)
        self.cast: Cast = make_cast(self.rt)
        self.ids = [self.cast.ana, self.cast.enrol(), self.cast.enrol(consent={"method": "web"})]
        for patient_id in self.ids:
            self.cast.start(daily(times=["08:00", "20:00"], starts_on="2026-03-02"), patient_id, agent="short_acting")
        self.support = self.add_supporter()
        self.said = 0
        self.seen: set[str] = set()
        self.work()

    def add_supporter(self) -> str:
        """Somebody whom Ana lets know of everything; not asked before the first job runs."""
        agreed: dict[str, object] = {"consent": {"method": "verbal"}, "expires_on": "2026-03-20", "sees_doses": True}
        person = {
            "name": "Sam",
            "phone": SUPPORTER,
            "language": "en",
            "events": [event.value for event in SupportEvent],
        }
        with self.rt.database.writing() as session:
            ana = session.get_one(Patient, self.cast.ana)
            return add_supporter(session, self.cast.ben, ana, person | agreed, now=self.rt.now()).id

    def teardown(self) -> None:
        next(self._runtime, None)
        shutil.rmtree(self.folder, ignore_errors=True)

    def work(self) -> None:
        """Every job once, and once more for what followed; then each newly accepted text is judged."""
        before = {one: self.cast.patient(one) for one in self.ids}
        supporter, paused = self.supporter(), self.paused()
        run_jobs_once(self.rt)
        run_jobs_once(self.rt)
        self.judge_new(before, supporter, paused)

    def supporter(self) -> Supporter:
        """The supporter as stored now."""
        with self.rt.database.reading() as session:
            return session.get_one(Supporter, self.support)

    def paused(self) -> set[str]:
        """Patients who paused everything, until today or a later day."""
        with self.rt.database.reading() as session:
            query = select(TopicPause).where(TopicPause.ended_at.is_(None), TopicPause.topic == PauseTopic.EVERYTHING)
            return {
                pause.patient_id
                for pause in session.scalars(query)
                if local_date(self.rt.now(), self.cast.patient(pause.patient_id).zone) < pause.until_on
            }

    def judge_new(self, before: dict[str, Patient], supporter: Supporter, paused: set[str]) -> None:
        """Who might not be texted before the jobs ran, nor after them, got nothing but what is allowed all the same."""
        with self.rt.database.reading() as session:
            query = select(Communication).where(Communication.state.in_(AT_PROVIDER))
            fresh = [text for text in session.scalars(query) if text.sid not in self.seen and text.patient_id in before]
        for text in fresh:
            self.seen.add(text.sid or "")
            if text.supporter_id is not None:
                self.judge_support(text, before[text.patient_id or ""], supporter)
                continue
            assert text.patient_id not in paused & self.paused() or text.purpose not in UNPROMPTED, text.purpose
            held, now = before[text.patient_id or ""], self.cast.patient(text.patient_id)
            ended = now.consent_state is held.consent_state is ConsentState.REVOKED
            assert not ended or text.purpose in AFTER_OPT_OUT, text.purpose
            assert text.purpose is Purpose.CRISIS or now.status is PatientStatus.ACTIVE, text.purpose
            unverified = now.number_state is held.number_state is NumberState.VERIFYING
            assert not unverified or text.purpose in {Purpose.NUMBER_CHECK, Purpose.OPT_IN_REQUEST, Purpose.CRISIS}
            pending = now.consent_state is held.consent_state is ConsentState.PENDING
            assert not pending or text.purpose in {Purpose.OPT_IN_REQUEST, Purpose.CRISIS}, text.purpose
            if text.purpose in UNPROMPTED:
                assert text.consent_id is not None
                assert 8 <= self.clock.at.astimezone(now.zone).hour < 21

    def judge_support(self, text: Communication, patient: Patient, held: Supporter) -> None:
        """Nothing to a supporter after their STOP, before their yes, after the end, or after the patient's opt-out."""
        now, of = self.supporter(), self.cast.patient(text.patient_id)
        if text.purpose in AFTER_OPT_OUT:
            return
        assert not now.consent_state is held.consent_state is ConsentState.REVOKED
        assert now.consent_state is not ConsentState.PENDING or text.purpose is Purpose.SUPPORTER_REQUEST
        assert now.ended_at is None or held.ended_at is None
        assert local_date(self.clock.at, of.zone) <= now.expires_on
        assert of.consent_state is ConsentState.GRANTED or patient.consent_state is ConsentState.GRANTED
        assert of.status is PatientStatus.ACTIVE
        if text.purpose in SUPPORTER_TEXTS:
            assert 8 <= self.clock.at.astimezone(of.zone).hour < 21

    @rule(
        body=st.sampled_from(["OK", "no", "STOP", "please stop texting me", "START", "HELP", "hi", "she wants to die"])
    )
    def supporter_writes(self, body: str) -> None:
        self.clock.pass_by(seconds=1)
        self.cast.receive(body, phone=SUPPORTER)
        self.said += 1
        self.work()

    @rule(event=st.sampled_from(list(SupportEvent)))
    def something_to_tell(self, event: SupportEvent) -> None:
        with self.rt.database.writing() as session:
            tell_supporters(session, lock_patient(session, self.cast.ana), event, now=self.rt.now())
        self.work()

    @rule(reason=st.sampled_from(["patients_wish", "other"]))
    def support_ends(self, reason: str) -> None:
        try:
            with self.rt.database.writing() as session:
                row = session.get_one(Supporter, self.support)
                end_supporter(session, self.cast.ben, row, {"reason": reason}, now=self.rt.now())
        except Refused:
            pass
        self.work()

    @rule(minutes=st.sampled_from([1, 12, 45, 61, 240, 700, 1500]))
    def time_passes(self, minutes: int) -> None:
        self.clock.pass_by(minutes=minutes)
        self.work()

    @rule(who=WHO, body=st.sampled_from(BODIES))
    def reply(self, who: int, body: str) -> None:
        self.clock.pass_by(seconds=1)
        self.cast.receive(body, phone=self.cast.phone(self.ids[who]))
        self.said += 1
        self.work()

    @rule(who=WHO, status=st.sampled_from(["active", "paused", "discharged"]))
    def status(self, who: int, status: str) -> None:
        with self.rt.database.writing() as session:
            patient = session.get_one(Patient, self.ids[who])
            set_patient_status(session, self.cast.ben, patient, {"status": status}, now=self.rt.now())
        self.work()

    @rule(who=WHO, event=st.sampled_from(["opt_in", "opt_out"]), method=st.sampled_from(["written", "web"]))
    def consent(self, who: int, event: str, method: str) -> None:
        with self.rt.database.writing() as session:
            patient = session.get_one(Patient, self.ids[who])
            record_consent(session, self.cast.ben, patient, {"event": event, "method": method}, now=self.rt.now())
        self.work()

    @rule(
        who=WHO,
        number=st.sampled_from(["+12025558001", "+12025558002"]),
        zone=st.sampled_from([None, "Asia/Tokyo"]),
        agreed=st.booleans(),
    )
    def move(self, who: int, number: str, zone: str | None, agreed: bool) -> None:
        changes = {"phone": number, "agreed_anew": agreed} | ({"time_zone": zone} if zone else {})
        # Without the patient's word a number that opted out is refused, and nothing changes.
        with suppress(Refused), self.rt.database.writing() as session:
            patient = session.get_one(Patient, self.ids[who])
            change_patient(session, self.cast.ben, patient, changes, now=self.rt.now())
        self.work()

    @rule(who=WHO, state=st.sampled_from(["taken", "skipped", "missed"]))
    def staff_record(self, who: int, state: str) -> None:
        doses = [dose.id for dose in self.cast.doses(self.ids[who])]
        try:
            with self.rt.database.writing() as session:
                for dose_id in doses[:1]:
                    dose = session.get_one(Dose, dose_id)
                    record_administration(session, self.cast.ben, dose, {"state": state}, now=self.rt.now())
        except Refused:
            pass
        self.work()

    @rule(kind=st.sampled_from(list(FaultKind)), code=st.sampled_from(["21610", "30007", "20429", "reset"]))
    def provider_fails(self, kind: FaultKind, code: str) -> None:
        assert isinstance(self.rt.sms, Simulator)
        self.rt.sms.script(SimulatedFault(kind, code))

    @rule(word=st.sampled_from(["sent", "delivered", "undelivered"]), code=st.sampled_from([None, "30003", "30005"]))
    def report(self, word: str, code: str | None) -> None:
        with self.rt.database.writing() as session:
            newest = session.scalars(
                select(Attempt).where(Attempt.sid.is_not(None)).order_by(Attempt.id.desc())
            ).first()
            if newest is not None and newest.sid is not None:
                record_status(session, newest.id, StatusReport(newest.sid, word, code), now=self.rt.now())
        self.work()

    @invariant()
    def no_reply_is_lost(self) -> None:
        with self.rt.database.reading() as session:
            kept = session.scalars(select(InboundMessage)).all()
        assert len(kept) == self.said
        assert all(message.applied_at is not None and message.failed is None for message in kept)

    @invariant()
    def one_text_for_one_occasion(self) -> None:
        assert isinstance(self.rt.sms, Simulator)
        taken = {message.attempt_id for message in self.rt.sms.accepted()}
        with self.rt.database.reading() as session:
            rows = session.execute(
                select(Attempt.communication_id, Communication.purpose)
                .join(Communication, Attempt.communication_id == Communication.id)
                .where(Attempt.id.in_(taken))
            ).all()
        often = Counter((row[0], row[1]) for row in rows if row[1] is not Purpose.CRISIS)
        assert all(count == 1 for count in often.values()), often

    @invariant()
    def one_reply_credits_one_dose(self) -> None:
        with self.rt.database.reading() as session:
            query = select(func.count(func.distinct(Administration.dose_id))).where(
                Administration.inbound_id.is_not(None),
                Administration.state.in_((DoseState.TAKEN, DoseState.TAKEN_LATE)),
            )
            assert all(count <= 1 for count in session.scalars(query.group_by(Administration.inbound_id)))


@pytest.mark.slow
def test_the_invariants_hold_in_any_order_of_events(sqlite_template: Path) -> None:
    Service.template = sqlite_template
    run_state_machine_as_test(
        Service,
        settings=settings(
            max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
