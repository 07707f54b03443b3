"""The form of a text: patterns that an author may write, which no answer can make slow.

A pattern is a row of characters, each with how often it may come; after ``|`` perhaps another row.
There are no groups and no « any number of »: how many ways there are to compare is counted beforehand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import AfterValidator, StringConstraints

from dossiers.engine.base import Model, Text, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WAYS: Final = 2_000
"""In which the variable parts of a pattern may share out an answer."""
MOST_TIMES: Final = 200
ONE: Final = re.compile(
    r"(?P<one>\[\^?(?:[^\[\]\\]|\\[\]\[\\^-])+\]|\\[\\.^$*+?{}()|\[\]/]|[^\\^$*+?{}()|\[\]])"
    r"(?P<times>\?|\{[0-9]{1,3}(?:,[0-9]{1,3})?\})?"
)
INSTEAD: Final = {
    "*": "write how often, as in [0-9]{0,20}",
    "+": "write how often, as in [0-9]{1,20}",
    "(": "there are no groups; write each possibility whole: AB[0-9]{2}|CD[0-9]{2}",
    ")": "there are no groups; write each possibility whole: AB[0-9]{2}|CD[0-9]{2}",
    "^": "the whole answer is compared: leave out ^",
    "$": "the whole answer is compared: leave out $",
    "\\": "write the characters themselves: [0-9] for a digit, [A-Z] for a capital",
    "{": "write how often after a character, as {4} or {1,3}",
    "?": "a character stands before “?”",
    "[": "a “]” is missing, or nothing stands between both",
}
REPEATED_SIGNS: Final = re.compile(r"\[[^\]]*(?:--|&&|~~|\|\|)[^\]]*\]")


def checked_pattern(pattern: str) -> str:
    """Return a pattern that no answer can make slow; ValueError says why it is none."""
    if REPEATED_SIGNS.search(pattern):
        raise ValueError("between [ and ], write each sign once")
    ways = sum(_ways(branch, pattern) for branch in _branches(pattern))
    if ways > MOST_WAYS:
        raise ValueError("it can be met in too many ways; say how often more exactly, as in [0-9]{4}")
    try:
        re.compile(pattern)
    except re.error:
        raise ValueError("between [ and ], a span goes upwards, as in [a-z]") from None
    return pattern


def _branches(pattern: str) -> Iterator[str]:
    """Give the possibilities between ``|``, which counts as a character after a backslash and in brackets."""
    start, is_inside, is_escaped = 0, False, False
    for place, sign in enumerate(pattern):
        if is_escaped or sign == "\\":
            is_escaped = not is_escaped
        elif sign in "[]":
            is_inside = sign == "["
        elif sign == "|" and not is_inside:
            yield pattern[start:place]
            start = place + 1
    yield pattern[start:]


def _ways(branch: str, pattern: str) -> int:
    """Return in how many ways a possibility can share out an answer; ValueError when it cannot be read."""
    ways, place = 1, 0
    while place < len(branch):
        found = ONE.match(branch, place)
        if found is None:
            raise ValueError(f"“{pattern[:60]}” stops at “{branch[place]}”: {_instead(branch[place])}")
        ways *= _times(found["times"] or "")
        place = found.end()
    if not branch:
        raise ValueError("a possibility is empty; write what stands before and after “|”")
    return ways


def _instead(sign: str) -> str:
    return INSTEAD.get(sign, "write it with a backslash before it")


def _times(written: str) -> int:
    """Return between how many numbers of times one may choose."""
    if written == "?":
        return 2
    least, _comma, most = written.strip("{}").partition(",")
    if not most:
        return 1
    if not int(least) <= int(most) <= MOST_TIMES:
        raise ValueError(f"{written} goes from the lesser to the greater number, {MOST_TIMES} at most")
    return int(most) - int(least) + 1


PatternText = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(checked_pattern)]


class Pattern(Model):
    """The form of an answer, said to people in words and by an example."""

    matches: PatternText
    means: Text
    example: Words

    def form(self, text: str) -> str | None:
        """Return a text as the pattern has it, in capitals if only so it does; None for another form."""
        return next((one for one in (text, text.upper()) if re.fullmatch(self.matches, one)), None)

    def problems(self) -> list[tuple[str, Any]]:
        """Say, for the author, why the pattern contradicts itself: (word, why)."""
        if self.form(self.example) is None:
            return [("pattern", f"its own example “{self.example}” does not match {self.matches}")]
        return []
