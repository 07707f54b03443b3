"""Texts as people look for them, capitals, accents and signs apart: the one folding, in Python and in SQL."""

import re
import unicodedata
from typing import Final

from django.db.models import Func, TextField

WORD: Final = re.compile(r"[^\W_]+")
LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "þ": "th", "’": "'"} | dict(zip("łøđðħŧı", "loddhti", strict=True))
)
"""What is typed for letters that are no letter with an accent: SQL's ``folded_text`` has the same ones."""


class FoldedText(Func):
    """The SQL of a text, folded as ``folded`` does: by a function of the database, made by a migration."""

    function = "folded_text"
    output_field = TextField()


def folded(text: str) -> str:
    """Return ``text`` without accents and capitals, to compare and to sort."""
    plain = text.lower()
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFKD", plain)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.lower().translate(LETTERS).replace("ς", "σ")  # one letter, at the end of a word or not


def has_words(text: str, words: str) -> bool:
    """Whether every word stands in ``text``, capitals, accents and signs within words apart.

    A word of signs alone is looked for as it is: some names have no letter.
    """
    searched, signs = folded_words(text), text.lower()
    return all(
        plain in searched if (plain := folded_words(word)) else word in signs
        for word in words.lower().split()
    )


def folded_words(text: str) -> str:
    """Return ``text`` in lower case without accents, its words separated by one space, to search."""
    return " ".join(WORD.findall(folded(text)))
