"""Spaces and actors: what they are, which ones a person has, how they are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from enterprises.models import Enterprise, GapDesignation
from enterprises.rights.actor import Actor, Space
from enterprises.rights.permissions import CITIZEN_PERMISSIONS, Permission, Role
from enterprises.rights.spaces import SpaceCard, matching, spaces_of
from monespace.common.identifiers import format_bce
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    MembershipFactory,
    bce_number,
)
from tests.support.factories import PersonFactory

people = st.builds(User, last_name=st.just("Nom"), is_staff=st.booleans())
companies = st.builds(
    Enterprise,
    number=st.integers(0, 9999).map(bce_number),
    name=st.text(min_size=1).filter(str.strip),
)
citizen_spaces = st.builds(Space, user=people)
enterprise_spaces = st.builds(Space, enterprise=companies)


@given(people, companies)
def test_space_belongs_to_a_person_or_an_enterprise_never_both(person, enterprise):
    assert (Space(user=person).key, Space(user=person).kind) == ("citoyen", "citizen")
    assert (Space(enterprise=enterprise).key, Space(enterprise=enterprise).kind) == (
        enterprise.number,
        "enterprise",
    )
    for wrong in ({}, {"user": person, "enterprise": enterprise}):
        with pytest.raises(ValueError, match="person or to an enterprise"):
            Space(**wrong)


@given(people, citizen_spaces)
def test_citizen_may_do_everything_but_manage_members(person, space):
    assert Actor(user=person, space=space).permissions == CITIZEN_PERMISSIONS


@given(people, citizen_spaces, st.sampled_from([{"role": Role.LECTEUR}, {"is_gap": True}]))
def test_citizen_space_has_no_roles(person, space, rights):
    with pytest.raises(ValueError, match="enterprises only"):
        Actor(user=person, space=space, **rights)


@given(people, enterprise_spaces)
def test_person_without_role_or_designation_may_do_nothing(person, space):
    assert not Actor(user=person, space=space).permissions


@given(people, enterprise_spaces)
def test_being_an_agent_gives_no_right_in_a_space(person, space):
    actor = Actor(user=person, space=space)
    assert not actor.can(Permission.READ_DOSSIERS)


@given(st.lists(companies, max_size=5), st.data())
def test_enterprise_is_found_by_its_name_and_by_its_number_however_written(enterprises, data):
    cards = [SpaceCard(space=Space(enterprise=enterprise)) for enterprise in enterprises]
    assert matching(cards, "") == cards
    for card in cards:
        number = card.space.key
        written = data.draw(
            st.sampled_from([number, format_bce(number), f"BE {format_bce(number)}", f"be{number}"])
        )
        assert card in matching(cards, written)
        assert card in matching(cards, f" {card.label} ")


def test_search_ignores_accents_and_case_and_needs_every_word():
    cards = [
        SpaceCard(space=Space(enterprise=Enterprise(number=bce_number(rank), name=name)))
        for rank, name in enumerate(["Éts Noël", "Noël et Fils", "Carrosserie Dupré"])
    ]
    assert [card.label for card in matching(cards, "noel")] == ["Éts Noël", "Noël et Fils"]
    assert [card.label for card in matching(cards, "FILS noel")] == ["Noël et Fils"]
    assert matching(cards, "noel !") == []
    assert matching(cards, "boulangerie") == []


@pytest.mark.django_db
def test_spaces_come_in_two_queries_with_roles_and_designations(django_assert_num_queries):
    person = PersonFactory(first_name="Ana", last_name="Roy")
    MembershipFactory(user=person, enterprise__name="Écluse", role=Role.LECTEUR)
    both = MembershipFactory(user=person, enterprise__name="Acier", role=Role.PROPRIETAIRE).enterprise
    GapDesignationFactory(user=person, enterprise=both)
    GapDesignationFactory(user=person, enterprise__name="Miel", kind=GapDesignation.Kind.CO_GAP)
    MembershipFactory()

    with django_assert_num_queries(2):  # those of one's own, then those by mandate
        cards = spaces_of(person)

    assert [(card.label, card.role) for card in cards] == [
        ("Espace Citoyen", ""),
        ("Acier", "Propriétaire · Gestionnaire d’accès principal"),
        ("Écluse", "Lecteur"),
        ("Miel", "Co-gestionnaire d’accès"),
    ]
    assert cards[0].sublabel == "Ana Roy"
    assert cards[1].sublabel == f"BCE {format_bce(both.number)}"


@pytest.mark.django_db
def test_person_without_enterprise_has_their_own_space_only():
    EnterpriseFactory()
    assert [card.space.key for card in spaces_of(PersonFactory())] == ["citoyen"]
