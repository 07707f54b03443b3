"""What becomes of what an access manager sent, when their designation ends."""

from __future__ import annotations

import pytest

from enterprises.invitations.answer_services import accept_invitation
from enterprises.invitations.models import Invitee, Standing
from enterprises.invitations.services import invite
from enterprises.managers import proposal_services
from enterprises.managers.designation_services import designate_self, end_designation, resign
from enterprises.managers.effects import of_designation
from enterprises.managers.errors import ProposalClosed
from enterprises.models import GapDesignation
from enterprises.rights.permissions import Role
from monespace.journal.models import Event
from tests.enterprises.invitations import received_link, terms
from tests.gap.test_designations import held_by, mails, named, tags
from tests.gap.test_proposals import SOPHIE, propose
from tests.support.enterprise_factories import GapDesignationFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


def sent_by(firm, person, email="ann@exemple.be", name="Ann Dubois"):
    return invite(
        actor=firm.acting(person),
        invitee=Invitee(email=email, name=name),
        terms=terms(role=Role.COLLABORATEUR),
    )


def resigns(firm, person):
    resign(actor=firm.acting(person), note="Fin")
    return person


def is_ended_by_the_representative(firm, person):
    end_designation(actor=firm.representing(), designation=held_by(firm, person), note="Fin")
    return firm.director


def is_replaced(firm, person):
    designate_self(actor=firm.representing())
    return firm.director


def is_removed_by_the_gap(firm, person):
    gap = named(firm, "Hermans")
    end_designation(actor=firm.acting(gap), designation=held_by(firm, person), note="Fin")
    return gap


@pytest.mark.parametrize(
    ("name", "leaves"),
    [
        ("Hermans", resigns),
        ("Hermans", is_ended_by_the_representative),
        ("Hermans", is_replaced),
        ("Wauters", resigns),
        ("Wauters", is_removed_by_the_gap),
    ],
)
def test_open_invitations_of_a_leaver_pass_on_and_their_links_still_work(managed, name, leaves):
    leaver = named(managed, name)
    stays = named(managed, "Wauters" if name == "Hermans" else "Hermans")
    answered = sent_by(managed, leaver, email="bert@exemple.be", name="Bert Claes")
    accept_invitation(
        actor=PersonFactory(first_name="Bert", last_name="Claes"), token=received_link("bert@exemple.be")
    )
    waiting, others = sent_by(managed, leaver), sent_by(managed, stays, email="cleo@exemple.be")
    by = leaves(managed, leaver)
    for invitation in (answered, waiting, others):
        invitation.refresh_from_db()
    heir = by if leaves is is_replaced else stays
    assert (waiting.standing, waiting.handed_to, waiting.created_by) == (Standing.WAITING, heir, leaver)
    assert (answered.standing, others.standing) == (Standing.ACCEPTED, Standing.WAITING)
    assert (answered.handed_to, others.handed_to) == (None, None)
    handed = Event.objects.about(managed.enterprise).get(tag="invitation.handed_over")
    assert (handed.facts["invitation"], handed.actor_id) == (str(waiting.pk), str(by.pk))
    ann = PersonFactory(first_name="Ann", last_name="Dubois")
    accept_invitation(actor=ann, token=received_link("ann@exemple.be"))
    assert managed.acting(ann).role == Role.COLLABORATEUR
    assert managed.enterprise.memberships.get(user=ann).created_by == heir


def test_invitation_to_the_leavers_own_address_stays(managed):
    gap, co_gap = named(managed, "Hermans"), named(managed, "Wauters")
    kept = sent_by(managed, co_gap, email=gap.email)
    resign(actor=managed.acting(gap), note="Fin")
    kept.refresh_from_db()
    assert kept.standing == Standing.WAITING


def test_co_gap_who_becomes_gap_keeps_what_they_sent_and_is_not_told_that_it_ended(firm):
    GapDesignationFactory(enterprise=firm.enterprise, user=firm.director, kind="co_gap")
    invitation = sent_by(firm, firm.director)
    designate_self(actor=firm.representing())
    invitation.refresh_from_db()
    assert invitation.standing == Standing.WAITING
    assert [template for template, _ in mails()] == ["gap_designated", "invitation"]


def test_gap_takes_the_proposals_of_co_gaps_along(managed):
    gap = named(managed, "Hermans")
    token = propose(managed, actor=managed.acting(gap), kind=GapDesignation.Kind.CO_GAP)
    resign(actor=managed.acting(gap), note="Fin")
    assert not managed.enterprise.gap_proposals.open().exists()
    assert tags(managed.enterprise) == ["gap.proposed", "gap.ended", "gap.proposal_cancelled"]
    with pytest.raises(ProposalClosed):
        proposal_services.accept(actor=PersonFactory(first_name="Sophie", last_name="Collignon"), token=token)


def test_proposals_of_the_representative_outlast_their_own_designation(firm):
    designate_self(actor=firm.representing())
    token = propose(firm, email=SOPHIE["email"], kind=GapDesignation.Kind.CO_GAP)
    resign(actor=firm.acting(firm.director), note="Fin")
    sophie = PersonFactory(first_name="Sophie", last_name="Collignon")
    proposal_services.accept(actor=sophie, token=token)
    assert firm.managers() == {sophie: "co_gap"}


@pytest.mark.parametrize("others", [True, False])
def test_invitation_under_the_heirs_name_at_another_address_passes_them_by(managed, others):
    gap, co_gap = named(managed, "Hermans"), named(managed, "Wauters")
    third = GapDesignationFactory(enterprise=managed.enterprise, kind="co_gap").user if others else None
    theirs = sent_by(managed, gap, "second@exemple.be", f"{co_gap.last_name} {co_gap.first_name}")
    other = sent_by(managed, gap)
    goes = of_designation(managed.enterprise.gap_designations.get(user=gap))
    assert goes.handed == ({co_gap: [other], third: [theirs]} if others else {co_gap: [other]})
    assert goes.revoked == ([] if others else [theirs])
