"""Words searched in a list: posted, sealed in the address for who typed them, understood nowhere else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from monespace.common.crypto import encrypt
from monespace.lists.words import LONGEST_WORDS, WORDS
from tests.enterprises.conftest import company
from tests.lists.factories import many_members
from tests.support.client import force_sign_in
from tests.support.pages import parse

__all__ = ["company"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def members(client, company):
    many_members(company.enterprise, 60)
    force_sign_in(client, company.gap)
    return reverse("enterprises:members", kwargs={"space": company.enterprise.number})


def searched(client, words, address, place="membres"):
    return client.post(reverse("lists:search"), {"words": words, "next": address, "place": place})


def names_on(page: str) -> list[str]:
    rows = parse(page).findall(".//dl[@class='definition-list definition-list--dense']//dt")
    return [" ".join(row.text.split()) for row in rows]


def test_words_find_and_stand_nowhere_in_the_address(client, members):
    answer = searched(client, "exemple membre0042", members)
    assert "0042" not in answer["Location"].partition("?")[2]  # an enterprise may have it in its number
    assert answer["Location"].endswith("#membres")
    page = client.get(answer["Location"]).content.decode()
    assert names_on(page) == ["Membre0042 Exemple"]
    assert "1 résultat pour" in page
    assert 'value="exemple membre0042"' in page


@pytest.mark.parametrize("words", ["ÉXEMPLE", "  exemple\t", "exem", "Exemple\u202e"])
def test_accents_capitals_and_what_nobody_sees_do_not_matter(client, members, words):
    address = searched(client, words, members)["Location"]
    page = client.get(address).content.decode()
    assert len(names_on(page)) == 20
    assert "60 résultats" in page


def test_pages_of_what_was_found_keep_the_words_and_another_language_too(client, members):
    address = searched(client, "exemple", members)["Location"]
    page = parse(client.get(address).content.decode())
    following = page.find(".//nav[@class='pages']//a[@rel='next']").get("href")
    shown = client.get(following).content.decode()
    assert "21 à 40 sur 60" in shown
    assert 'value="exemple"' in shown
    here = parse(shown).find(".//header//input[@name='next']").get("value")
    switched = client.post(reverse("accounts:set_language"), {"next": here, "page_language": "nl"})
    page = client.get(switched["Location"]).content.decode()
    assert names_on(page) == names_on(shown)
    assert 'lang="nl"' in page


def test_no_words_show_the_whole_list_again(client, members):
    address = searched(client, "exemple", members)["Location"]
    assert searched(client, " \u200b ", address)["Location"] == f"{members}#membres"


def test_a_search_goes_back_to_the_first_page_and_keeps_filters(client, members):
    answer = searched(client, "a", f"{members}?etat=x&{WORDS}=old")
    assert "etat=x" in answer["Location"]
    assert "old" not in answer["Location"]


def test_words_sealed_for_somebody_else_or_altered_are_no_search(client, members, company):
    address = searched(client, "membre0042", members)["Location"].partition("#")[0]
    force_sign_in(client, company.owner)
    page = client.get(address).content.decode()
    assert "0042" not in page.partition("<dl")[0]
    assert len(names_on(page)) == 20
    for token in ("x", "%00", "gAAAA", encrypt("85073003328"), encrypt('["list"]'), encrypt("null"), "é"):
        page = client.get(members, {WORDS: token})
        assert len(names_on(page.content.decode())) == 20 if page.status_code == 200 else token == "%00"


def test_long_words_are_cut_not_refused(client, members):
    answer = searched(client, "exemple " + "é" * 5000, members)
    assert len(answer["Location"]) < 500
    page = client.get(answer["Location"]).content.decode()
    assert f"exemple {'é' * (LONGEST_WORDS - 8)}" in page


@pytest.mark.parametrize(
    "elsewhere",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "/nowhere/",
        "espaces/",
    ],
)
def test_a_search_never_leads_elsewhere(client, company, elsewhere):
    force_sign_in(client, company.gap)
    assert searched(client, "a", "/espaces/").status_code == 302
    assert searched(client, "a", elsewhere).status_code == 404


def test_the_place_is_a_place(client, members):
    assert "#" not in searched(client, "a", members, place="x\r\nSet-Cookie: a=b")["Location"]
