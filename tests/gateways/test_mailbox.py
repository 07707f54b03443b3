"""A service is told by e-mail that a dossier came: once, without anything of anybody, never instead of it."""

from __future__ import annotations

import pytest

from dossiers.engine import Definition
from dossiers.engine.checks import problems_of
from dossiers.gateways.mailbox import ARRIVED
from dossiers.models import Dossier
from dossiers.states import State
from dossiers.submission.delivery import deliver
from monespace.mail.models import Mail
from tests.submission.definition import content
from tests.submission.factories import DeliveryFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery():
    return DeliveryFactory(gateway="mailbox")


def test_service_is_told_which_dossier_came_and_nothing_of_anybody(delivery):
    deliver(str(delivery.pk))
    deliver(str(delivery.pk))
    mail = Mail.objects.get(template=ARRIVED.template)
    submission = delivery.submission
    assert mail.to == content()["service"]["email"]
    assert mail.subject == f"Le dossier {submission.dossier.reference} est arrivé"
    for words in (mail.subject, mail.text, mail.html):
        assert submission.actor["last_name"] not in words
        assert "Minerva" not in words
        assert "/espace/" not in words
    assert "vient d’être envoyé" in mail.text


def test_service_has_the_dossier_by_another_way_only(delivery):
    deliver(str(delivery.pk))
    delivery.refresh_from_db()
    assert delivery.delivered_at is not None
    assert Dossier.objects.get().state == State.SUBMITTED
    deliver(str(DeliveryFactory(submission=delivery.submission, gateway="portal").pk))
    assert Dossier.objects.get().state == State.RECEIVED


def test_answer_to_a_request_is_told_as_one(delivery):
    answer = SubmissionFactory(dossier=delivery.submission.dossier, number=2)
    deliver(str(DeliveryFactory(submission=answer, gateway="mailbox").pk))
    assert "Une réponse à votre demande de compléments" in Mail.objects.get(template=ARRIVED.template).text


@pytest.mark.parametrize(
    ("ways", "is_fine"),
    [
        (["mailbox"], False),
        (["https", "mailbox"], True),
        (["mailbox", "portal"], True),
        (["folder", "mailbox"], True),
        (["folder"], True),
    ],
)
def test_a_mailbox_is_never_the_only_way(ways, is_fine):
    delivery = [{"gateway": way, "service": "service-primes"} for way in ways]
    definition = Definition.model_validate(content() | {"delivery": delivery})
    found = [str(finding) for finding in problems_of(definition)]
    assert any("a mailbox gets a notice only" in message for message in found) != is_fine


def test_another_service_is_not_another_way():
    delivery = [
        {"gateway": "https", "service": "service-primes"},
        {"gateway": "mailbox", "service": "service-mobilite"},
    ]
    definition = Definition.model_validate(content() | {"delivery": delivery})
    assert any("service-mobilite" in str(finding) for finding in problems_of(definition))
