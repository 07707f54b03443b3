"""Advice on texts: examples left in, translations that are none, sentences that are too long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dossiers.engine.base import SOURCE_LANGUAGE, Text
from dossiers.engine.checks.structure import Finding, texts_of
from dossiers.engine.declarations import USUAL
from monespace.common.folding import folded_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.reading import Path
    from dossiers.engine.schema import Definition

MOST_WORDS: Final = 25
"""Words in a sentence. Beyond 25, readers lose the thread: « Sentence length: why 25 words is our limit »,
Government Digital Service, insidegovuk.blog.gov.uk, 4 August 2014."""
TO_REPLACE: Final = ("[à remplacer]", "[zu ersetzen]", "[te vervangen]", "[to replace]")
"""What marks the example texts of a new definition."""
END: Final = re.compile(r"[.!?:;…]+(?=[\s»”“’‘)]|$)|\n")
WORD: Final = re.compile(r"\S*\w\S*")
FEWEST_LETTERS: Final = 3
FEWEST_WORDS: Final = 2
"""Shorter texts are often the same in two languages: « Budget », « km », « E-mail »."""


def advice_on_texts(definition: Definition) -> Iterator[Finding]:
    """Give the texts to replace, to translate or to shorten, each with the line of its language."""
    for path, text in texts_of(definition):
        if text in USUAL.values():
            continue
        said = {language: words for language in Text.model_fields if (words := getattr(text, language))}
        if marks := [mark for mark in TO_REPLACE if any(mark in words for words in said.values())]:
            message = f"this is an example: write your own text instead, without {', '.join(marks)}"
            yield Finding((*path, SOURCE_LANGUAGE), message)
            continue
        for language, words in said.items():
            yield from _advice((*path, language), words, language, text.fr)


def _advice(path: Path, words: str, language: str, french: str) -> Iterator[Finding]:
    """Give what could be better in one text of one language."""
    if language != SOURCE_LANGUAGE and _is_untranslated(path, words, french):
        yield Finding(path, f"the translation “{language}” is the same as the French text; translate it")
    if "legal_basis" not in path:  # the law's own titles
        longest = max(sentences(words), key=_length, default="")
        if _length(longest) > MOST_WORDS:
            message = (
                f"a sentence of {_length(longest)} words: say it in sentences of {MOST_WORDS} words at most "
                f"(“{longest[:40].strip()}…”)"
            )
            yield Finding(path, message)


def sentences(words: str) -> list[str]:
    """Return the sentences of a text; a colon, a semicolon and a new line end one too."""
    return [part for part in END.split(words) if part.strip()]


def _length(sentence: str) -> int:
    return len(WORD.findall(sentence))


def _is_untranslated(path: Path, words: str, french: str) -> bool:
    """Say whether a text of several words is the French one; the name of a service may stay."""
    long_words = [word for word in folded_words(words).split() if len(word) >= FEWEST_LETTERS]
    return (
        path[:2] != ("service", "name")
        and len(long_words) >= FEWEST_WORDS
        and folded_words(words) == folded_words(french)
    )
