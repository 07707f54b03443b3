"""Loading a definition from its file: every problem found is reported with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from dossiers.engine.advice import advice_on
from dossiers.engine.checks import problems_of
from dossiers.engine.reading import Document, InvalidDefinition, Problem, read
from dossiers.engine.schema import Definition
from dossiers.engine.wording import worded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dossiers.engine.checks import Finding

__all__ = ["InvalidDefinition", "Problem", "load", "load_with_advice"]


def load(text: str, source: str = "definition") -> Definition:
    """Return the definition written in ``text``; InvalidDefinition tells everything that is wrong.

    The YAML is read first, then its shape is compared with the language, then what it says is checked.
    """
    return _loaded(text, source)[0]


def load_with_advice(text: str, source: str = "definition") -> tuple[Definition, list[Problem]]:
    """Return the definition, and what could be better in it by line. Raises InvalidDefinition."""
    definition, document = _loaded(text, source)
    _report(advice_on(definition), document)
    return definition, sorted(document.problems, key=lambda one: one.line)


def _loaded(text: str, source: str) -> tuple[Definition, Document]:
    """Return a definition without problems, and where everything stands in its file."""
    document = read(text)
    definition = None
    if not document.problems:
        try:
            definition = Definition.model_validate(document.data)
        except ValidationError as refusal:
            errors = refusal.errors(include_url=False)
            for path, message in worded(errors, document):
                document.report(path, message)
    if definition is not None:
        _report(problems_of(definition), document)
    if document.problems or definition is None:
        raise InvalidDefinition(document.problems, source)
    return definition, document


def _report(findings: Iterable[Finding], document: Document) -> None:
    """Note what checks found, each with its line."""
    for path, message, mention in findings:
        line = document.line_of_mention(path, mention) if mention else document.line_of(path)
        document.report(path, message, line)
