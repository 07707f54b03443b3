"""The connection to PostgreSQL: a statement seen again is not planned again."""

from types import SimpleNamespace

import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from accounts.models import User
from monespace.common import db

PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s"


@pytest.mark.django_db
def test_statement_is_prepared_when_it_is_seen_again(person):
    def look_up():
        return User.objects.filter(pk=person.pk, last_name=person.last_name).exists()

    def prepared():
        with connection.cursor() as cursor:
            cursor.execute(PREPARED, ["%accounts_user%last_name%LIMIT%"])
            return cursor.fetchone()[0]

    before = prepared()
    assert look_up()
    assert prepared() == before
    for _ in range(3):
        assert look_up()
    assert prepared() == before + 1


def test_a_process_that_never_reached_the_database_has_no_connection_to_forget(monkeypatch):
    pool = ConnectionPool("", open=False)
    monkeypatch.setattr(db, "connection", SimpleNamespace(pool=pool))
    db.forget_dead_connections()
    assert pool.closed
