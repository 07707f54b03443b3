"""The simulated Banque-Carrefour: what it says about enterprises and who represents them."""

from __future__ import annotations

import pytest

from monespace.common.identifiers import normalize_bce, normalize_establishment
from monespace.simulators.bce.register import ENTERPRISES
from monespace.simulators.personas import PERSONAS
from tests.support import plain_http
from tests.support.pages import parse
from tests.support.simulators import start_simulators

BAKERY, WORKSHOP = "1999990144", "1999990243"


@pytest.fixture
def bce():
    with plain_http.client(base_url=f"{start_simulators()}/bce/") as browser:
        yield browser


def test_numbers_of_the_register_are_valid():
    for enterprise in ENTERPRISES.values():
        assert normalize_bce(enterprise.number) == enterprise.number
        for establishment in enterprise.establishments:
            assert normalize_establishment(establishment.number) == establishment.number


def test_enterprise_is_described_without_its_representatives(bce):
    described = bce.get(f"enterprises/{BAKERY}/").raise_for_status().json()
    assert described["name"] == "Boulangerie Lemaire SRL"
    assert described["establishments"][0]["number"] == "8999990194"
    assert "national_number" not in str(described)


@pytest.mark.parametrize("number", [BAKERY, WORKSHOP])
def test_representative_is_the_announced_persona(bce, number):
    answer = bce.get(f"representatives/{number}/").raise_for_status().json()
    numbers = [representative["national_number"] for representative in answer["representatives"]]
    assert numbers == [PERSONAS["representant"].national_number]


@pytest.mark.parametrize("resource", ["enterprises", "representatives"])
def test_unknown_enterprise_is_said_so(bce, resource):
    answer = bce.get(f"{resource}/1999991035/")
    assert (answer.status_code, answer.json()) == (404, {"error": "unknown enterprise"})


def test_page_shows_every_enterprise_and_no_national_number(bce):
    page = bce.get("").raise_for_status().text
    assert len(parse(page).findall(".//h1")) == 1
    for enterprise in ENTERPRISES.values():
        assert enterprise.name in page
    assert PERSONAS["representant"].national_number not in page
