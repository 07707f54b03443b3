"""Loading a definition from its file: every problem found is reported with its line."""

from __future__ import annotations

from pydantic import ValidationError

from dossiers.engine.checks import problems_of
from dossiers.engine.reading import InvalidDefinition, Problem, read
from dossiers.engine.schema import Definition
from dossiers.engine.wording import worded

__all__ = ["InvalidDefinition", "Problem", "load"]


def load(text: str, source: str = "definition") -> Definition:
    """Return the definition written in ``text``; InvalidDefinition tells everything that is wrong.

    The YAML is read first, then its shape is compared with the language, then what it says is checked.
    """
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
        for path, message, mention in problems_of(definition):
            line = document.line_of_mention(path, mention) if mention else document.line_of(path)
            document.report(path, message, line)
    if document.problems or definition is None:
        raise InvalidDefinition(document.problems, source)
    return definition
