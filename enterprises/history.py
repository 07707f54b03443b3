"""Who gave which access to whom, when, and why it ended: read from rows that nobody overwrites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.models.invitations import Standing
from enterprises.past_access import last_day
from enterprises.services.periods import CHANGED, LAPSED

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User
    from enterprises.models import Enterprise, GapDesignation, Invitation, Membership

STILL_RUNNING = (Standing.WAITING, Standing.TO_CONFIRM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One access, or one invitation that gave none; ``ended_on`` is None while it lasts."""

    who: str
    what: str
    decided_at: datetime
    given_by: User | None
    begins_on: date
    ended_on: date | None
    ended_by: User | None = None
    reason: str = ""


def history_of(enterprise: Enterprise) -> list[Entry]:
    """Return everything that was ever given or offered, the latest decision first, in three queries."""
    people = ("user", "ended_by")
    memberships = enterprise.memberships.select_related(*people, "created_by")
    designations = enterprise.gap_designations.select_related(*people, "designated_by")
    offers = enterprise.invitations.filter(membership=None).select_related("created_by", "revoked_by")
    entries = [
        *(_of_membership(membership) for membership in memberships),
        *(_of_designation(designation) for designation in designations),
        *(_of_offer(offer) for offer in offers if offer.standing not in STILL_RUNNING),
    ]
    return sorted(entries, key=lambda entry: entry.decided_at, reverse=True)


def _of_membership(membership: Membership) -> Entry:
    ended_on, ended_by, reason = _end_of(membership)
    return Entry(
        who=membership.user.display_name,
        what=membership.get_role_display(),
        decided_at=membership.created_at,
        given_by=membership.created_by,
        begins_on=membership.starts_on,
        ended_on=ended_on,
        ended_by=ended_by,
        reason=reason,
    )


def _end_of(membership: Membership) -> tuple[date | None, User | None, str]:
    """Return when an access ended, by whom and why; its last day ends it although nobody does anything."""
    has_lapsed = membership.ended_at is None and membership.ends_on < timezone.localdate()
    if has_lapsed or membership.end_reason == LAPSED:
        return membership.ends_on, None, _("Dernier jour passé")
    if membership.ended_at is None:
        return None, None, ""
    reason = _("Accès modifié") if membership.end_reason == CHANGED else membership.end_reason
    return last_day(membership), membership.ended_by, reason


def _of_designation(designation: GapDesignation) -> Entry:
    return Entry(
        who=designation.user.display_name,
        what=designation.get_kind_display(),
        decided_at=designation.designated_at,
        given_by=designation.designated_by,
        begins_on=timezone.localdate(designation.designated_at),
        ended_on=last_day(designation) if designation.ended_at else None,
        ended_by=designation.ended_by,
        reason=designation.get_end_reason_display() if designation.end_reason else "",
    )


def _of_offer(offer: Invitation) -> Entry:
    standing = offer.standing
    over = offer.settled_at or offer.declined_at or offer.revoked_at
    if over is None or standing == Standing.EXPIRED:
        over = offer.expires_at
    return Entry(
        who=offer.invitee,
        what=_("Invitation, %(role)s") % {"role": offer.get_role_display()},
        decided_at=offer.created_at,
        given_by=offer.created_by,
        begins_on=timezone.localdate(offer.created_at),
        ended_on=timezone.localdate(over),
        ended_by=offer.revoked_by if standing == Standing.REVOKED else None,
        reason=f"{standing.label} ({offer.decline_reason})" if offer.decline_reason else str(standing.label),
    )
