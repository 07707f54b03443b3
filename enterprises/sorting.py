"""Names as people look for them: accents and capitals apart."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def folded(text: str) -> str:
    """Return ``text`` without accents and capitals, to compare and to sort."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def has_words(text: str, words: str) -> bool:
    """Whether every word stands in ``text``, accents and capitals apart."""
    searched = folded(text)
    return all(word in searched for word in folded(words).split())


def folded_words(text: str) -> str:
    """Return ``text`` in lower case without accents, its words separated by one space, to search."""
    plain = text.lower()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain.translate(LIGATURES))
        plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()
    return " ".join(WORD.findall(plain))
