"""References: readable, and never mistaken for another one by a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monespace.common.checked_characters import ALPHABET, check_characters
from monespace.common.references import (
    LENGTH,
    RANDOM_LENGTH,
    InvalidReference,
    format_reference,
    new_reference,
    normalize_reference,
)

random_parts = st.text(alphabet=ALPHABET, min_size=RANDOM_LENGTH, max_size=RANDOM_LENGTH)
positions = st.integers(0, LENGTH - 1)


def complete(characters: str) -> str:
    return characters + check_characters(characters)


def test_new_reference_is_grouped_for_the_telephone():
    prefix, first, second, check = new_reference().split("-")
    assert prefix == "ME"
    assert (len(first), len(second), len(check)) == (4, 4, 2)


def test_references_differ_from_one_another():
    assert len({new_reference() for _ in range(500)}) == 500


@pytest.mark.parametrize("look_alike", "01OIBSZ")
def test_alphabet_has_no_look_alikes(look_alike):
    assert look_alike not in ALPHABET


@given(random_parts)
def test_reference_is_understood_however_it_is_typed(characters):
    reference = format_reference(complete(characters))
    assert normalize_reference(reference) == reference
    assert normalize_reference(reference.lower().replace("-", " ")) == reference
    assert normalize_reference(f"  {reference.replace('-', '')}\n") == reference
    assert normalize_reference(reference.removeprefix("ME-")) == reference
    assert normalize_reference(reference.replace("8", "B").replace("5", "S")) == reference


@given(random_parts, positions, st.sampled_from(ALPHABET))
def test_reference_is_refused_when_one_character_is_wrong(characters, position, other):
    good = complete(characters)
    wrong = good[:position] + other + good[position + 1 :]
    if wrong == good:
        assert normalize_reference(wrong) == format_reference(good)
    else:
        with pytest.raises(InvalidReference):
            normalize_reference(wrong)


@given(random_parts, positions, positions)
def test_reference_is_refused_when_two_characters_are_exchanged(characters, first, second):
    good = complete(characters)
    swapped = list(good)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    if "".join(swapped) == good:
        assert normalize_reference("".join(swapped)) == format_reference(good)
    else:
        with pytest.raises(InvalidReference):
            normalize_reference("".join(swapped))


@pytest.mark.parametrize("text", ["", "ME", "ME-7KQX-4MPD", "ME-0000-0000-00", "é" * LENGTH, "٣" * LENGTH])
def test_reference_is_refused_when_it_cannot_be_one(text):
    with pytest.raises(InvalidReference):
        normalize_reference(text)
