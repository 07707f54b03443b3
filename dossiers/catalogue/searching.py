"""Finding démarches by words: accents, capitals and one slip of the hand apart, in any of the languages.

Only what is published is read, and each version once for each process: nothing about who searches is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dossiers.catalogue.published import published_definition
from dossiers.catalogue.querysets import MOST_WORDS
from dossiers.engine.base import Text
from dossiers.engine.themes import THEMES
from monespace.common.folding import folded_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dossiers.catalogue.models import DemarcheVersion
    from dossiers.engine.schema import Definition

SHORTEST_WITH_SLIP: Final = 4
"""Letters of the shortest word in which one may be wrong: of shorter ones, too many others differ by one."""
SHORTEST_INSIDE: Final = 5
"""Letters of the shortest word that is found inside another, as in « Fahrradprämie »: « velo » is in many."""
LITTLE_WORDS: Final = frozenset(
    word
    for words in (
        "un une des de du la le les l d et ou a au aux en pour mon ma mes je veux sur par dans",
        "ein eine einen der die das den dem und fur ich mein meine zu im in von mit",
        "een het en voor mijn ik van op te met the an of for my i to and on",
    )
    for word in words.split()
)
"""Words that tell nothing of what is looked for, in the four languages, folded."""


class Searched(NamedTuple):
    """What is looked into of one démarche, folded: title, theme and keywords; then what is said of it."""

    names: str
    said: str


_searched: dict[tuple[int, str], Searched] = {}


def found_among(versions: Iterable[DemarcheVersion], search: str) -> list[Definition]:
    """Return the definitions that hold every word searched; those that are named so come first."""
    words = folded_words(search).split()[:MOST_WORDS]
    words = [word for word in words if word not in LITTLE_WORDS] or words
    ranked = [
        (_rank(words, _searched_in(version, definition)), definition)
        for version, definition in ((one, published_definition(one)) for one in versions)
    ]
    kept = [(rank, definition) for rank, definition in ranked if rank is not None]
    return [definition for _rank_, definition in sorted(kept, key=lambda one: one[0])]


def _rank(words: list[str], searched: Searched) -> int | None:
    """Return how a démarche has the words: 0 named so, 1 said so, 2 with a slip; None without one of them."""
    ranks = [_rank_of_word(word, searched) for word in words]
    known = [rank for rank in ranks if rank is not None]
    return max(known) if known and len(known) == len(words) else None


def _rank_of_word(word: str, searched: Searched) -> int | None:
    for rank, text in enumerate(searched):
        if f" {word}" in text or (len(word) >= SHORTEST_INSIDE and word in text):
            return rank
    may_slip = len(word) >= SHORTEST_WITH_SLIP
    return 2 if may_slip and any(is_one_slip_away(word, one) for one in searched.names.split()) else None


def is_one_slip_away(typed: str, meant: str) -> bool:
    """Say whether one letter is missing, too many, wrong, or two neighbours are swapped."""
    if abs(len(typed) - len(meant)) > 1 or typed == meant:
        return typed == meant
    same = next((at for at, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other), None)
    if same is None:  # the last letter alone
        return True
    rest_typed, rest_meant = typed[same:], meant[same:]
    return (
        rest_typed[1:] == rest_meant[1:]
        or rest_typed[1:] == rest_meant
        or rest_typed == rest_meant[1:]
        or (rest_typed[:2] == rest_meant[1::-1] and rest_typed[2:] == rest_meant[2:])
    )


def _searched_in(version: DemarcheVersion, definition: Definition) -> Searched:
    """Return what is looked into of a version, made once: it never changes."""
    identity = (version.pk, version.checksum)
    if identity not in _searched:
        names = [definition.title, *([THEMES[definition.theme]] if definition.theme else [])]
        said = [definition.summary, *(text for text in (definition.for_whom, definition.outcome) if text)]
        _searched[identity] = Searched(_folded(names, definition.keywords.all()), _folded(said))
    return _searched[identity]


def _folded(texts: Iterable[Text], more: Iterable[str] = ()) -> str:
    """Return texts in every language they have, and other words, folded, a space before each word."""
    said = [getattr(text, language) or "" for text in texts for language in Text.model_fields]
    return " " + folded_words(" ".join([*said, *more]))
