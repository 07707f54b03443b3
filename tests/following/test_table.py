"""A company's dossiers as a table: each filter alone and with others, in order, within one's reach."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from tests.enterprises.conftest import company
from tests.following.tables import BRUSSELS, Table, names, places, scene, table
from tests.lists.factories import many_dossiers

__all__ = ["company", "places", "scene", "table"]

pytestmark = pytest.mark.django_db


def test_everything_stands_there_with_who_sent_it_and_where(table, scene, company, places):
    table.read()
    assert names(scene, table) == ["old", "new", "refused", "draft"]
    first = " ".join("".join(table.root.find(".//main//tbody/tr").itertext()).split())
    for shown in (company.owner.display_name, "Atelier Liège", "10/01/2026", "Envoyé"):
        assert shown in first
    assert company.colleague.display_name not in first
    assert "4 dossiers" in table.text
    headings = [
        "Démarche",
        "Référence",
        "État",
        "Envoyé le",
        "Par",
        "Décision au plus tard le",
        "Établissement",
    ]
    assert ["".join(one.itertext()) for one in table.root.findall(".//thead//th")] == headings
    assert company.enterprise.name in "".join(table.root.find(".//caption").itertext())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"etat": "a-faire"}, ["new"]),
        ({"etat": "brouillons"}, ["draft"]),
        ({"etat": "decides"}, ["refused"]),
        ({"etat": "refuses"}, ["refused"]),
        ({"etat": "en-cours"}, ["old"]),
        ({"etat": "retires"}, []),
        ({"demarche": "velo"}, ["old", "draft"]),
        ({"demarche": "emploi"}, ["new", "refused"]),
        ({"par": "owner"}, ["old", "new"]),
        ({"par": "colleague"}, ["refused", "draft"]),
        ({"etablissement": 1}, ["new"]),
        ({"du": "2026-03-01"}, ["new", "refused"]),
        ({"au": "2026-03-01"}, ["old", "refused"]),
        ({"du": "2026-01-11", "au": "2026-04-30"}, ["refused"]),
        ({"du": "1 mars 2026", "au": "1/3/2026"}, ["refused"]),
        ({"demarche": "emploi", "par": "owner", "du": "2026-05-01", "etablissement": 1}, ["new"]),
        ({"demarche": "velo", "par": "colleague"}, ["draft"]),
        ({"tri": "-envoi"}, ["new", "refused", "old", "draft"]),
        ({"tri": "envoi"}, ["old", "refused", "new", "draft"]),
        ({"tri": "envoi", "demarche": "emploi"}, ["refused", "new"]),
        ({"tri": "etat"}, ["new", "draft", "refused", "old"]),
    ],
)  # fmt: skip
def test_filters_alone_together_and_in_order(table, scene, query, found):
    table.read(**{name: table.meant(name, value) for name, value in query.items()})
    assert names(scene, table) == found
    assert ("Aucun dossier ne correspond" in table.text) is (not found)


@pytest.mark.parametrize("moment", ["2026-05-20T00:00", "2026-05-20T23:59:59"])
def test_a_day_of_the_period_is_a_whole_day_in_belgium(table, scene, moment):
    sent = datetime.fromisoformat(moment).replace(tzinfo=BRUSSELS)
    Dossier.objects.filter(pk=scene["new"]).update(submitted_at=sent)
    assert names(scene, table.read(du="2026-05-20", au="2026-05-20")) == ["new"]
    assert table.read(du="2026-05-21").ids == []
    assert names(scene, table.read(au="2026-05-19")) == ["old", "refused"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"du": "32/13/2026"}, "Envoyé à partir du"),
        ({"du": "2026-05-20", "au": "2026-05-01"}, "Ce jour est avant le premier jour de la période."),
        ({"par": "7b0e1b52-0000-4000-8000-000000000000"}, "Sélectionnez un choix valide"),
        ({"demarche": "passeport"}, "Sélectionnez un choix valide"),
        ({"tri": "nom"}, "Sélectionnez un choix valide"),
    ],
)
def test_what_cannot_be_filtered_by_is_said_and_the_rest_still_counts(table, scene, query, said):
    table.read(etat="refuses", **query)
    assert "Il y a un problème" in table.text
    assert said in table.text or "date" in table.text
    assert table.root.find(".//title").text.startswith("Erreur")
    typed = [one.get("value") for one in table.root.findall(".//input") if one.get("name") in query]
    assert typed == [query[name] for name in ("du", "au") if name in query]
    assert set(names(scene, table)) <= {"refused"}


def test_each_filter_is_taken_away_alone_and_all_at_once(table, scene, company):
    query = {"demarche": "emploi", "par": str(company.owner.pk), "du": "2026-02-01", "tri": "envoi"}
    chips = table.read(**query).chips()
    assert [label for label, _url in chips] == [
        "Retirer le filtre Démarche : Démarche d’essai",
        f"Retirer le filtre Envoyé ou commencé par : {company.owner.display_name}",
        "Retirer le filtre Envoyé à partir du : 1er février 2026",
        "Tout retirer",
    ]
    for name, (_label, url) in zip(("demarche", "par", "du"), chips, strict=False):
        left = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
        assert left == {key: value for key, value in query.items() if key != name}
    assert names(scene, table.read(**{k: v for k, v in query.items() if k != "par"})) == ["refused", "new"]
    assert chips[-1][1] == table.address


def test_filters_stay_from_page_to_page_with_words_and_order(client, company):
    many_dossiers(company.enterprise, company.owner, 45)
    table = Table(client, company, company.owner)
    table.read(etat="a-faire", tri="-envoi", page="2")
    assert "21 à 40 sur 45" in table.text
    [link] = table.root.findall(".//a[@rel='next']")
    assert parse_qs(urlsplit(link.get("href")).query) == {
        "etat": ["a-faire"],
        "tri": ["-envoi"],
        "page": ["3"],
    }
    meant = Dossier.objects.first()
    found = client.post(reverse("lists:search"), {"words": meant.reference, "next": link.get("href")})[
        "Location"
    ]
    table.read(**{key: values[0] for key, values in parse_qs(urlsplit(found).query).items()})
    assert table.ids == [str(meant.pk)]
    hidden = table.root.find(".//form[@class='filters__form']/input[@name='q']")
    assert hidden.get("value") == parse_qs(urlsplit(found).query)["q"][0]
    assert meant.reference not in found


def test_the_headings_put_in_order_and_say_so(table):
    table.read(demarche="velo")
    by_state, by_day = table.root.findall(".//thead//a")
    assert parse_qs(urlsplit(by_day.get("href")).query) == {"demarche": ["velo"], "tri": ["-envoi"]}
    assert not table.root.findall(".//th[@aria-sort]")
    table.read(tri="-envoi")
    assert table.root.find(".//th[@aria-sort]").get("aria-sort") == "descending"
    assert table.root.findall(".//thead//a")[1].get("href").endswith("?tri=envoi")
    table.read(tri="etat")
    assert table.root.find(".//th[@aria-sort]").get("aria-sort") == "ascending"
    assert table.root.findall(".//thead//a")[0].get("href") == table.address
    assert by_state is not None
