"""Recording that a legal representative designated an access manager (ADR 0009)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from enterprises.actor import Actor
from enterprises.errors import GapAlreadyDesignated
from enterprises.models import Enterprise, GapDesignation
from monespace.common.errors import Forbidden
from monespace.journal.services import record

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.actor import System


@transaction.atomic
def designate_gap(
    *, actor: Actor | System, enterprise: Enterprise, user: User, evidence: str, kind: GapDesignation.Kind
) -> GapDesignation:
    """Record a designation and its evidence; recording it twice gives the same row."""
    enterprise = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
    if isinstance(actor, Actor):
        raise Forbidden(
            "gap.designate",
            message=_("Seul le représentant légal de l’entreprise désigne un gestionnaire d’accès."),
        )
    current = enterprise.gap_designations.current()
    if existing := current.filter(user=user, kind=kind).first():
        return existing
    same_person = current.filter(user=user)
    if same_person.exists() or (kind == GapDesignation.Kind.PRINCIPAL and current.filter(kind=kind).exists()):
        raise GapAlreadyDesignated
    designation = GapDesignation.objects.create(
        enterprise=enterprise, user=user, kind=kind, evidence=evidence, designated_by=actor.user
    )
    record(
        "gap.designated",
        actor=actor,
        subject=enterprise,
        designation=designation.pk,
        person=user.pk,
        kind=kind,
    )
    return designation
