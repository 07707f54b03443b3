"""Enterprises and accesses for tests."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from enterprises.models import (
    Enterprise,
    GapDesignation,
    GapRequest,
    GapRequestDocument,
    GapVacancy,
    Invitation,
    Mandate,
    Membership,
    RegisterName,
    RepresentationCheck,
)
from enterprises.rights.permissions import Role
from monespace.common.folding import folded_words
from monespace.common.references import new_reference
from monespace.common.tokens import digest, new_token
from tests.support.factories import PersonFactory


def bce_number(sequence: int) -> str:
    """Return the fictitious BCE number of that rank, with valid check digits."""
    first = 19_900_000 + sequence
    return f"{first}{97 - first % 97:02}"


class RegisterNameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RegisterName

    language = "fr"
    kind = RegisterName.Kind.NAME
    folded = factory.LazyAttribute(lambda row: folded_words(row.name))


class EnterpriseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enterprise
        skip_postgeneration_save = True

    number = factory.Sequence(bce_number)
    name = factory.Sequence(lambda n: f"Entreprise {n}")
    main_name = factory.RelatedFactory(
        RegisterNameFactory, entity=factory.SelfAttribute("..number"), name=factory.SelfAttribute("..name")
    )


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


class InvitationFactory(factory.django.DjangoModelFactory):
    """An invitation without mail, sent by a new GAP; ``token="…"`` names the secret of its link."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.LazyFunction(lambda: new_token().value)

    enterprise = factory.SubFactory(EnterpriseFactory)
    email = factory.Sequence("invite{}@exemple.be".format)
    role = Role.COLLABORATEUR
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=730))
    token_digest = factory.LazyAttribute(lambda invitation: digest(invitation.token))
    created_by = factory.LazyAttribute(
        lambda invitation: GapDesignationFactory(enterprise=invitation.enterprise).user
    )
    sent_at = factory.LazyFunction(timezone.now)  # before the row is made, as the service does: sent once
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class MandateFactory(factory.django.DjangoModelFactory):
    """A mandate in force."""

    class Meta:
        model = Mandate

    client = factory.SubFactory(EnterpriseFactory)
    holder = factory.SubFactory(EnterpriseFactory)
    role = Role.PROPRIETAIRE
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=300))
    proposed_by = factory.SubFactory(PersonFactory)
    proposing_side = Mandate.Side.CLIENT
    accepted_at = factory.LazyFunction(timezone.now)
    accepted_by = factory.SubFactory(PersonFactory)


class RepresentationCheckFactory(factory.django.DjangoModelFactory):
    """The source answered that it does not know the person as representative."""

    class Meta:
        model = RepresentationCheck

    user = factory.SubFactory(PersonFactory)
    enterprise = factory.SubFactory(EnterpriseFactory)
    number = factory.SelfAttribute("enterprise.number")
    outcome = RepresentationCheck.Outcome.DOES_NOT


class GapRequestFactory(factory.django.DjangoModelFactory):
    """A request on documents that waits, with one clean document."""

    class Meta:
        model = GapRequest
        skip_postgeneration_save = True

    reference = factory.LazyFunction(lambda: new_reference("GA"))
    enterprise = factory.SubFactory(EnterpriseFactory)
    requested_by = factory.SubFactory(PersonFactory)
    quality = GapRequest.Quality.REPRESENTATIVE
    level = 500
    method = "eid"
    representation = factory.SubFactory(
        RepresentationCheckFactory,
        user=factory.SelfAttribute("..requested_by"),
        enterprise=factory.SelfAttribute("..enterprise"),
    )
    document = factory.RelatedFactory(
        "tests.support.enterprise_factories.GapRequestDocumentFactory", "gap_request"
    )


class GapRequestDocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GapRequestDocument

    gap_request = factory.SubFactory(GapRequestFactory, document=None)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7", name="acte.pdf"))
    original_name = "acte de nomination.pdf"
    content_type = "application/pdf"
    size = 8
    sha256 = hashlib.sha256(b"%PDF-1.7").hexdigest()
    scan = GapRequestDocument.Scan.CLEAN


def leave_vacant(enterprise):
    """End every designation of the enterprise and record the vacancy that it leaves."""
    now = timezone.now()
    for designation in enterprise.gap_designations.current():
        last = designation
        GapDesignation.objects.filter(pk=designation.pk).update(ended_at=now, end_reason="resigned")
    return GapVacancy.objects.create(enterprise=enterprise, designation=last, opened_at=now)
