"""Where an enterprise has stopped, no access begins or changes, whoever asks; what there is can end."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone, translation

from enterprises.gap_requests.services import withdraw_gap_request
from enterprises.invitations import answer_services
from enterprises.invitations import services as invitations
from enterprises.invitations.errors import InvitationClosed
from enterprises.managers import designation_services, proposal_services
from enterprises.mandates.services import decline_mandate, end_mandate
from enterprises.members.services import end_membership
from enterprises.models import AccessRequest, GapRequest
from enterprises.register.errors import EnterpriseStopped
from enterprises.requests import services as access_requests
from helpdesk.gap_requests.services import refuse_gap_request
from monespace.common.tokens import new_token
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.stopped.acts import ACTS, manager
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    GapRequestFactory,
    InvitationFactory,
    MandateFactory,
    MembershipFactory,
)
from tests.support.factories import AgentFactory, PersonFactory
from tests.support.management_scene import make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def enterprise():
    return EnterpriseFactory(name="Forges de Clabecq SA")


def stop(enterprise):
    enterprise.stopped_on = date(2026, 3, 2)
    enterprise.save()


@pytest.mark.parametrize("name", ACTS)
def test_act_is_done_where_the_enterprise_is_active(enterprise, name):
    act, before = ACTS[name](enterprise), Event.objects.count()
    assert act()
    assert Event.objects.count() > before


@pytest.mark.parametrize("name", ACTS)
def test_act_is_refused_where_it_has_stopped_and_says_which_and_since_when(enterprise, name):
    act = ACTS[name](enterprise)
    stop(enterprise)
    before = Event.objects.count(), Mail.objects.count()
    with pytest.raises(EnterpriseStopped) as refusal:
        act()
    assert "Forges de Clabecq SA" in str(refusal.value.message)
    assert "2 mars 2026" in str(refusal.value.message)
    assert (Event.objects.count(), Mail.objects.count()) == before


def test_invitation_is_not_accepted_and_its_page_says_since_when(client, enterprise):
    actor = manager(enterprise)
    InvitationFactory(enterprise=enterprise, created_by=actor.user, token="un-lien")
    stop(enterprise)
    with pytest.raises(InvitationClosed):
        answer_services.accept_invitation(actor=PersonFactory(), token="un-lien")
    assert "Activités arrêtées le 2 mars 2026" in client.get("/invitation/un-lien/").content.decode()
    assert answer_services.decline_invitation(actor=None, token="un-lien").declined_at


def test_what_there_is_can_end(enterprise):
    actor, access = manager(enterprise), MembershipFactory(enterprise=enterprise)
    co_gap = GapDesignationFactory(enterprise=enterprise, kind="co_gap")
    sent, accepted = {"enterprise": enterprise, "created_by": actor.user}, {"accepted_at": timezone.now()}
    link, taken = (
        InvitationFactory(**sent),
        InvitationFactory(**sent, **accepted, accepted_by=PersonFactory()),
    )
    asked = [
        AccessRequest.objects.create(enterprise=enterprise, requested_by=PersonFactory(), role="lecteur")
        for _ in range(2)
    ]
    shown = [GapRequestFactory(enterprise=enterprise) for _ in range(2)]
    token = new_token()
    make_proposal(enterprise, actor.user, "a@exemple.be", kind="co_gap", token_digest=token.digest)
    proposed = make_proposal(enterprise, actor.user, "b@exemple.be", kind="co_gap")
    unanswered = MandateFactory(holder=enterprise, accepted_at=None, accepted_by=None)
    agreed = MandateFactory(client=enterprise)
    stop(enterprise)
    assert end_membership(actor=actor, membership=access, reason="Fin").ended_at
    assert designation_services.end_designation(actor=actor, designation=co_gap, note="Fin").ended_at
    assert invitations.revoke(actor=actor, invitation=link, reason="Fin").revoked_at
    assert answer_services.refuse_acceptance(actor=actor, invitation=taken).settled_at
    assert access_requests.decline_request(actor=actor, access_request=asked[0], reason="Fin").answered_at
    access_requests.withdraw_request(actor=asked[1].requested_by, access_request=asked[1])
    assert not AccessRequest.objects.open().exists()
    agent, why = AgentFactory(group="supervisor"), {"refusal": "other", "explanation": "Fin"}
    assert refuse_gap_request(actor=agent, gap_request=shown[0], **why).decided_at
    withdraw_gap_request(actor=shown[1].requested_by, gap_request=shown[1])
    assert not GapRequest.objects.open().exists()
    declined = proposal_services.decline(actor=PersonFactory(), token=token.value)
    assert declined not in enterprise.gap_proposals.open()
    assert proposal_services.cancel(actor=actor, proposal=proposed, reason="Fin").closed_at
    assert decline_mandate(actor=actor, mandate=unanswered).declined_at
    assert end_mandate(actor=actor, mandate=agreed, reason="Fin").ended_at
    assert designation_services.resign(actor=actor, note="Fin").ended_at


def test_refusal_is_in_the_readers_language(enterprise):
    stop(enterprise)
    days = {"fr": "2 mars 2026", "nl": "2 maart 2026", "de": "2. März 2026", "en": "2 March 2026"}
    for language, day in days.items():
        with translation.override(language):
            message = str(EnterpriseStopped(enterprise).message)
        assert day in message
        assert ("cessé" in message) == (language == "fr")
