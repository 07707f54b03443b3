"""A person sees where they are signed in, and ends any of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Session
from accounts.sessions.devices import Device
from accounts.sessions.services import SessionEnded, end_other_sessions, end_session
from monespace.journal.models import Event
from tests.support.checked_client import CheckedClient
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory, PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db

PAGE = reverse("accounts:sessions")
OTHERS = reverse("accounts:sessions_end_others")
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1"


@pytest.fixture
def person(client):
    return force_sign_in(client, PersonFactory())


@pytest.fixture
def phone(person):
    """The same person's other browser."""
    browser = CheckedClient()
    force_sign_in(browser, person, method="eid", level=500)
    session = browser.session
    session["device"] = "Safari/iPhone"
    session.save()
    return browser


def row_of(browser) -> Session:
    return Session.objects.of_key(browser.session.session_key).get()


def end(browser, row) -> object:
    return browser.post(reverse("accounts:sessions_end", args=[row.pk]))


def is_signed_in(browser) -> bool:
    return browser.get("/session.json").json()["authenticated"]


def tags(person) -> list[str]:
    return list(Event.objects.filter(subject_id=str(person.pk)).order_by("pk").values_list("tag", flat=True))


def test_page_tells_device_means_and_which_is_this_one(client, phone, django_assert_max_num_queries):
    client.get("/aide/")
    with django_assert_max_num_queries(4):
        page = client.get(PAGE).content.decode()
    assert page.index("Cette session") < page.index("Safari sur iPhone") < page.index("Carte d’identité")
    assert page.count("Terminer cette session") == 1


def test_page_holds_no_key_and_no_digest(client, phone):
    page = client.get(PAGE).content.decode()
    for browser in (client, phone):
        assert browser.session.session_key not in page
        assert row_of(browser).digest not in page
    assert str(row_of(phone).pk) in page


def test_ended_session_is_out_at_its_next_request(client, person, phone):
    assert is_signed_in(phone)
    assert end(client, row_of(phone)).url == PAGE
    assert not is_signed_in(phone)
    assert phone.get("/profil/").url.startswith("/connexion/")
    assert is_signed_in(client)
    assert tags(person)[-1] == "person.session_ended"


def test_ending_twice_changes_nothing_more(client, person, phone):
    row = row_of(phone)
    end(client, row)
    page = client.post(reverse("accounts:sessions_end", args=[row.pk]), follow=True)
    assert "Cette session était déjà terminée." in page.content.decode()
    assert tags(person).count("person.session_ended") == 1


def test_session_of_somebody_else_does_not_exist(client, person):
    theirs = CheckedClient()
    force_sign_in(theirs, PersonFactory())
    assert end(client, row_of(theirs)).status_code == 404
    assert is_signed_in(theirs)
    assert "person.session_ended" not in tags(person)


def test_all_others_end_and_this_one_goes_on(client, person, phone):
    third, theirs = CheckedClient(), CheckedClient()
    force_sign_in(third, person)
    force_sign_in(theirs, PersonFactory())
    page = client.post(OTHERS, follow=True).content.decode()
    assert "2 autres sessions sont terminées." in page
    assert [is_signed_in(browser) for browser in (client, phone, third, theirs)] == [True, False, False, True]
    assert "Aucune autre session" in client.post(OTHERS, follow=True).content.decode()
    assert tags(person).count("person.other_sessions_ended") == 1


@pytest.mark.parametrize("address", [OTHERS, PAGE + "00000000-0000-0000-0000-000000000000/terminer/"])
def test_looking_ends_nothing(client, phone, address):
    assert client.get(address).status_code == 405
    assert is_signed_in(phone)


@pytest.mark.parametrize(("make", "minutes"), [(PersonFactory, 30), (AgentFactory, 15)])
def test_page_shows_no_session_past_its_limit(client, make, minutes):
    person, other = make(), CheckedClient()
    with time_machine.travel(timezone.now() - timedelta(minutes=minutes), tick=False):
        force_sign_in(other, person)
    force_sign_in(client, person)
    assert Session.objects.filter(user=person).count() == 2
    assert client.get(PAGE).content.decode().count("Début de la session") == 1


def test_altered_row_is_not_shown(client, person, phone):
    assert "iPhone" in client.get(PAGE).content.decode()
    Session.objects.filter(pk=row_of(phone).pk).update(data="altered")
    assert "iPhone" not in client.get(PAGE).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_sessions_that_end_each_other_leave_one(client, person, phone):
    here, there = row_of(client), row_of(phone)
    outcomes = race(
        lambda: end_session(actor=person, asking=here, session_id=there.pk),
        lambda: end_other_sessions(actor=person, asking=there),
    )
    assert sum(isinstance(outcome, SessionEnded) for outcome in outcomes) == 1
    assert Session.objects.filter(user=person).count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (PHONE, "Safari sur iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox sur Windows",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge sur Linux",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
            "Chrome sur Android",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/17.5 Safari/605.1.15", "Safari sur Mac"),
        ("curl/8", "Appareil inconnu"),
        ("", "Appareil inconnu"),
        ("<script>alert(1)</script>" * 10_000, "Appareil inconnu"),
    ],
)
def test_device_is_told_in_plain_words(rf, said, words):
    device = Device.of(rf.get("/", headers={"User-Agent": said}))
    assert device.words == words
    assert Device.from_code(device.code) == device


def test_code_made_up_by_somebody_names_nothing():
    assert Device.from_code("Firefox/Windows") == Device("Firefox", "Windows")
    assert Device.from_code("Netscape/<b>") == Device()
