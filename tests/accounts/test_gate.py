"""The first sign-in: one page, once, before everything that waits for it, and nobody is locked out."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import EmailCode, User
from enterprises.rights.permissions import Role
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from tests.accounts.codes import last_code
from tests.filling.factories import publish
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import InvitationFactory
from tests.support.factories import PersonFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

WELCOME = reverse("accounts:welcome")
CODE = reverse("accounts:email_code")
SPACES = reverse("enterprises:spaces")
DESTINATION = "/espace/citoyen/?vue=1"
ANSWERS = {"language": "fr", "email": "elodie@exemple.be", "phone": ""}


@pytest.fixture
def newcomer(client):
    """Somebody who has just signed in for the first time; the federation proposed an address."""
    person = PersonFactory(profile_completed_at=None, email="", pending_email="proposee@exemple.be")
    return force_sign_in(client, person)


def led_to(response) -> tuple[str, str]:
    """Return where a redirect leads, and what it keeps as ``next``."""
    assert response.status_code == 302
    target = urlsplit(response["Location"])
    return target.path, parse_qs(target.query).get("next", [""])[0]


@pytest.mark.parametrize(
    "waiting", [SPACES, DESTINATION, "/demarches/essai/commencer/", "/espace/citoyen/dossiers/"]
)
def test_pages_wait_for_the_profile_and_the_destination_survives(client, newcomer, waiting):
    publish()
    assert led_to(client.get(waiting)) == (WELCOME, waiting)
    response = client.post(WELCOME, {**ANSWERS, "next": waiting})
    assert led_to(response) == (CODE, waiting)
    drain()
    response = client.post(CODE, {"code": last_code(), "next": waiting})
    assert response["Location"] == waiting
    assert client.get(waiting).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "accounts:profile",
        "accounts:email",
        "accounts:sign_out",
        "accounts:session_state",
        "pages:help",
        "pages:home",
        "pages:privacy",
        "dossiers:catalogue",
        "enterprises:access_help",
    ],
)
def test_pages_that_help_or_let_go_never_wait(client, newcomer, name):
    assert client.get(reverse(name)).status_code == 200


def test_invitation_may_be_read_first(client, newcomer):
    InvitationFactory(token="secret", role=Role.LECTEUR)
    response = client.get(reverse("enterprises:invitation", kwargs={"token": "secret"}))
    assert response.status_code == 200
    assert "Lecteur" in response.content.decode()


def test_language_and_sign_out_never_wait(client, newcomer):
    assert client.post("/langue/", {"page_language": "de", "next": WELCOME})["Location"] == WELCOME
    assert client.post("/deconnexion/")["Location"] == "/deconnexion/"


def test_page_proposes_what_the_federation_said(client, newcomer):
    page = parse(client.get(WELCOME).content.decode())
    assert page.find(".//input[@name='email']").get("value") == "proposee@exemple.be"
    assert page.find(".//input[@name='language'][@checked]").get("value") == newcomer.language


def test_nothing_is_written_to_a_proposed_address_before_the_person_asks(client, newcomer):
    client.get(WELCOME)
    drain()
    assert mail.outbox == []


def test_answers_are_kept_and_journaled_without_their_values(client, newcomer):
    response = client.post(WELCOME, {**ANSWERS, "language": "nl", "phone": "0470 12 34 56"})
    assert led_to(response) == (CODE, "")
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "nl"
    newcomer.refresh_from_db()
    assert (newcomer.language, newcomer.phone) == ("nl", "+32470123456")
    assert (newcomer.email, newcomer.pending_email) == ("", "elodie@exemple.be")
    events = Event.objects.about(newcomer)
    assert {"person.profile_completed", "person.profile_changed", "person.email_asked"} == {
        e.tag for e in events
    }
    assert "elodie" not in str([event.facts for event in events])


def test_person_without_an_address_goes_on_and_is_told_where_to_read_the_news(client, newcomer):
    response = client.post(
        WELCOME, {"language": "fr", "email": "proposee@exemple.be", "no_email": "on", "next": SPACES}
    )
    assert response["Location"] == SPACES
    assert "Vous suivrez vos dossiers ici" in client.get(SPACES).content.decode()
    newcomer.refresh_from_db()
    assert (newcomer.email, newcomer.pending_email) == ("", "")
    drain()
    assert mail.outbox == []
    assert not EmailCode.objects.exists()


def test_an_address_that_refuses_mails_is_said_where_people_arrive(client, newcomer):
    client.post(WELCOME, {**ANSWERS, "next": DESTINATION})
    drain()
    client.post(CODE, {"code": last_code()})
    pages = ("/espace/citoyen/", SPACES, "/profil/")
    assert not [page for page in pages if "refuse nos e-mails" in client.get(page).content.decode()]
    Mail.objects.update(sent_at=None, refused_at=timezone.now())
    for visited in pages:
        assert "refuse nos e-mails" in client.get(visited).content.decode()
    newcomer.refresh_from_db()
    User.objects.filter(pk=newcomer.pk).update(email="nouvelle@example.org")
    assert "refuse nos e-mails" not in client.get(SPACES).content.decode()


def test_person_goes_on_without_the_code_and_a_notice_stays(client, newcomer):
    client.post(WELCOME, {**ANSWERS, "next": DESTINATION})
    page = parse(client.get(f"{CODE}?next=/espace/citoyen/").content.decode())
    later = next(link for link in page.iter("a") if (link.text or "").strip() == "Plus tard")
    assert later.get("href") == "/espace/citoyen/"
    for visited in ("/espace/citoyen/", SPACES):
        assert "pas encore confirmée" in client.get(visited).content.decode()
    drain()
    client.post(CODE, {"code": last_code()})
    assert "pas encore confirmée" not in client.get(SPACES).content.decode()


def test_page_is_asked_once(client, newcomer):
    client.post(WELCOME, ANSWERS)
    assert client.get(SPACES).status_code == 200
    assert client.get(f"{WELCOME}?next={SPACES}")["Location"] == SPACES
    client.post(WELCOME, {**ANSWERS, "language": "de"})
    assert User.objects.get(pk=newcomer.pk).language == "fr"
    assert Event.objects.about(newcomer).filter(tag="person.profile_completed").count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"email": ""}, "ou cochez"),
        ({"email": "pas-une-adresse"}, "Indiquez une adresse e-mail complète"),
        ({"language": "xx"}, "language"),
        ({"phone": "12"}, "indiquez un numéro complet"),
    ],
)
def test_wrong_answers_are_explained_and_nothing_typed_is_lost(client, newcomer, wrong, words):
    typed = {**ANSWERS, "next": DESTINATION, **wrong}
    response = client.post(WELCOME, typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Il y a un problème" in page
    assert words in page
    assert DESTINATION.replace("&", "&amp;") in page
    newcomer.refresh_from_db()
    assert newcomer.profile_completed_at is None


def test_destination_on_another_site_is_dropped(client, newcomer):
    response = client.post(WELCOME, {"language": "fr", "no_email": "on", "next": "https://evil.example/"})
    assert response["Location"] == SPACES


def test_agent_enters_the_agents_site_without_the_page(client):
    agent = PersonFactory(profile_completed_at=None, is_staff=True)
    force_sign_in(client, agent, level=500, method="eid")
    assert client.get("/admin/").status_code != 302


def test_address_of_the_federation_waits_for_its_proof(client, federation):
    asked = federation.ask()
    response = federation.deliver(federation.message(asked, persona="nouvelle"))
    assert response["Location"] == SPACES
    assert led_to(client.get(SPACES)) == (WELCOME, SPACES)
    person = User.objects.get()
    assert (person.email, person.pending_email) == ("", "elodie.noel@exemple.be")
