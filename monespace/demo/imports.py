"""The import contract that sees every file: its role is the last word of its name, or of its folder's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importlinter import Contract, ContractCheck, fields, output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grimp import ImportGraph


class RoleLayers(Contract):
    """No file leads, over whatever stands between, to one whose role stands higher.

    ``layers`` lists the roles from the top down, those of one layer divided by spaces. A role is a word:
    ``views`` is that of ``filling.views``, ``filling.document_views`` and ``views.members``. Files of no
    role are what the others pass through. ``without_roles`` are packages whose names mean something else.
    """

    type_name = "role_layers"

    root_packages: list[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment] # read as strings
    layers: list[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment] # read as strings
    without_roles: list[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment] # read as strings

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - the library's signature
        """Return the chains of imports that lead upwards."""
        heights = {module: height for module in graph.modules if (height := self.height(module)) is not None}
        chains = [chain for module in sorted(heights) for chain in _chains_upwards(graph, heights, module)]
        return ContractCheck(kept=not chains, metadata={"chains": chains})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each chain."""
        for chain in check.metadata["chains"]:
            output.print_error(" -> ".join(chain))

    def height(self, module: str) -> int | None:
        """Return how high the role of ``module`` stands, if it has one: its name's, else its folder's."""
        parts = module.split(".")
        if parts[0] not in self.root_packages or any(
            f"{module}.".startswith(f"{package}.") for package in self.without_roles
        ):
            return None
        heights = {role: -depth for depth, layer in enumerate(self.layers) for role in layer.split()}
        words = (part.rpartition("_")[2] for part in reversed(parts[1:]))
        return next((heights[word] for word in words if word in heights), None)


def _chains_upwards(graph: ImportGraph, heights: dict[str, int], start: str) -> Iterator[tuple[str, ...]]:
    """Give the ways from ``start``, over files of no role, to files that stand higher."""
    seen = {start}
    waiting: list[tuple[str, ...]] = [(start,)]
    while waiting:
        chain = waiting.pop()
        for module in graph.find_modules_directly_imported_by(chain[-1]) - seen:
            seen.add(module)
            if module not in heights:
                waiting.append((*chain, module))
            elif heights[module] > heights[start]:
                yield (*chain, module)
