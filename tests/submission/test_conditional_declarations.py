"""A declaration under a condition: asked, required, kept and shown only where the answers call for it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dossiers.catalogue.published import definition_of
from dossiers.models import Submission
from dossiers.receipts.content import receipt_data
from dossiers.submission import errors, services
from tests.submission.definition import ANSWERS, content
from tests.submission.factories import DemarcheVersionFactory, DraftFactory, actor_of
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db
CALLED_FOR = {"velo": {**ANSWERS["velo"], "prix": "2 000"}}
BOTH = ["exactitude", "cher"]
FRENCH, GERMAN = "Ce vélo vaut ce prix.", "Dieses Fahrrad ist so viel wert."


@pytest.fixture
def version():
    declared = content()["declarations"]
    costly = {"key": "cher", "text": {"fr": FRENCH, "de": GERMAN}, "when": {"velo.prix": {"at_least": 2000}}}
    return DemarcheVersionFactory(content=content(declarations=[*declared, costly]))


def draft_of(version, answers):
    return DraftFactory(demarche_version=version, answers=answers)


def send(dossier, declarations, language="fr"):
    actor = actor_of(dossier.owner_user)
    return services.submit(actor=actor, dossier_id=dossier.pk, declarations=declarations, language=language)


def page(client, dossier, name):
    address = reverse(f"dossiers:{name}", kwargs={"space": "citoyen", "dossier_id": dossier.pk})
    return client.get(address).content.decode()


def test_it_is_required_where_the_answers_call_for_it(version):
    dossier = draft_of(version, CALLED_FOR)
    with pytest.raises(errors.DeclarationsMissing):
        send(dossier, ["exactitude"])
    assert not Submission.objects.exists()
    send(dossier, BOTH)
    assert Submission.objects.get().declarations == BOTH


def test_it_is_not_kept_of_other_answers_even_when_a_browser_sends_it(version):
    send(draft_of(version, ANSWERS), BOTH)
    assert Submission.objects.get().declarations == ["exactitude"]


@pytest.mark.parametrize(("answers", "is_made"), [(CALLED_FOR, True), (ANSWERS, False)])
def test_review_and_receipt_show_it_only_to_those_who_make_it(client, version, answers, is_made):
    dossier = draft_of(version, answers)
    force_sign_in(client, dossier.owner_user)
    review = page(client, dossier, "review")
    assert "Ces réponses sont exactes." in review
    assert (FRENCH in review, "declaration_cher" in review) == (is_made, is_made)
    send(dossier, BOTH)
    receipt = page(client, dossier, "receipt")
    assert "Ces réponses sont exactes." in receipt
    assert (FRENCH in receipt) == is_made


@pytest.mark.parametrize(("answers", "is_made"), [(CALLED_FOR, True), (ANSWERS, False)])
def test_the_sealed_receipt_says_it_in_the_language_in_which_it_was_read(version, answers, is_made):
    send(draft_of(version, answers), BOTH, language="de")
    submission = Submission.objects.select_related("dossier").get()
    definition = definition_of(submission.demarche_version_id)
    sealed = str(receipt_data(submission, definition, None, submission.dossier.language))
    assert "Diese Angaben sind richtig." in sealed
    assert (GERMAN in sealed) == is_made
    assert FRENCH not in sealed


@pytest.mark.parametrize("path", ["", "questions/"])
def test_the_pages_of_the_demarche_say_that_it_depends_on_the_answers(client, version, path):
    shown = " ".join(client.get(f"/demarches/{version.demarche.slug}/{path}").content.decode().split())
    assert f"{FRENCH} <span" in shown
    assert "Ces réponses sont exactes.</li>" in shown
