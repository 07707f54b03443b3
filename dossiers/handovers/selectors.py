"""Reads of who follows a draft, and to whom it may be handed over."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from dossiers.filling.colleagues import colleagues_of
from dossiers.handovers.models import Handover
from dossiers.states import State
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from dossiers.dossier.models import Dossier
    from enterprises.rights.actor import Actor

Purpose = Handover.Purpose
NEEDED: Final = MappingProxyType(
    {Purpose.FILL: Permission.FILL_DOSSIERS, Purpose.SEND: Permission.SUBMIT_DOSSIERS}
)
"""What a colleague must be allowed, for each purpose."""


def offered_to(actor: Actor, dossier: Dossier, purpose: Purpose) -> list[Actor]:
    """Return the colleagues to whom the actor may hand over a draft now, its démarche loaded."""
    return colleagues_of(actor, dossier, NEEDED[purpose])


def latest_of(dossier: Dossier) -> Handover | None:
    """Return the handover that says who follows a draft, people loaded; None for one that never was."""
    return Handover.objects.of(dossier).select_related("handed_by", "handed_to").first()


def in_hands(actor: Actor, dossier: Dossier, people: Iterable[Actor]) -> dict[str, Any]:
    """Return what a dossier's page says of who follows a draft, and whether the actor may change it.

    ``people`` are those who may open the dossier.
    """
    able = colleagues_of(actor, dossier, Permission.FILL_DOSSIERS, people)
    handover = latest_of(dossier) if dossier.state == State.DRAFT else None
    return {"handover": handover, "may_hand_over": bool(able)}


def latest_handovers(dossiers: Iterable[Dossier]) -> Mapping[UUID, Handover]:
    """Return the latest handover of each draft of an enterprise among these, in one query or none."""
    drafts = [one.pk for one in dossiers if one.state == State.DRAFT and one.owner_enterprise_id is not None]
    if not drafts:
        return {}
    found = Handover.objects.filter(dossier__in=drafts).select_related("handed_by", "handed_to")
    latest = found.order_by("dossier", "-handed_at", "pk").distinct("dossier")
    return {one.dossier_id: one for one in latest}
