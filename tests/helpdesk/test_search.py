"""Dossiers are found by reference, numbers and names, and by nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers.models import Dossier
from helpdesk.dossiers import search
from helpdesk.dossiers.lookup import Kind, Lookup, recognise
from helpdesk.dossiers.search import PER_PAGE, find
from tests.support.enterprise_factories import EnterpriseFactory
from tests.support.factories import PersonFactory


def found(text, page=1):
    return find(recognise(text), page).dossiers


def test_a_dossier_is_found_by_its_reference(sent, draft):
    assert find(Lookup(Kind.REFERENCE, sent.reference)).dossiers == [sent]


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

    assert found("éloïse")[0].title == "Prime vélo"
    with override("de"):
        assert found("éloïse")[0].title == "Fahrradprämie"
    with override("en"):
        assert found("éloïse")[0].title == "Prime vélo"


def begun_by(version, *people):
    return Dossier.objects.bulk_create(
        Dossier(
            demarche_version=version,
            owner_user=person,
            created_by=person,
            language="fr",
            updated_at=timezone.now() + timedelta(minutes=place),
        )
        for place, person in enumerate(people)
    )


def changed_latest_first():
    return list(Dossier.objects.order_by("-updated_at"))


def test_a_search_takes_few_queries_and_goes_on_page_after_page(version, django_assert_max_num_queries):
    person = PersonFactory(last_name="Beaucoup")
    begun_by(version, *[person] * (PER_PAGE + 5))
    with django_assert_max_num_queries(7):
        first = find(recognise("beaucoup"))
    assert {row.owner_user.last_name for row in first.dossiers} == {"Beaucoup"}
    last = find(recognise("beaucoup"), first.next_page)
    assert [*first.dossiers, *last.dossiers] == changed_latest_first()
    assert (first.first, first.last, last.first, last.last) == (1, PER_PAGE, PER_PAGE + 1, PER_PAGE + 5)
    assert (first.total, first.has_more, last.total, last.next_page) == (PER_PAGE + 5, False, PER_PAGE + 5, 0)


@pytest.mark.parametrize("many", [1, PER_PAGE - 1, PER_PAGE, PER_PAGE + 1])
def test_as_many_are_said_as_there_are_whether_they_fill_a_page_or_not(version, many):
    begun_by(version, *[PersonFactory(last_name="Beaucoup")] * many)
    for page in (1, 2, 20):
        there = find(recognise("beaucoup"), page)
        assert (there.total, there.has_more) == (many, False)
        assert there.last == min(there.page * PER_PAGE, many)
        assert there.page == (2 if page > 1 and many > PER_PAGE else 1)


def test_a_page_beyond_the_last_is_the_last(version):
    begun_by(version, PersonFactory(last_name="Beaucoup"))
    assert find(recognise("beaucoup"), 20).page == 1


@pytest.mark.parametrize("name", [("Marie-Élise", "Lefèvre"), ("Noémie", "Van den Berghe"), ("", "Sœur")])
def test_of_many_namesakes_the_latest_dossiers_come_first_and_all_are_counted(version, name):
    first_name, last_name = name
    people = [PersonFactory(first_name=first_name, last_name=last_name) for _ in range(PER_PAGE * 2 + 1)]
    begun_by(version, *people)
    begun_by(version, PersonFactory(last_name="Lef"))
    pages = [find(recognise(f"{first_name} {last_name}"), page) for page in (1, 2, 3)]
    shown = [dossier for page in pages for dossier in page.dossiers]
    assert shown == [one for one in changed_latest_first() if one.owner_user.last_name == last_name]
    assert {page.total for page in pages} == {PER_PAGE * 2 + 1}


def test_what_was_begun_for_an_enterprise_and_what_is_ones_own_are_counted_once(sent, draft):
    both = find(recognise("Sœur-Lefèvre"))
    assert set(both.dossiers) == {sent, draft}
    assert both.total == 2


def test_a_name_that_too_many_people_bear_leaves_their_dossiers_out_and_says_so(version, sent, monkeypatch):
    monkeypatch.setattr(search, "MOST_PEOPLE", 3)
    people = [PersonFactory(first_name=f"Boulangerie{n}", last_name="Martin") for n in range(3)]
    begun = begun_by(version, *people)
    assert set(find(recognise("martin")).dossiers) == set(begun)
    begun_by(version, PersonFactory(first_name="Boulangerie", last_name="Martin"))
    found = find(recognise("boulangerie"))
    assert (found.too_many_people, found.too_many_enterprises) == (True, False)
    assert found.dossiers == [sent]
    assert set(find(recognise("martin boulangerie1")).dossiers) == {begun[1]}


def test_a_name_that_too_many_enterprises_bear_leaves_their_dossiers_out_and_says_so(
    version, sent, monkeypatch
):
    monkeypatch.setattr(search, "MOST_ENTERPRISES", 2)
    EnterpriseFactory(name="Boulangerie Petit")
    assert find(recognise("boulangerie")).dossiers == [sent]
    EnterpriseFactory(name="Boulangerie Grand")
    found = find(recognise("boulangerie"))
    assert (found.too_many_people, found.too_many_enterprises, found.dossiers) == (False, True, [])


def test_no_more_are_counted_than_pages_show(version, monkeypatch):
    monkeypatch.setattr(search, "MOST_SHOWN", 3)
    begun_by(version, *[PersonFactory(last_name="Beaucoup")] * 3)
    exact = find(recognise("beaucoup"))
    assert (exact.total, exact.has_more) == (3, False)
    begun_by(version, PersonFactory(last_name="Beaucoup"))
    found = find(recognise("beaucoup"))
    assert (found.total, found.has_more) == (3, True)
