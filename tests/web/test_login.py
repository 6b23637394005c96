"""Logging in: lockout, idle limit, and one-time links."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from adherence.runtime import Runtime
from adherence.web.accounts import password_link, set_password
from tests.cast import Cast
from tests.web.site import Site, make_site, staff_row, token_of

PASSWORD = "correct horse battery"


def give_password(site: Site, email: str = "ben@example.org", password: str = PASSWORD) -> None:
    with site.app.app_context(), site.rt.database.writing() as session:
        set_password(session.merge(staff_row(site.rt, email)), password)


def try_log_in(site: Site, email: str, password: str, *, to: str = "/login", client: FlaskClient | None = None):
    client = client or site.app.test_client()
    return client.post(to, data={"email": email, "password": password, "csrf_token": token_of(client)})


def test_the_right_password_opens_the_worklist(site: Site) -> None:
    give_password(site)
    client = site.app.test_client()
    answer = try_log_in(site, " Ben@Example.org ", PASSWORD, client=client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert "Needs attention" in client.get("/").get_data(as_text=True)


def test_unknown_address_wrong_password_and_no_password_yet_get_the_same_answer(site: Site) -> None:
    give_password(site)
    answers = [
        try_log_in(site, "ben@example.org", "wrong"),
        try_log_in(site, "cleo@example.org", "wrong"),
        try_log_in(site, "nobody@example.org", "wrong"),
    ]
    assert {answer.status_code for answer in answers} == {401}
    said = [answer.get_data(as_text=True).split("<ul>")[1].split("</ul>")[0] for answer in answers]
    assert len(set(said)) == 1


def test_five_wrong_tries_lock_for_fifteen_minutes_of_real_time(site: Site) -> None:
    give_password(site)
    start = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as machine:
        for _ in range(4):
            try_log_in(site, "ben@example.org", "wrong")
        assert try_log_in(site, "ben@example.org", PASSWORD).status_code == 302
        for _ in range(5):
            try_log_in(site, "ben@example.org", "wrong")
        assert try_log_in(site, "ben@example.org", PASSWORD).status_code == 401
        machine.move_to(start + timedelta(minutes=14, seconds=59))
        assert try_log_in(site, "ben@example.org", PASSWORD).status_code == 401
        machine.move_to(start + timedelta(minutes=15))
        assert try_log_in(site, "ben@example.org", PASSWORD).status_code == 302


def test_somebody_who_left_cannot_log_in_and_loses_the_session(site: Site) -> None:
    give_password(site)
    assert site.ben.get("/").status_code == 302 or site.page("/")
    with site.rt.database.writing() as session:
        session.merge(staff_row(site.rt, "ben@example.org")).active = False
    assert try_log_in(site, "ben@example.org", PASSWORD).status_code == 401
    assert site.ben.get("/").headers["Location"].startswith("/login")


def test_half_an_hour_without_a_click_ends_the_session(site: Site) -> None:
    start = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as machine:
        ben = site.ben
        for minutes in (20, 40, 60):
            machine.move_to(start + timedelta(minutes=minutes))
            assert ben.get("/").status_code == 200
        machine.move_to(start + timedelta(minutes=91))
        assert ben.get("/").headers["Location"].startswith("/login")


def test_a_page_that_refreshes_itself_does_not_keep_the_session_alive(site: Site) -> None:
    start = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as machine:
        ben = site.ben
        for minutes in (10, 20, 30):
            machine.move_to(start + timedelta(minutes=minutes))
            assert ben.get("/", headers={"X-Adherence-Poll": "1"}).status_code == 200
        machine.move_to(start + timedelta(minutes=31))
        refreshed = ben.get("/", headers={"X-Adherence-Poll": "1", "HX-Request": "true"})
        assert (refreshed.status_code, refreshed.headers["HX-Redirect"]) == (401, "/login")


def test_no_session_lasts_longer_than_twelve_hours(site: Site) -> None:
    start = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as machine:
        ben = site.ben
        for minutes in range(25, 12 * 60, 25):
            machine.move_to(start + timedelta(minutes=minutes))
            assert ben.get("/help").status_code == 200
        machine.move_to(start + timedelta(hours=12, seconds=1))
        assert ben.get("/help").status_code == 302


def test_logging_out_ends_the_session(site: Site) -> None:
    assert site.post("/logout").status_code == 302
    assert site.ben.get("/").headers["Location"].startswith("/login")


def test_a_link_sets_the_password_once(site: Site) -> None:
    link = password_link(site.app, staff_row(site.rt, "ben@example.org"))
    client = site.app.test_client()
    assert "Ben Ortiz" in client.get(link).get_data(as_text=True)
    entered = {"password": PASSWORD, "again": PASSWORD, "csrf_token": token_of(client)}
    assert client.post(link, data=entered).status_code == 302
    assert try_log_in(site, "ben@example.org", PASSWORD).status_code == 302
    assert client.get(link).status_code == 404
    assert client.post(link, data=entered).status_code == 404


def test_of_two_who_use_a_link_at_once_one_comes_too_late(rt: Runtime, cast: Cast) -> None:
    site = make_site(rt, cast)
    link = password_link(site.app, staff_row(rt, "ben@example.org"))
    browsers = [site.app.test_client() for _ in range(2)]
    forms = [{"password": f"{PASSWORD} {place}", "csrf_token": token_of(one)} for place, one in enumerate(browsers)]

    def use(place: int) -> int:
        return browsers[place].post(link, data=forms[place] | {"again": forms[place]["password"]}).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(use, range(2))) == [302, 404]


def test_a_link_ends_after_seven_days(site: Site) -> None:
    start = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as machine:
        link = password_link(site.app, staff_row(site.rt, "ben@example.org"))
        machine.move_to(start + timedelta(days=7))
        assert site.app.test_client().get(link).status_code == 200
        machine.move_to(start + timedelta(days=7, seconds=2))
        assert site.app.test_client().get(link).status_code == 404


def test_a_forged_link_is_refused(site: Site) -> None:
    link = password_link(site.app, staff_row(site.rt, "ben@example.org"))
    for forged in (link[:-2] + "xx", "/password/x", "/password/" + "a" * 3000):
        assert site.app.test_client().get(forged).status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "at least 12"),
        ("correct horse battery", "correct horse batterx", "differ"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "too easy"),
        ("x" * 201, "x" * 201, "at most 200"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused(site: Site, password: str, again: str, said: str) -> None:
    link = password_link(site.app, staff_row(site.rt, "ben@example.org"))
    client = site.app.test_client()
    answer = client.post(link, data={"password": password, "again": again, "csrf_token": token_of(client)})
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert staff_row(site.rt, "ben@example.org").password is None


def test_a_new_password_ends_every_open_session(site: Site) -> None:
    ben = site.ben
    assert ben.get("/").status_code == 200
    give_password(site)
    assert ben.get("/").status_code == 302


def test_the_page_that_was_wanted_opens_after_the_log_in(site: Site) -> None:
    give_password(site)
    wanted = site.app.test_client().get("/patients?plan=daily").headers["Location"]
    assert try_log_in(site, "ben@example.org", PASSWORD, to=wanted).headers["Location"] == "/patients?plan=daily"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_log_in_leads_to_no_other_host(site: Site, wanted: str) -> None:
    give_password(site)
    answer = try_log_in(site, "ben@example.org", PASSWORD, to=f"/login?next={wanted}")
    assert answer.headers["Location"] == "/"


def test_cookies_are_kept_from_scripts_and_other_sites(site: Site) -> None:
    give_password(site)
    cookie = try_log_in(site, "ben@example.org", PASSWORD).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_no_view_of_the_security_library_is_served(site: Site) -> None:
    for path in ("/register", "/reset", "/change", "/verify", "/tf-setup", "/us-signin", "/wan-register"):
        assert site.app.test_client().get(path).status_code == 404
