"""What was read of a file: its data, the line of everything in it, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

Path = tuple[str | int, ...]
MOST_PROBLEMS: Final = 50
"""How many an author is told at once."""


@dataclass(frozen=True)
class Problem:
    """Something wrong in a definition: where, and what, in a sentence for its author."""

    line: int
    path: str
    message: str


class InvalidDefinition(Exception):
    """A definition that cannot be used, with what is wrong in it, from its first line on."""

    def __init__(self, problems: list[Problem], source: str = "definition") -> None:
        self.problems = sorted(problems, key=lambda one: one.line)[:MOST_PROBLEMS]
        self.source = source
        super().__init__("\n".join(f"{source}:{one.line}: {one.message}" for one in self.problems))


@dataclass
class Document:
    """A file's data, the line of every key and value in it, and numbers and the like as they are written."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    written: dict[Path, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """Return the line of a path, or of the nearest thing around it that has one."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def line_of_mention(self, path: Path, word: str) -> int:
        """Return the line below a path where a word stands, as a key or alone, else the path's own line."""
        below = [
            line
            for other, line in self.lines.items()
            if other[: len(path)] == path and (other[-1:] == (word,) or self._at(other) == word)
        ]
        return min(below, default=self.line_of(path))

    def _at(self, path: Path) -> Any:
        """Return what stands at a path."""
        here = self.data
        for part in path:
            here = child(here, part)
        return here

    def report(self, path: Path, message: str, line: int | None = None) -> None:
        """Note a problem."""
        self.problems.append(Problem(line or self.line_of(path), self.name(path), message))

    def name(self, path: Path) -> str:
        """Return a path as people read it, with the keys of steps and fields instead of their ranks."""
        words: list[str] = []
        here = self.data
        for part in path:
            here = child(here, part)
            key = here.get("key") if isinstance(part, int) and isinstance(here, dict) else None
            words.append(
                str(key) if isinstance(key, str) else str(part + 1) if isinstance(part, int) else part
            )
        return " › ".join(words)


def child(container: Any, part: str | int) -> Any:
    """Return an item of a mapping or a list; None when there is none."""
    if isinstance(container, dict):
        return container.get(part)
    if isinstance(container, list) and isinstance(part, int) and part < len(container):
        return container[part]
    return None
