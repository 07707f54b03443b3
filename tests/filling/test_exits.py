"""Answers that give no right lead to the page that says so; warnings are read once and stop nobody."""

from __future__ import annotations

import pytest

from dossiers.models import Dossier
from dossiers.states import State
from tests.filling.browser import Page, open_step, save, step_url, url
from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

EXIT = {
    "when": {"not": {"achat.neuf": True}},
    "title": text("Un vélo d’occasion n’ouvre pas le droit."),
    "reason": text("Le décret ne vise que les vélos neufs."),
    "legal_basis": {"text": text("Article 3 du décret."), "link": "https://exemple.be/decret"},
    "way_on": {"text": text("Votre commune a peut-être une prime."), "demarche": "prime-commune"},
}
STEPS = [
    {
        "key": "achat",
        "title": text("Votre achat"),
        "fields": [question("neuf", "yes_no"), question("prix", "money")],
        "warnings": [{"when": {"prix": {"at_least": 1000}}, "message": text("La prime a un plafond.")}],
    },
    {
        "key": "usage",
        "title": text("Votre usage"),
        "fields": [question("jours", "number", optional=True)],
        "exits": [EXIT],
    },
]


@pytest.fixture
def draft(citizen, person):
    return draft_of(person, version=publish(steps=STEPS))


def no_right(client, draft) -> Page:
    at = url("no_right", draft)
    return Page(client, at, client.get(at))


def links(page: Page) -> list[str]:
    return [link.get("href") for link in parse(page.html).iter("a")]


def test_continue_leads_to_the_page_that_says_why_and_what_one_may_do(citizen, draft):
    publish(slug="prime-commune", title=text("Prime communale"))
    page = open_step(citizen, draft, "achat").post(neuf="no", prix="200").follow()
    assert page.url == url("no_right", draft)
    for words in (EXIT["title"], EXIT["reason"], EXIT["legal_basis"]["text"], EXIT["way_on"]["text"]):
        assert words["fr"] in page.html
    assert "https://exemple.be/decret" in links(page)
    assert "/demarches/prime-commune/" in links(page)
    assert f"{step_url(draft, 'achat')}#id_neuf" in links(page)
    assert f"{step_url(draft, 'achat')}#id_prix" not in links(page)
    assert Dossier.objects.get(pk=draft.pk).state == State.DRAFT


def test_a_way_on_to_a_demarche_that_is_not_published_is_told_without_a_link(citizen, draft):
    page = open_step(citizen, draft, "achat").post(neuf="no", prix="200").follow()
    assert EXIT["way_on"]["text"]["fr"] in page.html
    assert "/demarches/prime-commune/" not in links(page)


def test_a_changed_answer_leads_on_as_if_nothing_had_been(citizen, draft):
    save(citizen, draft, "achat", neuf="no", prix="200")
    assert citizen.get(url("resume", draft))["Location"] == url("no_right", draft)
    page = open_step(citizen, draft, "achat").post(neuf="yes").follow()
    assert page.url == step_url(draft, "usage")
    assert citizen.get(url("no_right", draft))["Location"] == url("resume", draft)


def send(client, draft):
    return client.post(url("submit", draft), {"declaration_exactitude": "on"})


def test_nothing_is_sent_while_the_answers_give_no_right(citizen, draft):
    save(citizen, draft, "achat", neuf="no", prix="200")
    save(citizen, draft, "usage", jours="2")
    page = Page(citizen, url("review", draft), citizen.get(url("review", draft)))
    assert page.form is None
    assert url("no_right", draft) in links(page)
    refused = send(citizen, draft)
    assert refused.status_code == 409
    assert "ne remplissent pas les conditions" in refused.content.decode()
    assert Dossier.objects.get(pk=draft.pk).state == State.DRAFT
    save(citizen, draft, "achat", neuf="yes")
    assert send(citizen, draft).status_code == 302
    assert Dossier.objects.get(pk=draft.pk).state == State.SUBMITTED


def test_a_warning_is_read_once_and_continue_goes_on(citizen, draft):
    page = open_step(citizen, draft, "achat")
    assert "plafond" not in page.html
    told = page.post(neuf="yes", prix="2000")
    assert told.response.status_code == 200
    assert "La prime a un plafond." in told.html
    assert told.root.find(".//title").text.startswith("À savoir")
    assert told.post().response["Location"] == step_url(draft, "usage")
    assert "La prime a un plafond." in open_step(citizen, draft, "achat").html
    review = Page(citizen, "", citizen.get(url("review", draft)))
    assert "La prime a un plafond." in review.html


def test_saving_and_leaving_is_not_kept_by_a_warning(citizen, draft):
    left = save(citizen, draft, "achat", neuf="yes", prix="2000")
    assert left.response["Location"] == url("detail", draft)


def test_a_step_without_what_calls_for_it_goes_on_at_once(citizen, draft):
    page = open_step(citizen, draft, "achat").post(neuf="yes", prix="20")
    assert page.response["Location"] == step_url(draft, "usage")
    assert "plafond" not in citizen.get(url("review", draft)).content.decode()
