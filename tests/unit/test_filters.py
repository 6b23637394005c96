"""How stored details are written on pages."""

from __future__ import annotations

from datetime import date

import pytest

from adherence.web.filters import stored_words

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Liver test overdue: month 1, due 2026-11-09", "Liver test overdue: month 1, due Mon 9 Nov"),
        ("Out of tablets by the plan since 2025-12-31", "Out of tablets by the plan since Wed 31 Dec 2025"),
        (
            "Signed again; changed: hepatotoxic_medicines, agent",
            "Signed again; changed: medicines hard on the liver, last opioid",
        ),
        ("No such day: 2026-02-30", "No such day: 2026-02-30"),
        ("", ""),
    ],
)
def test_dates_and_codes_of_a_stored_detail_are_written_as_people_read_them(stored: str, shown: str) -> None:
    assert stored_words(stored, TODAY) == shown
