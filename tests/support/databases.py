"""Gives each process of the tests a database of its own: a new copy of one that is migrated once.

The migrated one stays on the server for the next runs, until the migrations change.
"""

from __future__ import annotations

import hashlib
from itertools import chain, count
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection

from monespace.demo.environment import CHECKOUT

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper
    from pytest_django import DjangoDbBlocker

MIGRATED = "test_migrated_"
ONE_AT_A_TIME = "SELECT pg_advisory_lock(hashtext('test_migrated'))"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> None:
    """Connect the tests of this process to a database as migrations leave it."""
    with django_db_blocker.unblock(), connection._nodb_cursor() as server:
        server.execute(ONE_AT_A_TIME)
        name = free_name(server, connection.creation._get_test_db_name())
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {migrated(server)} STRATEGY file_copy")
        leave()
        settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
        connection.ensure_connection()


def free_name(server: CursorWrapper, name: str) -> str:
    """Return ``name``, or with the first number behind it under which no other run is connected."""
    server.execute("SELECT DISTINCT datname FROM pg_stat_activity WHERE datname IS NOT NULL")
    taken = {row[0] for row in server.fetchall()}
    return next(one for one in chain([name], (f"{name}_{rank}" for rank in count(2))) if one not in taken)


def migrated(server: CursorWrapper) -> str:
    """Return the name of the migrated database; make it when it is not there."""
    name = MIGRATED + digest_of_migrations()
    server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [MIGRATED])
    there = {row[0] for row in server.fetchall()}
    if name not in there:
        for other in there:
            server.execute(f"DROP DATABASE {other} WITH (FORCE)")
        unfinished = f"{name}_unfinished"
        connection.settings_dict["TEST"]["NAME"] = unfinished
        connection.creation.create_test_db(verbosity=0, serialize=False)
        leave()
        server.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")
    return name


def digest_of_migrations() -> str:
    """Return what tells one state of all migrations from another."""
    digest = hashlib.sha256()
    for file in sorted(CHECKOUT.glob("*/**/migrations/*.py")):
        digest.update(str(file.relative_to(CHECKOUT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def leave() -> None:
    """Close every connection of this process to the database it has used."""
    connection.close()
    connection.close_pool()
