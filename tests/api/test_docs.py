"""The integrator's page says what the interface does: its addresses, scopes, problems and parameters."""

from __future__ import annotations

import re

from api.contract.openapi import description, operations
from api.problems import kinds
from dossiers.clients.verbs import Verb
from tests.house.test_files import ROOT

PAGE = (ROOT / "docs" / "api.md").read_text()
PROBLEMS = {kind.type: kind.status for kind in vars(kinds).values() if isinstance(kind, kinds.Kind)}


def test_every_operation_is_on_the_page_and_no_other():
    told = set(re.findall(r"`(GET|POST) (/api/v1/[^`]*)`", PAGE))
    described = {(method.upper(), path) for path, item in description()["paths"].items() for method in item}
    assert told == described


def test_every_problem_is_on_the_page_under_its_status():
    told = {
        name: int(status)
        for status, names in re.findall(r"^\| (\d{3}) \| ([^|]*) \|", PAGE, re.MULTILINE)
        for name in re.findall(r"`(urn:[^`]*)`", names)
    }
    assert told == PROBLEMS


def test_every_scope_is_on_the_page_and_in_the_description():
    told = re.findall(r"^\| `([a-z]+-[a-z-]+)` \|", PAGE, re.MULTILINE)
    assert told == Verb.values
    [scheme] = description()["components"]["securitySchemes"].values()
    assert list(scheme["flows"]["clientCredentials"]["scopes"]) == Verb.values


def test_every_parameter_of_the_list_is_on_the_page():
    listing = next(one for one in operations(description()) if one["operationId"] == "listDossiers")
    for parameter in {one["name"] for one in listing["parameters"]} - {"cursor"}:
        assert f"`{parameter}`" in PAGE
