"""Forms: what they store, what they refuse, and that what was typed is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest

from adherence.db.consents import consent_events
from adherence.db.doses import Dose, administrations_of
from adherence.db.flags import Flag
from adherence.db.gates import latest_gate
from adherence.db.injections import Injection
from adherence.db.patients import find_patients
from adherence.db.regimens import Regimen, RiskDay, regimens_of
from adherence.domain.states import (
    ConsentState,
    DoseState,
    FlagState,
    NumberState,
    PatientStatus,
    RegimenState,
    Role,
    Source,
)
from adherence.jobs import run_jobs_once
from tests.web.site import DAILY, INJECTION, TARGETED, Site, text_of

WEEKLY_A = {"type": "weekly", "quantity_mg": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), 50) | {"sat": 100}}
PERSON = {
    "given_name": "Nia",
    "family_name": "Okoro",
    "phone": "+1 202 555 0177",
    "time_zone": "America/Chicago",
    "language": "es",
    "external_id": "N-7",
    "discretion": "1",
    "consent__method": "written",
    "consent__given_at": "2026-03-01",
}


def plans(site: Site) -> list[Regimen]:
    with site.rt.database.reading() as session:
        return regimens_of(session, site.cast.ben.clinic_id, site.cast.ana)


def plan(site: Site) -> dict[str, Any]:
    return plans(site)[0].versions[-1].plan


def dose(site: Site, place: int = 0) -> Dose:
    return site.cast.doses()[place]


def later(site: Site, **passed: float) -> None:
    site.rt.clock.pass_by(**passed)  # type: ignore[attr-defined]
    run_jobs_once(site.rt)


# --- enrolment ---


def test_enrolling_stores_the_patient_and_leads_to_a_plan(site: Site) -> None:
    answer = site.post("/patients/new", **PERSON)
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/regimens/new")
    with site.rt.database.reading() as session:
        (found,) = find_patients(session, site.cast.ben.clinic_id, "oko", limit=5)
        assert (found.name, found.phone, found.time_zone) == ("Nia Okoro", "+12025550177", "America/Chicago")
        assert (found.language, found.discretion, found.external_id) == ("es", 1, "N-7")
        assert found.consent_state is ConsentState.GRANTED
    assert "Nia Okoro is enrolled" in site.page(answer.headers["Location"])


def test_who_enrols_a_number_that_opted_out_is_told_so(site: Site) -> None:
    site.cast.reply("STOP")
    answer = site.post("/patients/new", **PERSON | {"phone": site.cast.phone()})
    assert "The number opted out of texts before, so nothing is sent to it." in site.page(answer.headers["Location"])


def test_who_enrols_somebody_with_the_number_of_another_patient_is_told_whose_it_is(site: Site) -> None:
    answer = site.post("/patients/new", **PERSON | {"phone": site.cast.phone()})
    assert "The same number is on the record of Ana Reyes. If they do not share a phone, correct it now." in text_of(
        site.page(answer.headers["Location"])
    )


def test_nobody_consents_by_a_form_that_was_not_filled_in(site: Site) -> None:
    assert " checked" not in site.page("/patients/new").split('name="consent.method"', 1)[1].split("</fieldset>")[0]
    without = {name: value for name, value in PERSON.items() if name != "consent__method"}
    refused = site.post("/patients/new", **without)
    assert refused.status_code == 422
    assert 'href="#f-consent.method"' in refused.get_data(as_text=True)


@pytest.mark.parametrize("page", ["/contact", "/number"])
def test_a_number_that_opted_out_needs_a_tick_that_the_patient_agrees_anew(site: Site, page: str) -> None:
    other = site.cast.enrol(given_name="Bea")
    phone = site.cast.phone(other)
    site.cast.reply("STOP", phone=phone)
    person = {"phone": phone, "time_zone": "America/New_York", "language": "en", "discretion": "0"}
    assert "agreed_anew" not in site.page(site.ana(page))
    refused = site.post(site.ana(page), **person)
    assert refused.status_code == 422
    shown = refused.get_data(as_text=True)
    assert 'href="#f-agreed_anew"' in shown
    assert "Agreement to texts on this number is missing: the number opted out of texts before" in text_of(shown)
    assert f'value="{phone}"' in shown
    assert site.post(site.ana(page), **person, agreed_anew=phone).status_code == 302
    assert site.cast.phone() == phone


def test_every_fault_of_an_enrolment_is_listed_and_what_was_typed_is_kept(site: Site) -> None:
    wrong = PERSON | {"given_name": "  ", "phone": "12", "time_zone": "Mars/Base", "consent__given_at": "2030-01-01"}
    answer = site.post("/patients/new", **wrong)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    summary = page.split('class="faults"')[1].split("</div>")[0]
    for name in ("given_name", "phone", "time_zone", "consent.given_at"):
        assert f'href="#f-{name}"' in summary
        assert f'id="f-{name}"' in page
        assert f'id="e-{name}"' in page
    assert "autofocus" in page.split('class="faults"')[1].split(">")[0]
    assert 'value="Okoro"' in page
    assert 'value="N-7"' in page
    assert re.search(r'value="es" selected', page)
    assert re.search(r'name="discretion" value="1" checked', page)


def test_a_record_number_of_another_patient_is_refused(site: Site) -> None:
    site.post("/patients/new", **PERSON)
    answer = site.post("/patients/new", **PERSON | {"phone": "+1 202 555 0178"})
    assert answer.status_code == 422
    assert "Record number is used by another patient" in answer.get_data(as_text=True)


# --- plans ---


@pytest.mark.parametrize(
    ("entered", "pattern"),
    [
        ({"preset": "every_day_50"}, {"type": "every_day", "quantity_mg": 50}),
        (
            {"preset": "weekly_a"},
            {"type": "weekly", "quantity_mg": dict(mon=50, tue=50, wed=50, thu=50, fri=50, sat=100)},
        ),
        ({"preset": "other_day_100"}, {"type": "interval", "every_days": 2, "quantity_mg": 100}),
        ({"preset": "third_day_150"}, {"type": "interval", "every_days": 3, "quantity_mg": 150}),
        ({"preset": "supervised"}, {"type": "weekly", "quantity_mg": {"mon": 100, "wed": 100, "fri": 150}}),
        (
            {"preset": "first_25"},
            {"type": "steps", "steps": [{"quantity_mg": 25, "days": 1}, {"quantity_mg": 50}]},
        ),
        ({"preset": "own_every_day", "quantity_mg": "37,5"}, {"type": "every_day", "quantity_mg": 37.5}),
        (
            {"preset": "own_interval", "every_days": "4", "interval_mg": "50"},
            {"type": "interval", "every_days": 4, "quantity_mg": 50},
        ),
        (
            {"preset": "own_weekly", "mg_mon": "50", "mg_thu": "100"},
            {"type": "weekly", "quantity_mg": {"mon": 50, "thu": 100}},
        ),
        (
            {"preset": "own_steps", "step_mg_0": "1.5", "step_days_0": "14", "step_mg_1": "3"},
            {"type": "steps", "steps": [{"quantity_mg": 1.5, "days": 14}, {"quantity_mg": 3}]},
        ),
    ],
)
def test_each_daily_pattern_can_be_started(site: Site, entered: dict[str, str], pattern: dict[str, Any]) -> None:
    common = {"medication": "naltrexone", "starts_on": "2026-03-03", "times": "08:00"}
    answer = site.post(site.ana("/regimens/new/daily"), do="store", **common | entered)
    assert answer.status_code == 302, text_of(answer.get_data(as_text=True))
    assert plan(site)["pattern"] == pattern
    assert answer.headers["Location"].endswith("/gate"), "without a gate the plan waits, and the gate comes next"


def test_an_injection_plan_is_started_with_its_history(site: Site) -> None:
    entered = {"medication": "naltrexone ER 380 mg", "starts_on": "2026-03-02", "quantity_mg": "380"}
    entered |= {"cadence": "month", "visit_time": "10:00", "given_on": "2026-01-31, 2026-02-28"}
    assert site.post(site.ana("/regimens/new/injection"), do="store", **entered).status_code == 302
    assert plan(site)["cadence"] == {"every_months": 1}
    with site.rt.database.reading() as session:
        given = session.query(Injection).filter_by(patient_id=site.cast.ana).order_by(Injection.given_on).all()
        assert [record.given_on.isoformat() for record in given] == ["2026-01-31", "2026-02-28"]


def test_a_targeted_plan_is_started_with_declared_days(site: Site) -> None:
    entered = {"medication": "naltrexone 50 mg", "starts_on": "2026-03-02", "quantity_mg": "50", "lead_minutes": "90"}
    entered |= {"anticipated_at": "19:00", "ask_at": "15:00", "risk_days": "2026-03-17 21:00\r\n2026-03-20"}
    answer = site.post(site.ana("/regimens/new/targeted"), do="store", risk_weekdays=["fri", "sat"], **entered)
    assert answer.status_code == 302
    assert plan(site)["risk_weekdays"] == ["fri", "sat"]
    with site.rt.database.reading() as session:
        days = session.query(RiskDay).filter_by(patient_id=site.cast.ana).order_by(RiskDay.on).all()
        assert [(day.on.isoformat(), day.anticipated_at) for day in days] == [
            ("2026-03-17", "21:00"),
            ("2026-03-20", "19:00"),
        ]


def test_a_preview_shows_the_next_doses_and_stores_nothing(site: Site) -> None:
    entered = {"medication": "naltrexone", "starts_on": "2026-03-06", "times": "08:00", "preset": "weekly_a"}
    answer = site.post(site.ana("/regimens/new/daily"), do="preview", **entered)
    assert answer.status_code == 200
    page = text_of(answer.get_data(as_text=True))
    assert "Fri 6 Mar 2026 08:00 50 mg Sat 7 Mar 2026 08:00 100 mg Mon 9 Mar 2026 08:00 50 mg" in page
    assert re.search(r'value="weekly_a" checked', answer.get_data(as_text=True).replace(' id="f-preset"', ""))
    assert plans(site) == []


def test_a_preview_warns_and_says_what_would_be_refused(site: Site) -> None:
    entered = {"medication": "naltrexone 50 mg", "starts_on": "2026-03-06", "times": "06:30"}
    entered |= {"preset": "own_every_day", "quantity_mg": "200"}
    page = text_of(site.post(site.ana("/regimens/new/daily"), do="preview", **entered).get_data(as_text=True))
    assert "Cannot be stored yet" in page
    assert "outside texting hours" in page
    assert "1400 mg a week" in page
    stored = site.post(site.ana("/regimens/new/daily"), do="store", **entered)
    assert stored.status_code == 422
    assert plans(site) == []


def test_agreement_and_override_are_kept_with_the_plan(site: Site) -> None:
    entered = {"medication": "naltrexone", "starts_on": "2026-03-06", "times": "06:30", "preset": "own_every_day"}
    entered |= {"quantity_mg": "200", "agreed": "yes", "agreed_on": "2026-03-01"}
    entered |= {"override_by": "Dr Hale", "override_reason": "Trial"}
    assert site.post(site.ana("/regimens/new/daily"), do="store", **entered).status_code == 302
    assert plan(site)["agreed_hours"] == {"by": "patient", "on": "2026-03-01"}
    assert plan(site)["override"] == {"by": "Dr Hale", "reason": "Trial"}
    assert "Dr Hale" in site.page(site.ana())


@pytest.mark.parametrize(
    ("kind", "entered", "anchors"),
    [
        ("daily", {"starts_on": "2026-02-30", "times": "25:00", "preset": ""}, ["starts_on", "times", "preset"]),
        (
            "daily",
            {
                "starts_on": "2026-03-05",
                "ends_on": "2026-03-01",
                "times": "",
                "preset": "own_every_day",
                "quantity_mg": "-5",
            },
            ["ends_on", "times", "quantity_mg"],
        ),
        (
            "daily",
            {"starts_on": "2026-03-05", "times": "08:00", "preset": "own_interval", "every_days": "0"},
            ["every_days"],
        ),
        ("daily", {"starts_on": "2026-03-05", "times": "08:00", "preset": "own_weekly", "mg_mon": "lots"}, ["week"]),
        ("daily", {"starts_on": "2026-03-05", "times": "08:00", "preset": "own_steps"}, ["steps"]),
        (
            "injection",
            {"starts_on": "x", "quantity_mg": "NaN", "visit_time": "noon", "cadence": "own", "cadence_days": "7"},
            ["starts_on", "quantity_mg", "visit_time", "cadence"],
        ),
        ("injection", {"starts_on": "2026-03-05", "given_on": "yesterday"}, ["given_on", "visit_time", "cadence"]),
        (
            "targeted",
            {"starts_on": "2026-03-05", "lead_minutes": "1e999", "risk_days": "31 December"},
            ["lead_minutes", "risk_days", "anticipated_at"],
        ),
    ],
)
@pytest.mark.parametrize("do", ["preview", "store"])
def test_impossible_plans_name_every_field(
    site: Site, kind: str, entered: dict[str, str], anchors: list[str], do: str
) -> None:
    answer = site.post(site.ana(f"/regimens/new/{kind}"), do=do, **{"medication": "naltrexone"} | entered)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    summary = page.split('class="faults"')[1].split("</div>")[0]
    for anchor in anchors:
        assert f'href="#f-{anchor}"' in summary, (anchor, text_of(summary))
        assert f'id="f-{anchor}"' in page, anchor
    for name, value in entered.items():
        if value and name not in ("preset", "cadence"):
            assert value in page, name
    assert plans(site) == []


@pytest.mark.parametrize("start", [DAILY, INJECTION, TARGETED])
def test_a_change_makes_a_new_version_from_a_day_on(site: Site, start: dict[str, Any]) -> None:
    regimen = site.cast.start(start)
    page = site.page(f"/regimens/{regimen}/change")
    entered = form_values(page) | {"from": "2026-03-10", "do": "store", "medication": "another brand"}
    answer = site.post(f"/regimens/{regimen}/change", **{f"{name}_": value for name, value in entered.items()})
    assert answer.status_code == 302, text_of(answer.get_data(as_text=True))
    (stored,) = plans(site)
    first, second = (version.plan for version in stored.versions)
    assert second == first | {"medication": "another brand"}
    assert stored.versions[0].until_on is not None
    assert stored.versions[0].until_on.isoformat() == "2026-03-09"


def form_values(page: str) -> dict[str, Any]:
    """What a browser would send back of a form, untouched."""
    values: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        kind = re.search(r'type="([^"]+)"', tag)
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name is None or name.group(1) == "csrf_token":
            continue
        if kind is not None and kind.group(1) in ("radio", "checkbox"):
            if " checked" in tag and value is not None:
                values.setdefault(name.group(1), []).append(value.group(1))
        else:
            values[name.group(1)] = value.group(1) if value else ""
    return values


def test_a_change_in_the_past_is_refused(site: Site) -> None:
    regimen = site.cast.start(DAILY)
    entered = form_values(site.page(f"/regimens/{regimen}/change")) | {"from": "2026-02-01", "do": "store"}
    answer = site.post(f"/regimens/{regimen}/change", **{f"{name}_": value for name, value in entered.items()})
    assert answer.status_code == 422
    assert "Changed from lies in the past" in answer.get_data(as_text=True)


def test_a_plan_is_stopped_with_its_reason(site: Site) -> None:
    regimen = site.cast.start(DAILY)
    assert site.post(f"/regimens/{regimen}/stop", on="2026-03-02", reason="").status_code == 422
    assert site.post(f"/regimens/{regimen}/stop", on="2026-03-02", reason="Moved away").status_code == 302
    assert plans(site)[0].state is RegimenState.STOPPED
    assert "Moved away" in site.page(site.ana())


# --- the start gate and consent ---


def test_signing_the_gate_lets_a_waiting_plan_begin(site: Site) -> None:
    site.cast.start(DAILY, agent=None)
    entered = {"agent": "short_acting", "opioid_free_since": "2026-02-01", "urine_test": "negative"}
    assert site.post(site.ana("/gate"), signed_by="Dr Hale", **entered).status_code == 302
    assert plans(site)[0].state is RegimenState.ACTIVE
    assert "signed by" in text_of(site.page(site.ana()))


def test_a_gate_that_does_not_pass_says_why(site: Site) -> None:
    entered = {"agent": "long_acting", "opioid_free_since": "2026-02-25", "urine_test": "positive"}
    site.post(site.ana("/gate"), signed_by="Dr Hale", contraindications=["liver_failure"], **entered)
    with site.rt.database.reading() as session:
        gate = latest_gate(session, site.cast.ana)
        assert gate is not None
        assert not gate.passed
    page = text_of(site.page(site.ana()))
    assert "Not passed" in page
    assert "14 are needed" in page


def test_an_unsigned_gate_is_refused_with_every_fault(site: Site) -> None:
    page = site.post(site.ana("/gate"), agent="", signed_by="").get_data(as_text=True)
    assert 'href="#f-agent"' in page
    assert 'href="#f-signed_by"' in page


def test_an_opt_out_told_to_staff_ends_texts(site: Site) -> None:
    assert site.post(site.ana("/consent"), event="opt_out", method="verbal", given_at="2026-03-02").status_code == 302
    assert site.cast.patient().consent_state is ConsentState.REVOKED
    assert site.post(site.ana("/consent"), event="opt_in", method="written", given_at="2026-03-02").status_code == 302
    assert site.cast.patient().consent_state is ConsentState.GRANTED
    with site.rt.database.reading() as session:
        assert len(consent_events(session, site.cast.ana)) == 3
    assert site.post(site.ana("/consent"), event="", given_at="2026-03-02").status_code == 422


# --- doses and injections ---


def test_a_dose_is_recorded_corrected_and_taken_back(site: Site) -> None:
    site.cast.start(DAILY)
    later(site, hours=9)
    address = f"/doses/{dose(site).id}"
    assert site.post(address, state="taken", taken_at="2026-03-02T08:10", source="observed").status_code == 302
    assert dose(site).state is DoseState.TAKEN
    assert dose(site).source is Source.OBSERVED
    taken_at = dose(site).taken_at
    assert taken_at is not None
    assert taken_at.isoformat() == "2026-03-02T13:10:00+00:00"
    supersedes = re.search(r'name="supersedes" value="([^"]+)"', site.page(address))
    assert supersedes is not None
    corrected = {"state": "missed", "reason": "forgot", "note": "She called", "supersedes": supersedes.group(1)}
    assert site.post(address, **corrected).status_code == 302
    assert dose(site).state is DoseState.MISSED
    assert "She called" in site.page(address)
    assert site.post(f"{address}/undo").status_code == 302
    assert dose(site).state is DoseState.TAKEN
    with site.rt.database.reading() as session:
        assert len(administrations_of(session, dose(site).id)) == 3
    assert "Taken back" in site.page(address)


def test_two_people_do_not_overwrite_each_other_unknowingly(site: Site) -> None:
    site.cast.start(DAILY)
    later(site, hours=9)
    address = f"/doses/{dose(site).id}"
    site.post(address, state="taken")
    stale = "01900000-0000-7000-8000-000000000000"
    answer = site.post(address, state="missed", supersedes=stale)
    assert answer.status_code == 422
    assert "reload and look again" in answer.get_data(as_text=True)
    assert dose(site).state is DoseState.TAKEN


def test_a_dose_form_keeps_what_was_typed(site: Site) -> None:
    site.cast.start(DAILY)
    later(site, hours=9)
    entered = {"state": "taken", "taken_at": "2027-01-01T08:00", "quantity_mg": "abc", "note": "<b>note</b>"}
    answer = site.post(f"/doses/{dose(site).id}", **entered)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#f-taken_at"' in page
    assert 'href="#f-quantity_mg"' in page
    assert 'value="abc"' in page
    assert "&lt;b&gt;note&lt;/b&gt;" in page
    assert re.search(r'value="taken" id="f-state" checked', page)


def test_undoing_nothing_says_so(site: Site) -> None:
    site.cast.start(DAILY)
    later(site, hours=9)
    site.post(f"/doses/{dose(site).id}/undo")
    assert "no record to take back" in site.page(site.ana())


def test_an_injection_is_recorded_and_the_next_one_follows(site: Site) -> None:
    site.cast.start(INJECTION | {"given_on": ["2026-02-02"], "starts_on": "2026-02-02"})
    later(site, hours=10)
    address = site.ana("/injections/new")
    assert 'value="380"' in site.page(address)
    entered = {"happened": "given", "given_at": "2026-03-02T10:30", "quantity_mg": "380", "side": "left"}
    assert site.post(address, lot="K21", expires_on="2027-01-31", **entered).status_code == 302
    page = text_of(site.page(site.ana()))
    assert "380 mg, left side K21" in page
    assert "Next injection Mon 30 Mar" in page
    again = site.post(address, **entered)
    assert again.status_code == 422
    assert "not after the last injection" in again.get_data(as_text=True)


def test_an_injection_that_was_not_given_needs_a_reason(site: Site) -> None:
    site.cast.start(INJECTION)
    later(site, hours=10)
    address = site.ana("/injections/new")
    assert site.post(address, happened="not_given").status_code == 422
    assert site.post(address, happened="not_given", reason="transport").status_code == 302
    assert "No transport" in site.page(site.ana())
    refused = site.post(address, happened="given", quantity_mg="380").get_data(as_text=True)
    assert 'href="#f-side"' in refused


def test_a_risk_day_is_declared(site: Site) -> None:
    address = site.ana("/risk-days")
    assert "no active targeted plan" in site.post(address, on="2026-03-10").get_data(as_text=True)
    site.cast.start(TARGETED)
    assert site.post(address, on="2026-03-01").status_code == 422
    assert site.post(address, on="2026-03-10", anticipated_at="20:00").status_code == 302


# --- reaching the patient ---


def test_a_new_number_is_verified_first(site: Site) -> None:
    entered = {"phone": "+1 202 555 0199", "time_zone": "America/Denver", "language": "es", "discretion": "2"}
    assert site.post(site.ana("/contact"), **entered).status_code == 302
    patient = site.cast.patient()
    assert (patient.time_zone, patient.language, patient.discretion) == ("America/Denver", "es", 2)
    assert patient.number_state is NumberState.VERIFYING
    assert "being verified" in site.page(site.ana())
    wrong = site.post(site.ana("/contact"), **entered | {"phone": "123", "time_zone": "Moon"})
    assert wrong.status_code == 422
    assert 'value="123"' in wrong.get_data(as_text=True)


def test_pausing_discharging_and_bringing_back(site: Site) -> None:
    address = site.ana("/status")
    assert site.post(address, status="paused", until="2026-03-20", reason="Travel").status_code == 302
    assert site.cast.patient().status is PatientStatus.PAUSED
    assert "Paused until Fri 20 Mar" in text_of(site.page(site.ana()))
    assert site.post(address, status="paused", until="2026-01-01").status_code == 422
    assert site.post(address, status="active").status_code == 302
    assert site.cast.patient().status is PatientStatus.ACTIVE
    assert site.post(address, status="asleep").status_code == 422


def test_a_message_is_looked_at_before_it_leaves(site: Site) -> None:
    later(site, hours=9)
    before = len(site.cast.texts())
    preview = site.post(site.ana("/messages"), do="preview", body="See you – at 10 ✓")
    page = text_of(preview.get_data(as_text=True))
    assert "1 segment , 17 characters, UCS-2" in page
    assert "✓" in page
    later(site, minutes=1)
    assert len(site.cast.texts()) == before
    assert site.post(site.ana("/messages"), do="send", body="See you at 10").status_code == 302
    later(site, minutes=1)
    assert site.cast.texts()[before:] == ["See you at 10"]
    assert "See you at 10" in site.page(site.ana())


def test_messages_that_cannot_be_sent_are_refused_and_kept(site: Site) -> None:
    for body, said in (("", "is empty"), ("x" * 1601, "at most 1600"), ("a\0b", "cannot be sent")):
        answer = site.post(site.ana("/messages"), do="send", body=body)
        assert answer.status_code == 422
        assert said in answer.get_data(as_text=True)
    site.post(site.ana("/consent"), event="opt_out", method="verbal", given_at="2026-03-02")
    answer = site.post(site.ana("/messages"), do="send", body="Hello there")
    assert answer.status_code == 422
    assert "Hello there" in answer.get_data(as_text=True)
    assert "no consent" in answer.get_data(as_text=True)


# --- flags and the switch ---


def test_a_flag_is_taken_resolved_and_opened_again(site: Site) -> None:
    site.cast.start(DAILY)
    later(site, hours=8)
    site.cast.reply("I took oxycodone last night")
    found = re.search(r'href="(/flags/[^"]+)/resolve"', site.page(site.ana()))
    assert found is not None
    address = found.group(1)
    assert site.post(f"{address}/take").status_code == 302
    assert "Looked after by: Ben Ortiz" in site.page(site.ana())
    assert site.post(f"{address}/resolve", note="typed").status_code == 422
    assert "typed" in site.post(f"{address}/resolve", note="typed").get_data(as_text=True)
    assert site.post(f"{address}/resolve", outcome="reached", note="Called, is well").status_code == 302
    page = site.page(site.ana())
    assert f'action="{address}/reopen"' in page
    assert "Called, is well" in page
    assert site.post(f"{address}/reopen").status_code == 302
    with site.rt.database.reading() as session:
        flag = session.get(Flag, address.removeprefix("/flags/"))
        assert flag is not None
        assert flag.state is FlagState.OPEN
    site.post(f"{address}/reopen")
    assert "Not done" in site.page(site.ana())


def test_the_switch_stops_texts_and_asks_for_a_reason(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    assert site.post("/settings/halt", admin, reason=" ").status_code == 422
    site.post("/settings/halt", admin, reason="Wrong template")
    later(site, hours=9)
    assert site.cast.texts() == []
    assert "Wrong template" in site.page("/settings", admin)
    site.post("/settings/resume", admin)
    later(site, minutes=1)
    assert len(site.cast.texts()) == 1


@pytest.mark.parametrize("taken_at", ["9999-12-31T23:59", "0001-01-01T00:00"])
@pytest.mark.parametrize("address", ["injections/new", "visit"])
def test_an_hour_at_the_ends_of_the_calendar_is_refused_at_its_field(site: Site, address: str, taken_at: str) -> None:
    patient = site.cast.enrol(given_name="Ines", family_name="Moreno")
    site.cast.start(INJECTION, patient)
    on, _, at = taken_at.partition("T")
    for zone in ("America/New_York", "Pacific/Auckland"):
        site.post(f"/patients/{patient}/contact", phone="+12025550177", time_zone=zone, language="en", discretion="0")
        answer = site.post(f"/patients/{patient}/{address}", given_at=taken_at, on=on, time=at, happened="given")
        assert answer.status_code == 422
        assert "is not complete; choose a day and a time" in answer.get_data(as_text=True)
