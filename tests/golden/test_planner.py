"""The real planner against the golden tables: 400 days of virtual time for every plan, on both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.golden.stories import STORIES
from tests.golden.walk import Walk

ON_POSTGRESQL = ("titration", "targeted")
TABLES = [(story, table) for story in STORIES for table in story.tables]
BOTH_KINDS = [("sqlite", *one) for one in TABLES] + [
    ("postgresql", *one) for one in TABLES if one[0].name in ON_POSTGRESQL
]


@pytest.fixture(scope="module")
def walks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Walk]]:
    """The clinic of each kind of database, walked through its stories when it is first asked for."""
    yield {}
