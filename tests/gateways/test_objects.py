"""A parcel in an object store is whole once its manifest lies there, which comes last."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from dossiers.gateways.contract import DeliveryFailed
from dossiers.gateways.drop import objects
from dossiers.gateways.drop.signature import Credentials, encoded, signed
from dossiers.models import Attachment, Dossier
from dossiers.states import State
from dossiers.submission.delivery import deliver
from monespace.calls.calling import Answer
from tests.submission.factories import AttachmentFactory, DeliveryFactory, SentDossierFactory

pytestmark = pytest.mark.django_db
PUBLISHED = Credentials(
    key="AKIAIOSFODNN7EXAMPLE",
    secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    region="us-east-1",
)
ON_THAT_DAY = datetime(2013, 5, 24, tzinfo=UTC)
BUCKET = "https://examplebucket.s3.amazonaws.com"


@pytest.fixture
def delivery():
    dossier = SentDossierFactory()
    AttachmentFactory(dossier=dossier, original_name="../../Facture É.PDF")
    AttachmentFactory(dossier=dossier, original_name="preuve.pdf")
    return DeliveryFactory(submission__dossier=dossier, gateway="s3", service="spw-mobilite")


def test_service_finds_the_documents_and_then_the_dossier(depot, delivery):
    deliver(str(delivery.pk))
    dossier = Dossier.objects.get()
    place = f"spw-mobilite/{dossier.reference}-{delivery.pk}"
    *documents, manifest = depot.objects()
    assert manifest == f"{place}/dossier.json"
    content = json.loads(depot.objects()[manifest])
    assert {f"{place}/{one['file']}" for one in content["documents"]} == set(documents)
    assert len(documents) == 2
    assert content["payload"] == delivery.submission.payload
    assert dossier.state == State.RECEIVED


def test_document_that_is_not_what_was_sent_leaves_no_manifest(depot, delivery):
    with Attachment.objects.order_by("pk").first().file.open("wb") as file:
        file.write(b"something else, and longer")
    with pytest.raises(DeliveryFailed, match="document_altered"):
        deliver(str(delivery.pk))
    assert depot.received() == []


def test_attempt_that_stopped_goes_on_where_it_was(depot, delivery, monkeypatch):
    monkeypatch.setattr(objects, "LONGEST_SECONDS", -1)
    with pytest.raises(DeliveryFailed, match="drop_not_finished"):
        deliver(str(delivery.pk))
    depot.answer("duplicate")
    monkeypatch.setattr(objects, "LONGEST_SECONDS", 20)
    with pytest.raises(DeliveryFailed, match="drop_503"):
        deliver(str(delivery.pk))
    assert len(depot.objects()) == 1
    assert depot.received() == []
    depot.answer("accept")
    sent = []
    call = objects.call
    monkeypatch.setattr(
        objects, "call", lambda method, url, **more: sent.append(method) or call(method, url, **more)
    )
    deliver(str(delivery.pk))
    assert sent.count("PUT") == 2, "one document and the manifest"
    assert len(depot.received()) == 1


def test_who_may_only_put_there_puts(depot, delivery, monkeypatch):
    """Without the right to list, a store says of what is not there that it is forbidden."""
    call = objects.call

    def forbidding(method, url, **more):
        return Answer(status=403) if method == "HEAD" else call(method, url, **more)

    monkeypatch.setattr(objects, "call", forbidding)
    deliver(str(delivery.pk))
    assert len(depot.received()) == 1


def test_another_secret_opens_nothing(depot, delivery, settings):
    settings.DROP_S3_SECRET = "another-secret-of-32-characters-x"
    deliver(str(delivery.pk))
    assert depot.objects() == {}
    delivery.refresh_from_db()
    assert delivery.needs_attention_at
    assert delivery.attempts.get().error == "drop_403"


def test_without_a_store_it_is_tried_again(settings, delivery):
    settings.DROP_S3_URL = ""
    with pytest.raises(DeliveryFailed, match="no_drop_s3") as failed:
        deliver(str(delivery.pk))
    assert not failed.value.is_permanent


@pytest.mark.parametrize(
    ("method", "name", "headers", "payload", "signature"),
    [
        (
            "GET",
            "test.txt",
            {"range": "bytes=0-9"},
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "test$file.text",
            {"date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
    ],
)
def test_published_examples_are_signed_as_they_say(method, name, headers, payload, signature):
    said = signed(
        method,
        f"{BUCKET}/{encoded(name)}",
        credentials=PUBLISHED,
        now=ON_THAT_DAY,
        payload_sha256=payload,
        headers=headers,
    )
    assert said["authorization"].endswith(f"Signature={signature}")
    assert PUBLISHED.secret not in repr(PUBLISHED)
