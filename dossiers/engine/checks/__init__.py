"""What a definition says must make sense: keys, languages, references, and that people can meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.engine.checks.computed import check_computed
from dossiers.engine.checks.cosigning import check_cosigners
from dossiers.engine.checks.declaring import check_declarations, check_declarations_possible
from dossiers.engine.checks.exits import check_exits, check_exits_possible
from dossiers.engine.checks.groups import check_groups, check_groups_possible
from dossiers.engine.checks.meeting import check_possible
from dossiers.engine.checks.references import check_references
from dossiers.engine.checks.routing import check_routes_possible, check_routing
from dossiers.engine.checks.structure import MACHINERY, RESERVED, Finding, check_structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.schema import Definition

__all__ = ["MACHINERY", "RESERVED", "Finding", "problems_of"]


def problems_of(definition: Definition) -> Iterator[Finding]:
    """Give everything that makes no sense in a definition.

    Whether people can meet everything is only asked of a definition that makes sense otherwise.
    """
    wrong = [
        *check_structure(definition),
        *check_references(definition),
        *check_computed(definition),
        *check_groups(definition),
        *check_cosigners(definition),
        *check_declarations(definition),
        *check_routing(definition),
        *check_exits(definition),
    ]
    if wrong:
        yield from wrong
        return
    yield from check_possible(definition)
    yield from check_groups_possible(definition)
    yield from check_exits_possible(definition)
    yield from check_declarations_possible(definition)
    yield from check_routes_possible(definition)
