"""Addresses of systems, and what happens to dossiers."""

from __future__ import annotations

import factory
from django.db import transaction

from dossiers.models import Dossier, Endpoint, EndpointSecret
from dossiers.moves import move
from dossiers.states import DossierEvent, Party
from dossiers.webhooks.events import ANNOUNCED
from dossiers.webhooks.models import ANNOUNCE
from dossiers.webhooks.signing import new_secret
from monespace.common.authors import SYSTEM
from monespace.common.crypto import encrypt
from monespace.journal.services import record
from monespace.outbox.services import enqueue
from tests.api.factories import ClientFactory


class EndpointSecretFactory(factory.django.DjangoModelFactory):
    """A secret of an address; ``value`` is the secret itself."""

    class Meta:
        model = EndpointSecret

    class Params:
        value = factory.LazyFunction(new_secret)

    slot = 1
    sealed_secret = factory.LazyAttribute(lambda secret: encrypt(secret.value))


class EndpointFactory(factory.django.DjangoModelFactory):
    """An address with one secret, told of everything."""

    class Meta:
        model = Endpoint
        skip_postgeneration_save = True

    client = factory.SubFactory(ClientFactory)
    url = factory.Sequence("https://systeme-{}.example.org/webhooks".format)
    event_types = factory.LazyFunction(lambda: list(ANNOUNCED))
    secret = factory.RelatedFactory(EndpointSecretFactory, factory_related_name="endpoint")


@transaction.atomic
def happens(dossier: Dossier, *events: DossierEvent) -> None:
    """Let events happen to a dossier, as the portal or an officer makes them happen."""
    for event in events:
        party = Party.OFFICER if event == DossierEvent.TAKE_UP else Party.SYSTEM
        move(actor=SYSTEM, party=party, dossier=dossier, event=event)


@transaction.atomic
def tell_that_it_was_sent(dossier: Dossier) -> None:
    """Journal that a dossier, made without the form, was sent, and want that announced."""
    recorded = record("dossier.submitted", actor=SYSTEM, subject=dossier, state=dossier.state)
    enqueue(ANNOUNCE, dossier_id=dossier.pk, version=recorded.sequence)
