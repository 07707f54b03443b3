"""No stored row opens anything: neither the mails, nor what sends, journals or remembers them."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from accounts.profile.emails import CODE
from monespace.common.crypto import decrypt
from monespace.common.tokens import TOKEN, new_token
from monespace.mail.causes import Cause
from monespace.mail.models import SECRET_MARK, Mail
from monespace.mail.services import SecretInClear, send_mail
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_mail_with_a_token_in_clear_is_refused_and_one_that_seals_it_is_not():
    person, link = PersonFactory(), f"/proposition/{new_token().value}/"
    sealed = send_mail(
        to_user=person,
        kind=CODE,
        cause=Cause(),
        context={"minutes": 5, "page_url": "/"},
        language="fr",
        secret=link,
    )
    assert sealed
    assert SECRET_MARK in sealed.text
    assert not TOKEN.search(sealed.text + sealed.html + sealed.sealed_link)
    with pytest.raises(SecretInClear), transaction.atomic():
        send_mail(
            to_user=person, kind=CODE, cause=Cause(), context={"minutes": 5, "page_url": link}, language="fr"
        )
    assert list(Mail.objects.all()) == [sealed]


def test_links_stored_in_clear_before_are_sealed_or_gone():
    seal = import_module("monespace.mail.migrations.0003_seal_proposal_links").seal
    link, text = f"https://exemple.be/designation/{new_token().value}/", "Voir :\n{}\n"
    stored = {"to": "a@exemple.be", "template": "gap_proposed", "language": "fr", "subject": "S"}
    waiting, gone = (
        Mail.objects.create(**stored, text=text.format(link), html=f'<a href="{link}">', sent_at=sent_at)
        for sent_at in (None, timezone.now())
    )
    seal(apps, None)
    for mail in (waiting, gone):
        mail.refresh_from_db()
        assert mail.text == text.format(SECRET_MARK)
        assert mail.html == f'<a href="{SECRET_MARK}">'
    assert (decrypt(waiting.sealed_link), gone.sealed_link) == (link, "")
