"""Migrations: up to date, in one line, and able to go back."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OURS = [
    "accounts",
    "accounts_saml",
    "clock",
    "enterprises",
    "dossiers",
    "helpdesk",
    "incidents",
    "journal",
    "outbox",
    "mail",
    "sealing",
    "signs",
]


@pytest.mark.django_db
def test_no_model_change_lacks_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("app", OURS)
def test_migrations_stand_in_one_line(app):
    graph = MigrationLoader(connection=None).graph
    assert len(graph.leaf_nodes(app)) == 1


@pytest.mark.parametrize("app", OURS)
def test_migrations_can_go_back(app):
    loader = MigrationLoader(connection=None)
    for (label, name), migration in loader.disk_migrations.items():
        if label == app:
            assert all(operation.reversible for operation in migration.operations), name


@pytest.mark.django_db
def test_the_database_is_postgresql():
    assert connection.vendor == "postgresql"
