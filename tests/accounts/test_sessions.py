"""Sessions: how long they last, what keeps them alive, and what a copy of their table is worth."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Session
from accounts.tasks import forget_ended_sessions
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    """A clock that stands still until a test moves it."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def is_signed_in(client):
    return client.get("/session.json").json()["authenticated"]


@pytest.mark.parametrize(("is_staff", "idle"), [(False, 30), (True, 15)])
def test_session_ends_when_nothing_is_asked_for_long(client, clock, is_staff, idle):
    force_sign_in(client, PersonFactory(is_staff=is_staff))
    clock.shift(timedelta(minutes=idle, seconds=-1))
    assert is_signed_in(client)
    clock.shift(timedelta(seconds=1))
    assert not is_signed_in(client)
    assert client.get("/profil/").url.startswith("/connexion/")


@pytest.mark.parametrize(("is_staff", "hours"), [(False, 8), (True, 4)])
def test_session_ends_however_much_it_is_used(client, clock, is_staff, hours):
    force_sign_in(client, PersonFactory(is_staff=is_staff))
    for _ in range(hours * 6 - 1):
        clock.shift(timedelta(minutes=10))
        assert client.post("/session.json").json()["authenticated"]
    assert client.get("/session.json").json()["expires_in"] == 10 * 60
    clock.shift(timedelta(minutes=10))
    assert not is_signed_in(client)


def test_pages_keep_the_session_alive_and_its_warning_does_not(client, clock):
    force_sign_in(client, PersonFactory())
    clock.shift(timedelta(minutes=20))
    assert client.get("/session.json").json()["expires_in"] == 10 * 60
    assert client.get("/session.json").json()["expires_in"] == 10 * 60
    assert client.get("/profil/").status_code == 200
    assert client.get("/session.json").json()["expires_in"] == 30 * 60
    clock.shift(timedelta(seconds=30))
    assert client.post("/session.json").json()["expires_in"] == 30 * 60


def test_signs_of_life_are_written_once_a_minute(client, clock):
    force_sign_in(client, PersonFactory())
    client.get("/aide/")
    for seconds, writes in ((59, 0), (1, 1), (59, 0), (1, 1)):
        clock.shift(timedelta(seconds=seconds))
        with CaptureQueriesContext(connection) as queries:
            client.get("/aide/")
        assert sum(query["sql"].startswith("UPDATE") for query in queries) == writes


def test_session_and_person_are_one_statement(client, django_assert_num_queries):
    force_sign_in(client, PersonFactory())
    client.get("/session.json")
    with django_assert_num_queries(1):
        assert client.get("/session.json").json()["authenticated"]


def test_copy_of_the_table_opens_nothing(client):
    user = force_sign_in(client, PersonFactory())
    row = Session.objects.get()
    assert is_signed_in(client)
    assert client.session.session_key not in str(vars(row))
    client.cookies[settings.SESSION_COOKIE_NAME] = row.digest
    assert not is_signed_in(client)
    assert row.user == user


def test_blocked_person_is_out_at_the_next_request(client):
    user = force_sign_in(client, PersonFactory())
    assert is_signed_in(client)
    user.is_active = False
    user.save()
    assert not is_signed_in(client)


def test_row_pointing_to_somebody_else_opens_nothing(client):
    force_sign_in(client, PersonFactory())
    assert is_signed_in(client)
    Session.objects.update(user=PersonFactory())
    assert not is_signed_in(client)


def test_ended_sessions_are_forgotten(client, clock):
    force_sign_in(client, PersonFactory())
    clock.shift(timedelta(hours=24, minutes=29))
    forget_ended_sessions()
    assert Session.objects.count() == 1
    clock.shift(timedelta(minutes=1))
    forget_ended_sessions()
    assert not Session.objects.exists()


def test_session_used_until_its_last_minute_is_forgotten_a_day_later_too(client, clock):
    force_sign_in(client, PersonFactory())
    for _ in range(8 * 6 - 1):
        clock.shift(timedelta(minutes=10))
        assert client.post("/session.json").json()["authenticated"]
    clock.shift(timedelta(minutes=9))
    assert is_signed_in(client)
    clock.shift(timedelta(days=1))
    forget_ended_sessions()
    assert Session.objects.exists(), "it ended less than a day ago"
    clock.shift(timedelta(minutes=1))
    forget_ended_sessions()
    assert not Session.objects.exists()


def test_near_the_absolute_end_every_page_says_when_and_json_too(client, clock):
    force_sign_in(client, PersonFactory())
    for _ in range(30):
        clock.shift(timedelta(minutes=15))
        assert "Votre session prend fin à" not in client.get("/profil/").content.decode()
    clock.shift(timedelta(minutes=16))
    state = client.get("/session.json").json()
    assert state["expires_in"] == state["expires_at_latest_in"] == 14 * 60
    page = client.get("/profil/").content.decode()
    assert "Votre session prend fin à" in page
    assert 'href="/connexion/?fresh=1&amp;next=/profil/"' in page


def test_signing_in_anew_begins_a_whole_session(client, clock):
    person = force_sign_in(client, PersonFactory())
    for _ in range(31):
        clock.shift(timedelta(minutes=15))
        client.get("/aide/")
    request = client.get("/aide/").wsgi_request
    request.session.cycle_key()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    state = client.get("/session.json").json()
    assert (state["subject"], state["expires_at_latest_in"]) == (str(person.pk), 8 * 3600)


def test_help_and_profile_say_how_long_a_session_lasts(client):
    page = client.get("/aide/").content.decode()
    assert "30 minutes sans activité, et 8 heures" in page
    assert "15 minutes et de 4 heures" in page
    for make, words in (
        (PersonFactory, "30 minutes sans activité, et 8"),
        (AgentFactory, "15 minutes sans activité, et 4"),
    ):
        force_sign_in(client, make())
        assert words in client.get("/profil/").content.decode()


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_the_statement_of_every_request_reads_what_querysets_read(client):
    """Each column of the session and of its person, filled (ADR 0079)."""
    person = force_sign_in(client, PersonFactory(is_staff=True, last_login=timezone.now()))
    row = Session.objects.select_related("user").get(user=person)
    Session.objects.update(federation_ends_at=timezone.now())
    read = Session.objects.get_with_person(client.cookies[settings.SESSION_COOKIE_NAME].value)
    row.refresh_from_db()
    assert columns(read) == columns(row)
    assert None not in columns(row).values()
    assert columns(read.user) == columns(row.user)
    assert [name for name, value in columns(row.user).items() if value is None] == []
