"""The choice of spaces, the help to get one and the members page, as people meet them."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from enterprises.models import Membership
from enterprises.rights.permissions import PERMISSION_LABELS, Role
from monespace.common.identifiers import format_bce
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import (
    GapDesignationFactory,
    MembershipFactory,
    bce_number,
    leave_vacant,
)
from tests.support.factories import PersonFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

SPACES = "/espaces/"
HELP = "/espaces/mon-entreprise/"


def members_url(company):
    return f"/espace/{company.enterprise.number}/membres/"


def get(client, url, status=200, **query):
    response = client.get(url, query)
    assert response.status_code == status
    return response.content.decode()


def links(html):
    return {link.get("href"): "".join(link.itertext()).strip() for link in parse(html).iter("a")}


def rows(html):
    """Return the rows of the lists as they are read aloud, term then description."""
    return [" ".join(" ".join(row.itertext()).split()) for row in parse(html).findall(".//dl/div")]


def test_names_lead_to_these_addresses():
    assert reverse("enterprises:spaces") == SPACES
    assert reverse("enterprises:access_help") == HELP
    assert reverse("enterprises:members", kwargs={"space": "1999990144"}) == "/espace/1999990144/membres/"


def test_anonymous_visitor_signs_in_first_and_reads_the_help_without(client):
    for url in (SPACES, "/espace/1999990144/membres/"):
        response = client.get(url)
        assert response.status_code == 302
        assert response["Location"] == f"/connexion/?next={url}"
    assert "gestionnaire d’accès principal" in get(client, HELP)


def test_spaces_show_the_citizen_space_and_a_card_for_each_enterprise(client, company):
    force_sign_in(client, company.owner)
    html = get(client, SPACES)
    assert links(html)["/espace/citoyen/"] == "Espace Citoyen"
    assert links(html)[f"/espace/{company.enterprise.number}/"] == "Boulangerie Lemaire SRL"
    assert f"BCE {format_bce(company.enterprise.number)}" in html
    assert "Propriétaire" in html
    assert HELP in links(html)


def test_gap_without_role_is_led_to_the_members(client, company):
    force_sign_in(client, company.gap)
    html = get(client, SPACES)
    assert links(html)[members_url(company)] == "Boulangerie Lemaire SRL"
    assert "Gestionnaire d’accès principal" in html


def test_person_without_enterprise_is_led_to_the_procedure(client):
    force_sign_in(client, PersonFactory())
    html = get(client, SPACES)
    assert "Vous n’avez pas encore accès" in html
    assert links(html)[HELP] == "Mon entreprise n’apparaît pas"


@pytest.mark.parametrize(("enterprises", "searchable"), [(12, False), (13, True)])
def test_search_is_offered_to_who_has_more_enterprises_than_a_page_holds(client, enterprises, searchable):
    person = force_sign_in(client, PersonFactory())
    for rank in range(enterprises):
        MembershipFactory(user=person, enterprise__name=f"Société {rank}")
    assert ('type="search"' in get(client, SPACES)) == searchable


def test_search_keeps_matching_enterprises_and_says_when_there_is_none(client):
    person = force_sign_in(client, PersonFactory())
    for rank in range(9):
        number = bce_number(4000 + rank)  # each holds a 4
        MembershipFactory(user=person, enterprise__name=f"Société {rank}", enterprise__number=number)

    def search(words):
        answer = client.post(reverse("lists:search"), {"words": words, "next": SPACES}, follow=True)
        return answer.content.decode()

    html = search("societe 4")
    assert "Société 4" in html
    assert "Société 5" not in html
    assert "Société 4" in search("4")
    assert "Société 5" not in search("4")
    assert "Société 5" in search("1990.400")
    nothing = search("<b>boucherie")
    assert "Société" not in nothing
    assert "&lt;b&gt;boucherie" in nothing
    assert "Société 5" in get(client, SPACES)


def test_spaces_cost_few_queries_whatever_their_number(client, django_assert_max_num_queries):
    person = force_sign_in(client, PersonFactory())
    for _ in range(12):
        MembershipFactory(user=person)
    with django_assert_max_num_queries(4):
        get(client, SPACES)


@pytest.mark.parametrize("who", ["owner", "colleague", "reader", "gap"])
def test_everybody_of_the_enterprise_sees_its_members(client, company, who):
    force_sign_in(client, getattr(company, who))
    html = get(client, members_url(company))
    lines = rows(html)
    owner = next(line for line in lines if company.owner.display_name in line)
    assert "Propriétaire" in owner
    gap = next(line for line in lines if company.gap.display_name in line)
    assert "GAP" in gap
    assert "sans rôle" in gap
    assert ("(vous)" in gap) == (who == "gap")


def test_members_page_prints_the_rights_table(client, company):
    force_sign_in(client, company.reader)
    lines = rows(get(client, members_url(company)))
    for permission, holders in [
        ("dossiers.read", "Propriétaire, Collaborateur, Lecteur"),
        ("dossiers.submit", "Propriétaire"),
        ("members.manage", "Gestionnaire d’accès (GAP)"),
    ]:
        assert f"{PERMISSION_LABELS[permission]} {holders}" in lines


def test_members_page_leaves_out_ended_accesses_and_other_enterprises(client, company):
    Membership.objects.filter(user=company.reader).update(ended_at=timezone.now(), end_reason="départ")
    elsewhere = MembershipFactory(user__last_name="Ailleurs")
    GapDesignationFactory(enterprise=elsewhere.enterprise)
    force_sign_in(client, company.owner)
    html = get(client, members_url(company))
    assert company.colleague.display_name in html
    assert company.reader.display_name not in html
    assert "Ailleurs" not in html


def test_vacancy_is_said_with_its_way_out(client, company):
    force_sign_in(client, company.reader)
    assert "Plus personne ne gère" not in get(client, members_url(company))
    leave_vacant(company.enterprise)
    html = get(client, members_url(company))
    assert "Plus personne ne gère les accès de cette entreprise." in html
    assert f"/espaces/mon-entreprise/representant/?numero={company.enterprise.number}" in links(html)


def test_stranger_and_citizen_space_get_404_and_former_member_the_reason(client, company):
    force_sign_in(client, PersonFactory())
    get(client, members_url(company), status=404)
    get(client, "/espace/citoyen/membres/", status=404)
    force_sign_in(client, company.reader)
    get(client, members_url(company))
    Membership.objects.filter(user=company.reader).update(ended_at=timezone.now(), end_reason="départ")
    assert "a pris fin" in get(client, members_url(company), status=403)


def test_pages_only_read(client, company):
    force_sign_in(client, company.owner)
    for url in (SPACES, HELP, members_url(company)):
        assert client.post(url).status_code == 405


def test_members_cost_few_queries_whatever_their_number(client, company, django_assert_max_num_queries):
    force_sign_in(client, company.owner)
    for _ in range(12):
        MembershipFactory(enterprise=company.enterprise, role=Role.LECTEUR)
    with django_assert_max_num_queries(6):
        get(client, members_url(company))
