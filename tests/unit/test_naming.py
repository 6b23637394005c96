"""Who is named on a shared phone: one person, plainly, or nobody."""

from __future__ import annotations

import pytest

from adherence.domain.naming import Named, who_is_named

NAMES = ["Ana María", "Tom"]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("Ana took hers", Named(0, "took hers")),
        ("ANA took hers", Named(0, "took hers")),
        ("Ana María took hers", Named(0, "took hers")),
        ("María took hers", Named(0, "took hers")),
        ("Tom skipped his", Named(1, "skipped his")),
        ("this is Ana, I took it", Named(0, "I took it")),
        ("It's Tom - done", Named(1, "done")),
        ("Soy Ana, ya la tomé", Named(0, "ya la tomé")),
        ("Ana here. took it", Named(0, "took it")),
        ("Ana 1", Named(0, "1")),
        ("Ana: 1", Named(0, "1")),
        ("3 Tom.", Named(1, "3")),
    ],
)
def test_a_text_that_plainly_names_one_person_is_about_that_one(body: str, named: Named) -> None:
    assert who_is_named(body, NAMES) == named


@pytest.mark.parametrize(
    "body",
    [
        "",
        "1",
        "took it",
        "Ana",
        "Ana?",
        "Ana, took it",
        "Ana took it?",
        "Ana I took yours",
        "Ana did you take yours",
        "took it, not Ana",
        "Tom and Ana took theirs",
        "Ana took hers but Tom didn't",
        "tell Ana 1",
        "Anabel took hers",
        "Anna took hers",
        "Ana's mother took hers",
        "2 Ana",
        "Ana took hers, tell Ana",
        "\u202eAna\u202c",
        "😀" * 800,
    ],
)
def test_any_doubt_names_nobody(body: str) -> None:
    assert who_is_named(body, NAMES) is None


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("May 1", ["May", "Tom"]),
        ("will take it", ["Will", "Tom"]),
        ("Ana 1", ["Ana", "Ána"]),
        ("Ana 1", ["Ana", "Ana María"]),
        ("X 1", ["X", "Tom"]),
        ("Ana 1", []),
        ("Ana 1", ["", "Tom"]),
    ],
)
def test_names_that_are_words_or_that_two_share_name_nobody(body: str, names: list[str]) -> None:
    assert who_is_named(body, names) is None
