"""Segments are counted as carriers bill them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.segments import Encoding, count, to_gsm

GSM_BASIC = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!#¤%&()*+,-./0129:;<=>?¡AZÄÖÑÜ§¿azäöñüà \n\r'\""


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", Encoding.GSM7, 0, 1),
        ("a" * 160, Encoding.GSM7, 160, 1),
        ("a" * 161, Encoding.GSM7, 161, 2),
        ("a" * 306, Encoding.GSM7, 306, 2),
        ("a" * 307, Encoding.GSM7, 307, 3),
        ("€" * 80, Encoding.GSM7, 160, 1),
        ("€" * 81, Encoding.GSM7, 162, 2),
        ("á" * 70, Encoding.UCS2, 70, 1),
        ("á" * 71, Encoding.UCS2, 71, 2),
        ("á" * 134, Encoding.UCS2, 134, 2),
        ("á" * 135, Encoding.UCS2, 135, 3),
        ("😀" * 35, Encoding.UCS2, 70, 1),
        ("😀" * 36, Encoding.UCS2, 72, 2),
    ],
)
def test_a_text_costs_what_the_carrier_bills(text, encoding, units, segments):
    cost = count(text)
    assert (cost.encoding, cost.units, cost.segments) == (encoding, units, segments)


def test_a_surrogate_pair_at_a_border_moves_whole_to_the_next_segment():
    # 33 pairs fill 66 of 67 units: the 67th stays empty, so 67 pairs need three segments, not two.
    assert count("😀" * 66).segments == 2
    assert count("😀" * 67).segments == 3


def test_an_escaped_character_at_a_border_moves_whole_to_the_next_segment():
    # 152 + an escape pair would end in the middle of the pair.
    assert count("a" * 152 + "€" + "a" * 151).segments == 2
    assert count("a" * 152 + "€" + "a" * 152).segments == 3


def test_every_character_that_forces_the_dear_alphabet_is_named_with_its_place():
    cost = count("Ana tomó 1 “ya” 😀")
    assert cost.encoding is Encoding.UCS2
    assert cost.offending == ((7, "ó"), (11, "“"), (14, "”"), (16, "😀"))


def test_the_basic_and_the_extension_alphabet_stay_cheap():
    assert count(GSM_BASIC).units == len(GSM_BASIC)
    assert count("^{}\\[~]|€\f").units == 20
    assert count(GSM_BASIC).offending == ()


@pytest.mark.parametrize("character", "áíóúÁÍÓÚç`“’—…\t\u00a0")
def test_characters_outside_the_alphabet_are_offending(character):
    assert count(character).offending == ((0, character),)


def test_typographic_characters_become_plain_and_letters_are_kept():
    assert to_gsm("“It’s 8:00” – OK…\u00a0now") == '"It\'s 8:00" - OK... now'
    assert to_gsm("tomó 😀 ñ é") == "tomó 😀 ñ é"


@given(st.text(max_size=400))
def test_making_a_text_plain_twice_changes_nothing_more_and_never_dearer(text):
    plain = to_gsm(text)
    assert to_gsm(plain) == plain
    assert len(count(plain).offending) <= len(count(text).offending)


@given(st.text(max_size=700))
def test_segments_are_never_fewer_than_the_units_need(text):
    cost = count(text)
    alone, joined = (160, 153) if cost.encoding is Encoding.GSM7 else (70, 67)
    assert cost.segments >= (1 if cost.units <= alone else -(-cost.units // joined))
    assert cost.units <= max(alone, cost.segments * joined)
