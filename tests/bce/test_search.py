"""An enterprise is found by its number, however written, and by each of its names."""

from __future__ import annotations

from datetime import date

import pytest

from enterprises.models import RegisterName
from enterprises.register.search import find_enterprises
from monespace.common.identifiers import format_bce, format_establishment
from tests.support.enterprise_factories import EnterpriseFactory, RegisterNameFactory

pytestmark = pytest.mark.django_db
ESTABLISHMENT = "8999990194"


@pytest.fixture
def bakery():
    enterprise = EnterpriseFactory(number="1999990144", name="Boulangerie « L’Épi d’Or » SRL")
    enterprise.establishments.create(number=ESTABLISHMENT)
    RegisterNameFactory(entity=enterprise.number, language="nl", name="Bakkerij De Gouden Aar")
    RegisterNameFactory(entity=ESTABLISHMENT, kind=RegisterName.Kind.COMMERCIAL, name="Le Fournil de Jambes")
    return enterprise


@pytest.fixture
def others():
    return [EnterpriseFactory(name=name) for name in ("Garage Lemaire", "Épicerie d’Orp", "Gouden Vlees")]


@pytest.mark.parametrize(
    "text",
    [
        "1999990144",
        "1999.990.144",
        "BE 1999.990.144",
        "be1999990144",
        " 1999-990-144 ",
        "1999 990",
        "19999901",
        format_establishment(ESTABLISHMENT),
    ],
)
def test_it_is_found_by_a_number_however_written(bakery, others, text):
    assert find_enterprises(text) == [bakery]


def test_an_old_number_of_nine_digits_is_read_with_a_zero_in_front(others):
    old = EnterpriseFactory(number="0203430576", name="Ancienne")
    assert find_enterprises("203.430.576") == [old]
    assert format_bce("203430576") == "0203.430.576"


@pytest.mark.parametrize(
    "text",
    [
        "boulangerie",
        "BOULANGERIE L’EPI",
        "epi or",
        "or boulang",
        "bakkerij",
        "gouden aar",
        "aar goud",
        "Fournil",
        "jambes",
        "le fournil de j",
    ],
)
def test_it_is_found_by_the_beginning_of_the_words_of_any_of_its_names(bakery, others, text):
    assert find_enterprises(text) == [bakery]


@pytest.mark.parametrize(
    "text", ["langerie", "boulangerie martin", "' | boulangerie & x", "1999.990.145", "b", "", "99", "!"]
)
def test_nothing_is_found_by_what_it_is_not(bakery, others, text):
    assert find_enterprises("boulangerie") == [bakery]
    assert find_enterprises(text) == []


def test_names_that_begin_as_typed_come_first_and_stopped_enterprises_last(bakery):
    inside = EnterpriseFactory(name="Au bois de Namur")
    beginning = EnterpriseFactory(name="Bois et scierie")
    stopped = EnterpriseFactory(name="Bois ancien", stopped_on=date(2026, 1, 1))
    assert find_enterprises("bois") == [beginning, inside, stopped]


def test_a_name_of_digits_only_is_a_name_too():
    radio = EnterpriseFactory(name="1718")
    assert find_enterprises("1718") == [radio]


def test_results_stop_at_the_limit_in_few_queries(bakery, django_assert_max_num_queries):
    EnterpriseFactory.create_batch(15, name="Boulangerie du Coin")
    with django_assert_max_num_queries(5):
        assert len(find_enterprises("boulangerie", limit=10)) == 10
