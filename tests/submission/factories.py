"""Démarches, drafts and sent dossiers for tests, made without the form."""

from __future__ import annotations

import hashlib
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from dossiers.models import (
    Attachment,
    Delivery,
    Demarche,
    DemarcheVersion,
    Dossier,
    StepAnswers,
    Submission,
)
from dossiers.states import State
from dossiers.submission.services import documents_manifest
from enterprises.rights.actor import CITIZEN_KEY
from enterprises.rights.checks import enter
from monespace.common.canonical import sha256
from monespace.common.levels import Level
from monespace.common.references import new_reference
from tests.submission.definition import ANSWERS, PAYLOAD, content
from tests.support.factories import PersonFactory

ACCEPTED = ["exactitude"]


def actor_of(user: Any, space: str = CITIZEN_KEY, level: Level = Level.ITSME) -> Any:
    """Return the person as an actor in a space, with the rights of now."""
    return enter(user, space, level=level, method="itsme")


class DemarcheFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Demarche

    slug = factory.Sequence("demarche-{}".format)


class DemarcheVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DemarcheVersion

    demarche = factory.SubFactory(DemarcheFactory)
    version = 1
    content = factory.LazyFunction(content)
    checksum = factory.LazyAttribute(lambda version: sha256(version.content))


class DraftFactory(factory.django.DjangoModelFactory):
    """A draft; ``answers`` are those of its steps, complete unless said otherwise."""

    class Meta:
        model = Dossier
        skip_postgeneration_save = True

    demarche_version = factory.SubFactory(DemarcheVersionFactory)
    owner_user = factory.SubFactory(PersonFactory)
    created_by = factory.SelfAttribute("owner_user")
    language = "fr"

    @factory.post_generation
    def answers(self, create, extracted, **_):
        """Save the answers of each step."""
        for step, values in (ANSWERS if extracted is None else extracted).items():
            StepAnswers.objects.create(
                dossier=self,
                step=step,
                values=values,
                revision="0" * 32,
                saved_at=timezone.now(),
                saved_by=self.created_by,
            )


class AttachmentFactory(factory.django.DjangoModelFactory):
    """The invoice of the test démarche."""

    class Meta:
        model = Attachment

    step = "pieces"
    field = "facture"
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7", name="facture.pdf"))
    original_name = "facture vélo.pdf"
    content_type = "application/pdf"
    size = 8
    sha256 = hashlib.sha256(b"%PDF-1.7").hexdigest()
    scan = Attachment.Scan.CLEAN
    uploaded_by = factory.SelfAttribute("dossier.created_by")


class SentDossierFactory(DraftFactory):
    """A dossier sent; ``SubmissionFactory`` makes what was sent too."""

    state = State.SUBMITTED
    reference = factory.LazyFunction(new_reference)
    submitted_at = factory.LazyFunction(timezone.now)
    sent_by = factory.SelfAttribute("created_by")


class SubmissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Submission

    dossier = factory.SubFactory(SentDossierFactory)
    demarche_version = factory.SelfAttribute("dossier.demarche_version")
    answers = factory.LazyFunction(lambda: ANSWERS)
    payload = factory.LazyFunction(lambda: PAYLOAD)
    payload_sha256 = factory.LazyAttribute(lambda submission: sha256(submission.payload))
    actor = factory.LazyAttribute(lambda submission: sender(submission.dossier.created_by))
    declarations = factory.LazyFunction(lambda: ACCEPTED)
    documents = factory.LazyAttribute(
        lambda submission: documents_manifest(
            attachments=Attachment.objects.current().filter(dossier=submission.dossier, complement=None)
        )
    )
    submitted_at = factory.SelfAttribute("dossier.submitted_at")


def sender(user: Any, **changes: Any) -> dict[str, Any]:
    """Return the snapshot of a person who sent in their own name, with some words changed."""
    return {
        "user_id": str(user.pk),
        "first_name": user.first_name,
        "last_name": user.last_name,
        "space": {"kind": "citizen"},
        "role": "",
        "level": 450,
        "method": "itsme",
        **changes,
    }


class DeliveryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delivery

    submission = factory.SubFactory(SubmissionFactory)
    gateway = "https"
    service = "service-primes"
