"""Medicines that do not go with naltrexone: which names are found in entries and texts, and which are not."""

from __future__ import annotations

import pytest

from adherence.domain.medicine_table import GROUP_NAMES, MEDICINES, OPIOID_GROUPS, REASONS, MedicineGroup
from adherence.domain.medicines import is_everyday, medicines_in, words_of

G = MedicineGroup
FOUND = [
    # generic names, in any case and with accents
    ("codeine", [("codeine", G.OPIOID_ANALGESIC)]),
    ("MORPHINE", [("morphine", G.OPIOID_ANALGESIC)]),
    ("they gave me Tramadol 50mg", [("tramadol", G.OPIOID_ANALGESIC)]),
    ("ran out of methadone", [("methadone", G.OPIOID_AGONIST_TREATMENT)]),
    ("isoniazid for my TB", [("isoniazid", G.HEPATOTOXIC)]),
    ("on disulfiram now", [("disulfiram", G.HEPATOTOXIC)]),
    ("thioridazine at night", [("thioridazine", G.SEDATING)]),
    # brands, with strengths, marks and plurals
    ("Percocet 5/325", [("oxycodone", G.OPIOID_ANALGESIC)]),
    ("took 2 percocets", [("oxycodone", G.OPIOID_ANALGESIC)]),
    ("oxycodone10mg", [("oxycodone", G.OPIOID_ANALGESIC)]),
    ("Tylenol #3", [("codeine", G.OPIOID_ANALGESIC)]),
    ("MS-Contin", [("morphine", G.OPIOID_ANALGESIC)]),
    ("acetaminophen/hydrocodone", [("hydrocodone", G.OPIOID_ANALGESIC)]),
    (
        "my suboxone, and imodium",
        [("buprenorphine", G.OPIOID_AGONIST_TREATMENT), ("loperamide", G.OPIOID_ANTIDIARRHOEAL)],
    ),
    ("Tussionex", [("hydrocodone cough syrup", G.OPIOID_ANTITUSSIVE)]),
    ("Robitussin AC", [("codeine cough syrup", G.OPIOID_ANTITUSSIVE)]),
    ("depakote and vicodin", [("hydrocodone", G.OPIOID_ANALGESIC), ("valproate", G.HEPATOTOXIC)]),
    ("INH", [("isoniazid", G.HEPATOTOXIC)]),
    # Spanish
    ("tomé codeína", [("codeine", G.OPIOID_ANALGESIC)]),
    ("se me acabó la metadona", [("methadone", G.OPIOID_AGONIST_TREATMENT)]),
    ("me dieron ácido valproico", [("valproate", G.HEPATOTOXIC)]),
    ("LOPERAMIDA", [("loperamide", G.OPIOID_ANTIDIARRHOEAL)]),
    ("tintura de opio", [("opium tincture", G.OPIOID_ANTIDIARRHOEAL)]),
    # one wrong letter in a long name
    ("oxycodne", [("oxycodone", G.OPIOID_ANALGESIC)]),
    ("metahdone", [("methadone", G.OPIOID_AGONIST_TREATMENT)]),
    ("suboxon", [("buprenorphine", G.OPIOID_AGONIST_TREATMENT)]),
    ("codiene", [("codeine", G.OPIOID_ANALGESIC)]),
    ("isoniacida", [("isoniazid", G.HEPATOTOXIC)]),
    # written with compatibility letters or with something unseen in between
    ("ＣＯＤＥＩＮＥ", [("codeine", G.OPIOID_ANALGESIC)]),
    ("mor\u200bphine", [("morphine", G.OPIOID_ANALGESIC)]),
]
TRAPS = (
    *(
        "",
        "1",
        "took it",
        "naltrexone",
        "Vivitrol",
        "my code is 4711",
        "the door code",
        "morph",
        "morphing",
        "morphology",
    ),
    *(
        "cocaine",
        "cocaína",
        "cocina",
        "coding",
        "podium",
        "trazodone",
        "toradol",
        "Tylenol",
        "tylenol 8 hour",
        "ibuprofen",
    ),
    *("gabapentin", "clonidine", "nicodin", "no pain today", "arav", "ultra", "opan", "oxygen", "oxyclean", "percent"),
    *("percolate", "perceive", "methane", "methods", "dilated", "demeanor", "norcross", "ketone", "felt bad", "inhale"),
    *("Robitussin", "robitussin dm", "dextromethorphan", "contin", "ms", "co", "3", "acid", "acido", "opio", "😀" * 50),
    "x" * 50_000,
)


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_names_are_found(text: str, found: list[tuple[str, MedicineGroup]]) -> None:
    assert [(one.name, one.group) for one in medicines_in(text)] == found


@pytest.mark.parametrize("text", TRAPS)
def test_other_words_are_not(text: str) -> None:
    assert medicines_in(text) == []


def test_every_name_of_the_table_is_found_as_its_own_medicine_and_named_once() -> None:
    seen: set[tuple[str, ...]] = set()
    for medicine in MEDICINES:
        for name in (medicine.name, *medicine.names):
            assert [(one.name, one.group) for one in medicines_in(f"i took {name} today")] == [
                (medicine.name, medicine.group)
            ], name
            assert tuple(words_of(name)) not in seen, name
            seen.add(tuple(words_of(name)))


def test_the_table_is_small_and_every_entry_says_why_and_by_which_source() -> None:
    assert 30 <= len(MEDICINES) <= 45
    assert set(GROUP_NAMES) == set(REASONS) == set(MedicineGroup)
    assert {medicine.group for medicine in MEDICINES} == set(MedicineGroup)
    assert all(len(medicine.source) > 20 for medicine in MEDICINES)
    for medicine in MEDICINES:
        (found, *_) = medicines_in(medicine.name)
        assert REASONS[medicine.group] in found.warning
        assert medicine.source in found.warning
    assert G.HEPATOTOXIC not in OPIOID_GROUPS


def test_the_most_serious_group_comes_first_and_each_medicine_once() -> None:
    found = medicines_in("depakote, imodium, percocet and oxycodone, methadone, metadona")
    assert [one.name for one in found] == ["methadone", "oxycodone", "loperamide", "valproate"]


def test_names_that_a_clinic_added_are_found_like_those_of_the_table() -> None:
    own = {"Kratom": G.OPIOID_ANALGESIC, "gotas azules": G.OPIOID_ANTITUSSIVE}
    assert [(one.name, one.group, one.source) for one in medicines_in("some KRATOM", own)] == [
        ("Kratom", G.OPIOID_ANALGESIC, "added by this clinic")
    ]
    assert [one.name for one in medicines_in("las gotas azules", own)] == ["gotas azules"]
    assert medicines_in("gotas", own) == []
    assert medicines_in("some kratom") == []


@pytest.mark.parametrize(
    ("word", "everyday"),
    [
        ("pill", True),
        ("pastilla", True),
        ("took", True),
        ("yes", True),
        ("12", True),
        ("kratom", False),
        ("ptu", False),
    ],
)
def test_everyday_words_cannot_stand_for_a_medicine(word: str, everyday: bool) -> None:
    assert is_everyday(word) is everyday
