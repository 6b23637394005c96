"""One day of a patient: recording, correcting, undoing and annotating its doses, and tablets beside the plan."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from adherence.db.dose_notes import DoseNote
from adherence.db.doses import Dose
from adherence.db.extra_doses import ExtraDose
from adherence.jobs import run_jobs_once
from tests.web.site import DAILY, Site, text_of

DAY = "/days/2026-03-02"
EXTRA = {"taken_at": "07:15", "quantity_mg": "50", "source": "staff"}


@pytest.fixture
def begun(site: Site) -> Site:
    """Ana's plan on its first day at 12:00, the dose of 08:00 taken."""
    site.cast.start(DAILY)
    for local in ("2026-03-02 08:05", "2026-03-02 12:00"):
        site.rt.clock.move_to(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("America/New_York")))  # type: ignore[attr-defined]
        run_jobs_once(site.rt)
        if local.endswith("05"):
            site.cast.reply("1")
    return site


def dose(site: Site) -> Dose:
    return site.cast.doses()[0]


def extras(site: Site) -> list[ExtraDose]:
    with site.rt.database.reading() as session:
        return list(session.query(ExtraDose).order_by(ExtraDose.recorded_at))


def test_a_day_of_the_calendar_leads_to_its_page(begun: Site) -> None:
    assert '<a href="?on=2026-03-02"><title>2 Mar: Taken, Liver test due</title>' in begun.page(begun.ana())
    answer = begun.ben.get(begun.ana("?on=2026-03-02"))
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(begun.ana(DAY))
    words = text_of(begun.page(begun.ana(DAY)))
    assert "08:00, 50 mg: Taken 08:05" in words
    assert "by the patient's text" in words
    assert "Time for your 8:00" in words


@pytest.mark.parametrize("day", ["2026-02-30", "x", "0001-01-01", "9999-12-31", "2026-3-2", "20260302"])
def test_what_is_no_day_is_not_found(site: Site, day: str) -> None:
    assert site.ben.get(site.ana(f"/days/{day}")).status_code == 404
    assert site.ben.get(site.ana(f"?on={day}")).status_code == 404


def test_correcting_and_undoing_from_a_day_leads_back_to_it(begun: Site) -> None:
    address = f"/doses/{dose(begun).id}"
    wrong = begun.post(f"{address}?back=day", state="missed", source="staff")
    assert wrong.status_code == 422
    answer = begun.post(f"{address}?back=day", state="missed", source="staff", note="Told on the phone")
    assert answer.headers["Location"].endswith(begun.ana(DAY))
    assert "Missed" in text_of(begun.page(begun.ana(DAY)))
    assert "<use href=#dm />" in begun.page(begun.ana()), "the corner of what staff say"
    answer = begun.post(f"{address}/undo?back=day")
    assert answer.headers["Location"].endswith(begun.ana(DAY))
    assert "08:00, 50 mg: Taken" in text_of(begun.page(begun.ana(DAY)))


def test_a_note_is_sealed_shown_taken_back_and_brought_back(begun: Site) -> None:
    address = f"/doses/{dose(begun).id}/notes"
    answer = begun.post(address, text="Vomited an hour later")
    assert answer.headers["Location"].endswith(begun.ana(DAY))
    with begun.rt.database.reading() as session:
        note = session.query(DoseNote).one()
        assert b"Vomited" not in note.text_sealed
        undo = f"/dose-notes/{note.id}"
    for path in (DAY, "", "/timeline?kind=notes"):
        assert "Vomited an hour later" in begun.page(begun.ana(path)), path
    assert "2 Mar: Taken, Liver test due, Note" in begun.page(begun.ana())
    begun.post(undo + "/undo")
    assert "<del>Vomited an hour later</del>" in begun.page(begun.ana(DAY))
    assert "Vomited" not in begun.page(begun.ana())
    begun.post(undo + "/undo")
    assert "was taken back already" in begun.page(begun.ana(DAY))
    begun.post(undo + "/again")
    assert "Vomited an hour later" in begun.page(begun.ana())


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_a_note_that_cannot_be_stored_stays_in_its_field(begun: Site, text: str) -> None:
    answer = begun.post(f"/doses/{dose(begun).id}/notes", text=text)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#f-text"' in page
    assert text.strip() in page


def test_a_tablet_beside_the_plan_is_in_no_figure(begun: Site) -> None:
    before = text_of(begun.page(begun.ana()))
    answer = begun.post(begun.ana(DAY + "/extra"), **EXTRA, note="A second one")
    assert answer.headers["Location"].endswith(begun.ana(DAY))
    words = text_of(begun.page(begun.ana()))
    for figure in ("Taken of answered, 30 days 100%", "Answered of due, 30 days 1 of 1"):
        assert figure in before
        assert figure in words
    assert "2 Mar: Taken, Liver test due, Taken beside the plan" in words
    assert "Taken beside the plan" in text_of(begun.page(begun.ana("/timeline?kind=doses")))
    [extra] = extras(begun)
    begun.post(f"/extra-doses/{extra.id}/undo")
    assert "Liver test due, Taken beside" not in text_of(begun.page(begun.ana()))
    assert "<del>07:15, 50 mg</del>" in begun.page(begun.ana(DAY))
    begun.post(f"/extra-doses/{extra.id}/again")
    assert "2 Mar: Taken, Liver test due, Taken beside the plan" in text_of(begun.page(begun.ana()))


def test_a_tablet_from_before_the_plan_changes_no_dose(begun: Site) -> None:
    begun.post(begun.ana("/days/2026-02-20/extra"), **EXTRA)
    assert "07:15, 50 mg" in text_of(begun.page(begun.ana("/days/2026-02-20")))
    assert len(begun.cast.states()) == len(begun.cast.doses())
    assert dose(begun).on.isoformat() == "2026-03-02"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"taken_at": ""}, "taken_at"),
        ({"taken_at": "25:00"}, "taken_at"),
        ({"taken_at": "23:59"}, "taken_at"),
        ({"quantity_mg": ""}, "quantity_mg"),
        ({"quantity_mg": "-1"}, "quantity_mg"),
        ({"quantity_mg": "9999999999999999"}, "quantity_mg"),
        ({"quantity_mg": "<b>"}, "quantity_mg"),
        ({"source": "patient_sms"}, "source"),
        ({"note": "x" * 2001}, "note"),
    ],
)
def test_a_fault_is_listed_and_what_was_typed_stays(begun: Site, changes: dict[str, str], field: str) -> None:
    answer = begun.post(begun.ana(DAY + "/extra"), **EXTRA | {"note": "Typed words"} | changes)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in page
    assert changes.get("note", "Typed words") in page
    assert extras(begun) == []


def test_a_day_more_than_a_year_back_is_refused(begun: Site) -> None:
    answer = begun.post(begun.ana("/days/2025-02-01/extra"), **EXTRA)
    assert answer.status_code == 422
    assert "lies more than a year back" in answer.get_data(as_text=True)


def test_the_same_minute_is_not_recorded_twice(begun: Site) -> None:
    begun.post(begun.ana(DAY + "/extra"), **EXTRA)
    assert begun.post(begun.ana(DAY + "/extra"), **EXTRA).status_code == 409
    assert len(extras(begun)) == 1


def test_where_the_planned_dose_has_no_answer_it_must_be_said_that_it_was_another(begun: Site) -> None:
    begun.post(f"/doses/{dose(begun).id}/undo")
    answer = begun.post(begun.ana(DAY + "/extra"), **EXTRA)
    assert answer.status_code == 422
    assert "has no answer yet for the dose of 08:00" in answer.get_data(as_text=True)
    assert begun.post(begun.ana(DAY + "/extra"), **EXTRA, beside="yes").status_code == 302


def test_more_than_the_daily_maximum_is_said_and_never_blocked(begun: Site) -> None:
    answer = begun.post(begun.ana(DAY + "/extra"), **EXTRA | {"quantity_mg": "150"})
    assert answer.status_code == 302
    assert "200 mg are recorded for that day, above the daily maximum of 150 mg" in begun.page(begun.ana(DAY))


def test_a_preview_says_what_a_text_costs_gives_away_and_whether_it_leaves(begun: Site) -> None:
    address = begun.ana("/messages/preview")
    words = text_of(begun.post(address, body="Hi Ana, about your naltrexone “today”").get_data(as_text=True))
    assert "1 segment , 37 characters, UCS-2" in words
    assert "“ ” (70 instead of 160 to a segment)" in words
    assert "“naltrexone” says too much at discretion level 0." in words
    assert "“Ana” says too much" in words
    assert "It leaves at once; it is 12:00 for the patient." in words
    assert begun.post(address, body="").get_data(as_text=True).strip() == ""
    begun.rt.clock.pass_by(hours=12)  # type: ignore[attr-defined]
    assert "outside texting hours" in text_of(begun.post(address, body="Hello").get_data(as_text=True))
    begun.cast.reply("STOP")
    assert "Not sent: the patient opted out." in text_of(begun.post(address, body="Hello").get_data(as_text=True))
    assert begun.cast.texts()[-1] != "Hello"
