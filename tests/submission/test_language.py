"""A dossier speaks the language it was sent in, whatever it was begun in."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from dossiers.submission.delivery import parcel_of
from monespace.mail.models import Mail
from tests.filling.browser import Page
from tests.submission.factories import DraftFactory
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(client):
    """A draft begun in French by somebody whose profile says French, ready to be sent."""
    draft = DraftFactory(language="fr")
    force_sign_in(client, draft.owner_user)
    return draft


def read(client, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language


def review(client, draft) -> Page:
    """Open the review; its form is posted where it says."""
    address = {"space": "citoyen", "dossier_id": draft.pk}
    page = client.get(reverse("dossiers:review", kwargs=address))
    return Page(client, reverse("dossiers:submit", kwargs=address), page)


def told(draft, language: str) -> bool:
    """Whether everything that follows is in ``language``."""
    draft.refresh_from_db()
    mail = Mail.objects.get()
    parcel = parcel_of(draft.submissions.get().deliveries.get())
    return (draft.language, mail.language, parcel.content["language"]) == (language,) * 3


@pytest.mark.parametrize("language", ["fr", "de", "nl", "en"])
def test_mail_and_parcel_are_in_the_language_of_the_page_that_sent_the_dossier(client, begun, language):
    read(client, language)
    review(client, begun).post("submit", declaration_exactitude="on")
    assert told(begun, language)
    shown = client.get(reverse("dossiers:receipt", args=["citoyen", begun.pk])).content.decode()
    assert f'<html lang="{language}">' in shown


@pytest.mark.parametrize(("before", "after"), [("nl", "fr"), ("fr", "de"), ("en", "nl")])
def test_the_page_counts_although_another_tab_changed_the_language(client, begun, before, after):
    read(client, before)
    page = review(client, begun)
    read(client, after)
    page.post("submit", declaration_exactitude="on")
    assert told(begun, before)


@pytest.mark.parametrize("said", [{}, {"read_in": "xx"}, {"read_in": ""}])
def test_the_reader_counts_when_the_page_does_not_say_its_language(client, begun, said):
    read(client, "de")
    page = review(client, begun)
    client.post(page.url, {"declaration_exactitude": "on", **said})
    assert told(begun, "de")


def test_a_refusal_is_in_the_readers_language_and_changes_nothing(client, begun):
    read(client, "nl")
    assert review(client, begun).post("submit").response.status_code == 409
    begun.refresh_from_db()
    assert begun.language == "fr"
    assert not Mail.objects.exists()
