"""A case officer and the person write to each other about a dossier."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dossiers.messages.models import LONGEST_TEXT, Message, Side
from dossiers.models import Dossier
from tests.filling.browser import Page
from tests.gap.test_pages import said, text
from tests.handling.factories import CaseFactory
from tests.messages.factories import MessageFactory
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(at_work, case):
    at_work.post(reverse("admin:open_case", args=[case.pk]))
    return reverse("admin:case_conversation", args=[case.pk])


def test_what_the_officer_writes_reaches_the_person_once(at_work, case, page):
    sent = {"text": "Il manque la facture.", "key": "k1", "seen": "0"}
    answer = at_work.post(page, sent, follow=True)
    assert "Votre message est envoyé." in " ".join(said(answer))
    assert "Il manque la facture." in text(answer)
    at_work.post(page, sent)
    message = Message.objects.get(dossier=case.dossier)
    assert (message.side, message.language) == (Side.SERVICE, case.dossier.language)
    assert Dossier.objects.get(pk=case.pk).unread_by_person == 1


def test_what_the_person_wrote_is_new_until_it_is_marked_as_read(at_work, case, page):
    written = MessageFactory(dossier=case.dossier, side=Side.PERSON, text="Voici ma facture.")
    Dossier.objects.filter(pk=case.pk).update(unread_by_service=1)
    assert "1 message non lu" in text(at_work.get(reverse("admin:cases")))
    shown = text(at_work.get(page))
    assert "Voici ma facture." in shown
    assert "Nouveau" in shown
    at_work.post(reverse("admin:mark_case_read", args=[case.pk]), {"up_to": written.number})
    assert "Nouveau" not in text(at_work.get(page))
    assert Dossier.objects.get(pk=case.pk).unread_by_service == 0


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("", "Écrivez un message.", id="empty"),
        pytest.param("x" * (LONGEST_TEXT + 1), "Raccourcissez-le", id="too long"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(at_work, page, typed, message):
    answer = at_work.post(page, {"text": typed, "key": "k2"})
    assert answer.status_code == 422
    assert message in text(answer)
    assert typed in answer.content.decode()
    assert not Message.objects.exists()


def test_a_refused_file_is_named_and_the_text_stays(at_work, page):
    script = SimpleUploadedFile("macro.exe", b"MZ", content_type="application/octet-stream")
    answer = at_work.post(page, {"text": "Voyez ceci.", "key": "k3", "documents": script})
    assert "macro.exe" in text(answer)
    assert "Voyez ceci." in answer.content.decode()
    assert not Message.objects.exists()


def test_messages_are_read_only_once_the_dossier_is_opened(at_work, case):
    answer = at_work.get(reverse("admin:case_conversation", args=[case.pk]))
    assert answer.url == reverse("admin:case", args=[case.pk])


def test_a_conversation_of_another_service_does_not_exist(at_work, page):
    assert at_work.get(page).status_code == 200
    foreign = CaseFactory(service="autre-service")
    address = reverse("admin:case_conversation", args=[foreign.pk])
    assert at_work.get(address).status_code == 404
    assert at_work.post(address, {"text": "Bonjour", "key": "k4"}).status_code == 404
    assert at_work.post(reverse("admin:mark_case_read", args=[foreign.pk]), {"up_to": 1}).status_code == 404


def test_a_message_sent_too_late_comes_back_without_what_is_not_open(at_work, officer, case, page):
    MessageFactory(dossier=case.dossier, side=Side.PERSON, text="Voici ma facture.")
    seen = Page(at_work, page, at_work.get(page))
    assert "Voici ma facture." in text(seen.response)
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
        at_work.post(page, {**seen.fields, "text": "Il manque une page."})
        force_sign_in(at_work, officer.user, level=500, method="eid")
        again = Page(at_work, page, at_work.get(page))
        assert again.fields["text"] == "Il manque une page."
        assert "Voici ma facture." not in text(again.response)
        sent = at_work.post(page, again.fields, follow=True)
        assert "Votre message est envoyé." in " ".join(said(sent))
        assert "Voici ma facture." in text(sent)
    assert Message.objects.filter(side=Side.SERVICE).get().text == "Il manque une page."
