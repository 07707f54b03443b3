"""An address counts once its code came back: tries, time, resending, change, cancelling, sharing, races."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import EmailCode, User
from accounts.profile import codes, services
from accounts.profile.services import Outcome
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from tests.accounts.codes import last_code
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db

PROFILE = reverse("accounts:profile")
EMAIL = reverse("accounts:email")
CODE = reverse("accounts:email_code")
RESEND = reverse("accounts:email_resend")
OLD, NEW = "avant@exemple.be", "apres@exemple.be"


@pytest.fixture
def person(client):
    return force_sign_in(client, PersonFactory(email=OLD))


def ask(client, address=NEW) -> str:
    """Ask for an address and return the code its mail carries."""
    assert client.post(EMAIL, {"email": address})["Location"] == CODE
    drain()
    assert mail.outbox[-1].to == [address]
    return last_code()


def addresses(person) -> tuple[str, str]:
    person.refresh_from_db()
    return person.email, person.pending_email


def other_than(code: str) -> str:
    return f"{(int(codes.digits_of(code)) + 1) % 10**codes.DIGITS:06}"


def test_new_address_replaces_the_old_one_only_once_proved(client, person):
    code = ask(client)
    assert addresses(person) == (OLD, NEW)
    page = client.get(PROFILE).content.decode()
    assert OLD in page
    assert NEW in page
    assert client.post(CODE, {"code": code})["Location"] == PROFILE
    assert addresses(person) == (NEW, "")
    assert "Votre adresse e-mail est confirmée" in client.get(PROFILE).content.decode()


def test_old_address_is_told_what_to_do_and_not_what_replaced_it(client, person):
    client.post(CODE, {"code": ask(client)})
    drain()
    notice = mail.outbox[-1]
    assert notice.to == [OLD]
    assert "Ce n’est pas vous" in notice.body
    for text in (notice.subject, notice.body, notice.alternatives[0].content):
        assert NEW not in text


def test_first_address_has_no_old_one_to_tell(client):
    person = force_sign_in(client, PersonFactory(email=""))
    client.post(CODE, {"code": ask(client)})
    drain()
    assert len(mail.outbox) == 1
    assert addresses(person) == (NEW, "")


@pytest.mark.parametrize("style", ["{}{}", "{} {}", " {}-{} ", "{}\u00a0{}", "{}.{}\n"])
def test_code_is_understood_however_it_is_typed(client, person, style):
    digits = codes.digits_of(ask(client))
    assert client.post(CODE, {"code": style.format(digits[:3], digits[3:])}).status_code == 302


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_code_costs_no_try(client, person, typed):
    ask(client)
    assert client.post(CODE, {"code": typed}).status_code == 200
    assert EmailCode.objects.get().tries == 0


def test_five_wrong_tries_spend_the_code_and_a_new_one_works(client, person):
    code = ask(client)
    for left in (4, 3, 2, 1):
        assert f"Il vous reste {left} essai" in client.post(CODE, {"code": other_than(code)}).content.decode()
    assert "essayé trop de fois" in client.post(CODE, {"code": other_than(code)}).content.decode()
    assert "essayé trop de fois" in client.post(CODE, {"code": code}).content.decode()
    assert addresses(person) == (OLD, NEW)
    with time_machine.travel(timezone.now() + codes.AT_MOST_EVERY + timedelta(seconds=1), tick=False):
        client.post(RESEND)
        drain()
        assert client.post(CODE, {"code": last_code()}).status_code == 302
    assert addresses(person) == (NEW, "")


@pytest.mark.parametrize(("minutes", "status"), [(14, 302), (16, 200)])
def test_code_serves_for_fifteen_minutes(client, person, minutes, status):
    code = ask(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
        response = client.post(CODE, {"code": code})
    assert response.status_code == status
    if status == 200:
        assert "trop ancien" in response.content.decode()


def test_new_code_ends_the_one_before(client, person):
    first = ask(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        client.post(RESEND)
        drain()
        second = last_code()
        if first != second:
            assert client.post(CODE, {"code": first}).status_code == 200
        assert client.post(CODE, {"code": second}).status_code == 302


def test_impatient_clicks_send_one_mail(client, person):
    ask(client)
    for _click in range(3):
        client.post(RESEND)
        client.post(EMAIL, {"email": NEW})
    drain()
    assert len(mail.outbox) == 1


def test_sending_codes_is_limited(client, person):
    answers = [client.post(RESEND).status_code for _ in range(8)]
    assert answers == [302] * 6 + [429] * 2
    assert client.post(EMAIL, {"email": NEW}).status_code == 429


def test_trying_codes_is_limited_over_all_codes(client, person):
    ask(client)
    answers = [client.post(CODE, {"code": "000000"}).status_code for _ in range(22)]
    assert answers[-1] == 429
    assert addresses(person) == (OLD, NEW)


def test_code_is_kept_as_a_digest_and_leaves_the_stored_mail(client, person):
    code = ask(client)
    digits = codes.digits_of(code)
    stored = Mail.objects.get()
    for kept in (stored.text, stored.html):
        assert code not in kept
    assert stored.sealed_link == ""
    assert digits not in EmailCode.objects.get().digest
    for text in (mail.outbox[0].subject, str(list(Event.objects.about(person).values("facts")))):
        assert digits not in text
        assert code not in text


def test_code_of_one_person_does_not_confirm_for_another(client, person):
    code = ask(client)
    other = PersonFactory(email="", pending_email=NEW)
    services.send_code_again(actor=other)
    drain()
    if last_code() != code:
        assert services.confirm_email(actor=other, code=codes.digits_of(code)).outcome is Outcome.WRONG
    assert services.confirm_email(actor=person, code=codes.digits_of(code)).outcome is Outcome.CONFIRMED


def test_code_of_one_address_does_not_confirm_another(client, person):
    code = ask(client)
    User.objects.filter(pk=person.pk).update(pending_email="troisieme@exemple.be")
    assert client.post(CODE, {"code": code}).status_code == 200
    assert person.email == OLD


def test_two_people_share_an_address(client, person):
    partner = PersonFactory(email="")
    services.ask_email(actor=partner, address=OLD)
    drain()
    assert (
        services.confirm_email(actor=partner, code=codes.digits_of(last_code())).outcome is Outcome.CONFIRMED
    )
    assert addresses(partner) == addresses(person) == (OLD, "")


def test_pending_change_is_cancelled_and_its_code_with_it(client, person):
    code = ask(client)
    assert client.post(reverse("accounts:email_cancel"))["Location"] == PROFILE
    assert addresses(person) == (OLD, "")
    assert "est annulé" in client.post(CODE, {"code": code}).content.decode()
    assert addresses(person) == (OLD, "")


def test_asking_for_the_address_in_use_changes_nothing(client, person):
    client.post(EMAIL, {"email": OLD.upper()})
    drain()
    assert mail.outbox == []
    assert addresses(person) == (OLD, "")


def test_person_may_stop_receiving_mails_and_the_address_is_told(client, person):
    assert client.post(reverse("accounts:email_remove"))["Location"] == PROFILE
    drain()
    assert [sent.to for sent in mail.outbox] == [[OLD]]
    assert addresses(person) == ("", "")
    assert "dans Mon Espace" in client.get(PROFILE).content.decode()


def test_journal_says_what_happened_without_values(client, person):
    client.post(CODE, {"code": ask(client)})
    events = list(Event.objects.about(person))
    assert [event.tag for event in events] == ["person.email_asked", "person.email_confirmed"]
    assert [event.facts for event in events] == [{}, {}]


@pytest.mark.parametrize("language", ["fr", "de", "nl", "en"])
def test_mails_speak_the_language_of_the_person(client, language):
    person = PersonFactory(language=language, email=OLD, first_name="", last_name="Tenzin")
    services.ask_email(actor=person, address=NEW)
    drain()
    code = codes.digits_of(last_code())
    services.confirm_email(actor=person, code=code)
    drain()
    assert all(sent.extra_headers["Content-Language"] == language for sent in mail.outbox)
    assert all(" Tenzin," in sent.body for sent in mail.outbox)
    assert len({sent.subject for sent in mail.outbox}) == 2


@pytest.mark.django_db(transaction=True)
def test_guessing_at_once_counts_every_try():
    person = PersonFactory(email="")
    services.ask_email(actor=person, address=NEW)
    drain()
    wrong = other_than(last_code())
    checks = race(*[lambda: services.confirm_email(actor=person, code=wrong)] * 8)
    assert sorted(check.outcome.name for check in checks) == ["SPENT"] * 4 + ["WRONG"] * 4
    assert EmailCode.objects.get().tries == codes.MAX_TRIES


@pytest.mark.django_db(transaction=True)
def test_confirming_twice_at_once_changes_the_address_once():
    person = PersonFactory(email=OLD)
    services.ask_email(actor=person, address=NEW)
    drain()
    code = codes.digits_of(last_code())
    checks = race(*[lambda: services.confirm_email(actor=person, code=code)] * 4)
    assert [check.outcome for check in checks].count(Outcome.CONFIRMED) == 1
    drain()
    assert [sent.to for sent in mail.outbox].count([OLD]) == 1
