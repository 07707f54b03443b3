"""A service asks for one group again: its items open, and what changes is told item by item."""

from __future__ import annotations

import pytest

from dossiers.catalogue.published import published_definition
from dossiers.complements.answering import answer
from dossiers.complements.difference import difference, version_of
from dossiers.models import Submission
from dossiers.states import State
from tests.complements.factories import PRICE, asked
from tests.engine.groups.samples import item
from tests.filling.browser import Page, url
from tests.handling.factories import CaseFactory
from tests.submission.definition import ANSWERS
from tests.submission.factories import ACCEPTED, DemarcheVersionFactory, SubmissionFactory, actor_of
from tests.support.access_scene import with_purchases
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db
PURCHASES = "velo.achats"
SENT = [item(1, article="Casque"), item(2, article="Sonnette")]


@pytest.fixture
def case():
    """A dossier that was sent with two purchases, and is examined."""
    version = DemarcheVersionFactory(content=with_purchases())
    made = CaseFactory(dossier__state=State.IN_PROGRESS, dossier__demarche_version=version)
    answers = {**ANSWERS, "velo": {**ANSWERS["velo"], "achats": SENT}}
    SubmissionFactory(dossier=made.dossier, answers=answers)
    return made


@pytest.fixture
def step(client, case):
    """Open the step of the answer to a request for these questions, as the person."""
    force_sign_in(client, case.dossier.created_by)

    def opened(*fields: str) -> Page:
        request = asked(case, *fields)
        at = url("complement_step", case.dossier, request_id=request.pk, step="velo")
        return Page(client, at, client.get(at))

    return opened


def test_an_item_is_corrected_one_is_removed_and_one_added(case, step):
    page = step(PURCHASES)
    assert [one.get("name") for one in page.form.iter("input") if one.get("name") == "prix"] == []
    edited = page.post(f"achats:edit:{1:012x}").follow()
    assert edited.fields["article"] == "Casque"
    page = edited.post("continue", article="Casque noir").follow()
    page = page.post(f"achats:remove:{2:012x}").follow()
    page = page.post("achats:add").follow().post("continue", article="Pompe").follow()
    assert page.post("continue").response.status_code == 302
    request = case.dossier.complement_requests.get()
    actor = actor_of(case.dossier.created_by)
    answer(actor=actor, dossier_id=case.pk, request_id=request.pk, declarations=ACCEPTED)
    first, second = Submission.objects.order_by("number")
    assert second.payload["velo"]["achats"] == [{"article": "Casque noir"}, {"article": "Pompe"}]
    definition = published_definition(case.dossier.demarche_version)
    changes = difference(version_of(first, definition), version_of(second, definition), "fr")
    assert [(one.label, *map(last_word, (one.before, one.after))) for one in changes] == [
        ("Achats 1", "Casque", "noir"),
        ("Achats 2", "", "Pompe"),
        ("Achats 2", "Sonnette", ""),
    ]


def last_word(shown: str) -> str:
    return shown.rpartition(" ")[2].rpartition("\u00a0")[2]


def test_items_of_a_group_that_is_not_asked_for_stay_closed(client, step, case):
    page = step(PRICE)
    assert "achats:add" not in page.html
    address = f"{page.url}achats/{1:012x}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"article": "Autre", "action": "continue"}).status_code == 404
