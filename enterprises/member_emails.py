"""Mails to people about their own access: given, refused, changed, ended, soon over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterprises.email_context import link_to, write
from enterprises.mandates import managers_of
from enterprises.models.memberships import FUNCTION_ENDED
from enterprises.permissions import Role

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.models import Invitation, Membership


def tell_confirmed(*, invitation: Invitation) -> None:
    """Tell who accepted that the access has begun."""
    _tell(invitation.membership, "given")


def tell_changed(*, membership: Membership) -> None:
    """Tell the person their new role and last day."""
    _tell(membership, "changed")


def tell_taken(*, membership: Membership) -> None:
    """Tell the representative what they took for themselves, and the other access managers that they did."""
    _tell(membership, "taken")
    for designation in managers_of(membership.enterprise).exclude(user=membership.user):
        url = link_to("enterprises:members", space=membership.enterprise.number)
        write(designation.user, "ownership_taken", membership.enterprise, members_url=url)


def tell_ended(*, membership: Membership) -> None:
    """Tell the person that their access has ended, if by their function, and what became of their work."""
    _tell(membership, "function_ended" if membership.end_reason == FUNCTION_ENDED else "ended")


def tell_refused(*, invitation: Invitation) -> None:
    """Tell who accepted that the enterprise did not expect them."""
    if invitation.accepted_by is not None:
        write(invitation.accepted_by, "access", invitation.enterprise, outcome="refused", **NOTHING)


def tell_ends_soon(*, membership: Membership) -> None:
    """Tell the person when their access ends, and who can extend it."""
    url = link_to("enterprises:my_rights", space=membership.enterprise.number)
    if membership.representation_id:
        url = link_to("enterprises:represent")
    _announce(membership.user, membership, is_manager=False, url=url)


def tell_manager_ends_soon(*, manager: User, membership: Membership) -> None:
    """Tell who manages the accesses whose access ends, and where to extend it."""
    url = link_to("enterprises:members", space=membership.enterprise.number)
    _announce(manager, membership, is_manager=True, url=url)


NOTHING = {"role": "", "ends_on": None, "space_url": ""}


def _tell(membership: Membership | None, outcome: str) -> None:
    if membership is None:
        return
    write(
        membership.user,
        "access",
        membership.enterprise,
        outcome=outcome,
        role=Role(membership.role).label,
        ends_on=membership.ends_on,
        space_url=link_to("dossiers:dashboard", space=membership.enterprise.number),
    )


def _announce(person: User, membership: Membership, *, is_manager: bool, url: str) -> None:
    write(
        person,
        "access_ends_soon",
        membership.enterprise,
        is_manager=is_manager,
        member_name=membership.user.display_name,
        ends_on=membership.ends_on,
        by_function=membership.representation_id is not None,
        page_url=url,
    )
