"""What a whole sign-in may ask of the database: request, answer and arrival together."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.checked_client import CheckedClient

pytestmark = pytest.mark.django_db
MAX_QUERIES = 15


def test_sign_in_asks_little_of_the_database(federation):
    cache.clear()
    federation.deliver(federation.message(federation.ask()))  # makes the person
    federation.browser = CheckedClient()
    with CaptureQueriesContext(connection) as queries:
        arrived = federation.deliver(federation.message(federation.ask()))
    assert arrived.status_code == 302
    asked = [query["sql"] for query in queries]
    assert len([sql for sql in asked if "SAVEPOINT" not in sql]) <= MAX_QUERIES, "\n".join(asked)
