"""What a page may cost: statements, whatever the number of fields."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from enterprises.rights.services import note_use
from monespace.common.levels import Level
from tests.filling.browser import open_step, save, step_url, url
from tests.filling.definition import STEPS, VOUS, question
from tests.filling.factories import draft_of, publish
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)

MANY = [{**STEPS[0], "fields": [*STEPS[0]["fields"], *[question(f"f{n}", optional=True) for n in range(40)]]}]


@pytest.fixture(params=["few fields", "many fields"])
def draft(request, client):
    """A draft of an enterprise, where rights cost a query more than in one's own space."""
    steps = STEPS if request.param == "few fields" else [*MANY, *STEPS[1:]]
    member = MembershipFactory(role=Role.COLLABORATEUR)
    force_sign_in(client, member.user)
    draft = draft_of(member.user, enterprise=member.enterprise, version=publish(steps=steps))
    client.get(url("review", draft))
    note_use(actor=enter(member.user, member.enterprise.number, level=Level.EID, method="eid"))  # once a day
    return draft


def statements(call) -> int:
    """Count what a successful request asks of the database, the transaction's own bounds apart."""
    with CaptureQueriesContext(connection) as captured:
        assert call().status_code < 400
    return sum(query["sql"] not in {"BEGIN", "COMMIT"} for query in captured)


def test_opening_a_step(client, draft):
    assert statements(lambda: client.get(step_url(draft, "vous"))) <= 3


def test_saving_a_step_for_the_first_time_and_again(client, draft):
    page = open_step(client, draft, "vous")
    for age in ("36", "37"):
        data = {**page.fields, **VOUS, "age": age, "action": "continue"}
        assert statements(lambda data=data: client.post(page.url, data)) <= 4


def test_keeping_what_is_typed_for_the_first_time_and_again(client, draft):
    page = open_step(client, draft, "vous")
    for age in ("36", "37"):
        assert statements(lambda age=age: page.type(**VOUS | {"age": age})) <= 4


def test_going_on_without_a_change_writes_nothing(client, draft):
    save(client, draft, "vous", **VOUS)
    page = open_step(client, draft, "vous")
    assert statements(lambda: client.post(page.url, {**page.fields, "action": "continue"})) <= 3


def test_reviewing(client, draft):
    save(client, draft, "vous", **VOUS)
    colleagues = 2  # the people of the enterprise, and its mandates
    newest = 1  # the version of the démarche that counts now
    assert statements(lambda: client.get(url("review", draft))) <= 5 + colleagues + newest
