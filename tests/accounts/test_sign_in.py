"""A person signs in through the simulated federation, in its own process, end to end."""

from datetime import datetime

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import ConsumedAssertion, NationalIdentity, Session, User
from monespace.journal.models import Event
from monespace.simulators.personas import PERSONAS
from tests.accounts.federation import is_signed_in
from tests.support.checked_client import CheckedClient
from tests.support.client import federation_answer, sign_in

pytestmark = pytest.mark.django_db

ACS = "/accounts/saml/fas/acs/"


def tags(user):
    return [event.tag for event in Event.objects.about(user)]


def test_person_arrives_where_they_were_going_when_the_federation_vouches(client):
    response = sign_in(client, "citoyen", next="/demarches/?q=velo&page=2")
    assert response.status_code == 302
    assert response["Location"] == "/demarches/?q=velo&page=2"
    assert User.objects.get().display_name == "Antoine Delvaux"
    assert is_signed_in(client)


def test_person_without_destination_arrives_at_their_spaces(client):
    assert sign_in(client, "citoyen")["Location"] == reverse("enterprises:spaces")


def test_destination_on_another_site_is_dropped(client):
    assert sign_in(client, "citoyen", next="//evil.example/")["Location"] == reverse("enterprises:spaces")


@pytest.mark.parametrize(("method", "level"), [("eid", 500), ("itsme", 450)])
def test_session_says_how_and_when_the_person_proved_who_they_are(client, method, level):
    sign_in(client, "citoyen", method)
    session = client.session
    assert (session["level"], session["method"]) == (level, method)
    proved_at = datetime.fromisoformat(session["authenticated_at"])
    assert abs((timezone.now() - proved_at).total_seconds()) < 30


def test_session_row_holds_nothing_personal(client):
    sign_in(client, "citoyen")
    row = client.session.load()
    assert set(row) == {
        "_auth_user_id",
        "_auth_user_backend",
        "_auth_user_hash",
        "level",
        "method",
        "authenticated_at",
        "device",
    }
    persona = PERSONAS["citoyen"]
    for personal in (persona.national_number, persona.first_name, persona.last_name, persona.mail):
        assert personal not in str(row)


def test_national_number_is_found_but_not_readable_in_the_database(client):
    sign_in(client, "citoyen")
    number = PERSONAS["citoyen"].national_number
    identity = NationalIdentity.objects.of_number(number).get()
    assert number not in identity.encrypted_number
    assert number not in identity.blind_index
    assert identity.user == User.objects.get()


def test_second_sign_in_finds_the_same_person_and_refreshes_the_name(client):
    sign_in(client, "citoyen")
    User.objects.update(first_name="Anton")
    sign_in(CheckedClient(), "citoyen", "eid")
    user = User.objects.get()
    assert user.first_name == "Antoine"
    assert tags(user) == [
        "person.created",
        "person.signed_in",
        "person.renamed",
        "person.signed_in",
        "person.new_device",
    ]


def test_mail_of_the_federation_matches_nobody(client):
    User.objects.create(last_name="Autre", email=PERSONAS["citoyen"].mail)
    sign_in(client, "citoyen")
    assert User.objects.get(email=PERSONAS["citoyen"].mail).last_name == "Autre"
    assert User.objects.get(pending_email=PERSONAS["citoyen"].mail).last_name == "Delvaux"


def test_contact_address_chosen_by_the_person_stays(client):
    sign_in(client, "citoyen")
    User.objects.update(email="ailleurs@exemple.be")
    sign_in(CheckedClient(), "citoyen")
    assert User.objects.get().email == "ailleurs@exemple.be"


def test_person_without_first_name_comes_in(client):
    sign_in(client, "un-seul-nom")
    assert User.objects.get().display_name == "Tenzin"


def test_german_speaker_reads_german_after_sign_in(client):
    response = sign_in(client, "citoyenne-de")
    assert User.objects.get().language == "de"
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "de"


def test_session_key_changes_at_every_sign_in(client):
    sign_in(client, "citoyen")
    before = client.session.session_key
    sign_in(client, "citoyen", "eid")
    assert client.session.session_key != before
    assert Session.objects.count() == 1
    assert not client.session.exists(before)


def test_nothing_is_kept_before_the_federation_answers(client):
    federation_answer(client, "citoyen")
    assert not Session.objects.exists()


def test_cancelling_says_so_and_keeps_the_destination(client):
    answer = federation_answer(client, "citoyen", action="cancel", next="/demarches/")
    response = client.get(client.post(ACS, answer)["Location"])
    assert response.status_code == 403
    assert "annulée" in response.content.decode()
    assert "/connexion/?next=%2Fdemarches%2F" in response.content.decode()
    assert not is_signed_in(client)
    assert not User.objects.exists()


def test_level_below_what_was_asked_is_refused(client):
    answer = federation_answer(client, "citoyen", action="too_low")
    response = client.post(ACS, answer)
    assert response.status_code == 403
    assert "moins sûr" in response.content.decode()
    assert not User.objects.exists()


def test_itsme_is_refused_where_the_card_is_needed(client):
    answer = federation_answer(client, "citoyen", "itsme", level="500")
    response = client.get(client.post(ACS, answer)["Location"])
    assert response.status_code == 403
    assert "level=500" in response.content.decode()


def test_answer_serves_once(client):
    answer = federation_answer(client, "citoyen")
    cookies = client.cookies.copy()
    assert client.get(client.post(ACS, answer)["Location"]).status_code == 302
    thief = CheckedClient()
    thief.cookies = cookies
    response = thief.get(thief.post(ACS, answer)["Location"])
    assert response.status_code == 400
    assert "déjà" in response.content.decode()
    assert not is_signed_in(thief)
    assert ConsumedAssertion.objects.count() == 2


def test_answer_is_refused_in_a_browser_that_did_not_ask(client):
    answer = federation_answer(client, "citoyen")
    stranger = CheckedClient()
    response = stranger.get(stranger.post(ACS, answer)["Location"])
    assert response.status_code == 400
    assert "ne correspond à aucune connexion" in response.content.decode()
    assert not is_signed_in(stranger)
    assert client.get(client.post(ACS, answer)["Location"]).status_code == 302


def test_two_tabs_sign_in_one_after_the_other(client):
    first = federation_answer(client, "citoyen", next="/demarches/")
    second = federation_answer(client, "citoyen", next="/aide/")
    assert client.get(client.post(ACS, first)["Location"])["Location"] == "/demarches/"
    assert client.get(client.post(ACS, second)["Location"])["Location"] == "/aide/"


def test_going_back_to_the_last_step_leads_on_when_signed_in(client):
    sign_in(client, "citoyen")
    assert client.get("/accounts/saml/fas/acs/finish/")["Location"] == reverse("enterprises:spaces")


def test_blocked_person_is_told_whom_to_call(client):
    sign_in(client, "citoyen")
    User.objects.update(is_active=False)
    blocked = CheckedClient()
    response = sign_in(blocked, "citoyen")
    assert response.status_code == 403
    assert "suspendu" in response.content.decode()
    assert not is_signed_in(blocked)
