"""Names are folded alike by Python and by the database, and found as people type them."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from monespace.common.folding import LETTERS, folded, folded_words, has_words
from tests.support.factories import PersonFactory

LATIN = [chr(point) for point in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if chr(point).isalpha()]
GREEK_AND_CYRILLIC = [chr(point) for point in range(0x370, 0x530) if chr(point).isalpha()]
LETTERS_TYPED = LATIN + GREEK_AND_CYRILLIC
SIGNS = list("0123456789 -'’‘“”«».,;:!?()/&@%_\\€\u00a0\u202f\u0301\u0308\u0327")


def folded_by_the_database(texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT folded_text(text) FROM unnest(%s::text[]) WITH ORDINALITY AS one (text, place)"
            " ORDER BY place",
            [texts],
        )
        return [text for (text,) in cursor.fetchall()]


@pytest.mark.django_db
def test_the_database_folds_every_letter_of_europe_as_python_does():
    texts = [*LETTERS_TYPED, *(f"{letter}X x{letter} {letter * 2}." for letter in LETTERS_TYPED)]
    assert folded_by_the_database(texts) == [folded(text) for text in texts]


@pytest.mark.django_db
@given(st.lists(st.text(st.sampled_from([*LETTERS_TYPED, *SIGNS])), max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_database_folds_whole_texts_as_python_does(texts):
    assert folded_by_the_database(texts) == [folded(text) for text in texts]


@pytest.mark.django_db
def test_the_database_folds_every_latin_letter_as_python_does():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT letter, tsvector_to_array(folded_words('x' || letter || 'x'))"
            " FROM unnest(%s::text[]) AS letter",
            [LATIN],
        )
        by_database = {letter: set(words) for letter, words in cursor.fetchall()}
    assert {letter: set(folded_words(f"x{letter}x").split()) for letter in LATIN} == by_database


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Łukasz Wójcik", "lukasz wojcik"),
        ("Jørgen Ærø", "jorgen aero"),
        ("Đorđe Ǿst", "dorde ost"),
        ("Weiß", "weiss"),
        ("WEISS", "weiß"),
        ("Sœur", "soeur"),
        ("Işıl Þór", "isil thor"),
        ("Müller", "muller"),
        ("ΝΙΚΟΣ", "νίκος"),
        ("Muller", "MÜLLER"),
    ],
)
@pytest.mark.django_db
def test_a_name_is_found_however_its_letters_are_typed(name, typed):
    person = PersonFactory(first_name="Ève", last_name=name)
    assert list(User.objects.named(typed)) == [person]
    assert has_words(name, typed)
    assert folded(name) == folded(typed) or name.isupper()
    assert not User.objects.named(f"{typed}x").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lefèvre-d’Aspremont Élise", "elise d'aspremont"),
        ("Jean-Pierre Dupont", "jean pierre"),
        ("Jean Pierre Dupont", "Jean-Pierre"),
        ("nadia.b@exemple.be", "nadia.b@exemple"),
        ("qui que ce soit", "   "),
    ],
)
def test_a_list_is_searched_by_words_whatever_their_signs(text, words):
    assert has_words(text, words)


@pytest.mark.parametrize("words", ["%", "_", "duponte", "dupont % x", "\\"])
def test_signs_that_do_not_stand_there_find_nothing(words):
    assert not has_words("Jean-Pierre Dupont", words)


def test_every_letter_is_folded_to_plain_ones():
    assert all(folded(chr(letter).upper()) == plain and plain.isascii() for letter, plain in LETTERS.items())
