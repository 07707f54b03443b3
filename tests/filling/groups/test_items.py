"""The pages of items: adding, changing, two tabs, removing and putting back, order, limits, nesting."""

from __future__ import annotations

import pytest

from dossiers.models import StepAnswers
from tests.filling.browser import Page, open_step, step_url
from tests.filling.groups.samples import draft_with_invoices

pytestmark = pytest.mark.django_db
GOOD = {"montant": "12", "neuf": "no"}


@pytest.fixture
def draft(person):
    return draft_with_invoices(person)


def kept(draft) -> dict:
    return StepAnswers.objects.get(dossier=draft, step="travaux").values


def items(draft) -> list[dict]:
    return kept(draft)["factures"]


def amounts(draft) -> list[str]:
    return [one["answers"]["montant"] for one in items(draft)]


def add(client, draft, **answers) -> Page:
    """Add an invoice by the buttons of the pages, and return the page of the table."""
    page = open_step(client, draft, "travaux").post("factures:add").follow()
    return page.post("continue", **{**GOOD, **answers}).follow()


def press(page: Page, verb: str, place: int, **typed) -> Page:
    """Press a button of a row of the table."""
    rows = page.root.findall(".//table/tbody/tr")
    values = [button.get("value") for button in rows[place].iter("button")]
    return page.post(next(one for one in values if f":{verb}:" in one), **typed)


def told(page: Page) -> str:
    return " ".join("".join(one.itertext()) for one in page.root.findall(".//*[@class='error-summary']"))


def test_an_item_is_added_on_a_page_of_its_own_and_what_was_typed_beside_is_kept(citizen, draft):
    page = open_step(citizen, draft, "travaux").post("factures:add", audit="A1").follow()
    assert "Facture 1" in "".join(page.root.find(".//h1").itertext())
    table = page.post("continue", **GOOD).follow()
    assert (kept(draft)["audit"], amounts(draft)) == ("A1", ["12"])
    assert "12,00" in "".join(table.root.find(".//tbody").itertext())
    assert table.post("continue").response["Location"] == step_url(draft, "fin")


def test_an_item_that_is_wrong_is_kept_as_typed_and_its_page_says_why(citizen, draft):
    page = open_step(citizen, draft, "travaux").post("factures:add").follow().post("continue", montant="x")
    assert page.response.status_code == 200
    assert "«\u00a0Montant\u00a0»" in told(page)
    assert items(draft)[0]["answers"]["montant"] == "x"
    table = open_step(citizen, draft, "travaux").post("continue", audit="A1")
    assert "Facture 1, Montant" in told(table)
    links = [one.get("href") for one in table.root.findall(".//*[@class='error-summary']//a")]
    assert f"#id_factures_{items(draft)[0]['id']}" in links
    assert table.root.find(f".//*[@id='{links[0][1:]}']") is not None


def test_a_blank_item_is_none(citizen, draft):
    page = open_step(citizen, draft, "travaux").post("factures:add").follow()
    assert page.post("save").response.status_code == 302
    assert not any(row.values.get("factures") for row in StepAnswers.objects.all())


def test_a_question_in_an_item_follows_the_answers_of_that_item(citizen, draft):
    page = open_step(citizen, draft, "travaux").post("factures:add").follow()
    asked = citizen.post(f"{page.url}questions/", {"neuf": "yes"}).json()["asked"]
    assert "quoi" in asked
    assert "quoi" not in citizen.post(f"{page.url}questions/", {"neuf": "no"}).json()["asked"]
    assert "complétez" in told(page.post("continue", montant="1", neuf="yes"))


def test_two_tabs_of_two_items_never_stand_in_each_other_s_way(citizen, draft):
    first = open_step(citizen, draft, "travaux").post("factures:add").follow()
    second = open_step(citizen, draft, "travaux").post("factures:add").follow()
    assert first.post("continue", **GOOD).response.status_code == 302
    assert second.post("continue", **{**GOOD, "montant": "7"}).response.status_code == 302
    assert amounts(draft) == ["12", "7"]


def test_two_tabs_of_one_item_are_shown_side_by_side(citizen, draft):
    table = add(citizen, draft)
    one, other = press(table, "edit", 0).follow(), press(table, "edit", 0).follow()
    one.post("continue", montant="20")
    conflict = other.post("continue", montant="30")
    assert conflict.response.status_code == 409
    assert ("20,00" in conflict.html, "30" in conflict.html, amounts(draft)) == (True, True, ["20"])
    assert conflict.post("continue").response.status_code == 302
    assert amounts(draft) == ["30"]


def test_an_item_removed_in_another_tab_is_not_lost_where_it_is_typed_in(citizen, draft):
    table = add(citizen, draft)
    page = press(table, "edit", 0).follow()
    press(table, "remove", 0)
    conflict = page.post("continue", montant="30")
    assert conflict.response.status_code == 409
    assert conflict.post("continue").response.status_code == 302
    assert [one.get("removed") for one in items(draft)] == [None]
    page = press(open_step(citizen, draft, "travaux"), "edit", 0).follow()
    press(open_step(citizen, draft, "travaux"), "remove", 0).follow().post("save")
    assert items(draft) == []
    assert page.post("continue", montant="31").post("continue").response.status_code == 302
    assert amounts(draft) == ["31"]


def test_the_same_page_sent_twice_is_one_item(citizen, draft):
    page = open_step(citizen, draft, "travaux").post("factures:add").follow()
    for montant in ("12", "12", "13"):
        assert page.post("continue", **{**GOOD, "montant": montant}).response.status_code == 302
    assert amounts(draft) == ["13"]


def test_a_removed_item_can_be_put_back_until_the_page_is_left(citizen, draft):
    add(citizen, draft)
    table = add(citizen, draft, montant="7")
    table = press(table, "remove", 0, note="gardé").follow()
    assert kept(draft)["note"] == "gardé"
    assert "Facture 1" in "".join(table.root.findall(".//tbody/tr")[1].itertext())
    table = press(table, "restore", 0).follow()
    assert amounts(draft) == ["12", "7"]
    press(table, "remove", 0).follow().post("save")
    assert amounts(draft) == ["7"]


def test_items_are_moved_and_keep_their_answers(citizen, draft):
    for montant in ("1", "2", "3"):
        table = add(citizen, draft, montant=montant)
    table = press(table, "up", 2).follow()
    assert amounts(draft) == ["1", "3", "2"]
    press(table, "down", 0).follow()
    assert amounts(draft) == ["3", "1", "2"]


def test_a_table_that_is_no_longer_new_moves_what_is_there_now(citizen, draft):
    old = add(citizen, draft)
    add(citizen, draft, montant="7")
    press(old, "remove", 0)
    assert [(one["answers"]["montant"], one.get("removed")) for one in items(draft)] == [
        ("12", True),
        ("7", None),
    ]


def test_a_stale_table_with_something_typed_shows_both_versions(citizen, draft):
    old = open_step(citizen, draft, "travaux")
    open_step(citizen, draft, "travaux").post("save", audit="A2")
    assert old.post("factures:add", audit="A3").response.status_code == 409
    assert kept(draft)["audit"] == "A2"


def test_no_more_than_the_definition_says(citizen, draft):
    for montant in "1234":
        table = add(citizen, draft, montant=montant)
    assert not [one for one in table.root.iter("button") if one.get("value") == "factures:add"]
    page = table.post("factures:add").follow()
    assert "c’est le maximum" in page.html
    late = Page(citizen, step_url(draft, "travaux") + "factures/" + "a" * 12 + "/", page.response)
    answer = citizen.post(late.url, {**GOOD, "montant": "55", "action": "continue"})
    assert (len(items(draft)), 'value="55"' in answer.content.decode()) == (4, True)


def test_a_group_within_an_item(citizen, draft):
    page = open_step(citizen, draft, "travaux").post("factures:add").follow()
    inner = page.post("lignes:add", **GOOD).follow()
    assert "Ligne 1" in "".join(inner.root.find(".//h1").itertext())
    assert inner.post("continue", nombre="x").response.status_code == 200
    outer = inner.post("continue", nombre="4").follow()
    assert outer.url.startswith(page.url)
    assert items(draft)[0]["answers"]["lignes"][0]["answers"] == {"nombre": "4"}
    outer = press(outer, "remove", 0).follow()
    assert outer.post("continue").response.status_code == 302
    assert items(draft)[0]["answers"]["lignes"] == []


def test_what_is_no_group_or_no_item_is_not_there(citizen, draft):
    for place in (
        "audit/" + "a" * 12,
        "absent/" + "a" * 12,
        "factures/x",
        "factures/" + "a" * 12 + "/neuf/" + "b" * 12,
    ):
        assert citizen.get(f"{step_url(draft, 'travaux')}{place}/").status_code == 404
    open_step(citizen, draft, "travaux").post("factures:edit:zz").follow()
    assert citizen.get(step_url(draft, "travaux")).status_code == 200


def test_another_one_follows(citizen, draft):
    page = open_step(citizen, draft, "travaux").post("factures:add").follow()
    page = page.post("another", **GOOD).follow()
    assert "Facture 2" in "".join(page.root.find(".//h1").itertext())
