"""An enterprise that stopped in the BCE keeps its dossiers readable, and begins and sends none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.states import State
from tests.submission.factories import DemarcheVersionFactory, DraftFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory

pytestmark = pytest.mark.django_db
TICKED = {"declaration_exactitude": "on", "action": "submit"}


@pytest.fixture
def member(client):
    member = MembershipFactory()
    force_sign_in(client, member.user)
    return member


def stop(member, days=0):
    member.enterprise.stopped_on = timezone.localdate() + timedelta(days=days)
    member.enterprise.save()


def begin(client, member):
    slug = DemarcheVersionFactory().demarche.slug
    address = f"/espace/{member.enterprise.number}/demarches/{slug}/"
    return client.post(address, {"token": "e" * 32, "new": "1"})


def test_it_begins_no_request(client, member):
    stop(member, days=1)
    assert begin(client, member).status_code == 302
    stop(member)
    refused = begin(client, member)
    assert refused.status_code == 409
    assert "a cessé ses activités" in refused.content.decode()
    assert Dossier.objects.count() == 1


def test_its_draft_stays_readable_and_is_not_sent(client, member):
    draft = DraftFactory(owner_user=None, owner_enterprise=member.enterprise, created_by=member.user)
    page = f"/espace/{member.enterprise.number}/dossiers/{draft.pk}/"
    stop(member)
    read = client.get(page)
    assert read.status_code == 200
    assert "Activités arrêtées" in read.content.decode()
    refused = client.post(f"{page}soumettre/", TICKED)
    assert "Vos réponses sont enregistrées" in refused.content.decode()
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    stop(member, days=1)
    assert client.post(f"{page}soumettre/", TICKED)["Location"] == f"{page}accuse/"
