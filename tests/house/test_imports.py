"""The import contract sees a forbidden import wherever it stands (pyproject.toml, monespace.demo.imports)."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from pathlib import Path

import grimp
import pytest

from monespace.demo.imports import RoleLayers

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIGURED = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
OPTIONS = next(one for one in CONFIGURED["contracts"] if one["type"] == "role_layers")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """What imports what, as the code stands; each test adds to a copy."""
    return grimp.build_graph(
        *CONFIGURED["root_packages"], exclude_type_checking_imports=False, cache_dir=None
    )


def chains(graph: grimp.ImportGraph, *imports: tuple[str, str]) -> list[tuple[str, ...]]:
    """Return the chains that lead upwards once ``imports`` are added."""
    changed = deepcopy(graph)
    for importer, imported in imports:
        changed.add_import(importer=importer, imported=imported)
    contract = RoleLayers(OPTIONS["name"], session_options={}, contract_options=OPTIONS)
    return contract.check(changed, verbose=False).metadata["chains"]


def test_the_code_as_it_stands_leads_nowhere_upwards(graph):
    assert chains(graph) == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        pytest.param("enterprises.members.services", "enterprises.members.views", id="a folder"),
        pytest.param("helpdesk.services", "helpdesk.views", id="the agents' app"),
        pytest.param("accounts.profile.services", "accounts.profile.forms", id="a form"),
        pytest.param(
            "dossiers.filling.attachment_services", "dossiers.filling.wizard", id="a name with a prefix"
        ),
        pytest.param(
            "enterprises.rights.querysets", "enterprises.members.services", id="a read of a service"
        ),
        pytest.param("monespace.outbox.models", "monespace.outbox.services", id="the kernel"),
        pytest.param("monespace.mail.services", "monespace.pages.views", id="the pages of the kernel"),
        pytest.param("accounts.saml.metadata.models", "helpdesk.services", id="another app"),
    ],
)
def test_an_import_upwards_is_found(graph, importer, imported):
    for module in (importer, imported):
        assert module in graph.modules
    assert (importer, imported) in chains(graph, (importer, imported))


def test_a_way_over_files_of_no_role_is_found(graph):
    found = chains(
        graph,
        ("enterprises.members.services", "monespace.common.folding"),
        ("monespace.common.folding", "enterprises.members.views"),
    )
    assert ("enterprises.members.services", "monespace.common.folding", "enterprises.members.views") in found
