"""What pydantic finds wrong, in sentences for the author of a definition."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, get_args

from dossiers.engine.base import ADDRESS_PATTERN, KEY_PATTERN, OPTION_PATTERN, SLUG_PATTERN, Model, Text
from dossiers.engine.groups.question import GroupQuestion
from dossiers.engine.kinds import KINDS
from dossiers.engine.kinds.choices import Option
from dossiers.engine.reading import Path, child
from dossiers.engine.schema import Definition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic_core import ErrorDetails

    from dossiers.engine.reading import Document

FIELD_KINDS: Final[Mapping[str, type[Model]]] = {**KINDS, "group": GroupQuestion}
MOST_WORDED: Final = 200
"""More errors than an author could read are not even put in words."""
LANGUAGE_NAMES: Final = {"fr": "French", "de": "German"}
PATTERNS: Final = {
    KEY_PATTERN: "use small letters, digits and single underscores, starting with a letter, as in date_achat",
    OPTION_PATTERN: "use small letters, digits and single underscores, as in moins_de_18",
    ADDRESS_PATTERN: "write the whole address of a page, as in https://wallex.wallonie.be/page",
    SLUG_PATTERN: "use small letters, digits and single hyphens, as in prime-velo",
}


@dataclass(frozen=True)
class Refusal:
    """One thing pydantic refuses: its word, what that holds, how it is written, the words of its place."""

    word: str
    input: Any
    written: str
    context: Mapping[str, Any]
    beside: list[str]

    @property
    def shown(self) -> str:
        """What the file has, shortened."""
        return self.written[:60]


def _missing(refusal: Refusal) -> str:
    if refusal.word in LANGUAGE_NAMES:
        return f"the {LANGUAGE_NAMES[refusal.word]} translation “{refusal.word}” is missing"
    return f"“{refusal.word}” is missing"


def _close_to(word: str, known: list[str]) -> str:
    close = get_close_matches(word[:60], known, n=1)
    return f"; did you mean “{close[0]}”?" if close else ""


def _unknown(refusal: Refusal) -> str:
    close = _close_to(refusal.word.lower(), refusal.beside)
    known = f"; the words here are {', '.join(refusal.beside)}" if refusal.beside else ""
    return f"“{refusal.word}” is not a word that can be used here{close or known}"


def _unknown_kind(refusal: Refusal) -> str:
    kind = str(refusal.context["tag"])
    if kind in FIELD_KINDS:
        return "a group stands in a step, or in a group of a step: no deeper"
    return (
        f"unknown kind “{kind}”; the kinds are {', '.join(FIELD_KINDS)}{_close_to(kind, list(FIELD_KINDS))}"
    )


def _expected(refusal: Refusal) -> str:
    return f"“{refusal.word}” cannot be “{refusal.shown}”; expected {refusal.context['expected']}"


def _pattern(refusal: Refusal) -> str:
    advice = PATTERNS.get(refusal.context["pattern"], "it is not written as it should be")
    return f"“{refusal.shown}” does not do as “{refusal.word}”: {advice}"


def _bound(refusal: Refusal) -> str:
    bounds = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    limits = [f"{bounds[name]} {limit}" for name, limit in refusal.context.items() if name in bounds]
    return f"“{refusal.word}” must be {' and '.join(limits)}"


def _told(refusal: Refusal) -> str:
    return f"“{refusal.word}”: {refusal.context['error']}"


def _text(refusal: Refusal) -> str:
    if refusal.input is None:
        return f"“{refusal.word}” is empty"
    if isinstance(refusal.input, dict | list):
        return f"“{refusal.word}” must be one text; a text with braces or brackets goes in quotes"
    return f'“{refusal.word}” must be a text; put it in quotes: "{refusal.shown}"'


def _model(refusal: Refusal) -> str:
    if refusal.context.get("class_name") == Text.__name__:
        words = refusal.shown if isinstance(refusal.input, str) else "…"
        return f'“{refusal.word}” must be a text in each language: {{fr: "{words}", de: …}}'
    if refusal.context.get("class_name") == Option.__name__:
        return f"each of “{refusal.word}” must be a key with its text: {{oui: {{fr: …, de: …}}}}"
    return f"“{refusal.word}” must be made of “word: value” lines"


def _whole(refusal: Refusal) -> str:
    quotes = ", without quotes" if isinstance(refusal.input, str) and refusal.input.isdigit() else ""
    return f"“{refusal.word}” must be a whole number{quotes}, not “{refusal.shown}”"


def _truth(refusal: Refusal) -> str:
    quotes = isinstance(refusal.input, str) and refusal.input.lower() in {"yes", "no", "true", "false"}
    return f"“{refusal.word}” must be yes or no{', without quotes' if quotes else f', not “{refusal.shown}”'}"


def _number(refusal: Refusal) -> str:
    return (
        f"“{refusal.word}” must be a number, not “{refusal.shown}”; "
        "write it without spaces or sign of money, with a dot before decimals: 1234.50"
    )


def _list(refusal: Refusal) -> str:
    if isinstance(refusal.input, str):
        return f"“{refusal.word}” must be a list; write [{refusal.shown}]"
    return f"“{refusal.word}” must be a list; begin each of its items with “- ”"


SENTENCES: Final[Mapping[str, Callable[[Refusal], str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": lambda _refusal: "“kind” is missing",
    "literal_error": _expected,
    "enum": _expected,
    "string_pattern_mismatch": _pattern,
    "greater_than_equal": _bound,
    "less_than_equal": _bound,
    "value_error": _told,
    "too_short": lambda refusal: f"“{refusal.word}” is empty",
    "too_long": lambda refusal: (
        f"“{refusal.word}” has too many items: {refusal.context['max_length']} at most"
    ),
    "string_too_short": lambda refusal: f"“{refusal.word}” is empty",
    "string_too_long": lambda refusal: (
        f"“{refusal.word}” is too long: {refusal.context['max_length']} characters at most"
    ),
    "string_type": _text,
    "int_type": _whole,
    "bool_type": _truth,
    "tuple_type": _list,
    "model_type": _model,
    "model_attributes_type": _model,
    "decimal_type": _number,
    "decimal_parsing": _number,
    "finite_number": _number,
}


def worded(errors: list[ErrorDetails], document: Document) -> Iterator[tuple[Path, str]]:
    """Give the path, in the file's own terms, and the sentence of the first errors."""
    for error in errors[:MOST_WORDED]:
        if error["type"] == "too_short" and error["input"]:
            continue  # pydantic counts the right items only: those that are wrong are reported themselves
        path = _path_in(document.data, error["loc"], is_absent=error["type"] == "missing")
        if error["type"] == "union_tag_invalid":
            path = (*path, "kind")
        names = [part for part in path if isinstance(part, str)]
        word = str(error["loc"][-1]) if error["type"] == "missing" else (names[-1] if names else "the file")
        sentence = SENTENCES.get(error["type"])
        refusal = Refusal(
            word,
            error["input"],
            document.written.get(path, str(error["input"])),
            error.get("ctx", {}),
            words_beside(error["loc"]),
        )
        yield path, sentence(refusal) if sentence else f"“{word}”: {error['msg']}"


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


def words_beside(location: Path) -> list[str]:
    """Return the words that may stand where the last one of ``location`` does; none when that is not known.

    ``location`` is pydantic's: after the rank of a field it names the kind.
    """
    models: list[type[Model]] = [Definition]
    for part in location[:-1]:
        if isinstance(part, int):
            continue
        if len(models) == 1:
            found = models[0].model_fields.get(part)
            models = list(_models_of(found.annotation)) if found is not None else []
        else:
            models = [FIELD_KINDS[part]] if part in FIELD_KINDS else []
    return sorted(models[0].model_fields) if len(models) == 1 else []


def _models_of(annotation: Any) -> Iterator[type[Model]]:
    """Give the models an annotation is made of."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for part in get_args(annotation):
        yield from _models_of(part)
