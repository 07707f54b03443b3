"""Sensitive pages open to a proof of minutes ago only, and bring the person back after a new one."""

from datetime import timedelta
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from accounts.levels import GRACE_MINUTES, SENSITIVE_MINUTES
from accounts.step_up import require_fresh
from monespace import urls
from tests.support.client import force_sign_in, sign_in
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db

PAGE = "/page-sensible/"


@require_fresh
def sensitive(request):
    """Stand for a page that changes rights."""
    return HttpResponse(request.method, content_type="text/plain")


@pytest.fixture(autouse=True)
def sensitive_page(settings):
    """Put the page on the site."""
    site = ModuleType("site_with_a_sensitive_page")
    public = path("page-ouverte/", login_not_required(sensitive))
    site.urlpatterns = [path(PAGE.lstrip("/"), sensitive), public, *urls.urlpatterns]
    settings.ROOT_URLCONF = site


def signed_in_minutes_ago(client, minutes):
    return force_sign_in(
        client, PersonFactory(), authenticated_at=timezone.now() - timedelta(minutes=minutes)
    )


def asked(response):
    """Return what the sign-in page is asked."""
    assert response.status_code == 302
    target = urlsplit(response["Location"])
    assert target.path == "/connexion/"
    return {name: values[0] for name, values in parse_qs(target.query).items()}


@pytest.mark.parametrize("method", ["get", "post"])
def test_page_opens_when_the_proof_is_recent(client, method):
    signed_in_minutes_ago(client, SENSITIVE_MINUTES - 1)
    assert getattr(client, method)(PAGE).content.decode() == method.upper()


def test_old_proof_is_asked_again_and_the_page_comes_back(client):
    signed_in_minutes_ago(client, SENSITIVE_MINUTES + 1)
    response = client.get(PAGE, {"onglet": "2"})
    assert asked(response) == {"next": f"{PAGE}?onglet=2", "fresh": "1"}
    assert client.get(response["Location"]).status_code == 200, "the sign-in page must not send back at once"


def test_form_shown_in_time_is_accepted_a_little_later(client):
    signed_in_minutes_ago(client, SENSITIVE_MINUTES + GRACE_MINUTES - 1)
    assert client.get(PAGE).status_code == 302
    assert client.post(PAGE).status_code == 200


def test_form_sent_too_late_leads_back_to_the_page_it_stood_on(client):
    signed_in_minutes_ago(client, SENSITIVE_MINUTES + GRACE_MINUTES + 1)
    here = {"Referer": "http://testserver/membres/?page=2"}
    assert asked(client.post(PAGE, headers=here))["next"] == "/membres/?page=2"
    assert asked(client.post(PAGE))["next"] == PAGE


@pytest.mark.parametrize("referer", ["https://evil.example/x", "javascript:alert(1)", "//evil.example/"])
def test_another_site_never_says_where_to_come_back(client, referer):
    signed_in_minutes_ago(client, 120)
    assert asked(client.post(PAGE, headers={"Referer": referer}))["next"] == PAGE


def test_stranger_signs_in_first(client):
    assert asked(client.get("/page-ouverte/")) == {"next": "/page-ouverte/", "fresh": "1"}
    assert urlsplit(client.get(PAGE)["Location"]).path == "/connexion/"


def test_person_who_identifies_again_is_let_in(client):
    sign_in(client, "citoyen")
    session = client.session
    session["authenticated_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()
    question = asked(client.get(PAGE))
    assert sign_in(client, "citoyen", **question)["Location"] == PAGE
    assert client.get(PAGE).status_code == 200
