"""Rounds of signatures for tests, made without the pages."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone

from dossiers.models import Attachment, Signatory, SignatureRequest
from dossiers.states import State
from dossiers.submission.services import documents_manifest
from monespace.common.canonical import sha256
from monespace.common.tokens import digest
from tests.submission.definition import ANSWERS, PAYLOAD
from tests.submission.factories import ACCEPTED, AttachmentFactory, DraftFactory, sender


class SignatureRequestFactory(factory.django.DjangoModelFactory):
    """A round of a draft that waits for signatures."""

    class Meta:
        model = SignatureRequest

    dossier = factory.SubFactory(DraftFactory, state=State.AWAITING_SIGNATURES)
    requested_by = factory.SelfAttribute("dossier.created_by")
    requested_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    language = "fr"
    content = factory.LazyAttribute(
        lambda request: {
            "answers": ANSWERS,
            "payload": PAYLOAD,
            "documents": [],
            "declarations": ACCEPTED,
            "actor": sender(request.requested_by, asked_at=request.requested_at.isoformat()),
        }
    )
    content_sha256 = factory.LazyAttribute(lambda request: sha256(request.content))


class SignatoryFactory(factory.django.DjangoModelFactory):
    """Ann Peeters, whose link has ``token``."""

    class Meta:
        model = Signatory

    class Params:
        token = factory.Sequence("lien-{}".format)

    request = factory.SubFactory(SignatureRequestFactory)
    key = "proprietaire"
    number = factory.Sequence(int)
    level = 450
    name = "Ann Peeters"
    email = "ann@exemple.be"
    token_digest = factory.LazyAttribute(lambda signatory: digest(signatory.token))
    sent_at = factory.LazyFunction(timezone.now)


def with_document(signatory: Signatory) -> Attachment:
    """Add a document to what somebody signs, and return it."""
    request = signatory.request
    document = AttachmentFactory(dossier=request.dossier)
    request.content |= {"documents": documents_manifest(attachments=[document])}
    request.content_sha256 = sha256(request.content)
    request.save()
    return document
