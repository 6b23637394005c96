"""The consent ledger rule by rule: double opt-in, every way out, and the only ways back in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.add_supporter import add_supporter
from adherence.actions.add_wording import add_wording
from adherence.actions.apply_opt_out import apply_opt_out
from adherence.actions.change_patient import change_patient
from adherence.actions.correct_number import confirm_number, correct_number
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.enrol_patient import enrol_patient
from adherence.actions.make_stop_link import make_stop_link, revoke_stop_link, send_stop_link
from adherence.actions.record_consent import record_consent
from adherence.actions.record_status import record_status
from adherence.actions.set_start_rule import set_start_rule
from adherence.actions.stop_by_link import pause_by_link, stop_by_link
from adherence.db.communications import Attempt, Communication
from adherence.db.consents import Consent, consent_events
from adherence.db.past_numbers import past_numbers_of
from adherence.db.patients import Patient
from adherence.db.stop_links import StopLink, live_link
from adherence.db.topic_pauses import pauses_of
from adherence.db.turns import take_turn_of_number
from adherence.domain.consent_wording import SHIPPED
from adherence.domain.errors import Refused
from adherence.domain.states import ConsentEvent, ConsentMethod, ConsentState, FlagState, NumberState
from adherence.sms.simulator import FaultKind, SimulatedFault, Simulator
from adherence.sms.webhook import StatusReport
from tests.cast import Cast, enrolment
from tests.conftest import VirtualClock
from tests.integration.clock_hand import go
from tests.integration.test_supporters import named
from tests.unit.regimens import daily

STARTED = "Time for your 8:00. Reply 1 done, 2 later, 3 skip"


def ledger(cast: Cast, patient_id: str | None = None) -> list[Consent]:
    with cast.rt.database.reading() as session:
        return consent_events(session, patient_id or cast.ana)


def by_staff(cast: Cast, **said: Any) -> None:
    with cast.rt.database.writing() as session:
        record_consent(session, cast.ben, session.get_one(Patient, cast.ana), said, now=cast.rt.now())


@pytest.fixture
def ana(cast: Cast, clock: VirtualClock) -> Cast:
    """Ana at 08:00 in New York, her reminder just sent."""
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 13:00")
    assert cast.texts()[-1] == STARTED
    clock.pass_by(minutes=1)
    return cast


def nothing_follows(cast: Cast, clock: VirtualClock) -> None:
    """A day and a night pass, and no text leaves."""
    before = cast.texts()
    for at in ("2026-03-02 14:00", "2026-03-02 20:00", "2026-03-03 13:00", "2026-03-04 13:00"):
        go(cast, clock, at)
    assert cast.texts() == before


# --- double opt-in ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["web", "keyword"])
def test_a_web_or_keyword_consent_is_confirmed_from_the_phone_first(
    cast: Cast, clock: VirtualClock, method: str
) -> None:
    bea = cast.enrol(given_name="Bea", consent={"method": method, "wording_version": "2026-1"})
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"), bea)
    for at in ("2026-03-02 13:00", "2026-03-02 14:00", "2026-03-03 13:00"):
        go(cast, clock, at)
    assert len(cast.texts(bea)) == 1, "only the request"
    assert "Reply OK to agree" in cast.texts(bea)[0]
    cast.reply("OK", phone=cast.phone(bea))
    assert cast.patient(bea).consent_state is ConsentState.GRANTED
    assert [(line.event, line.wording_version) for line in ledger(cast, bea)] == [
        (ConsentEvent.OPT_IN, "2026-1"),
        (ConsentEvent.CONFIRM, "2026-1"),
    ]
    go(cast, clock, "2026-03-04 13:00")
    assert cast.texts(bea)[-1] == STARTED


# --- every way out ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ("STOP", {}),
        ("S T O P", {}),
        ("Unsubscribe!", {}),
        ("BAJA", {}),
        ("please don't text me anymore", {}),
        ("whatever", {"opt_out_type": "STOP"}),
    ],
)
def test_an_opt_out_by_text_ends_everything(ana: Cast, clock: VirtualClock, body: str, fields: dict[str, Any]) -> None:
    ana.reply(body, **fields)
    deliver_messages(ana.rt)
    assert ana.patient().consent_state is ConsentState.REVOKED
    assert ana.open_flags() == ["opted_out"]
    nothing_follows(ana, clock)


def test_an_opt_out_that_staff_record_ends_everything(ana: Cast, clock: VirtualClock) -> None:
    by_staff(ana, event="opt_out")
    assert ledger(ana)[-1].method is ConsentMethod.STAFF
    nothing_follows(ana, clock)


def test_the_carriers_21610_at_sending_opts_out(ana: Cast, clock: VirtualClock) -> None:
    assert isinstance(ana.rt.sms, Simulator)
    ana.rt.sms.script(SimulatedFault(FaultKind.REJECTED, "21610"))
    go(ana, clock, "2026-03-02 14:01")
    assert (ledger(ana)[-1].event, ledger(ana)[-1].method) == (ConsentEvent.OPT_OUT, ConsentMethod.CARRIER)
    assert ana.patient().consent_state is ConsentState.REVOKED
    nothing_follows(ana, clock)


def test_the_carriers_21610_in_a_callback_opts_out_once(ana: Cast, clock: VirtualClock) -> None:
    with ana.rt.database.reading() as session:
        newest = select(Attempt).join(Communication).where(Communication.patient_id == ana.ana)
        attempt = session.scalars(newest.order_by(Attempt.id.desc()).limit(1)).one()
    for _ in range(2):
        with ana.rt.database.writing() as session:
            report = StatusReport(attempt.sid or "", "undelivered", "21610")
            assert record_status(session, attempt.id, report, now=ana.rt.now())
    outs = [line for line in ledger(ana) if line.event is ConsentEvent.OPT_OUT]
    assert [line.method for line in outs] == [ConsentMethod.CARRIER]
    assert ana.open_flags() == ["opted_out"]
    nothing_follows(ana, clock)


def test_a_callback_about_an_old_number_does_not_opt_the_new_one_out(ana: Cast) -> None:
    with ana.rt.database.reading() as session:
        newest = select(Attempt).join(Communication).where(Communication.patient_id == ana.ana)
        attempt = session.scalars(newest.order_by(Attempt.id.desc()).limit(1)).one()
    with ana.rt.database.writing() as session:
        patient = session.get_one(Patient, ana.ana)
        change_patient(session, ana.ben, patient, {"phone": "+12025550901"}, now=ana.rt.now())
    with ana.rt.database.writing() as session:
        report = StatusReport(attempt.sid or "", "undelivered", "21610")
        record_status(session, attempt.id, report, now=ana.rt.now())
    assert ana.patient().consent_state is ConsentState.GRANTED


# --- the ways back in, and what is none ------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["YES", "yes please", "OK", "1", "RESUME", "Y", "sí", "PAUSE 3"])
def test_nothing_but_start_is_a_way_back_in(ana: Cast, clock: VirtualClock, body: str) -> None:
    ana.reply("STOP")
    ana.reply(body)
    assert ana.patient().consent_state is ConsentState.REVOKED
    nothing_follows(ana, clock)


@pytest.mark.parametrize("word", ["START", "unstop"])
def test_start_gives_a_written_consent_back_with_its_wording(ana: Cast, clock: VirtualClock, word: str) -> None:
    ana.reply("STOP")
    ana.reply(word)
    deliver_messages(ana.rt)
    assert ana.texts()[-1].startswith("You will get texts from North Care again.")
    last = ledger(ana)[-1]
    assert (last.event, last.method, last.wording_version) == (
        ConsentEvent.CONFIRM,
        ConsentMethod.KEYWORD,
        ledger(ana)[0].wording_version,
    )
    assert "opted_out" in ana.open_flags(), "staff are told"
    go(ana, clock, "2026-03-03 13:00")
    assert ana.texts()[-1] == STARTED


def test_start_needs_staff_where_the_clinic_says_so(ana: Cast, clock: VirtualClock) -> None:
    with ana.rt.database.writing() as session:
        assert set_start_rule(session, ana.ben, reconsents=False, now=ana.rt.now())
        assert not set_start_rule(session, ana.ben, reconsents=False, now=ana.rt.now())
    ana.reply("STOP")
    ana.reply("START")
    assert ana.patient().consent_state is ConsentState.REVOKED
    flag = next(flag for flag in ana.flags() if flag.state is FlagState.OPEN)
    assert flag.detail == "Asked for texts again with START; please confirm the consent"
    nothing_follows(ana, clock)
    by_staff(ana, event="opt_in", method="verbal")
    assert ana.patient().consent_state is ConsentState.GRANTED


def test_start_after_a_web_consent_needs_staff(cast: Cast, clock: VirtualClock) -> None:
    bea = cast.enrol(consent={"method": "web"})
    go(cast, clock, "2026-03-02 14:00")
    for body in ("OK", "STOP", "START"):
        cast.reply(body, phone=cast.phone(bea))
    assert cast.patient(bea).consent_state is ConsentState.REVOKED


# --- wordings --------------------------------------------------------------------------------------------------------

BODY = "I agree to get texts about my care on this number. I can end them with STOP at any time."


def add(cast: Cast, **changes: Any) -> None:
    wanted = {"version": "N-1", "language": "en", "body": BODY, "from_on": "2026-03-01"} | changes
    with cast.rt.database.writing() as session:
        add_wording(session, cast.ben, wanted, now=cast.rt.now())


def test_a_consent_without_a_version_is_to_the_wording_of_that_day(cast: Cast) -> None:
    assert ledger(cast)[0].wording_version == "2026-1"
    add(cast)
    add(cast, version="N-2", from_on="2027-01-01")
    assert ledger(cast, cast.enrol())[0].wording_version == "N-1"
    assert ledger(cast, cast.enrol(language="es"))[0].wording_version == "2026-1", "nothing of its own in Spanish"


def test_any_version_from_another_system_is_taken_as_it_comes(cast: Cast) -> None:
    bea = cast.enrol(consent={"method": "written", "wording_version": "paper of 2024"})
    assert ledger(cast, bea)[0].wording_version == "paper of 2024"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"version": ""}, "version"),
        ({"version": "x" * 65}, "version"),
        ({"language": "de"}, "language"),
        ({"body": "I agree"}, "body"),
        ({"body": "x" * 9000}, "body"),
        ({"body": None}, "body"),
        ({"from_on": "soon"}, "from_on"),
        ({"from_on": "2190-01-01"}, "from_on"),
    ],
)
def test_a_wording_with_a_fault_is_refused(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        add(cast, **wrong)
    assert [fault.field for fault in refused.value.faults] == [field]


def test_what_is_on_file_cannot_be_replaced(cast: Cast) -> None:
    add(cast)
    add(cast, language="es")
    for version in ("N-1", SHIPPED[0].version):
        with pytest.raises(Refused, match="on file already"):
            add(cast, version=version, body=BODY + " More.")


# --- the opt-out link ------------------------------------------------------------------------------------------------


def link(cast: Cast) -> str:
    with cast.rt.database.writing() as session:
        return make_stop_link(session, cast.ben, session.get_one(Patient, cast.ana), now=cast.rt.now())


def use(cast: Cast, token: str, act: Any = stop_by_link) -> None:
    with cast.rt.database.writing() as session:
        found = live_link(session, token)
        assert found is not None
        act(session, found, now=cast.rt.now())


def test_the_link_opts_out_once_and_for_all(ana: Cast, clock: VirtualClock) -> None:
    token = link(ana)
    use(ana, token)
    use(ana, token)
    use(ana, token, pause_by_link)
    outs = [line for line in ledger(ana) if line.event is ConsentEvent.OPT_OUT]
    assert [(line.method, line.recorded_by) for line in outs] == [(ConsentMethod.WEB, None)]
    assert ana.open_flags() == ["opted_out"]
    nothing_follows(ana, clock)


def test_the_link_pauses_for_seven_days(ana: Cast) -> None:
    use(ana, link(ana), pause_by_link)
    with ana.rt.database.reading() as session:
        [pause] = pauses_of(session, ana.ben.clinic_id, ana.ana)
    assert (pause.method, pause.until_on.isoformat()) == (ConsentMethod.WEB, "2026-03-09")
    assert ana.patient().consent_state is ConsentState.GRANTED


def test_a_new_link_or_a_revoked_one_leads_nowhere(ana: Cast) -> None:
    first, second = link(ana), link(ana)
    with ana.rt.database.writing() as session:
        assert live_link(session, first) is None
        assert live_link(session, second) is not None
        assert first not in {row.token_hash for row in session.scalars(select(StopLink))}
        revoke_stop_link(session, ana.ben, session.get_one(Patient, ana.ana), now=ana.rt.now())
        assert live_link(session, second) is None
    with pytest.raises(Refused, match="does not exist"), ana.rt.database.writing() as session:
        revoke_stop_link(session, ana.ben, session.get_one(Patient, ana.ana), now=ana.rt.now())


def test_the_link_is_sent_in_the_sealed_body_only(ana: Cast) -> None:
    address = "https://care.example.org/stop/" + link(ana)
    with ana.rt.database.writing() as session:
        send_stop_link(session, ana.ben, session.get_one(Patient, ana.ana), address, now=ana.rt.now())
    deliver_messages(ana.rt)
    assert ana.texts()[-1] == f"North Care: to end or pause our texts on the web, open {address}"
    with ana.rt.database.reading() as session:
        row = session.scalars(select(Communication).where(Communication.template == "stop_link")).one()
        assert (row.params, row.segments) == ({}, 1)


# --- a number that is wrong ------------------------------------------------------------------------------------------


def settle(cast: Cast, number: str) -> None:
    with cast.rt.database.writing() as session:
        correct_number(session, cast.ben, session.get_one(Patient, cast.ana), {"phone": number}, now=cast.rt.now())


def test_a_corrected_number_is_asked_first_and_the_old_one_never_counts_again(ana: Cast, clock: VirtualClock) -> None:
    old = ana.phone()
    ana.reply("wrong number")
    settle(ana, "+12025550902")
    deliver_messages(ana.rt)
    assert len(ana.texts()) == 1
    for body in ("OK", "1", "START"):
        ana.reply(body, phone=old)
    assert ana.patient().number_state is NumberState.VERIFYING
    ana.reply("OK")
    assert ana.patient().number_state is NumberState.IN_USE
    assert ana.open_flags() == []
    flag = next(flag for flag in ana.flags() if flag.kind.value == "wrong_number")
    assert flag.outcome == "number_verified"
    with ana.rt.database.reading() as session:
        [past] = past_numbers_of(session, ana.ben.clinic_id, ana.ana)
        vault = session.info["vault"]
        assert (past.why.value, past.phone_hash, past.recorded_by) == ("wrong", vault.index("phone:" + old), ana.ben.id)
    ana.reply("STOP", phone=old)
    assert ana.patient().consent_state is ConsentState.GRANTED
    go(ana, clock, "2026-03-03 13:00")
    assert ana.texts()[-1] == STARTED


def test_a_number_that_is_right_after_all_goes_on(ana: Cast, clock: VirtualClock) -> None:
    ana.reply("wrong number")
    with ana.rt.database.writing() as session:
        confirm_number(session, ana.ben, session.get_one(Patient, ana.ana), now=ana.rt.now())
    assert (ana.patient().number_state, ana.open_flags()) == (NumberState.IN_USE, [])
    go(ana, clock, "2026-03-03 13:00")
    assert ana.texts()[-1] == STARTED
    with pytest.raises(Refused, match="not reported as wrong"), ana.rt.database.writing() as session:
        confirm_number(session, ana.ben, session.get_one(Patient, ana.ana), now=ana.rt.now())


def test_the_number_that_was_reported_is_never_texted_again(ana: Cast, clock: VirtualClock) -> None:
    number = ana.phone()
    ana.reply("wrong number")
    with pytest.raises(Refused, match="enter another one"):
        settle(ana, number)
    with ana.rt.database.writing() as session:
        patient = session.get_one(Patient, ana.ana)
        change_patient(session, ana.ben, patient, {"phone": number, "language": "es"}, now=ana.rt.now())
    assert ana.patient().number_state is NumberState.WRONG
    nothing_follows(ana, clock)


def test_a_new_number_is_confirmed_by_text_only(ana: Cast) -> None:
    settle(ana, "+12025550903")
    with pytest.raises(Refused, match="confirmed by text"), ana.rt.database.writing() as session:
        confirm_number(session, ana.ben, session.get_one(Patient, ana.ana), now=ana.rt.now())


def test_somebody_new_whose_number_opted_out_is_enrolled_opted_out_until_staff_record_a_consent(ana: Cast) -> None:
    phone = ana.phone()
    ana.reply("STOP")
    sent = len(ana.texts())
    other = ana.enrol(given_name="Bea", phone=phone)
    assert ana.patient(other).consent_state is ConsentState.REVOKED
    deliver_messages(ana.rt)
    assert len(ana.texts()) == sent
    with ana.rt.database.writing() as session:
        agreed = {"event": "opt_in", "method": "written"}
        record_consent(session, ana.ben, session.get_one(Patient, other), agreed, now=ana.rt.now())
    assert ana.patient(other).consent_state is ConsentState.GRANTED


@pytest.mark.parametrize("change", [change_patient, correct_number])
def test_a_number_that_opted_out_is_asked_only_where_the_patient_agreed_to_texts_there_anew(
    ana: Cast, change: Callable[..., Patient]
) -> None:
    other = ana.enrol(given_name="Bea")
    number = ana.phone(other)
    ana.reply("STOP", phone=number)
    deliver_messages(ana.rt)
    sent = len(ana.texts(other))

    def becomes(**more: bool) -> None:
        with ana.rt.database.writing() as session:
            patient = session.get_one(Patient, ana.ana)
            change(session, ana.ben, patient, {"phone": number, **more}, now=ana.rt.now())
        deliver_messages(ana.rt)

    for more in ({}, {"agreed_anew": False}):
        with pytest.raises(Refused, match="agreed_anew: is missing: the number opted out of texts before"):
            becomes(**more)
    assert len(ana.texts(other)) == sent
    becomes(agreed_anew=True)
    assert len(ana.texts(other)) == sent + 1, "one question"
    assert ana.patient().number_state is NumberState.VERIFYING


def test_the_word_for_a_number_that_opted_out_is_a_line_of_the_ledger(ana: Cast) -> None:
    other = ana.enrol(given_name="Bea")
    number = ana.phone(other)
    ana.reply("STOP", phone=number)
    before = len(ledger(ana))
    with ana.rt.database.writing() as session:
        wanted = {"phone": number, "agreed_anew": True}
        change_patient(session, ana.ben, session.get_one(Patient, ana.ana), wanted, now=ana.rt.now())
    added = ledger(ana)[before:]
    assert [(line.event, line.method, line.recorded_by) for line in added] == [
        (ConsentEvent.OPT_IN, ConsentMethod.VERBAL, ana.ben.id)
    ]
    assert added[0].phone_hash == ana.patient().phone_hash


def test_a_new_number_that_another_patient_has_is_confirmed_by_staff_who_spoke_with_the_patient(ana: Cast) -> None:
    number = ana.phone(ana.enrol(given_name="Bea"))
    with ana.rt.database.writing() as session:
        change_patient(session, ana.ben, session.get_one(Patient, ana.ana), {"phone": number}, now=ana.rt.now())
    ana.reply("OK", phone=number)
    assert ana.patient().number_state is NumberState.VERIFYING, "an OK from a shared phone names nobody"
    with ana.rt.database.writing() as session:
        confirm_number(session, ana.ben, session.get_one(Patient, ana.ana), now=ana.rt.now())
    assert ana.patient().number_state is NumberState.IN_USE
    last = ledger(ana)[-1]
    assert (last.event, last.method, last.phone_hash) == (
        ConsentEvent.CONFIRM, ConsentMethod.VERBAL, ana.patient().phone_hash
    )  # fmt: skip


def test_an_opt_in_from_before_the_opt_out_gives_nothing_back(ana: Cast, clock: VirtualClock) -> None:
    ana.reply("STOP")
    clock.pass_by(days=2)
    with pytest.raises(Refused, match="given_at: is before 2026-03-02, when the number opted out"):
        by_staff(ana, event="opt_in", method="written", given_at="2026-02-01T12:00:00Z")
    assert ana.patient().consent_state is ConsentState.REVOKED
    by_staff(ana, event="opt_in", method="written", given_at="2026-03-03T12:00:00Z")
    assert ana.patient().consent_state is ConsentState.GRANTED


@pytest.mark.parametrize("does", ["enrols", "changes", "corrects", "supports"])
def test_whatever_texts_a_new_number_takes_turns_with_a_stop_from_it(ana: Cast, does: str) -> None:
    other = ana.enrol(given_name="Bea")
    number = ana.phone(other)
    sent = len(ana.texts(other))

    def act() -> None:
        with ana.rt.database.writing() as session:
            patient, wanted = session.get_one(Patient, ana.ana), {"phone": number}
            match does:
                case "changes":
                    change_patient(session, ana.ben, patient, wanted, now=ana.rt.now())
                case "corrects":
                    correct_number(session, ana.ben, patient, wanted, now=ana.rt.now())
                case "supports":
                    add_supporter(session, ana.ben, patient, named(**wanted), now=ana.rt.now())
                case _:
                    enrol_patient(session, ana.ben, enrolment(**wanted), now=ana.rt.now())

    with ThreadPoolExecutor(1) as pool:
        with ana.rt.database.writing() as session:
            session.get_one(Patient, ana.ana)  # SQLite's turn is its one writer's
            take_turn_of_number(session, number)
            waits = pool.submit(act)
            sleep(0.2)
            assert not waits.done()
            stopped = [session.get_one(Patient, other)]
            now = ana.rt.now()
            apply_opt_out(session, stopped, method=ConsentMethod.KEYWORD, given_at=now, now=now)
        if does == "enrols":
            waits.result(10)
        else:
            with pytest.raises(Refused, match=r"opted out|no texts"):
                waits.result(10)
    deliver_messages(ana.rt)
    assert len(ana.texts(other)) == sent
