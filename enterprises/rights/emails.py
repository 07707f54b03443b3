"""What the mails about an enterprise have in common, and those to people about their own access to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from enterprises.rights.models import FUNCTION_ENDED
from enterprises.rights.permissions import Role
from enterprises.rights.selectors import managers_of
from monespace.common.identifiers import format_bce
from monespace.mail.causes import cause_of
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor
    from enterprises.rights.models import Membership
    from monespace.common.authors import Author
    from monespace.mail.causes import Cause

SETTLED = MailKind("access_settled", "notices", shares="access")
TAKEN = MailKind("access_taken", Unlimited.OWN, shares="access")
ENDED = MailKind("access_ended", "endings", is_left_out=True, shares="access")
OWNERSHIP_TAKEN = MailKind("ownership_taken", "endings", is_left_out=True)
ENDS_SOON = MailKind("access_ends_soon", Unlimited.BY_DATE)
NOTHING: dict[str, Any] = {"role": "", "ends_on": None, "space_url": ""}


def write(
    person: User, kind: MailKind, enterprise: Enterprise, *, cause: Cause | None = None, **context: object
) -> None:
    """Write to a person about an enterprise, in their language. Raises MailBudgetSpent."""
    send_mail(
        kind=kind,
        to_user=person,
        context={**of_enterprise(enterprise, person.language), **context},
        language=person.language,
        cause=cause,
    )


def of_enterprise(enterprise: Enterprise, language: str) -> dict[str, object]:
    """Return how a mail in that language names an enterprise."""
    return {
        "enterprise_name": enterprise.display_name_in(language),
        "enterprise_number": format_bce(enterprise.number),
    }


def of_space(enterprise: Enterprise | None, language: str) -> dict[str, object]:
    """Return how a mail in that language names the space it is about; of a person's own, nothing."""
    return of_enterprise(enterprise, language) if enterprise else {"enterprise_name": ""}


def link_to(name: str, **kwargs: str) -> str:
    """Return the whole address of a page."""
    return f"{settings.SITE_URL}{reverse(name, kwargs=kwargs)}"


def tell_given(*, actor: Actor, membership: Membership) -> None:
    """Tell who accepted an invitation that the access has begun."""
    _tell(SETTLED, actor, membership, "given")


def tell_changed(*, actor: Actor, membership: Membership) -> None:
    """Tell the person their new role and last day."""
    _tell(SETTLED, actor, membership, "changed")


def tell_taken(*, membership: Membership) -> None:
    """Tell the representative what they took for themselves, and the other access managers that they did."""
    _tell(TAKEN, membership.user, membership, "taken")
    for designation in managers_of(membership.enterprise).exclude(user=membership.user):
        url = link_to("enterprises:members", space=membership.enterprise.number)
        write(
            designation.user,
            OWNERSHIP_TAKEN,
            membership.enterprise,
            cause=cause_of(membership.user),
            members_url=url,
        )


def tell_ended(*, actor: Author, membership: Membership) -> None:
    """Tell the person that their access has ended, if by their function, and what became of their work."""
    outcome = "function_ended" if membership.end_reason == FUNCTION_ENDED else "ended"
    _tell(ENDED, actor, membership, outcome)


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


def _tell(kind: MailKind, actor: Author, membership: Membership, outcome: str) -> None:
    write(
        membership.user,
        kind,
        membership.enterprise,
        cause=cause_of(actor),
        outcome=outcome,
        role=Role(membership.role).label,
        ends_on=membership.ends_on,
        space_url=link_to("dossiers:dashboard", space=membership.enterprise.number),
    )


def _announce(person: User, membership: Membership, *, is_manager: bool, url: str) -> None:
    write(
        person,
        ENDS_SOON,
        membership.enterprise,
        is_manager=is_manager,
        member_name=membership.user.display_name,
        ends_on=membership.ends_on,
        by_function=membership.representation_id is not None,
        page_url=url,
    )
