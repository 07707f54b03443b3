"""Pages and addresses around sign-in: the choice, the session, sign-out, language, profile."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.profile.forms import ProfileForm
from monespace.journal.models import Event
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

SIGN_IN = "/connexion/"


def links(response):
    return {
        a.get("data-method"): a.get("href")
        for a in parse(response.content.decode()).iter("a")
        if a.get("data-method")
    }


def test_visitor_chooses_between_card_and_itsme(client):
    offered = links(client.get(SIGN_IN))
    assert offered == {
        "eid": "/accounts/saml/fas/login/?method=eid",
        "itsme": "/accounts/saml/fas/login/?method=itsme",
    }


def test_destination_and_freshness_are_carried_on(client):
    offered = links(client.get(SIGN_IN, {"next": "/admin/", "fresh": "1"}))
    assert offered["itsme"] == "/accounts/saml/fas/login/?method=itsme&next=%2Fadmin%2F&fresh=1"


def test_only_the_card_is_offered_where_itsme_does_not_suffice(client):
    response = client.get(SIGN_IN, {"level": "500"})
    assert links(response) == {"eid": "/accounts/saml/fas/login/?method=eid&level=500"}
    assert "itsme ne suffit pas" in response.content.decode()


@pytest.mark.parametrize("next_url", ["https://evil.example/", "//evil.example", "javascript:x", "/" * 600])
def test_unsafe_destination_is_dropped(client, next_url):
    assert "next" not in links(client.get(SIGN_IN, {"next": next_url}))["itsme"]


def test_signed_in_person_goes_on_at_once(client):
    force_sign_in(client, PersonFactory())
    assert client.get(SIGN_IN, {"next": "/demarches/"})["Location"] == "/demarches/"


def test_signed_in_person_is_asked_again_for_more_or_fresher(client):
    force_sign_in(client, PersonFactory(), authenticated_at=timezone.now() - timedelta(hours=3))
    assert client.get(SIGN_IN).status_code == 302
    assert client.get(SIGN_IN, {"level": "500"}).status_code == 200
    assert client.get(SIGN_IN, {"fresh": "1"}).status_code == 200


def test_unknown_means_leads_back_to_the_choice(client):
    assert client.get("/accounts/saml/fas/login/?method=carrier-pigeon")["Location"] == SIGN_IN


def test_refused_sign_in_starts_again_with_its_destination(client, federation):
    federation.ask(next="/demarches/prime-velo/")
    refused = federation.post(b"<a/>")
    assert refused.status_code == 400
    assert "/connexion/?reprendre=1" in refused.content.decode()
    offered = links(client.get(SIGN_IN, {"reprendre": "1"}))
    assert "next=%2Fdemarches%2Fprime-velo%2F" in offered["eid"]


def test_session_json_says_nothing_of_a_stranger(client):
    assert client.get("/session.json").json() == {
        "authenticated": False,
        "subject": None,
        "level": 0,
        "method": None,
        "authenticated_at": None,
        "expires_in": 0,
        "expires_at_latest_in": 0,
    }


def test_session_json_says_how_and_how_long_for_who_is_signed_in(client):
    user = force_sign_in(client, PersonFactory(), level=500, method="eid")
    state = client.get("/session.json").json()
    assert set(state) == {
        "authenticated",
        "subject",
        "level",
        "method",
        "authenticated_at",
        "expires_in",
        "expires_at_latest_in",
    }
    assert (state["authenticated"], state["level"], state["method"]) == (True, 500, "eid")
    assert 29 * 60 < state["expires_in"] <= 30 * 60
    for personal in (user.first_name, user.last_name, user.email):
        assert personal not in str(state)


def test_sign_out_ends_the_session_and_speaks_of_the_federal_one(client):
    user = force_sign_in(client, PersonFactory())
    assert "Voulez-vous" in client.get("/deconnexion/").content.decode()
    response = client.post("/deconnexion/", follow=True)
    assert "fermez toutes les fenêtres" in response.content.decode()
    assert not client.get("/session.json").json()["authenticated"]
    assert Event.objects.about(user).last().tag == "person.signed_out"


def test_visitor_changes_language_and_returns_to_the_page(client):
    response = client.post("/langue/", {"page_language": "de", "next": "/demarches/?q=x"})
    assert response["Location"] == "/demarches/?q=x"
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "de"


def test_signed_in_person_keeps_the_language_on_the_profile(client):
    user = force_sign_in(client, PersonFactory())
    client.post("/langue/", {"page_language": "nl"})
    user.refresh_from_db()
    assert user.language == "nl"


@pytest.mark.parametrize("language", ["xx", ""])
def test_unknown_language_changes_nothing(client, language):
    response = client.post("/langue/", {"page_language": language, "next": "//evil.example/"})
    assert response["Location"] == reverse("pages:home")
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


def test_profile_shows_the_name_with_its_source(client):
    user = force_sign_in(client, PersonFactory())
    page = client.get("/profil/").content.decode()
    assert user.last_name in page
    assert "Registre national" in page


def test_profile_keeps_what_the_person_says(client):
    user = force_sign_in(client, PersonFactory())
    said = {"language": "de", "phone": "0470 12 34 56", "mail_pace": "daily"}
    response = client.post("/profil/", said)
    assert response.status_code == 302
    user.refresh_from_db()
    assert (user.language, user.phone, user.mail_pace) == ("de", "+32470123456", "daily")
    event = Event.objects.about(user).last()
    assert event.tag == "person.profile_changed"
    assert event.facts == {"fields": ["language", "mail_pace", "phone"]}


def test_people_are_written_to_at_once_until_they_choose_otherwise(client):
    user = force_sign_in(client, PersonFactory())
    page = client.get("/profil/").content.decode()
    assert user.mail_pace == "at_once"
    assert re.search(r'value="at_once"[^>]* checked', page)
    assert "Certains e-mails partent toujours aussitôt" in page


def test_page_that_does_not_ask_when_to_write_leaves_what_was_chosen(client):
    user = force_sign_in(client, PersonFactory(mail_pace="action"))
    assert client.post("/profil/", {"language": "de", "phone": ""}).status_code == 302
    user.refresh_from_db()
    assert (user.mail_pace, user.language) == ("action", "de")


@pytest.mark.parametrize("posted", ["", "never"])
def test_profile_without_a_known_choice_of_mails_changes_nothing_and_says_so(client, posted):
    user = force_sign_in(client, PersonFactory())
    said = {"language": "de", "phone": ""}
    assert client.post("/profil/", {**said, "mail_pace": "action"}).status_code == 302
    response = client.post("/profil/", {**said, "language": "nl", "mail_pace": posted})
    assert response.status_code == 200
    assert "mail_pace" in response.context["form"].errors
    user.refresh_from_db()
    assert (user.mail_pace, user.language) == ("action", "de")


def test_welcome_does_not_ask_when_to_write(client):
    force_sign_in(client, PersonFactory(profile_completed_at=None))
    assert "mail_pace" not in client.get("/profil/bienvenue/").content.decode()


def test_wrong_profile_is_explained_and_keeps_what_was_typed(client):
    user = force_sign_in(client, PersonFactory())
    response = client.post("/profil/", {"language": "nl", "phone": "12 rue"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "sans lettres ni texte" in page
    assert "12 rue" in page
    assert User.objects.get(pk=user.pk).language == "fr"


def test_profile_shows_the_telephone_as_people_write_it():
    user = PersonFactory.build(phone="+32470123456")
    assert ProfileForm.values_of(user)["phone"] == "+32 470 12 34 56"


def test_stranger_is_sent_to_sign_in_from_the_profile(client):
    assert client.get("/profil/")["Location"] == "/connexion/?next=/profil/"
