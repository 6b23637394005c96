"""A clinic in which every page has something to show: each plan, some history, and a row of every kind."""

from __future__ import annotations

import io
import re
from typing import Any

from werkzeug.test import TestResponse

from adherence.actions.open_flag import open_flag
from adherence.actions.work_imports import work_imports
from adherence.db.doses import Dose
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.states import FlagKind, Role
from adherence.jobs import run_jobs_once
from tests.web.site import DAILY, INJECTION, TARGETED, Site, token_of

HEAD = "external_id,given_name,family_name,phone,language,consent_method"
WITH_FAULTS = "N-1,Mia,Solis,+12025550901,en,written\nN-2,Bo,Lund,12,xx,written\n"
STEPS: dict[str, Any] = {
    "kind": "daily",
    "medication": "low-dose naltrexone",
    "starts_on": "2026-03-02",
    "times": ["20:00"],
    "pattern": {"type": "steps", "steps": [{"quantity_mg": 1.5, "days": 14}, {"quantity_mg": 3}]},
}
_SUPPORTER = {
    "name": "Sam Reyes",
    "phone": "+1 202 555 7001",
    "language": "en",
    "events": ["no_answer_days", "missed_visit"],
    "expires_on": "2026-05-31",
    "consent__method": "verbal",
    "consent__given_at": "2026-03-02",
}


def populate(site: Site) -> dict[str, str]:
    """Fill the clinic of the cast; gives the ids of its patients by given name."""
    cast = site.cast
    people = {"Ana": cast.ana}
    for given, family, plan in (
        ("Ines", "Moreno", INJECTION),
        ("Theo", "Brandt", TARGETED),
        ("Lowe", "Dosi", STEPS),
        ("Paz", "Paper", DAILY),
        ("Wanda", "Worst", DAILY),
    ):
        people[given] = cast.enrol(given_name=given, family_name=family)
        cast.start(plan, people[given])
    cast.start(DAILY)
    _let_ten_days_pass(site, people)
    _record_something_of_each_kind(site, people)
    _set_the_clinic_up(site)
    run_jobs_once(site.rt)
    return people


def _let_ten_days_pass(site: Site, people: dict[str, str]) -> None:
    answering = [site.cast.phone(people[name]) for name in ("Ana", "Paz")]
    for day in range(10):
        for hours in (8, 6, 10):
            site.rt.clock.pass_by(hours=hours)  # type: ignore[attr-defined]
            run_jobs_once(site.rt)
            if hours == 8 and day % 3:
                for phone in answering:
                    site.cast.reply("1", phone=phone)
    site.rt.clock.pass_by(hours=9)  # type: ignore[attr-defined]
    run_jobs_once(site.rt)
    site.cast.reply("I feel sick since the new pills")
    site.cast.reply("its me, new phone", phone="+12025559999")
    with site.rt.database.writing() as session:
        wanda = session.get_one(Patient, people["Wanda"])
        open_flag(session, wanda, FlagKind.LAPSE, "Drank on Monday", now=site.rt.now())


def _record_something_of_each_kind(site: Site, people: dict[str, str]) -> None:
    """Through the pages, as staff would."""
    sent: list[tuple[str, dict[str, Any]]] = [
        ("/dispenses/new", {"dispensed_on": "2026-03-02", "tablets": "20", "tablet_mg": "50"}),
        ("/labs/new", {"taken_on": "2026-03-02", "test": "ALT", "value": "168", "unit": "U/L", "upper_limit": "40"}),
        ("/medicines/new", {"name": "Vitamin D"}),
        ("/pauses/new", {"topic": "refills", "until": "2026-03-20"}),
        ("/supporters/new", _SUPPORTER),
        ("/days/2026-03-08/extra", {"taken_at": "07:00", "quantity_mg": "50", "beside": "yes"}),
        (
            "/holds/new",
            {"do": "store", "kind": "procedure", "from_": "2026-03-20", "to": "2026-03-22", "reason": "Hip"},
        ),
        ("/questions/craving", {"on": "on", "at": "", "goal": "", "threshold": ""}),
        ("/questions/craving/answer", {"on": "2026-03-10", "value": "6"}),
        ("/messages", {"do": "send", "body": "Shall we call you?"}),
    ]
    for below, fields in sent:
        stored(site, site.ana(below), **fields)
    theo = f"/patients/{people['Theo']}"
    stored(site, f"{theo}/risk-days", on="2026-03-17", anticipated_at="20:00")
    stored(site, f"{theo}/check-ins", planner_on="off", follow_up_on="on")
    stored(site, f"{theo}/drinking-reports", on="2026-03-09", drank="yes", first_drink_at="21:00", drinks="3")
    with site.rt.database.reading() as session:
        steps = session.query(Regimen).filter_by(patient_id=people["Lowe"]).one()
        dose = session.query(Dose).filter_by(patient_id=site.cast.ana).order_by(Dose.due_at).first()
        assert dose is not None
    stored(site, f"/regimens/{steps.id}/steps/forward", from_="2026-03-13", reason="Takes it well")
    stored(site, f"/doses/{dose.id}/notes", text="The bus was late")


def _set_the_clinic_up(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    shift = {"on": "2026-03-12", "starts": "00:00", "ends": "23:00", "weeks": "1", "backup": "no"}
    stored(site, "/settings/on-call", admin, practitioner_id=site.cast.ben.id, **shift)
    stored(site, "/settings/tokens", admin, label="Ward system", role="reader")
    stored(site, "/schedule/feeds", admin, scope="clinic")
    sleep = {"name": "Sleep", "answer": "score", "on": "on", "at": "10:00", "cadence": "daily", "threshold": "8"}
    texts = {"text_en": "How did you sleep? Reply 0 (badly) to 10 (well)"}
    texts["text_es"] = "Como duerme esta semana? Responda de 0 (mal) a 10 (bien)"
    stored(site, "/settings/check-ins/new", admin, **sleep, **texts)
    stored(site, "/views/worklist", admin, name="Mine", owner="nobody")
    file = (io.BytesIO(f"{HEAD}\n{WITH_FAULTS}".encode()), "march.csv")
    sent = {"csrf_token": token_of(admin), "file": file}
    answer = admin.post("/patients/import", data=sent, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # the test client keeps a large form in a file of its own
    work_imports(site.rt)


def stored(site: Site, path: str, client: Any = None, /, **fields: Any) -> TestResponse:
    """Send a form that must be taken."""
    answer = site.post(path, client, **fields)
    assert answer.status_code < 400, (path, re.findall(r'class="wrong".*', answer.get_data(as_text=True)))
    return answer
