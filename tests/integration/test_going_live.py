"""From trial to live: who is texted on trial, what holds a clinic back, and what leaves afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adherence.actions.add_supporter import add_supporter
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.go_live import go_live, go_live_when_ready
from adherence.actions.record_status import record_status
from adherence.actions.review_step import review_step
from adherence.actions.set_halt import set_halt
from adherence.actions.set_texting_hours import set_texting_hours
from adherence.actions.text_oneself import MOST_A_DAY, text_oneself
from adherence.actions.write_to_patient import write_to_patient
from adherence.db.clinics import Clinic, changes_named
from adherence.db.communications import Attempt, Communication
from adherence.db.setup import active_patients, setup_facts, waiting_first_texts
from adherence.db.trials import trials_of
from adherence.domain.clinic_settings import SENDING
from adherence.domain.errors import Refused
from adherence.domain.setup import REVIEWED_BY, SetupFacts, SetupStep, judge_steps, missing
from adherence.domain.states import MessageState
from adherence.sms.webhook import StatusReport
from tests.cast import Cast
from tests.integration.on_call import PHONES, Team

NEAR_NOON = 17


@pytest.fixture
def team(sqlite_cast: Cast) -> Team:
    """A clinic on trial."""
    return on_trial(Team(sqlite_cast))


@pytest.fixture
def team_on_both(cast: Cast) -> Team:
    """The same on a database of each kind: for the gate and the steps."""
    return on_trial(Team(cast))


def on_trial(made: Team) -> Team:
    """The clinic is on trial, and it is near noon."""
    with made.rt.database.writing() as session:
        session.get_one(Clinic, made.cast.ben.clinic_id).trial = True
    made.rt.clock.move_to(made.rt.now().replace(hour=NEAR_NOON))  # type: ignore[attr-defined]
    return made


def facts(team: Team) -> SetupFacts:
    with team.rt.database.reading() as session:
        clinic = session.get_one(Clinic, team.cast.ben.clinic_id)
        return setup_facts(session, clinic, worker_runs=True, by_webhook=False, now=team.rt.now())


def review_all(team: Team) -> None:
    with team.rt.database.writing() as session:
        for step in REVIEWED_BY:
            review_step(session, team.people["dana"], step, now=team.rt.now())


def take_live(team: Team, **data: Any) -> Clinic:
    found = facts(team)
    with team.rt.database.writing() as session:
        return go_live_when_ready(session, team.people["ada"], data, found, now=team.rt.now())


def deliver(team: Team) -> None:
    """The provider reports that every text arrived."""
    with team.rt.database.writing() as session:
        for attempt in session.query(Attempt).all():
            assert attempt.sid is not None
            record_status(session, attempt.id, StatusReport(attempt.sid, "delivered"), now=team.rt.now())


def test_a_clinic_goes_live_by_real_rows_and_what_waited_was_only_the_first_texts(team_on_both: Team) -> None:
    team = team_on_both
    with pytest.raises(Refused) as refusal:
        take_live(team, sure=True)
    assert {fault.field for fault in refusal.value.faults} >= {"clinic", "policy", "phone", "sender", "webhook"}
    with team.rt.database.writing() as session:
        write_to_patient(session, team.cast.ben, team.cast.patient(), "on trial", now=team.rt.now())
    team.give_phones("ada")
    with team.rt.database.writing() as session:
        text_oneself(session, team.people["ada"], now=team.rt.now())
    team.work(seconds=5)
    deliver(team)
    team.cast.reply("OK", phone=PHONES["ada"])
    review_all(team)
    assert missing(judge_steps(facts(team))) == []
    with pytest.raises(Refused, match="say that patients may be texted"):
        take_live(team, sure=False)
    with team.rt.database.reading() as session:
        assert waiting_first_texts(session, team.cast.ben.clinic_id) == 2, "Ana's and the noise row's welcome"
        assert active_patients(session, team.cast.ben.clinic_id) == (2, 0)
    assert team.cast.texts() == []
    clinic = take_live(team, sure=True)
    assert (clinic.trial, clinic.live_at, clinic.live_by) == (False, team.rt.now(), team.people["ada"].id)
    team.work(minutes=2)
    [welcome] = team.cast.texts()
    assert welcome.startswith("Welcome to North Care")
    with pytest.raises(Refused, match="live already"):
        take_live(team, sure=True)


def test_a_clinician_reads_the_policy_and_changed_hours_want_another_look(team: Team) -> None:
    with pytest.raises(Refused, match="another role"), team.rt.database.writing() as session:
        review_step(session, team.people["ada"], SetupStep.POLICY, now=team.rt.now())
    with pytest.raises(Refused, match="sees by itself"), team.rt.database.writing() as session:
        review_step(session, team.people["dana"], SetupStep.SENDER, now=team.rt.now())
    review_all(team)
    team.rt.clock.pass_by(minutes=1)  # type: ignore[attr-defined]
    hours = {"texting_starts": "07:30", "texting_ends": "20:45", "time_zone": "America/Denver"}
    with team.rt.database.writing() as session:
        assert set_texting_hours(session, team.people["ada"], hours, now=team.rt.now()) == 3
    changed = {judged.step for judged in judge_steps(facts(team)) if judged.state.value == "changed"}
    assert changed == {SetupStep.HOURS}
    with team.rt.database.writing() as session:
        assert set_texting_hours(session, team.people["ada"], hours, now=team.rt.now()) == 0


def test_a_test_patients_supporter_is_no_way_round_the_trial(team_on_both: Team) -> None:
    team = team_on_both
    team.give_phones("cora")
    tester = team.cast.enrol(given_name="Test", phone=PHONES["cora"])
    wanted = {
        "name": "Sam",
        "phone": "+12025557001",
        "language": "en",
        "events": ["good_week"],
        "expires_on": "2026-05-31",
        "consent": {"method": "verbal", "given_at": "2026-03-02T08:00:00Z"},
    }
    with team.rt.database.writing() as session:
        supporter = add_supporter(session, team.cast.ben, team.cast.patient(tester), wanted, now=team.rt.now())
    deliver_messages(team.rt)
    with team.rt.database.reading() as session:
        texts = session.query(Communication).filter_by(supporter_id=supporter.id).all()
        assert [(text.state, text.reason) for text in texts] == [(MessageState.WITHHELD, "trial")]
    assert len(team.cast.texts(tester)) == 1


def test_the_fifty_of_the_day_are_counted_by_the_clinics_own_day(team_on_both: Team) -> None:
    team = team_on_both
    team.give_phones("cora")
    tester = team.cast.enrol(given_name="Test", phone=PHONES["cora"])
    with team.rt.database.writing() as session:
        for _ in range(55):
            write_to_patient(session, team.cast.ben, team.cast.patient(tester), "a test", now=team.rt.now())
    deliver_messages(team.rt)
    assert len(team.cast.texts(tester)) == 50

    def used() -> int:
        with team.rt.database.reading() as session:
            clinic = session.get_one(Clinic, team.cast.ben.clinic_id)
            [trial] = trials_of(session, [clinic], team.rt.now()).values()
            return trial.sent

    assert used() == 50
    midnight = team.rt.now().replace(hour=5, minute=0) + timedelta(days=1)  # in New York
    team.rt.clock.move_to(midnight - timedelta(minutes=1))  # type: ignore[attr-defined]
    assert used() == 50
    team.rt.clock.move_to(midnight)  # type: ignore[attr-defined]
    assert used() == 0


def test_a_test_text_goes_only_to_the_own_verified_phone_ten_times_a_day(team: Team) -> None:
    with pytest.raises(Refused, match="not verified"), team.rt.database.writing() as session:
        text_oneself(session, team.people["ada"], now=team.rt.now())
    team.give_phones("ada")
    for _ in range(MOST_A_DAY):
        with team.rt.database.writing() as session:
            text_oneself(session, team.people["ada"], now=team.rt.now())
    with pytest.raises(Refused, match="try again tomorrow"), team.rt.database.writing() as session:
        text_oneself(session, team.people["ada"], now=team.rt.now())
    deliver_messages(team.rt)
    assert team.texts("ada") == ["North Care: this is a test text. Please reply OK, to try the way back as well."] * 10


def test_the_switch_keeps_who_used_it_and_why_and_a_second_stop_changes_nothing(team: Team) -> None:
    ada, clinic_id = team.people["ada"], team.cast.ben.clinic_id
    for on, reason in ((True, "Wrong  template"), (True, "Again"), (False, ""), (False, "")):
        team.rt.clock.pass_by(minutes=1)  # type: ignore[attr-defined]
        with team.rt.database.writing() as session:
            set_halt(session, ada, on, reason, now=team.rt.now())
    with team.rt.database.reading() as session:
        kept = [(line.old, line.new, line.recorded_by) for line in changes_named(session, clinic_id, SENDING)]
    assert kept == [("Wrong template", "on", ada.id), ("on", "Wrong template", ada.id)]


def test_the_command_line_ends_a_trial_without_asking(team: Team) -> None:
    with team.rt.database.writing() as session:
        clinic = session.get_one(Clinic, team.cast.ben.clinic_id)
        assert go_live(session, clinic, now=team.rt.now())
        assert not go_live(session, clinic, now=team.rt.now())
        assert (clinic.live_at, clinic.live_by) == (team.rt.now(), None)
