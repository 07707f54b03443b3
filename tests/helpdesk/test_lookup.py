"""What an agent types is recognised by its form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.dossiers.lookup import Kind, Lookup, recognise
from monespace.common.folding import folded_words
from monespace.common.references import new_reference


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("ME-7KQX-4MPD-3F", Kind.WRONG_REFERENCE, "ME7KQX4MPD3F"),
        ("me nhjk lwee wn", Kind.REFERENCE, "ME-NHJK-LWEE-WN"),
        ("Menuet Dupont", Kind.NAME, "menuet dupont"),
        ("1999.990.144", Kind.BCE, "1999990144"),
        ("BE 1999 990 144", Kind.BCE, "1999990144"),
        ("1999990145", Kind.WRONG_NUMBER, "1999990145"),
        ("TVA BE 1999.990.144 RPM Liège", Kind.BCE, "1999990144"),
        ("NISS 78.03.14-901.47", Kind.NATIONAL_NUMBER, "78031490147"),
        ("NISS 78.03.14-901.48", Kind.WRONG_NUMBER, "78031490148"),
        ("8.999.990.194", Kind.ESTABLISHMENT, "8999990194"),
        ("8.999.990.195", Kind.WRONG_NUMBER, "8999990195"),
        ("123", Kind.WRONG_NUMBER, "123"),
        ("Sœur-Lefèvre", Kind.NAME, "soeur lefevre"),
        ("  DUPONT   élise ", Kind.NAME, "dupont elise"),
        ("Atelier 24 heures", Kind.NAME, "atelier 24 heures"),
        ("Menuiserie", Kind.NAME, "menuiserie"),
        ("Me Dupont", Kind.NAME, "me dupont"),
        ("x", Kind.TOO_SHORT, "x"),
        ("--", Kind.TOO_SHORT, ""),
    ],
)
def test_text_is_recognised(text, kind, value):
    found = recognise(text)
    assert (found.kind, found.value) == (kind, value)


def test_a_reference_is_recognised_however_it_is_typed():
    reference = new_reference()
    for text in (reference, reference.lower(), reference.replace("-", " "), f" {reference} "):
        assert recognise(text).value == reference


def test_a_reference_of_a_request_on_documents_is_another_kind():
    reference = new_reference("GA")
    for text in (reference, reference.lower().replace("-", " ")):
        assert recognise(text) == Lookup(Kind.GAP_REQUEST, reference)
    assert recognise("Gaston Dupont").kind == Kind.NAME


@pytest.mark.django_db
def test_a_national_number_is_recognised_however_it_is_typed(number):
    pretty = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    for text in (number, pretty):
        assert recognise(text) == recognise(number)
        assert recognise(text).kind == Kind.NATIONAL_NUMBER


def test_a_national_number_with_wrong_check_digits_is_named_as_wrong(number):
    wrong = number[:-2] + f"{(int(number[-2:]) + 1) % 97:02}"
    assert recognise(wrong).kind == Kind.WRONG_NUMBER


@given(st.text(max_size=100))
def test_nothing_typed_breaks_the_search(text):
    found = recognise(text)
    if found.kind is Kind.NAME:
        assert all(word.isalnum() for word in found.value.split())


@given(st.text(max_size=40))
def test_folding_is_stable(text):
    assert folded_words(folded_words(text)) == folded_words(text)
