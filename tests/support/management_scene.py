"""Who represents the scene's enterprise, is proposed to manage its accesses, or asks for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from enterprises.models import AccessRequest, GapProposal, RepresentationCheck
from enterprises.rights.permissions import Role
from monespace.common.tokens import new_token
from tests.support.enterprise_factories import (
    GapDesignationFactory,
    GapRequestDocumentFactory,
    GapRequestFactory,
)
from tests.support.factories import PersonFactory

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.models import Enterprise


@dataclass
class Management:
    """What the addresses of the access table name."""

    co_gap: object
    co_gap_proposal: object
    gap_proposal: object
    token: str
    access_request: object
    gap_request: object
    gap_request_document: object

    @classmethod
    def build(cls, company: Enterprise, people: dict[str, User]) -> Management:
        """Add the representative and the requester to ``people``, and make the rest."""
        people["representative"], people["requester"] = PersonFactory(), PersonFactory()
        check = make_check(people["representative"], company)
        token = new_token()
        make_proposal(company, check.user, "waiting@exemple.be", kind="co_gap", token_digest=token.digest)
        answered = {"accepted_at": timezone.now(), "accepted_by": PersonFactory()}
        request = AccessRequest.objects.create(
            enterprise=company, requested_by=people["requester"], role=Role.LECTEUR, message="Bonjour"
        )
        asked = GapRequestFactory(enterprise=company, requested_by=people["requester"], document=None)
        shown = GapRequestDocumentFactory(gap_request=asked)
        return cls(
            co_gap=GapDesignationFactory(enterprise=company, kind="co_gap").pk,
            co_gap_proposal=make_proposal(
                company, people["gap"], "co@exemple.be", kind="co_gap", **answered
            ).pk,
            gap_proposal=make_proposal(
                company, check.user, "gap@exemple.be", representation=check, **answered
            ).pk,
            token=token.value,
            access_request=request.pk,
            gap_request=shown.gap_request.pk,
            gap_request_document=shown.pk,
        )


def make_check(person: User, enterprise: Enterprise) -> RepresentationCheck:
    """Return an answer of the source that confirms ``person``."""
    return RepresentationCheck.objects.create(
        user=person,
        number=enterprise.number,
        enterprise=enterprise,
        outcome="represents",
        function="Administrateur",
        since=timezone.localdate(),
        answer_digest="0" * 64,
    )


def make_proposal(enterprise: Enterprise, proposer: User, email: str, **more: object) -> GapProposal:
    """Return a proposal of a main access manager, unless ``kind`` says otherwise."""
    values = {
        "kind": "principal",
        "first_name": "Sophie",
        "last_name": "Collignon",
        "language": "fr",
        "token_digest": new_token().digest,
        "expires_at": timezone.now() + timedelta(days=14),
    }
    return GapProposal.objects.create(
        enterprise=enterprise, created_by=proposer, email=email, **values | more
    )
