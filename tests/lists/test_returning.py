"""What is done with one row of a list leads back to the page, filters and words it was read with."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from enterprises.models import Membership
from tests.enterprises.conftest import company
from tests.lists.factories import many_members
from tests.support.client import force_sign_in
from tests.support.pages import parse

__all__ = ["company"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def third_page(client, company):
    many_members(company.enterprise, 60)
    force_sign_in(client, company.gap)
    address = reverse("enterprises:members", kwargs={"space": company.enterprise.number})
    found = client.post(reverse("lists:search"), {"words": "exemple", "next": address, "place": ""})
    return f"{found['Location']}&membres=3"


def link_to(page, act: str) -> str:
    links = parse(page.content.decode()).findall(".//main//a")
    return next(link.get("href") for link in links if f"/{act}/" in link.get("href"))


def test_an_access_ended_on_the_third_page_leads_back_to_it(client, third_page):
    end = link_to(client.get(third_page), "terminer")
    page = client.get(end)
    assert third_page in [link.get("href") for link in parse(page.content.decode()).iter("a")]
    answer = client.post(end, {"reason": "A quitté l’entreprise"})
    assert answer["Location"] == third_page
    assert Membership.objects.exclude(ended_at=None).count() == 1


def test_a_mistake_on_the_way_does_not_lose_the_way_back(client, third_page):
    change = link_to(client.get(third_page), "modifier")
    assert client.post(change, {"role": "lecteur", "ends_on": "2020-01-01"}).status_code == 422
    until = (timezone.localdate() + timedelta(days=90)).isoformat()
    answer = client.post(change, {"role": "collaborateur", "ends_on": until, "reason": "Essai"})
    assert answer["Location"] == third_page


@pytest.mark.parametrize(
    "hostile",
    ["//evil.example", "https://evil.example/", "&" * 9000, "%0d%0aSet-Cookie:a", "a" * 501, "é=%C3%A9"],
)
def test_the_way_back_is_always_the_list(client, third_page, hostile):
    end = urlsplit(link_to(client.get(third_page), "terminer"))
    answer = client.post(f"{end.path}", {"reason": "Parti"}, query_params={"liste": hostile})
    assert answer.status_code == 302
    assert urlsplit(answer["Location"]).netloc == ""
    assert urlsplit(answer["Location"]).path == urlsplit(third_page).path
