"""Of allauth the provider alone is used: nothing else can be reached, and nothing is kept (ADR 0078)."""

import pytest
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.apps import apps
from django.contrib.auth import get_user_model
from django.urls import URLPattern, get_resolver

from accounts.saml.flow.provider import FederalProvider
from tests.accounts.federation import is_signed_in
from tests.support.client import sign_in

TABLES = [model for model in apps.get_models() if model.__module__.startswith("allauth.")]


def views(patterns=None):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.callback
        else:
            yield from views(pattern.url_patterns)


@pytest.mark.django_db
def test_a_sign_in_goes_through_the_provider_and_fills_no_table_of_allauth(client, monkeypatch):
    asked, redirect = [], FederalProvider.redirect

    def noted(provider, *args, **how):
        asked.append(provider)
        return redirect(provider, *args, **how)

    monkeypatch.setattr(FederalProvider, "redirect", noted)
    sign_in(client, "citoyen")
    assert is_signed_in(client)
    assert get_user_model().objects.count() == 1
    assert [isinstance(one, SAMLProvider) for one in asked] == [True]
    assert TABLES
    assert [model for model in TABLES if model.objects.exists()] == []


def test_no_address_leads_to_a_view_of_allauth():
    modules = {view.__module__ for view in views()}
    assert "accounts.saml.flow.views" in modules
    assert [module for module in modules if module.startswith("allauth")] == []
