"""A sign-in from a browser not seen before is told to the person by mail, and only then."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import KnownDevice, User
from accounts.profile.services import vouch_for_email
from accounts.sessions.devices import Device
from accounts.sessions.new_device import note_device
from accounts.tasks import forget_ended_sessions
from monespace.common.authors import SYSTEM
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from tests.support.checked_client import CheckedClient
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db

ADDRESS = "citoyen@exemple.be"
COOKIE = "appareil"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


def sign_in(federation, browser=None, persona="citoyen") -> CheckedClient:
    """Sign in from ``browser``, a new one unless given; return it."""
    federation.browser = browser or CheckedClient(headers={"User-Agent": FIREFOX})
    assert federation.deliver(federation.message(federation.ask(), persona=persona)).status_code == 302
    return federation.browser


@pytest.fixture
def person(federation) -> User:
    """Somebody who signed in once, from ``federation.browser``, and whose address is proved since."""
    sign_in(federation)
    user = User.objects.get()
    vouch_for_email(actor=SYSTEM, user=user, address=ADDRESS)
    return user


def told() -> list[Mail]:
    return list(Mail.objects.filter(template="new_device"))


def test_first_browser_is_no_news(federation, person):
    sign_in(federation, federation.browser)
    assert KnownDevice.objects.count() == 1
    assert told() == []


def test_new_browser_is_told_with_when_what_and_what_to_do(federation, person):
    sign_in(federation)
    drain()
    message = mail.outbox[-1]
    assert message.to == [ADDRESS]
    assert message.subject == "Nouvelle connexion à votre Espace"
    for body in (message.body, message.alternatives[0].content):
        assert "Firefox sur Windows" in body
        assert f"{timezone.localdate():%Y}" in body
        assert "/profil/sessions/" in body
        assert "078 79 01 02" in body
    assert Event.objects.filter(tag="person.new_device", actor_id=str(person.pk)).count() == 1


@pytest.mark.parametrize(("language", "word"), [("de", "auf"), ("nl", "op"), ("en", "on")])
def test_mail_speaks_the_language_of_the_person(federation, person, language, word):
    User.objects.update(language=language)
    sign_in(federation)
    written = told()[0]
    assert f"Firefox {word} Windows" in written.text
    assert "connexion" not in written.subject


def test_browser_is_known_the_next_time_and_after_a_sign_out(federation, person):
    browser = sign_in(federation)
    assert len(told()) == 1
    browser.post("/deconnexion/")
    sign_in(federation, browser)
    assert len(told()) == 1


def test_two_people_in_one_browser_share_nothing(federation, person):
    browser = sign_in(federation, federation.browser)
    sign_in(federation, browser, persona="gap")
    digests = list(KnownDevice.objects.values_list("user", "digest"))
    assert len({user for user, _digest in digests}) == 2
    assert len({digest for _user, digest in digests}) == 2


def test_cookie_is_long_lived_and_out_of_reach(federation, person, settings):
    settings.SESSION_COOKIE_SECURE = True
    browser = CheckedClient(headers={"User-Agent": FIREFOX})
    federation.browser = browser
    answer = federation.message(federation.ask())
    cookie = federation.deliver(answer).cookies["__Host-appareil"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)
    assert cookie["max-age"] == 400 * 24 * 3600
    assert cookie.value.rpartition(":")[0] not in str(KnownDevice.objects.values_list("digest", flat=True))


def test_number_made_up_by_somebody_is_not_taken(federation, person):
    browser = CheckedClient(headers={"User-Agent": FIREFOX})
    browser.cookies[COOKIE] = "devine:signature"
    sign_in(federation, browser)
    assert not browser.cookies[COOKIE].value.startswith("devine")
    assert len(told()) == 1


def test_person_without_an_address_gets_no_mail_and_the_journal_knows(federation, person):
    User.objects.update(email="")
    sign_in(federation)
    assert told() == []
    assert Event.objects.filter(tag="person.new_device").exists()


def test_browser_is_forgotten_400_days_after_its_last_sign_in(federation, person):
    with time_machine.travel(timezone.now() + timedelta(days=399), tick=False):
        forget_ended_sessions()
        assert KnownDevice.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=401), tick=False):
        forget_ended_sessions()
        assert not KnownDevice.objects.exists()


def test_sign_in_from_a_new_browser_costs_little_too(federation, person):
    with CaptureQueriesContext(connection) as queries:
        sign_in(federation)
    assert len(told()) == 1
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 15, "\n".join(asked)


@pytest.mark.django_db(transaction=True)
def test_two_sign_ins_at_once_from_one_browser_send_one_mail():
    person = PersonFactory(email=ADDRESS)
    note_device(actor=person, token="first", device=Device())
    race(*[lambda: note_device(actor=person, token="second", device=Device())] * 3)
    assert KnownDevice.objects.count() == 2
    assert len(told()) == 1
