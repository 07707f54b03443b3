"""How every kind of mail comes about: what is there before, and the real service whose act sends it.

Each act gets a World and does first what must have happened, then returns the last step, which sends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import time_machine
from django.utils import timezone

from accounts.profile.services import ask_email, remove_email
from accounts.sessions.devices import Device
from accounts.sessions.new_device import note_device
from dossiers.filling.leavers_drafts import tell_colleagues_of_drafts
from dossiers.submission import services as submission
from dossiers.submission.delivery import deliver
from dossiers.withdrawal import services as withdrawal
from enterprises.invitations import answer_services
from enterprises.invitations import services as invitations
from enterprises.invitations.models import Invitee
from enterprises.managers import designation_services, proposal_services
from enterprises.mandates import services as mandates
from enterprises.mandates.services import announce_mandate_end
from enterprises.members import services as memberships
from enterprises.members.services import announce_end
from enterprises.models import GapRequest
from enterprises.requests import services as access_requests
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms
from helpdesk.gap_requests import services as agents
from monespace.common.authors import SYSTEM
from monespace.common.levels import Level
from monespace.common.tokens import new_token
from tests.cosigning.acts import SIGNATURES
from tests.filling.factories import draft_of
from tests.gap.test_gap_requests import ask
from tests.handovers.acts import HANDOVERS
from tests.notices.acts import NOTICES
from tests.submission.factories import ACCEPTED, DeliveryFactory, DraftFactory, actor_of
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    GapRequestFactory,
    InvitationFactory,
    MandateFactory,
    MembershipFactory,
)
from tests.support.factories import AgentFactory, PersonFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User

WORDS = "Voir http://evil.be\r\nou gain@evil.be, evil．be"


@dataclass
class World:
    """A firm with its representative, its access manager, and an address elsewhere."""

    firm: Any

    def __post_init__(self) -> None:
        self.enterprise = self.firm.enterprise
        self.manager = GapDesignationFactory(enterprise=self.enterprise).user
        self.person = PersonFactory(first_name="Sophie", last_name="Collignon")

    @property
    def actor(self) -> Any:
        return self.at(self.enterprise, self.manager)

    def at(self, enterprise: Any, person: User) -> Any:
        return enter(person, enterprise.number, level=Level.EID, method="eid")

    def terms(self) -> Terms:
        return Terms(role=Role.LECTEUR, ends_on=timezone.localdate() + timedelta(days=90))

    def invited(self) -> Any:
        who = Invitee(email="elle@exemple.be", name=WORDS)
        return invitations.invite(actor=self.actor, invitee=who, terms=self.terms(), message=WORDS)

    def proposed(self, name: str = "Collignon", actor: Any = None) -> str:
        """Propose and return the token, as the mail would bring it."""
        proposal_services.propose(
            actor=actor or self.firm.representing(),
            enterprise=self.enterprise,
            kind="principal",
            first_name="Sophie",
            last_name=name,
            email="elle@exemple.be",
            language="fr",
            reason=WORDS,
        )
        token = new_token()
        self.enterprise.gap_proposals.update(token_digest=token.digest)
        return token.value

    def asked(self) -> Any:
        return access_requests.request_access(
            actor=self.person, enterprise=self.enterprise, role=Role.LECTEUR, message=WORDS
        )

    def member(self, **given: Any) -> Any:
        return MembershipFactory(enterprise=self.enterprise, **given)

    def mandate(self, **given: Any) -> Any:
        holder = EnterpriseFactory(name="Prime evil.be SRL")
        GapDesignationFactory(enterprise=holder)
        return MandateFactory(client=self.enterprise, holder=holder, **given)

    def other(self) -> Any:
        other = EnterpriseFactory(name="Prime evil.be SRL")
        self.other_manager = GapDesignationFactory(enterprise=other).user
        return other

    def propose_mandate(self, other: Any) -> Any:
        today = timezone.localdate()
        return mandates.propose_mandate(
            actor=self.actor,
            other=other,
            side="client",
            role=Role.LECTEUR,
            demarches=[],
            starts_on=today,
            ends_on=today + timedelta(days=30),
        )


def answered(world: World) -> Callable[[], Any]:
    token = new_token()
    InvitationFactory(enterprise=world.enterprise, created_by=world.manager, token_digest=token.digest)
    return lambda: answer_services.decline_invitation(actor=None, token=token.value, reason=WORDS)


def confirmed_by_agent(world: World) -> Callable[[], Any]:
    request, agent = GapRequestFactory(enterprise=world.enterprise), AgentFactory(group="supervisor")
    return lambda: agents.grant_gap_request(
        actor=agent, gap_request=request, kind="co_gap", evidence=WORDS, replaces_manager=False
    )


def refused_by_agent(world: World) -> Callable[[], Any]:
    request, agent = GapRequestFactory(enterprise=world.enterprise), AgentFactory(group="supervisor")
    other = GapRequest.Refusal.OTHER
    return lambda: agents.refuse_gap_request(
        actor=agent, gap_request=request, refusal=other, explanation=WORDS
    )


def replaced(world: World, **given: Any) -> Callable[[], Any]:
    GapDesignationFactory(enterprise=world.enterprise, kind="co_gap")
    InvitationFactory(enterprise=world.enterprise, created_by=world.manager)
    actor = world.firm.representing()
    return lambda: designation_services.designate_self(actor=actor, takes_ownership=True, note=WORDS, **given)


def handed(world: World) -> Callable[[], Any]:
    helper = GapDesignationFactory(enterprise=world.enterprise, kind="co_gap")
    InvitationFactory(enterprise=world.enterprise, created_by=helper.user)
    actor = world.firm.representing()
    return lambda: designation_services.end_designation(actor=actor, designation=helper, note=WORDS)


def end_soon(world: World) -> Callable[[], Any]:
    member = world.member(ends_on=timezone.localdate() + timedelta(days=200))

    def act() -> None:
        with time_machine.travel(timezone.now() + timedelta(days=186)):
            announce_end(membership=member, days_before=14)

    return act


def drafts_left(world: World) -> Callable[[], Any]:
    world.member(role=Role.PROPRIETAIRE)
    leaver = world.member(user=world.person)
    draft_of(leaver.user, enterprise=world.enterprise)
    memberships.end_membership(actor=world.actor, membership=leaver, reason=WORDS)
    return lambda: tell_colleagues_of_drafts(membership_id=leaver.pk)


def sent(world: World) -> Callable[[], Any]:
    draft = DraftFactory(owner_user=world.person, created_by=world.person)
    return lambda: submission.submit(
        actor=actor_of(world.person), dossier_id=draft.pk, declarations=ACCEPTED, language="fr"
    )


def withdrawn(world: World) -> Callable[[], Any]:
    dossier = DeliveryFactory(submission__dossier__owner_user=world.person).submission.dossier
    return lambda: withdrawal.withdraw(actor=actor_of(world.person), dossier_id=dossier.pk, reason=WORDS)


def new_device(world: World) -> Callable[[], Any]:
    note_device(actor=world.person, token="first", device=Device())
    return lambda: note_device(actor=world.person, token="second", device=Device())


def waiting_mandate(world: World) -> Callable[[], Any]:
    mandate = world.propose_mandate(world.other())
    return lambda: mandates.decline_mandate(
        actor=world.at(mandate.holder, world.other_manager), mandate=mandate
    )


def by(act: Callable[[World], Any]) -> Callable[[World], Callable[[], Any]]:
    """Make an act of one step."""
    return lambda world: lambda: act(world)


def after(first: Callable[[World], Any], then: Callable[[World, Any], Any]) -> Callable[[World], Any]:
    """Make an act of two steps: the second gets what the first returned."""

    def act(world: World) -> Callable[[], Any]:
        made = first(world)
        return lambda: then(world, made)

    return act


ACTS: dict[str, Callable[[World], Callable[[], Any]]] = {
    "invitation": by(World.invited),
    "invitation_answered": answered,
    "gap_proposed": after(lambda w: w.firm.representing(), lambda w, actor: w.proposed(actor=actor)),
    "gap_accepted": after(
        World.proposed, lambda w, token: proposal_services.accept(actor=w.person, token=token)
    ),
    "gap_to_confirm": after(
        lambda w: w.proposed("Autre"), lambda w, token: proposal_services.accept(actor=w.person, token=token)
    ),
    "gap_declined": after(
        World.proposed, lambda w, token: proposal_services.decline(actor=w.person, token=token)
    ),
    "gap_designated": by(
        lambda w: designation_services.designate_gap(
            actor=SYSTEM, enterprise=w.enterprise, user=w.person, evidence="x", kind="co_gap"
        )
    ),
    "gap_ended": replaced,
    "invitations_handed": handed,
    "access_taken": replaced,
    "ownership_taken": replaced,
    "gap_vacant": after(
        World.member, lambda w, _member: designation_services.resign(actor=w.actor, note=WORDS)
    ),
    "access_settled": after(
        World.member,
        lambda w, member: memberships.change_membership(
            actor=w.actor, membership=member, terms=w.terms(), reason=WORDS
        ),
    ),
    "access_ended": after(
        World.member,
        lambda w, member: memberships.end_membership(actor=w.actor, membership=member, reason=WORDS),
    ),
    "access_ends_soon": end_soon,
    "access_requested": by(World.asked),
    "access_granted": after(
        World.asked,
        lambda w, asked: access_requests.grant_request(
            actor=w.actor, access_request=asked, terms=w.terms(), starts_on=timezone.localdate()
        ),
    ),
    "access_declined": after(
        World.asked,
        lambda w, asked: access_requests.decline_request(actor=w.actor, access_request=asked, reason=WORDS),
    ),
    "gap_request_received": by(lambda w: ask(w.firm)),
    "gap_request_asked": by(lambda w: ask(w.firm)),
    "gap_request_recorded": confirmed_by_agent,
    "gap_request_refused": refused_by_agent,
    "mandate_proposed": after(World.other, World.propose_mandate),
    "mandate_answered": waiting_mandate,
    "mandate_ended": after(
        World.mandate, lambda w, one: mandates.end_mandate(actor=w.actor, mandate=one, reason=WORDS)
    ),
    "mandate_end_near": after(
        lambda w: w.mandate(
            ends_on=timezone.localdate() + timedelta(days=10),
            accepted_at=timezone.now() - timedelta(days=100),
        ),
        lambda _w, one: announce_mandate_end(mandate_id=one.pk, days_before=14),
    ),
    "drafts_left": drafts_left,
    "dossier_submitted": sent,
    "dossier_withdrawn": withdrawn,
    "dossier_arrived": after(
        lambda _w: DeliveryFactory(gateway="mailbox"), lambda _w, made: deliver(str(made.pk))
    ),
    **(NOTICES | SIGNATURES | HANDOVERS),
    "new_device": new_device,
    "email_code": by(lambda w: ask_email(actor=w.person, address="ailleurs@exemple.be")),
    "email_changed": by(lambda w: remove_email(actor=w.person)),
}
