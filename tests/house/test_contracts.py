"""Each import contract refuses what it is there for: each boundary is crossed in a copy of the graph.

Contracts are read from pyproject.toml: a new one is tried at once, and one of a kind unknown here fails.
"""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract

from monespace.demo.imports import RoleLayers
from tests.house.test_files import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importlinter import Contract

CONFIGURED = read_configuration(str(ROOT / "pyproject.toml"))
SESSION, CONTRACTS = CONFIGURED["session_options"], CONFIGURED["contracts_options"]
KINDS = {"layers": LayersContract, "forbidden": ForbiddenContract, "role_layers": RoleLayers}
Crossing = tuple[str, str]  # the module that imports, the module that it must not import


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """What imports what, as the contracts see it."""
    return grimp.build_graph(
        *SESSION["root_packages"],
        include_external_packages=SESSION["include_external_packages"] == "True",
        exclude_type_checking_imports=SESSION["exclude_type_checking_imports"] == "True",
        cache_dir=None,
    )


def made(options: dict[str, Any]) -> Contract:
    """Return the contract that ``options`` describe; KeyError for a kind of which no crossing is known."""
    return KINDS[options["type"]](options["name"], session_options=SESSION, contract_options=options)


def is_kept(contract: Contract, graph: grimp.ImportGraph, *crossings: Crossing, module: str = "") -> bool:
    """Whether the contract allows the graph once these imports, or this module, are added to it."""
    changed = deepcopy(graph)
    for importer, imported in crossings:
        changed.add_import(importer=importer, imported=imported)
    if module:
        changed.add_module(module)
    return contract.check(changed, verbose=False).kept


def matched(importers: list[str], imported: list[str]) -> Iterator[Crossing]:
    """Yield imports that may not be, until each module of both lists has taken part."""
    for turn in range(max(len(importers), len(imported))):
        yield importers[turn % len(importers)], imported[turn % len(imported)]


def across_layers(options: dict[str, Any]) -> Iterator[Crossing]:
    """Yield what leads into the layer above, and beside one another where a layer's parts are independent."""
    for container in options.get("containers", [""]):
        rows = [
            [f"{container}.{part}".strip(".") for part in re.split(r" [|:] ", layer)]
            for layer in options["layers"]
        ]
        for upper, lower in pairwise(rows):
            yield from matched(lower, upper)
        for layer, row in zip(options["layers"], rows, strict=True):
            if "|" in layer:
                yield from zip(row, [*row[1:], row[0]], strict=True)


def across_roles(options: dict[str, Any], graph: grimp.ImportGraph) -> Iterator[Crossing]:
    """Yield what leads from a file of each role to one of the roles above."""
    contract = made(options)
    rows = [
        [bearer(contract, graph, role, -depth) for role in layer.split()]
        for depth, layer in enumerate(options["layers"])
    ]
    for upper, lower in pairwise(rows):
        yield from matched(lower, upper)


def bearer(contract: RoleLayers, graph: grimp.ImportGraph, role: str, height: int) -> str:
    """Return a file of a role; fail when none has it: the contract then names what is not there."""
    files = (module for module in sorted(graph.modules) if contract.height(module) == height)
    found = next((file for file in files if re.search(rf"[._]{role}(\.|$)", file)), None)
    assert found, f"no file has the role {role}"
    return found


def sources(options: dict[str, Any], graph: grimp.ImportGraph) -> list[str]:
    """Return what a contract binds, « package.* » written out, without what it lets import anything."""
    free = {one.partition(".** -> ")[0] for one in options.get("ignore_imports", []) if one.endswith(" **")}
    found: list[str] = []
    for source in options["source_modules"]:
        found += graph.find_children(source.removesuffix(".*")) if source.endswith(".*") else [source]
    return sorted(set(found) - free)


def crossings(options: dict[str, Any], graph: grimp.ImportGraph) -> list[Crossing]:
    """Return imports that the contract must refuse one by one."""
    match options["type"]:
        case "layers":
            return list(across_layers(options))
        case "forbidden":
            return list(matched(sources(options, graph), options["forbidden_modules"]))
        case _:
            return list(across_roles(options, graph))


@pytest.mark.parametrize("options", CONTRACTS, ids=lambda options: options["name"])
def test_a_contract_refuses_each_import_that_crosses_it(options, graph):
    contract = made(options)
    assert is_kept(contract, graph)
    tried = crossings(options, graph)
    assert tried
    assert [crossing for crossing in tried if is_kept(contract, graph, crossing)] == []


@pytest.mark.parametrize(
    "options",
    [options for options in CONTRACTS if options["type"] == "layers" and "containers" in options],
    ids=lambda options: options["name"],
)
def test_a_contract_refuses_a_part_that_it_does_not_name(options, graph):
    contract = made(options)
    for container in options["containers"]:
        assert not is_kept(contract, graph, module=f"{container}.unnamed")


def test_every_app_has_its_layer():
    whole = next(one for one in CONTRACTS if one["type"] == "layers" and "containers" not in one)
    named = {part for part in " ".join(whole["layers"]).split() if part not in "|:"}
    assert set(SESSION["root_packages"]) <= {part.partition(".")[0] for part in named}


def test_imports_for_types_count(graph):
    assert graph.direct_import_exists(importer="accounts.person", imported="accounts.people.models")
