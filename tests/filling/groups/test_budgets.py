"""What a step with many items costs: no more statements than one with a few."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.filling.browser import open_step
from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish
from tests.filling.saving import save_raw

pytestmark = pytest.mark.django_db

FIVE = [
    question("entrepreneur", "bce_number"),
    question("numero"),
    question("jour", "date"),
    question("montant", "money"),
    question("paye", "yes_no"),
]
ANSWERS = {
    "entrepreneur": "0202.239.951",
    "numero": "F 12",
    "jour": "12/03/2026",
    "montant": "1 250,00",
    "paye": "yes",
}
MANY = 120


@pytest.fixture
def draft(person):
    group = question("factures", "group", repeat={"item_label": text("Facture"), "max": 200}, questions=FIVE)
    steps = [{"key": "travaux", "title": text("Travaux"), "fields": [question("audit"), group]}]
    return draft_of(person, version=publish(steps=steps))


def fill(draft, person, count: int) -> None:
    items = [{"id": f"{rank:012x}", "answers": ANSWERS} for rank in range(count)]
    save_raw(draft, person, "travaux", {"audit": "A1", "factures": items})


def statements(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert act().status_code < 400
    return len(captured)


def test_a_step_with_many_items(citizen, person, draft):
    fill(draft, person, MANY)
    page = open_step(citizen, draft, "travaux")
    assert page.html.count(":edit:") == MANY
    data = {**page.fields, "audit": "A2", "action": "continue"}
    assert statements(lambda: citizen.get(page.url)) <= 10
    assert statements(lambda: citizen.post(page.url, data)) <= 10
    item = f"{page.url}factures/{5:012x}/"
    assert statements(lambda: citizen.get(item)) <= 10
    typed = {**ANSWERS, "montant": "7", "paye-end": "", "next_revision": "a" * 32, "action": "continue"}
    assert statements(lambda: citizen.post(item, typed)) <= 10
