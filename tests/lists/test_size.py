"""Pages of a large enterprise: short, and as many statements as for a small one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import Dossier
from enterprises.models import Enterprise, Invitation
from enterprises.rights.permissions import Role
from tests.enterprises.conftest import company
from tests.lists.factories import many_dossiers, many_members
from tests.submission.factories import SentDossierFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory, InvitationFactory, MembershipFactory
from tests.support.pages import parse

__all__ = ["company"]

pytestmark = pytest.mark.django_db

DOSSIERS, MEMBERS = 13_000, 205
LARGEST_PAGE = 60_000  # characters


def read(client, name, query="", **kwargs):
    with CaptureQueriesContext(connection) as statements:
        response = client.get(f"{reverse(name, kwargs=kwargs)}{query}")
    assert response.status_code == 200
    return response.content.decode(), len(statements)


def cards(page: str) -> int:
    return len(parse(page).findall(".//main//li[@class='card']"))


def rows(page: str) -> int:
    return len(parse(page).findall(".//main//tbody/tr"))


def test_dossiers(client, company):
    space = company.enterprise.number
    many_dossiers(company.enterprise, company.owner, 50)
    force_sign_in(client, company.owner)
    for name in ("dossiers:dashboard", "dossiers:list"):
        read(client, name, space=space)  # what each process reads once
    few = {name: read(client, name, space=space)[1] for name in ("dossiers:dashboard", "dossiers:list")}
    many_dossiers(company.enterprise, company.owner, DOSSIERS)
    page, statements = read(client, "dossiers:dashboard", space=space)
    assert "13 050 dossiers qui attendent" in " ".join(page.split()).replace("\u202f", " ").replace(
        "\xa0", " "
    )
    assert cards(page) == 6
    assert statements == few["dossiers:dashboard"] <= 12
    for query in ("", "?page=300", "?page=99999", "?etat=a-faire&page=2"):
        page, statements = read(client, "dossiers:list", query, space=space)
        assert 0 < rows(page) <= 20
        assert statements == few["dossiers:list"] <= 12
        assert len(page) < LARGEST_PAGE


def test_dossiers_are_found_by_reference_however_it_is_typed(client, company):
    many_dossiers(company.enterprise, company.owner, 60)
    meant = Dossier.objects.order_by("?").first()
    force_sign_in(client, company.owner)
    address = reverse("dossiers:list", kwargs={"space": company.enterprise.number})
    for typed in (
        meant.reference,
        meant.reference.lower(),
        meant.reference.replace("-", " "),
        meant.reference[3:12],
    ):
        found = client.post(reverse("lists:search"), {"words": typed, "next": address})["Location"]
        page = client.get(found).content.decode()
        assert rows(page) == 1
        assert meant.reference in page


def test_members_readers_and_history(client, company):
    dossier = SentDossierFactory(
        owner_user=None, owner_enterprise=company.enterprise, created_by=company.owner
    )
    space = company.enterprise.number
    pages = {
        "enterprises:members": {}, "enterprises:history": {}, "dossiers:detail": {"dossier_id": dossier.pk},
        "enterprises:gap": {}, "enterprises:mandates": {},
    }  # fmt: skip
    MembershipFactory(enterprise=company.enterprise, user=company.gap, role=Role.LECTEUR)
    force_sign_in(client, company.gap)
    for name, more in pages.items():
        read(client, name, space=space, **more)
    few = {name: read(client, name, space=space, **more)[1] for name, more in pages.items()}
    many_members(company.enterprise, MEMBERS)
    for rank in range(30):
        InvitationFactory(enterprise=company.enterprise, created_by=company.gap, email=f"i{rank}@exemple.be")
    for name, more in pages.items():
        page, statements = read(client, name, space=space, **more)
        assert statements == few[name] <= 16, name
        assert len(page) < LARGEST_PAGE, name
    page, _ = read(client, "enterprises:members", space=space)
    assert "1 à 20 sur 209" in page
    assert "1 à 5 sur 30" in page
    assert Invitation.objects.count() == 30
    page, _ = read(client, "dossiers:detail", space=space, **pages["dossiers:detail"])
    assert "1 à 20 sur" in page


def test_an_accountant_with_300_enterprises(client, company):
    Enterprise.objects.bulk_create(EnterpriseFactory.build() for _rank in range(300))
    person = company.owner
    for enterprise in Enterprise.objects.exclude(pk=company.enterprise.pk):
        MembershipFactory(enterprise=enterprise, user=person)
    force_sign_in(client, person)
    page, statements = read(client, "enterprises:spaces")
    assert "1 à 12 sur 301" in page
    assert statements <= 8
    found = client.post(reverse("lists:search"), {"words": "lemaire", "next": reverse("enterprises:spaces")})
    page = client.get(found["Location"]).content.decode()
    assert "1 résultat" in page
    assert "Boulangerie Lemaire" in page
