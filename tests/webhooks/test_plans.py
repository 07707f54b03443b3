"""Who is told of an event, and what is sent again, is found by index however many systems are connected."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers.models import Client, Endpoint
from dossiers.states import DossierEvent
from dossiers.webhooks.models import ANNOUNCE, SEND
from dossiers.webhooks.replaying import Period, events_of
from dossiers.webhooks.selectors import endpoints_in_trouble, standing_of
from dossiers.webhooks.sending import announce
from monespace.outbox.models import Message
from tests.api.factories import ClientFactory
from tests.submission.factories import SentDossierFactory
from tests.webhooks.factories import EndpointFactory, happens

pytestmark = pytest.mark.django_db
MANY = 200


@pytest.fixture
def many(db):
    """Many systems of other services, each with an address, and one of ours."""
    clients = Client.objects.bulk_create(
        ClientFactory.build(services=[f"service-{number}"]) for number in range(MANY)
    )
    Endpoint.objects.bulk_create(EndpointFactory.build(client=client, secret=None) for client in clients)
    ours = EndpointFactory()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE dossiers_client, dossiers_endpoint")
        cursor.execute("SET LOCAL enable_seqscan = off")  # where no index serves, it scans all the same
    return ours


def whole_tables(work):
    """Return what ``work`` did, and the plans of its reads that scan a whole table."""
    with CaptureQueriesContext(connection) as captured:
        done = work()
    found = []
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN {query['sql']}")
                plan = "\n".join(row[0] for row in cursor.fetchall())
                found += [plan] if "Seq Scan" in plan else []
    return done, found


def test_who_is_told_of_an_event_is_found_by_index(many):
    dossier = SentDossierFactory()
    happens(dossier, DossierEvent.RECEIVE)
    message = Message.objects.get(topic=ANNOUNCE)
    with CaptureQueriesContext(connection) as captured:
        _done, scans = whole_tables(lambda: announce(**message.payload))
    assert scans == []
    assert len(captured.captured_queries) < 30
    assert Message.objects.get(topic=SEND).lane == many.lane


def test_what_is_sent_again_is_found_by_index(many):
    happens(SentDossierFactory(), DossierEvent.RECEIVE)
    now = timezone.now()
    period = Period(now - timedelta(days=1), now)
    places, scans = whole_tables(lambda: events_of(many, period))
    assert (len(places), scans) == (1, [])


def test_how_sending_goes_is_found_by_index(many):
    standing, scans = whole_tables(lambda: standing_of(many))
    assert (standing.waiting, scans) == (0, [])
    assert whole_tables(endpoints_in_trouble) == ([], [])


def test_a_scan_of_a_whole_table_would_be_seen(many):
    _rows, scans = whole_tables(lambda: list(Endpoint.objects.filter(url="https://nulle.part/")))
    assert len(scans) == 1
