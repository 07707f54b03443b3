"""YAML read with care: nothing is repeated, nothing can swell, and nothing is lost without a word."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml
from yaml.composer import Composer, ComposerError
from yaml.events import AliasEvent, NodeEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from dossiers.engine.base import Text
from dossiers.engine.reading.document import Document, Path
from dossiers.engine.reading.refusals import explained, no_colon_before_brace, unprintable
from dossiers.engine.reading.scalars import Misread, is_plain, meant
from monespace.common.text import hidden_in

LARGEST: Final = 512 * 1024
"""Characters a file may have."""
DEEPEST: Final = 30
MOST_VALUES: Final = 20_000
"""Words and values a file may have: some twenty times those of a long démarche."""
MARKS: Final = {"anchor": "&", "tag": "!"}
UNSEEN: Final = re.compile("[\u00a0\u202f\u2007\u200b\u200e\u200f\u2060\ufeff]")
COMMENT: Final = re.compile(r"[ \t]+#")


class _CarefulLoader(yaml.SafeLoader):
    """PyYAML's safe loader, without aliases, anchors and tags, and with limits to depth and number."""

    depth = 0
    values = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        """Refuse aliases (a few lines can stand for gigabytes), and what would hide part of a text."""
        event = self.peek_event()
        if self.depth >= DEEPEST:
            raise ComposerError(None, None, "the file is nested too deeply", event.start_mark)
        self.values += 1
        if self.values > MOST_VALUES:
            raise ComposerError(None, None, "the file says too much: split the démarche", event.start_mark)
        if isinstance(event, AliasEvent):
            raise _not_used("*", event)
        for attribute, mark in MARKS.items():
            if getattr(event, attribute, None) not in {None, "!"}:
                raise _not_used(mark, event)
        self.depth += 1
        node = Composer.compose_node(self, parent, index)
        self.depth -= 1
        return node


def _not_used(mark: str, event: NodeEvent) -> ComposerError:
    """Return the refusal of a mark that YAML gives a meaning, at its place."""
    names = {"*": "aliases (*name)", "&": "anchors (&name)", "!": "tags (!name)"}
    message = (
        f"a text cannot begin with “{mark}” unless it is in quotes; {names[mark]} are not used here, "
        "repeat the text instead"
    )
    return ComposerError(None, None, message, event.start_mark)  # type: ignore[arg-type]  # one of the two marks of PyYAML


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
        document.data = _Builder(document, text).build(node, ()) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line, message = explained(error, text)
        document.report((), message, line)
    except ReaderError as error:
        line, message = unprintable(error, text)
        document.report((), message, line)
    except (ValueError, OverflowError):  # PyYAML's scanner does not check these itself
        line = loader.line + 1 if loader is not None else 1
        document.report((), "an escape (\\U…) names no character; write the character itself", line)
    finally:
        if loader is not None:
            loader.dispose()
    if not document.problems and not isinstance(document.data, dict):
        document.report((), "the file is empty, or is not a list of “word: value” lines")
    return document


class _Builder:
    """Makes data of YAML's nodes, noting the line of each and what an author did not mean."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.text = text

    def build(self, node: Node, path: Path) -> Any:
        """Return a node's data."""
        self.document.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.build(item, (*path, rank)) for rank, item in enumerate(node.value)]
        return self._scalar(node, path) if isinstance(node, ScalarNode) else None

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        """Return a mapping's data, noting keys that stand twice, are no text, or were part of a text."""
        data: dict[str, Any] = {}
        before: tuple[Node, Node] | None = None
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            message = _key_problem(key_node, value_node, before if node.flow_style else None)
            key = key_node.value
            if message:
                self.document.report(path, message, line)
            elif key in data:
                first = self.document.lines[*path, key]
                self.document.report(
                    (*path, key), f"“{key}” stands twice here, first on line {first}; keep one", line
                )
            else:
                self.document.lines[*path, key] = line
                data[key] = self.build(value_node, (*path, key))
            before = (key_node, value_node)
        return data

    def _scalar(self, node: ScalarNode, path: Path) -> Any:
        """Return a scalar's data: text, number, true or false, date, nothing."""
        line = node.start_mark.line + 1
        try:
            value = meant(node)
        except Misread as misread:
            self.document.report(path, str(misread), line)
            return None
        if not isinstance(value, str):
            self.document.written[path] = node.value
        if message := self._loss(node, value, path):
            self.document.report(path, message, line)
        return value

    def _loss(self, node: ScalarNode, value: Any, path: Path) -> str | None:
        """Say what YAML leaves out of a text, or adds to it, without a word."""
        word = path[-1] if path else ""
        if is_plain(node) and word not in Text.model_fields and (lost := _lost_word(node, value, word)):
            return lost
        if isinstance(value, str) and (found := hidden_in(value)):
            return f"a text holds the character U+{ord(found):04X}, which nobody sees; leave it out"
        if not is_plain(node) or word not in Text.model_fields:
            return None
        end = node.end_mark.index
        line_end = self.text.find("\n", end)
        rest = self.text[end : line_end if line_end >= 0 else len(self.text)]
        if COMMENT.match(rest):
            return (
                f"“{word}” ends before “#”, which begins a comment after a space; "
                "put the whole text in quotes, or the comment on its own line"
            )
        source = self.text[node.start_mark.index : end]
        if re.search(r"\n\s*- ", source):
            return (
                f"“{word}” goes on with a line that begins with “-”; put the text in quotes, or move the list"
            )
        return f"“{word}” is empty; write a text after it" if value is None else None


def _lost_word(node: ScalarNode, value: Any, word: str | int) -> str | None:
    """Say what nobody sees of a value that is not for people to read: there is none, or a mark is in it."""
    if value is None:
        name = f"“{word}”" if isinstance(word, str) else "this item of the list"
        return f"{name} is empty; give it a value, or delete it"
    if UNSEEN.search(node.value):
        shown = UNSEEN.sub(" ", node.value).strip()[:40]
        return f"“{shown}” holds a space or a mark that cannot be seen; type it again, or put it in quotes"
    return None


def _key_problem(key: Node, value: Node, before: tuple[Node, Node] | None) -> str | None:
    """Say why a key is none, when it is not; ``before`` is the entry before it, between the same braces."""
    if not isinstance(key, ScalarNode):
        return "a word followed by a colon is expected here; put a text with braces or brackets in quotes"
    written = key.value
    if UNSEEN.search(written):
        return (
            f"“{UNSEEN.sub('', written)}” holds a space or a mark that cannot be seen; "
            "type the word and its colon again"
        )
    return _plain_key_problem(key, value, before) if is_plain(key) else None


def _plain_key_problem(key: ScalarNode, value: Node, before: tuple[Node, Node] | None) -> str | None:
    """Say why a key without quotes was not meant as one, when it was not."""
    written = key.value
    if _is_absent(value):
        word, colon, rest = written.partition(":")
        if colon and rest:
            return f"write a space after the colon: “{word}: {rest}”"
        if value.start_mark.index == key.end_mark.index:  # no colon either, as happens between braces only
            return _lone(written, before)
    if key.tag.rpartition(":")[2] not in {"str", "value"}:
        return f'“{written}” is not read as text; put it in quotes: "{written}"'
    if " " in written.strip():
        return no_colon_before_brace(written) or (
            f"“{written}” cannot be a word of the language; if it is part of a text with a comma or a colon, "
            "put the whole text in quotes"
        )
    return None


def _is_absent(value: Node) -> bool:
    """Say whether nothing was written as a value."""
    return isinstance(value, ScalarNode) and is_plain(value) and value.value == ""


def _lone(written: str, before: tuple[Node, Node] | None) -> str:
    """Explain a key without colon: what follows a comma that was meant as part of a text or a number."""
    if before is None or not isinstance(before[1], ScalarNode):
        return f"“{written}” stands alone between braces; if it is a text, put it in quotes, braces included"
    word, start = before[0].value, before[1].value
    if re.fullmatch(r"-?[0-9]+", start) and written.isdigit():
        return f"decimals are written with a dot: {start}.{written}, not {start},{written}"
    return (
        f"“{written}” stands alone, because a comma ends a text between braces; "
        f'put the whole text in quotes: {word}: "{start}, {written}"'
    )
