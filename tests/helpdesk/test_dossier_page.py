"""A dossier opens to an agent for a stated reason only, for half an hour, and to read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Attachment, DeliveryAttempt, Dossier, StepAnswers
from dossiers.states import State
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from helpdesk.dossiers import services
from helpdesk.models import Consultation
from monespace.common.errors import Forbidden
from monespace.common.levels import Level
from monespace.journal.models import Event
from monespace.journal.services import record
from monespace.outbox.models import Message
from tests.submission.factories import SubmissionFactory, sender
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import AgentFactory
from tests.support.race import race

SECRET = "Chez Marguerite"
REASON = {"reason": "phone", "call_reference": "APPEL-1234"}


@pytest.fixture
def address(sent):
    return reverse("admin:dossier", args=[sent.pk])


@pytest.fixture
def door(sent):
    return reverse("admin:open_dossier", args=[sent.pk])


def test_a_dossier_asks_for_a_reason_before_it_shows_anything(as_agent, address, delivery, citizen):
    shown = as_agent.get(address).content.decode()
    assert "Pourquoi ouvrez-vous ce dossier" in shown
    assert SECRET not in shown
    assert citizen.last_name not in shown


@pytest.mark.usefixtures("delivery")
def test_a_reason_opens_the_dossier_and_is_kept(as_agent, agent, address, door, sent):
    response = as_agent.post(door, REASON, follow=True)
    assert response.redirect_chain == [(address, 302)]
    assert SECRET in response.content.decode()
    consultation = Consultation.objects.get()
    assert (consultation.agent, consultation.dossier, consultation.reason) == (agent, sent, "phone")
    assert consultation.call_reference == "APPEL-1234"
    event = Event.objects.about(sent).get(tag="dossier.consulted")
    assert event.actor_id == str(agent.pk)
    assert event.facts == {"consultation": str(consultation.pk), "reason": "phone"}


def test_without_a_reason_nothing_opens(as_agent, door):
    response = as_agent.post(door, {"call_reference": "APPEL-1234"})
    assert response.status_code == 422
    assert "Choisissez le motif de la consultation." in response.content.decode()
    assert not Consultation.objects.exists()


def test_opening_twice_keeps_one_consultation(as_agent, door):
    as_agent.post(door, REASON)
    as_agent.post(door, {"reason": "mail"})
    assert Consultation.objects.get().reason == "phone"


@pytest.mark.django_db(transaction=True)
def test_opening_twice_at_once_keeps_one_consultation(agent, sent):
    def open_it():
        return services.open_dossier(actor=agent, dossier=sent, reason="phone")

    first, second = race(open_it, open_it)
    assert first == second
    assert Consultation.objects.count() == 1


def test_a_dossier_closes_after_half_an_hour(as_agent, address, door, delivery):
    as_agent.post(door, REASON)
    assert SECRET in as_agent.get(address).content.decode()
    Consultation.objects.update(
        started_at=timezone.now() - timedelta(minutes=31), ends_at=timezone.now() - timedelta(seconds=1)
    )
    assert SECRET not in as_agent.get(address).content.decode()


def test_a_dossier_opened_by_one_agent_stays_closed_to_another(as_agent, client, address, door, delivery):
    as_agent.post(door, REASON)
    assert SECRET in as_agent.get(address).content.decode()
    force_sign_in(client, AgentFactory())
    assert SECRET not in client.get(address).content.decode()


def test_an_agent_without_the_right_opens_nothing(client, address, door, sent):
    publisher = AgentFactory(group="publisher")
    force_sign_in(client, publisher)
    assert client.get(address).status_code == 403
    assert client.post(door, REASON).status_code == 403
    with pytest.raises(Forbidden):
        services.open_dossier(actor=publisher, dossier=sent, reason="phone")
    assert not Consultation.objects.exists()


@pytest.fixture
def invoice(sent, citizen):
    """A document of the dossier; what is sent after it lists it."""
    return Attachment.objects.create(
        dossier=sent,
        step="achat",
        field="facture",
        file="x.pdf",
        original_name="facture.pdf",
        content_type="application/pdf",
        size=2048,
        sha256="ab" * 32,
        scan="clean",
        uploaded_by=citizen,
    )


@pytest.mark.usefixtures("invoice")
def test_an_open_dossier_shows_what_a_caller_asks_about(as_agent, sent, delivery):
    DeliveryAttempt.objects.create(
        delivery=delivery,
        started_at=timezone.now(),
        ended_at=timezone.now(),
        outcome="failed",
        http_status=503,
        error="unavailable",
    )
    Message.objects.create(topic="dossier.deliver", payload={"delivery_id": str(delivery.pk)}, attempts=2)
    opened = as_agent.post(reverse("admin:open_dossier", args=[sent.pk]), REASON, follow=True)
    shown = opened.content.decode()
    for part in (
        sent.reference,
        "Prime vélo",
        "Envoyé",
        "Votre achat",
        "1\xa0250",
        "facture.pdf",
        "ab" * 32,
        "HTTP 503",
        "unavailable",
        "dossier.deliver",
        "dossier.consulted",
        "jusqu’à",
    ):
        assert part in shown, part


def test_a_draft_shows_its_steps_and_dates_and_no_answer(as_agent, draft, citizen):
    saved_at = datetime(2026, 11, 3, 9, 41, tzinfo=UTC)
    StepAnswers.objects.create(
        dossier=draft, step="achat", values={"vendeur": SECRET}, saved_at=saved_at, saved_by=citizen
    )
    Attachment.objects.create(
        dossier=draft,
        step="achat",
        field="facture",
        original_name="divorce.pdf",
        content_type="application/pdf",
        size=10,
        sha256="cd" * 32,
        uploaded_by=citizen,
    )
    as_agent.post(reverse("admin:open_dossier", args=[draft.pk]), REASON)
    shown = as_agent.get(reverse("admin:dossier", args=[draft.pk])).content.decode()
    assert "Brouillon du" in shown
    assert "Votre achat – 03/11/2026 10:41" in shown
    assert "Rien à livrer" in shown
    for answer in (SECRET, "divorce.pdf", "cd" * 32):
        assert answer not in shown


def test_a_draft_that_was_deleted_shows_nothing_of_what_it_held(as_agent, draft):
    Dossier.objects.filter(pk=draft.pk).update(state=State.DISCARDED)
    as_agent.post(reverse("admin:open_dossier", args=[draft.pk]), REASON)
    shown = as_agent.get(reverse("admin:dossier", args=[draft.pk])).content.decode()
    assert "Étapes enregistrées" in shown
    assert "Votre achat" not in shown


def test_an_unknown_dossier_does_not_exist(as_agent, sent, door, address):
    assert as_agent.get(address).status_code == 200
    for known in (address, door):
        unknown = known.replace(str(sent.pk), "00000000-0000-0000-0000-000000000000")
        assert as_agent.post(unknown, REASON).status_code in {404, 405}
        assert as_agent.get(unknown).status_code in {404, 405}


def test_pages_stay_within_their_query_budgets(
    as_agent, address, door, delivery, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        as_agent.get(address)
    as_agent.post(door, REASON)
    with django_assert_max_num_queries(12):
        assert SECRET in as_agent.get(address).content.decode()
    with django_assert_max_num_queries(6):
        assert as_agent.get(reverse("admin:index")).context["opened"]


def test_an_open_dossier_says_as_what_and_how_surely_it_was_begun_and_sent(as_agent, sent, citizen):
    colleague = MembershipFactory(user=citizen, enterprise=sent.owner_enterprise, role=Role.COLLABORATEUR)
    begun = enter(colleague.user, sent.owner_enterprise.number, level=Level.ITSME, method="itsme")
    record("dossier.created", actor=begun, subject=sent, **begun.capacity)
    SubmissionFactory(dossier=sent, actor=sender(citizen, role="proprietaire", level=500, method="eid"))
    opened = as_agent.post(reverse("admin:open_dossier", args=[sent.pk]), REASON, follow=True)
    shown = opened.content.decode()
    assert "Collaborateur, itsme, niveau 450" in shown
    assert "Propriétaire, carte d’identité électronique (eID), niveau 500" in shown
