"""Names as people look for them: capitals, accents and signs apart."""

import re
import unicodedata
from typing import Final

WORD: Final = re.compile(r"[^\W_]+")
LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "þ": "th"} | dict(zip("łøđðħŧı", "loddhti", strict=True))
)
"""What is typed for letters that are no letter with an accent: SQL's ``folded_words`` has the same ones."""


def folded(text: str) -> str:
    """Return ``text`` without accents and capitals, to compare and to sort."""
    plain = text.lower()
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFKD", plain)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.lower().translate(LETTERS)


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
