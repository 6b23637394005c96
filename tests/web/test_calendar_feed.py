"""Calendars for other programs: valid, discreet, and open only to whoever has the secret address."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from adherence.actions.enter_hold import enter_hold
from adherence.actions.make_feed import MOST_FEEDS
from adherence.actions.record_cycle_step import record_cycle_step
from adherence.actions.record_injection import record_injection
from adherence.db.feeds import CalendarFeed
from adherence.db.patients import Patient
from adherence.db.practitioners import practitioner_by_email
from adherence.domain.calendar import initials
from adherence.domain.states import Role
from adherence.jobs import run_jobs_once
from tests.web.site import INJECTION, Site

PLAN = INJECTION | {"given_on": ["2026-02-06"], "starts_on": "2026-02-06"}
"""Due on 6 March 2026, at 10:00 in New York."""


def secret_of(page: str) -> str:
    """The path of the address that a page shows."""
    found = re.search(r'value="http[^"]+(/calendar/[A-Za-z0-9_-]{43}\.ics)"', page)
    assert found is not None
    return found.group(1)


def make(site: Site, scope: str, role: Role = Role.ADMIN) -> str:
    answer = site.post("/schedule/feeds", site.member(role), scope=scope)
    assert answer.status_code == 200
    return secret_of(answer.get_data(as_text=True))


def events(site: Site, path: str) -> list[dict[str, Any]]:
    """The events of a calendar, read by a program that knows no log-in."""
    answer = site.app.test_client().get(path)
    assert answer.status_code == 200
    found = Calendar.from_ical(answer.data)
    return [
        {
            "uid": str(event["uid"]),
            "summary": str(event["summary"]),
            "at": event.decoded("dtstart"),
            "status": str(event["status"]),
        }
        for event in found.walk("VEVENT")
    ]


def book(site: Site, at: str) -> None:
    with site.rt.database.writing() as session:
        patient = session.get_one(Patient, site.cast.ana)
        record_cycle_step(session, site.cast.ben, patient, {"step": "visit_booked", "at": at}, now=site.rt.now())


def test_a_calendar_shows_due_and_booked_visits_with_initials_only(site: Site) -> None:
    site.cast.start(PLAN, agent="short_acting")
    path = make(site, "clinic")
    due = events(site, path)
    assert [(event["summary"], event["status"], event["at"]) for event in due] == [
        ("A. R.", "TENTATIVE", datetime(2026, 3, 6, 15, tzinfo=UTC))
    ]
    book(site, "2026-03-09T13:30:00Z")
    booked = events(site, path)
    assert [(event["status"], event["at"]) for event in booked] == [
        ("CONFIRMED", datetime(2026, 3, 9, 13, 30, tzinfo=UTC))
    ]
    assert booked[0]["uid"] == due[0]["uid"], "a visit that moves is the same one"
    text = site.app.test_client().get(path).get_data(as_text=True).lower()
    for word in ("ana", "reyes", "naltrexone", "injection", "north", "555", "opioid"):
        assert word not in text


def test_a_given_injection_stays_for_a_week_and_the_next_one_is_there(site: Site) -> None:
    site.cast.start(PLAN, agent="short_acting")
    path = make(site, "clinic")
    planned = events(site, path)[0]["uid"]
    site.rt.clock.pass_by(days=3)  # type: ignore[attr-defined]
    with site.rt.database.writing() as session:
        patient = session.get_one(Patient, site.cast.ana)
        record_injection(session, site.cast.ben, patient, {"quantity_mg": 380, "side": "left"}, now=site.rt.now())
    given, coming = events(site, path)
    assert (given["uid"], given["at"]) == (planned, datetime(2026, 3, 5, 6, tzinfo=UTC))
    assert coming["at"] == datetime(2026, 4, 2, 14, tzinfo=UTC), "10:00 in New York, in summer time"
    site.rt.clock.pass_by(days=8)  # type: ignore[attr-defined]
    assert [event["uid"] for event in events(site, path)] == [coming["uid"]]


def test_a_visit_in_a_hold_is_left_out_unless_it_is_booked_for_a_day_after_it(site: Site) -> None:
    site.cast.start(PLAN, agent="short_acting")
    path = make(site, "clinic")
    with site.rt.database.writing() as session:
        patient = session.get_one(Patient, site.cast.ana)
        data = {"kind": "travel", "from": "2026-03-05", "to": "2026-03-12"}
        enter_hold(session, site.cast.ben, patient, data, now=site.rt.now())
    assert events(site, path) == []
    book(site, "2026-03-12T13:30:00Z")
    assert events(site, path) == [], "booked for a day away"
    site.rt.clock.pass_by(minutes=1)  # type: ignore[attr-defined]
    book(site, "2026-03-13T13:30:00Z")
    assert [event["at"] for event in events(site, path)] == [datetime(2026, 3, 13, 13, 30, tzinfo=UTC)]


def test_what_is_far_away_is_left_out(site: Site) -> None:
    site.cast.start(PLAN | {"given_on": [], "starts_on": "2026-02-25"}, agent="short_acting")
    later = site.cast.enrol(given_name="Far", family_name="Away")
    site.cast.start(PLAN | {"given_on": [], "starts_on": "2026-06-01"}, later, agent="short_acting")
    path = make(site, "clinic")
    assert [event["summary"] for event in events(site, path)] == ["A. R."], "due on 25 February, seen for a week"
    site.rt.clock.pass_by(days=14)  # type: ignore[attr-defined]
    assert events(site, path) == []


def test_a_practitioners_calendar_has_only_their_own_patients(site: Site) -> None:
    site.cast.start(PLAN, agent="short_acting")
    path = make(site, "mine", Role.COORDINATOR)
    assert events(site, path) == []
    with site.rt.database.writing() as session:
        staff = practitioner_by_email(session, "coordinator@example.org")
        assert staff is not None
        session.get_one(Patient, site.cast.ana).owner_id = staff.id
    assert len(events(site, path)) == 1


def test_another_clinics_calendar_knows_nothing_of_ana(site: Site) -> None:
    site.cast.start(PLAN, agent="short_acting")
    answer = site.post("/schedule/feeds", site.cleo, scope="mine")
    assert events(site, secret_of(answer.get_data(as_text=True))) == []


def test_the_answer_is_kept_nowhere_and_found_by_no_search(site: Site) -> None:
    answer = site.app.test_client().get(make(site, "clinic"))
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in answer.headers


def test_the_secret_is_shown_once_and_only_its_hash_is_kept(site: Site) -> None:
    path = make(site, "mine")
    secret = path.split("/")[2].removesuffix(".ics")
    assert secret not in site.page("/schedule/feeds", site.member(Role.ADMIN))
    with site.rt.database.reading() as session:
        feed = session.scalars(select(CalendarFeed)).one()
        assert secret not in repr(vars(feed))
        assert len(feed.token_hash) == 64


def test_a_revoked_address_leads_nowhere(site: Site) -> None:
    path = make(site, "mine")
    with site.rt.database.reading() as session:
        feed_id = session.scalars(select(CalendarFeed.id)).one()
    assert site.post(f"/schedule/feeds/{feed_id}/revoke", site.cleo).status_code == 404
    assert site.post(f"/schedule/feeds/{feed_id}/revoke").status_code == 302
    assert events(site, path) == [], "Ben may not revoke what is not his"
    site.post(f"/schedule/feeds/{feed_id}/revoke", site.member(Role.ADMIN))
    assert site.app.test_client().get(path).status_code == 404


@pytest.mark.parametrize("change", ["left", "role"])
def test_the_address_of_who_left_or_may_not_see_patients_leads_nowhere(site: Site, change: str) -> None:
    path = make(site, "mine", Role.READER)
    with site.rt.database.writing() as session:
        staff = practitioner_by_email(session, "reader@example.org")
        assert staff is not None
        if change == "left":
            staff.active = False
        else:
            staff.role = Role.OPERATOR
    assert site.app.test_client().get(path).status_code == 404


HOSTILE = [
    "x", "A" * 43, "A" * 44, "%00" * 43, "..%2F" * 8, "' OR 1=1 --", "é" * 43, "a" * 5000, "%F0%9F%98%80", "_" * 42,
]  # fmt: skip


@pytest.mark.parametrize("token", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_and_unknown_addresses_are_plain_404s(site: Site, token: str) -> None:
    make(site, "clinic")
    answers = [site.app.test_client().get(f"/calendar/{token}{end}") for end in (".ics", "", ".ics.ics")]
    assert {answer.status_code for answer in answers} == {404}


def test_only_administrators_make_the_clinics_and_nobody_hoards(site: Site) -> None:
    assert site.post("/schedule/feeds", scope="clinic").status_code == 302
    assert "for administrators" in site.page("/schedule/feeds")
    for _ in range(MOST_FEEDS):
        assert site.post("/schedule/feeds", scope="mine").status_code == 200
    assert site.post("/schedule/feeds", scope="mine").status_code == 302
    for role in (Role.AUDITOR, Role.OPERATOR):
        assert site.post("/schedule/feeds", site.member(role), scope="mine").status_code == 403
    assert site.ben.post("/schedule/feeds", data={"scope": "mine"}).status_code == 400, "without its token"


def test_an_administrator_sees_and_revokes_a_colleagues_address(site: Site) -> None:
    make(site, "mine", Role.CLINICIAN)
    page = site.page("/schedule/feeds", site.member(Role.ADMIN))
    assert "Of colleagues" in page
    assert "Some clinician" in page


def test_the_secret_never_reaches_a_log(
    site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from adherence.web import calendar

    path = make(site, "clinic")
    secret = path.split("/")[2].removesuffix(".ics")

    def fails(*_: object, **__: object) -> None:
        raise ValueError(secret)

    with caplog.at_level(logging.DEBUG):
        site.app.test_client().get(path)
        site.app.test_client().get(path.replace(".ics", "x.ics"))
        monkeypatch.setattr(calendar, "calendar_visits", fails)
        site.app.testing = False
        assert site.app.test_client().get(path).status_code == 500
    assert "ValueError" in caplog.text
    assert secret not in caplog.text


def test_a_large_clinics_calendar_needs_no_more_queries(site: Site) -> None:
    site.cast.start(PLAN, agent="short_acting")
    path = make(site, "clinic")
    run_jobs_once(site.rt)
    with site.counted() as few:
        events(site, path)
    for _ in range(8):
        site.cast.start(PLAN, site.cast.enrol(), agent="short_acting")
    with site.counted() as many:
        assert len(events(site, path)) == 9
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("given", "family", "short"),
    [
        ("Ana", "Duarte", "A. D."),
        ("ñandú", "o'neil", "Ñ. O."),
        ("<b>", "=1+1", "B."),
        ("123", "", "?"),
        ("عمر", "X\nY", "ع. X."),
        ("ßen", "ﬁn", "S. F."),
    ],
)
def test_initials_are_one_letter_of_each_name(given: str, family: str, short: str) -> None:
    assert initials(given, family) == short


def test_the_span_is_seven_days_back_and_sixty_ahead(site: Site) -> None:
    site.cast.start(PLAN | {"given_on": [], "starts_on": "2026-05-01"}, agent="short_acting")
    path = make(site, "clinic")
    due_at = datetime(2026, 5, 1, 14, tzinfo=UTC)
    for distance, seen in ((60, True), (60.01, False), (-7, True), (-7.01, False)):
        site.rt.clock.move_to(due_at - timedelta(days=distance))  # type: ignore[attr-defined]
        assert bool(events(site, path)) is seen, distance
