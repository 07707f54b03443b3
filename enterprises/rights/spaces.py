"""The spaces that a person may enter now, as they may choose among them; and who may enter one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from enterprises.register.models import Enterprise, first_stopped
from enterprises.rights.actor import Actor, Space
from enterprises.rights.mandate_models import Mandate
from enterprises.rights.models import GapDesignation, Membership
from enterprises.rights.permissions import Role, weaker
from enterprises.rights.terms import WHOLE, Scope
from monespace.common.db import AmongFew, get_or_none
from monespace.common.folding import folded, has_words
from monespace.common.identifiers import format_bce

if TYPE_CHECKING:
    from collections.abc import Iterable


class LatestUse(NamedTuple):
    """A member's access, and the last day (as ISO) on which they sent something by it."""

    membership_id: UUID
    last_used_on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceCard:
    """A space a person may enter, as the choice of spaces shows it."""

    space: Space
    held_role: Role | None = None
    gap_kind: GapDesignation.Kind | None = None
    mandate: Mandate | None = None
    scope: Scope = WHOLE
    use: LatestUse | None = None

    @property
    def label(self) -> str:
        """The enterprise's name, or « Espace Citoyen »."""
        return self.space.label

    @property
    def stopped_enterprise(self) -> Enterprise | None:
        """The enterprise that has stopped, of the two in whose name the person would act."""
        return first_stopped(self.space.enterprise, self.mandate.holder if self.mandate else None)

    def is_meant_by(self, text: str) -> bool:
        """Whether ``text`` names it, or is the number of its enterprise."""
        enterprise = self.space.enterprise
        return enterprise.is_meant_by(text) if enterprise else has_words(self.label, text)

    @property
    def sublabel(self) -> str:
        """The BCE number as people read it, or the person's own name."""
        if self.space.user:
            return self.space.user.display_name
        return _("BCE %(number)s") % {"number": format_bce(self.space.key)}

    @property
    def url(self) -> str:
        """The space's dashboard, or its members for who only manages access."""
        if self.space.is_citizen or self.held_role:
            return self.space.url
        return reverse("enterprises:members", kwargs={"space": self.space.key})

    @property
    def role(self) -> str:
        """The person's role and GAP mark, or through whom they act, in words."""
        words = [str(held.label) for held in (self.held_role, self.gap_kind) if held]
        if self.mandate:
            words.append(_("mandaté par %(holder)s") % {"holder": self.mandate.holder.display_name})
        return " · ".join(words)


def spaces_of(user: User) -> list[SpaceCard]:
    """Return every space ``user`` may enter now, their own first, in two queries.

    Members act as such, even where another enterprise of theirs has a mandate.
    """
    own = [_card(enterprise) for enterprise in _enterprises_open_to(user)]
    numbers = {card.space.key for card in own}
    mandated = [_mandated_card(mandate) for mandate in mandates_for(user)]
    cards = own + [card for card in mandated if card.space.key not in numbers]
    return [own_card(user), *sorted(cards, key=lambda card: (folded(card.label), card.space.key))]


def own_card(user: User) -> SpaceCard:
    """Return the person's own space, without a query."""
    return SpaceCard(space=Space(user=user))


def enterprise_card(user: User, number: str) -> SpaceCard | None:
    """Return the space of enterprise ``number`` if ``user`` may enter it now: one query for a member."""
    enterprise = get_or_none(_enterprises_open_to(user).filter(number=number))
    if enterprise:
        return _card(enterprise)
    return next(map(_mandated_card, mandates_for(user, number)), None)


def matching(cards: Iterable[SpaceCard], text: str) -> list[SpaceCard]:
    """Return the cards that ``text`` may mean."""
    return [card for card in cards if card.is_meant_by(text)]


def _enterprises_open_to(user: User) -> QuerySet[Enterprise]:
    """Return the enterprises where ``user`` has rights now: the one place where rights are read."""
    memberships = Membership.objects.filter(user=user).current().order_by()
    designations = GapDesignation.objects.filter(user=user).current().order_by()
    here = {"enterprise": OuterRef("pk")}
    return Enterprise.objects.filter(
        pk__in=memberships.values("enterprise").union(designations.values("enterprise"))
    ).annotate(
        held=Subquery(
            memberships.filter(**here).values(
                json=JSONObject(
                    role="role",
                    establishment="establishment",
                    demarches="demarches",
                    membership="pk",
                    used_on="use__last_used_on",
                )
            )
        ),
        gap_kind=Subquery(designations.filter(**here).values("kind")),
    )


def _card(enterprise: Any) -> SpaceCard:
    """Return the card of an enterprise annotated by ``_enterprises_open_to``."""
    held = enterprise.held
    return SpaceCard(
        space=Space(enterprise=enterprise),
        held_role=Role(held["role"]) if held else None,
        gap_kind=enterprise.gap_kind and GapDesignation.Kind(enterprise.gap_kind),
        scope=Scope.of(held["establishment"], held["demarches"]) if held else WHOLE,
        use=LatestUse(UUID(held["membership"]), held["used_on"]) if held else None,
    )


def _mandated_card(mandate: Mandate) -> SpaceCard:
    """Return the card of a client's space, as ``mandates_for`` found the mandate."""
    return SpaceCard(
        space=Space(enterprise=mandate.client),
        held_role=role_under(mandate),
        mandate=mandate,
        scope=scope_under(mandate),
    )


def mandates_for(user: User, number: str | None = None) -> list[Mandate]:
    """Return the mandates in force through which ``user`` may act, for one client or all, in one query.

    ``staff`` holds the person's own role and scope in the holder's enterprise. One for each client: where two
    holders employ the person, the mandate agreed first. None that they gave for the client themselves.
    """
    employed = Membership.objects.filter(user=user).current().order_by()
    staff = employed.filter(enterprise=OuterRef("holder"))
    found: Any = (
        Mandate.objects.filter(holder__in=employed.values("enterprise"))
        .in_force()
        .not_given_by(user)
        .annotate(staff=Subquery(staff.values(json=JSONObject(role="role", demarches="demarches"))))
    )
    if number is not None:
        found = found.filter(client__number=number)
    found = found.select_related("client", "holder")
    by_client: dict[int, Mandate] = {}
    for mandate in found.order_by("accepted_at"):
        by_client.setdefault(mandate.client_id, mandate)
    return list(by_client.values())


def role_under(mandate: Any) -> Role:
    """Return what the person may be for the client: no more than at home, no more than the mandate says."""
    return weaker(Role(mandate.staff["role"]), Role(mandate.role))


def scope_under(mandate: Any) -> Scope:
    """Return how far the person reaches at the client: what the mandate and their own access both cover."""
    own = Scope.of(None, mandate.staff["demarches"])
    return own.within(frozenset(mandate.demarches) or None)


def people_with_access(enterprise: Enterprise) -> list[Actor]:
    """Return who may enter its space now, by name, each as ``enter`` would make them, in three queries.

    Members act as such, even where another enterprise of theirs has a mandate; where two holders employ a
    person, the mandate agreed first counts. Nobody acts by a mandate that they gave for the client.
    """
    space = Space(enterprise=enterprise)
    found = _members(enterprise, space)
    mandates: Any = enterprise.mandates_given.in_force().select_related("client", "holder")
    staff = Membership.objects.filter(enterprise__in=[mandate.holder_id for mandate in mandates]).current()
    by_holder: dict[int, list[Membership]] = {}
    for access in staff.select_related("user"):
        by_holder.setdefault(access.enterprise_id, []).append(access)
    for mandate in sorted(mandates, key=lambda mandate: mandate.accepted_at):
        for access in by_holder.get(mandate.holder_id, []):
            if access.user_id == mandate.given_by_id:
                continue
            mandate.staff = {"role": access.role, "demarches": access.demarches}
            acting = Actor(
                user=access.user,
                space=space,
                role=role_under(mandate),
                scope=scope_under(mandate),
                mandate=mandate,
            )
            found.setdefault(access.user_id, acting)
    return sorted(found.values(), key=lambda actor: _name(actor.user))


def _members(enterprise: Enterprise, space: Space) -> dict[Any, Actor]:
    """Return members and access managers by person, in one query."""
    memberships = enterprise.memberships.current().order_by()
    managers = enterprise.gap_designations.current().order_by()
    here = {"user": OuterRef("pk")}
    few = memberships.values("user").union(managers.values("user"))
    people: Any = User.objects.filter(AmongFew("pk", few))
    terms = JSONObject(role="role", establishment="establishment", demarches="demarches")
    held_here = Subquery(memberships.filter(**here).values(json=terms))
    found = {}
    for person in people.annotate(held=held_here, is_gap=Exists(managers.filter(**here))):
        held = person.held
        found[person.pk] = Actor(
            user=person,
            space=space,
            role=Role(held["role"]) if held else None,
            is_gap=person.is_gap,
            scope=Scope.of(held["establishment"], held["demarches"]) if held else WHOLE,
        )
    return found


def _name(person: User) -> tuple[str, str]:
    return folded(person.last_name), folded(person.first_name)
