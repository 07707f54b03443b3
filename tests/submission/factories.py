"""Démarches, drafts and sent dossiers for tests, made without the form."""

from __future__ import annotations

import factory
from django.utils import timezone

from dossiers.models import Delivery, Demarche, DemarcheVersion, Dossier, Submission
from dossiers.states import State
from dossiers.submission.payload import sha256
from dossiers.submission.reference import new_reference
from tests.support.factories import PersonFactory


class DemarcheFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Demarche

    slug = factory.Sequence("demarche-{}".format)


class DemarcheVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DemarcheVersion

    demarche = factory.SubFactory(DemarcheFactory)
    version = 1
    content = factory.LazyFunction(dict)
    checksum = "0" * 64


class DraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dossier

    demarche_version = factory.SubFactory(DemarcheVersionFactory)
    owner_user = factory.SubFactory(PersonFactory)
    created_by = factory.SelfAttribute("owner_user")
    language = "fr"


class SentDossierFactory(DraftFactory):
    state = State.SUBMITTED
    reference = factory.LazyFunction(new_reference)
    submitted_at = factory.LazyFunction(timezone.now)


class SubmissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Submission

    dossier = factory.SubFactory(SentDossierFactory)
    demarche_version = factory.SelfAttribute("dossier.demarche_version")
    payload = factory.LazyFunction(lambda: {"velo": {"type": "musculaire"}})
    payload_sha256 = factory.LazyAttribute(lambda submission: sha256(submission.payload))
    actor = factory.LazyAttribute(
        lambda submission: {
            "user_id": str(submission.dossier.created_by_id),
            "first_name": "Prénom",
            "last_name": "Nom",
            "space": {"kind": "citizen"},
            "role": "",
            "level": 450,
            "method": "itsme",
        }
    )
    submitted_at = factory.SelfAttribute("dossier.submitted_at")


class DeliveryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delivery

    submission = factory.SubFactory(SubmissionFactory)
    gateway = "https"
    service = "spw-mobilite"
