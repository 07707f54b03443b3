"""An establishment is chosen from a list while it is short; of hundreds, it is named."""

from __future__ import annotations

import pytest
from django.urls import reverse

from enterprises.models import Establishment, Membership
from tests.enterprises.conftest import company
from tests.enterprises.invitations import in_days
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.pages import parse

__all__ = ["company"]

pytestmark = pytest.mark.django_db


def establishment_number(rank: int) -> str:
    first = 20_000_000 + rank
    return f"{first}{97 - first % 97:02}"


def open_places(company, many):
    return Establishment.objects.bulk_create(
        Establishment(
            enterprise=company.enterprise, number=establishment_number(rank), name=f"Atelier {rank:03} Liège"
        )
        for rank in range(1, many + 1)
    )


@pytest.fixture
def change(client, company):
    force_sign_in(client, company.gap)
    access = Membership.objects.get(user=company.reader)
    number = company.enterprise.number
    address = reverse("enterprises:change_access", kwargs={"space": number, "membership_id": access.pk})

    def post(place):
        wanted = {
            "role": "lecteur",
            "ends_on": in_days(90).isoformat(),
            "reason": "Essai",
            "establishment": place,
        }
        return client.post(address, wanted)

    post.address = address
    return post


def place_of(company):
    return Membership.objects.get(user=company.reader, ended_at=None).establishment


def test_twenty_are_a_list_and_more_are_typed(client, company, change):
    open_places(company, 20)
    page = parse(client.get(change.address).content.decode())
    assert len(page.findall(".//select[@name='establishment']/option")) == 21
    open_places_more = Establishment(
        enterprise=company.enterprise, number=establishment_number(999), name="Dépôt"
    )
    open_places_more.save()
    page = parse(client.get(change.address).content.decode())
    assert page.find(".//select[@name='establishment']") is None
    assert page.find(".//input[@name='establishment']").get("list") == page.find(".//datalist").get("id")


@pytest.mark.parametrize(
    "typed",
    [
        "Atelier 123 Liège",
        "atelier 123 liege",
        "{number}",
        "{dotted}",
        "Atelier 123 Liège – {dotted}",
    ],
)
def test_a_name_or_a_number_means_the_one_it_means(company, change, typed):
    place = open_places(company, 500)[122]
    dotted = f"{place.number[0]}.{place.number[1:4]}.{place.number[4:7]}.{place.number[7:]}"
    assert change(typed.format(number=place.number, dotted=dotted)).status_code == 302
    assert place_of(company) == place


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Namur", "n’a pas d’établissement"),
        ("Liège", "500 établissements s’appellent ainsi"),
        ("Atelier 12", "s’appellent ainsi"),
        ("2", "ainsi"),
    ],
)
def test_what_means_none_or_several_changes_nothing_and_is_kept(company, change, typed, said):
    open_places(company, 500)
    response = change(typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert f'value="{typed}"' in page
    assert place_of(company) is None


def test_nothing_typed_is_the_whole_enterprise_and_what_was_chosen_is_shown(client, company, change):
    place = open_places(company, 30)[6]
    assert change("").status_code == 302
    assert place_of(company) is None
    access = MembershipFactory(enterprise=company.enterprise, establishment=place)
    kwargs = {"space": company.enterprise.number, "membership_id": access.pk}
    page = client.get(reverse("enterprises:change_access", kwargs=kwargs)).content.decode()
    assert 'value="Atelier 007 Liège – ' in page
