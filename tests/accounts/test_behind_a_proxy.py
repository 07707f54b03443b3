"""Behind a proxy, with any Host, and after half an hour at the federal service: the sign-in goes as usual."""

from datetime import timedelta
from itertools import product

import pytest
import time_machine
from django.utils import timezone
from lxml import etree

from accounts.saml.flow.pending import LIFETIME_SECONDS
from monespace.simulators.fas.saml import NAMESPACES
from tests.accounts.federation import is_signed_in

pytestmark = pytest.mark.django_db

HOSTS = [
    {},
    {"HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_HOST": "localhost"},
    {"HTTP_X_FORWARDED_PORT": "8443", "HTTP_X_FORWARDED_PREFIX": "/evil"},
]
PROTOCOLS = [{}, {"HTTP_X_FORWARDED_PROTO": "https"}, {"HTTP_X_FORWARDED_PROTO": "http"}]
PROXIES = [host | protocol for host, protocol in product(HOSTS, PROTOCOLS)]


@pytest.fixture(params=PROXIES, ids=lambda headers: " ".join(headers.values()) or "direct")
def proxied(request, client):
    """Return the browser as it reaches us through a proxy."""
    client.defaults.update(request.param)
    return client


def test_addresses_come_from_the_setting_only(proxied, federation, settings):
    acs = f"{settings.SITE_URL}/accounts/saml/fas/acs/"
    assert federation.ask().acs == acs
    root = etree.fromstring(proxied.get("/accounts/saml/fas/metadata/").content)
    assert root.get("entityID") == settings.SAML_SP_ENTITY_ID
    assert {node.get("Location") for node in root.iterfind(".//md:AssertionConsumerService", NAMESPACES)} == {
        acs
    }


def test_sign_in_goes_as_usual(proxied, federation):
    response = federation.deliver(federation.message(federation.ask(next="/demarches/")))
    assert (response.status_code, response["Location"]) == (302, "/demarches/")
    assert is_signed_in(proxied)


@pytest.mark.parametrize("minutes", [30, LIFETIME_SECONDS // 60 - 1])
def test_person_who_takes_time_at_the_federal_service_is_welcomed(client, federation, minutes):
    asked = federation.ask(next="/demarches/")
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        response = federation.deliver(federation.message(asked))
        assert (response.status_code, response["Location"]) == (302, "/demarches/")
        assert is_signed_in(client)


def test_person_who_takes_more_than_two_hours_starts_again(client, federation):
    asked = federation.ask()
    with time_machine.travel(timezone.now() + timedelta(seconds=LIFETIME_SECONDS + 60)):
        response = federation.deliver(federation.message(asked))
        assert response.status_code == 400
        assert "/connexion/" in response.content.decode()
        assert not is_signed_in(client)


def test_patience_makes_no_old_answer_good(client, federation):
    asked = federation.ask()
    old = federation.message(asked)
    with time_machine.travel(timezone.now() + timedelta(minutes=30)):
        assert federation.deliver(old).status_code == 400
        assert federation.deliver(federation.message(asked)).status_code == 302
