"""Why not, and who can help."""

from __future__ import annotations

import pytest

from enterprises.models import Membership
from enterprises.rights.actor import Actor, Space
from enterprises.rights.checks import explain
from enterprises.rights.permissions import Permission
from monespace.common.authors import SYSTEM
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory, leave_vacant
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_system_may_do_everything(company):
    assert all(explain(SYSTEM, permission, company.enterprise).allowed for permission in Permission)


def test_yes_says_by_which_right(company):
    by_role = explain(company.acting(company.owner), Permission.SUBMIT_DOSSIERS)
    assert by_role.allowed
    assert "« Propriétaire »" in by_role.reason
    by_designation = explain(company.acting(company.gap), Permission.MANAGE_MEMBERS)
    assert by_designation.allowed
    assert "gérez les accès" in by_designation.reason


def test_member_without_the_right_learns_who_has_it_and_who_gives_it(company):
    refusal = explain(company.acting(company.colleague), Permission.SUBMIT_DOSSIERS)
    assert not refusal.allowed
    assert "« Collaborateur »" in refusal.reason
    assert "El Amrani" in refusal.reason
    assert "Hermans" in refusal.reason
    assert "Collignon" not in refusal.reason


def test_of_many_people_some_are_named_and_all_are_counted(company):
    for letter in "ABCDEF":
        MembershipFactory(
            enterprise=company.enterprise, user=PersonFactory(first_name=letter, last_name="Adam")
        )
    reason = explain(company.acting(company.colleague), Permission.SUBMIT_DOSSIERS).reason
    assert "7 personnes de votre entreprise peuvent le faire, par exemple A Adam, B Adam" in reason
    assert "E Adam." in reason
    assert "F Adam" not in reason


def test_gap_without_role_learns_who_has_the_right(company):
    refusal = explain(company.acting(company.gap), Permission.READ_DOSSIERS)
    assert not refusal.allowed
    assert "La gestion des accès ne donne pas ce droit" in refusal.reason
    assert "El Amrani" in refusal.reason


def test_owner_learns_that_the_gap_manages_members(company):
    refusal = explain(company.acting(company.owner), Permission.MANAGE_MEMBERS)
    assert not refusal.allowed
    assert "Hermans" in refusal.reason
    assert "représentant légal" in refusal.reason


def test_vacancy_is_said_with_its_way_out(company):
    leave_vacant(company.enterprise)
    refusal = explain(company.acting(company.reader), Permission.SUBMIT_DOSSIERS)
    assert "n’a pas de gestionnaire d’accès" in refusal.reason
    assert "Hermans" not in refusal.reason


def test_citizen_space_has_no_members_to_see():
    person = PersonFactory()
    refusal = explain(Actor(user=person, space=Space(user=person)), Permission.SEE_MEMBERS)
    assert not refusal.allowed
    assert "il n’a pas de membres" in refusal.reason


def test_right_here_is_no_right_on_another_enterprise(company):
    owner = company.acting(company.owner)
    assert explain(owner, Permission.SEE_MEMBERS, company.enterprise).allowed
    for elsewhere in (EnterpriseFactory(), MembershipFactory()):
        refusal = explain(owner, Permission.SEE_MEMBERS, elsewhere)
        assert not refusal.allowed
        assert "espace où vous êtes" in refusal.reason


def test_nobody_changes_their_own_rights(company):
    gap = company.acting(company.gap)
    assert explain(gap, Permission.MANAGE_MEMBERS, Membership.objects.get(user=company.owner)).allowed
    own = MembershipFactory(enterprise=company.enterprise, user=company.gap)
    refusal = explain(gap, Permission.MANAGE_MEMBERS, own)
    assert not refusal.allowed
    assert "vos propres droits" in refusal.reason
