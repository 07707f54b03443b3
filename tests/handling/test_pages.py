"""What people read of a dossier that reaches its service in the portal, by a system of its own, or both."""

import pytest
from django.urls import reverse

from dossiers.submission.delivery import deliver
from tests.submission.factories import DeliveryFactory, SubmissionFactory
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("first", ["https", "portal"])
def test_service_reached_by_two_ways_has_the_dossier_once_and_says_its_reference_once(client, service, first):
    person = force_sign_in(client, PersonFactory())
    submission = SubmissionFactory(dossier__owner_user=person)
    page = reverse("dossiers:detail", kwargs={"space": "citoyen", "dossier_id": submission.dossier.pk})
    ways = [DeliveryFactory(submission=submission, gateway=gateway) for gateway in ("https", "portal")]
    for way in sorted(ways, key=lambda way: way.gateway != first):
        deliver(str(way.pk))
        suivi = client.get(page).content.decode().partition("Suivi")[2]
        assert suivi.count("Reçu par le service compétent") == 1
        assert "Transmission au service compétent" not in suivi
    assert suivi.count("SPW-1") == 1
    assert suivi.count("Enregistré par le service compétent") == (1 if first == "portal" else 0)
