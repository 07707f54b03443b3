"""Every act by which an access begins or changes: name → what makes it ready, and returns it as a call.

Each is made ready in an enterprise that is active, as when the page was opened before the enterprise stopped.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from enterprises.gap_requests import services as gap_requests
from enterprises.gap_requests.forms import DOCUMENTS
from enterprises.invitations import answer_services
from enterprises.invitations import services as invitations
from enterprises.invitations.models import Invitee
from enterprises.managers import designation_services, proposal_services
from enterprises.managers.representatives import find_representative
from enterprises.mandates.services import accept_mandate, propose_mandate
from enterprises.members.services import add_membership, change_membership
from enterprises.models import AccessRequest, GapDesignation, Mandate
from enterprises.requests import services as access_requests
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms
from helpdesk.gap_requests.services import grant_gap_request
from monespace.common.authors import SYSTEM
from monespace.common.levels import Level
from monespace.common.tokens import new_token
from tests.filling.samples import pdf
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    GapRequestFactory,
    InvitationFactory,
    MandateFactory,
    MembershipFactory,
    RepresentationCheckFactory,
)
from tests.support.factories import AgentFactory, PersonFactory
from tests.support.management_scene import make_check, make_proposal

if TYPE_CHECKING:
    from collections.abc import Callable

    from enterprises.models import Enterprise

TERMS = Terms(role=Role.LECTEUR, ends_on=timezone.localdate() + timedelta(days=100))
PERSON = {"first_name": "Sophie", "last_name": "Collignon", "email": "sophie@exemple.be", "language": "fr"}


def manager(enterprise: Enterprise) -> Any:
    """Return the main access manager, acting; made when there is none."""
    found = enterprise.gap_designations.current().filter(kind="principal").first()
    user = (found or GapDesignationFactory(enterprise=enterprise)).user
    return enter(user, enterprise.number, level=Level.EID, method="eid")


def representative(enterprise: Enterprise) -> Any:
    """Return who represents the enterprise, as the source has just said."""
    return find_representative(make_check(PersonFactory(), enterprise).user, enterprise.number)


def adding(enterprise: Enterprise) -> Callable[[], Any]:
    actor, user, today = manager(enterprise), PersonFactory(), timezone.localdate()
    period = {"starts_on": today, "ends_on": TERMS.ends_on}
    return lambda: add_membership(
        actor=actor, enterprise=enterprise, user=user, role=Role.PROPRIETAIRE, **period
    )


def changing(enterprise: Enterprise) -> Callable[[], Any]:
    actor, held = manager(enterprise), MembershipFactory(enterprise=enterprise)
    return lambda: change_membership(actor=actor, membership=held, terms=TERMS, reason="")


def asking(enterprise: Enterprise) -> Callable[[], Any]:
    asked = {"enterprise": enterprise, "role": Role.PROPRIETAIRE, "message": "Bonjour"}
    return lambda: access_requests.request_access(actor=PersonFactory(), **asked)


def granting(enterprise: Enterprise) -> Callable[[], Any]:
    actor = manager(enterprise)
    asked = AccessRequest.objects.create(
        enterprise=enterprise, requested_by=PersonFactory(), role=Role.PROPRIETAIRE, message="Bonjour"
    )
    today = timezone.localdate()
    return lambda: access_requests.grant_request(
        actor=actor, access_request=asked, terms=TERMS, starts_on=today
    )


def inviting(enterprise: Enterprise) -> Callable[[], Any]:
    actor, invitee = manager(enterprise), Invitee(email="ici@exemple.be")
    return lambda: invitations.invite(actor=actor, invitee=invitee, terms=TERMS)


def inviting_several(enterprise: Enterprise) -> Callable[[], Any]:
    actor, invitee = manager(enterprise), Invitee(email="ici@exemple.be")
    return lambda: invitations.invite_several(actor=actor, invited=[(invitee, TERMS)])


def resending(enterprise: Enterprise) -> Callable[[], Any]:
    actor = manager(enterprise)
    sent = InvitationFactory(enterprise=enterprise, created_by=actor.user)
    return lambda: invitations.resend(actor=actor, invitation=sent)


def confirming_acceptance(enterprise: Enterprise) -> Callable[[], Any]:
    actor = manager(enterprise)
    accepted = {"accepted_at": timezone.now(), "accepted_by": PersonFactory()}
    taken = InvitationFactory(enterprise=enterprise, created_by=actor.user, **accepted)
    return lambda: answer_services.confirm_acceptance(actor=actor, invitation=taken)


def designating_oneself(enterprise: Enterprise) -> Callable[[], Any]:
    actor = representative(enterprise)
    return lambda: designation_services.designate_self(actor=actor)


def designating_by_command(enterprise: Enterprise) -> Callable[[], Any]:
    kind = GapDesignation.Kind.PRINCIPAL
    return lambda: designation_services.designate_gap(
        actor=SYSTEM, enterprise=enterprise, user=PersonFactory(), evidence="Acte", kind=kind
    )


def proposing_co_gap(enterprise: Enterprise) -> Callable[[], Any]:
    actor, kind = manager(enterprise), GapDesignation.Kind.CO_GAP
    return lambda: proposal_services.propose(actor=actor, enterprise=enterprise, kind=kind, **PERSON)


def accepting_proposal(enterprise: Enterprise) -> Callable[[], Any]:
    actor, token = manager(enterprise), new_token()
    make_proposal(enterprise, actor.user, "sophie@exemple.be", kind="co_gap", token_digest=token.digest)
    sophie = PersonFactory(first_name="Sophie", last_name="Collignon")
    return lambda: proposal_services.accept(actor=sophie, token=token.value)


def accepting_proposal_under_another_name(enterprise: Enterprise) -> Callable[[], Any]:
    actor, token = manager(enterprise), new_token()
    make_proposal(enterprise, actor.user, "sophie@exemple.be", kind="co_gap", token_digest=token.digest)
    return lambda: proposal_services.accept(actor=PersonFactory(last_name="Autre"), token=token.value)


def confirming_proposal(enterprise: Enterprise) -> Callable[[], Any]:
    actor = manager(enterprise)
    accepted = {"accepted_at": timezone.now(), "accepted_by": PersonFactory()}
    taken = make_proposal(enterprise, actor.user, "sophie@exemple.be", kind="co_gap", **accepted)
    return lambda: proposal_services.confirm(actor=actor, proposal=taken)


def asking_with_documents(enterprise: Enterprise) -> Callable[[], Any]:
    person = PersonFactory()
    asked: Any = {"quality": "representative", "remark": "", "level": Level.EID, "method": "eid"}
    asked["check"] = RepresentationCheckFactory(user=person, enterprise=enterprise)
    return lambda: gap_requests.request_gap(
        actor=person,
        enterprise=enterprise,
        uploads=[SimpleUploadedFile("acte.pdf", pdf())],
        rules=DOCUMENTS,
        **asked,
    )


def granting_on_documents(enterprise: Enterprise) -> Callable[[], Any]:
    asked, agent = GapRequestFactory(enterprise=enterprise), AgentFactory(group="supervisor")
    seen = {"kind": GapDesignation.Kind.PRINCIPAL, "evidence": "Acte", "replaces_manager": False}
    return lambda: grant_gap_request(actor=agent, gap_request=asked, **seen)


def proposing_mandate(enterprise: Enterprise, *, to_it: bool = False) -> Callable[[], Any]:
    own, other = (EnterpriseFactory(), enterprise) if to_it else (enterprise, EnterpriseFactory())
    terms: Any = {"side": Mandate.Side.CLIENT, "role": Role.LECTEUR, "demarches": []}
    terms |= {"starts_on": timezone.localdate(), "ends_on": TERMS.ends_on}
    actor = manager(own)
    return lambda: propose_mandate(actor=actor, other=other, **terms)


def accepting_mandate(enterprise: Enterprise, *, side: str = "holder") -> Callable[[], Any]:
    sides = {"client": EnterpriseFactory(), "holder": EnterpriseFactory(), side: enterprise}
    waiting = MandateFactory(**sides, accepted_at=None, accepted_by=None)
    actor = manager(sides["holder"])
    return lambda: accept_mandate(actor=actor, mandate=waiting)


ACTS: dict[str, Callable[[Enterprise], Callable[[], Any]]] = {
    act.__name__: act
    for act in (
        adding,
        changing,
        asking,
        granting,
        inviting,
        inviting_several,
        resending,
        confirming_acceptance,
        designating_oneself,
        designating_by_command,
        proposing_co_gap,
        accepting_proposal,
        accepting_proposal_under_another_name,
        confirming_proposal,
        asking_with_documents,
        granting_on_documents,
        proposing_mandate,
        accepting_mandate,
    )
} | {
    "proposing_mandate_to_it": lambda enterprise: proposing_mandate(enterprise, to_it=True),
    "accepting_mandate_it_gave": lambda enterprise: accepting_mandate(enterprise, side="client"),
}
