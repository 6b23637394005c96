"""Lists of patients: what a check shows, what an import does, and that nobody who said no is reached."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from datetime import timedelta
from time import sleep
from typing import Any

import pytest
from sqlalchemy import func, select

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.cancel_import import cancel_import
from adherence.actions.record_consent import record_consent
from adherence.actions.start_import import start_import
from adherence.actions.upload_list import upload_list
from adherence.actions.work_imports import work_imports
from adherence.db.clinics import Clinic
from adherence.db.communications import Communication
from adherence.db.consents import Consent
from adherence.db.imports import ImportRow, PatientImport, refused_rows, rows_after, tally
from adherence.db.patients import Patient, find_patients, lock_patient, patient_by_id
from adherence.db.regimens import Regimen
from adherence.db.trials import trials_of
from adherence.db.turns import take_turn_of_number
from adherence.domain.errors import Refused
from adherence.domain.import_row import sentence_of
from adherence.domain.import_state import ImportState, Outcome, Tally
from adherence.domain.states import ConsentState, MessageState, NumberState, RegimenState
from adherence.jobs import run_jobs_once
from adherence.runtime import Runtime
from tests.cast import Cast

PERSON = {
    "external_id": "N-1",
    "given_name": "Mía",
    "family_name": "Solís",
    "phone": "+12025550901",
    "time_zone": "America/Chicago",
    "language": "es",
    "discretion": "1",
    "consent_method": "written",
    "consent_given_at": "2026-03-01",
    "opted_out": "",
    "opted_out_at": "",
}
PLAN = {
    "kind": "daily",
    "medication": "naltrexone 50 mg tablet",
    "starts_on": "2026-03-02",
    "times": "08:00",
    "quantity_mg": "50",
}


def person(number: int, **changes: str) -> dict[str, str]:
    own = {"external_id": f"N-{number}", "phone": f"+1202555{1000 + number}", "given_name": f"Person{number}"}
    return PERSON | own | changes


def sheet(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def upload(cast: Cast, content: bytes) -> str:
    with cast.rt.database.writing() as session:
        return upload_list(session, cast.ben, content, "list.csv", now=cast.rt.now()).id


def check(cast: Cast, *rows: dict[str, str]) -> str:
    """Upload rows and have them checked; gives the import's id."""
    import_id = upload(cast, sheet(*rows))
    work_imports(cast.rt)
    return import_id


def begin(cast: Cast, import_id: str) -> None:
    with cast.rt.database.writing() as session:
        start_import(session, cast.ben, session.get_one(PatientImport, import_id), texts_agreed=True, now=cast.rt.now())


def bring_in(cast: Cast, *rows: dict[str, str]) -> str:
    """Upload, check and import rows; gives the import's id."""
    import_id = check(cast, *rows)
    begin(cast, import_id)
    work_imports(cast.rt)
    return import_id


def counts(rt: Runtime, import_id: str) -> Tally:
    with rt.database.reading() as session:
        return tally(session, session.get_one(PatientImport, import_id))


def told(rt: Runtime, import_id: str) -> dict[int, list[str]]:
    with rt.database.reading() as session:
        return {
            row.number: [sentence_of(one) for one in row.faults] or row.notes
            for row in rows_after(session, import_id, 0, 1000)
            if row.faults or row.notes
        }


def found(cast: Cast, search: str) -> Patient:
    with cast.rt.database.reading() as session:
        (patient,) = find_patients(session, cast.ben.clinic_id, search, limit=5)
        return patient


def everything(rt: Runtime) -> dict[str, int]:
    with rt.database.reading() as session:
        tables = (Patient, Communication, Consent, Regimen)
        return {table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_a_check_tells_what_would_happen_and_changes_nothing(cast: Cast) -> None:
    before = everything(cast.rt)
    import_id = check(cast, PERSON | PLAN, person(2, phone="12"), person(3, opted_out="yes"))
    assert everything(cast.rt) == before
    assert counts(cast.rt, import_id) == Tally(new=2, refused=1, texts=1, waiting=1, kept_out=1)
    assert told(cast.rt, import_id) == {3: ["phone: Begin the number with + and the country code."]}


def test_an_import_enrols_welcomes_and_stores_plans_that_wait_for_the_gate(cast: Cast) -> None:
    import_id = bring_in(cast, PERSON | PLAN)
    patient = found(cast, "N-1")
    assert (patient.language, patient.time_zone, patient.discretion) == ("es", "America/Chicago", 1)
    assert patient.consent_state is ConsentState.GRANTED
    with cast.rt.database.reading() as session:
        assert session.get_one(Patient, patient.id).name == "Mía Solís"
        assert session.get_one(PatientImport, import_id).state is ImportState.DONE
        (regimen,) = session.scalars(select(Regimen).where(Regimen.patient_id == patient.id))
        assert regimen.state is RegimenState.WAITING
        (row,) = rows_after(session, import_id, 0, 10)
        assert (row.done, row.patient_id, row.cells) == (Outcome.NEW, patient.id, [])
    cast.rt.clock.pass_by(hours=10)  # type: ignore[attr-defined]
    run_jobs_once(cast.rt)
    assert len(cast.texts(patient.id)) == 1


def test_the_same_file_again_changes_nothing_and_texts_nobody(cast: Cast) -> None:
    rows = [PERSON | PLAN, person(2), person(3, external_id=""), person(4, opted_out="yes", consent_method="")]
    bring_in(cast, *rows)
    before = everything(cast.rt)
    again = check(cast, *rows)
    assert counts(cast.rt, again) == Tally(unchanged=4, waiting=1, kept_out=1)
    with pytest.raises(Refused, match="nothing to import"):
        begin(cast, again)
    assert everything(cast.rt) == before


CHANGES: list[tuple[str, dict[str, str], str]] = [
    ("language", {"language": "en"}, "changed"),
    ("zone", {"time_zone": "America/Denver"}, "changed"),
    ("a new number is verified first", {"phone": "+12025550999"}, "changed"),
    ("opting out", {"opted_out": "sí"}, "changed"),
    ("accents and order of the name", {"given_name": "solis", "family_name": "MIA"}, "unchanged"),
    ("another consent", {"consent_method": "verbal", "consent_given_at": "2026-02-01"}, "unchanged"),
    ("an empty cell", {"discretion": "", "time_zone": "America/Chicago"}, "unchanged"),
    ("another name", {"given_name": "Nora"}, "external_id belongs to a patient with another name."),
    ("another plan", {"quantity_mg": "25"}, "kind differs from the plan on record."),
    ("no zone", {"time_zone": "Mars"}, "time_zone"),
    ("an opt-out at no day", {"opted_out": "yes", "opted_out_at": "soon"}, "opted_out_at is no day that exists;"),
    ("a number that opted out", {"phone": "+12025550777"}, "phone opted out of texts;"),
]


@pytest.mark.parametrize(("changes", "expected"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
def test_a_changed_row_changes_only_what_a_page_may_change(
    sqlite_cast: Cast, changes: dict[str, str], expected: str
) -> None:
    cast = sqlite_cast
    bring_in(cast, PERSON | PLAN, person(9, phone="+12025550777", opted_out="yes"))
    again = check(cast, PERSON | PLAN | changes)
    result = counts(cast.rt, again)
    if expected in ("changed", "unchanged"):
        assert getattr(result, expected) == 1, told(cast.rt, again)
        assert result.texts == ("phone" in changes)
    else:
        assert told(cast.rt, again)[2][0].startswith(expected)


def test_a_changed_number_is_verified_and_the_earlier_one_does_not_come_back(sqlite_cast: Cast) -> None:
    cast = sqlite_cast
    bring_in(cast, PERSON)
    bring_in(cast, PERSON | {"phone": "+12025550999"})
    assert found(cast, "N-1").number_state is NumberState.VERIFYING
    again = check(cast, PERSON)
    assert told(cast.rt, again)[2][0].startswith("phone is an earlier number of this patient;")


def opt_out(cast: Cast, patient_id: str) -> None:
    with cast.rt.database.writing() as session:
        patient = patient_by_id(session, cast.ben.clinic_id, patient_id)
        assert patient is not None
        record_consent(session, cast.ben, patient, {"event": "opt_out"}, now=cast.rt.now())


def never_texted(cast: Cast, patient_id: str) -> bool:
    cast.rt.clock.pass_by(hours=10)  # type: ignore[attr-defined]
    run_jobs_once(cast.rt)
    with cast.rt.database.reading() as session:
        held = (MessageState.CANCELLED, MessageState.WITHHELD)
        texts = session.scalars(select(Communication).where(Communication.patient_id == patient_id))
        return all(text.state in held for text in texts)


def test_who_opted_out_stays_so_whatever_the_file_says(cast: Cast) -> None:
    bring_in(cast, PERSON)
    patient = found(cast, "N-1")
    opt_out(cast, patient.id)
    again = bring_in(cast, PERSON | {"consent_given_at": "2026-03-02", "opted_out": "no", "language": "en"})
    assert counts(cast.rt, again) == Tally(changed=1, kept_out=1)
    assert found(cast, "N-1").consent_state is ConsentState.REVOKED
    assert never_texted(cast, patient.id)


def test_stop_from_the_phone_keeps_everybody_out_who_is_listed_with_it_later(cast: Cast) -> None:
    cast.reply("STOP")
    with cast.rt.database.writing() as session:  # Ana has another number since
        session.get_one(Patient, cast.ana).set_phone(session.info["vault"], "+12025550888")
        number = session.scalars(select(Consent.phone_hash).where(Consent.patient_id == cast.ana)).first()
        assert number != session.get_one(Patient, cast.ana).phone_hash
    for place, phone in enumerate((cast_number(cast), "+12025550888"), start=50):
        bring_in(cast, person(place, phone=phone))
        patient = found(cast, f"N-{place}")
        assert patient.consent_state is ConsentState.REVOKED
        assert never_texted(cast, patient.id)


def cast_number(cast: Cast) -> str:
    """The number from which Ana's STOP came: the first that the cast gave out is hers."""
    with cast.rt.database.reading() as session:
        hashes = session.scalars(select(Consent.phone_hash).where(Consent.patient_id == cast.ana)).all()
        vault = session.info["vault"]
        return next(f"+1202555{n:04d}" for n in range(10_000) if vault.index(f"phone:+1202555{n:04d}") in hashes)


def test_a_row_that_opted_out_is_enrolled_without_any_consent_or_text(cast: Cast) -> None:
    bring_in(cast, PERSON | {"opted_out": "yes", "opted_out_at": "2026-02-20", "consent_method": ""} | PLAN)
    patient = found(cast, "N-1")
    with cast.rt.database.reading() as session:
        (line,) = session.scalars(select(Consent).where(Consent.patient_id == patient.id))
        assert (line.event.value, line.given_at.date().isoformat()) == ("opt_out", "2026-02-20")
        assert session.scalars(select(Communication).where(Communication.patient_id == patient.id)).all() == []


def test_an_opt_out_from_before_a_newer_consent_is_not_followed_again(sqlite_cast: Cast) -> None:
    cast = sqlite_cast
    row = PERSON | {"opted_out": "yes", "opted_out_at": "2026-02-20"}
    bring_in(cast, row)
    patient = found(cast, "N-1")
    with cast.rt.database.writing() as session:
        one = session.get_one(Patient, patient.id)
        record_consent(session, cast.ben, one, {"event": "opt_in", "method": "written"}, now=cast.rt.now())
    again = check(cast, row)
    assert told(cast.rt, again) == {2: ["Agreed to texts again after this opt-out; stays so."]}
    assert counts(cast.rt, again) == Tally(unchanged=1)


def test_a_number_may_be_shared_and_one_person_may_not_come_twice(sqlite_cast: Cast) -> None:
    shared = {"phone": "+1 (202) 555-0901"}
    import_id = check(
        sqlite_cast, PERSON, person(2, **shared), person(3, external_id="N-1"), person(4), person(4, external_id="")
    )
    assert counts(sqlite_cast.rt, import_id) == Tally(new=1, refused=4, texts=1)
    assert told(sqlite_cast.rt, import_id) == {
        2: ["The same person stands in row 4. Keep one of the two rows."],
        4: ["The same person stands in row 2. Keep one of the two rows."],
        5: ["The same person stands in row 6. Keep one of the two rows."],
        6: ["The same person stands in row 5. Keep one of the two rows."],
    }


def test_another_clinics_patients_are_neither_found_nor_touched(sqlite_cast: Cast) -> None:
    cast = sqlite_cast
    stranger = cast.patient(cast.other)
    with cast.rt.database.reading() as session:
        phone = session.get_one(Patient, stranger.id).phone
    import_id = bring_in(cast, PERSON | {"given_name": "Ana", "family_name": "Otero", "phone": phone})
    assert counts(cast.rt, import_id).new == 1
    assert cast.patient(cast.other).language == "es"


def test_a_restart_in_the_middle_doubles_nobody(cast: Cast) -> None:
    rows = [person(number) for number in range(1, 8)]
    import_id = check(cast, *rows)
    begin(cast, import_id)
    cast.rt.stopping.set()
    work_imports(cast.rt)  # a worker that is told to stop lets go
    cast.rt.stopping.clear()
    with cast.rt.database.writing() as session:  # a worker that died holds on until its lease ends
        imported = session.get_one(PatientImport, import_id)
        imported.lease_owner, imported.lease_until = "dead", cast.rt.database.now(session) + timedelta(seconds=1)
    assert work_imports(cast.rt) == 0
    sleep(1.1)
    assert work_imports(cast.rt) == 7
    assert counts(cast.rt, import_id) == Tally(new=7, texts=7)
    assert everything(cast.rt)["patients"] == 3 + 7


def test_two_workers_at_once_bring_each_row_in_once(cast: Cast) -> None:
    import_id = check(cast, *(person(number) for number in range(1, 16)))
    begin(cast, import_id)
    workers = [replace_owner(cast.rt, name) for name in ("one", "two", "three")]
    with ThreadPoolExecutor(len(workers)) as pool:
        assert sum(pool.map(work_imports, workers)) == 15
    assert counts(cast.rt, import_id).new == 15
    assert everything(cast.rt)["patients"] == 3 + 15


def replace_owner(rt: Runtime, owner: str) -> Runtime:
    """Another worker on the same database."""
    other = copy(rt)
    other.owner = owner
    return other


def test_a_row_and_a_sender_of_a_clinic_on_trial_do_not_wait_for_each_other(cast: Cast) -> None:
    bring_in(cast, person(1))
    with cast.rt.database.writing() as session:
        session.get_one(Clinic, cast.ben.clinic_id).trial = True
    import_id = check(cast, person(1, language="en"))
    begin(cast, import_id)
    patient_id = found(cast, "N-1").id
    with ThreadPoolExecutor(1) as pool:
        with cast.rt.database.writing() as session:
            lock_patient(session, patient_id)
            worker = pool.submit(work_imports, cast.rt)
            sleep(0.3)  # it waits for the patient's row now
            trials_of(session, [session.get_one(Clinic, cast.ben.clinic_id)], cast.rt.now())
        assert worker.result(10) == 1
    assert counts(cast.rt, import_id) == Tally(changed=1)


def test_a_list_and_stop_from_the_same_number_take_turns(cast: Cast) -> None:
    phone = person(1)["phone"]
    bring_in(cast, person(1))
    begin(cast, check(cast, person(2, phone=phone)))
    cast.receive("STOP", phone=phone)
    for work in (apply_inbound, work_imports):
        with ThreadPoolExecutor(1) as pool:
            with cast.rt.database.writing() as session:
                session.get_one(Clinic, cast.ben.clinic_id)  # SQLite's turn is its one writer's
                take_turn_of_number(session, phone)
                waits = pool.submit(work, cast.rt)
                sleep(0.2)
                assert not waits.done(), work
            assert waits.result(10) == 1
    assert found(cast, "N-2").consent_state is ConsentState.REVOKED


def test_a_row_with_the_number_of_another_patient_says_so(cast: Cast) -> None:
    bring_in(cast, person(1))
    import_id = check(cast, person(2, phone=person(1)["phone"]), person(3))
    assert told(cast.rt, import_id) == {
        2: ["Another patient has this number. If they do not share a phone, correct it."]
    }


def test_a_list_that_would_text_one_number_for_everybody_is_refused(sqlite_cast: Cast) -> None:
    with pytest.raises(Refused, match="One number stands in 21 rows"):
        upload(sqlite_cast, sheet(*(person(number, phone="+1 202 555 0100") for number in range(21))))
    upload(sqlite_cast, sheet(*(person(number, phone="+12025550100", opted_out="yes") for number in range(21))))


def test_a_cancelled_import_keeps_what_is_in_and_forgets_the_rest(sqlite_cast: Cast) -> None:
    import_id = check(sqlite_cast, person(1), person(2))
    with sqlite_cast.rt.database.writing() as session:
        cancel_import(session, session.get_one(PatientImport, import_id), now=sqlite_cast.rt.now())
    assert work_imports(sqlite_cast.rt) == 0
    with sqlite_cast.rt.database.reading() as session:
        assert [row.cells_sealed for row in session.scalars(select(ImportRow))] == [None, None]
    with pytest.raises(Refused, match="started or cancelled"):
        begin(sqlite_cast, import_id)


def test_a_row_that_breaks_blocks_no_other(sqlite_cast: Cast) -> None:
    import_id = upload(sqlite_cast, sheet(person(1), person(2)))
    with sqlite_cast.rt.database.writing() as session:
        broken = session.get_one(ImportRow, (import_id, 2))
        broken.cells_sealed = session.get_one(ImportRow, (import_id, 3)).cells_sealed
    work_imports(sqlite_cast.rt)
    assert counts(sqlite_cast.rt, import_id) == Tally(new=1, refused=1, texts=1)


def test_many_first_texts_must_be_agreed_to(sqlite_cast: Cast) -> None:
    import_id = check(sqlite_cast, *(person(number) for number in range(1, 23)))
    with sqlite_cast.rt.database.writing() as session:
        imported = session.get_one(PatientImport, import_id)
        with pytest.raises(Refused, match="22 first texts"):
            start_import(session, sqlite_cast.ben, imported, texts_agreed=False, now=sqlite_cast.rt.now())
    begin(sqlite_cast, import_id)
    work_imports(sqlite_cast.rt)
    with sqlite_cast.rt.database.reading() as session:
        # They leave after every reminder.
        waiting = session.scalars(select(Communication).where(Communication.patient_id == found(sqlite_cast, "N-5").id))
        assert [text.priority for text in waiting] == [7]


def test_all_faults_of_a_row_are_told_together(sqlite_cast: Cast) -> None:
    wrong: dict[str, Any] = {
        "given_name": "",
        "phone": "1.20256E+10",
        "language": "fr",
        "consent_method": "phone",
        "consent_given_at": "2099-01-01",
        "opted_out_at": "",
    }
    import_id = check(sqlite_cast, PERSON | PLAN | wrong | {"times": "25:00", "quantity_mg": "lots"})
    assert told(sqlite_cast.rt, import_id)[2] == [
        "phone was shortened by the spreadsheet; format the column as text and type it again.",
        "times '25:00' is not valid; write a time of day from 00:00 to 23:59 as HH:MM.",
        "quantity_mg 'lots' is not valid; write a number of mg above 0, at most 1000.",
        "given_name is missing; write a text.",
        "phone write a telephone number such as +12025550123.",
        "language 'fr' is not valid; write one of en, es.",
        "consent_method 'phone' is not valid; write one of written, verbal, web, keyword.",
        "consent_given_at lies in the future; write when it happened.",
    ]
    with sqlite_cast.rt.database.reading() as session:
        (row,) = refused_rows(session, import_id, 10)
        assert b"Sol" not in (row.told_sealed or b"") + (row.cells_sealed or b"")
