"""Two people decide about the same accesses at once: it ends as if one had come after the other.

Each row names two acts and the ways they may end. Afterwards the invariants hold, whichever came first.
Races of one act with itself stand with the tests of that act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db.models import Count

from enterprises.invitations import answer_services
from enterprises.managers import designation_services
from enterprises.members import services as memberships
from enterprises.models import AccessRequest, GapDesignation, GapVacancy, Invitation, Membership
from enterprises.requests import services as access_requests
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms
from tests.enterprises.invitations import in_days, invited, received_link
from tests.support.enterprise_factories import GapDesignationFactory
from tests.support.factories import PersonFactory
from tests.support.race import race

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db(transaction=True)
ANN = "Ann Peeters"


class Scene:
    """The company with a co-GAP, and Ann who is invited; contenders are made before the race."""

    def __init__(self, company: Any) -> None:
        self.company = company
        self.co_gap = GapDesignationFactory(enterprise=company.enterprise, kind="co_gap").user
        self.ann = PersonFactory(first_name="Ann", last_name="Peeters")
        self.reader = Membership.objects.get(user=company.reader)

    def invitation(
        self, *, name: str = ANN, by: Any = None, email: str = "ann@exemple.be"
    ) -> tuple[Any, str]:
        invitation = invited(self.company, name=name, by=by, email=email)
        return invitation, received_link(email)

    def resigning(self, person: Any) -> Callable[[], Any]:
        actor = self.company.acting(person)
        return lambda: designation_services.resign(actor=actor, note="Fin")

    def removing_the_co_gap(self) -> Callable[[], Any]:
        actor = self.company.acting(self.company.gap)
        designation = GapDesignation.objects.get(user=self.co_gap)
        return lambda: designation_services.end_designation(actor=actor, designation=designation, note="Fin")

    def accepting(self, token: str) -> Callable[[], Any]:
        return lambda: answer_services.accept_invitation(actor=self.ann, token=token)

    def changing_the_reader(self, by: Any) -> Callable[[], Any]:
        actor, terms = self.company.acting(by), Terms(role=Role.PROPRIETAIRE, ends_on=self.reader.ends_on)
        return lambda: memberships.change_membership(
            actor=actor, membership=self.reader, terms=terms, reason=""
        )

    def adding_ann(self) -> Callable[[], Any]:
        actor = self.company.acting(self.company.gap)
        return lambda: memberships.add_membership(
            actor=actor,
            enterprise=self.company.enterprise,
            user=self.ann,
            role=Role.LECTEUR,
            starts_on=in_days(0),
            ends_on=in_days(100),
        )


def co_gap_resigns_while_removed(scene):
    return scene.resigning(scene.co_gap), scene.removing_the_co_gap()


def gap_resigns_while_removing_the_co_gap(scene):
    return scene.resigning(scene.company.gap), scene.removing_the_co_gap()


def co_gap_invites_while_removed(scene):
    return lambda: invited(scene.company, by=scene.co_gap), scene.removing_the_co_gap()


def co_gap_changes_a_role_while_removed(scene):
    return scene.changing_the_reader(scene.co_gap), scene.removing_the_co_gap()


def ann_accepts_while_the_inviter_resigns(scene):
    _, token = scene.invitation(by=scene.co_gap)
    return scene.accepting(token), scene.resigning(scene.co_gap)


def ann_accepts_while_somebody_declines(scene):
    _, token = scene.invitation()
    return scene.accepting(token), lambda: answer_services.decline_invitation(actor=None, token=token)


def ann_accepts_while_given_an_access(scene):
    _, token = scene.invitation()
    return scene.accepting(token), scene.adding_ann()


def ann_accepts_two_invitations(scene):
    tokens = [scene.invitation(email=f"{name}@exemple.be")[1] for name in ("ann", "a.peeters")]
    return [scene.accepting(token) for token in tokens]


def acceptance_confirmed_while_refused(scene):
    invitation, token = scene.invitation(name="")
    answer_services.accept_invitation(actor=scene.ann, token=token)
    one, other = scene.company.acting(scene.company.gap), scene.company.acting(scene.co_gap)
    return (
        lambda: answer_services.confirm_acceptance(actor=one, invitation=invitation),
        lambda: answer_services.refuse_acceptance(actor=other, invitation=invitation),
    )


def request_granted_while_withdrawn(scene):
    request = access_requests.request_access(
        actor=scene.ann, enterprise=scene.company.enterprise, role=Role.LECTEUR, message=""
    )
    actor, terms = scene.company.acting(scene.company.gap), Terms(role=Role.LECTEUR, ends_on=in_days(9))
    return (
        lambda: access_requests.grant_request(
            actor=actor, access_request=request, terms=terms, starts_on=in_days(0)
        ),
        lambda: access_requests.withdraw_request(actor=scene.ann, access_request=request) or request,
    )


PAIRS = {
    co_gap_resigns_while_removed: [("GapDesignation", "GapDesignation"), ("NotVisible", "GapDesignation")],
    gap_resigns_while_removing_the_co_gap: [
        ("GapDesignation", "GapDesignation"),
        ("GapDesignation", "NotVisible"),
    ],
    co_gap_invites_while_removed: [("Invitation", "GapDesignation"), ("NotVisible", "GapDesignation")],
    co_gap_changes_a_role_while_removed: [("Membership", "GapDesignation"), ("NotVisible", "GapDesignation")],
    ann_accepts_while_the_inviter_resigns: [
        ("Invitation", "GapDesignation"),
        ("InvitationClosed", "GapDesignation"),
    ],
    ann_accepts_while_somebody_declines: [
        ("Invitation", "InvitationClosed"),
        ("InvitationClosed", "Invitation"),
    ],
    ann_accepts_while_given_an_access: [("Invitation", "AlreadyMember"), ("InvitationClosed", "Membership")],
    ann_accepts_two_invitations: [("Invitation", "InvitationClosed"), ("InvitationClosed", "Invitation")],
    acceptance_confirmed_while_refused: [("Invitation", "InvitationOver"), ("InvitationOver", "Invitation")],
    request_granted_while_withdrawn: [("AccessRequest", "RequestClosed"), ("RequestClosed", "AccessRequest")],
}


@pytest.mark.parametrize(("pair", "endings"), PAIRS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_two_acts_at_once_end_as_one_after_the_other(company, pair, endings):
    results = race(*pair(Scene(company)))
    assert tuple(type(result).__name__ for result in results) in endings
    nothing_is_broken(company.enterprise)


def nothing_is_broken(enterprise: Any) -> None:
    """Assert what always holds of an enterprise that had an access manager."""
    managing = enterprise.gap_designations.current()
    assert GapVacancy.objects.current().count() == (not managing.exists())
    assert managing.filter(kind="principal").count() <= 1
    for waiting in enterprise.invitations.unanswered():
        assert managing.filter(user=waiting.answered_for_by).exists(), "a link that leads nowhere"
    open_periods = Membership.objects.filter(ended_at=None).values("user").annotate(count=Count("pk"))
    assert all(person["count"] == 1 for person in open_periods)
    for given in Invitation.objects.exclude(membership=None):
        assert (given.membership.user, given.declined_at, given.revoked_at) == (given.accepted_by, None, None)
    for request in AccessRequest.objects.exclude(withdrawn_at=None):
        assert not enterprise.memberships.filter(user=request.requested_by).exists()
