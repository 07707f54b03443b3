"""YAML read with care: every value knows its line, nothing is repeated, nothing can swell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import yaml
from yaml.composer import Composer, ComposerError
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from yaml.constructor import SafeConstructor

LARGEST: Final = 512 * 1024
DEEPEST: Final = 30

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """Something wrong in a definition: where, and what, in a sentence for its author."""

    line: int
    path: str
    message: str


class InvalidDefinition(Exception):
    """A definition that cannot be used, with everything that is wrong in it."""

    def __init__(self, problems: list[Problem], source: str = "definition") -> None:
        self.problems = problems
        self.source = source
        super().__init__("\n".join(f"{source}:{one.line}: {one.message}" for one in problems))


@dataclass
class Document:
    """A file's data, and the line of every key and value in it."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """Return the line of a path, or of the nearest thing around it that has one."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def line_of_mention(self, path: Path, word: str) -> int:
        """Return the line below a path where a word stands as a key, else the path's own line."""
        below = [
            line for other, line in self.lines.items() if other[: len(path)] == path and other[-1:] == (word,)
        ]
        return min(below, default=self.line_of(path))

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


class _CarefulLoader(yaml.SafeLoader):
    """PyYAML's safe loader, without aliases and with a limit to depth."""

    depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        """Refuse aliases: a few lines of them can stand for gigabytes."""
        if self.check_event(AliasEvent):
            mark = self.peek_event().start_mark
            raise ComposerError(
                None, None, "aliases (*name) are not used here; repeat the text instead", mark
            )
        if self.depth >= DEEPEST:
            mark = self.peek_event().start_mark
            raise ComposerError(None, None, "the file is nested too deeply", mark)
        self.depth += 1
        node = Composer.compose_node(self, parent, index)
        self.depth -= 1
        return node


def read(text: str) -> Document:
    """Read a file's text; what is wrong with its YAML stands in ``problems``."""
    document = Document()
    if len(text) > LARGEST:
        document.report((), f"the file is too large: more than {LARGEST // 1024} KB")
        return document
    loader = None
    try:
        loader = _CarefulLoader(text)
        node = loader.get_single_node()
        document.data = _build(node, (), document, loader) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        document.report(
            (), f"this is not valid YAML: {error.problem or error.context}", mark.line + 1 if mark else 1
        )
    except yaml.YAMLError as error:
        document.report((), f"this is not valid YAML: {error}".splitlines()[0])
    except (ValueError, OverflowError):  # PyYAML's scanner does not check these itself
        line = loader.line + 1 if loader is not None else 1
        document.report((), "this is not valid YAML: an escape (\\U…) names no character", line)
    finally:
        if loader is not None:
            loader.dispose()
    if not document.problems and not isinstance(document.data, dict):
        document.report((), "the file is empty, or is not a list of “word: value” lines")
    return document


def _build(node: Node, path: Path, document: Document, loader: SafeConstructor) -> Any:
    """Return a node's data, noting its line."""
    document.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return _build_mapping(node, path, document, loader)
    if isinstance(node, SequenceNode):
        return [_build(item, (*path, rank), document, loader) for rank, item in enumerate(node.value)]
    return _build_scalar(node, path, document, loader)


def _build_mapping(
    node: MappingNode, path: Path, document: Document, loader: SafeConstructor
) -> dict[str, Any]:
    """Return a mapping's data, noting keys that stand twice or are no text."""
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = _build_scalar(key_node, path, document, loader) if isinstance(key_node, ScalarNode) else None
        if not isinstance(key, str):
            document.report(
                path, f"“{getattr(key_node, 'value', key)}” is not read as text; put it in quotes", line
            )
        elif key in data:
            document.report((*path, key), f"“{key}” stands twice here", line)
        else:
            document.lines[*path, key] = line
            data[key] = _build(value_node, (*path, key), document, loader)
    return data


def _build_scalar(node: Node, path: Path, document: Document, loader: SafeConstructor) -> Any:
    """Return a scalar's data: text, number, true or false, date, nothing."""
    try:
        value = loader.construct_object(node, deep=True)
    except (ValueError, OverflowError, LookupError, AttributeError):  # what PyYAML raises after a wrong !!tag
        document.report(
            path, f"“{node.value[:40]}” is no date or number that exists", node.start_mark.line + 1
        )
        return None
    if isinstance(value, datetime) or not isinstance(value, str | int | float | bool | date | None):
        document.report(path, f"“{node.value[:40]}” cannot be used here", node.start_mark.line + 1)
        return None
    if isinstance(value, str) and "\0" in value:
        document.report(
            path, "a text holds the character \\0, which cannot be kept", node.start_mark.line + 1
        )
        return None
    return value
