"""A session ends no later than the federation's, and every page says so in time (ADR 0062)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Session
from accounts.tasks import forget_ended_sessions
from monespace.simulators.fas.saml import NAMESPACES, stamp
from tests.accounts.federation import is_signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    """A clock that stands still until a test moves it, at a full second."""
    with time_machine.travel(timezone.now().replace(microsecond=0), tick=False) as traveller:
        yield traveller


def comes_in(federation, minutes, **how):
    """Sign in by an assertion whose session lasts so many minutes; None: it does not say."""
    message = federation.message(federation.ask(**how))
    if minutes is not None:
        statement = message.find(".//saml:AuthnStatement", NAMESPACES)
        statement.set("SessionNotOnOrAfter", stamp(timezone.now() + timedelta(minutes=minutes)))
    return federation.deliver(message)


@pytest.mark.parametrize("minutes", [5, 20, 60, 240])
def test_session_ends_at_the_very_moment(client, federation, clock, minutes):
    assert comes_in(federation, minutes).status_code == 302
    for _ in range(minutes - 1):
        clock.shift(timedelta(minutes=1))
        assert client.post("/session.json").json()["authenticated"], "it ends too early"
    assert client.get("/session.json").json()["expires_at_latest_in"] == 60
    clock.shift(timedelta(seconds=59))
    assert is_signed_in(client)
    clock.shift(timedelta(seconds=1))
    assert not is_signed_in(client)
    assert client.get("/profil/")["Location"].startswith("/connexion/")


@pytest.mark.parametrize("minutes", [None, 9 * 60, 60 * 24 * 365])
def test_a_later_end_or_none_prolongs_nothing(client, federation, clock, minutes):
    comes_in(federation, minutes)
    assert client.get("/session.json").json()["expires_at_latest_in"] == 8 * 3600
    for _ in range(8 * 3):
        clock.shift(timedelta(minutes=20))
        client.post("/session.json")
    assert not is_signed_in(client)


def test_every_page_says_when_it_ends_and_how_to_go_on(client, federation, clock):
    comes_in(federation, 5)
    end = timezone.localtime(timezone.now() + timedelta(minutes=5))
    for address in ("/", "/aide/", "/demarches/"):
        page = client.get(address).content.decode()
        assert f"Votre session prend fin à {end:%H:%M} et ne peut pas être prolongée" in page
        assert "/connexion/?fresh=1" in page


def test_nothing_is_said_long_before(client, federation, clock):
    comes_in(federation, 60)
    assert "ne peut pas être prolongée" not in client.get("/aide/").content.decode().partition("<dialog")[0]


def test_identifying_again_follows_the_newest_assertion(client, federation, clock):
    comes_in(federation, 5)
    assert client.get("/session.json").json()["expires_at_latest_in"] == 5 * 60
    comes_in(federation, 90)
    assert client.get("/session.json").json()["expires_at_latest_in"] == 90 * 60
    comes_in(federation, None)
    assert client.get("/session.json").json()["expires_at_latest_in"] == 8 * 3600
    assert Session.objects.count() == 1


@pytest.mark.parametrize("minutes", [0, -1, -60])
def test_session_that_is_over_brings_nobody_in(client, federation, clock, minutes):
    assert comes_in(federation, minutes).status_code == 400
    assert not is_signed_in(client)


def test_session_that_is_over_is_not_among_the_open_ones_and_is_forgotten(client, federation, clock):
    comes_in(federation, 5)
    row = Session.objects.get()
    assert Session.objects.open_of(row.user).exists()
    clock.shift(timedelta(minutes=5))
    assert not Session.objects.open_of(row.user).exists()
    clock.shift(timedelta(hours=23))
    forget_ended_sessions()
    assert Session.objects.exists()
    clock.shift(timedelta(hours=1))
    forget_ended_sessions()
    assert not Session.objects.exists()
