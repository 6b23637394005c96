"""Pages about other medicines, corrections, the ledger of a dose, and the clinic's policy."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from adherence.actions.correct_record import correct_record
from adherence.actions.open_flag import open_flag
from adherence.db.corrections import corrections_of
from adherence.db.dispenses import Dispense
from adherence.db.doses import Dose, administrations_of
from adherence.db.flags import Flag
from adherence.db.holds import Hold
from adherence.db.labs import Lab
from adherence.db.medicines import PatientMedicine, clinic_medicines
from adherence.db.patients import lock_patient
from adherence.db.records import record_by_id
from adherence.domain.errors import Refused
from adherence.domain.states import CorrectionEvent, DoseState, FlagKind, HoldKind, RecordKind, Role
from adherence.jobs import run_jobs_once
from tests.names import UNKNOWN_ID
from tests.web.site import DAILY, TARGETED, Site, text_of

HOSTILE = "<script>alert(1)</script>{{ 7*7 }}"


def medicines(site: Site) -> list[PatientMedicine]:
    with site.rt.database.reading() as session:
        rows = session.query(PatientMedicine).filter_by(patient_id=site.cast.ana).order_by(PatientMedicine.recorded_at)
        found = list(rows)
        for one in found:
            assert one.name  # opened while its session is
        return found


def words(site: Site, path: str) -> str:
    return text_of(site.page(path))


def summary(page: str) -> str:
    return text_of(page.split('class="faults"')[1].split("</div>")[0])


# --- other medicines ---


def test_a_medicine_is_recorded_warned_of_and_shown_with_its_source(site: Site) -> None:
    site.cast.start(DAILY)
    answer = site.post(site.ana("/medicines/new"), name="Percocet 5/325", started_on="2026-03-01")
    assert answer.status_code == 302
    page = words(site, site.ana())
    assert "The medicine is recorded. Please note: Opioid painkiller. Naltrexone blocks it" in page
    assert "Percocet 5/325 Opioid painkiller since Sun 1 Mar" in page
    assert "Source: naltrexone labels" in page
    assert "Today: Medicine that does not go with naltrexone" in page
    assert "Among the current medicines: Percocet 5/325" in words(site, site.ana("/gate"))


def test_a_flag_names_the_group_and_never_the_medicine(site: Site) -> None:
    site.cast.start(DAILY)
    site.post(site.ana("/medicines/new"), name="Percocet")
    with site.rt.database.reading() as session:
        (flag,) = session.query(Flag).filter_by(patient_id=site.cast.ana)
        assert "ercocet" not in flag.detail


def test_what_was_typed_is_kept_where_it_cannot_be_stored(site: Site) -> None:
    answer = site.post(site.ana("/medicines/new"), name=HOSTILE, started_on="2026-03-02", ended_on="2026-02-01")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Last day lies before the first day" in summary(page)
    assert "<script>" not in page
    assert 'value="2026-02-01"' in page
    assert medicines(site) == []


def test_a_medicine_ends_and_moves_to_the_earlier_ones(site: Site) -> None:
    site.post(site.ana("/medicines/new"), name="Vitamin D")
    one = medicines(site)[0]
    assert "End: Vitamin D" in words(site, f"/medicines/{one.id}/end")
    late = site.post(f"/medicines/{one.id}/end", on="2030-01-01")
    assert late.status_code == 422
    assert "lies in the future" in summary(late.get_data(as_text=True))
    assert site.post(f"/medicines/{one.id}/end", on="2026-03-01").status_code == 302
    assert "Earlier: 1" in words(site, site.ana())
    assert site.post(f"/medicines/{one.id}/end", on="2026-03-01").status_code == 422


def test_a_signed_gate_warns_of_a_current_opioid(site: Site) -> None:
    site.post(site.ana("/medicines/new"), name="methadone")
    site.page(site.ana())
    site.post(site.ana("/gate"), agent="none", urine_test="negative", signed_by="Dr Hale")
    assert "The start gate is signed. Please note: An opioid is among the current medicines" in words(site, site.ana())


def test_the_clinic_extends_the_table_and_takes_names_off_again(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    assert site.post("/settings/medicines", admin, name="Kratom", group="opioid_analgesic").status_code == 302
    assert "Kratom is on the clinic's list" in text_of(site.page("/settings/medicines", admin))
    bad = site.post("/settings/medicines", name=HOSTILE, group="")
    assert bad.status_code == 422
    assert "<script>" not in bad.get_data(as_text=True)
    assert 'href="#f-group"' in bad.get_data(as_text=True)
    for role in (Role.COORDINATOR, Role.READER):
        assert site.post("/settings/medicines", site.member(role), name="x", group="sedating").status_code == 403
    with site.rt.database.reading() as session:
        (own,) = clinic_medicines(session, site.cast.ben.clinic_id)
    assert site.post(f"/settings/medicines/{own.id}/remove", site.cleo).status_code == 404
    assert site.post(f"/settings/medicines/{own.id}/remove").status_code == 302
    assert "Nothing yet" in words(site, "/settings/medicines")


# --- corrections ---


def test_a_record_is_withdrawn_with_a_reason_and_brought_back_and_both_stay_visible(site: Site) -> None:
    site.post(site.ana("/medicines/new"), name="Codeine")
    path = f"/records/medicine/{medicines(site)[0].id}"
    assert "Codeine" in words(site, path + "/withdraw")
    without = site.post(path + "/withdraw", reason=" ")
    assert without.status_code == 422
    assert "Reason is missing" in summary(without.get_data(as_text=True))
    assert site.post(path + "/withdraw", reason="Wrong patient " + HOSTILE).status_code == 302
    page = site.page(site.ana())
    assert "<script>" not in page
    assert "Other medicine withdrawn" in text_of(page)
    assert "Codeine. Reason: Wrong patient" in text_of(page)
    assert "Bring back" in text_of(page)
    assert site.ben.get(path + "/withdraw").status_code == 302
    assert site.post(path + "/withdraw", reason="again").status_code == 422
    assert "Wrong patient" in words(site, path + "/restore")
    assert site.post(path + "/restore", reason="It was right").status_code == 302
    assert "Other medicine brought back" in words(site, site.ana())
    with site.rt.database.reading() as session:
        assert [line.event.value for line in corrections_of(session, site.cast.ana)] == ["withdrawn", "restored"]


@pytest.mark.parametrize("kind", ["medicine", "dispense", "lab", "nothing", "patient"])
def test_what_is_not_there_is_not_found(site: Site, kind: str) -> None:
    assert site.ben.get(f"/records/{kind}/{UNKNOWN_ID}/withdraw").status_code == 404
    assert site.post(f"/records/{kind}/{UNKNOWN_ID}/restore", reason="x").status_code == 404
    assert site.ben.get(f"/records/{kind}/{UNKNOWN_ID}/delete").status_code == 404


def entered(site: Site, kind: RecordKind) -> str:
    """A record of Ana's that another part of the service stored."""
    at = site.rt.now()
    common = {"clinic_id": site.cast.ben.clinic_id, "patient_id": site.cast.ana, "recorded_at": at}
    day = at.date()
    made = {
        RecordKind.DISPENSE: Dispense(dispensed_on=day, tablets=30.0, tablet_mg=50.0, **common),
        RecordKind.LAB: Lab(taken_on=day, test="ALT", value=45.5, unit="U/L", **common),
        RecordKind.HOLD: Hold(kind=HoldKind.TRAVEL, from_on=day, to_on=day, stops_on=day, needs_gate=False, **common),
    }[kind]
    with site.rt.database.writing() as session:
        session.add(made)
        session.flush()
        return made.id


def test_every_kind_of_record_is_an_event_of_the_timeline(site: Site) -> None:
    for kind in (RecordKind.DISPENSE, RecordKind.LAB, RecordKind.HOLD):
        entered(site, kind)
    page = words(site, site.ana())
    for line in (
        *("Tablets handed out", "30 tablets of 50 mg, Mon 2 Mar 2026 (another system)"),
        *("Laboratory result", "ALT 45.5 U/L, Mon 2 Mar 2026", "Hold", "Travel, Mon 2 Mar 2026 to Mon 2 Mar 2026"),
    ):
        assert line in page


@pytest.mark.parametrize("kind", [RecordKind.DISPENSE, RecordKind.LAB, RecordKind.HOLD])
def test_what_moves_doses_counts_and_flags_is_not_corrected_here(site: Site, kind: RecordKind) -> None:
    record_id = entered(site, kind)
    assert site.ben.get(f"/records/{kind}/{record_id}/withdraw").status_code == 404
    assert site.post(f"/records/{kind}/{record_id}/withdraw", reason="typed twice").status_code == 404
    with site.rt.database.writing() as session:
        record = record_by_id(session, site.cast.ben.clinic_id, kind, record_id)
        assert record is not None
        with pytest.raises(Refused, match="on its own page"):
            correct_record(session, site.cast.ben, record, CorrectionEvent.WITHDRAWN, {}, now=site.rt.now())


# --- the ledger of a dose ---


@pytest.fixture
def due(site: Site) -> str:
    """The address of Ana's dose of today, an hour after it was due."""
    site.cast.start(DAILY)
    site.rt.clock.pass_by(hours=8)  # type: ignore[attr-defined]
    run_jobs_once(site.rt)
    return f"/doses/{site.cast.doses()[0].id}"


def state(site: Site) -> DoseState:
    return site.cast.doses()[0].state


def test_replacing_a_record_of_another_state_needs_a_reason(site: Site, due: str) -> None:
    site.cast.reply("1")
    refused = site.post(due, state="missed", source="staff", reason="forgot")
    assert refused.status_code == 422
    page = refused.get_data(as_text=True)
    assert "Why, and notes is missing; say why the earlier record is corrected." in summary(page)
    assert re.search(r'value="missed"[^>]* checked', page)
    assert state(site) is DoseState.TAKEN
    assert site.post(due, state="missed", source="staff", note="She called").status_code == 302
    assert state(site) is DoseState.MISSED
    shown = words(site, due)
    assert "Missed Valid" in shown
    assert "entered by Ben Ortiz, source: staff She called" in shown
    assert "Superseded by line 2" in shown
    assert "source: the patient's text" in shown


def test_the_same_state_again_or_a_first_record_needs_none(site: Site, due: str) -> None:
    assert site.post(due, state="taken", source="staff").status_code == 302
    assert site.post(due, state="taken", source="observed", quantity_mg="25").status_code == 302


def test_every_fault_of_a_correction_is_told_together(site: Site, due: str) -> None:
    site.cast.reply("1")
    refused = site.post(due, state="skipped", source="nobody")
    assert {"note", "source"} <= set(re.findall(r'href="#f-(\w+)"', refused.get_data(as_text=True)))


def test_an_undo_can_be_undone_once(site: Site, due: str) -> None:
    site.post(due, state="taken", source="observed", quantity_mg="25", note="Seen")
    site.post(due + "/undo")
    assert state(site) is DoseState.UPCOMING
    page = words(site, due)
    assert "Line 1 taken back" in page
    assert "Taken back by line 2" in page
    assert "Record again: taken" in page
    site.post(due + "/again")
    assert state(site) is DoseState.TAKEN
    site.post(due + "/again")
    with site.rt.database.reading() as session:
        ledger = administrations_of(session, site.cast.doses()[0].id)
        assert [line.undoes for line in ledger] == [False, True, False]
        assert (ledger[2].quantity_mg, ledger[2].source, ledger[2].note) == (25, "observed", "Seen")
    assert "Not done: the dose has no record that was just taken back" in words(site, due)


def test_a_dose_that_left_the_plan_is_not_recorded_again(site: Site, due: str) -> None:
    site.post(due, state="taken", source="staff")
    site.post(due + "/undo")
    with site.rt.database.writing() as session:
        session.get_one(Dose, int(due.rsplit("/", 1)[1])).state = DoseState.CANCELLED
    site.post(due + "/again")
    assert "was taken out of the plan" in words(site, site.ana())


# --- policy ---


def test_the_page_names_every_number_with_its_default_and_source(site: Site) -> None:
    page = words(site, "/settings/policy")
    assert "Texting hours begin 08:00 08:00 policy" in page
    assert "Days free of buprenorphine or methadone 14 days 14 days label naltrexone label" in page
    assert "Nothing was changed: the product's defaults hold." in page
    assert "Change" not in page.split("When texts may leave")[1].split("Daily doses")[0]


def test_an_administrator_changes_several_and_puts_one_back(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    form = site.page("/settings/policy/texts", admin)
    values = dict(re.findall(r'name="(\w+)" type="(?:time|text)" value="([^"]*)"', form))
    assert values["texting_starts"] == "08:00"
    changed = values | {"daily_cap": "5", "text_gap": "20"}
    assert site.post("/settings/policy/texts", admin, **changed).status_code == 302
    page = text_of(site.page("/settings/policy", admin))
    assert "2 settings changed." in page
    assert "at most 5 texts Reset : Automatic texts" in page
    assert "Automatic texts to one patient in a day, at most: the default to 5 texts" in page
    assert "Some admin" in page
    assert "5 at most" in text_of(site.page("/settings", admin))
    assert site.post("/settings/policy/daily_cap/reset", admin).status_code == 302
    assert "Automatic texts to one patient in a day, at most: 3 texts again." in text_of(
        site.page("/settings/policy", admin)
    )


def test_ticked_boxes_lists_and_choices_are_changed_too(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    form = site.page("/settings/policy/start", admin)
    values = dict(re.findall(r'name="(\w+)" type="text" value="([^"]*)"', form))
    assert form.count(" checked") == 2
    assert site.post("/settings/policy/start", admin, **values, gate_after_holds=["travel"]).status_code == 302
    assert "The start gate is signed again after a hold for travel" in words(site, "/settings/policy")
    assert site.post("/settings/policy/start", admin, **values).status_code == 302
    assert "The start gate is signed again after a hold for none" in words(site, "/settings/policy")


def test_unsafe_numbers_are_refused_with_what_was_typed(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    form = site.page("/settings/policy/texts", admin)
    values = dict(re.findall(r'name="(\w+)" type="(?:time|text)" value="([^"]*)"', form))
    answer = site.post("/settings/policy/texts", admin, **values | {"texting_starts": "05:00", "daily_cap": HOSTILE})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Texting hours begin: outside what is safe; write 06:00 to 22:00." in summary(page)
    assert 'value="05:00"' in page
    assert "<script>" not in page
    elsewhere = site.post("/settings/policy/texts", admin, **values | {"texting_starts": "09:00"})
    assert "Time of the text on the day itself lies outside texting hours, 09:00 to 21:00" in summary(
        elsewhere.get_data(as_text=True)
    )


def test_only_an_administrator_changes_the_policy(site: Site) -> None:
    for role in set(Role) - {Role.ADMIN}:
        assert site.post("/settings/policy/texts", site.member(role), daily_cap="9").status_code == 403
        assert site.post("/settings/policy/daily_cap/reset", site.member(role)).status_code == 403
    admin = site.member(Role.ADMIN)
    assert admin.get("/settings/policy/nothing").status_code == 404
    assert site.post("/settings/policy/nothing/reset", admin).status_code == 404


@pytest.mark.parametrize("path", ["/gate", "/regimens/new/daily", "/regimens/new/injection"])
def test_numbers_of_the_policy_are_marked_where_forms_show_them(site: Site, path: str) -> None:
    assert 'class="tag policy" href="/settings/policy#p-' in site.page(site.ana(path))


def test_the_patients_page_marks_a_flag_that_a_number_of_the_policy_opened(site: Site) -> None:
    with site.rt.database.writing() as session:
        patient = lock_patient(session, site.cast.ana)
        open_flag(session, patient, FlagKind.CONSECUTIVE_DAYS, "3 days", now=site.rt.now())
    assert 'href="/settings/policy#p-escalate_after_days_opioid"' in site.page(site.ana())


def test_the_timeline_names_a_targeted_dose_by_the_hour_of_the_table(site: Site) -> None:
    patient = site.cast.enrol(given_name="Theo", family_name="Brandt")
    site.cast.start(TARGETED | {"risk_weekdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}, patient)
    site.rt.clock.pass_by(hours=24)  # type: ignore[attr-defined]
    run_jobs_once(site.rt)
    with site.rt.database.reading() as session:
        dose_id = session.scalars(select(Dose.id).where(Dose.patient_id == patient).order_by(Dose.due_at)).first()
    site.post(f"/doses/{dose_id}", state="skipped", reason="forgot", source="staff")
    page = text_of(site.page(f"/patients/{patient}"))
    told = re.search(r"Dose of (\w+ \d+ \w+ \d\d:\d\d), by", page)
    assert told is not None
    assert f"the dose of {told.group(1)}" in page


def test_the_time_of_a_dose_begins_with_now_and_once_its_window_is_over_with_the_planned_time(
    site: Site, due: str
) -> None:
    at = r'name="taken_at"[^>]*value="([^"]*)"'
    opened = re.search(at, site.page(due))
    assert opened is not None
    assert opened.group(1) == local(site)
    assert "The planned time is filled in" not in site.page(due)
    site.rt.clock.pass_by(days=2)  # type: ignore[attr-defined]
    run_jobs_once(site.rt)
    over = re.search(at, site.page(due))
    assert over is not None
    assert over.group(1) == "2026-03-02T08:00"
    assert "The planned time is filled in; change it if you know better." in text_of(site.page(due))


@pytest.mark.parametrize("taken_at", ["2026-02-01T08:00", "2026-03-01T07:59"])
def test_a_time_that_is_far_from_the_dose_is_refused_at_its_field(site: Site, due: str, taken_at: str) -> None:
    refused = site.post(due, state="taken", taken_at=taken_at, source="staff")
    assert refused.status_code == 422
    assert "When it was taken is not near this dose" in summary(refused.get_data(as_text=True))
    assert site.post(due, state="taken", taken_at="2026-03-01T08:00", source="staff").status_code == 302


def local(site: Site) -> str:
    return f"{site.rt.now().astimezone(ZoneInfo('America/New_York')):%Y-%m-%dT%H:%M}"
