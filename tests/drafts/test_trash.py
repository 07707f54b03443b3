"""The trash: what is deleted waits there whole, comes back as it was, or is emptied at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dossiers.drafts.calendar_services import end_due
from dossiers.drafts.models import TrashedDraft
from dossiers.models import Attachment, Dossier, StepAnswers
from dossiers.states import State
from enterprises.rights.permissions import Role
from monespace.journal.models import Event
from monespace.outbox.testing import drain
from tests.filling.browser import open_step, save, step_url, url
from tests.filling.definition import VOUS
from tests.filling.factories import draft_of
from tests.filling.samples import pdf
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db
TRASH = reverse("dossiers:trash", kwargs={"space": "citoyen"})


@pytest.fixture
def filled(citizen, draft):
    """A draft with answers and a document."""
    save(citizen, draft, "vous", **VOUS)
    citizen.post(step_url(draft, "pieces"), {"facture": SimpleUploadedFile("a.pdf", pdf())})
    drain()
    return draft


def state_of(dossier: Dossier) -> str:
    return Dossier.objects.get(pk=dossier.pk).state


def tags(dossier: Dossier) -> list[str]:
    return [event.tag for event in Event.objects.about(dossier)]


def test_a_deleted_draft_comes_back_with_every_answer_and_file(citizen, filled):
    stored = Attachment.objects.get().file.name
    assert "30 jours dans la corbeille" in citizen.get(url("discard", filled)).content.decode()
    assert state_of(filled) == State.DRAFT, "asking deletes nothing"
    assert citizen.post(url("discard", filled))["Location"] == url("detail", filled)
    assert state_of(filled) == State.DISCARDED
    assert drain() == []
    shown = citizen.get(url("detail", filled)).content.decode()
    assert "Il est dans la corbeille" in shown
    assert "Restaurer le brouillon" in shown

    assert citizen.post(url("restore", filled))["Location"] == url("resume", filled)
    assert (state_of(filled), Dossier.objects.get().ended_at) == (State.DRAFT, None)
    assert StepAnswers.objects.get(step="vous").values == VOUS
    assert default_storage.exists(stored)
    assert not TrashedDraft.objects.exists()
    assert tags(filled)[-2:] == ["dossier.discarded", "dossier.restored"]


def test_the_trash_lists_what_was_deleted_and_leads_to_both_ways(citizen, filled):
    drafts = f"{reverse('dossiers:list', kwargs={'space': 'citoyen'})}?etat=brouillons"
    assert TRASH in citizen.get(drafts).content.decode()
    assert "La corbeille est vide" in citizen.get(TRASH).content.decode()
    citizen.post(url("discard", filled))
    page = citizen.get(TRASH).content.decode()
    for way in ("restore", "empty", "detail"):
        assert url(way, filled) in page
    citizen.post(url("restore", filled))
    assert "La corbeille est vide" in citizen.get(TRASH).content.decode()


def test_what_is_in_the_trash_is_neither_filled_nor_sent(citizen, filled):
    tab = open_step(citizen, filled, "vous")
    citizen.post(url("discard", filled))
    assert citizen.get(step_url(filled, "vous"))["Location"] == url("detail", filled)
    tab.post("save", **VOUS | {"nom": "Autrement"})
    citizen.post(url("submit", filled))
    assert state_of(filled) == State.DISCARDED
    assert StepAnswers.objects.get(step="vous").values == VOUS


def test_emptying_asks_first_then_everything_is_gone(citizen, filled):
    stored = Attachment.objects.get().file.name
    citizen.post(url("discard", filled))
    assert "pour toujours" in citizen.get(url("empty", filled)).content.decode()
    assert StepAnswers.objects.exists(), "asking erases nothing"
    assert citizen.post(url("empty", filled))["Location"] == TRASH
    assert drain() == ["attachment.erase"]
    assert not default_storage.exists(stored)
    assert not StepAnswers.objects.exists()
    assert tags(filled)[-1] == "draft.emptied"

    assert "effacés" in citizen.post(url("restore", filled), follow=True).content.decode()
    assert state_of(filled) == State.DISCARDED
    assert citizen.get(url("empty", filled))["Location"] == url("detail", filled)


def test_after_thirty_days_the_trash_is_emptied_and_not_before(citizen, filled):
    citizen.post(url("discard", filled))
    for days, left in ((29, True), (30, False)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            end_due()
            assert StepAnswers.objects.exists() is left
    assert TrashedDraft.objects.get().emptied_at is not None
    assert tags(filled).count("draft.emptied") == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Ce brouillon a été supprimé"),
        ("de", "Dieser Entwurf wurde gelöscht"),
        ("nl", "Dit ontwerp is verwijderd"),
        ("en", "This draft has been deleted"),
    ],
)
def test_its_page_says_that_it_was_deleted_not_that_it_came_too_late(citizen, draft, language, said):
    citizen.post(url("discard", draft))
    citizen.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = citizen.get(url("detail", draft)).content.decode()
    assert page.count(said) >= 2, "as its state, and in what happened to it"
    assert "à temps" not in page


@pytest.mark.parametrize("act", ["discard", "restore"])
def test_the_same_twice_is_no_error(citizen, draft, act):
    citizen.post(url("discard", draft))
    for _click in range(2):
        assert citizen.post(url(act, draft)).status_code == 302
    tag = {"discard": "dossier.discarded", "restore": "dossier.restored"}[act]
    assert tags(draft).count(tag) == 1


def test_what_was_deleted_before_there_was_a_trash_says_that_it_is_gone(citizen, draft):
    citizen.post(url("discard", draft))
    TrashedDraft.objects.all().delete()
    shown = citizen.get(url("detail", draft)).content.decode()
    assert "Ses réponses et ses documents sont effacés." in shown
    assert "Restaurer" not in shown
    citizen.post(url("restore", draft))
    assert state_of(draft) == State.DISCARDED


def test_what_was_sent_is_neither_deleted_nor_restored(citizen, draft):
    save(citizen, draft, "vous", **VOUS)
    Dossier.objects.update(state=State.SUBMITTED, reference="ME-TEST", submitted_at=timezone.now())
    assert citizen.post(url("discard", draft))["Location"] == url("detail", draft)
    citizen.post(url("restore", draft))
    assert state_of(draft) == State.SUBMITTED
    assert StepAnswers.objects.exists()


@pytest.mark.parametrize(("role", "status"), [(Role.COLLABORATEUR, 302), (Role.LECTEUR, 403)])
def test_who_may_fill_restores_what_a_colleague_deleted(client, role, status):
    enterprise = EnterpriseFactory()
    colleague, person = (
        MembershipFactory(enterprise=enterprise, role=one).user for one in (Role.COLLABORATEUR, role)
    )
    deleted = draft_of(colleague, enterprise=enterprise)
    force_sign_in(client, colleague)
    client.post(url("discard", deleted))
    force_sign_in(client, person)
    assert client.post(url("restore", deleted)).status_code == status
    assert state_of(deleted) == (State.DRAFT if status == 302 else State.DISCARDED)


def test_nobody_else_restores_empties_or_sees_it(client, citizen, filled):
    citizen.post(url("discard", filled))
    force_sign_in(client, PersonFactory())
    for way in ("restore", "empty"):
        assert client.post(url(way, filled)).status_code == 404
    assert url("restore", filled) not in client.get(TRASH).content.decode()
    assert state_of(filled) == State.DISCARDED
