"""Lists for supervisors: consultations, the journal, mails without content, published démarches."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from helpdesk.dossiers import services
from helpdesk.models import Consultation
from monespace.common.authors import SYSTEM
from monespace.journal.services import record
from monespace.mail.models import Mail
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory


@pytest.fixture
def consultation(agent, sent):
    return services.open_dossier(actor=agent, dossier=sent, reason="complaint", call_reference="P-77")


def test_a_supervisor_sees_who_opened_what_and_why(
    as_supervisor, consultation, agent, sent, django_assert_max_num_queries
):
    with django_assert_max_num_queries(7):
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


JOURNAL = "admin:journal_event_changelist"


def events(subject, *tags):
    with transaction.atomic():
        return [record(tag, actor=SYSTEM, subject=subject) for tag in tags]


def text_of(response):
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def shown_in(client, name, **asked):
    return [row.pk for row in client.get(reverse(name), asked).context["cl"].result_list]


def test_the_journal_is_in_the_order_in_which_things_were_recorded(as_supervisor, sent, citizen):
    made = [
        *events(sent, "dossier.created"),
        *events(citizen, "person.signed_in"),
        *events(sent, "dossier.x"),
    ]
    assert shown_in(as_supervisor, JOURNAL)[:3] == [event.pk for event in reversed(made)]


def test_a_search_in_the_journal_is_for_a_whole_subject_or_a_whole_tag(as_supervisor, sent, citizen):
    first, second = events(sent, "dossier.created", "dossier.sent")
    [other] = events(citizen, "dossier.sent")
    assert shown_in(as_supervisor, JOURNAL, q=f" {sent.pk} ") == [second.pk, first.pk]
    assert shown_in(as_supervisor, JOURNAL, q=str(sent.pk).upper()) == [second.pk, first.pk]
    assert shown_in(as_supervisor, JOURNAL, q="dossier.sent") == [other.pk, second.pk]
    assert shown_in(as_supervisor, JOURNAL, q="Dossier.Sent") == [other.pk, second.pk]
    assert shown_in(as_supervisor, JOURNAL, q="dossier") == []


def test_a_filter_offers_each_value_once_and_begins_without_the_words_of_a_search(
    as_supervisor, sent, citizen
):
    events(sent, "dossier.created", "dossier.sent")
    events(citizen, "person.signed_in")
    page = as_supervisor.get(reverse(JOURNAL), {"q": "dossier.sent", "p": "1"})
    [spec] = page.context["cl"].filter_specs
    choices = list(spec.choices(page.context["cl"]))
    assert [choice["display"] for choice in choices][1:] == ["accounts.user", "dossiers.dossier"]
    assert [choice["query_string"] for choice in choices] == [
        "?", "?subject_type=accounts.user", "?subject_type=dossiers.dossier"
    ]  # fmt: skip
    filtered = as_supervisor.get(reverse(JOURNAL), {"subject_type": "accounts.user"})
    assert {event.subject_type for event in filtered.context["cl"].result_list} == {"accounts.user"}
    chosen = [
        one["selected"] for one in filtered.context["cl"].filter_specs[0].choices(filtered.context["cl"])
    ]
    assert chosen == [False, True, False]


def test_a_long_list_shows_its_latest_rows_and_says_that_there_are_others(as_supervisor, sent, monkeypatch):
    events(sent, *["dossier.seen"] * 60)
    assert "1 à 25 sur 60" in text_of(as_supervisor.get(reverse(JOURNAL)))
    monkeypatch.setattr("helpdesk.lists.MOST_ROWS", 55)
    assert "1 à 25 sur plus de 55 ; cherchez" in text_of(as_supervisor.get(reverse(JOURNAL)))
    last = as_supervisor.get(reverse(JOURNAL), {"p": "9"})
    assert "51 à 55 sur plus de 55" in text_of(last)
    assert len(last.context["cl"].result_list) == 5


def test_consultations_show_the_latest_and_promise_no_search(as_supervisor, agent, sent, monkeypatch):
    now = timezone.now()
    Consultation.objects.bulk_create(
        Consultation(
            agent=agent, dossier=sent, reason="phone", started_at=now, ends_at=now + timedelta(hours=1)
        )
        for _ in range(60)
    )
    monkeypatch.setattr("helpdesk.lists.MOST_ROWS", 55)
    shown = text_of(as_supervisor.get(reverse("admin:consultations")))
    assert "1 à 25 sur plus de 55" in shown
    assert "cherchez" not in shown
