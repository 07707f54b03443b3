"""Models: their ``__str__`` ends up in logs and admin histories, so it names nobody."""

from __future__ import annotations

import inspect

import pytest
from django.apps import apps
from django.urls import get_resolver

OURS = {
    "accounts",
    "accounts_saml",
    "api",
    "clock",
    "enterprises",
    "dossiers",
    "helpdesk",
    "incidents",
    "journal",
    "outbox",
    "mail",
}
PERSONAL = ("email", "name", "phone", "number", "address", "subject", "to", "text", "values", "payload")
PUBLIC = {("Enterprise", "number"), ("Establishment", "number")}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_str_is_our_own(model):
    assert "__str__" in vars(model), f"{model.__name__} needs a __str__ without personal data"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_str_shows_no_personal_field(model):
    source = inspect.getsource(model.__str__)
    shown = [
        field.name
        for field in model._meta.get_fields()
        if f"self.{field.name}" in source
        and any(part in field.name for part in PERSONAL)
        and (model.__name__, field.name) not in PUBLIC
    ]
    assert not shown


def test_each_app_names_every_table_where_django_looks_for_them():
    """A table that only a page imports has no migration."""
    assert get_resolver().url_patterns  # imports every app whole
    tables = [model for model in apps.get_models() if model._meta.app_label in OURS]
    assert len(tables) > 30
    unnamed = [
        model.__name__
        for model in tables
        if getattr(apps.get_app_config(model._meta.app_label).models_module, model.__name__, None)
        is not model
    ]
    assert unnamed == []
