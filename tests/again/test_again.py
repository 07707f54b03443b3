"""A new draft takes the answers of a sent dossier that are still asked alike, once, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dossiers.models import Attachment, Dossier, StepAnswers, Submission
from dossiers.states import State
from enterprises.rights.permissions import Role
from monespace.journal.models import Event
from tests.filling.browser import open_step, save, step_url, url
from tests.filling.definition import VOUS
from tests.filling.factories import draft_of, publish
from tests.filling.samples import pdf
from tests.submission.factories import SubmissionFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db
TOKEN = {"token": "a" * 32}
OFFER = "Refaire une demande avec ces réponses"
BUTTON = "Commencer avec ces réponses"


@pytest.fixture
def sent(person) -> Dossier:
    """A dossier that the citizen sent, with an answer to every kind of question."""
    dossier = draft_of(person)
    submitted(dossier, answers={"vous": VOUS})
    return dossier


def submitted(dossier: Dossier, answers: dict) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(
        state=State.SUBMITTED, reference="ME-TEST", submitted_at=timezone.now(), sent_by=dossier.created_by
    )
    dossier.refresh_from_db()
    SubmissionFactory(dossier=dossier, answers=answers)


def new_draft() -> Dossier:
    return Dossier.objects.get(state=State.DRAFT)


def test_the_answers_sent_begin_a_new_draft_that_asks_to_check_them(citizen, sent):
    assert url("again", sent) in citizen.get(url("detail", sent)).content.decode()
    asked = citizen.get(url("again", sent)).content.decode()
    assert BUTTON in asked
    assert not Dossier.objects.filter(state=State.DRAFT).exists(), "asking begins nothing"
    answer = citizen.post(url("again", sent), TOKEN)
    draft = new_draft()
    assert answer["Location"] == step_url(draft, "vous")
    page = citizen.get(answer["Location"]).content.decode()
    assert "Vérifiez chaque étape" in page
    assert sent.reference in page
    for typed in VOUS.values():
        assert str(typed) in page
    tags = [event.tag for event in Event.objects.about(draft)]
    assert tags == ["dossier.created", "dossier.begun_again"]
    assert Event.objects.about(draft).last().facts["model"] == str(sent.pk)
    assert Submission.objects.get().answers == {"vous": VOUS}


def test_pressing_twice_makes_one_draft_and_undoes_no_change(citizen, sent):
    citizen.post(url("again", sent), TOKEN)
    changed = VOUS | {"surnom": "Changé"}
    save(citizen, new_draft(), "vous", **changed)
    assert citizen.post(url("again", sent), TOKEN).status_code == 302
    assert StepAnswers.objects.get(dossier=new_draft()).values["surnom"] == "Changé"
    citizen.post(url("again", sent), {"token": "b" * 32})
    assert Dossier.objects.filter(state=State.DRAFT).count() == 2


def test_files_are_not_taken(citizen, sent):
    Attachment.objects.create(
        dossier=sent,
        step="pieces",
        field="facture",
        original_name="a.pdf",
        size=3,
        uploaded_by=sent.created_by,
    )
    citizen.post(url("again", sent), TOKEN)
    draft = new_draft()
    assert not Attachment.objects.filter(dossier=draft).exists()
    citizen.post(step_url(draft, "pieces"), {"facture": SimpleUploadedFile("b.pdf", pdf())})
    assert Attachment.objects.get(dossier=draft).original_name == "b.pdf"


def test_of_another_version_only_what_is_asked_alike_is_taken(citizen, person):
    old = draft_of(person)
    answers = {"vous": VOUS | {"autrefois": "x"}, "disparue": {"champ": "y"}}
    submitted(old, answers)
    newer = publish(version=2)
    citizen.post(url("again", old), TOKEN)
    draft = new_draft()
    assert draft.demarche_version == newer
    assert StepAnswers.objects.get(dossier=draft).values == VOUS


def test_what_is_closed_unsent_or_erased_is_not_begun_again(citizen, person, sent):
    draft = draft_of(person, version=sent.demarche_version)
    assert OFFER not in citizen.get(url("detail", draft)).content.decode()
    assert citizen.get(url("again", draft))["Location"] == url("detail", draft)
    assert "aucune demande n’a été commencée" in citizen.post(url("again", draft), TOKEN).content.decode()
    draft.delete()
    publish(version=2, closes=str(timezone.localdate() - timedelta(days=1)))
    closed = citizen.get(url("again", sent)).content.decode()
    assert "n’est pas ouverte aujourd’hui" in closed
    assert BUTTON not in closed
    assert "pas ouverte aujourd’hui" in citizen.post(url("again", sent), TOKEN).content.decode()
    assert not Dossier.objects.filter(state=State.DRAFT).exists()


@pytest.mark.parametrize(("role", "status"), [(Role.COLLABORATEUR, 302), (Role.LECTEUR, 403)])
def test_of_an_enterprise_who_may_fill_begins_again(client, role, status):
    enterprise = EnterpriseFactory()
    author, person = (
        MembershipFactory(enterprise=enterprise, role=one).user for one in (Role.PROPRIETAIRE, role)
    )
    sent = draft_of(author, enterprise=enterprise)
    submitted(sent, {"vous": VOUS})
    force_sign_in(client, person)
    assert (OFFER in client.get(url("detail", sent)).content.decode()) is (status == 302)
    assert client.post(url("again", sent), TOKEN).status_code == status
    drafts = Dossier.objects.filter(state=State.DRAFT, owner_enterprise=enterprise, created_by=person)
    assert drafts.exists() is (status == 302)


def test_nobody_begins_with_what_is_not_theirs(client, sent):
    force_sign_in(client, PersonFactory())
    assert client.post(url("again", sent), TOKEN).status_code == 404
    assert not Dossier.objects.filter(state=State.DRAFT).exists()


def test_a_tab_of_the_new_draft_is_filled_as_any_other(citizen, sent):
    citizen.post(url("again", sent), TOKEN)
    tab = open_step(citizen, new_draft(), "vous")
    tab.post("save", **VOUS | {"surnom": "Autre"})
    assert StepAnswers.objects.get(dossier=new_draft()).values["surnom"] == "Autre"
