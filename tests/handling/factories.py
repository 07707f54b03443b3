"""Case officers and the dossiers they handle."""

from __future__ import annotations

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.agents import AgentGroup
from dossiers.handling.officers import Officer, officer_of
from dossiers.handling.services import add_service_member
from dossiers.models import Case
from dossiers.states import State
from monespace.common.authors import SYSTEM
from tests.submission.factories import SentDossierFactory
from tests.support.factories import PersonFactory

SERVICE = "service-primes"


class CaseFactory(factory.django.DjangoModelFactory):
    """A dossier that a service has received, in nobody's hands."""

    class Meta:
        model = Case

    dossier = factory.SubFactory(SentDossierFactory, state=State.RECEIVED)
    service = SERVICE
    received_at = factory.LazyFunction(timezone.now)


def make_officer(*services: str) -> Officer:
    """Return a case officer of these services, of the one of the tests unless said otherwise."""
    user = PersonFactory(is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=AgentGroup.CASE_OFFICER)[0])
    for service in services or (SERVICE,):
        add_service_member(actor=SYSTEM, user=user, service=service)
    return officer_of(user)
