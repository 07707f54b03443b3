"""What a whole sign-in may ask of the database: request, answer and arrival together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.support.checked_client import CheckedClient

pytestmark = pytest.mark.django_db
MAX_QUERIES = 15


@pytest.mark.parametrize("is_known", [True, False], ids=["somebody known", "somebody new"])
def test_sign_in_asks_little_of_the_database(federation, is_known):
    federation.deliver(federation.message(federation.ask(), persona="citoyen" if is_known else "gap"))
    people = User.objects.count()
    federation.browser = CheckedClient()
    with CaptureQueriesContext(connection) as queries:
        arrived = federation.deliver(federation.message(federation.ask(), persona="citoyen"))
    assert arrived.status_code == 302
    assert User.objects.count() == people + (not is_known)
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= MAX_QUERIES, "\n".join(asked)
