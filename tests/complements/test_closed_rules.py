"""An answer breaks a rule with a question that the request does not open: what leads where, and what not."""

from __future__ import annotations

from typing import Any

import pytest

from dossiers.complements.answering import save_answers
from dossiers.filling.saves import Save
from dossiers.states import State
from tests.complements.factories import PRICE, asked
from tests.gap.test_pages import text
from tests.handling.factories import CaseFactory
from tests.submission.definition import ANSWERS, content
from tests.submission.factories import DemarcheVersionFactory, SubmissionFactory, actor_of
from tests.support.client import force_sign_in
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

TOO_MUCH = "Avec une autre prime, le prix est de 2 000 € au plus."
OTHER_GRANT = "Avez-vous une autre prime ?"
OTHER = "autre.prime"
CLOSED = "(cette réponse ne peut pas être changée ici)"
STUCK = "Une réponse à corriger n’est pas ouverte"


def with_rule(field: str) -> dict[str, Any]:
    """A démarche that also asks for other grants, in a step of its own; its rule is told at ``field``."""
    question = {"kind": "yes_no", "key": "prime", "label": {"fr": OTHER_GRANT, "de": "Andere Prämie?"}}
    step = {"key": "autre", "title": {"fr": "Vos autres primes", "de": "Andere"}, "fields": [question]}
    rule = {
        "require": {PRICE: {"at_most": 2000}},
        "when": {OTHER: True},
        "field": field,
        "message": {"fr": TOO_MUCH, "de": "Der Preis ist zu hoch."},
    }
    steps = content()["steps"]
    return content(steps=[steps[0], step, steps[1]], rules=[rule])


@pytest.fixture
def broken(client):
    """Return the address of an answer that breaks the rule told at a question, when some are open."""

    def make(field: str, *opened: str) -> str:
        version = DemarcheVersionFactory(content=with_rule(field))
        case = CaseFactory(dossier__state=State.IN_PROGRESS, dossier__demarche_version=version)
        SubmissionFactory(dossier=case.dossier, answers={**ANSWERS, "autre": {"prime": "yes"}})
        request, person = asked(case, *opened), case.dossier.created_by
        save_answers(
            actor=actor_of(person),
            request=request,
            step="velo",
            values={"prix": "2500"},
            save=Save.of_nothing(),
        )
        force_sign_in(client, person)
        return f"/espace/citoyen/dossiers/{case.pk}/complements/{request.pk}/"

    return make


def told(response, place: str) -> list[str]:
    """Return where the links of a notice lead."""
    notice = parse(response.content.decode()).find(f".//section[@aria-labelledby='{place}']")
    return [link.get("href") for link in notice.iterfind(".//a")]


@pytest.mark.parametrize("field", [PRICE, OTHER], ids=["told where it opens", "told at a closed question"])
def test_review_names_the_closed_answer_and_leads_only_to_what_is_open(client, broken, field):
    address = broken(field, PRICE)
    review = client.get(f"{address}recapitulatif/")
    for words in (TOO_MUCH, "Cela dépend aussi de"):
        assert words in text(review)
    links = told(review, "incomplete")
    assert len(links) == 1
    assert links[0].startswith(f"{address}etapes/velo/?retour=recapitulatif")
    assert client.get(links[0]).status_code == 200
    assert (CLOSED in text(review), STUCK in text(review)) == (field == PRICE, field == OTHER)


def test_step_names_the_closed_answer_without_leading_to_it(client, broken):
    step = client.get(f"{broken(PRICE, PRICE)}etapes/velo/")
    assert TOO_MUCH in text(step)
    assert f"{OTHER_GRANT}, étape" in text(step).replace("\u00a0", " ")
    assert CLOSED in text(step)
    assert told(step, "clash") == []


def test_both_answers_are_led_to_where_both_are_open(client, broken):
    address = broken(PRICE, PRICE, OTHER)
    other = f"{address}etapes/autre/"
    assert told(client.get(f"{address}etapes/velo/"), "clash") == [f"{other}#id_prime"]
    links = told(client.get(f"{address}recapitulatif/"), "incomplete")
    assert links == [f"{address}etapes/velo/?retour=recapitulatif", f"{other}?retour=recapitulatif#id_prime"]
    assert client.get(other).status_code == 200
