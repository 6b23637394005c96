"""``python -m tests.golden`` writes the golden tables anew, from the oracle."""

from __future__ import annotations

from tests.golden.oracle import tables_of
from tests.golden.stories import STORIES
from tests.golden.table import FOLDER, written

for story in STORIES:
    for name, rows in tables_of(story).items():
        (FOLDER / f"{name}.csv").write_text(written(rows), encoding="utf-8")
        print(f"{name}: {len(rows)} rows")
