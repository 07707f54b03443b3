"""Only agents who signed in freshly enter, and each group only where its rights reach."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from accounts.agents import AgentGroup
from helpdesk.access import GROUP_PERMISSIONS, AgentPermission, permissions_of
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory, PersonFactory

PAGES = {
    "admin:index": {"helpdesk", "supervisor", "publisher", "case_officer", "admin"},
    "admin:search": {"helpdesk", "supervisor"},
    "admin:consultations": {"supervisor", "admin"},
    "admin:enterprises": {"helpdesk", "supervisor"},
    "admin:gap_requests": {"helpdesk", "supervisor"},
    "admin:cases": {"case_officer"},
    "admin:failures": {"supervisor"},
    "admin:clients": {"supervisor"},
    "admin:journal_event_changelist": {"supervisor", "admin"},
    "admin:mail_mail_changelist": {"supervisor", "admin"},
    "admin:mail_budgetrefusal_changelist": {"supervisor", "admin"},
    "admin:dossiers_demarcheversion_changelist": {"publisher", "admin"},
}


def addresses():
    return [reverse(name) for name in PAGES]


def assert_sent_to_sign_in(response, page):
    assert response.status_code == 302
    target = urlsplit(response["Location"])
    assert target.path == reverse("accounts:sign_in")
    assert parse_qs(target.query) == {"next": [page], "fresh": ["1"]}


@pytest.mark.django_db
def test_anonymous_is_sent_to_a_fresh_sign_in(client):
    for page in addresses():
        assert_sent_to_sign_in(client.get(page), page)


@pytest.mark.django_db
def test_a_citizen_is_refused(client):
    force_sign_in(client, PersonFactory(), level=500, method="eid")
    for page in addresses():
        assert client.get(page).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("page", [name for name, groups in PAGES.items() if "helpdesk" not in groups])
def test_the_refusal_of_an_agents_page_speaks_of_agents(client, page):
    force_sign_in(client, AgentFactory(), level=500, method="eid")
    refused = client.get(reverse(page))
    text = refused.content.decode()
    assert refused.status_code == 403
    assert "GAP" not in text
    assert "Votre groupe d’agents ne donne pas accès à cette page" in text
    assert f'class="button" href="{reverse("admin:index")}"' in text


@pytest.mark.django_db
def test_the_refusal_of_a_citizen_says_that_the_page_is_for_agents(client):
    force_sign_in(client, PersonFactory(), level=500, method="eid")
    text = client.get(reverse("admin:index")).content.decode()
    assert "réservée aux agents" in text
    assert "GAP" not in text
    assert f'class="button" href="{reverse("enterprises:spaces")}"' in text


def test_an_agent_whose_sign_in_is_old_signs_in_again(client, supervisor):
    page = reverse("admin:consultations")
    force_sign_in(client, supervisor, authenticated_at=timezone.now() - timedelta(minutes=59))
    assert client.get(page).status_code == 200
    force_sign_in(client, supervisor, authenticated_at=timezone.now() - timedelta(minutes=61))
    assert_sent_to_sign_in(client.get(page), page)
    assert_sent_to_sign_in(client.post(reverse("admin:search"), {"text": "x"}), reverse("admin:index"))


@pytest.mark.django_db
@pytest.mark.parametrize("group", AgentGroup)
def test_each_group_sees_its_pages_and_no_other(client, group):
    force_sign_in(client, AgentFactory(group=group.value))
    for name, groups in PAGES.items():
        expected = (302 if name == "admin:search" else 200) if group in groups else 403
        assert client.get(reverse(name)).status_code == expected, name


@pytest.mark.django_db
def test_somebody_who_is_no_agent_any_more_has_no_right():
    agent = AgentFactory()
    assert permissions_of(agent)
    agent.is_staff = False
    assert not permissions_of(agent)
    agent.is_staff, agent.is_active = True, False
    assert not permissions_of(agent)


def test_every_group_and_right_is_in_the_table():
    assert set(GROUP_PERMISSIONS) == set(AgentGroup)
    assert frozenset().union(*GROUP_PERMISSIONS.values()) == set(AgentPermission)


def test_no_page_takes_a_password_or_changes_a_row():
    names = {url.name for url in flat(admin.site.get_urls())}
    assert names == {name.removeprefix("admin:") for name in PAGES} | {
        "dossier",
        "open_dossier",
        "case",
        "open_case",
        "find_case",
        "client",
        "new_client",
        "change_client",
        "add_client_secret",
        "end_client_secret",
        "disable_client",
        "take_up_case",
        "assign_case",
        "decide_case",
        "case_conversation",
        "mark_case_read",
        "case_message_document",
        "case_document",
        "case_notes",
        "ask_complement",
        "cancel_complement",
        "case_decision_pdf",
        "case_decision_attachment",
        "confirm_decision",
        "take_back_proposal",
        "case_batch",
        "message_templates",
        "new_message_template",
        "message_template",
        "end_message_template",
        "add_service_member",
        "end_service_member",
        "retention",
        "hold_dossier",
        "end_hold",
        "service_members",
        "outages",
        "new_outage",
        "enterprise",
        "open_enterprise",
        "gap_request",
        "gap_request_document",
        "open_gap_request",
        "grant_gap_request",
        "refuse_gap_request",
        "retry_message",
        "retry_delivery",
        "retry_lot",
        "reopen_lane",
        "new_endpoint",
        "endpoint",
        "change_endpoint",
        "disable_endpoint",
        "enable_endpoint",
        "replay_events",
        "retry_events",
        "add_endpoint_secret",
        "end_endpoint_secret",
    }


def flat(urls):
    for url in urls:
        yield from flat(url.url_patterns) if hasattr(url, "url_patterns") else [url]
