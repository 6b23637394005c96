"""Needs attention: order, reasons, figures, tiles, banners, and a fixed number of queries."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.open_flag import open_flag
from adherence.actions.record_administration import record_administration
from adherence.actions.set_halt import set_halt
from adherence.clock import utc_now
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.installation import beat
from adherence.db.patients import Patient
from adherence.domain.states import DoseState, FlagKind, MessageState, Role, Severity
from adherence.jobs import run_jobs_once
from adherence.runtime import Runtime
from adherence.web import words
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.web.site import DAILY, INJECTION, Site, make_site, text_of

_NAME = re.compile(r'data-row href="[^"]+" dir="auto">([^<]+)</a>')


def flag(site: Site, patient_id: str, kind: FlagKind, severity: Severity | None = None) -> None:
    with site.rt.database.writing() as session:
        patient = session.get_one(Patient, patient_id)
        open_flag(session, patient, kind, "A reason", now=site.rt.now(), severity=severity)


def names(page: str) -> list[str]:
    return _NAME.findall(page)


def days_pass(site: Site, days: int) -> None:
    for _ in range(days * 4):
        site.rt.clock.pass_by(hours=6)  # type: ignore[attr-defined]
        run_jobs_once(site.rt)


def row_of(page: str, name: str) -> str:
    return text_of(next(row for row in page.split("<tr") if name in row))


def test_an_empty_list_says_what_will_appear(site: Site) -> None:
    assert "Nobody is waiting" in site.page("/")


def test_the_worst_comes_first_and_then_who_waits_longest(site: Site) -> None:
    for name, kind in (("Una", FlagKind.UNCLEAR), ("Dora", FlagKind.SIDE_EFFECT), ("Carl", FlagKind.CRISIS)):
        flag(site, site.cast.enrol(given_name=name, family_name="X"), kind)
        site.rt.clock.pass_by(minutes=5)  # type: ignore[attr-defined]
    flag(site, site.cast.enrol(given_name="Late", family_name="X"), FlagKind.LAPSE)
    assert names(site.page("/")) == ["Carl X", "Dora X", "Late X", "Una X"]


def test_a_patient_with_two_flags_is_one_row_with_the_worse_reason(site: Site) -> None:
    flag(site, site.cast.ana, FlagKind.UNCLEAR)
    flag(site, site.cast.ana, FlagKind.OPIOID_USE)
    page = site.page("/")
    assert names(page) == ["Ana Reyes"]
    row = row_of(page, "Ana Reyes")
    assert "Reported opioid use" in row
    assert "and 1 more" in row
    assert "Unclear reply" not in row


@pytest.mark.parametrize("kind", list(FlagKind))
def test_every_kind_of_flag_has_a_reason_in_words(site: Site, kind: FlagKind) -> None:
    flag(site, site.cast.ana, kind)
    why = row_of(site.page("/"), "Ana Reyes").split("Last 30 days")[0]
    assert words.FLAG[kind] in why
    assert words.FLAG[kind] in site.page(site.ana())


def test_a_plan_that_waits_for_its_gate_is_listed(site: Site) -> None:
    site.cast.start(DAILY, agent=None)
    assert "Start gate not signed" in row_of(site.page("/"), "Ana Reyes")


def test_silence_is_counted_in_days(site: Site) -> None:
    site.cast.start(DAILY)
    days_pass(site, 5)
    row = row_of(site.page("/"), "Ana Reyes")
    assert re.search(r"No dose taken for [3-5] days", row)


def test_an_overdue_injection_tells_by_how_many_days(site: Site) -> None:
    site.cast.start(INJECTION | {"given_on": ["2026-01-30"], "starts_on": "2026-01-30"})
    days_pass(site, 1)
    row = row_of(site.page("/"), "Ana Reyes")
    assert "Injection overdue 4 days" in row
    assert "%" not in row
    assert "overdue" in row


def test_list_and_page_show_the_same_figure_for_the_same_span(site: Site) -> None:
    site.cast.start(DAILY)
    days_pass(site, 12)
    with site.rt.database.writing() as session:
        doses = session.query(Dose).filter_by(patient_id=site.cast.ana).order_by(Dose.due_at).all()
        for place, dose in enumerate(doses[:8]):
            state = "taken" if place % 3 else "missed"
            record_administration(session, site.cast.ben, dose, {"state": state}, now=site.rt.now())
    row, page = row_of(site.page("/patients"), "Ana Reyes"), text_of(site.page(site.ana()))
    share, answered, worst, best, due = re.search(r"(\d+)% of (\d+) answered (\d+)–(\d+)% of all (\d+)", row).groups()  # type: ignore[union-attr]
    assert (share, answered) == ("62", "8")
    assert f"Taken of answered, 30 days {share}%" in page
    assert f"worst–best case {worst}–{best}%" in page
    assert f"Answered of due, 30 days {answered} of {due}" in page


def test_the_last_reply_is_quoted_with_its_age(site: Site) -> None:
    site.cast.start(DAILY)
    site.rt.clock.pass_by(hours=8)  # type: ignore[attr-defined]
    site.cast.reply("what is this about")
    site.rt.clock.pass_by(minutes=12)  # type: ignore[attr-defined]
    row = row_of(site.page("/patients"), "Ana Reyes")
    assert "what is this about" in row
    assert "12 min ago" in row


def test_tiles_count_what_they_say(site: Site) -> None:
    flag(site, site.cast.ana, FlagKind.CRISIS)
    flag(site, site.cast.enrol(given_name="Una"), FlagKind.UNCLEAR)
    site.cast.start(INJECTION, site.cast.enrol(given_name="Ines"))
    with site.rt.database.writing() as session:
        text = session.query(Communication).filter_by(patient_id=site.cast.ana).first()
        assert text is not None
        text.state = MessageState.UNDELIVERED
    site.rt.clock.pass_by(days=6)  # type: ignore[attr-defined]
    tiles = text_of(site.page("/").split("<dl")[1].split("</dl>")[0])
    assert "Act today 1" in tiles
    assert "Follow up 1" in tiles
    assert "Injections due this week 0" in tiles
    assert "Texts that did not arrive, 7 days 1" in tiles
    site.rt.clock.pass_by(days=2)  # type: ignore[attr-defined]
    assert "Injections due this week 1" in text_of(site.page("/"))


def test_mine_and_nobodys_narrow_the_list(site: Site) -> None:
    flag(site, site.cast.ana, FlagKind.LAPSE)
    una = site.cast.enrol(given_name="Una", family_name="X")
    flag(site, una, FlagKind.LAPSE)
    taken = re.search(r'action="(/flags/[^"]+/take)"', site.page("/").split("Ana Reyes")[1])
    assert taken is not None
    assert site.post(taken.group(1), from_="list").headers["Location"] == "/"
    assert names(site.page("/?owner=me")) == ["Ana Reyes"]
    assert names(site.page("/?owner=nobody")) == ["Una X"]
    assert set(names(site.page("/?owner=somebody"))) == {"Ana Reyes", "Una X"}
    assert "Ben Ortiz" in row_of(site.page("/"), "Ana Reyes")


def test_readers_see_no_buttons(site: Site) -> None:
    flag(site, site.cast.ana, FlagKind.LAPSE)
    reader = site.member(Role.READER)
    for path in ("/", site.ana(), "/patients"):
        page = site.page(path, reader)
        assert "/take" not in page
        assert "Enrol a patient" not in page
        assert set(re.findall(r'<form method="post" action="([^"]+)"', page)) == {"/logout"}


def test_a_silent_worker_shows_on_every_page(site: Site) -> None:
    assert "The sender is not running" in site.page("/")
    with site.rt.database.writing() as session:
        beat(session, "worker", utc_now())
    assert "The sender is not running" not in site.page("/")
    with site.rt.database.writing() as session:
        beat(session, "worker", utc_now() - timedelta(minutes=2, seconds=1))
    assert "The sender is not running" in site.page(site.ana())


def test_a_halt_shows_on_every_page_of_that_clinic_only(site: Site) -> None:
    with site.rt.database.writing() as session:
        set_halt(session, site.cast.ben, True, "fire drill", now=site.rt.now())
    assert "Sending is switched off" in site.page("/help")
    assert "fire drill" in site.page(site.ana())
    assert "Sending is switched off" not in site.page("/", site.cleo)


def test_queries_do_not_grow_with_rows(site: Site) -> None:
    counts = {}
    for wanted in (2, 12):
        while len(names(site.page("/"))) < wanted:
            patient = site.cast.enrol(given_name="Row")
            site.cast.start(DAILY if wanted == 2 else INJECTION, patient)
            flag(site, patient, FlagKind.LAPSE)
        for path in ("/", "/patients"):
            with site.counted() as statements:
                site.page(path)
            counts[path, wanted] = len(statements)
    assert counts["/", 2] == counts["/", 12]
    assert counts["/patients", 2] == counts["/patients", 12]
    assert counts["/", 12] <= 24


def test_queries_of_a_patients_page_do_not_grow_with_history(site: Site) -> None:
    site.cast.start(DAILY)
    days_pass(site, 2)
    site.page(site.ana())
    with site.counted() as few:
        site.page(site.ana())
    days_pass(site, 8)
    site.cast.reply("1")
    with site.counted() as many:
        site.page(site.ana())
    assert len(few) == len(many)


def test_the_list_is_read_page_by_page(site: Site) -> None:
    for place in range(25):
        flag(site, site.cast.enrol(given_name=f"P{place}", family_name="X"), FlagKind.LAPSE)
        site.rt.clock.pass_by(seconds=1)  # type: ignore[attr-defined]
    first, second = names(site.page("/")), names(site.page("/?page=2"))
    assert (len(first), len(second)) == (20, 5)
    assert not set(first) & set(second)
    for odd in ("0", "-1", "x", "999999999999", "%00", "²"):
        assert len(names(site.page(f"/?page={odd}"))) in (0, 20)


def test_the_roster_is_read_page_by_page_from_a_key(site: Site) -> None:
    for place in range(30):
        site.cast.enrol(given_name=f"P{place}", family_name="X")
    first = site.page("/patients")
    following = re.search(r'href="(/patients\?after=[^"]+)" rel="next"', first)
    assert following is not None
    second = site.page(following.group(1))
    together = names(first) + names(second)
    assert len(together) == len(set(together)) == 32
    assert site.page("/patients?after=nonsense&plan=nonsense&status=%00&search=%00") is not None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=rey", ["Ana Reyes"]),
        ("search=ANA+REY", ["Ana Reyes"]),
        ("search=noi", ["Noah Noise"]),
        ("search=nobody", []),
        ("plan=daily", ["Ana Reyes"]),
        ("plan=injection", []),
        ("status=paused", ["Noah Noise"]),
        ("status=active", ["Ana Reyes"]),
        ("consent=pending", []),
    ],
)
def test_search_and_filters_narrow_the_roster(site: Site, query: str, found: list[str]) -> None:
    site.cast.start(DAILY)
    with site.rt.database.writing() as session:
        for patient in session.query(Patient).filter_by(clinic_id=site.cast.ben.clinic_id):
            if patient.given_name == "Noah":
                patient.status = "paused"
    assert names(site.page(f"/patients?{query}")) == found


def test_days_are_judged_in_the_patients_own_zone(site: Site) -> None:
    site.rt.clock.move_to(datetime(2026, 3, 2, 12, 0, tzinfo=UTC))  # type: ignore[attr-defined]
    patient = site.cast.enrol(given_name="Kei", family_name="Kiri", time_zone="Pacific/Kiritimati")
    site.cast.start(DAILY | {"starts_on": "2026-03-03"}, patient)
    run_jobs_once(site.rt)
    assert "open now 1" in site.page(f"/patients/{patient}") or "still to come 1" in site.page(f"/patients/{patient}")


def test_a_dose_whose_text_did_not_arrive_is_marked_apart(site: Site) -> None:
    site.cast.start(DAILY)
    days_pass(site, 3)
    with site.rt.database.writing() as session:
        for dose in session.query(Dose).filter_by(patient_id=site.cast.ana, state=DoseState.NO_ANSWER):
            dose.undelivered = True
    page = site.page(site.ana())
    assert "no answer: text did not arrive" in page


def test_lists_and_pages_are_the_same_on_both_databases(rt: Runtime, cast: Cast) -> None:
    site = make_site(rt, cast)
    site.cast.start(DAILY)
    flag(site, site.cast.ana, FlagKind.LAPSE)
    site.cast.start(INJECTION, site.cast.enrol(given_name="Ines", family_name="X"), agent=None)
    days_pass(site, 2)
    site.cast.reply("1")
    assert names(site.page("/")) == ["Ana Reyes", "Ines X"]
    assert names(site.page("/?owner=nobody")) == ["Ana Reyes", "Ines X"]
    assert names(site.page("/patients?search=ana&plan=daily&status=active&consent=granted")) == ["Ana Reyes"]
    assert "Reported a lapse" in site.page(site.ana())


def test_reminders_that_an_outage_swallowed_are_told_once_above_the_list(site: Site) -> None:
    site.cast.start(DAILY)
    assert "did not leave" not in site.client("ben@example.org").get("/").get_data(as_text=True)
    clock = site.rt.clock
    assert isinstance(clock, VirtualClock)
    clock.move_to(datetime(2026, 3, 3, 6, 0, tzinfo=UTC))
    deliver_messages(site.rt)
    page = site.client("ben@example.org").get("/").get_data(as_text=True)
    assert "1 reminder did not leave in the last 24 hours" in page
    assert "did not leave" not in site.client("cleo@example.org").get("/").get_data(as_text=True)


def test_words_of_crisis_stand_above_an_older_urgent_result(site: Site) -> None:
    lab, crisis = (site.cast.enrol(given_name=name, family_name="X") for name in ("Lab", "Danger"))
    flag(site, lab, FlagKind.LIVER_TEST, severity=Severity.URGENT)
    site.rt.clock.pass_by(seconds=60)  # type: ignore[attr-defined]
    flag(site, crisis, FlagKind.CRISIS)
    flag(site, lab, FlagKind.LAPSE)
    assert names(site.page("/"))[:2] == ["Danger X", "Lab X"]
