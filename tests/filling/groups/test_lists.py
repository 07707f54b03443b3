"""Adding a list of items: columns, options in words, errors by line, confirming, room, two tabs."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.engine.groups.items import Typed
from dossiers.filling.groups.lists.services import add_items
from dossiers.filling.selectors import get_draft
from dossiers.models import StepAnswers
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Permission
from monespace.common.levels import Level
from tests.filling.browser import Page, open_step, step_url, url
from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish

pytestmark = pytest.mark.django_db
N = "\u00a0"
INVOICES = question(
    "factures",
    "group",
    repeat={"item_label": text("Facture"), "max": 4},
    questions=[
        question("vendeur"),
        question("montant", "money"),
        question("payee", "yes_no"),
        question("reste", "money", when={"payee": False}, optional=True),
        question("commentaire", "long_text", optional=True),
    ],
    rules=[
        {"require": {"montant": {"at_least": 5}}, "field": "montant", "message": text("Rien sous 5 €.")},
    ],
)


def draft_with(person, **group):
    steps = [
        {"key": "travaux", "title": text("Travaux"), "fields": [question("audit"), INVOICES | group]},
        {"key": "fin", "title": text("Fin"), "fields": [question("mot", optional=True)]},
    ]
    return draft_of(person, version=publish(steps=steps))


@pytest.fixture
def draft(person):
    return draft_with(person)


def answers(draft) -> list[dict]:
    values = StepAnswers.objects.get(dossier=draft).values
    return [one["answers"] for one in values.get("factures", []) if not one.get("removed")]


def open_list(client, draft) -> Page:
    """Press the button of the table, and return the page of the list."""
    return open_step(client, draft, "travaux").post("factures:list", audit="A1").follow()


def told(page: Page) -> list[str]:
    return ["".join(one.itertext()) for one in page.root.findall(".//*[@class='error-summary']//a")]


def shown(page: Page) -> list[list[str]]:
    """Return the rows of the table to confirm, without the labels that only narrow screens show."""
    rows = page.root.findall(".//main//tbody/tr")
    return [[" ".join((cell.tail or cell.text or "").split()) for cell in _words(row)] for row in rows]


def _words(row) -> list:
    return [row.find("th"), *(cell.find("span") for cell in row.findall("td"))]


def test_a_list_is_checked_then_confirmed_and_what_was_typed_beside_it_is_kept(citizen, draft):
    page = open_list(citizen, draft)
    check = page.post("preview", lines="Dupont\t1.250,50\toui\nPeeters\t80\tnon\t20")
    assert shown(check)[0][:2] == ["Facture 1", "Dupont"]
    assert "1 250,50" in shown(check)[0][2].replace("\u202f", " ").replace(N, " ")
    assert answers(draft) == [], "nothing is added before"
    table = check.post("submit").follow()
    assert "2 lignes sont ajoutées." in table.html
    assert answers(draft) == [
        {"vendeur": "Dupont", "montant": "1.250,50", "payee": "yes"},
        {"vendeur": "Peeters", "montant": "80", "payee": "no", "reste": "20"},
    ]
    assert StepAnswers.objects.get(dossier=draft).values["audit"] == "A1"
    assert table.post("continue").response["Location"] == step_url(draft, "fin")


def test_headings_in_any_language_permit_another_order(citizen, draft):
    check = open_list(citizen, draft).post("preview", lines="montant;VENDEUR;payee\n12;Dupont;Nein\n")
    assert check.post("submit").response.status_code == 302
    assert answers(draft) == [{"vendeur": "Dupont", "montant": "12", "payee": "no"}]


def test_a_heading_that_names_no_question_is_told(citizen, draft):
    page = open_list(citizen, draft).post("preview", lines="vendeur;montant;couleur\nDupont;12;rouge")
    assert page.response.status_code == 422
    assert any("Ligne" in one and "couleur" in one for one in told(page))


def test_each_wrong_line_is_told_with_its_number_and_nothing_typed_is_lost(citizen, draft):
    lines = "Dupont;12;oui\nPeeters;beaucoup;oui\n\nMartin;3;peut-être\nA;9;oui;;;;de trop"
    page = open_list(citizen, draft).post("preview", lines=lines)
    assert page.response.status_code == 422
    assert page.fields["lines"] == lines
    numbers = [one.replace(N, " ").partition(" :")[0] for one in told(page)]
    assert numbers == ["Ligne 2", "Ligne 4", "Ligne 4", "Ligne 5"]
    mended = page.post("preview", lines="Dupont;12;oui")
    assert mended.post("submit").response.status_code == 302
    assert len(answers(draft)) == 1


def test_a_rule_of_the_group_is_told_at_its_line(citizen, draft):
    page = open_list(citizen, draft).post("preview", lines="Dupont;4;oui")
    assert len(told(page)) == 1
    assert "Rien sous 5" in told(page)[0]


def test_a_file_is_put_behind_what_is_typed(citizen, draft):
    content = "vendeur;montant;payee\r\nÉlise;20;oui\r\n".encode("cp1252")
    page = open_list(citizen, draft)
    data = {**page.fields, "lines": "Dupont;12;oui", "action": "preview"}
    data["file"] = SimpleUploadedFile("liste.csv", content, "text/csv")
    check = Page(citizen, page.url, citizen.post(page.url, data))
    check.post("submit")
    assert [one["vendeur"] for one in answers(draft)] == ["Dupont", "Élise"]


def test_a_workbook_is_refused_with_the_way_to_mend_it(citizen, draft):
    page = open_list(citizen, draft)
    data = {**page.fields, "action": "preview"}
    data["file"] = SimpleUploadedFile("liste.xlsx", b"PK\x03\x04", "application/zip")
    refused = Page(citizen, page.url, citizen.post(page.url, data))
    assert refused.response.status_code == 422
    assert any("CSV" in one for one in told(refused))


def test_an_empty_list_is_told(citizen, draft):
    page = open_list(citizen, draft).post("preview", lines=" \n")
    assert page.response.status_code == 422
    assert len(told(page)) == 1


def test_confirming_twice_adds_once(citizen, draft):
    check = open_list(citizen, draft).post("preview", lines="A;9;oui\nB;9;oui\nC;9;oui")
    assert check.post("submit").response.status_code == 302
    assert check.post("submit").response.status_code == 302
    assert [one["vendeur"] for one in answers(draft)] == ["A", "B", "C"]


def test_there_are_never_more_than_the_group_takes(citizen, draft):
    full = open_list(citizen, draft).post("preview", lines="A;9;oui\nB;9;oui\nC;9;oui\nD;9;oui\nE;9;oui")
    assert full.response.status_code == 422
    assert "5" in told(full)[0]
    assert "4" in told(full)[0]
    first, second = (
        open_list(citizen, draft).post("preview", lines="A;9;oui\nB;9;oui\nC;9;oui") for _ in "12"
    )
    assert first.post("submit").response.status_code == 302
    assert second.post("submit").response.status_code == 422
    assert len(answers(draft)) == 3


def test_what_changed_since_it_was_shown_is_shown_again(citizen, draft):
    check = open_list(citizen, draft).post("preview", lines="A;9;oui")
    other = open_list(citizen, draft).post("preview", lines="B;9;oui")
    assert other.post("submit").response.status_code == 302
    again = check.post("submit")
    assert "Rien n’est ajouté" in again.html
    assert shown(again)[0][0] == "Facture 2"
    again.post("submit")
    assert [one["vendeur"] for one in answers(draft)] == ["B", "A"]


def test_what_another_page_saved_meanwhile_stays(citizen, person, draft):
    open_list(citizen, draft)
    actor = enter(person, "citoyen", level=Level.ITSME, method="itsme")
    before = get_draft(actor, draft.pk, Permission.FILL_DOSSIERS)
    open_list(citizen, draft).post("preview", lines="B;9;oui").post("submit")
    open_step(citizen, draft, "travaux").post("save", audit="A2")
    group = before.definition.question("travaux.factures")
    items = [Typed("0" * 12, {"vendeur": "A"})]
    add_items(actor=actor, draft=before, step="travaux", group=group, items=items)
    assert [one["vendeur"] for one in answers(draft)] == ["B", "A"]
    assert StepAnswers.objects.get(dossier=draft).values["audit"] == "A2"


def test_what_a_cell_cannot_answer_is_completed_on_the_page_of_the_item(citizen, person):
    draft = draft_with(person, questions=[question("vendeur"), question("ou", "address")], rules=[])
    page = open_list(citizen, draft)
    assert "se complète ensuite" in page.html
    table = page.post("preview", lines="Dupont").post("submit").follow()
    assert answers(draft) == [{"vendeur": "Dupont"}]
    assert "À compléter" in table.html


def test_the_file_to_fill_in_has_the_headings_in_the_readers_language(citizen, draft):
    answer = citizen.get(url("items_example", draft, step="travaux", group="factures"))
    (row,) = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert len(row) == 4
    assert 'filename="factures.csv"' in answer["Content-Disposition"]


@pytest.mark.parametrize(("step", "group"), [("travaux", "audit"), ("travaux", "rien"), ("rien", "factures")])
def test_what_is_no_group_has_no_list(citizen, draft, step, group):
    assert citizen.get(url("items_list", draft, step="travaux", group="factures")).status_code == 200
    assert citizen.get(url("items_list", draft, step=step, group=group)).status_code == 404


def test_another_language_keeps_the_page_and_what_is_typed(citizen, draft):
    page = open_list(citizen, draft)
    typed = page.post("", lines="Dupont;12;oui", page_language="de")
    assert typed.fields["lines"] == "Dupont;12;oui"
    assert typed.root.get("lang") == "de"
    assert not told(typed)
    check = typed.post("preview")
    assert shown(check)
    again = check.post("", page_language="fr")
    assert (again.root.get("lang"), shown(again)[0][0]) == ("fr", "Facture 1")
    assert check.post("edit").fields["lines"] == "Dupont;12;oui"


def test_hostile_lines_are_refused_or_shown_as_text(citizen, draft):
    page = open_list(citizen, draft).post("preview", lines='<script>x</script>;9;oui\n"a;9;oui')
    assert "<script>x" not in page.html
    assert page.response.status_code in {200, 422}
