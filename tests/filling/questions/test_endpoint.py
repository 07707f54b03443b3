"""Asking which questions a page shows: for who may fill the step, cheaply, and without a trace."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers.models import Dossier, StepAnswers
from dossiers.states import State
from tests.filling.browser import save, url
from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish
from tests.support.checked_client import WRITES, CheckedClient
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db

PAGE = {
    "key": "page",
    "title": text("Page"),
    "fields": [
        question("tiers", "yes_no"),
        question("mandat", when={"tiers": True}),
        question("nom", prefill="person.last_name"),
        *[question(f"f{number}", optional=True) for number in range(40)],
    ],
}
SECRET = "Un secret tapé à l’instant"


@pytest.fixture
def draft(person):
    return draft_of(person, version=publish(steps=[PAGE]))


def ask(client, draft, step="page", **typed):
    return client.post(url("questions", draft, step=step), typed)


def test_the_answer_names_questions_and_tells_nothing_that_was_typed(citizen, draft):
    save(citizen, draft, "page", tiers="no", mandat=SECRET)
    assert "mandat" not in ask(citizen, draft, tiers="no").json()["asked"]
    answer = ask(citizen, draft, tiers="yes", mandat=SECRET)
    assert {"tiers", "mandat", "nom", "f39"} <= set(answer.json()["asked"])
    assert json.loads(answer.content) == {"asked": answer.json()["asked"], "calculated": {}}
    assert SECRET not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_asking_writes_nothing_and_costs_what_reading_the_draft_costs(citizen, draft):
    ask(citizen, draft)
    before = Dossier.objects.get().updated_at
    with CaptureQueriesContext(connection) as captured:
        assert ask(citizen, draft, tiers="yes", mandat=SECRET).status_code == 200
    statements = [query["sql"] for query in captured if query["sql"] not in {"BEGIN", "COMMIT"}]
    assert len(statements) <= 3
    assert not [sql for sql in statements if WRITES.match(sql)]
    assert not StepAnswers.objects.exists()
    assert Dossier.objects.get().updated_at == before


def test_what_is_saved_on_other_steps_counts_and_junk_does_not(citizen, person):
    earlier = {"key": "avant", "title": text("Avant"), "fields": [question("x", "yes_no")]}
    fields = [question("y"), question("z", when={"all": [{"avant.x": True}, {"y": "oui"}]})]
    steps = [earlier, {"key": "page", "title": text("Page"), "fields": fields}]
    draft = draft_of(person, version=publish(steps=steps))
    assert ask(citizen, draft, y="oui", x="yes").json()["asked"] == ["y"]
    save(citizen, draft, "avant", x="yes")
    assert ask(citizen, draft, y="oui", x="no", junk="1").json()["asked"] == ["y", "z"]


@pytest.mark.parametrize("typed", [{}, {"tiers": "\x00"}, {"tiers": "x" * 100_000}, {"mandat": ["a", "b"]}])
def test_whatever_is_sent_gets_an_answer(citizen, draft, typed):
    answer = ask(citizen, draft, **typed)
    assert answer.status_code == 200
    assert "mandat" not in answer.json()["asked"]


def test_a_sent_dossier_an_unknown_step_and_a_stranger_get_no_answer(citizen, client, draft):
    assert ask(citizen, draft).status_code == 200
    assert ask(citizen, draft, step="nulle-part").status_code == 404
    stranger = CheckedClient()
    force_sign_in(stranger, PersonFactory())
    assert ask(stranger, draft).status_code == 404
    assert citizen.get(url("questions", draft, step="page")).status_code == 405
    Dossier.objects.update(state=State.SUBMITTED, reference="ME-TEST", submitted_at=timezone.now())
    refused = ask(citizen, draft)
    assert refused.status_code == 409
    assert "asked" not in refused.content.decode()


def test_it_asks_for_the_token_of_a_form(person, draft):
    strict = CheckedClient(enforce_csrf_checks=True)
    force_sign_in(strict, person)
    assert ask(strict, draft).status_code == 403
    token = "a" * 32
    strict.cookies["csrftoken"] = token
    assert ask(strict, draft, csrfmiddlewaretoken=token).status_code == 200


def test_who_signed_in_less_surely_than_the_demarche_asks_gets_no_answer(citizen, person):
    draft = draft_of(person, version=publish(steps=[PAGE], level=500))
    refused = ask(citizen, draft, tiers="yes")
    assert refused.status_code != 200
    force_sign_in(citizen, person, level=500, method="eid")
    assert ask(citizen, draft, tiers="yes").status_code == 200
