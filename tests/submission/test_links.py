"""Links to the documents of a hand-over: for who was handed them, for some days, each fetch kept."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from jsonschema_rs import Draft202012Validator

from dossiers.engine import Definition
from dossiers.engine.checks import problems_of
from dossiers.engine.json_schema import parcel_schema, payload_schema
from dossiers.models import Delivery
from dossiers.states import State
from dossiers.submission.delivery import parcel_of
from dossiers.submission.links import FETCHED
from monespace.journal.models import Event
from tests.submission.definition import content
from tests.submission.factories import (
    AttachmentFactory,
    DeliveryFactory,
    DemarcheVersionFactory,
    SentDossierFactory,
)

pytestmark = pytest.mark.django_db
LINKS = [{"gateway": "https", "service": "service-primes", "documents": "links"}]


@pytest.fixture
def delivery():
    return handed_over()


def handed_over(ways=LINKS, state=State.SUBMITTED):
    version = DemarcheVersionFactory(content=content(delivery=ways))
    dossier = SentDossierFactory(demarche_version=version, state=state)
    AttachmentFactory(dossier=dossier)
    return DeliveryFactory(submission__dossier=dossier, gateway="https", service="service-primes")


def document_of(delivery):
    [document] = parcel_of(delivery).content["documents"]
    return document


def fetched(href, **changes):
    """Fetch a link as a system does; ``changes`` are of what stands after the ``?``."""
    address = urlsplit(href)
    assert f"{address.scheme}://{address.netloc}" == settings.SITE_URL
    asked = {name: values[0] for name, values in parse_qs(address.query).items()} | changes
    answer = Browser().get(address.path, asked, headers={"Accept": "*/*"})
    body = answer.getvalue() if answer.streaming else answer.content
    return SimpleNamespace(status=answer.status_code, headers=answer.headers, body=body)


def looks(dossier):
    return Event.objects.about(dossier).filter(tag=FETCHED)


def test_a_link_gives_the_bytes_and_the_journal_keeps_it(delivery):
    document = document_of(delivery)
    answer = fetched(document["href"])
    assert (answer.status, answer.body) == (200, b"%PDF-1.7")
    assert answer.headers["Cache-Control"] == "no-store"
    [look] = looks(delivery.submission.dossier)
    assert look.facts["delivery_id"] == str(delivery.pk)
    assert look.facts["service"] == "service-primes"


def test_documents_are_only_listed_unless_the_channel_asks_for_links(delivery):
    assert {"href", "expires_at"} <= document_of(delivery).keys()
    assert not {"href", "expires_at"} & document_of(handed_over([LINKS[0] | {"documents": "listed"}])).keys()
    assert not {"href"} & document_of(handed_over([{"gateway": "https", "service": "service-primes"}])).keys()


def test_a_parcel_is_the_same_while_it_is_tried_and_has_links_that_stand_later(delivery):
    first = document_of(delivery)
    for days in (1, 3, 6):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            assert document_of(delivery) == first
    for days in (8, 13, 40, 400):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            later = document_of(delivery)
            assert later != first
            assert fetched(later["href"]).status == 200


def test_a_link_that_is_over_says_where_to_go_on(delivery):
    document = document_of(delivery)
    dossier = delivery.submission.dossier
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23)):
        assert fetched(document["href"]).status == 200
    with time_machine.travel(timezone.now() + timedelta(days=14, hours=1)):
        answer = fetched(document["href"])
    assert answer.status == 410
    assert answer.headers["Content-Type"] == "application/problem+json"
    way_on = reverse("api:document", kwargs={"dossier_id": dossier.pk, "document_id": document["id"]})
    assert way_on in json.loads(answer.body)["detail"]
    assert looks(dossier).count() == 1


def test_what_is_erased_or_was_never_handed_over_is_over_at_once(delivery):
    document = document_of(delivery)
    assert fetched(document["href"]).status == 200
    Delivery.objects.update(stopped_at=timezone.now())
    assert fetched(document["href"]).status == 410
    assert fetched(document_of(handed_over(state=State.ANONYMISED))["href"]).status == 410


def test_a_link_lets_into_nothing_else(delivery):
    href = document_of(delivery)["href"]
    assert fetched(href).status == 200
    other = document_of(handed_over())["href"]
    later = str(int(parse_qs(urlsplit(href).query)["expires"][0]) + 1)
    foreign = parse_qs(urlsplit(other).query)["signature"][0]
    for wrong in ({"expires": later}, {"signature": foreign}, {"signature": "A" * 43}):
        assert fetched(href, **wrong).status == 404
    for wrong in ({"expires": "soon"}, {"signature": "short"}, {"more": "1"}):
        assert fetched(href, **wrong).status == 400


def test_another_document_of_the_dossier_is_not_reached_by_it(delivery):
    document = document_of(delivery)
    more = AttachmentFactory(dossier=delivery.submission.dossier)
    assert fetched(document["href"].replace(document["id"], str(more.pk))).status == 404


def test_one_hand_over_is_fetched_so_often_and_no_more(delivery, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"linked_document": (2, 3600)}
    href = document_of(delivery)["href"]
    assert [fetched(href).status for _ in range(3)] == [200, 200, 429]


def test_the_signature_reaches_no_log(delivery, capfd):
    href = document_of(delivery)["href"]
    assert fetched(href, more="1").status == 400
    signature = parse_qs(urlsplit(href).query)["signature"][0]
    assert signature not in "".join(capfd.readouterr())


def test_the_schema_says_what_is_handed_over(delivery, client):
    definition = Definition.model_validate(content(delivery=LINKS))
    schema = parcel_schema(definition, payload="#/$defs/payload")
    payload = {name: value for name, value in payload_schema(definition).items() if name != "$schema"}
    parcel = json.loads(json.dumps(parcel_of(delivery).content))
    checked = Draft202012Validator(schema | {"$defs": {"payload": payload}})
    version = delivery.submission.demarche_version
    parcel["demarche"] = {"slug": definition.slug, "version": definition.version}
    assert [error.message for error in checked.iter_errors(parcel)] == []
    del parcel["documents"][0]["sha256"]
    assert [*checked.iter_errors(parcel)]
    address = reverse("api:parcel_schema", kwargs={"slug": version.demarche.slug, "version": version.version})
    described = client.get(address).json()
    assert described["properties"]["payload"]["$ref"].endswith("/schema")
    assert "href" in described["properties"]["documents"]["items"]["properties"]


@pytest.mark.parametrize(
    ("gateway", "is_fine"), [("https", True), ("folder", False), ("s3", False), ("portal", False)]
)
def test_only_what_carries_no_bytes_has_links(gateway, is_fine):
    ways = [{"gateway": gateway, "service": "service-primes", "documents": "links"}]
    definition = Definition.model_validate(content(delivery=ways))
    found = [str(finding) for finding in problems_of(definition)]
    assert any("needs no links" in message for message in found) != is_fine


def test_the_same_way_stands_once_whatever_it_asks_for():
    ways = [LINKS[0], LINKS[0] | {"documents": "listed"}]
    definition = Definition.model_validate(content(delivery=ways))
    assert any("stands twice" in str(finding) for finding in problems_of(definition))
