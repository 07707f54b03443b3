"""Another language in the middle of a step: what was typed is saved, and the page comes back in it."""

from __future__ import annotations

import pytest

from dossiers.models import StepAnswers
from tests.filling.browser import open_step, step_url
from tests.filling.factories import draft_of, publish
from tests.support.client import force_sign_in
from tests.support.pages import parse

pytestmark = pytest.mark.django_db


def test_typing_is_saved_valid_or_not_and_the_step_comes_back_in_that_language(citizen, person, draft):
    page = open_step(citizen, draft, "vous", "?retour=recapitulatif")
    switched = page.post(action="", page_language="de", surnom="À moitié", age="trente")
    assert switched.response["Location"] == f"{page.url}&en-cours=oui"
    again = switched.follow()
    assert parse(again.html).get("lang") == "de"
    assert (again.fields["surnom"], again.fields["age"]) == ("À moitié", "trente")
    assert not parse(again.html).findall(".//*[@class='error-summary']")
    person.refresh_from_db()
    assert person.language == "de"


def test_a_step_one_came_back_to_judges_nothing_half_typed_when_the_language_is_switched(citizen, draft):
    open_step(citizen, draft, "vous").post("continue", surnom="Zoé", age="30", situation="seul")
    open_step(citizen, draft, "logement").post("save")
    page = open_step(citizen, draft, "vous")
    switched = page.post(action="", page_language="de", age="trente").follow()
    assert switched.fields["age"] == "trente"
    assert not parse(switched.html).findall(".//*[@class='error-summary']")
    left = open_step(citizen, draft, "vous")
    assert parse(left.html).findall(".//*[@class='error-summary']")


def test_unknown_language_goes_on_as_if_nobody_had_asked(citizen, person, draft):
    open_step(citizen, draft, "vous").post(action="save", page_language="xx", surnom="Gardé")
    assert StepAnswers.objects.get().values["surnom"] == "Gardé"
    person.refresh_from_db()
    assert person.language == "fr"


def test_conflict_is_shown_in_the_language_chosen_and_settled_by_another_button_only(citizen, draft):
    one, other = open_step(citizen, draft, "vous"), open_step(citizen, draft, "vous")
    one.post("save", surnom="Un")
    conflict = other.post(action="", page_language="de", surnom="Deux")
    for shown in (conflict, conflict.post(action="", page_language="de")):
        assert shown.response.status_code == 409
        assert parse(shown.html).get("lang") == "de"
        assert shown.fields["surnom"] == "Deux"
        assert StepAnswers.objects.get().values["surnom"] == "Un"
    shown.post("save")
    assert StepAnswers.objects.get().values["surnom"] == "Deux"


def test_first_button_of_the_form_goes_on_so_that_enter_does(citizen, draft):
    root = parse(open_step(citizen, draft, "vous").html)
    form = root.find(".//main//form[@method='post']")
    own = [one for one in root.iter("button") if one.get("form") == form.get("id")]
    assert (own[0].get("name"), own[0].get("value")) == ("action", "continue")
    assert {one.get("value") for one in own[1:]} == {"fr", "de", "nl", "en"}


def test_too_low_a_level_saves_then_asks_and_the_language_is_kept(client, person):
    force_sign_in(client, person, level=450)
    draft = draft_of(person, version=publish(level=500))
    answer = client.post(step_url(draft, "vous"), {"surnom": "Pas perdu", "page_language": "nl"})
    assert answer["Location"].startswith("/connexion/?")
    assert StepAnswers.objects.get().values["surnom"] == "Pas perdu"
    person.refresh_from_db()
    assert person.language == "nl"
