"""An enterprise whose Collaborateur prepared a request, with colleagues who may go on with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dossiers.handovers import services
from dossiers.handovers.models import Handover
from dossiers.handovers.selectors import latest_of
from enterprises.rights.permissions import Role
from monespace.mail.models import Mail
from tests.submission.factories import DemarcheVersionFactory, DraftFactory, actor_of
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from dossiers.models import Dossier
    from enterprises.models import Enterprise

FILL, SEND = Handover.Purpose.FILL, Handover.Purpose.SEND
WORDS = "Le devis manque encore."


@dataclass
class Team:
    """The people of an enterprise, and the complete draft of one of them."""

    enterprise: Enterprise
    giver: User
    colleague: User
    owner: User
    reader: User
    draft: Dossier

    @classmethod
    def build(cls) -> Team:
        enterprise = EnterpriseFactory(name="Boulangerie Lemaire SRL")
        giver, colleague, owner, reader = (
            MembershipFactory(
                enterprise=enterprise, role=role, user__first_name=first, user__last_name=last
            ).user
            for role, first, last in (
                (Role.COLLABORATEUR, "Thomas", "Wauters"),
                (Role.COLLABORATEUR, "Léa", "Martin"),
                (Role.PROPRIETAIRE, "Nadia", "El Amrani"),
                (Role.LECTEUR, "Sophie", "Collignon"),
            )
        )
        return cls(enterprise, giver, colleague, owner, reader, draft_in(enterprise, giver))

    def acting(self, person: User) -> Any:
        return actor_of(person, self.enterprise.number)

    def hand_over(self, to: User, *, by: User | None = None, seen: str | None = None, **wanted: Any) -> Any:
        """Hand the draft over as from a page opened now, unless ``seen`` says another one."""
        latest = latest_of(self.draft)
        shown = str(latest.pk) if latest else ""
        return services.hand_over(
            actor=self.acting(by or self.giver),
            dossier_id=self.draft.pk,
            colleague_id=to.pk,
            purpose=wanted.pop("purpose", FILL),
            message=wanted.pop("message", ""),
            seen=shown if seen is None else seen,
        )

    def change_access(self, person: User, role: Role, **terms: Any) -> None:
        self.end_access(person)
        MembershipFactory(enterprise=self.enterprise, user=person, role=role, **terms)

    def end_access(self, person: User) -> None:
        access = self.enterprise.memberships.current().get(user=person)
        access.ended_at, access.end_reason = access.created_at, "Départ"
        access.save()


def draft_in(enterprise: Enterprise, person: User, **given: Any) -> Dossier:
    """Return a complete draft of an enterprise."""
    version = given.pop("demarche_version", None) or DemarcheVersionFactory()
    return DraftFactory(
        demarche_version=version, owner_user=None, owner_enterprise=enterprise, created_by=person, **given
    )


def mails() -> QuerySet[Mail]:
    """Return the mails to who was handed a draft."""
    return Mail.objects.filter(template="draft_handed_over")
