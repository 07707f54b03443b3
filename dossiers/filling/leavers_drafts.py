"""A leaver's drafts stay with the enterprise: who can go on with them is told (ADR 0033)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.dossier.models import Dossier
from enterprises.endings.effects import counted_by
from enterprises.models import Membership
from enterprises.rights.emails import link_to, write
from enterprises.rights.permissions import Permission
from monespace.common.authors import SYSTEM
from monespace.mail.causes import cause_of
from monespace.mail.kinds import MailKind
from monespace.outbox.routes import handles

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from accounts.models import User
    from enterprises.models import Enterprise


@counted_by
def drafts_begun_by(enterprise: Enterprise, people: Collection[User]) -> int:
    """Return how many drafts of the enterprise these people began."""
    drafts = Dossier.objects.drafts().filter(owner_enterprise=enterprise)
    return drafts.filter(created_by__in=people).count()


DRAFTS_LEFT = MailKind("drafts_left", "endings", is_left_out=True)


@handles("membership.ended")
@transaction.atomic
def tell_colleagues_of_drafts(*, membership_id: UUID | str) -> None:
    """Tell who may send dossiers for the enterprise how many drafts the leaver began; nothing without any."""
    ended = Membership.objects.select_related("enterprise", "user").get(pk=membership_id)
    number = drafts_begun_by(ended.enterprise, [ended.user])
    if not number:
        return
    heirs = ended.enterprise.memberships.current().allowing(Permission.SUBMIT_DOSSIERS)
    for heir in heirs.select_related("user"):
        write(
            heir.user,
            DRAFTS_LEFT,
            ended.enterprise,
            cause=cause_of(ended.ended_by or SYSTEM),
            leaver_name=ended.user.display_name,
            number=number,
            drafts_url=f"{link_to('dossiers:list', space=ended.enterprise.number)}?etat=brouillons",
        )
