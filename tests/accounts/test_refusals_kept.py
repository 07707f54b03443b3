"""The journal says why a sign-in was refused, and no flood of junk fills it."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from structlog.testing import capture_logs

from accounts import saml
from accounts.models import User
from monespace.journal.models import Event
from monespace.journal.querysets import Subject
from tests.support.checked_client import CheckedClient
from tests.support.client import federation_answer, force_sign_in, sign_in
from tests.support.factories import AgentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("simulators")]

ACS = "/accounts/saml/fas/acs/"
FINISH = "/accounts/saml/fas/acs/finish/"


def kept():
    return Event.objects.filter(tag="sign_in.refused").order_by("pk")


def test_refusal_is_found_by_the_reference_of_its_page(client):
    page = client.post(ACS, {"SAMLResponse": "%%%"})
    event = Event.objects.about(Subject("sign_in", page.context["reference"])).get()
    assert event.facts == {"refusal": "INVALID_RESPONSE", "rule": "base64"}
    assert (event.actor_type, event.actor_id) == ("system", "")
    agent = CheckedClient()
    force_sign_in(agent, AgentFactory(group="supervisor"), level=500, method="eid")
    found = agent.get("/admin/journal/event/", {"q": page.context["reference"]})
    assert "sign_in.refused" in found.content.decode()
    assert "base64" in found.content.decode()


def test_flood_from_one_client_fills_the_logs_and_not_the_journal(client):
    with capture_logs() as logs:
        pages = [client.post(ACS, {"SAMLResponse": "%%%"}) for _ in range(15)]
    assert {page.status_code for page in pages} == {400}
    assert len([entry for entry in logs if entry["event"] == "sign_in_refused"]) == 15
    assert kept().count() == 10
    client.post(ACS, {"SAMLResponse": "%%%"}, REMOTE_ADDR="192.0.2.7")
    assert kept().count() == 11


def test_flood_from_many_clients_is_bounded_too(client, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"refused_message_of_all": (5, 3600)}
    for host in range(8):
        client.post(ACS, {"SAMLResponse": "%%%"}, REMOTE_ADDR=f"192.0.2.{host}")
    assert kept().count() == 5


def test_clients_without_an_address_count_as_one(client):
    for _ in range(12):
        assert client.post(ACS, {"SAMLResponse": "%%%"}, REMOTE_ADDR="").status_code == 400
    assert kept().count() == 10


def test_refusal_of_a_known_person_names_the_person_whatever_came_before(client):
    sign_in(client, "citoyen")
    User.objects.update(is_active=False)
    for _ in range(12):
        client.post(ACS, {"SAMLResponse": "%%%"})
    assert sign_in(CheckedClient(), "citoyen").status_code == 403
    event = kept().last()
    assert event.facts == {"refusal": "BLOCKED", "rule": "blocked"}
    assert event.actor_id == str(User.objects.get().pk)


def test_refusal_of_an_unknown_person_names_nobody(client):
    answer = federation_answer(client, "citoyen")
    stranger = CheckedClient()
    stranger.get(stranger.post(ACS, answer)["Location"])
    event = kept().get()
    assert event.facts == {"refusal": "UNKNOWN_REQUEST", "rule": "pending"}
    assert event.actor_id == ""


def test_cancelling_and_strolling_are_no_matter_for_the_journal(client):
    answer = federation_answer(client, "citoyen", action="cancel")
    assert client.get(client.post(ACS, answer)["Location"]).status_code == 403
    assert CheckedClient().get(FINISH).status_code == 400
    assert not kept().exists()


def rules_in_the_code():
    """Return every rule's name: the last words of the calls that refuse."""
    calls = {"demand", "refuse", "only", "text", "instant", "Refused"}
    for path in Path(saml.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in calls and node.args:
                rule = node.args[-1]
                if isinstance(rule, ast.Constant) and isinstance(rule.value, str):
                    yield rule.value


def test_every_rule_is_explained_to_whoever_finds_it():
    runbook = Path(settings.BASE_DIR, "docs", "runbooks", "sign-in-refused.md").read_text()
    missing = {rule for rule in rules_in_the_code() if f"`{rule}`" not in runbook}
    assert not missing
    assert len(set(rules_in_the_code())) > 40
