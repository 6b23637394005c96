"""What is done on the worklist itself: one-click outcomes, taking, snoozing, and views with counts."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from adherence.actions.open_flag import open_flag
from adherence.db.communications import Communication
from adherence.db.flags import Flag
from adherence.db.patients import Patient
from adherence.domain.purpose import Purpose
from adherence.domain.states import FlagKind, FlagState, MessageState, Role, Severity
from adherence.runtime import Runtime
from tests.cast import Cast
from tests.names import UNKNOWN_ID
from tests.web.site import DAILY, Site, make_site, text_of

_NAME = re.compile(r'data-row href="[^"]+" dir="auto">([^<]+)</a>')
_UNDO = re.compile(r'<form method="post" action="([^"]+)"><input[^>]+><button class="link">Undo')


def flag(site: Site, patient_id: str, kind: FlagKind, severity: Severity | None = None) -> str:
    with site.rt.database.writing() as session:
        patient = session.get_one(Patient, patient_id)
        return open_flag(session, patient, kind, "A reason", now=site.rt.now(), severity=severity).id


def stored(site: Site, flag_id: str) -> Flag:
    with site.rt.database.reading() as session:
        return session.get_one(Flag, flag_id)


def names(page: str) -> list[str]:
    return _NAME.findall(page)


def counts(page: str) -> dict[str, int]:
    """The number on each view's tab."""
    tabs = page.split('<nav class="tabs views"')[1].split("</nav>")[0]
    return {name.strip(): int(number) for name, number in re.findall(r'>([^<>]+) <span class="count">(\d+)<', tabs)}


def act(site: Site, *, back: str = "/?view=all", **entered: str | list[str]) -> str:
    """Press a button of the list; the page that follows."""
    answer = site.post("/worklist/act", back=back, from_="list", **entered)
    assert answer.status_code == 302, answer.status_code
    return site.page(answer.headers["Location"])


def test_an_old_undo_does_not_take_back_what_somebody_else_did_since(site: Site) -> None:
    flag_id = flag(site, site.cast.ana, FlagKind.RAN_OUT)
    page = act(site, do=f"reached {flag_id}")
    undo(site, page)
    assert stored(site, flag_id).state is FlagState.OPEN
    site.rt.clock.pass_by(minutes=1)  # type: ignore[attr-defined]
    site.post(f"/flags/{flag_id}/resolve", site.member(Role.COORDINATOR), outcome="visit_booked")
    assert "resolved anew since" in undo(site, page)
    assert stored(site, flag_id).outcome == "visit_booked"


def undo(site: Site, page: str) -> str:
    found = _UNDO.search(page)
    assert found is not None
    address = found.group(1).replace("&amp;", "&")
    return site.page(site.post(address).headers["Location"])


def test_one_click_says_what_came_of_it_and_can_be_undone(site: Site) -> None:
    lapse = flag(site, site.cast.ana, FlagKind.LAPSE)
    assert 'value="reached 0"' in site.page("/")
    assert f'name="rows" value="{lapse} "' in site.page("/")
    page = act(site, do="reached 0", rows=lapse)
    assert "Reported a lapse: reached the patient." in text_of(page)
    assert names(page) == []
    assert stored(site, lapse).outcome == "reached"
    assert names(undo(site, page)) == ["Ana Reyes"]
    assert stored(site, lapse).state is FlagState.OPEN


def test_what_is_urgent_asks_for_its_form(site: Site) -> None:
    crisis = flag(site, site.cast.ana, FlagKind.CRISIS)
    assert 'value="reached 0"' not in site.page("/")
    assert 'value="form 0"' in site.page("/")
    answer = site.post("/worklist/act", do=f"reached {crisis}")
    assert answer.headers["Location"] == f"/flags/{crisis}/resolve"
    assert stored(site, crisis).state is FlagState.OPEN


def test_a_snoozed_row_is_away_until_its_morning_and_comes_back_by_itself(site: Site) -> None:
    lapse = flag(site, site.cast.ana, FlagKind.LAPSE)
    page = act(site, do=f"2026-03-03 {lapse}")
    assert "Snoozed until Tue 3 Mar 08:00." in text_of(page)
    assert names(page) == []
    assert counts(page)["Snoozed"] == 1
    snoozed = site.page("/?view=snoozed")
    assert names(snoozed) == ["Ana Reyes"]
    assert "back Tue 3 Mar 08:00" in text_of(snoozed)
    site.rt.clock.pass_by(days=1, hours=6, minutes=59)  # type: ignore[attr-defined]
    assert names(site.page("/")) == []
    site.rt.clock.pass_by(minutes=1)  # type: ignore[attr-defined]
    assert names(site.page("/")) == ["Ana Reyes"]
    assert counts(site.page("/"))["Snoozed"] == 0


def test_a_snooze_can_be_undone_or_ended_and_the_flag_is_due_when_it_was(site: Site) -> None:
    lapse = flag(site, site.cast.ana, FlagKind.LAPSE)
    due = stored(site, lapse).due_at
    page = act(site, do=f"2026-03-03 {lapse}")
    assert stored(site, lapse).due_at > due + timedelta(hours=20)
    assert names(undo(site, page)) == ["Ana Reyes"]
    assert stored(site, lapse).due_at == due
    act(site, do=f"2026-03-03 {lapse}")
    assert names(act(site, do=f"wake {lapse}")) == ["Ana Reyes"]
    assert stored(site, lapse).due_at == due
    assert stored(site, lapse).snoozed_until is None


def test_the_same_thing_again_or_anything_urgent_ends_a_snooze(site: Site) -> None:
    for again in (FlagKind.LAPSE, FlagKind.CRISIS):
        patient = site.cast.enrol(given_name="Una", family_name=again.value)
        act(site, do=f"2026-03-03 {flag(site, patient, FlagKind.LAPSE)}")
        assert f"Una {again.value}" not in names(site.page("/"))
        flag(site, patient, again)
        page = site.page("/")
        assert f"Una {again.value}" in names(page)
    assert "and 1 more" in text_of(page)


def test_what_may_cost_a_life_cannot_be_snoozed(site: Site) -> None:
    crisis = flag(site, site.cast.ana, FlagKind.CRISIS)
    assert "Snooze until" not in site.page("/")
    page = act(site, do=f"2026-03-03 {crisis}")
    assert "cannot be snoozed" in text_of(page)
    assert names(page) == ["Ana Reyes"]


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-02", "2027-01-01", "9999-12-31"])
def test_a_snooze_to_a_day_that_makes_no_sense_is_refused(site: Site, day: str) -> None:
    lapse = flag(site, site.cast.ana, FlagKind.LAPSE)
    site.rt.clock.pass_by(hours=10)  # type: ignore[attr-defined]
    assert "Not done" in text_of(act(site, do=f"{day} {lapse}"))
    assert "Not done" in text_of(act(site, do="snooze", until_on=day, flag=lapse))
    assert stored(site, lapse).snoozed_until is None


def test_ticked_rows_are_snoozed_together_and_come_back_together(site: Site) -> None:
    many = [site.cast.enrol(given_name=name, family_name="X") for name in ("Una", "Dora", "Carl", "Eve")]
    kinds = (FlagKind.LAPSE, FlagKind.UNCLEAR, FlagKind.CRISIS, FlagKind.LAPSE)
    flags = [flag(site, patient, kind) for patient, kind in zip(many, kinds, strict=True)]
    page = act(site, do="snooze", which="ticked", until_on="2026-03-09", flag=flags[:3])
    assert "2 rows snoozed until Mon 9 Mar 08:00. 1 row cannot wait: not snoozed." in text_of(page)
    assert names(page) == ["Carl X", "Eve X"]
    assert len(names(undo(site, page))) == 4


def test_all_that_is_to_be_followed_up_is_snoozed_for_closed_days(site: Site) -> None:
    una, dora = (site.cast.enrol(given_name=name, family_name="X") for name in ("Una", "Dora"))
    flag(site, una, FlagKind.UNCLEAR)
    flag(site, dora, FlagKind.UNCLEAR)
    flag(site, dora, FlagKind.LAPSE)
    page = act(site, do="snooze", which="normal", until_on="2026-03-09")
    assert "1 row snoozed" in text_of(page)
    assert names(page) == ["Dora X"]


def test_ticked_rows_are_taken_together(site: Site) -> None:
    flags = [flag(site, site.cast.enrol(given_name=name), FlagKind.LAPSE) for name in ("Una", "Dora")]
    page = act(site, do="take", flag=flags)
    assert "You took 2 rows." in text_of(page)
    assert counts(page)["Mine"] == 2
    assert "Tick the rows to take first" in text_of(act(site, do="take"))


def test_views_are_counted_in_patients_and_narrow_the_list(site: Site) -> None:
    people = {name: site.cast.enrol(given_name=name, family_name="X") for name in ("Una", "Dora", "Carl")}
    flag(site, people["Una"], FlagKind.INJECTION_OVERDUE)
    flag(site, people["Una"], FlagKind.CONSECUTIVE_DAYS)
    flag(site, people["Dora"], FlagKind.WRONG_NUMBER)
    flag(site, people["Carl"], FlagKind.CRISIS)
    site.cast.start(DAILY, agent=None)
    page = site.page("/")
    assert counts(page) == {
        "All": 4,
        "Mine": 0,
        "Nobody&#39;s": 4,
        "Urgent": 1,
        "Injections": 1,
        "Gone quiet": 1,
        "Could not be reached": 1,
        "Snoozed": 0,
    }
    for view, found in {
        "urgent": ["Carl X"],
        "injections": ["Una X"],
        "quiet": ["Una X"],
        "unreached": ["Dora X"],
    }.items():
        assert names(site.page(f"/?view={view}")) == found
    assert names(site.page("/?kind=wrong_number")) == ["Dora X"]
    assert names(site.page("/?plan=daily")) == ["Ana Reyes"]
    assert "Nobody is waiting" in site.page("/?view=mine")


def test_a_view_is_saved_for_oneself_with_its_count_and_removed(site: Site) -> None:
    flag(site, site.cast.ana, FlagKind.LAPSE)
    answer = site.post("/views/worklist", name="Lapses <b>", kind="lapse", view="", search="Ana")
    page = site.page(answer.headers["Location"])
    assert urlsplit(answer.headers["Location"]).query == "kind=lapse"
    assert 'Lapses &lt;b&gt; <span class="count">1</span>' in page
    assert "Lapses" not in site.page("/", site.cleo)
    assert "Lapses" not in site.page("/", site.member(Role.COORDINATOR))
    removed = re.search(r'action="(/views/[^"]+/remove)"', page.split("<main")[1].split("Remove the view")[0])
    assert removed is not None
    assert site.post(removed.group(1), site.cleo).status_code == 404
    assert "Removed: Lapses" in text_of(site.page(site.post(removed.group(1)).headers["Location"]))
    assert "Lapses &lt;b&gt; <span" not in site.page("/")
    assert site.post("/views/nowhere", name="x", kind="lapse").status_code == 404
    for name, kind in (("", "lapse"), ("x" * 41, "lapse"), ("Everything", "")):
        assert "Not done" in text_of(site.page(site.post("/views/worklist", name=name, kind=kind).headers["Location"]))


def test_another_clinic_and_readers_change_nothing(site: Site) -> None:
    lapse = flag(site, site.cast.ana, FlagKind.LAPSE)
    assert site.post("/worklist/act", site.cleo, do=f"reached {lapse}").status_code == 404
    site.post("/worklist/act", site.cleo, do="snooze", until_on="2026-03-09", flag=lapse)
    assert site.post("/worklist/act", site.member(Role.READER), do="take", flag=lapse).status_code == 403
    for odd in ("reached nonsense", "reached 7", "reached \N{SUPERSCRIPT TWO}", f"reached {UNKNOWN_ID}"):
        assert site.post("/worklist/act", do=odd, rows=lapse).status_code == 404
    assert site.post("/worklist/undo-snooze/nonsense").status_code == 404
    for back in ("//evil.example", "https://evil.example", "/\\evil", "/?x\r\ny"):
        assert site.post("/worklist/act", do="take", back=back).headers["Location"] == "/"
    assert stored(site, lapse).state is FlagState.OPEN
    assert stored(site, lapse).snoozed_until is None


def test_the_list_and_its_acts_are_the_same_on_both_databases(rt: Runtime, cast: Cast) -> None:
    site = make_site(rt, cast)
    lapse = flag(site, site.cast.ana, FlagKind.LAPSE)
    una = flag(site, site.cast.enrol(given_name="Una", family_name="X"), FlagKind.UNCLEAR)
    site.post("/views/worklist", name="Daily", plan="daily")
    page = act(site, do="snooze", which="ticked", until_on="2026-03-09", flag=[lapse, una])
    assert counts(page) | {"All": 0, "Snoozed": 2, "Daily": 0} == counts(page)
    assert len(names(undo(site, page))) == 2
    page = act(site, do="snooze", which="normal", until_on="2026-03-09")
    assert names(page) == ["Ana Reyes"]


def test_trouble_with_the_provider_and_the_carriers_shows_on_every_page(rt: Runtime, cast: Cast) -> None:
    site = make_site(rt, cast)
    assert "Texts do not arrive" not in site.page("/help")
    people = [cast.enrol(given_name=f"P{number}") for number in range(5)]
    with rt.database.writing() as session:
        for patient in [session.get_one(Patient, one) for one in people]:
            queued = {"due_at": rt.now(), "send_at": rt.now(), "created_at": rt.now(), "priority": 1}
            common = queued | {"clinic_id": patient.clinic_id, "patient_id": patient.id, "phone_hash": b"0" * 16}
            lost = Communication(purpose=Purpose.CHECK_IN, state=MessageState.UNDELIVERED, provider_code="30007")
            doubtful = Communication(purpose=Purpose.CHECK_IN, state=MessageState.UNCERTAIN, provider_code="timeout")
            for text in (lost, doubtful):
                for name, value in common.items():
                    setattr(text, name, value)
                session.add(text)
            lost.due_at = rt.now() - timedelta(hours=1)
    for path in ("/help", "/patients"):
        page = text_of(site.page(path))
        assert "Texts do not arrive: 5 of the last 5" in page
        assert "The carrier's filter took the text for spam. Change the wording of the text" in page
        assert "The provider does not take our texts. 5 texts of the last 30 minutes wait or are in doubt." in page
        assert "Texts do not arrive" not in site.page(path, site.cleo)
    rt.clock.pass_by(hours=7)  # type: ignore[attr-defined]
    assert "Texts do not arrive" not in site.page("/help")
