"""Importing a list on pages: the three steps, what is refused on them, and the file to correct."""

from __future__ import annotations

import io

import pytest
from werkzeug.test import TestResponse

from adherence.actions.work_imports import work_imports
from adherence.db.patients import find_patients
from tests.web.site import Site, text_of, token_of

HEAD = "external_id,given_name,family_name,phone,language,consent_method"
LIST = f"""{HEAD}
N-1,Mía,Solís,+12025550901,es,written
N-2,Bo,=1+1,202 555,xx,written
N-3,Cy,Lund,+12025550903,en,verbal
"""


def upload(site: Site, content: bytes, name: str = "list.csv") -> TestResponse:
    sent = {"csrf_token": token_of(site.ben), "file": (io.BytesIO(content), name)}
    answer = site.ben.post("/patients/import", data=sent, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # the test client keeps a large form in a file of its own
    return answer


def checked(site: Site, content: str = LIST) -> str:
    """Upload a list and have it checked; gives its address."""
    answer = upload(site, content.encode())
    assert answer.status_code == 303
    work_imports(site.rt)
    return answer.headers["Location"]


def test_a_list_is_checked_imported_and_imported_again_without_doing_anything(site: Site) -> None:
    answer = upload(site, LIST.encode())
    at = answer.headers["Location"]
    page = site.page(at)
    assert "0 of 3 rows" in text_of(page)
    assert 'hx-trigger="every 2s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    work_imports(site.rt)
    words = text_of(site.page(at))
    assert "New patients 2 Changed 0 Unchanged 0 Refused 1" in words
    assert "First texts 2. They leave within texting hours" in words
    assert "Row 3 phone: Begin the number with + and the country code. language 'xx' is not valid;" in words
    assert site.post(at + "/start").status_code == 303
    work_imports(site.rt)
    assert "The list is imported" in site.page(at)
    with site.rt.database.reading() as session:
        assert len(find_patients(session, site.cast.ben.clinic_id, "N-3", limit=5)) == 1
    assert "There is nothing to import" in site.page(checked(site))
    assert site.post(at + "/start").status_code == 409


def test_refused_rows_come_as_a_file_that_can_be_corrected_and_uploaded(site: Site) -> None:
    at = checked(site)
    file = site.ben.get(at + "/refused.csv")
    text = file.get_data().decode("utf-8-sig")
    assert file.headers["Content-Disposition"] == 'attachment; filename="patients-to-correct.csv"'
    assert text.splitlines()[0] == HEAD + ",what_to_do"
    assert text.splitlines()[1].startswith("N-2,Bo,'=1+1,202 555,xx,written,\"1) phone: Begin")
    again = checked(site, text.replace("202 555", "+12025550902").replace("xx", "en"))
    assert "New patients 1 Changed 0 Unchanged 0 Refused 0" in text_of(site.page(again))


WRONG = [
    (b"", "The file is empty."),
    (b"PK\x03\x04", "This is an Excel or LibreOffice workbook, not a CSV file."),
    (f"{HEAD}\n".encode(), "The file has a header and no rows."),
    (b"given_name,phone\nAna,1\n", "The column family_name is missing."),
]


@pytest.mark.parametrize(("content", "said"), WRONG)
def test_a_wrong_file_is_refused_on_top_and_at_its_field(site: Site, content: bytes, said: str) -> None:
    answer = upload(site, content)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert page.count(said) == 2
    assert 'href="#f-file"' in page
    assert "There is a problem" in page or "There are problems" in page
    nothing = site.ben.post("/patients/import", data={"csrf_token": token_of(site.ben)})
    assert (nothing.status_code, "No file was chosen" in nothing.get_data(as_text=True)) == (422, True)


def test_a_list_may_be_larger_than_other_forms_but_not_too_large(site: Site) -> None:
    rows = "".join(f"L-{n},Given,Family,+1202555{n:04d},en,{'written'.ljust(200)}\n" for n in range(5000))
    assert upload(site, f"{HEAD}\n{rows}".encode()).status_code == 303
    large = upload(site, b"a," * (16 * 2**20))
    assert (large.status_code, "Split it into smaller files" in large.get_data(as_text=True)) == (413, True)
    assert site.app.test_client().post("/patients/import", data={"x": "y" * 1_100_000}).status_code == 413


def test_another_clinic_sees_nothing_of_a_list(site: Site) -> None:
    at = checked(site)
    for path in (at, at + "/refused.csv"):
        assert site.cleo.get(path).status_code == 404
    for path in (at + "/start", at + "/cancel"):
        assert site.post(path, site.cleo).status_code == 404
    assert "list.csv" not in site.page("/patients/import", site.cleo)


def test_the_number_of_queries_does_not_grow_with_the_rows(site: Site) -> None:
    seen = []
    for count in (2, 15):
        rows = "".join(f"L-{n},Given,Family,12,en,written\n" for n in range(count))
        at = checked(site, f"{HEAD}\n{rows}")
        with site.counted() as statements:
            site.page(at)
        seen.append(len(statements))
    assert seen[0] == seen[1]


def test_a_discarded_list_changes_nothing(site: Site) -> None:
    at = checked(site)
    assert site.post(at + "/cancel").status_code == 303
    assert "This list was discarded. Nothing was changed." in site.page(at)
    assert "Import 2 rows" not in site.page(at)
