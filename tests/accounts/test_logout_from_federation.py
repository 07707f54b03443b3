"""Somebody signs out everywhere at the simulated federation: it has the portal end what stands on it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Session, User
from accounts.saml.models import FederalSession
from accounts.tasks import forget_ended_sessions
from monespace.journal.models import Event
from tests.accounts.round_trips import Traveller
from tests.support.race import race

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("simulators")]


@pytest.fixture
def traveller():
    return Traveller()


def signs_out_everywhere(traveller):
    return traveller.federation.post("/fas/session/fin/")


def test_signing_out_there_ends_the_session_here_and_says_so_there(traveller):
    traveller.signs_in()
    answer = traveller.follows_to_portal(signs_out_everywhere(traveller))
    assert not traveller.is_known_here()
    assert "Vous êtes déconnecté partout" in traveller.follows_to_federation(answer).text
    event = Event.objects.about(User.objects.get()).last()
    assert (event.tag, event.actor_type, event.facts) == (
        "person.signed_out",
        "system",
        {"by": "federation"},
    )


def test_browser_that_carries_the_message_need_not_be_the_one_signed_in(traveller):
    traveller.signs_in()
    hidden_frame = Traveller(federation=traveller.federation)
    answer = hidden_frame.follows_to_portal(signs_out_everywhere(traveller))
    assert "Vous êtes déconnecté partout" in hidden_frame.follows_to_federation(answer).text
    assert not traveller.is_known_here()


def test_exactly_the_sessions_of_that_federal_session_end(traveller):
    elsewhere, somebody = Traveller(), Traveller()
    traveller.signs_in("citoyen")
    elsewhere.signs_in("citoyen")
    somebody.signs_in("gap")
    traveller.follows_to_portal(signs_out_everywhere(traveller))
    known = (traveller.is_known_here(), elsewhere.is_known_here(), somebody.is_known_here())
    assert known == (False, True, True)


@pytest.mark.parametrize("gone_on", [False, True], ids=["first sign-in", "after identifying again"])
def test_session_ends_by_any_sign_in_that_it_stands_on(traveller, gone_on):
    traveller.signs_in()
    if gone_on:
        first = FederalSession.objects.get()
        traveller.signs_in("citoyen", "eid", level="500")
        FederalSession.objects.exclude(pk=first.pk).delete()
    assert Session.objects.count() == 1
    traveller.follows_to_portal(signs_out_everywhere(traveller))
    assert not Session.objects.exists()
    assert not traveller.is_known_here()


def test_session_that_was_over_already_hinders_no_sign_out_there(traveller):
    traveller.signs_in()
    traveller.signs_out()
    answer = traveller.follows_to_portal(signs_out_everywhere(traveller))
    assert "Vous êtes déconnecté partout" in traveller.follows_to_federation(answer).text
    signed_out = Event.objects.about(User.objects.get()).filter(tag="person.signed_out")
    assert [event.facts for event in signed_out] == [{}], "nobody was signed out a second time"


def test_answer_of_a_federal_session_that_ended_meanwhile_brings_nobody_in(traveller):
    """The federation ends a session while an assertion of it is still on its way (Core 3.7.3.1)."""
    traveller.signs_in()
    late = traveller.identifies("citoyen", "eid", level="500")
    traveller.follows_to_portal(signs_out_everywhere(traveller))
    assert traveller.arrives(late).status_code == 400
    assert not traveller.is_known_here()
    assert Event.objects.filter(tag="sign_in.refused").get().facts["rule"] == "federal-session-ended"
    assert Event.objects.filter(tag="person.signed_in").count() == 1
    traveller.signs_in()
    assert traveller.is_known_here()


def test_what_sessions_stood_on_is_forgotten_a_day_later(traveller):
    traveller.signs_in()
    traveller.follows_to_portal(signs_out_everywhere(traveller))
    forget_ended_sessions()
    assert FederalSession.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        forget_ended_sessions()
    assert not FederalSession.objects.exists()


def test_what_living_sessions_stand_on_is_kept(traveller):
    traveller.signs_in()
    FederalSession.objects.update(begun_at=timezone.now() - timedelta(days=2))
    forget_ended_sessions()
    assert FederalSession.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_requests_under_way_meet_the_end_of_their_session_without_harm(traveller):
    traveller.signs_in()
    ending = signs_out_everywhere(traveller)

    def reads(path):
        browser = Client(raise_request_exception=False)
        browser.cookies = traveller.portal.cookies.copy()
        return browser.get(path).status_code

    def writes():
        browser = Client(raise_request_exception=False)
        browser.cookies = traveller.portal.cookies.copy()
        return browser.post("/langue/", {"page_language": "de"}).status_code

    outcomes = race(
        lambda: traveller.follows_to_portal(ending).status_code,
        lambda: reads("/profil/"),
        lambda: reads("/espaces/"),
        writes,
        lambda: reads("/session.json"),
    )
    assert outcomes[0] == 302
    assert {*outcomes[1:]} <= {200, 302, 400}
    assert not traveller.is_known_here()
    connection.close()
