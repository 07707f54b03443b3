"""Lists for supervisors: consultations, the journal, mails without content, published démarches."""

from __future__ import annotations

import pytest
from django.urls import reverse

from helpdesk import services
from monespace.mail.models import Mail
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory


@pytest.fixture
def consultation(agent, sent):
    return services.open_dossier(actor=agent, dossier=sent, reason="complaint", call_reference="P-77")


def test_a_supervisor_sees_who_opened_what_and_why(
    as_supervisor, consultation, agent, sent, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        shown = as_supervisor.get(reverse("admin:consultations")).content.decode()
    for part in (agent.display_name, sent.reference, "Plainte", "P-77"):
        assert part in shown


def test_the_journal_lists_events_and_finds_those_of_one_subject(
    as_supervisor, consultation, sent, django_assert_max_num_queries
):
    journal = reverse("admin:journal_event_changelist")
    with django_assert_max_num_queries(12):
        assert "dossier.consulted" in as_supervisor.get(journal).content.decode()
    assert "dossier.consulted" in as_supervisor.get(journal, {"q": str(sent.pk)}).content.decode()
    assert "dossier.consulted" not in as_supervisor.get(journal, {"q": "other"}).content.decode()
    filtered = as_supervisor.get(journal, {"subject_type": "dossiers.dossier"})
    assert "dossier.consulted" in filtered.content.decode()


def test_mails_are_listed_without_address_subject_or_content(
    as_supervisor, citizen, django_assert_max_num_queries
):
    Mail.objects.create(
        recipient=citizen,
        to="marqueur@exemple.be",
        template="dossier_submitted",
        language="fr",
        subject="Sujet-marqueur",
        text="Texte-marqueur",
        html="Html-marqueur",
    )
    with django_assert_max_num_queries(12):
        shown = as_supervisor.get(reverse("admin:mail_mail_changelist")).content.decode()
    assert "dossier_submitted" in shown
    assert "marqueur" not in shown


def test_a_publisher_sees_the_published_versions(client, version, django_assert_max_num_queries):
    force_sign_in(client, AgentFactory(group="publisher"))
    with django_assert_max_num_queries(12):
        shown = client.get(reverse("admin:dossiers_demarcheversion_changelist")).content.decode()
    assert "velo" in shown
    assert version.checksum in shown


@pytest.mark.parametrize("name", ["journal_event", "mail_mail", "mail_budgetrefusal"])
def test_a_list_is_to_read_only(as_supervisor, name):
    address = reverse(f"admin:{name}_changelist")
    assert as_supervisor.get(address).status_code == 200
    for page in ("add/", "1/change/", "1/delete/", "1/history/"):
        assert as_supervisor.get(address + page).status_code == 404
