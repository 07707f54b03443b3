"""What goes when an access or a mandate ends: pages count what services end, in words (ADR 0048).

The app that keeps drafts registers how many a leaver has begun.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from enterprises.rights.spaces import people_with_access

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from django.db.models import Model

    from accounts.models import User
    from enterprises.invitations.models import Invitation
    from enterprises.register.models import Enterprise
    from enterprises.rights.mandate_models import Mandate
    from enterprises.rights.models import Membership

    Count = Callable[[Enterprise, Collection[User]], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What goes with an ending as things stand: nothing when it has ended already.

    ``handed`` are unanswered invitations by the manager who answers for them from then on, ``revoked`` those
    that end; ``proposals`` are of access managers. ``drafts`` stay with the enterprise; ``staff`` lose the
    space that a mandate opened to them.
    """

    handed: dict[User, list[Invitation]] = field(default_factory=dict)
    revoked: list[Invitation] = field(default_factory=list)
    proposals: Sequence[Model] = ()
    drafts: int = 0
    staff: list[User] = field(default_factory=list)
    leaves_nobody: bool = False

    @property
    def invitation_count(self) -> int:
        """How many invitations it concerns, wherever they go."""
        return len(self.revoked) + sum(map(len, self.handed.values()))


def of_membership(membership: Membership) -> Effects:
    """Return what goes with an access: invitations sent to the person; their drafts stay, for colleagues.

    What they sent as access manager goes with their designation, not with this.
    """
    if membership.ended_at:
        return Effects()
    enterprise, person = membership.enterprise, membership.user
    sent = enterprise.invitations.sent_to(person).unanswered().with_people()
    return Effects(revoked=list(sent), drafts=drafts_left(enterprise, [person]))


def of_mandate(mandate: Mandate) -> Effects:
    """Return what goes with a mandate: the client's space for those who act there by it; drafts stay."""
    staff = [actor.user for actor in people_with_access(mandate.client) if actor.mandate == mandate]
    return Effects(staff=staff, drafts=drafts_left(mandate.client, staff))


_sources: list[Count] = []


def counted_by(source: Count) -> Count:
    """Declare who knows the drafts of enterprises."""
    _sources.append(source)
    return source


def drafts_left(enterprise: Enterprise, people: Collection[User]) -> int:
    """Return how many drafts of the enterprise these people began."""
    return sum(source(enterprise, people) for source in _sources) if people else 0


def effect_lines(effects: Effects, reader: User) -> list[str]:
    """Return one line for each thing that goes, none of them zero; true before and after."""
    counted = [(_to(heir, reader), len(invitations)) for heir, invitations in effects.handed.items()]
    counted += [
        (_("Invitations annulées, dont les liens ne fonctionnent plus"), len(effects.revoked)),
        (_("Propositions de gestionnaire d’accès annulées"), len(effects.proposals)),
        (_("Personnes qui perdent l’accès par ce mandat"), len(effects.staff)),
        (_("Brouillons qui restent à l’entreprise"), effects.drafts),
    ]
    return [
        _("%(what)s : %(number)s") % {"what": what, "number": number} for what, number in counted if number
    ]


def with_effects(said: str, effects: Effects, reader: User) -> str:
    """Return what a message says afterwards: that it is done, and what went with it."""
    return " ".join([said, *(f"{line}." for line in effect_lines(effects, reader))])


def _to(heir: User, reader: User) -> str:
    if heir == reader:
        return _("Invitations transmises à vous, dont les liens restent valables")
    return _("Invitations transmises à %(person)s, dont les liens restent valables") % {
        "person": heir.display_name
    }
