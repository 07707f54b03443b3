"""The portal under the machine: the same people and firms as rows, and every act through its service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from enterprises.invitations import answer_services
from enterprises.invitations import services as invitations
from enterprises.invitations.models import Invitee
from enterprises.managers import designation_services, verification_services
from enterprises.managers.representation_services import check_representation
from enterprises.managers.representatives import find_representative
from enterprises.mandates import services as mandates
from enterprises.members import services as memberships
from enterprises.models import GapDesignation, Mandate
from enterprises.requests import services as access_requests
from enterprises.rights.actor import Actor, Space
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms
from monespace.common.authors import SYSTEM
from monespace.common.crypto import decrypt
from monespace.common.errors import NotVisible
from monespace.common.levels import Level
from monespace.mail.models import Mail
from tests.enterprises.machine.records import FIRMS, PEOPLE, address_of
from tests.support.enterprise_factories import EnterpriseFactory
from tests.support.factories import PersonFactory

if TYPE_CHECKING:
    from datetime import date

    from enterprises.models import AccessRequest, Invitation
    from tests.support.register_stub import StubRegister

LINK = re.compile(r"/invitation/([\w-]{43})/")


class World:
    """Rows and services. People act with claims of every right: services must believe the rows only."""

    def __init__(self, register: StubRegister) -> None:
        self.register = register
        self.firms = {name: EnterpriseFactory(name=name) for name in FIRMS}
        self.people = {
            name: PersonFactory(first_name=name, last_name=f"De {name}laer", email=address_of(name))
            for name in PEOPLE
        }
        register.functions.clear()
        for firm in self.firms.values():
            register.knows(firm)

    def claiming(self, person: str, firm: str) -> Actor:
        """Return a person who claims to be owner and manager, whatever they are."""
        return Actor(
            user=self.people[person],
            space=Space(enterprise=self.firms[firm]),
            role=Role.PROPRIETAIRE,
            is_gap=True,
            level=Level.EID,
            method="eid",
        )

    def entering(self, person: str, firm: str) -> Actor | None:
        """Return a person as the door of the space lets them in now; None when it does not."""
        try:
            return enter(self.people[person], self.firms[firm].number, level=Level.EID, method="eid")
        except NotVisible:
            return None

    def hold_function(self, person: str, firm: str, *, held: bool) -> None:
        """Let the source say that a person represents a firm, or does no longer."""
        number = self.firms[firm].number
        self.register.functions.pop(number, None)
        if held:
            self.register.appoints(self.people[person], self.firms[firm])

    def representing(self, person: str, firm: str) -> Any:
        """Ask the source, and return the representative."""
        number = self.firms[firm].number
        check_representation(actor=self.people[person], number=number)
        found = find_representative(self.people[person], number)
        if found is None:
            raise NotVisible
        return found

    def designate(self, person: str, firm: str, kind: str) -> Any:
        return designation_services.designate_gap(
            actor=SYSTEM,
            enterprise=self.firms[firm],
            user=self.people[person],
            evidence="Acte",
            kind=GapDesignation.Kind(kind),
        )

    def designate_by_hand(self, by: str, firm: str, person: str) -> Any:
        """Try what only the portal may."""
        return designation_services.designate_gap(
            actor=self.claiming(by, firm),
            enterprise=self.firms[firm],
            user=self.people[person],
            evidence="Acte",
            kind=GapDesignation.Kind.CO_GAP,
        )

    def designate_self(self, person: str, firm: str, *, owning: bool = False) -> Any:
        return designation_services.designate_self(
            actor=self.representing(person, firm), takes_ownership=owning
        )

    def verify(self) -> Any:
        return verification_services.verify_functions()

    def latest_designation(self, person: str, firm: str) -> GapDesignation:
        theirs = GapDesignation.objects.filter(user=self.people[person], enterprise=self.firms[firm])
        return theirs.latest("designated_at")

    def end_designation(self, by: str, firm: str, person: str) -> Any:
        designation = self.latest_designation(person, firm)
        return designation_services.end_designation(
            actor=self.claiming(by, firm), designation=designation, note="Fin"
        )

    def end_as_representative(self, by: str, firm: str, person: str) -> Any:
        actor = self.representing(by, firm)
        return designation_services.end_designation(
            actor=actor, designation=self.latest_designation(person, firm), note="Fin"
        )

    def resign(self, person: str, firm: str) -> Any:
        return designation_services.resign(actor=self.claiming(person, firm), note="Fin")

    def latest_access(self, person: str, firm: str) -> Any:
        return self.firms[firm].memberships.filter(user=self.people[person]).latest("created_at")

    def add(self, *, by: str, firm: str, person: str, role: str, starts: date, ends: date) -> Any:
        return memberships.add_membership(
            actor=self.claiming(by, firm),
            enterprise=self.firms[firm],
            user=self.people[person],
            role=Role(role),
            starts_on=starts,
            ends_on=ends,
        )

    def change(self, by: str, firm: str, person: str, role: str, ends: date) -> Any:
        return memberships.change_membership(
            actor=self.claiming(by, firm),
            membership=self.latest_access(person, firm),
            terms=Terms(role=Role(role), ends_on=ends),
            reason="",
        )

    def end(self, by: str, firm: str, person: str) -> Any:
        membership = self.latest_access(person, firm)
        return memberships.end_membership(
            actor=self.claiming(by, firm), membership=membership, reason="départ"
        )

    def ask(self, person: str, firm: str, role: str) -> AccessRequest:
        return access_requests.request_access(
            actor=self.people[person], enterprise=self.firms[firm], role=Role(role), message=""
        )

    def withdraw(self, request: Any) -> Any:
        actor = self.people[request.person]
        return access_requests.withdraw_request(actor=actor, access_request=request.row)

    def grant(self, by: str, request: Any, role: str, starts: date, ends: date) -> Any:
        return access_requests.grant_request(
            actor=self.claiming(by, request.firm),
            access_request=request.row,
            terms=Terms(role=Role(role), ends_on=ends),
            starts_on=starts,
        )

    def decline_request(self, by: str, request: Any) -> Any:
        return access_requests.decline_request(
            actor=self.claiming(by, request.firm), access_request=request.row, reason="non"
        )

    def invite(
        self, *, by: str, firm: str, address: str, meant: str | None, role: str, ends: date
    ) -> Invitation:
        name = self.people[meant].display_name if meant else ""
        return invitations.invite(
            actor=self.claiming(by, firm),
            invitee=Invitee(email=address, name=name),
            terms=Terms(role=Role(role), ends_on=ends),
        )

    def last_link(self) -> str:
        """Return the token of the last link sent; it is nowhere else."""
        mail = Mail.objects.filter(template="invitation").latest("created_at")
        found = LINK.search(decrypt(mail.sealed_link))
        assert found is not None
        return found[1]

    def resend(self, by: str, invite: Any) -> Any:
        return invitations.resend(actor=self.claiming(by, invite.firm), invitation=invite.row)

    def accept(self, person: str, token: str) -> Any:
        return answer_services.accept_invitation(actor=self.people[person], token=token)

    def decline(self, token: str) -> Any:
        return answer_services.decline_invitation(actor=None, token=token)

    def revoke(self, by: str, invite: Any) -> Any:
        return invitations.revoke(actor=self.claiming(by, invite.firm), invitation=invite.row, reason="Fin")

    def confirm(self, by: str, invite: Any) -> Any:
        actor = self.claiming(by, invite.firm)
        return answer_services.confirm_acceptance(actor=actor, invitation=invite.row)

    def refuse(self, by: str, invite: Any) -> Any:
        return answer_services.refuse_acceptance(actor=self.claiming(by, invite.firm), invitation=invite.row)

    def propose(self, *, by: str, firm: str, side: str, role: str, starts: date, ends: date) -> Any:
        other = next(name for name in FIRMS if name != firm)
        return mandates.propose_mandate(
            actor=self.claiming(by, firm),
            other=self.firms[other],
            side=Mandate.Side(side),
            role=Role(role),
            demarches=[],
            starts_on=starts,
            ends_on=ends,
        )

    def agree(self, by: str, firm: str, deal: Any) -> Any:
        return mandates.accept_mandate(actor=self.claiming(by, firm), mandate=deal.row)

    def disagree(self, by: str, firm: str, deal: Any) -> Any:
        return mandates.decline_mandate(actor=self.claiming(by, firm), mandate=deal.row)

    def end_deal(self, by: str, firm: str, deal: Any) -> Any:
        return mandates.end_mandate(actor=self.claiming(by, firm), mandate=deal.row, reason="fin")
