"""The page of all questions: each kind in each state, in the demo and nowhere else."""

from __future__ import annotations

from importlib import reload

import pytest
from django.urls import NoReverseMatch, clear_url_caches, reverse

import monespace.urls
from dossiers.engine.groups.question import GroupOfQuestions
from dossiers.engine.kinds import KINDS
from monespace.demo.questions import examples
from monespace.demo.questions.views import STATES
from tests.engine.samples import TODAY
from tests.support.pages import parse

GROUP = "group"


def fields():
    return [field for step in examples.definition().steps for field in step.fields]


def test_every_kind_is_on_the_page():
    shown = {field.kind for field in fields()}
    assert set(KINDS) - shown == set()
    assert any(isinstance(field, GroupOfQuestions) for field in fields())


def test_every_question_has_an_answer_that_is_right():
    journey = examples.journey(examples.answers(), TODAY)
    assert journey.is_complete, {step.key: step.errors for step in journey.steps}
    asked = {field.key for field in fields() if field.asks}
    assert asked == {key for answers in examples.answers().values() for key in answers}


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", ["fr", "de", "nl", "en"])
def test_each_state_shows_every_question_and_what_is_written_of_it(client, state, language):
    client.post("/langue/", {"page_language": language})
    page = client.get(reverse("demo:questions_in_state", kwargs={"state": state})).content.decode()
    root = parse(page)
    said = " ".join(root.itertext())
    for field in fields():
        assert field.label(language) in said or not field.has_value, field.key
        assert f"kind: {field.kind}" in said
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.django_db
def test_states_differ_as_they_say(client):
    pages = {state: client.get(f"/demo/questions/{state}/").content.decode() for state in STATES}
    required = [field for field in fields() if field.asks and not field.optional]
    assert pages["erreurs"].count("field--error") >= len(required)
    assert "field--error" not in pages["vides"] + pages["remplies"]
    assert "Minerva" not in pages["vides"]
    assert 'value="Minerva"' in pages["remplies"]
    assert "250,00" in pages["remplies"], "what is calculated"
    assert "<input" not in pages["relues"].partition("<main")[2].partition("</main")[0]
    assert client.get("/demo/questions/autres/").status_code == 404


def test_no_other_installation_has_it(settings):
    assert reverse("demo:questions")
    try:
        settings.DEMO = False
        reload(monespace.urls)
        clear_url_caches()
        with pytest.raises(NoReverseMatch):
            reverse("demo:questions")
    finally:
        settings.DEMO = True
        reload(monespace.urls)
        clear_url_caches()
    assert reverse("demo:questions")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "de", "nl", "en"])
def test_what_is_said_beside_a_question_does_not_say_its_name_again(client, language):
    client.post("/langue/", {"page_language": language})
    root = parse(client.get("/demo/questions/erreurs/").content.decode())
    told = {
        group.get("data-field"): (words(group.find(".//*[@class='field__label']")), words(error))
        for group in root.iterfind(".//div[@data-field]")
        for error in group.iterfind(".//*[@class='field__error']")
    }
    assert len(told) > 20
    assert {key: said for key, said in told.items() if said[0] in said[1]} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["vides", "remplies", "erreurs"])
def test_hints_then_errors_describe_an_input_and_are_said_once(client, state):
    root = parse(client.get(f"/demo/questions/{state}/").content.decode())
    ids = {one.get("id"): one for one in root.iter() if one.get("id")}
    described = list(root.iterfind(".//*[@data-field]//*[@aria-describedby]"))
    assert described
    for one in described:
        named = one.get("aria-describedby").split()
        around = " ".join(outer.get("aria-describedby", "") for outer in one.iterancestors()).split()
        assert set(named) <= set(ids), named
        assert len(named) == len(set(named)), named
        assert not set(named) & set(around), "said with the group already"
        assert named == sorted(named, key=lambda name: name.endswith("_error")), "the hint, then the error"
    said = [name for one in described for name in one.get("aria-describedby").split()]
    for hint in root.iterfind(".//*[@data-field]//*[@class='hint'][@id]"):
        assert said.count(hint.get("id")) == 1, hint.get("id")


def words(element) -> str:
    """Return what an element says, in one line."""
    return " ".join("".join(element.itertext()).split())
