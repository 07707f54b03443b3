"""The eight hazards of formtools' NamedUrlWizardView (ADR 0004), one test for each."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.filling.wizard import StepWizard
from dossiers.models import Attachment, Dossier, StepAnswers
from dossiers.states import State
from monespace.outbox.testing import drain
from tests.filling.browser import open_step, save, step_url, url
from tests.filling.definition import VOUS
from tests.filling.factories import draft_of
from tests.filling.samples import pdf

pytestmark = pytest.mark.django_db


def saved(draft: Dossier) -> dict:
    return {row.step: row.values for row in StepAnswers.objects.filter(dossier=draft)}


def test_1_a_get_never_submits_anything(citizen, draft):
    save(citizen, draft, "vous", **VOUS)
    assert citizen.get(step_url(draft, "done")).status_code == 404
    assert citizen.get(url("submit", draft)).status_code != 500
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_2_only_declared_fields_are_stored(citizen, draft):
    junk = {"csrfmiddlewaretoken": "secret", "current_step": "vous", "is_staff": "1", "vous-age": "9"}
    open_step(citizen, draft, "vous").post(**VOUS, **junk)
    assert saved(draft) == {"vous": VOUS}


def test_3_a_later_step_leads_to_the_first_one_that_is_missing(citizen, draft):
    assert citizen.get(step_url(draft, "logement"))["Location"] == step_url(draft, "vous")
    save(citizen, draft, "vous", **VOUS | {"situation": "seul"})
    assert citizen.get(step_url(draft, "logement")).status_code == 200


@pytest.mark.parametrize("name", ["nope", "0", "vous-", "recapitulatif"])
def test_4_a_tampered_step_name_is_not_found(citizen, draft, name):
    assert citizen.get(step_url(draft, name)).status_code == 404
    assert citizen.post(step_url(draft, name), VOUS).status_code == 404
    hidden = open_step(citizen, draft, "vous").post(**VOUS, step_wizard__current_step=name)
    assert hidden.response.status_code == 302
    assert saved(draft) == {"vous": VOUS}


def test_5_two_dossiers_of_one_demarche_do_not_share_answers(citizen, draft, person):
    other = draft_of(person, version=draft.demarche_version)
    first, second = open_step(citizen, draft, "vous"), open_step(citizen, other, "vous")
    first.post(**VOUS | {"surnom": "Un"})
    second.post(**VOUS | {"surnom": "Deux"})
    assert saved(draft)["vous"]["surnom"] == "Un"
    assert saved(other)["vous"]["surnom"] == "Deux"


def test_6_previous_keeps_what_was_typed(citizen, draft):
    save(citizen, draft, "vous", **VOUS)
    goto = {"wizard_goto_step": "vous"}
    page = open_step(citizen, draft, "conjoint").post("previous", prenom="Sacha", **goto)
    assert page.response["Location"] == step_url(draft, "vous")
    assert saved(draft)["conjoint"]["prenom"] == "Sacha"


def test_7_replacing_a_file_forgets_the_one_before(citizen, draft, django_capture_on_commit_callbacks):
    save(citizen, draft, "vous", **VOUS | {"situation": "seul"})
    for name in ("un.pdf", "deux.pdf"):
        citizen.post(step_url(draft, "pieces"), {"facture": SimpleUploadedFile(name, pdf(name))})
    old, new = Attachment.objects.order_by("uploaded_at")
    assert old.removed_at is not None
    assert new.removed_at is None
    storage, name = old.file.storage, old.file.name
    assert storage.exists(name)
    drain()
    assert not storage.exists(name)
    assert new.file.storage.exists(new.file.name)


def test_8_the_list_of_steps_is_our_own_and_follows_each_save(citizen, draft):
    assert "get_form_list" in vars(StepWizard)
    save(citizen, draft, "vous", **VOUS | {"situation": "seul"})
    page = open_step(citizen, draft, "vous").post(situation="couple")
    assert page.response["Location"] == step_url(draft, "conjoint")
    assert "Étape 2 sur 4" in page.follow().html
