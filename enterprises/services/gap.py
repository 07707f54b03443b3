"""Who manages the accesses of an enterprise: designated, replaced, removed, resigned (ADR 0009, 0030)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from enterprises.actor import Actor
from enterprises.errors import GapNotEndedHere
from enterprises.models import GapDesignation
from enterprises.permissions import Permission
from enterprises.representatives import Representative, require_representation_now
from enterprises.rights import require_now
from enterprises.services.designations import appoint, close, close_proposals, settle
from enterprises.services.ownership import take_ownership
from enterprises.services.periods import hold
from monespace.common.db import get_or_not_visible
from monespace.common.errors import Forbidden, NotVisible
from monespace.mail.budgets import within_budgets

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.actor import System
    from enterprises.models import Enterprise

Kind, EndReason = GapDesignation.Kind, GapDesignation.EndReason


@within_budgets
def designate_gap(
    *, actor: Actor | System, enterprise: Enterprise, user: User, evidence: str, kind: GapDesignation.Kind
) -> GapDesignation:
    """Record a designation and its evidence; recording it twice gives the same row.

    For the portal itself (a command), not for people of the enterprise.
    Raises Forbidden, GapAlreadyDesignated.
    """
    enterprise = hold(enterprise_id=enterprise.pk)
    if isinstance(actor, Actor):
        raise Forbidden(
            "gap.designate",
            message=_("Seul le représentant légal de l’entreprise désigne un gestionnaire d’accès."),
        )
    return appoint(
        actor=actor, enterprise=enterprise, user=user, kind=kind, evidence=evidence, designated_by=actor.user
    )


@transaction.atomic
def designate_self(*, actor: Representative, takes_ownership: bool = False, note: str = "") -> GapDesignation:
    """Make the representative the main access manager, whoever was it; Propriétaire too if they want.

    Nobody else ever gives themselves an access (ADR 0043). ``note`` is told to who is replaced. Doing it
    twice changes nothing. Raises NotRepresentative.
    """
    enterprise = hold(enterprise_id=actor.enterprise.pk)
    require_representation_now(actor, enterprise)
    close_proposals(actor=actor, proposals=enterprise.gap_proposals.open().filter(kind=Kind.PRINCIPAL))
    designation = appoint(
        actor=actor,
        enterprise=enterprise,
        user=actor.user,
        kind=Kind.PRINCIPAL,
        evidence=actor.evidence,
        designated_by=actor.user,
        representation=actor.check,
        replacing=True,
        note=note,
    )
    if takes_ownership:
        take_ownership(actor=actor)
    return designation


@transaction.atomic
def end_designation(
    *, actor: Representative | Actor, designation: GapDesignation, note: str
) -> GapDesignation:
    """End a designation at once; the last one leaves a recorded vacancy. Ending twice changes nothing.

    The representative ends any, an access manager a co-GAP's but their own. Raises NotRepresentative,
    GapNotEndedHere.
    """
    enterprise = hold(enterprise_id=designation.enterprise_id)
    designation = enterprise.gap_designations.select_related("enterprise", "user").get(pk=designation.pk)
    if isinstance(actor, Representative):
        require_representation_now(actor, enterprise)
    else:
        require_now(actor, Permission.MANAGE_MEMBERS, enterprise)
        if designation.kind != Kind.CO_GAP or designation.user_id == actor.user.pk:
            raise GapNotEndedHere
    if designation.ended_at is None:
        close(actor=actor, designation=designation, reason=EndReason.ENDED, note=note)
        settle(actor=actor, enterprise=enterprise, last=designation)
    return designation


@transaction.atomic
def resign(*, actor: Actor, note: str) -> GapDesignation:
    """Give one's own designation back; the last one leaves a vacancy. Raises NotVisible without any."""
    if actor.space.enterprise is None:
        raise NotVisible
    enterprise = hold(enterprise_id=actor.space.enterprise.pk)
    held = enterprise.gap_designations.current().select_related("enterprise", "user")
    designation = get_or_not_visible(held.filter(user=actor.user))
    close(actor=actor, designation=designation, reason=EndReason.RESIGNED, note=note)
    settle(actor=actor, enterprise=enterprise, last=designation)
    return designation
