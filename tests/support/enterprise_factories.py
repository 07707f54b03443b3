"""Enterprises and accesses for tests."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone

from enterprises.models import Enterprise, GapDesignation, Membership
from enterprises.permissions import Role
from tests.support.factories import PersonFactory


def bce_number(sequence: int) -> str:
    """Return the fictitious BCE number of that rank, with valid check digits."""
    first = 19_900_000 + sequence
    return f"{first}{97 - first % 97:02}"


class EnterpriseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enterprise

    number = factory.Sequence(bce_number)
    name = factory.Sequence(lambda n: f"Entreprise {n}")


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    enterprise = factory.SubFactory(EnterpriseFactory)
    user = factory.SubFactory(PersonFactory)
    role = Role.PROPRIETAIRE
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=700))


class GapDesignationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GapDesignation

    enterprise = factory.SubFactory(EnterpriseFactory)
    user = factory.SubFactory(PersonFactory)
    kind = GapDesignation.Kind.PRINCIPAL
    evidence = "Acte du représentant légal"
