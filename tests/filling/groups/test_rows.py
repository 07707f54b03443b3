"""A group filled in as rows of one page: what is typed, added, removed and moved; two tabs; errors."""

from __future__ import annotations

import pytest

from dossiers.models import StepAnswers
from tests.filling.browser import Page, open_step
from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish
from tests.filling.groups.test_budgets import ANSWERS, FIVE, MANY, fill, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(person):
    group = question(
        "factures",
        "group",
        layout="rows",
        repeat={"item_label": text("Facture"), "max": 200, "min": 2},
        questions=FIVE,
    )
    steps = [{"key": "travaux", "title": text("Travaux"), "fields": [question("audit"), group]}]
    return draft_of(person, version=publish(steps=steps))


def items(draft) -> list[dict]:
    return StepAnswers.objects.get(dossier=draft).values["factures"]


def ids(page: Page) -> list[str]:
    return [one.get("value") for one in page.form.iter("input") if one.get("name") == "factures-items"]


def typed(page: Page, *rows: dict[str, str]) -> dict:
    """Return what a browser sends with these rows filled in."""
    cells = {
        f"factures-{id_}-{key}": value
        for id_, row in zip(ids(page), rows, strict=False)
        for key, value in row.items()
    }
    return {"factures-items": ids(page), **cells}


def send(page: Page, action: str, *rows: dict[str, str], **more: str) -> Page:
    data = {**page.fields, **typed(page, *rows), **more, "action": action}
    return Page(page.client, page.url, page.client.post(page.url, data))


def told(page: Page) -> list[str]:
    return ["".join(one.itertext()) for one in page.root.findall(".//*[@class='error-summary']//a")]


def test_rows_are_typed_and_sent_at_once(citizen, draft):
    page = open_step(citizen, draft, "travaux")
    assert len(ids(page)) == 2
    assert send(page, "continue", ANSWERS, ANSWERS, audit="A1").response.status_code == 302
    assert [one["answers"] for one in items(draft)] == [ANSWERS, ANSWERS]
    again = open_step(citizen, draft, "travaux")
    assert again.fields[f"factures-{ids(again)[0]}-montant"] == ANSWERS["montant"]
    assert again.fields[f"factures-{ids(again)[1]}-paye"] == "yes"


def test_an_error_names_its_row_and_leads_to_its_cell(citizen, draft):
    page = send(
        open_step(citizen, draft, "travaux"), "continue", ANSWERS, {**ANSWERS, "montant": "<x>"}, audit="A1"
    )
    assert told(page) == [
        "«\u00a0Facture 2, Montant\u00a0»\u00a0: indiquez le montant en chiffres, comme 1\u00a0234,50."
    ]
    [link] = page.root.findall(".//*[@class='error-summary']//a")
    cell = page.root.find(f".//*[@id='{link.get('href')[1:]}']")
    assert (cell.get("value"), cell.get("aria-invalid")) == ("<x>", "true")
    assert cell.get("aria-label") == "Facture 2, Montant"
    assert page.root.find(f".//*[@id='{cell.get('aria-describedby')}']") is not None


def test_blank_rows_are_none_and_a_blank_row_is_removed_without_a_word(citizen, draft):
    page = send(open_step(citizen, draft, "travaux"), "factures:add", ANSWERS, audit="A1").follow()
    assert len(ids(page)) == 3
    page = send(page, f"factures:remove:{ids(page)[2]}").follow()
    assert len(ids(page)) == 2
    assert "au moins 2, il y en a 1" in told(send(page, "continue"))[0]
    assert len(items(draft)) == 1


def test_what_is_typed_is_kept_by_every_button_of_the_table(citizen, draft):
    page = open_step(citizen, draft, "travaux")
    first, second = {**ANSWERS, "montant": "1"}, {**ANSWERS, "montant": "2"}
    page = send(page, f"factures:down:{ids(page)[0]}", first, second, audit="A9").follow()
    assert [one["answers"]["montant"] for one in items(draft)] == ["2", "1"]
    page = send(page, f"factures:remove:{ids(page)[0]}", {"montant": "3"}).follow()
    assert page.html.count("retrait enregistré") == 1
    page = send(page, f"factures:restore:{ids(page)[0]}").follow()
    assert [one["answers"].get("montant") for one in items(draft)][:2] == ["3", "1"]
    assert page.fields["audit"] == "A9"


def test_rows_that_were_not_sent_stay(citizen, draft):
    page = send(open_step(citizen, draft, "travaux"), "save", ANSWERS, ANSWERS, audit="A1")
    page = open_step(citizen, draft, "travaux")
    hidden = {name: page.fields[name] for name in ("revision", "next_revision")}
    one = ids(page)[1]
    data = {**hidden, "factures-items": [one], f"factures-{one}-numero": "F 13", "action": "save"}
    citizen.post(page.url, data)
    assert sorted(each["answers"]["numero"] for each in items(draft)) == ["F 12", "F 13"]
    page = open_step(citizen, draft, "travaux")
    citizen.post(page.url, {"revision": page.fields["revision"], "audit": "A2", "action": "save"})
    assert len(items(draft)) == 2


def test_two_tabs_are_compared(citizen, draft):
    one, other = open_step(citizen, draft, "travaux"), open_step(citizen, draft, "travaux")
    send(one, "save", ANSWERS, audit="A1")
    conflict = send(other, "save", {**ANSWERS, "montant": "5"}, audit="A1")
    assert conflict.response.status_code == 409
    assert "5,00" in conflict.html or "Montant\u00a0: 5" in conflict.html
    assert len(items(draft)) == 1


def test_no_rows_beyond_the_limit_and_no_made_up_ids(citizen, draft):
    page = open_step(citizen, draft, "travaux")
    data = {**page.fields, "factures-items": ["x", "a" * 12, "a" * 12], "action": "save"}
    citizen.post(page.url, data | {f"factures-{'a' * 12}-numero": "1", "factures-x-numero": "2"})
    assert [one["id"] for one in items(draft)] == ["a" * 12]


def test_many_rows_take_no_more_statements(citizen, person, draft):
    fill(draft, person, MANY)
    page = open_step(citizen, draft, "travaux")
    data = {**page.fields, **typed(page), "audit": "A2", "action": "continue"}
    assert len(ids(page)) == MANY
    assert statements(lambda: citizen.get(page.url)) <= 10
    assert statements(lambda: citizen.post(page.url, data)) <= 10
