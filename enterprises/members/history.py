"""Who gave which access to whom, when, and why it ended: read from rows that nobody overwrites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from enterprises.invitations.models import Invitation, Standing
from enterprises.requests.models import AccessRequest
from enterprises.rights.mandate_models import Mandate, MandateStanding
from enterprises.rights.models import CHANGED, FUNCTION_ENDED, LAPSED, GapDesignation, Membership
from enterprises.rights.past_access import last_day
from monespace.common.days import last_day_before
from monespace.common.text import isolated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime
    from uuid import UUID

    from accounts.models import User
    from enterprises.register.models import Enterprise

    Decided = Membership | GapDesignation | Invitation | AccessRequest | Mandate

WORDS = {
    CHANGED: _lazy("Accès modifié"),
    FUNCTION_ENDED: GapDesignation.EndReason.FUNCTION_ENDED.label,
}
STILL_RUNNING = (Standing.WAITING, Standing.TO_CONFIRM)
APART = (
    "user",
    "ended_by",
    "created_by",
    "invitation",
    "access_request",
)  # joined, whole tables would be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One access, or what gave none; ``why`` is how it came about, ``ended_on`` is None while it lasts."""

    who: str
    what: str
    given_by: User | None
    begins_on: date
    why: str = ""
    ended_on: date | None = None
    ended_by: User | None = None
    reason: str = ""


def decisions_of(enterprise: Enterprise) -> list[Decided]:
    """Return everything that was ever given or offered, the latest decision first, in five queries.

    Who is named in it is read with the entries of those that are shown.
    """
    designations = enterprise.gap_designations.select_related("user", "ended_by", "designated_by")
    invitations = enterprise.invitations.filter(membership=None).select_related("created_by", "revoked_by")
    refused = enterprise.access_requests.exclude(refusal_reason="")
    mandates = Mandate.objects.of(enterprise).select_related("proposed_by", "accepted_by", "ended_by")
    found: list[Decided] = [
        *enterprise.memberships.all(),
        *designations,
        *(one for one in invitations if one.standing not in STILL_RUNNING),
        *refused.select_related("requested_by", "answered_by"),
        *(one for one in mandates if one.standing != MandateStanding.WAITING),
    ]
    return sorted(found, key=_decided_at, reverse=True)


def entries_of(enterprise: Enterprise, decisions: Iterable[Decided]) -> list[Entry]:
    """Return decisions of the enterprise in words, in six queries at most."""
    listed = list(decisions)
    prefetch_related_objects([one for one in listed if isinstance(one, Membership)], *APART)
    managers: set[UUID] = set()
    if any(isinstance(one, Mandate) for one in listed):
        managers = set(enterprise.gap_designations.values_list("user", flat=True))
    return [_entry(one, enterprise, managers) for one in listed]


def _decided_at(decided: Decided) -> datetime:
    match decided:
        case GapDesignation():
            return decided.designated_at
        case AccessRequest():
            return decided.answered_at or decided.requested_at
        case Mandate():
            return decided.accepted_at or decided.proposed_at
        case _:
            return decided.created_at


def _entry(decided: Decided, enterprise: Enterprise, managers: Collection[UUID]) -> Entry:
    match decided:
        case Membership():
            return _of_membership(decided)
        case GapDesignation():
            return _of_designation(decided)
        case Invitation():
            return _of_invitation(decided)
        case AccessRequest():
            return _of_refusal(decided)
        case Mandate():
            return _of_mandate(decided, enterprise, managers)


def _of_membership(membership: Membership) -> Entry:
    ended_on, ended_by, reason = _end_of(membership)
    return Entry(
        who=membership.user.display_name,
        what=membership.get_role_display(),
        given_by=membership.created_by,
        begins_on=membership.starts_on,
        why=_origin_of(membership),
        ended_on=ended_on,
        ended_by=ended_by,
        reason=reason,
    )


def _origin_of(membership: Membership) -> str:
    """Say how an access came about; a change of terms is said by the row it ended."""
    if membership.representation_id and membership.created_by_id == membership.user_id:
        return _("Rôle pris par le représentant légal, selon la BCE")
    if hasattr(membership, "invitation"):
        return _("Invitation acceptée")
    return _("Demande acceptée") if hasattr(membership, "access_request") else ""


def _end_of(membership: Membership) -> tuple[date | None, User | None, str]:
    """Return when an access ended, by whom and why; its last day ends it although nobody does anything."""
    has_lapsed = membership.ended_at is None and membership.ends_on < timezone.localdate()
    if has_lapsed or membership.end_reason == LAPSED:
        return membership.ends_on, None, _("Dernier jour passé")
    if membership.ended_at is None:
        return None, None, ""
    reason = WORDS.get(membership.end_reason, membership.end_reason)
    return last_day(membership), membership.ended_by, str(reason)


def _of_designation(designation: GapDesignation) -> Entry:
    return Entry(
        who=designation.user.display_name,
        what=designation.get_kind_display(),
        given_by=designation.designated_by,
        begins_on=timezone.localdate(designation.designated_at),
        ended_on=last_day(designation) if designation.ended_at else None,
        ended_by=designation.ended_by,
        reason=_with(designation.get_end_reason_display(), designation.end_note),
    )


def _of_refusal(refusal: AccessRequest) -> Entry:
    answered_on = timezone.localdate(refusal.answered_at)
    return Entry(
        who=refusal.requested_by.display_name,
        what=_("Demande d’accès, %(role)s") % {"role": refusal.get_role_display()},
        given_by=None,
        begins_on=timezone.localdate(refusal.requested_at),
        ended_on=answered_on,
        ended_by=refusal.answered_by,
        reason=_("Refusée (%(reason)s)") % {"reason": refusal.refusal_reason},
    )


def _of_invitation(invitation: Invitation) -> Entry:
    standing = invitation.standing
    over = invitation.settled_at or invitation.declined_at or invitation.revoked_at
    if over is None or standing == Standing.EXPIRED:
        ended_on = last_day_before(invitation.expires_at)
    else:
        ended_on = timezone.localdate(over)
    return Entry(
        who=invitation.invitee,
        what=_("Invitation, %(role)s") % {"role": invitation.get_role_display()},
        given_by=invitation.created_by,
        begins_on=timezone.localdate(invitation.created_at),
        ended_on=ended_on,
        ended_by=invitation.revoked_by if standing == Standing.REVOKED else None,
        reason=_with(
            str(standing.label),
            WORDS.get(invitation.revoke_reason, invitation.revoke_reason or invitation.decline_reason),
        ),
    )


def _with(said: str, note: object) -> str:
    """Return what is said, and in brackets what somebody added."""
    return f"{said} ({isolated(str(note))})" if note else said


def _of_mandate(mandate: Mandate, enterprise: Enterprise, managers: Collection[UUID]) -> Entry:
    """Name only people among ``managers``, the enterprise's own: the other's staff is its own affair."""
    given = mandate.client_id == enterprise.pk
    role = {"role": mandate.get_role_display()}
    ended_on, reason = _end_of_mandate(mandate)
    ended_by = mandate.ended_by if mandate.end_reason != LAPSED else None
    return Entry(
        who=(mandate.holder if given else mandate.client).display_name,
        what=_("Mandat donné, %(role)s") % role if given else _("Mandat reçu, %(role)s") % role,
        given_by=mandate.proposed_by if mandate.proposer_id == enterprise.pk else mandate.accepted_by,
        begins_on=mandate.starts_on if mandate.accepted_at else timezone.localdate(mandate.proposed_at),
        ended_on=ended_on,
        ended_by=ended_by if mandate.ended_by_id in managers else None,
        reason=reason,
    )


def _end_of_mandate(mandate: Mandate) -> tuple[date | None, str]:
    if mandate.declined_at:
        return timezone.localdate(mandate.declined_at), str(MandateStanding.DECLINED.label)
    if mandate.is_open:
        return None, ""
    if mandate.ended_at is None or mandate.end_reason == LAPSED:
        return mandate.ends_on, _("Dernier jour passé")
    return last_day(mandate), mandate.end_reason
