"""What a page may cost: as many queries for many patients as for few, and few bytes and requests."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

import adherence.web
from adherence.db.practitioners import practitioner_by_email
from adherence.web import reports
from adherence.web.app import create_web_app
from benchmarks.big_clinics import ADMIN, fill
from benchmarks.clinic_history import Size
from benchmarks.page_addresses import addresses
from benchmarks.pages import logged_in, runtime_of
from tests.conftest import sqlite_copy
from tests.web.site import Site, served

FEW = Size(own=40, others=0, days=15)
MANY = Size(own=120, others=0, days=45)
YEAR = Size(own=5, others=0, days=365)
"""All three kinds of plan, with a year of doses, texts, replies, answers and dispenses."""
MOST_BYTES = 120_000
MOST_REQUESTS = 5
NOTHING_TO_SHOW = {"/messages/unknown", "/regimens/<uuid:regimen_id>/undo"}
_SOME = slice(0, 17, 4)
"""Of the twenty rows that addresses are made from: patients of all three kinds of plan are among them."""
_FILES = re.compile(r'<(?:script|link|img|use)[^>]*? (?:src|href)="(/static/[^"#]+)')


@dataclass(frozen=True, slots=True)
class Visit:
    """What one page gave, and the statements that it took."""

    html: str
    statements: tuple[str, ...]


Visits = dict[str, list[Visit]]


@pytest.fixture(scope="module")
def few(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Visits:
    """Every page of a small clinic."""
    return _visit(sqlite_copy(sqlite_template, tmp_path_factory.mktemp("few")), FEW)


@pytest.fixture(scope="module")
def many(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Visits:
    """Every page of a clinic with three times as many patients and three times as long a history."""
    return _visit(sqlite_copy(sqlite_template, tmp_path_factory.mktemp("many")), MANY)


def test_no_page_asks_the_database_more_often_when_it_has_more_rows(few: Visits, many: Visits) -> None:
    assert few.keys() == many.keys()
    grown = [text for page in many if many[page] for text in _growth(page, few[page], many[page])]
    assert not grown, "\n".join(grown)


def test_every_page_is_light_and_asks_for_few_files(many: Visits) -> None:
    assert not (heavy := list(_heavy(many))), "\n".join(heavy)


def test_so_are_those_of_patients_with_a_whole_year(sqlite_template: Path, tmp_path: Path) -> None:
    year = _visit(sqlite_copy(sqlite_template, tmp_path), YEAR)
    assert len(year["/patients/<uuid:patient_id>"]) == YEAR.own
    assert not (heavy := list(_heavy(year))), "\n".join(heavy)


def _heavy(pages: Visits) -> Iterator[str]:
    """The pages that weigh too much with all their files, as they lie on the server, or ask for too many."""
    static = Path(adherence.web.__file__).parent
    for page, visits in pages.items():
        if not visits:
            continue
        heaviest = max(visits, key=lambda visit: len(visit.html))
        files = set(_FILES.findall(heaviest.html))
        html = len(heaviest.html.encode())
        total = html + sum((static / name[1:].partition("?")[0]).stat().st_size for name in files)
        if total > MOST_BYTES or 1 + len(files) > MOST_REQUESTS:
            yield f"{page}: {total} bytes with its files, {html} without; {1 + len(files)} requests"


def test_both_clinics_have_something_to_show_on_every_page(few: Visits, many: Visits) -> None:
    empty = {page for found in (few, many) for page, visits in found.items() if not visits}
    assert empty <= NOTHING_TO_SHOW


def test_files_leave_packed_where_the_browser_takes_that_and_not_twice(site: Site) -> None:
    file = (Path(adherence.web.__file__).parent / "static" / "app.css").read_bytes()
    with site.ben.get("/static/app.css", headers={"Accept-Encoding": "identity"}) as plain:
        assert plain.data == file
    for _ in range(2):
        with site.ben.get("/static/app.css", headers={"Accept-Encoding": "gzip"}) as packed:
            assert gzip.decompress(packed.data) == file
            assert len(packed.data) < len(file) / 3
            assert packed.headers["Content-Encoding"] == "gzip"
            assert "accept-encoding" in packed.headers["Vary"].lower()
    known = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    with site.ben.get("/static/app.css", headers=known) as unchanged:
        assert unchanged.status_code == 304


def _growth(page: str, few: list[Visit], many: list[Visit]) -> Iterator[str]:
    """Where a page's longest list of statements became longer: which ones, and how often more."""
    small, large = (max(visits, key=lambda visit: len(visit.statements)) for visits in (few, many))
    if len(large.statements) > len(small.statements):
        yield f"{page}: {len(small.statements)} queries became {len(large.statements)}"
        more = Counter(large.statements)
        more.subtract(small.statements)
        yield from (f"  {number} more: {statement[:300]}" for statement, number in more.items() if number > 0)


def _visit(address: str, size: Size) -> Visits:
    """Every page once; reports are counted by their pages, however large the clinic is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reports, "LARGE", MANY.own)
        return _visits(address, size)


def _visits(address: str, size: Size) -> Visits:
    rt = runtime_of(address)
    clinic_id = fill(rt.database, size)
    app = served(rt, create_web_app)
    with rt.database.reading() as session:
        staff = practitioner_by_email(session, ADMIN)
        assert staff is not None
        client = logged_in(app.test_client(), staff)
        pages = addresses(app, session, clinic_id)
    statements: list[str] = []
    event.listen(rt.database.engine, "before_cursor_execute", lambda *sent: statements.append(sent[2]))
    found = {}
    for page, examples in pages.items():
        some = examples[_SOME] if len(examples) > 5 else examples
        found[page] = _ask(client, some, statements)
    rt.close()
    return found


def _ask(client: FlaskClient, examples: list[str], statements: list[str]) -> list[Visit]:
    visits = []
    for example in examples:
        statements.clear()
        answer = client.get(example)
        if answer.status_code < 400:
            visits.append(Visit(answer.get_data().decode(errors="replace"), tuple(statements)))
    return visits
