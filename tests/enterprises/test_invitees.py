"""Whether who accepts is whom the GAP wrote: names as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.card_names import is_name_of
from accounts.models import User
from enterprises.invitations.models import normalised

CARD = User(first_name="Françoise Marie", last_name="Van den Berghe")
NAMES = st.text("abcdeéèç", min_size=3, max_size=8)


@pytest.mark.parametrize(
    "written",
    [
        "Françoise Van den Berghe",
        "VAN DEN BERGHE Françoise",
        "francoise berghe",
        "Berghe, Françoise",
        "Marie Van-Den-Berghe",
        "Françoise Marie van den berghe",
    ],
)
def test_the_same_name_written_otherwise_is_the_same(written):
    assert is_name_of(written, CARD)


@pytest.mark.parametrize(
    "written", ["Berghe", "Françoise", "Françoise Lemaire", "Jean Van den Berghe", "Françoise Berghe Dupont"]
)
def test_another_or_half_a_name_is_not(written):
    assert not is_name_of(written, CARD)


def test_name_made_of_particles_only_is_a_name():
    assert is_name_of("Li De", User(first_name="Li", last_name="De"))
    assert not is_name_of("Li Dos", User(first_name="Li", last_name="De"))


def test_card_without_first_name_needs_the_last_name_only():
    assert is_name_of("Suharto", User(first_name="", last_name="Suharto"))


@given(
    first=st.lists(NAMES, min_size=1, max_size=3),
    last=st.lists(NAMES, min_size=1, max_size=2),
    data=st.data(),
)
def test_order_case_and_left_out_given_names_never_matter(first, last, data):
    kept = data.draw(st.lists(st.sampled_from(first), min_size=1, unique=True))
    written = data.draw(st.permutations([*kept, *last]))
    person = User(first_name=" ".join(first), last_name=" ".join(last))
    assert is_name_of(" ".join(written).upper(), person)
    assert not is_name_of(" ".join([*written, "xyz"]), person)


def test_addresses_are_kept_in_lower_case():
    assert normalised("  Ann.Peeters@Exemple.BE ") == "ann.peeters@exemple.be"
