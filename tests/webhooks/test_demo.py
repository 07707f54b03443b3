"""The demo’s back office is told what happens: it verifies, keeps each event once, behaves as it is told."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.conf import settings

from dossiers.states import DossierEvent
from dossiers.webhooks.signing import headers_of
from monespace.outbox.testing import drain
from tests.submission.factories import SentDossierFactory
from tests.support import plain_http
from tests.webhooks.factories import happens


@pytest.fixture
def site(simulators):
    with plain_http.client(base_url=simulators) as client:
        yield client


def tell(site, event_id, *, key=None):
    body = json.dumps(
        {
            "id": event_id,
            "type": "be.wallonie.monespace.dossiers.received.v1",
            "subject": "d",
            "data": {"state": "received", "version": 1},
        }
    ).encode()
    headers = headers_of(message_id=event_id, body=body, signed_with=[key or settings.BACKOFFICE_SECRET])
    return site.post("/backoffice/webhooks/", content=body, headers=headers)


def told(site, event_id):
    events = site.get("/backoffice/webhooks.json").json()["events"]
    return [event["times_received"] for event in events if event["id"] == event_id]


def test_the_back_office_keeps_an_event_once_and_shows_it(site):
    event_id = str(uuid4())
    assert [tell(site, event_id).status_code for _twice in range(2)] == [204, 204]
    assert told(site, event_id) == [2]
    assert "<td>received</td>" in site.get("/backoffice/").text


def test_the_back_office_refuses_an_event_that_the_portal_did_not_sign(site):
    event_id = str(uuid4())
    assert tell(site, event_id, key="une autre clef").status_code == 401
    assert told(site, event_id) == []


def test_the_back_office_loses_its_answer_when_it_is_told_to(site):
    event_id = str(uuid4())
    site.post("/backoffice/comportement.json", json={"behaviour": "duplicate"})
    try:
        assert tell(site, event_id).status_code == 503
    finally:
        site.post("/backoffice/comportement.json", json={"behaviour": "accept"})
    assert tell(site, event_id).status_code == 204
    assert told(site, event_id) == [2]


@pytest.mark.django_db
def test_the_demos_system_is_told_what_happens(site):
    from django.core.management import call_command

    from dossiers.models import Client, Dossier, Endpoint

    for _twice in range(2):
        call_command("seed_demo", verbosity=0)
    assert Client.objects.count() == Endpoint.objects.count() == 1
    drain()
    dossier = Dossier.objects.filter(state="received").first() or SentDossierFactory()
    happens(dossier, DossierEvent.TAKE_UP)
    drain()
    events = site.get("/backoffice/webhooks.json").json()["events"]
    mine = [event["data"]["state"] for event in events if event["subject"] == str(dossier.pk)]
    assert "in_progress" in mine
