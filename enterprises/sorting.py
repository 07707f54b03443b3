"""Names as people look for them: accents and capitals apart."""

import unicodedata


def folded(text: str) -> str:
    """Return ``text`` without accents and capitals, to compare and to sort."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
