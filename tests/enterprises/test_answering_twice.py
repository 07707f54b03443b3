"""Answering twice shows the success of the first time; another answer says what was answered before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from enterprises.gap_requests import services as gap_requests
from enterprises.invitations import answer_services
from enterprises.invitations import services as invitations
from enterprises.invitations.closed import AcceptanceRefusal
from enterprises.invitations.errors import InvitationClosed, InvitationOver
from enterprises.managers import designation_services, proposal_services
from enterprises.managers.errors import ProposalClosed, UnknownProposal
from enterprises.mandates.errors import MandateClosed
from enterprises.mandates.services import accept_mandate, decline_mandate, end_mandate
from enterprises.models import AccessRequest, GapDesignation
from enterprises.requests import services as access_requests
from enterprises.requests.errors import RequestClosed
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms
from helpdesk.gap_requests.services import grant_gap_request, refuse_gap_request
from monespace.common.levels import Level
from monespace.common.tokens import new_token
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.stopped.acts import manager
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapRequestFactory,
    InvitationFactory,
    MandateFactory,
)
from tests.support.factories import AgentFactory, PersonFactory
from tests.support.management_scene import make_proposal

pytestmark = pytest.mark.django_db
CARD = {"level": 500, "method": "eid"}
TERMS = Terms(role=Role.LECTEUR, ends_on=timezone.localdate() + timedelta(days=100))


def of_invitation(enterprise):
    """Accept or decline with the link of an invitation."""
    lucas = PersonFactory(first_name="Lucas", last_name="Mathieu")
    InvitationFactory(
        enterprise=enterprise,
        created_by=manager(enterprise).user,
        expected_name="Lucas Mathieu",
        token="lien",
    )
    return {
        "yes": lambda: answer_services.accept_invitation(actor=lucas, token="lien"),
        "no": lambda: answer_services.decline_invitation(actor=lucas, token="lien"),
    }


def of_acceptance(enterprise):
    """Confirm or refuse who accepted an invitation."""
    actor, accepted = manager(enterprise), {"accepted_at": timezone.now(), "accepted_by": PersonFactory()}
    taken = InvitationFactory(enterprise=enterprise, created_by=actor.user, **accepted)
    return {
        "yes": lambda: answer_services.confirm_acceptance(actor=actor, invitation=taken),
        "no": lambda: answer_services.refuse_acceptance(actor=actor, invitation=taken),
    }


def of_proposal(enterprise):
    """Accept or decline to help managing the accesses."""
    token, sophie = new_token(), PersonFactory(first_name="Sophie", last_name="Collignon")
    given = {"kind": "co_gap", "token_digest": token.digest}
    make_proposal(enterprise, manager(enterprise).user, "sophie@exemple.be", **given)
    return {
        "yes": lambda: proposal_services.accept(actor=sophie, token=token.value),
        "no": lambda: proposal_services.decline(actor=sophie, token=token.value),
    }


def of_doubtful_name(enterprise):
    """Confirm or cancel a proposal that was accepted under another name."""
    actor, accepted = manager(enterprise), {"accepted_at": timezone.now(), "accepted_by": PersonFactory()}
    taken = make_proposal(enterprise, actor.user, "sophie@exemple.be", kind="co_gap", **accepted)
    return {
        "yes": lambda: proposal_services.confirm(actor=actor, proposal=taken),
        "no": lambda: proposal_services.cancel(actor=actor, proposal=taken, reason="Erreur"),
    }


def of_access_request(enterprise):
    """Give an access to who asked for one, or none."""
    actor, today = manager(enterprise), timezone.localdate()
    asked = AccessRequest.objects.create(
        enterprise=enterprise, requested_by=PersonFactory(), role=Role.PROPRIETAIRE
    )
    return {
        "yes": lambda: access_requests.grant_request(
            actor=actor, access_request=asked, terms=TERMS, starts_on=today
        ),
        "no": lambda: access_requests.decline_request(actor=actor, access_request=asked, reason="Inconnu"),
    }


def of_gap_request(enterprise):
    """Decide about documents."""
    asked, agent = GapRequestFactory(enterprise=enterprise), AgentFactory(group="supervisor")
    seen = {"kind": GapDesignation.Kind.PRINCIPAL, "evidence": "Acte", "replaces_manager": False}
    return {
        "yes": lambda: grant_gap_request(actor=agent, gap_request=asked, **seen),
        "no": lambda: refuse_gap_request(
            actor=agent, gap_request=asked, refusal="not_proven", explanation=""
        ),
    }


def of_mandate(enterprise):
    """Agree to a mandate or refuse it."""
    waiting = MandateFactory(holder=enterprise, accepted_at=None, accepted_by=None)
    actor = manager(enterprise)
    return {
        "yes": lambda: accept_mandate(actor=actor, mandate=waiting),
        "no": lambda: decline_mandate(actor=actor, mandate=waiting),
    }


QUESTIONS = {
    of_invitation: (InvitationClosed, None, None),
    of_acceptance: (InvitationOver, "a été acceptée", "ce n’était pas la bonne personne"),
    of_proposal: (ProposalClosed, "déjà été acceptée", "déjà été refusée"),
    of_doubtful_name: (ProposalClosed, "déjà été acceptée", "annulée"),
    of_access_request: (RequestClosed, "déjà été acceptée", "déjà été refusée"),
    of_gap_request: (RequestClosed, "déjà été acceptée", "déjà été refusée"),
    of_mandate: (MandateClosed, "déjà été accepté", "déjà été refusé"),
}


def written():
    return Event.objects.count(), Mail.objects.count()


@pytest.mark.parametrize("answer", ["yes", "no"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.__name__)
def test_same_answer_twice_is_one_answer(question, answer):
    answers = question(EnterpriseFactory())
    before = written()
    first = answers[answer]()
    once = written()
    assert once != before
    assert answers[answer]() == first
    assert written() == once


@pytest.mark.parametrize("answer", ["yes", "no"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.__name__)
def test_another_answer_says_what_was_answered_before(question, answer):
    error, yes, no = QUESTIONS[question]
    answers = question(EnterpriseFactory())
    answers[answer]()
    once = written()
    with pytest.raises(error) as refusal:
        answers["no" if answer == "yes" else "yes"]()
    said = {"yes": yes, "no": no}[answer]
    if said:
        assert said in str(refusal.value.message)
    else:
        expected = {"yes": AcceptanceRefusal.YOURS, "no": AcceptanceRefusal.DECLINED}
        assert refusal.value.reason is expected[answer]
    assert written() == once


def test_who_did_not_answer_is_told_that_somebody_did():
    enterprise, token = EnterpriseFactory(), new_token()
    given = {"kind": "co_gap", "token_digest": token.digest}
    make_proposal(enterprise, manager(enterprise).user, "sophie@exemple.be", **given)
    proposal_services.accept(actor=PersonFactory(), token=token.value)
    with pytest.raises(ProposalClosed, match="to_confirm"):
        proposal_services.accept(actor=PersonFactory(), token=token.value)
    with pytest.raises(UnknownProposal):
        proposal_services.accept(actor=PersonFactory(), token="autre")


def test_withdrawing_twice_is_once_and_too_late_is_said(client):
    enterprise = EnterpriseFactory()
    asked = AccessRequest.objects.create(enterprise=enterprise, requested_by=PersonFactory(), role="lecteur")
    person = asked.requested_by
    access_requests.withdraw_request(actor=person, access_request=asked)
    access_requests.withdraw_request(actor=person, access_request=asked)
    other = AccessRequest.objects.create(enterprise=enterprise, requested_by=person, role="lecteur")
    access_requests.decline_request(actor=manager(enterprise), access_request=other, reason="Inconnu")
    with pytest.raises(RequestClosed, match="refused"):
        access_requests.withdraw_request(actor=person, access_request=other)
    with pytest.raises(RequestClosed, match="withdrawn"):
        access_requests.decline_request(actor=manager(enterprise), access_request=asked, reason="Inconnu")


def test_withdrawing_documents_twice_is_once_and_too_late_is_said():
    first, second = GapRequestFactory(), GapRequestFactory()
    for _ in range(2):
        gap_requests.withdraw_gap_request(actor=first.requested_by, gap_request=first)
    refuse_gap_request(
        actor=AgentFactory(group="supervisor"), gap_request=second, refusal="other", explanation="Non"
    )
    with pytest.raises(RequestClosed, match="refused"):
        gap_requests.withdraw_gap_request(actor=second.requested_by, gap_request=second)


def test_ended_mandate_is_not_accepted_and_a_refused_one_not_ended():
    mandate = MandateFactory()
    holder, client = manager(mandate.holder), manager(mandate.client)
    for _ in range(2):
        end_mandate(actor=client, mandate=mandate, reason="Fini")
    with pytest.raises(MandateClosed, match="ended") as refusal:
        accept_mandate(actor=holder, mandate=mandate)
    assert "a pris fin" in str(refusal.value.message)
    refused = MandateFactory(accepted_at=None, accepted_by=None, declined_at=timezone.now())
    with pytest.raises(MandateClosed, match="declined"):
        end_mandate(actor=manager(refused.client), mandate=refused, reason="Fini")
    lapsed = MandateFactory(
        accepted_at=None, accepted_by=None, ends_on=timezone.localdate() - timedelta(days=1)
    )
    with pytest.raises(MandateClosed) as refusal:
        accept_mandate(actor=manager(lapsed.holder), mandate=lapsed)
    assert "n’attend plus de réponse" in str(refusal.value.message)


def test_pages_show_the_success_again(client):
    enterprise, token = EnterpriseFactory(), new_token()
    given = {"kind": "co_gap", "token_digest": token.digest}
    make_proposal(enterprise, manager(enterprise).user, "sophie@exemple.be", **given)
    sophie = PersonFactory(first_name="Sophie", last_name="Collignon")
    force_sign_in(client, sophie, **CARD)
    page = f"/designation/{token.value}/"
    for _ in range(2):
        assert client.post(page, {"action": "accept"})["Location"] == f"/espace/{enterprise.number}/membres/"
    assert "Vous avez accepté" in client.get(page).content.decode()
    refused = client.post(page, {"action": "decline"})
    assert refused.status_code == 409
    assert "a déjà été acceptée" in refused.content.decode()
    designation_services.resign(
        actor=enter(sophie, enterprise.number, level=Level.EID, method="eid"), note="Fin"
    )
    assert client.post(page, {"action": "accept"})["Location"] == page
    assert "a pris fin" in client.get(page).content.decode()


def test_answer_page_says_what_was_answered(client):
    enterprise = EnterpriseFactory()
    asked = AccessRequest.objects.create(enterprise=enterprise, requested_by=PersonFactory(), role="lecteur")
    force_sign_in(client, manager(enterprise).user, **CARD)
    page = f"/espace/{enterprise.number}/demandes/{asked.pk}/"
    today = timezone.localdate()
    typed = {"answer": "grant", "role": "lecteur", "starts_on": today, "ends_on": TERMS.ends_on}
    for _ in range(2):
        assert client.post(page, typed)["Location"] == f"/espace/{enterprise.number}/demandes/"
    refused = client.post(page, {"answer": "decline", "reason": "Inconnu"})
    assert refused.status_code == 422
    assert "Cette demande a déjà été acceptée le" in refused.content.decode()
    assert "Cette demande a déjà été acceptée le" in client.get(page).content.decode()


def test_revoked_or_accepted_invitation_says_so():
    enterprise = EnterpriseFactory()
    actor = manager(enterprise)
    sent = InvitationFactory(enterprise=enterprise, created_by=actor.user)
    for _ in range(2):
        invitations.revoke(actor=actor, invitation=sent, reason="Fin")
    with pytest.raises(InvitationOver) as refusal:
        invitations.resend(actor=actor, invitation=sent)
    assert "a déjà été annulée" in str(refusal.value.message)
    declined = InvitationFactory(enterprise=enterprise, created_by=actor.user, declined_at=timezone.now())
    with pytest.raises(InvitationOver) as refusal:
        invitations.revoke(actor=actor, invitation=declined, reason="Fin")
    assert "a décliné" in str(refusal.value.message)
