"""Fixtures of the pages."""

from __future__ import annotations

import pytest

from adherence.runtime import Runtime
from tests.cast import Cast
from tests.web.site import Site, make_site


@pytest.fixture
def site(sqlite_rt: Runtime, sqlite_cast: Cast) -> Site:
    """The pages on SQLite, with the cast."""
    return make_site(sqlite_rt, sqlite_cast)
