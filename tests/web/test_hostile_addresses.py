"""Addresses that no page of ours makes: whatever stands in a query, no page falls over."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for

from adherence.domain.roster_order import RosterOrder
from adherence.domain.states import Role
from tests.names import UNKNOWN_ID
from tests.web.site import Site
from tests.web.test_page_access import Addresses

_FIRST, _LAST = "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"
HOSTILE = (
    *("", "\0", "-1", "²", "9" * 5000, "٢٠٢٦-٠٣-٠٢", "<script>alert(1)</script>", b"\xed\xa0\x80"),
    *(_FIRST, f"0|{_LAST}|{UNKNOWN_ID}", UNKNOWN_ID),
)
KEYS = ("-" + "9" * 30, _FIRST, _LAST, "2026-03-02T00:00:00", "0001-01-01", "9999-12-31")
Query = dict[str, str] | dict[str, str | bytes]
NAMES = (
    *("view", "owner", "kind", "plan", "page", "status", "consent", "band", "order", "after", "search", "before"),
    *("of", "span", "from", "to", "on", "week", "stage", "lang", "level", "patient", "quantity_mg", "back", "next"),
)
_WORDS = {"on": "2026-03-02", "kind": "craving", "name": "retention", "key": "reminder", "slug": "day"}
_NOT_PAGES = {"static", "status", "phone", "stop_page"}
"""What is served without a log-in, by whatever proves itself otherwise."""


def test_no_page_falls_over_a_hostile_query(site: Site) -> None:
    site.app.testing = False
    admin, fallen, seen = site.member(Role.ADMIN), [], 0
    for path, values in _addresses(site):
        for query in values:
            answer = admin.get(path, query_string=query)
            seen += 1
            if answer.status_code >= 500 or b"<script>alert" in answer.data:
                fallen.append((path, query))
    assert fallen == []
    assert seen > 200


def test_an_undo_of_no_instant_of_ours_leads_nowhere(site: Site) -> None:
    for stamp in (_FIRST, _LAST, "2026-03-02T00:00:00", "x"):
        assert site.post(f"/worklist/undo-snooze/{stamp}").status_code == 404, stamp


def test_a_saved_view_keeps_nothing_that_a_database_cannot_store(site: Site) -> None:
    answer = site.post("/views/worklist", name="Mine", view="mine\0", kind="\0")
    assert answer.headers["Location"] == "/?view=mine"


def _addresses(site: Site) -> Iterator[tuple[str, list[Query]]]:
    """Every page that reads its query with all values, the others with one, and the keys of each order."""
    names = Addresses(site).names
    reads = ("/", "/patients", "/messages", "/schedule", "/reports/replies", "/login")
    deep = {*reads, *(names["ana"] + more for more in ("", "/doses", "/timeline")), names["thread"]}
    for path in sorted(deep):
        yield path, [dict.fromkeys(NAMES, value) for value in HOSTILE]
    for path in sorted(set(_paths(site, names)) - deep):
        yield path, [dict.fromkeys(NAMES, "9999-12-31\0")]
    yield "/patients", [{"order": order.value, "after": f"{key}_{UNKNOWN_ID}"} for order in RosterOrder for key in KEYS]
    yield "/reports/replies", [{name: one} for name in ("from", "to") for one in KEYS]


def _paths(site: Site, names: dict[str, str]) -> Iterator[str]:
    """One address of every page of the application; what a page is about exists where a test made it."""
    with site.app.test_request_context():
        for rule in site.app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint.partition(".")[0] in _NOT_PAGES:
                continue
            found = {name: _about(name, rule.rule, names) for name in rule.arguments}
            yield url_for(rule.endpoint, **found)


def _about(name: str, rule: str, names: dict[str, str]) -> str:
    """A value for one part of an address: the row that a test made, or one that does not exist."""
    of = name.removesuffix("_id")
    if f":{name}>" in rule and "any(" in rule.split(f":{name}>")[0].rsplit("<", 1)[1]:
        return rule.split("any(")[1].split(")")[0].split(",")[0].strip()
    if f"<uuid:{name}>" in rule or f"<int:{name}>" in rule:
        return names["ana" if of == "patient" else of].rsplit("/", 1)[1] if of in {*names, "patient"} else UNKNOWN_ID
    return _WORDS.get(name, "x")
