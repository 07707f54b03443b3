"""A message of the service is told, without its words; one to the service is told to nobody."""

from __future__ import annotations

import pytest
from django.core import mail as django_mail

from dossiers.models import Notice
from monespace.outbox.testing import drain
from tests.messages.conftest import case, officer  # noqa: F401 - fixtures
from tests.messages.factories import ask, reply

pytestmark = pytest.mark.django_db


def test_message_of_the_service_is_told_without_its_words(case, officer):  # noqa: F811 - the fixtures
    ask(case, "Ma facture suit.")
    drain()
    assert not Notice.objects.exists()
    reply(officer, case, "Il manque le cadre bleu.", seen=1)
    drain()
    [sent] = django_mail.outbox
    assert sent.to == [case.dossier.owner_user.email]
    assert case.dossier.reference in sent.subject
    assert "bleu" not in sent.subject + sent.body
    assert Notice.objects.get().news == "message"
