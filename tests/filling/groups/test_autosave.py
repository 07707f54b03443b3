"""What is typed on the page of an item, or beside a table, is kept and stands in nobody's way."""

from __future__ import annotations

import pytest

from dossiers.models import StepAnswers
from tests.filling.browser import open_step, step_url, url
from tests.filling.groups.samples import draft_with_invoices

pytestmark = pytest.mark.django_db
GOOD = {"montant": "12", "neuf": "no"}


@pytest.fixture
def draft(person):
    return draft_with_invoices(person)


@pytest.fixture
def row(draft):
    return lambda: StepAnswers.objects.get(dossier=draft, step="travaux")


def new_item(client, draft):
    return open_step(client, draft, "travaux").post("factures:add").follow()


def amounts(row) -> list[str]:
    return [one["answers"]["montant"] for one in row().values["factures"]]


def test_an_item_in_the_middle_of_which_one_stopped_is_gone_on_with(citizen, draft, row):
    page = new_item(citizen, draft)
    assert page.type("id_montant", montant="1x").status_code == 200
    again = citizen.get(url("resume", draft))["Location"]
    assert again == f"{page.url}#id_montant"
    assert again.startswith(step_url(draft, "travaux"))
    assert 'value="1x"' in citizen.get(again).content.decode()
    table = page.post("continue", **GOOD).follow()
    assert amounts(row) == ["12"]
    assert not row().is_confirmed  # the table shows it, and its button confirms the step
    assert table.post("continue", audit="A1").response["Location"] == step_url(draft, "fin")
    assert row().is_confirmed


def test_two_items_typed_at_once_are_both_kept_and_late_saves_dropped(citizen, draft, row):
    one, other = new_item(citizen, draft), new_item(citizen, draft)
    assert one.type(montant="1", count=2).status_code == 200
    assert other.type(montant="2").status_code == 200
    assert one.type(montant="0", count=1).status_code == 409
    assert amounts(row) == ["1", "2"]
    one.post("continue", **GOOD)
    assert one.type(montant="3", count=5).status_code == 409
    assert amounts(row) == ["12", "2"]


def test_what_is_typed_beside_a_table_does_not_undo_an_item_saved_meanwhile(citizen, draft, row):
    table = open_step(citizen, draft, "travaux")
    new_item(citizen, draft).post("continue", **GOOD)
    assert table.type(audit="A1").status_code == 409
    assert amounts(row) == ["12"]
    assert table.post("continue", audit="A1").response.status_code == 409


def test_an_item_that_has_no_place_any_more_is_not_kept(citizen, draft, row):
    late = new_item(citizen, draft)
    for _item in range(4):
        new_item(citizen, draft).post("continue", **GOOD)
    assert late.type(montant="5").status_code == 409
    assert amounts(row) == ["12"] * 4
