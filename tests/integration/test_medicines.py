"""Other medicines: what is warned of on entry, which flags follow, and what a text that names one does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.change_clinic_medicines import add_clinic_medicine, remove_clinic_medicine
from adherence.actions.correct_record import correct_record
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.end_medicine import end_medicine
from adherence.actions.record_medicine import RecordedMedicine, record_medicine
from adherence.actions.warn_of_opioids import warn_of_opioids
from adherence.db.communications import Communication
from adherence.db.corrections import corrections_of
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.db.medicines import PatientMedicine, clinic_medicines, medicine_by_id, medicines_of
from adherence.db.patients import Patient, lock_patient
from adherence.domain.errors import Refused
from adherence.domain.states import CorrectionEvent, FlagState, NumberState, Severity
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily

PLAN = daily(times=["08:00"], starts_on="2026-03-02")


def enter(cast: Cast, patient_id: str | None = None, /, **data: Any) -> RecordedMedicine:
    """Ben records a medicine."""
    with cast.rt.database.writing() as session:
        patient = session.get_one(Patient, patient_id or cast.ana)
        return record_medicine(session, cast.ben, patient, data, now=cast.rt.now())


def enter_as_is(cast: Cast, data: Any) -> None:
    """Ben's system sends anything at all."""
    with cast.rt.database.writing() as session:
        record_medicine(session, cast.ben, session.get_one(Patient, cast.ana), data, now=cast.rt.now())


def correct(cast: Cast, medicine_id: str, event: CorrectionEvent, reason: str = "wrong patient") -> None:
    with cast.rt.database.writing() as session:
        record = session.get_one(PatientMedicine, medicine_id)
        correct_record(session, cast.ben, record, event, {"reason": reason}, now=cast.rt.now())


def interaction(cast: Cast) -> Flag | None:
    """Ana's open flag about a medicine."""
    found = [flag for flag in cast.flags() if flag.kind == "interaction" and flag.state is FlagState.OPEN]
    return found[0] if found else None


def answers(cast: Cast) -> list[str]:
    """The templates that answered texts, oldest first."""
    with cast.rt.database.reading() as session:
        query = select(Communication.template).where(Communication.inbound_id.is_not(None)).order_by(Communication.id)
        return [template or "" for template in session.scalars(query)]


# --- entry ---


def test_an_opioid_beside_a_plan_warns_and_opens_a_flag_without_its_name(cast: Cast) -> None:
    cast.start(PLAN)
    recorded = enter(cast, name="Percocet 5/325", started_on="2026-03-01")
    assert recorded.medicine.group == "opioid_analgesic"
    assert "Opioid painkiller" in recorded.warnings[0]
    assert "Source: naltrexone label" in recorded.warnings[0]
    assert recorded.warnings[-1] == "A flag is open for the care team."
    flag = interaction(cast)
    assert flag is not None
    assert (flag.severity, flag.detail) == (Severity.HIGH, "On the list of medicines: opioid painkiller")


def test_a_plan_that_waits_for_its_gate_counts_as_planned(sqlite_cast: Cast) -> None:
    sqlite_cast.start(PLAN, agent=None)
    enter(sqlite_cast, name="methadone")
    assert interaction(sqlite_cast) is not None


@pytest.mark.parametrize(
    ("entered", "warned"),
    [
        ({"name": "isoniazid"}, True),
        ({"name": "vitamin D"}, False),
        ({"name": "codeine", "started_on": "2025-01-01", "ended_on": "2026-01-01"}, True),
    ],
)
def test_what_is_no_current_opioid_opens_no_flag(sqlite_cast: Cast, entered: dict[str, str], warned: bool) -> None:
    sqlite_cast.start(PLAN)
    assert bool(enter(sqlite_cast, **entered).warnings) is warned
    assert interaction(sqlite_cast) is None


def test_without_a_plan_an_opioid_only_warns_and_the_plan_that_follows_opens_the_flag(cast: Cast) -> None:
    assert len(enter(cast, name="tramadol").warnings) == 2
    assert interaction(cast) is None
    cast.start(PLAN)
    assert interaction(cast) is not None


def test_a_gate_that_is_signed_while_an_opioid_is_taken_warns(sqlite_cast: Cast) -> None:
    with sqlite_cast.rt.database.writing() as session:
        assert warn_of_opioids(session, lock_patient(session, sqlite_cast.ana), now=sqlite_cast.rt.now()) == ()
    enter(sqlite_cast, name="Suboxone")
    with sqlite_cast.rt.database.writing() as session:
        told = warn_of_opioids(session, lock_patient(session, sqlite_cast.ana), now=sqlite_cast.rt.now())
    assert "opioid treatment (methadone, buprenorphine)" in told[0]


def test_names_are_sealed(cast: Cast) -> None:
    enter(cast, name="Percocet")
    with cast.rt.database.reading() as session:
        (stored,) = medicines_of(session, cast.ana)
        assert stored.name == "Percocet"
        assert b"ercocet" not in stored.name_sealed


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({}, "name"),
        ({"name": "  "}, "name"),
        ({"name": 7}, "name"),
        ({"name": "12/5"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"name": "codeine", "started_on": "soon"}, "started_on"),
        ({"name": "codeine", "started_on": "2030-01-01"}, "started_on"),
        ({"name": "codeine", "started_on": "2026-02-02", "ended_on": "2026-02-01"}, "ended_on"),
        ({"name": "codeine", "mg": 5}, "mg"),
        ([], "regimen"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(sqlite_cast: Cast, entered: Any, field: str) -> None:
    with pytest.raises(Refused) as refused:
        enter_as_is(sqlite_cast, entered)
    assert field in [fault.field for fault in refused.value.faults]
    assert refused.value.conflict is False


def test_the_same_medicine_twice_at_a_time_is_refused_until_the_first_has_ended(
    cast: Cast, clock: VirtualClock
) -> None:
    first = enter(cast, name="Codeine").medicine
    with pytest.raises(Refused, match="on the list already") as refused:
        enter(cast, name="CODEÍNE")
    assert refused.value.conflict is True
    end(cast, first.id, "2026-03-01")
    clock.pass_by(days=1)
    enter(cast, name="codeine")


def end(cast: Cast, medicine_id: str, on: str) -> PatientMedicine:
    with cast.rt.database.writing() as session:
        medicine = medicine_by_id(session, cast.ben.clinic_id, medicine_id)
        assert medicine is not None
        return end_medicine(session, cast.ben, medicine, {"on": on}, now=cast.rt.now())


def test_ending_keeps_the_flag_and_happens_once(cast: Cast) -> None:
    cast.start(PLAN)
    medicine = enter(cast, name="codeine", started_on="2026-02-20").medicine
    for wrong, told in (("2026-02-19", "before its first day"), ("2026-03-09", "future"), ("x", "not valid")):
        with pytest.raises(Refused, match=told):
            end(cast, medicine.id, wrong)
    assert end(cast, medicine.id, "2026-03-01").ended_on == date(2026, 3, 1)
    with pytest.raises(Refused, match="ended on 2026-03-01 already"):
        end(cast, medicine.id, "2026-03-02")
    assert interaction(cast) is not None


def test_a_planned_end_may_still_be_brought_forward(sqlite_cast: Cast) -> None:
    medicine = enter(sqlite_cast, name="codeine", ended_on="2026-03-20").medicine
    assert end(sqlite_cast, medicine.id, "2026-03-02").ended_on == date(2026, 3, 2)


# --- corrections ---


def test_a_withdrawn_entry_counts_for_nothing_and_closes_its_flag_and_both_come_back(cast: Cast) -> None:
    cast.start(PLAN)
    medicine = enter(cast, name="codeine").medicine
    correct(cast, medicine.id, CorrectionEvent.WITHDRAWN)
    assert interaction(cast) is None
    assert cast.flags()[0].outcome == "record_withdrawn"
    with cast.rt.database.reading() as session:
        assert medicines_of(session, cast.ana) == []
    correct(cast, medicine.id, CorrectionEvent.RESTORED, "it was right")
    assert interaction(cast) is not None
    with cast.rt.database.reading() as session:
        lines = corrections_of(session, cast.ana)
        assert [(line.event.value, line.reason) for line in lines] == [
            ("withdrawn", "wrong patient"),
            ("restored", "it was right"),
        ]


def test_a_flag_that_a_text_opened_too_outlives_the_withdrawn_entry(sqlite_cast: Cast) -> None:
    sqlite_cast.start(PLAN)
    medicine = enter(sqlite_cast, name="codeine").medicine
    sqlite_cast.reply("the codeine helps")
    correct(sqlite_cast, medicine.id, CorrectionEvent.WITHDRAWN)
    assert interaction(sqlite_cast) is not None


def test_a_correction_needs_a_reason_and_happens_once(sqlite_cast: Cast) -> None:
    medicine = enter(sqlite_cast, name="codeine").medicine
    with pytest.raises(Refused, match="reason"):
        correct(sqlite_cast, medicine.id, CorrectionEvent.WITHDRAWN, " ")
    with pytest.raises(Refused, match="was not withdrawn"):
        correct(sqlite_cast, medicine.id, CorrectionEvent.RESTORED)
    correct(sqlite_cast, medicine.id, CorrectionEvent.WITHDRAWN)
    with pytest.raises(Refused, match="withdrawn already"):
        correct(sqlite_cast, medicine.id, CorrectionEvent.WITHDRAWN)
    with pytest.raises(Refused, match="bring it back first"):
        end(sqlite_cast, medicine.id, "2026-03-01")


# --- texts ---


def test_a_text_that_names_one_opens_a_flag_beside_what_it_asks_for(cast: Cast) -> None:
    cast.start(PLAN)
    cast.reply("I ran out of my pills, only methadone is left")
    assert cast.open_flags() == ["interaction", "ran_out"]
    assert answers(cast) == ["ack_supply"]
    flag = interaction(cast)
    assert flag is not None
    assert flag.inbound_id is not None
    assert flag.detail == "A text names a medicine: opioid treatment (methadone, buprenorphine)"


@pytest.mark.parametrize("text", ["ran out of methadone", "se me acabó la metadona"])
def test_what_would_be_small_talk_is_not_lost(sqlite_cast: Cast, text: str) -> None:
    sqlite_cast.reply(text)
    assert "interaction" in sqlite_cast.open_flags()
    assert len(answers(sqlite_cast)) == 1


def test_danger_makes_the_flag_urgent(sqlite_cast: Cast) -> None:
    sqlite_cast.reply("I took oxycodone last night")
    assert sqlite_cast.open_flags() == ["interaction", "opioid_use"]
    flag = interaction(sqlite_cast)
    assert flag is not None
    assert flag.severity is Severity.URGENT


def test_where_nothing_else_answers_the_team_is_announced(sqlite_cast: Cast) -> None:
    sqlite_cast.reply("thanks, depakote works great")
    assert sqlite_cast.open_flags() == ["interaction"]
    assert answers(sqlite_cast) == ["ack_medical"]


def test_a_dose_that_is_answered_along_the_way_is_still_credited_and_acknowledged(
    cast: Cast, clock: VirtualClock
) -> None:
    cast.start(PLAN)
    clock.pass_by(hours=7, minutes=5)
    deliver_messages(cast.rt)
    cast.reply("took it, with my isoniazid")
    assert cast.states()[0] == "taken"
    assert answers(cast) == ["ack_taken"]
    assert "interaction" in cast.open_flags()


def test_crisis_comes_first_and_the_medicine_is_not_lost(sqlite_cast: Cast) -> None:
    sqlite_cast.reply("I want to die, I have a bottle of oxycodone here")
    assert answers(sqlite_cast) == ["crisis"]
    assert {"crisis", "interaction"} <= set(sqlite_cast.open_flags())


def test_an_opt_out_gets_no_further_answer(sqlite_cast: Cast) -> None:
    sqlite_cast.reply("please stop texting me, I am on methadone")
    assert answers(sqlite_cast) == ["stop_confirmation"]
    assert "interaction" in sqlite_cast.open_flags()


def test_automatic_replies_strangers_and_shared_numbers_change_nothing(sqlite_cast: Cast) -> None:
    sqlite_cast.reply("Auto-Reply: I am out of the office until Monday. For methadone call the pharmacy.")
    assert interaction(sqlite_cast) is None
    sqlite_cast.reply("wrong number, I do not know any methadone clinic")
    assert sqlite_cast.patient().number_state is NumberState.WRONG
    sqlite_cast.reply("I take methadone")
    assert interaction(sqlite_cast) is None
    twin = sqlite_cast.enrol(phone="+12025559001")
    other = sqlite_cast.enrol(phone="+12025559001")
    sqlite_cast.reply("on methadone again", phone="+12025559001")
    assert "interaction" not in sqlite_cast.open_flags(twin) + sqlite_cast.open_flags(other)


def test_names_of_the_clinic_count_in_texts_and_entries_of_that_clinic_only(cast: Cast) -> None:
    with cast.rt.database.writing() as session:
        added = add_clinic_medicine(
            session, cast.ben, {"name": "Kratom", "group": "opioid_analgesic"}, now=cast.rt.now()
        ).id
    cast.reply("some kratom helps")
    assert "interaction" in cast.open_flags()
    assert enter(cast, name="kratom tea").medicine.group == "opioid_analgesic"
    cast.reply("algo de kratom", phone=cast.phone(cast.other))
    assert "interaction" not in cast.open_flags(cast.other)
    with cast.rt.database.writing() as session:
        assert remove_clinic_medicine(session, cast.cleo, added) is None
        assert remove_clinic_medicine(session, cast.ben, added) == "Kratom"
        assert clinic_medicines(session, cast.ben.clinic_id) == []
    assert enter(cast, name="kratom").medicine.group is None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ab", "too short"),
        ("pill", "everyday"),
        ("took it", "everyday"),
        ("Codeine", "in the table already"),
        ("codeina forte", "in the table already"),
        ("naltrexone", "the treatment itself"),
        ("a b c d e f", "4 words at most"),
        ("x" * 61, "61 characters"),
        ("", "write a text"),
    ],
)
def test_a_name_that_would_flag_everything_or_nothing_is_refused(sqlite_cast: Cast, name: str, told: str) -> None:
    with pytest.raises(Refused, match=told), sqlite_cast.rt.database.writing() as session:
        add_clinic_medicine(session, sqlite_cast.ben, {"name": name, "group": "sedating"}, now=sqlite_cast.rt.now())


def test_a_name_is_added_once_and_only_to_a_known_group(sqlite_cast: Cast) -> None:
    def add(name: str, group: str) -> None:
        with sqlite_cast.rt.database.writing() as session:
            add_clinic_medicine(session, sqlite_cast.ben, {"name": name, "group": group}, now=sqlite_cast.rt.now())

    add("Kratom", "opioid_analgesic")
    with pytest.raises(Refused, match="already"):
        add("krátom", "sedating")
    with pytest.raises(Refused, match="group"):
        add("Tianeptine", "street")


def test_the_reading_of_a_text_is_kept_as_it_was(sqlite_cast: Cast) -> None:
    sqlite_cast.reply("thanks, depakote works great")
    with sqlite_cast.rt.database.reading() as session:
        message = session.scalars(select(InboundMessage)).one()
        assert message.intent != "medical_question"
        assert message.outcome == "flagged_interaction"
