"""Systems of services, their secrets and tokens."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone

from api.models import AccessToken
from dossiers.clients.verbs import Verb
from dossiers.models import Client, ClientSecret
from monespace.common.tokens import digest, new_token
from tests.handling.factories import SERVICE


class ClientFactory(factory.django.DjangoModelFactory):
    """A system that may do everything for the service of the tests."""

    class Meta:
        model = Client

    name = factory.Sequence("Système {}".format)
    services = factory.LazyFunction(lambda: [SERVICE])
    demarches = None
    verbs = factory.LazyFunction(lambda: list(Verb.values))
    networks = factory.LazyFunction(list)
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class ClientSecretFactory(factory.django.DjangoModelFactory):
    """A secret of a system; ``value`` is the secret itself."""

    class Meta:
        model = ClientSecret

    class Params:
        value = factory.LazyFunction(lambda: new_token().value)

    client = factory.SubFactory(ClientFactory)
    slot = 1
    digest = factory.LazyAttribute(lambda secret: digest(secret.value))


def token_of(client: Client, *scopes: Verb, secret: ClientSecret | None = None, minutes: int = 10) -> str:
    """Return a token that a system holds, for these scopes or for all."""
    token = new_token()
    AccessToken.objects.create(
        digest=token.digest,
        client=client,
        secret=secret or client.secrets.standing().first() or ClientSecretFactory(client=client),
        scopes=list(scopes or Verb.values),
        expires_at=timezone.now() + timedelta(minutes=minutes),
    )
    return token.value
