"""What pydantic finds wrong, in sentences for the author of a definition."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.base import KEY_PATTERN, SLUG_PATTERN, Model, Text
from dossiers.engine.declarations import Declaration
from dossiers.engine.kinds import KINDS
from dossiers.engine.kinds.choices import Option
from dossiers.engine.reading import Path, child
from dossiers.engine.schema import Channel, Definition, Retention, Rule, Service, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic_core import ErrorDetails

MODELS: Final[tuple[type[Model], ...]] = (
    Definition,
    Step,
    Rule,
    Service,
    Retention,
    Channel,
    Declaration,
    Option,
    Text,
    *KINDS.values(),
)
WORDS: Final = sorted({word for model in MODELS for word in model.model_fields})
LANGUAGE_NAMES: Final = {"fr": "French", "de": "German"}
PATTERNS: Final = {
    KEY_PATTERN: "use small letters, digits and single underscores, starting with a letter, as in date_achat",
    SLUG_PATTERN: "use small letters, digits and single hyphens, as in prime-velo",
}


def _missing(error: ErrorDetails, word: str) -> str:
    del error
    if word in LANGUAGE_NAMES:
        return f"the {LANGUAGE_NAMES[word]} translation “{word}” is missing"
    return f"“{word}” is missing"


def _unknown(error: ErrorDetails, word: str) -> str:
    del error
    close = get_close_matches(word, WORDS, n=1)
    hint = f"; did you mean “{close[0]}”?" if close else ""
    return f"“{word}” is not a word that can be used here{hint}"


def _unknown_kind(error: ErrorDetails, word: str) -> str:
    del word
    return f"unknown kind “{error['ctx']['tag']}”; the kinds are {', '.join(KINDS)}"


def _expected(error: ErrorDetails, word: str) -> str:
    return f"“{word}” cannot be “{error['input']}”; expected {error['ctx']['expected']}"


def _pattern(error: ErrorDetails, word: str) -> str:
    advice = PATTERNS.get(error["ctx"]["pattern"], "it is not written as it should be")
    return f"“{error['input']}” does not do as “{word}”: {advice}"


def _bound(error: ErrorDetails, word: str) -> str:
    bounds = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    limits = [f"{bounds[name]} {limit}" for name, limit in error["ctx"].items() if name in bounds]
    return f"“{word}” must be {' and '.join(limits)}"


def _told(error: ErrorDetails, word: str) -> str:
    return f"“{word}”: {error['ctx']['error']}"


SENTENCES: Final[Mapping[str, Callable[[ErrorDetails, str], str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": lambda _error, _word: "“kind” is missing",
    "literal_error": _expected,
    "string_pattern_mismatch": _pattern,
    "greater_than_equal": _bound,
    "less_than_equal": _bound,
    "value_error": _told,
    "too_short": lambda _error, word: f"“{word}” is empty",
    "too_long": lambda error, word: f"“{word}” has too many items: {error['ctx']['max_length']} at most",
    "string_too_short": lambda _error, word: f"“{word}” is empty",
    "string_too_long": lambda error, word: (
        f"“{word}” is too long: {error['ctx']['max_length']} characters at most"
    ),
    "string_type": lambda _error, word: f"“{word}” must be a text; put it in quotes",
    "int_type": lambda _error, word: f"“{word}” must be a whole number",
    "bool_type": lambda _error, word: f"“{word}” must be yes or no",
    "tuple_type": lambda _error, word: f"“{word}” must be a list",
    "model_type": lambda _error, word: f"“{word}” must be made of “word: value” lines",
    "model_attributes_type": lambda _error, word: f"“{word}” must be made of “word: value” lines",
    "date_type": lambda _error, word: f"“{word}” must be a date, such as 2026-01-31",
    "date_parsing": lambda _error, word: f"“{word}” must be a date, such as 2026-01-31",
    "date_from_datetime_parsing": lambda _error, word: f"“{word}” must be a date, such as 2026-01-31",
    "decimal_type": lambda _error, word: f"“{word}” must be a number",
    "decimal_parsing": lambda _error, word: f"“{word}” must be a number",
}


def worded(errors: list[ErrorDetails], data: Any) -> Iterator[tuple[Path, str]]:
    """Give the path, in the file's own terms, and the sentence of every error."""
    for error in errors:
        if error["type"] == "too_short" and error["input"]:
            continue  # pydantic counts the right items only: those that are wrong are reported themselves
        path = _path_in(data, error["loc"], is_absent=error["type"] == "missing")
        if error["type"] == "union_tag_invalid":
            path = (*path, "kind")
        names = [part for part in path if isinstance(part, str)]
        word = str(error["loc"][-1]) if error["type"] == "missing" else (names[-1] if names else "the file")
        sentence = SENTENCES.get(error["type"])
        yield path, sentence(error, word) if sentence else f"“{word}”: {error['msg']}"


def _path_in(data: Any, location: Path, *, is_absent: bool) -> Path:
    """Return where an error stands in the file.

    Pydantic also names the kind it chose, and the options that a mapping became by rank.
    """
    path: list[str | int] = []
    here = data
    for part in location[:-1] if is_absent else location:
        key = list(here)[part] if isinstance(here, dict) and isinstance(part, int) else part
        found = child(here, key)
        if found is not None or (isinstance(here, dict) and key in here):
            path.append(key)
            here = found
    return tuple(path)
