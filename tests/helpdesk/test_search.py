"""Dossiers are found by reference, numbers and names, and by nothing else."""

from __future__ import annotations

import pytest

from dossiers.models import Dossier
from helpdesk.lookup import Kind, Lookup, recognise
from helpdesk.search import MOST_RESULTS, find
from tests.support.enterprise_factories import EnterpriseFactory
from tests.support.factories import PersonFactory


def found(text):
    return find(recognise(text))


def test_a_dossier_is_found_by_its_reference(sent, draft):
    assert find(Lookup(Kind.REFERENCE, sent.reference)) == [sent]


@pytest.mark.parametrize("text", ["éloïse", "SOEUR", "lefevre éloïse", "lef", "Sœur-Lefèvre"])
def test_a_dossier_is_found_by_the_name_of_its_person(draft, text):
    assert found(text) == [draft]


@pytest.mark.parametrize("text", ["boulangerie", "épi or", "EPI", "l’épi d’or srl"])
def test_a_dossier_is_found_by_the_name_of_its_enterprise(sent, text):
    assert found(text) == [sent]


@pytest.mark.parametrize("text", ["langerie", "lefevre martin", "' | boulangerie", "boulangerie & !srl"])
def test_a_name_is_words_from_their_beginning_and_no_query(sent, text):
    assert found("boulangerie") == [sent]
    expected = [] if "boulangerie" not in text else [sent]
    assert found(text) == expected


def test_a_dossier_is_found_by_the_bce_number_of_its_enterprise(sent):
    assert found(sent.owner_enterprise.number) == [sent]
    assert found(EnterpriseFactory().number) == []


def test_dossiers_are_found_by_the_national_number_of_their_person(sent, draft, number):
    assert set(found(number)) == {sent, draft}


def test_rows_show_the_title_in_the_agents_language(draft, settings):
    from django.utils.translation import override

    assert found("éloïse")[0].demarche_title == "Prime vélo"
    with override("de"):
        assert found("éloïse")[0].demarche_title == "Fahrradprämie"
    with override("en"):
        assert found("éloïse")[0].demarche_title == "Prime vélo"


def test_a_search_takes_few_queries_and_stops_at_the_limit(version, django_assert_max_num_queries):
    person = PersonFactory(last_name="Beaucoup")
    Dossier.objects.bulk_create(
        Dossier(demarche_version=version, owner_user=person, created_by=person, language="fr")
        for _ in range(MOST_RESULTS + 5)
    )
    with django_assert_max_num_queries(5):
        rows = found("beaucoup")
        assert {row.owner_user.last_name for row in rows} == {"Beaucoup"}
    assert len(rows) == MOST_RESULTS + 1
