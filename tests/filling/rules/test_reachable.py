"""Every answer stays reachable, and the page one is led to says why."""

from __future__ import annotations

from datetime import date

import pytest

from tests.filling.browser import Page, open_step, save, step_url, url
from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish
from tests.support.client import force_sign_in
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

TOO_MUCH = "Le revenu est trop élevé pour un ménage de trois personnes."


def step(key: str, *fields: dict[str, object], **more: object) -> dict[str, object]:
    return {"key": key, "title": text(key.capitalize()), "fields": list(fields), **more}


INCOME = step("revenus", question("montant", "money"))
HOUSEHOLD = step("menage", question("personnes", "number"))
LAST = step("fin", question("remarque", optional=True))
LIMIT = {
    "require": {"revenus.montant": {"at_most": 60000}},
    "when": {"menage.personnes": {"at_most": 3}},
    "field": "revenus.montant",
    "message": text(TOO_MUCH),
}


def begin(person, *steps, rules=()):
    return draft_of(person, version=publish(steps=list(steps), rules=list(rules)))


def links(page: Page) -> list[str]:
    return [link.get("href") for link in parse(page.html).findall(".//main//a")]


def errors(page: Page) -> list[str]:
    found = parse(page.html).findall(".//div[@data-module='error-summary']//li")
    return ["".join(one.itertext()).strip() for one in found]


def review(client, draft) -> Page:
    return Page(client, url("review", draft), client.get(url("review", draft)))


@pytest.fixture
def clash(citizen, person):
    """80 000 € and then 3 persons: the second answer is the wrong one."""
    draft = begin(person, INCOME, HOUSEHOLD, LAST, rules=[LIMIT])
    page = open_step(citizen, draft, "revenus").post(montant="80000")
    assert page.response["Location"] == step_url(draft, "menage")
    return draft


def test_the_page_one_is_led_to_says_why_and_leads_to_the_other_answer(citizen, clash):
    page = open_step(citizen, clash, "menage").post(personnes="3").follow()
    assert page.url == step_url(clash, "revenus")
    assert errors(page) == [TOO_MUCH]
    assert f"{step_url(clash, 'menage')}#id_personnes" in links(page)


def test_the_page_tells_a_rule_above_and_at_its_field_and_names_it_by_its_question_between(citizen, clash):
    page = open_step(citizen, clash, "menage").post(personnes="3").follow()
    assert page.html.count(TOO_MUCH) == 2
    told = parse(page.html).find(".//section[@aria-labelledby='clash']")
    assert [one.text for one in told.iter("h3")] == ["Montant"]


def test_the_answer_that_is_wrong_can_be_corrected_from_everywhere(citizen, clash):
    open_step(citizen, clash, "menage").post(personnes="3")
    change = f"{step_url(clash, 'menage')}?retour=recapitulatif#id_personnes"
    assert change in links(review(citizen, clash))
    page = open_step(citizen, clash, "menage", "?retour=recapitulatif")
    assert page.response.status_code == 200
    assert page.post(personnes="4").response["Location"] == url("review", clash)
    assert TOO_MUCH not in review(citizen, clash).html
    assert open_step(citizen, clash, "fin").response.status_code == 200


def test_the_review_says_what_does_not_go_together(citizen, clash):
    open_step(citizen, clash, "menage").post(personnes="3")
    page = review(citizen, clash)
    missing = parse(page.html).find(".//section[@aria-labelledby='incomplete']")
    assert TOO_MUCH in "".join(missing.itertext())
    targets = [link.get("href") for link in missing.iter("a")]
    assert f"{step_url(clash, 'menage')}?retour=recapitulatif#id_personnes" in targets


def test_correcting_the_first_answer_goes_on_too(citizen, clash):
    page = open_step(citizen, clash, "menage").post(personnes="3").follow()
    assert page.post(montant="90000").response.status_code == 200
    assert page.post(montant="50000").response["Location"] == step_url(clash, "menage")


def test_a_rule_is_told_once_every_answer_it_is_about_was_given(citizen, person):
    unless_large = LIMIT | {"when": {"not": {"menage.grand": True}}}
    household = step("menage", question("grand", "yes_no", optional=True))
    draft = begin(person, INCOME, household, LAST, rules=[unless_large])
    page = open_step(citizen, draft, "revenus").post(montant="80000")
    assert page.response["Location"] == step_url(draft, "menage")
    assert TOO_MUCH not in review(citizen, draft).html
    assert citizen.get(url("resume", draft))["Location"] == step_url(draft, "menage")
    assert errors(open_step(citizen, draft, "menage").post(grand="no").follow()) == [TOO_MUCH]
    assert open_step(citizen, draft, "menage").post(grand="yes").response["Location"] == step_url(
        draft, "fin"
    )


def test_a_rule_may_ask_for_an_answer_of_a_later_step(citizen, person):
    contact = step("contact", question("moyen", "choice", options=[{"key": "tel", "label": text("Tél.")}]))
    numbers = step("numeros", question("tel", "phone", optional=True))
    reachable = {
        "require": {"numeros.tel": {"answered": True}},
        "field": "contact.moyen",
        "message": text("Donnez un numéro de téléphone."),
    }
    draft = begin(person, contact, numbers, LAST, rules=[reachable])
    page = open_step(citizen, draft, "contact").post(moyen=["tel"])
    assert page.response["Location"] == step_url(draft, "numeros")
    page = open_step(citizen, draft, "numeros").post(tel="").follow()
    assert errors(page) == ["Donnez un numéro de téléphone."]
    assert f"{step_url(draft, 'numeros')}#id_tel" in links(page)
    page = open_step(citizen, draft, "numeros").post(tel="081 32 36 45")
    assert page.response["Location"] == step_url(draft, "fin")


def test_a_step_between_the_answers_of_a_rule_is_open_too(citizen, person):
    between = step("entre", question("note", optional=True), when={"revenus.montant": {"at_least": 70000}})
    draft = begin(person, INCOME, between, HOUSEHOLD, LAST, rules=[LIMIT])
    save(citizen, draft, "revenus", montant="10")
    save(citizen, draft, "menage", personnes="3")
    page = open_step(citizen, draft, "revenus").post(montant="80000")
    assert errors(page) == [TOO_MUCH]
    assert open_step(citizen, draft, "entre").response.status_code == 200
    assert open_step(citizen, draft, "menage").response.status_code == 200
    assert citizen.get(step_url(draft, "fin"))["Location"] == step_url(draft, "revenus")


def test_two_rules_at_one_field_are_both_told(citizen, person):
    even = {**LIMIT, "require": {"menage.personnes": {"at_least": 5}}, "message": text("Trop peu de monde.")}
    draft = begin(person, INCOME, HOUSEHOLD, LAST, rules=[LIMIT, even])
    open_step(citizen, draft, "revenus").post(montant="80000")
    page = open_step(citizen, draft, "menage").post(personnes="3").follow()
    assert errors(page) == [TOO_MUCH, "Trop peu de monde."]


def test_the_way_back_to_the_review_is_kept(citizen, clash):
    open_step(citizen, clash, "menage").post(personnes="3")
    page = open_step(citizen, clash, "revenus", "?retour=recapitulatif")
    assert f"{step_url(clash, 'menage')}?retour=recapitulatif#id_personnes" in links(page)


def test_a_step_not_reached_yet_leads_to_the_one_to_complete_with_the_reason(citizen, clash):
    page = Page(citizen, "", citizen.get(step_url(clash, "fin"))).follow()
    assert page.url == step_url(clash, "menage")
    assert "Avant d’aller plus loin" in page.html
    assert errors(page) == []
    assert not any("/etapes/fin/" in link for link in links(review(citizen, clash)))


def test_a_step_that_does_not_apply_any_more_says_so(citizen, person):
    gone = step("locataire", question("loyer", "money"), when={"revenus.montant": {"at_least": 1}})
    draft = begin(person, INCOME, gone, LAST)
    save(citizen, draft, "revenus", montant="0")
    page = Page(citizen, "", citizen.get(step_url(draft, "locataire"))).follow()
    assert "ne fait plus partie de votre demande" in page.html


@pytest.mark.parametrize("limit", ["min", "rule"])
def test_a_draft_that_slept_past_a_limit_says_which_answer_and_leaves_the_others_open(
    citizen, person, time_machine, limit
):
    today, late = date(2026, 11, 24), date(2026, 12, 24)
    words = {"min": "today"} if limit == "min" else {}
    future = {"require": {"travaux.debut": {"not_before": "today"}}, "field": "travaux.debut"}
    rules = [{**future, "message": text("Les travaux n’ont pas commencé.")}] if limit == "rule" else []
    draft = begin(person, step("travaux", question("debut", "date", **words)), HOUSEHOLD, LAST, rules=rules)
    time_machine.move_to(today)
    save(citizen, draft, "travaux", debut="30/11/2026")
    save(citizen, draft, "menage", personnes="3")
    assert errors(open_step(citizen, draft, "travaux")) == []
    assert open_step(citizen, draft, "fin").response.status_code == 200
    time_machine.move_to(late)
    force_sign_in(citizen, person)
    page = Page(citizen, "", citizen.get(url("resume", draft))).follow()
    assert page.url == step_url(draft, "travaux")
    [reason] = errors(page)
    assert reason in parse(review(citizen, draft).html).find(".//section").itertext()
    assert open_step(citizen, draft, "menage", "?retour=recapitulatif").response.status_code == 200
    again = open_step(citizen, draft, "menage").post(personnes="4").follow()
    assert again.url == step_url(draft, "travaux")
    assert errors(again) == [reason]
    assert page.post(debut="30/01/2027").response["Location"] == step_url(draft, "menage")


def test_a_draft_that_slept_on_its_first_step_says_what_is_no_longer_right(citizen, person, time_machine):
    draft = begin(person, step("travaux", question("debut", "date", min="today")), LAST)
    time_machine.move_to(date(2026, 11, 24))
    save(citizen, draft, "travaux", debut="30/11/2026")
    assert errors(open_step(citizen, draft, "travaux")) == []
    time_machine.move_to(date(2026, 12, 24))
    force_sign_in(citizen, person)
    page = Page(citizen, "", citizen.get(url("resume", draft))).follow()
    assert ["24 décembre 2026" in error for error in errors(page)] == [True]


def test_what_is_wrong_is_told_once_the_step_was_left_and_what_is_missing_when_one_goes_on(citizen, person):
    draft = begin(person, step("un", question("a"), question("b", "number")), LAST)
    save(citizen, draft, "un", a="", b="douze")
    assert errors(open_step(citizen, draft, "un")) == []
    save(citizen, draft, "un", a="Oui", b="12")
    save(citizen, draft, "fin", remarque="Plus loin")
    save(citizen, draft, "un", a="", b="douze")
    page = open_step(citizen, draft, "un")
    assert ["indiquez un nombre" in error for error in errors(page)] == [True]
    assert len(errors(page.post())) == 2
