"""The mandates in the history of accesses: which enterprise may act for which, agreed and ended by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.rights.mandate_models import Mandate, MandateStanding
from enterprises.rights.models import LAPSED
from enterprises.rights.past_access import last_day

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from typing import Any
    from uuid import UUID

    from enterprises.register.models import Enterprise


def mandate_entries(enterprise: Enterprise, managers: Collection[UUID]) -> list[dict[str, Any]]:
    """Return what an ``Entry`` says of each mandate that was answered or is over, in one query.

    Only people among ``managers``, the enterprise's own, are named: the other's staff is its own affair.
    """
    people = ("proposed_by", "accepted_by", "ended_by")
    mandates = Mandate.objects.of(enterprise).select_related(*people)
    return [
        _facts(mandate, enterprise, managers)
        for mandate in mandates
        if mandate.standing != MandateStanding.WAITING
    ]


def _facts(mandate: Mandate, enterprise: Enterprise, managers: Collection[UUID]) -> dict[str, Any]:
    given = mandate.client_id == enterprise.pk
    role = {"role": mandate.get_role_display()}
    ended_on, reason = _end_of(mandate)
    ended_by = mandate.ended_by if mandate.end_reason != LAPSED else None
    return {
        "who": (mandate.holder if given else mandate.client).display_name,
        "what": _("Mandat donné, %(role)s") % role if given else _("Mandat reçu, %(role)s") % role,
        "decided_at": mandate.accepted_at or mandate.proposed_at,
        "given_by": mandate.proposed_by if mandate.proposer_id == enterprise.pk else mandate.accepted_by,
        "begins_on": mandate.starts_on if mandate.accepted_at else timezone.localdate(mandate.proposed_at),
        "ended_on": ended_on,
        "ended_by": ended_by if mandate.ended_by_id in managers else None,
        "reason": reason,
    }


def _end_of(mandate: Mandate) -> tuple[date | None, str]:
    if mandate.declined_at:
        return timezone.localdate(mandate.declined_at), str(MandateStanding.DECLINED.label)
    if mandate.is_open:
        return None, ""
    if mandate.ended_at is None or mandate.end_reason == LAPSED:
        return mandate.ends_on, _("Dernier jour passé")
    return last_day(mandate), mandate.end_reason
