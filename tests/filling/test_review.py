"""The review: everything by section, what is missing, and who may send."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.engine import Journey
from dossiers.filling.forms import DeclarationsForm
from dossiers.filling.selectors import published_definition
from enterprises.rights.permissions import Role
from tests.filling.browser import Page, save, step_url, url
from tests.filling.definition import LOGEMENT, VOUS, content, question
from tests.filling.factories import draft_of, publish
from tests.filling.samples import pdf
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db


def fill(client, draft) -> None:
    """Complete a draft."""
    save(client, draft, "vous", **VOUS | {"situation": "seul"})
    save(client, draft, "logement", **LOGEMENT)
    client.post(step_url(draft, "pieces"), {"facture": SimpleUploadedFile("facture.pdf", pdf())})


def review(client, draft) -> Page:
    at = url("review", draft)
    return Page(client, at, client.get(at))


def test_a_complete_draft_shows_its_answers_and_one_button_that_sends(citizen, draft):
    fill(citizen, draft)
    page = review(citizen, draft)
    assert page.form.get("action") == url("submit", draft)
    assert [button.text for button in page.form.iter("button")] == ["Envoyer ma demande"]
    assert [box.get("name") for box in page.form.findall(".//input[@type='checkbox']")] == [
        "declaration_exactitude"
    ]
    for words in ("Lambert", "36", "Rue du Pont", "facture.pdf", "jardin"):
        assert words in page.html


def test_each_answer_has_a_way_to_change_it_and_come_back(citizen, draft):
    fill(citizen, draft)
    links = [link.get("href") for link in parse(review(citizen, draft).html).iter("a")]
    assert f"{step_url(draft, 'logement')}?retour=recapitulatif#id_adresse" in links


def test_an_incomplete_draft_says_which_steps_and_cannot_be_sent(citizen, draft):
    save(citizen, draft, "vous", **VOUS | {"situation": "seul"})
    page = review(citizen, draft)
    assert page.form is None
    missing = parse(page.html).find(".//section[@aria-labelledby='incomplete']")
    assert "".join(missing.itertext()).split("corriger")[1].split() == [
        *["Votre", "logement"],
        *["Vos", "documents"],
    ]
    assert missing.find(".//a").get("href").startswith(step_url(draft, "logement"))


def test_who_may_not_send_is_told_who_can(client):
    owner = MembershipFactory(user__first_name="Ada", user__last_name="Collard")
    member = MembershipFactory(enterprise=owner.enterprise, role=Role.COLLABORATEUR)
    draft = draft_of(member.user, enterprise=owner.enterprise)
    force_sign_in(client, member.user)
    fill(client, draft)
    page = review(client, draft)
    assert page.form is None
    assert "Ada Collard" in page.html


def test_every_declaration_must_be_ticked(draft):
    definition = published_definition(draft.demarche_version)
    journey = Journey(definition, {}, today=definition.opens)
    assert DeclarationsForm(journey, {"declaration_exactitude": "on"}).is_valid()
    form = DeclarationsForm(journey, {})
    assert not form.is_valid()
    assert "Tout est exact." in form.errors["declaration_exactitude"][0]


def test_what_is_calculated_has_no_way_to_change_it_but_what_it_comes_from_has(citizen, person):
    double = question("double", "computed", result="number", value="vous.age * 2")
    first, *others = content()["steps"]
    steps = [{**first, "fields": [*first["fields"], double]}, *others]
    draft = draft_of(person, version=publish(steps=steps))
    fill(citizen, draft)
    page = review(citizen, draft)
    links = [link.get("href") for link in parse(page.html).iter("a")]
    changing = f"{step_url(draft, 'vous')}?retour=recapitulatif#id_"
    assert "72" in page.html
    assert f"{changing}age" in links
    assert f"{changing}double" not in links


def test_a_locked_answer_says_who_corrects_it_and_has_no_way_to_change_it(citizen, draft):
    fill(citizen, draft)
    page = review(citizen, draft)
    links = [link.get("href") for link in parse(page.html).iter("a")]
    assert any(link.endswith("#id_surnom") for link in links)
    assert not any(link.endswith("#id_nom") for link in links)
    assert "Source\u00a0: Registre national." in page.html
