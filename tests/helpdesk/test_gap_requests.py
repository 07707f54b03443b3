"""Agents examine requests on documents for a stated reason, and decide once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from enterprises.gap_requests.errors import NoDocumentToSee, OwnGapRequest
from enterprises.gap_requests.services import withdraw_gap_request
from enterprises.managers.errors import GapAlreadyDesignated
from enterprises.models import GapDesignation, GapRequest
from enterprises.register.errors import EnterpriseStopped
from enterprises.requests.errors import RequestClosed
from helpdesk.gap_requests import services
from helpdesk.models import Consultation
from monespace.common.errors import Forbidden
from monespace.common.references import new_reference
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.gap.test_designations import mails, tags
from tests.gap.test_pages import said, text
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import (
    GapDesignationFactory,
    GapRequestDocumentFactory,
    GapRequestFactory,
    InvitationFactory,
    leave_vacant,
)
from tests.support.factories import AgentFactory, PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db
SEEN = {"evidence": "Moniteur belge du 12/11/2026"}
GRANT = {**SEEN, "kind": "principal", "replaces_manager": False}
REFUSE = {"refusal": GapRequest.Refusal.UNREADABLE, "explanation": "Page 2 coupée"}


@pytest.fixture
def asked(enterprise):
    person = PersonFactory(first_name="Lucas", last_name="Mathieu", language="de")
    return GapRequestFactory(enterprise=enterprise, requested_by=person)


def address(name, *args):
    return reverse(f"admin:{name}", args=args)


def opened(client, asked):
    client.post(address("open_gap_request", asked.pk), {"reason": "examination"})
    return address("gap_request", asked.pk)


def managers(enterprise):
    return {(one.user_id, one.kind) for one in enterprise.gap_designations.current()}


def test_list_shows_who_waits_longest_first_and_no_person(as_agent, asked):
    older = GapRequestFactory()
    GapRequest.objects.filter(pk=older.pk).update(requested_at=timezone.now() - timedelta(days=3))
    page = text(as_agent.get(address("gap_requests")))
    assert page.index(older.reference) < page.index(asked.reference)
    assert "3 jours" in page
    assert "aujourd’hui" in page
    assert "Mathieu" not in page
    assert "2 demandes sur document attendent une décision." in text(as_agent.get(address("index")))


def test_request_opens_for_a_reason_that_is_kept(as_agent, agent, asked):
    closed = text(as_agent.get(address("gap_request", asked.pk)))
    assert "Pourquoi ouvrez-vous cette demande" in closed
    assert "Mathieu" not in closed
    assert as_agent.post(address("open_gap_request", asked.pk), {}).status_code == 422
    page = text(as_agent.get(opened(as_agent, asked)))
    for part in ("Lucas Mathieu", "(eID), niveau 500", "Ne la représente pas", "acte de nomination.pdf"):
        assert part in page, part
    consultation = Consultation.objects.get()
    assert (consultation.agent, consultation.gap_request) == (agent, asked)
    event = Event.objects.about(asked.enterprise).get(tag="gap_request.consulted")
    assert event.facts == {"consultation": str(consultation.pk), "reason": "examination"}


def test_document_is_handed_over_once_the_request_is_open(as_agent, asked):
    there = address("gap_request_document", asked.pk, asked.documents.get().pk)
    assert as_agent.get(there)["Location"] == address("gap_request", asked.pk)
    opened(as_agent, asked)
    fetched = as_agent.get(there)
    assert b"".join(fetched.streaming_content) == b"%PDF-1.7"
    assert fetched["Content-Disposition"].startswith("attachment;")
    other = GapRequestDocumentFactory()
    assert as_agent.get(address("gap_request_document", asked.pk, other.pk)).status_code == 404


def test_agent_grants_with_the_evidence_seen_and_everybody_is_told(as_agent, agent, asked):
    leave_vacant(GapDesignationFactory(enterprise=asked.enterprise).enterprise)
    opened(as_agent, asked)
    there = address("grant_gap_request", asked.pk)
    assert as_agent.post(there, {"evidence": ""}).status_code == 422
    done = as_agent.post(there, SEEN)
    assert said(done) == ["La personne gère maintenant les accès de l’entreprise ; elle est prévenue."]
    designation = GapDesignation.objects.current().get(user=asked.requested_by)
    assert designation.designated_by == agent
    assert designation.evidence == f"{asked.reference}: Moniteur belge du 12/11/2026"
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by, asked.designation) == ("granted", agent, designation)
    assert Mail.objects.get(template="gap_designated").language == "de"
    page = text(as_agent.get(done["Location"]))
    assert designation.evidence in page
    assert "Refuser" not in page


def test_agent_says_whether_the_manager_in_office_is_replaced(as_agent, asked):
    gap = GapDesignationFactory(enterprise=asked.enterprise).user
    opened(as_agent, asked)
    there = address("grant_gap_request", asked.pk)
    assert "Choisissez ce que fera cette personne." in text(as_agent.post(there, SEEN))
    assert as_agent.post(there, SEEN | {"kind": "co_gap"}).status_code == 302
    assert managers(asked.enterprise) == {(gap.pk, "principal"), (asked.requested_by_id, "co_gap")}
    assert ("gap_request_recorded", gap.email) in mails()


def test_replaced_manager_is_told(as_agent, asked):
    gap = GapDesignationFactory(enterprise=asked.enterprise).user
    invitation = InvitationFactory(enterprise=asked.enterprise, created_by=gap)
    opened(as_agent, asked)
    page = text(as_agent.get(address("gap_request", asked.pk)))
    assert "Invitations transmises à" in page
    as_agent.post(address("grant_gap_request", asked.pk), SEEN | {"kind": "principal"})
    invitation.refresh_from_db()
    assert (invitation.handed_to, invitation.standing) == (asked.requested_by, "waiting")
    assert managers(asked.enterprise) == {(asked.requested_by_id, "principal")}
    assert ("gap_ended", gap.email) in mails()


def test_manager_designated_meanwhile_is_not_replaced_unseen(agent, asked):
    GapDesignationFactory(enterprise=asked.enterprise)
    with pytest.raises(GapAlreadyDesignated):
        services.grant_gap_request(actor=agent, gap_request=asked, **GRANT)
    seen = GRANT | {"replaces_manager": True}
    services.grant_gap_request(actor=agent, gap_request=asked, **seen)
    assert managers(asked.enterprise) == {(asked.requested_by_id, "principal")}


def test_agent_refuses_with_a_reason_that_the_person_reads_in_their_language(as_agent, client, asked):
    opened(as_agent, asked)
    there = address("refuse_gap_request", asked.pk)
    assert as_agent.post(there, {}).status_code == 422
    assert "Expliquez pourquoi vous refusez." in text(as_agent.post(there, {"refusal": "other"}))
    assert as_agent.post(there, {"refusal": "unreadable", "explanation": "Page 2 coupée"}).status_code == 302
    mail = Mail.objects.get(template="gap_request_refused")
    assert (mail.language, mail.to) == ("de", asked.requested_by.email)
    assert "unleserlich" in mail.text
    assert "Page 2 coupée" in mail.text
    force_sign_in(client, asked.requested_by)
    client.cookies["django_language"] = "fr"
    page = text(client.get(reverse("enterprises:gap_request", args=[asked.pk])))
    assert "Page 2 coupée" in page
    assert managers(asked.enterprise) == set()


def test_nobody_decides_their_own_request(client, asked):
    agent = AgentFactory(last_name="Juge")
    own = GapRequestFactory(requested_by=agent)
    force_sign_in(client, agent, level=500, method="eid")
    assert "un autre agent doit décider" in text(client.get(opened(client, own)))
    for decide, how in ((services.grant_gap_request, GRANT), (services.refuse_gap_request, REFUSE)):
        with pytest.raises(OwnGapRequest):
            decide(actor=agent, gap_request=own, **how)
    services.grant_gap_request(actor=agent, gap_request=asked, **GRANT)
    assert GapRequest.objects.get(pk=own.pk).is_open


def test_nobody_decides_without_the_right_or_a_fresh_proof(client, agent, asked):
    publisher = AgentFactory(group="publisher")
    with pytest.raises(Forbidden):
        services.grant_gap_request(actor=publisher, gap_request=asked, **GRANT)
    late = timezone.now() - timedelta(minutes=26)
    force_sign_in(client, agent, level=500, method="eid", authenticated_at=late)
    client.post(address("open_gap_request", asked.pk), {"reason": "examination"})
    for name in ("grant_gap_request", "refuse_gap_request"):
        assert "/connexion/" in client.post(address(name, asked.pk), SEEN | REFUSE)["Location"]
    assert GapRequest.objects.get(pk=asked.pk).is_open


def test_nothing_is_decided_while_the_request_is_closed_to_the_agent(as_agent, asked):
    there = address("gap_request", asked.pk)
    assert as_agent.post(address("grant_gap_request", asked.pk), SEEN)["Location"] == there
    assert as_agent.post(address("refuse_gap_request", asked.pk), REFUSE)["Location"] == there
    assert GapRequest.objects.get(pk=asked.pk).is_open


def test_stopped_enterprise_and_unseen_documents_are_granted_nothing(as_agent, agent, asked):
    stopped = GapRequestFactory(enterprise__stopped_on=timezone.localdate())
    with pytest.raises(EnterpriseStopped):
        services.grant_gap_request(actor=agent, gap_request=stopped, **GRANT)
    assert "ne peut être que refusée" in text(as_agent.get(opened(as_agent, stopped)))
    unseen = GapRequestFactory(document__scan="pending")
    with pytest.raises(NoDocumentToSee):
        services.grant_gap_request(actor=agent, gap_request=unseen, **GRANT)
    services.refuse_gap_request(actor=agent, gap_request=stopped, **REFUSE)
    services.grant_gap_request(actor=agent, gap_request=asked, **GRANT)


def test_deciding_twice_is_once_and_another_end_is_final(agent, asked):
    for _ in range(2):
        services.grant_gap_request(actor=agent, gap_request=asked, **GRANT)
    assert tags(asked.enterprise).count("gap_request.granted") == 1
    with pytest.raises(RequestClosed):
        services.refuse_gap_request(actor=agent, gap_request=asked, **REFUSE)
    with pytest.raises(RequestClosed):
        services.grant_gap_request(actor=AgentFactory(), gap_request=asked, **GRANT)
    with pytest.raises(RequestClosed):
        withdraw_gap_request(actor=asked.requested_by, gap_request=asked)
    assert GapRequest.objects.get(pk=asked.pk).state == "granted"


@pytest.mark.django_db(transaction=True)
def test_two_agents_at_once_decide_once(asked):
    agents = [AgentFactory(), AgentFactory()]
    results = race(
        lambda: services.grant_gap_request(actor=agents[0], gap_request=asked, **GRANT),
        lambda: services.refuse_gap_request(actor=agents[1], gap_request=asked, **REFUSE),
    )
    assert sorted(type(one).__name__ for one in results) == ["GapRequest", "RequestClosed"]


@pytest.mark.django_db(transaction=True)
def test_withdrawal_and_decision_at_once_leave_one_end(agent, asked):
    race(
        lambda: services.grant_gap_request(actor=agent, gap_request=asked, **GRANT),
        lambda: withdraw_gap_request(actor=asked.requested_by, gap_request=asked),
    )
    ended = GapRequest.objects.get(pk=asked.pk)
    assert bool(ended.withdrawn_at) != bool(ended.decided_at)


def test_supervisor_sees_who_opened_which_request(as_agent, as_supervisor, agent, asked):
    force_sign_in(as_agent, agent, level=500, method="eid")
    opened(as_agent, asked)
    force_sign_in(as_supervisor, AgentFactory(group="supervisor"))
    page = text(as_supervisor.get(address("consultations")))
    assert asked.reference in page
    assert "Examen de la demande" in page


def test_pages_stay_within_their_query_budgets(as_agent, asked, django_assert_max_num_queries):
    for _ in range(3):
        GapRequestFactory(enterprise=asked.enterprise)
        GapDesignationFactory(enterprise=asked.enterprise, kind="co_gap")
    with django_assert_max_num_queries(6):
        as_agent.get(address("gap_requests"))
    page = opened(as_agent, asked)
    with django_assert_max_num_queries(10):
        assert "Lucas Mathieu" in text(as_agent.get(page))


def test_reference_typed_in_the_search_box_leads_to_the_request(as_agent, asked):
    found = as_agent.post(address("search"), {"text": asked.reference.lower()})
    assert found["Location"] == address("gap_request", asked.pk)
    unknown = as_agent.post(address("search"), {"text": new_reference("GA")})
    assert "aucune demande sur document" in text(unknown)
