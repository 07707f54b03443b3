"""Agents read who may act for an enterprise, for a stated reason."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from helpdesk.enterprises import services
from helpdesk.models import Consultation
from monespace.common.errors import Forbidden
from monespace.journal.models import Event
from tests.gap.test_pages import links, text
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    GapRequestFactory,
    InvitationFactory,
    MandateFactory,
    MembershipFactory,
    leave_vacant,
)
from tests.support.factories import AgentFactory, PersonFactory

pytestmark = pytest.mark.django_db
REASON = {"reason": "phone", "call_reference": "APPEL-77"}
SEARCH = reverse("admin:enterprises")


def page_of(enterprise):
    return reverse("admin:enterprise", args=[enterprise.number])


def opened(client, enterprise):
    done = client.post(reverse("admin:open_enterprise", args=[enterprise.number]), REASON)
    assert done["Location"] == page_of(enterprise)
    return text(client.get(page_of(enterprise)))


@pytest.fixture
def busy(enterprise):
    """The bakery with people, an invitation, mandates and a request."""
    gap = GapDesignationFactory(enterprise=enterprise, user__last_name="Hermans").user
    MembershipFactory(enterprise=enterprise, user=PersonFactory(last_name="Wauters"), role="lecteur")
    InvitationFactory(enterprise=enterprise, created_by=gap, email="invitee@exemple.be")
    MandateFactory(client=enterprise, holder__name="Fiduciaire Nord")
    MandateFactory(holder=enterprise, client__name="Menuiserie Sud")
    GapRequestFactory(enterprise=enterprise, reference="GA-2222-2222-22")
    return enterprise


def test_enterprise_is_found_by_number_and_by_name_and_the_search_is_kept_without_its_words(
    as_agent, agent, enterprise
):
    for typed in (enterprise.number, "boulangerie epi"):
        assert page_of(enterprise) in links(as_agent.post(SEARCH, {"text": typed}))
    assert "Aucune entreprise" in text(as_agent.post(SEARCH, {"text": "girafe"}))
    assert "un chiffre est sans doute faux" in text(as_agent.post(SEARCH, {"text": "1999.990.145"}))
    assert as_agent.post(SEARCH, {"text": ""}).status_code == 422
    searches = Event.objects.about(agent).filter(tag="helpdesk.enterprises_searched")
    assert [event.facts for event in searches.order_by("pk")] == [
        {"found": 1},
        {"found": 1},
        {"found": 0},
        {"found": 0},
    ]


def test_page_asks_for_a_reason_that_is_kept_and_shows_who_may_act(as_agent, agent, busy):
    closed = text(as_agent.get(page_of(busy)))
    assert "Pourquoi ouvrez-vous cette entreprise" in closed
    assert "Hermans" not in closed
    assert as_agent.post(reverse("admin:open_enterprise", args=[busy.number]), {}).status_code == 422
    page = opened(as_agent, busy)
    for part in (
        "Hermans",
        "Gestionnaire d’accès principal",
        "Acte du représentant légal",
        "Wauters",
        "Lecteur",
        "Collaborateur – ",
        "donné à Fiduciaire Nord",
        "reçu de Menuiserie Sud",
        "GA-2222-2222-22",
    ):
        assert part in page, part
    assert "invitee@exemple.be" not in page
    consultation = Consultation.objects.get()
    assert (consultation.agent, consultation.enterprise) == (agent, busy)
    event = Event.objects.about(busy).get(tag="enterprise.consulted")
    assert event.facts == {"consultation": str(consultation.pk), "reason": "phone"}


def test_vacancy_and_stop_are_said(as_agent, enterprise):
    leave_vacant(GapDesignationFactory(enterprise=enterprise).enterprise)
    assert "Plus personne ne gère les accès" in opened(as_agent, enterprise)
    stopped = EnterpriseFactory(stopped_on=timezone.localdate())
    page = opened(as_agent, stopped)
    assert "a cessé ses activités" in page
    assert "Personne n’a accès à cette entreprise." in page


def test_agent_without_the_right_sees_no_enterprise(client, enterprise):
    publisher = AgentFactory(group="publisher")
    force_sign_in(client, publisher)
    assert client.get(SEARCH).status_code == 403
    assert client.get(page_of(enterprise)).status_code == 403
    with pytest.raises(Forbidden):
        services.open_enterprise(actor=publisher, enterprise=enterprise, reason="phone")
    with pytest.raises(Forbidden):
        services.record_enterprise_search(actor=publisher, found=0)
    assert not Consultation.objects.exists()


def test_supervisor_sees_who_opened_which_enterprise(as_agent, busy):
    opened(as_agent, busy)
    force_sign_in(as_agent, AgentFactory(group="supervisor"))
    page = as_agent.get(reverse("admin:consultations"))
    assert page_of(busy) in links(page)
    assert "APPEL-77" in text(page)


def test_pages_stay_within_their_query_budgets(as_agent, busy, django_assert_max_num_queries):
    for _ in range(3):
        MembershipFactory(enterprise=busy)
        InvitationFactory(enterprise=busy, created_by=PersonFactory())
    with django_assert_max_num_queries(11):
        as_agent.post(SEARCH, {"text": busy.number})
    opened(as_agent, busy)
    with django_assert_max_num_queries(12):
        assert "Hermans" in text(as_agent.get(page_of(busy)))
