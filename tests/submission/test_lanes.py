"""A service that has its dossiers in the portal gets them, also while its own system does not answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from dossiers.models import Case
from dossiers.submission.models import Delivery
from dossiers.submission.services import submit
from monespace.outbox.models import Lane, Message
from monespace.outbox.taking import take
from monespace.outbox.testing import drain
from tests.submission.definition import content
from tests.submission.factories import ACCEPTED, DemarcheVersionFactory, DraftFactory, actor_of

pytestmark = pytest.mark.django_db
BOTH_WAYS = [{"gateway": gateway, "service": "service-primes"} for gateway in ("https", "portal", "mailbox")]


@pytest.fixture
def sent():
    version = DemarcheVersionFactory(content=content(delivery=BOTH_WAYS))
    dossier = DraftFactory(demarche_version=version)
    return submit(
        actor=actor_of(dossier.owner_user), dossier_id=dossier.pk, declarations=ACCEPTED, language="fr"
    )


def lanes() -> dict[str, str]:
    """The lane of each delivery, by its gateway."""
    gateways = {str(one.pk): one.gateway for one in Delivery.objects.all()}
    return {
        gateways[message.payload["delivery_id"]]: message.lane
        for message in Message.objects.filter(topic="dossier.deliver")
    }


def test_what_stays_in_the_portal_has_a_lane_that_no_system_holds_up(sent):
    assert lanes() == {"https": "delivery:service-primes", "portal": "delivery", "mailbox": "delivery"}


def test_case_officers_have_a_dossier_while_the_system_of_their_service_is_left_alone(sent, service):
    Lane.objects.create(name=lanes()["https"], failures=9, paused_until=timezone.now() + timedelta(minutes=5))
    connection.ensure_connection()
    taken = {due.lane for due in take(connection.connection)}
    assert "delivery" in taken
    assert "delivery:service-primes" not in taken
    Message.objects.filter(lane="delivery").update(available_at=timezone.now())
    Message.objects.filter(lane="delivery:service-primes").update(
        available_at=timezone.now() + timedelta(minutes=5)
    )
    drain()
    assert Case.objects.get().dossier == sent
    assert service.requests == []
