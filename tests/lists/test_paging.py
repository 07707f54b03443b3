"""One page of a list: which rows, which other pages, and addresses that keep everything else."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from dossiers.models import Demarche
from monespace.lists import paging
from monespace.lists.paging import page_of


def asked(query="", rows=range(1, 921), **options):
    request = RequestFactory().get(f"/liste/{query}")
    request.user = AnonymousUser()
    return page_of(request, rows, **options)


def test_first_page_leads_to_the_next_and_to_the_last():
    page = asked()
    assert page.rows == list(range(1, 21))
    assert (page.first_row, page.last_row, page.total) == (1, 20, 920)
    assert (page.first_url, page.previous_url) == ("", "")
    assert (page.next_url, page.last_url) == ("/liste/?page=2", "/liste/?page=46")


def test_page_in_the_middle_leads_everywhere_and_the_first_has_no_number():
    page = asked("?page=3")
    assert page.rows[0] == 41
    assert (page.first_url, page.previous_url) == ("/liste/", "/liste/?page=2")
    assert asked("?page=2").previous_url == "/liste/"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("46", 46), ("47", 46), ("999999999999", 46), ("9" * 6000, 46),
        ("0", 1), ("-1", 1), ("abc", 1), ("", 1), ("1.5", 1), ("2 ", 1), ("٣", 1), ("²", 1), ("%00", 1),
    ],
)  # fmt: skip
def test_any_number_shows_a_page_there_is(number, shown):
    page = asked(f"?page={number}")
    assert page.number == shown
    assert page.rows


def test_last_page_holds_the_rest():
    page = asked("?page=2", rows=range(25))
    assert (page.first_row, page.last_row, page.next_url, page.last_url) == (21, 25, "", "")


def test_few_rows_need_neither_pages_nor_search():
    page = asked(rows=range(20))
    assert (page.is_split, page.may_search) == (False, False)
    assert asked(rows=[]).rows == []


def test_filters_and_pages_of_other_lists_are_kept():
    page = asked("?etat=a-faire&lecteurs=3&page=2&page=5", parameter="lecteurs")
    assert page.number == 3
    assert page.next_url == "/liste/?etat=a-faire&page=2&page=5&lecteurs=4#lecteurs"


def test_a_list_beside_others_has_a_place():
    assert asked("", parameter="membres").next_url == "/liste/?membres=2#membres"


def test_counting_ends_somewhere_and_says_so(monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 100)
    page = asked("?page=99")
    assert (page.total, page.has_more, page.number) == (100, True, 5)


@pytest.mark.django_db
def test_rows_of_the_database_need_two_statements_and_are_counted_as_far_as_needed(
    monkeypatch, django_assert_num_queries
):
    Demarche.objects.bulk_create(Demarche(slug=f"demarche-{rank:03}") for rank in range(130))
    monkeypatch.setattr(paging, "MOST_COUNTED", 100)
    with django_assert_num_queries(2):
        page = asked("?page=2", Demarche.objects.order_by("slug"))
    assert page.rows[0].slug == "demarche-020"
    assert (page.total, page.has_more) == (100, True)
