"""Démarches are found by what people type: accents, a slip of the hand, other words, themes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.catalogue.searching import MOST_WORDS, is_one_slip_away
from dossiers.catalogue.selectors import published_demarches
from dossiers.catalogue.services import publish
from dossiers.engine.schema import Definition
from dossiers.engine.themes import THEMES
from monespace.common.authors import SYSTEM
from tests.engine.samples import VALID
from tests.pages.test_catalogue import found

ALL = ["prime-habitation", "prime-velo", "sesam"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("velo", ["prime-velo"]),
        ("VÉLO prime", ["prime-velo"]),
        ("je veux une prime pour mon vélo", ["prime-velo"]),
        ("vello", ["prime-velo"]),
        ("vléo", ["prime-velo"]),
        ("vélos", ["prime-velo"]),
        ("bicyclete", ["prime-velo"]),
        ("bicyclette", ["prime-velo"]),
        ("fahrrad", ["prime-velo"]),
        ("Fietspremie", ["prime-velo"]),
        ("fiets", ["prime-velo"]),
        ("bicycle grant", ["prime-velo"]),
        ("rekruter", ["sesam"]),
        ("aanwerven", ["sesam"]),
        ("toiture", ["prime-habitation"]),
        ("Wohnung", ["prime-habitation"]),
        ("logement", ["prime-habitation"]),
        ("velo moto", []),
        ("xq", []),
        ("100%_\\'", []),
        ("???", []),
    ],
)
def test_words_find(demarches, words, expected):
    assert sorted(one.slug for one in published_demarches(search=words)) == expected


def test_what_is_named_so_comes_before_what_is_said_so(db):
    second = VALID.replace("slug: essai", "slug: second").replace("fr: Un essai", "fr: Autre chose")
    publish(actor=SYSTEM, text=second.replace("Pour essayer.", "Un vélo."))
    publish(actor=SYSTEM, text=VALID.replace("fr: Un essai", "fr: Le vélo"))
    assert [one.slug for one in published_demarches(search="velo")] == ["essai", "second"]


@pytest.mark.parametrize("words", ["oeuvre", "ŒUVRE", "main-d'oeuvre", "main-d’œuvre", "strasse lodz"])
def test_letters_that_are_no_letter_with_an_accent_are_found(db, words):
    publish(actor=SYSTEM, text=VALID.replace("fr: Un essai", 'fr: "La main-d’œuvre, Straße Łódź"'))
    assert [one.slug for one in published_demarches(search=words)] == ["essai"]
    assert published_demarches(search=f"{words} moto") == []


def test_a_new_version_is_found_by_its_own_words(db):
    publish(actor=SYSTEM, text=VALID)
    assert published_demarches(search="essai")
    later = (
        VALID.replace("version: 1", "version: 2").replace("Un essai", "Une girafe").replace("essayer", "voir")
    )
    publish(actor=SYSTEM, text=later)
    assert (published_demarches(search="girafe") != [], published_demarches(search="essai")) == (True, [])


def test_of_a_long_search_the_first_words_count(demarches):
    many = " ".join(["velo"] * MOST_WORDS + ["girafe"] * 5_000)
    assert [one.slug for one in published_demarches(search=many)] == ["prime-velo"]


@given(st.text("abcdé", min_size=1, max_size=12), st.data())
def test_one_slip_is_a_letter_missing_added_wrong_or_swapped(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdéz"))
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    slips = (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :])
    for typed in (word, *slips, swapped):
        assert is_one_slip_away(typed, word)
        assert is_one_slip_away(word, typed)


@pytest.mark.parametrize(
    ("typed", "meant"), [("velo", "moto"), ("abcd", "badc"), ("abc", "cab"), ("ab", "abcd")]
)
def test_two_slips_are_too_many(typed, meant):
    assert is_one_slip_away(meant, meant)
    assert not is_one_slip_away(typed, meant)
    assert not is_one_slip_away(meant, typed)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"theme": "logement"}, {"prime-habitation"}),
        ({"theme": "emploi", "public": "citoyen"}, set()),
        ({"theme": "girafe"}, set(ALL)),
        ({"theme": "mobilite", "q": "prime"}, {"prime-velo"}),
    ],
)
def test_a_theme_keeps_its_own(client, demarches, query, expected):
    assert found(client, **query) == expected


def test_ways_to_themes_keep_the_search_and_the_audience_and_lead_to_the_first_page(client, demarches):
    page = client.get("/demarches/", {"q": "prime", "public": "citoyen", "page": "1"}).content.decode()
    assert 'href="?q=prime&amp;public=citoyen&amp;theme=logement"' in page
    assert (
        'name="theme" value="logement"' in client.get("/demarches/", {"theme": "logement"}).content.decode()
    )


def test_every_theme_has_its_name_in_four_languages():
    declared = Definition.model_json_schema()["properties"]["theme"]["anyOf"][0]["enum"]
    assert list(THEMES) == declared
    assert all(getattr(name, language) for name in THEMES.values() for language in ("fr", "de", "nl", "en"))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-12-31", "ouvre le 1er janvier 2026"),
        ("2026-06-01", "jusqu’au 31 décembre 2026 inclus"),
        ("2027-01-02", "fermée depuis le 31 décembre 2026 au soir"),
    ],
)
def test_a_card_says_when_a_demarche_opens_and_closes(client, db, time_machine, day, said):
    publish(actor=SYSTEM, text=VALID)
    time_machine.move_to(f"{day} 12:00+01:00")
    page = " ".join(client.get("/demarches/").content.decode().split())
    assert said in page
