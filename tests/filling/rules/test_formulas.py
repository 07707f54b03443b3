"""Answers compared with one another, and values calculated from them, on the pages of a draft."""

from __future__ import annotations

import pytest

from dossiers.models import Dossier
from dossiers.states import State
from tests.filling.browser import open_step, step_url, url
from tests.filling.definition import question
from tests.filling.rules.test_reachable import begin, errors, links, review, step

pytestmark = pytest.mark.django_db

TOO_EARLY = {"fr": "Le chantier finit avant de commencer.", "de": "Die Baustelle endet vor ihrem Beginn."}
BEGINNING = step("debut", question("commence", "date"), question("cout", "money"))
END = step(
    "fin",
    question("finit", "date"),
    question("aide", "computed", result="money", value="min(debut.cout * 50 %, 1000 €)"),
)
RULE = {"require": "fin.finit >= debut.commence", "field": "fin.finit", "message": TOO_EARLY}


@pytest.fixture
def draft(citizen, person):
    draft = begin(person, BEGINNING, END, rules=[RULE])
    open_step(citizen, draft, "debut").post(commence="1/3/2026", cout="1234,55")
    return draft


def send(citizen, draft) -> int:
    declared = {"declaration_exactitude": "on"}
    return citizen.post(url("submit", draft), declared).status_code


def test_a_broken_comparison_is_told_where_it_stands_with_the_way_to_the_other_answer(citizen, draft):
    page = open_step(citizen, draft, "fin").post(finit="28/2/2026")
    assert errors(page) == [TOO_EARLY["fr"]]
    assert f"{step_url(draft, 'debut')}#id_commence" in links(page)


def test_an_answer_changed_on_an_earlier_step_is_judged_again_and_told_on_the_review(citizen, draft):
    assert open_step(citizen, draft, "fin").post(finit="28/3/2026").response["Location"] == url(
        "review", draft
    )
    open_step(citizen, draft, "debut", "?retour=recapitulatif").post(commence="1/4/2026")
    page = review(citizen, draft)
    assert TOO_EARLY["fr"] in page.html
    assert f"{step_url(draft, 'fin')}?retour=recapitulatif#id_finit" in links(page)
    assert send(citizen, draft) != 302
    assert Dossier.objects.get(pk=draft.pk).state == State.DRAFT


def test_what_is_calculated_is_sent_as_the_server_does_whatever_the_browser_sends(citizen, draft):
    assert "617,28" in open_step(citizen, draft, "fin").html
    open_step(citizen, draft, "fin").post(finit="28/3/2026", aide="1000")
    assert "617,28" in review(citizen, draft).html
    assert send(citizen, draft) == 302
    sent = draft.submissions.get()
    assert sent.payload["fin"]["aide"] == {"amount": "617.28", "currency": "EUR"}
    assert sent.answers["fin"] == {"finit": "28/3/2026"}
