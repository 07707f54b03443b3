"""What YAML stops at, told to an author who knows no YAML: the line to look at, and what to write there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dossiers.engine.base import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml import MarkedYAMLError
    from yaml.error import Mark
    from yaml.reader import ReaderError

QUOTED: Final = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'")
COMMENT: Final = re.compile(r"(?:^|\s)#.*")
WORD_AND_TEXT: Final = re.compile(r"\s*(?:- +)*[^\s:#][^:#]*:\s+\S")
BLOCK_WORD: Final = re.compile(r"\s*(?:- +)*[\w.-]+\s*")
ENTRY: Final = re.compile(r"[{,]\s*(?P<word>[\w.]+):\s+")
UNSEEN_INDENT: Final = re.compile("[ -]*[\u00a0\u202f\u2007\u200b\u200e\u200f\u2060\ufeff]")
WORD_BEFORE_BRACE: Final = re.compile(r"\s*(?:- +)?(?P<word>[a-z_]+) +[{\[]")
MAPPINGS: Final = frozenset(
    {
        "when",
        "require",
        "not",
        "options",
        "retention",
        "service",
        "label",
        "title",
        "summary",
        "hint",
        "intro",
    }
    | {"text", "message", "for_whom", "outcome", "name"}
)
"""Words that hold words of their own."""
QUOTES: Final = "put the whole text in quotes"


class Place:
    """Where YAML stopped: the lines around, and the text between where a thing began and where it failed."""

    def __init__(self, error: MarkedYAMLError, text: str) -> None:
        mark = error.problem_mark or error.context_mark
        self.problem = error.problem or ""
        self.context = error.context or ""
        self.lines = text.splitlines() or [""]
        self.row = min(mark.line if mark else 0, len(self.lines) - 1)
        self.column = mark.column if mark else 0
        began: Mark | None = error.context_mark
        self.began = min(began.line, len(self.lines) - 1) if began else self.row
        self.began_column = began.column if began else 0

    @property
    def line(self) -> str:
        """The line where YAML stopped."""
        return self.lines[self.row]

    @property
    def before(self) -> str:
        """What stands before the failure on its line."""
        return self.line[: self.column]

    @property
    def found(self) -> str:
        """What YAML names as found instead of what it expected."""
        names = re.findall(r"(?:got|found) (?:character )?'(.+?)'", self.problem)
        return names[-1] if names else ""


Advice = tuple[int, str]


def explained(error: MarkedYAMLError, text: str) -> Advice:
    """Return the line, from 1, and the sentence for what PyYAML refuses."""
    place = Place(error, text)
    for row in (place.began, place.row):
        if UNSEEN_INDENT.match(place.lines[row]):
            return row + 1, "a space that cannot be seen begins this line; delete it and type ordinary spaces"
    for sign, explain in EXPLANATIONS:
        if sign in place.problem or sign in place.context:
            row, message = explain(place)
            return row + 1, message
    if place.problem.startswith(("a text cannot", "the file ")):  # our own words
        return place.row + 1, place.problem
    return place.row + 1, (
        f"this line cannot be read ({place.problem}); a text that holds : , # ? or a brace goes in quotes"
    )


def unprintable(error: ReaderError, text: str) -> Advice:
    """Return the line and the sentence for a character that no file may hold."""
    line = text.count("\n", 0, error.position) + 1
    code = error.character if isinstance(error.character, int) else ord(error.character)
    return line, f"a character that cannot be seen (U+{code:04X}) stands on this line; delete it"


def _token(place: Place) -> Advice:
    if place.found == "\\t":
        return place.row, "a tab stands here; write spaces instead, two for each level"
    return place.row, _beginning(place.found)


def _beginning(mark: str) -> str:
    return f"a text cannot begin with “{mark}” unless it is in quotes; {QUOTES}"


def _begun(place: Place) -> Advice:
    return place.began, _beginning(place.lines[place.began][place.began_column : place.began_column + 1])


def _unclosed(place: Place) -> Advice:
    quote = place.lines[place.began][place.began_column : place.began_column + 1]
    return place.began, _never_closed(quote)


def _never_closed(quote: str) -> str:
    return f"the quote {quote} that opens a text here is never closed; add {quote} at its end"


def _escape(place: Place) -> Advice:
    return place.row, (
        "between double quotes a backslash gives the next letter another meaning; write \\\\, "
        "or put the text in single quotes"
    )


def _list_item(place: Place) -> Advice:
    if WORD_AND_TEXT.match(place.before + "x"):
        return place.row, _beginning("-")
    return place.row, "the list item (-) does not stand under the others; align it with them"


def _question(place: Place) -> Advice:
    return place.row, _beginning("?")


def _colon(place: Place) -> Advice:
    word = place.before.strip().removeprefix("- ").partition(":")[0]
    if WORD_AND_TEXT.match(place.before) or '"' in place.before or "'" in place.before:
        text = place.line.partition(":")[2].strip().replace('"', "”")
        if word.strip() in MAPPINGS:
            return place.row, f"two words with a colon on one line; put braces: {word.strip()}: {{{text}}}"
        return place.row, (f'a colon inside a text separates it in two; {QUOTES}: {word.strip()}: "{text}"')
    return place.row, _misaligned(place)


def _misaligned(place: Place) -> str:
    word = place.line.strip().partition(":")[0][:40]
    return (
        f"“{word}” does not line up with the words around it; give words of the same level the same number "
        "of spaces before them"
    )


def no_colon_before_brace(line: str) -> str | None:
    """Say which word lacks its colon, when a brace or a bracket follows a word at once."""
    found = WORD_BEFORE_BRACE.match(line)
    return f"a colon is missing after “{found['word']}”: write “{found['word']}: …”" if found else None


def _no_colon(place: Place) -> Advice:
    line = place.lines[place.began].strip()
    if line.startswith("{"):
        return place.began, "“- ” is missing before “{”: it begins each item of a list"
    word, colon, rest = line.partition(":")
    if colon and rest and not rest.startswith(" "):
        return place.began, f"write a space after the colon: “{word}: {rest.strip()}”"
    return place.began, f"a colon is missing: “{line[:40]}” should be “word: value”"


def _braces(place: Place) -> Advice:
    """Explain what stands between braces or brackets that does not belong there."""
    opening = place.lines[place.began][place.began_column : place.began_column + 1] or "{"
    closing = {"{": "}", "[": "]"}.get(opening, "}")
    for row in range(place.began, place.row + 1):
        if row < place.row or place.column > len(place.line):
            bare = QUOTED.sub("", place.lines[row])
            if COMMENT.search(bare) and bare.count("{") + bare.count("[") > _closed(COMMENT.sub("", bare)):
                return row, f"“#” after a space begins a comment, and hides the end of the line; {QUOTES}"
    if place.row > place.began and (BLOCK_WORD.fullmatch(place.before) or not place.before.strip()):
        return place.began, f"the “{opening}” that opens here is never closed; add “{closing}”"
    if place.found == ":":
        return place.row, _colon_between_braces(place)
    if place.found == "<stream end>":
        return place.began, f"the “{opening}” that opens here is never closed; add “{closing}”"
    if place.found in {"<scalar>", ","}:
        return _after(place)
    return place.row, f"“{place.found}” has its own meaning between braces; {_quoted(place)}"


def _quoted(place: Place) -> str:
    """Say to put a text between braces in quotes, showing it so when it can be told where it ends."""
    starts = [found for found in ENTRY.finditer(place.line) if found.end() <= place.column]
    if not starts:
        return QUOTES
    rest = place.line[starts[-1].end() :]
    following = ENTRY.search(rest)
    text = rest[: following.start()] if following else rest.rstrip().rstrip("}]")
    shown = text.strip().replace('"', "”")
    return f'{QUOTES}: {starts[-1]["word"]}: "{shown}"'


def _closed(bare: str) -> int:
    return bare.count("}") + bare.count("]")


def _colon_between_braces(place: Place) -> str:
    word = place.before.split()[-1] if place.before.split() else ""
    if word in Text.model_fields:
        return f"a comma is missing before “{word}”; if it belongs to the text, {QUOTES}"
    return f"a colon inside a text separates it in two; {_quoted(place)}"


def _after(place: Place) -> Advice:
    """Explain a text that goes on after a quote or a brace has closed."""
    last = place.before.rstrip()[-1:]
    if last in {"'", '"'} and place.before.count(last) % 2:  # it closes what a line above left open
        opened = [row for row in range(place.row) if place.lines[row].count(last) % 2]
        if opened:
            return opened[-1], _never_closed(last)
    return place.row, _after_closing(place, last)


def _after_closing(place: Place, last: str) -> str:
    """Explain a text that goes on after the mark that closed it on the same line."""
    if last == "'":
        return (
            "an apostrophe ends a text that stands between '…'; put it between double quotes instead: "
            '"l\'achat"'
        )
    if last == '"':
        return (
            'the text goes on after the quote (") that closes it; put the whole text in quotes, '
            'and write « » or \\" for those inside'
        )
    if last in {"}", "]"}:
        return f"a brace or a bracket at the beginning has its own meaning; {QUOTES}"
    return _misaligned(place)


def _block(place: Place) -> Advice:
    """Explain what does not belong to the words around it."""
    if advice := no_colon_before_brace(place.line):
        return place.row, advice
    if place.found in {"}", "]"}:
        return place.row, f"there is one “{place.found}” too many; delete it, or put the text in quotes"
    if place.found in {"<scalar>", ","} and place.before.strip():
        return _after(place)
    if place.found == "-":
        return _list_item(place)
    return place.row, _misaligned(place)


def _node(place: Place) -> Advice:
    return place.row, f"a text cannot begin with “{place.found}”, and nothing may be left out here; {QUOTES}"


def _second(place: Place) -> Advice:
    return place.row, "a second document begins here (---); keep one in a file"


EXPLANATIONS: Final[tuple[tuple[str, Callable[[Place], Advice]], ...]] = (
    ("cannot start any token", _token),
    ("while scanning a quoted scalar", _unclosed),
    ("while scanning a double-quoted scalar", _escape),
    ("while scanning an anchor", _begun),
    ("while scanning an alias", _begun),
    ("while scanning a tag", _begun),
    ("while parsing a tag", _begun),
    ("while parsing a node", _begun),
    ("while scanning a directive", _begun),
    ("while scanning a block scalar", _begun),
    ("sequence entries are not allowed", _list_item),
    ("mapping keys are not allowed", _question),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("while parsing a flow", _braces),
    ("expected the node content", _node),
    ("expected <block end>", _block),
    ("but found another document", _second),
    ("expected a single document", _second),
    ("expected '<document start>'", _block),
)
