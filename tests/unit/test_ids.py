"""Ids of rows sort as the rows were made, also within one millisecond."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from adherence.db.types import new_id


def test_ids_of_one_process_sort_as_they_were_made():
    ids = [new_id() for _ in range(5000)]
    assert ids == sorted(ids)
    assert {UUID(one).version for one in ids} == {7}


def test_ids_of_several_threads_are_never_the_same():
    with ThreadPoolExecutor(8) as threads:
        ids = list(threads.map(lambda _: new_id(), range(5000)))
    assert len(set(ids)) == 5000
