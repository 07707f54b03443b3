"""A company whose dossiers differ in all that they are filtered by, and its table as somebody reads it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.states import State
from enterprises.models import Establishment
from tests.filling.factories import publish
from tests.submission.factories import DraftFactory, SentDossierFactory
from tests.support.client import force_sign_in
from tests.support.pages import parse

BRUSSELS = ZoneInfo("Europe/Brussels")


class Table:
    """The page as somebody reads it."""

    def __init__(self, client, company, person):
        self.client, self.company = client, company
        self.address = reverse("dossiers:list", kwargs={"space": company.enterprise.number})
        force_sign_in(client, person)

    def read(self, **query):
        response = self.client.get(self.address, query)
        assert response.status_code == 200
        self.html = response.content.decode()
        self.root = parse(self.html)
        return self

    def meant(self, name, value) -> str:
        """Return what the address holds for a person of the company, or one of its establishments."""
        if name == "par":
            return str(getattr(self.company, value).pk)
        if name == "etablissement":
            return str(self.company.enterprise.establishments.order_by("name")[value].pk)
        return value

    @property
    def ids(self) -> list[str]:
        """The dossiers in the order shown."""
        links = [row.find("th/a").get("href") for row in self.root.findall(".//main//tbody/tr")]
        return [link.split("/dossiers/")[1].strip("/") for link in links]

    @property
    def text(self) -> str:
        return " ".join("".join(self.root.find(".//main").itertext()).split())

    def options(self, name):
        return [
            one.get("value")
            for one in self.root.findall(f".//select[@name='{name}']/option")
            if one.get("value")
        ]

    def chips(self):
        return [
            (" ".join("".join(link.itertext()).split()), link.get("href"))
            for link in self.root.findall(".//ul[@class='chips']/li/a")
        ]


def noon(month, day):
    return datetime(2026, month, day, 12, tzinfo=BRUSSELS)


@pytest.fixture
def places(company):
    numbers = ("2999990142", "2999990241")
    return [
        Establishment.objects.create(enterprise=company.enterprise, number=number, name=name)
        for number, name in zip(numbers, ("Atelier Liège", "Dépôt Namur"), strict=True)
    ]


@pytest.fixture
def scene(company, places):
    """Four dossiers that differ in all that can be filtered by, and one of another enterprise."""
    bike, jobs = publish(slug="velo", audience="both"), publish(slug="emploi", audience="enterprise")
    here = {"owner_user": None, "owner_enterprise": company.enterprise}
    made = {
        "old": SentDossierFactory(
            **here, demarche_version=bike, created_by=company.colleague, sent_by=company.owner,
            submitted_at=noon(1, 10), establishment=places[0],
        ),
        "new": SentDossierFactory(
            **here, demarche_version=jobs, created_by=company.owner, submitted_at=noon(5, 20),
            establishment=places[1], state=State.ACTION_NEEDED,
        ),
        "refused": SentDossierFactory(
            **here, demarche_version=jobs, created_by=company.colleague, submitted_at=noon(3, 1),
            state=State.REFUSED,
        ),
        "draft": DraftFactory(**here, demarche_version=bike, created_by=company.colleague),
    }  # fmt: skip
    for age, dossier in enumerate(made.values()):
        Dossier.objects.filter(pk=dossier.pk).update(updated_at=noon(6, 20) - timedelta(days=age))
    SentDossierFactory(demarche_version=bike, submitted_at=noon(1, 10))
    return {name: str(dossier.pk) for name, dossier in made.items()}


def names(scene, table):
    return [next(name for name, pk in scene.items() if pk == one) for one in table.ids]


@pytest.fixture
def table(client, company, scene):
    return Table(client, company, company.owner)
