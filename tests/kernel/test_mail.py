"""Mails: built in the person's language, stored, sent once, by SMTP, as a receiver needs them."""

import copy
import email
import email.policy
from pathlib import Path

import html5lib
import pytest
from aiosmtpd.controller import Controller
from django.core import mail as django_mail
from django.db import transaction
from django.utils import translation

from accounts.person import is_email_refused
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.models import Mail
from monespace.mail.services import send_mail
from monespace.outbox.models import Message
from monespace.outbox.services import enqueue, replay
from monespace.outbox.testing import drain, let_pass
from tests.support.servers import free_port

PROBE = MailKind("probe", Unlimited.OWN)
CONTEXT = {"demarche": "Prime & vélo <test>"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _probe_templates(settings):
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")


def send(person, language="fr"):
    return send_mail(kind=PROBE, to_user=person, context=CONTEXT, language=language)


def test_mail_is_stored_then_sent_once(person, django_assert_num_queries):
    send(person)
    with django_assert_num_queries(2):
        mail = send(person)
    assert django_mail.outbox == []
    assert drain() == ["mail.send", "mail.send"]
    mail.refresh_from_db()
    assert mail.sent_at
    with transaction.atomic():
        enqueue("mail.send", mail_id=mail.pk)
    assert drain() == ["mail.send"]
    assert [message.to for message in django_mail.outbox] == [["marqueur@example.org"]] * 2
    assert Message.objects.filter(lane="mail").count() == 2


def test_subject_and_payload_hold_nothing_personal(person):
    mail = send(person)
    assert mail.subject == "Mon Espace : Prime & vélo <test>"
    assert Message.objects.get().payload == {"mail_id": str(mail.pk)}
    assert str(mail) == f"mail {mail.pk}"


def test_text_and_html_say_the_same_with_contact_and_warning(person, settings):
    mail = send(person)
    assert "Bonjour Marqueur Lambert, « Prime & vélo <test> »" in mail.text
    assert "Bonjour Marqueur Lambert, « Prime &amp; vélo &lt;test&gt; »" in mail.html
    for body in (mail.text, mail.html):
        assert "Mon Espace" in body
        assert settings.HELPDESK_EMAIL in body
        assert settings.HELPDESK_PHONE in body
        assert "ne vous demandera jamais votre code PIN" in body
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(mail.html)
    assert document.get("lang") == "fr"
    assert document.find(".//table") is None


@pytest.mark.parametrize("language", ["de", "nl", "en"])
def test_mail_is_in_the_persons_language_whatever_the_page_was_in(person, language):
    with translation.override("fr"):
        mail = send(person, language)
        assert translation.get_language() == "fr"
    assert mail.language == language
    assert f'<html lang="{language}">' in mail.html


def test_person_without_address_gets_no_mail(person):
    person.email = ""
    assert send(person) is None
    assert (Mail.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_mail_is_refused_outside_a_transaction_and_lost_with_it(person):
    with pytest.raises(transaction.TransactionManagementError):
        send(person)
    with transaction.atomic():
        send(person)
        transaction.set_rollback(True)
    assert (Mail.objects.count(), Message.objects.count()) == (0, 0)


class Mailbox:
    """An SMTP server's memory, which can refuse."""

    def __init__(self) -> None:
        self.refusal = self.unknown = None
        self.received = []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 - as below
        if self.unknown:
            return self.unknown
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name aiosmtpd calls
        self.received.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.refusal or "250 OK"


@pytest.fixture
def mailbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield mailbox
    controller.stop()


def test_receiver_gets_both_forms_and_recognises_a_repeat(person, mailbox):
    mail = send(person, "de")
    drain()
    Mail.objects.update(sent_at=None)
    with transaction.atomic():
        enqueue("mail.send", mail_id=mail.pk)
    drain()
    first, again = mailbox.received
    assert first["Message-ID"] == again["Message-ID"] == f"<{mail.pk}@127.0.0.1>"
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Content-Language"] == "de"
    assert first["Subject"] == mail.subject
    assert first["From"] == "Mon Espace <ne-pas-repondre@monespace.wallonie.be>"
    assert first["Date"]
    assert first.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in first.iter_parts()] == ["text/plain", "text/html"]
    assert first.get_body(("plain",)).get_content().splitlines() == mail.text.splitlines()


def test_mail_is_sent_later_when_the_server_refuses_for_now(person, mailbox):
    mailbox.refusal = "451 try again later"
    mail = send(person)
    assert drain() == []
    mail.refresh_from_db()
    assert mail.sent_at is None
    assert Message.objects.get().last_error == "SMTPDataError"
    mailbox.refusal = None
    let_pass(Message.objects.get().available_at - Message.objects.get().created_at)
    assert drain() == ["mail.send"]
    mail.refresh_from_db()
    assert mail.sent_at


@pytest.mark.parametrize("refusal", ["550 no such mailbox", "552 mailbox full", "554 not wanted"])
def test_final_refusal_ends_the_attempts_and_is_told_on_pages(person, mailbox, refusal):
    mail = send(person)
    assert not is_email_refused(person)
    mailbox.refusal = refusal
    assert drain() == []
    mail.refresh_from_db()
    assert (mail.sent_at, bool(mail.refused_at)) == (None, True)
    message = Message.objects.get()
    assert (message.last_error, message.attempts, bool(message.failed_at)) == ("AddressRefused", 1, True)
    assert is_email_refused(person)

    mailbox.refusal = None
    replay(messages=[message])
    assert drain() == ["mail.send"]
    assert not is_email_refused(person)


def test_address_refused_before_any_text_is_final_too(person, mailbox):
    mailbox.unknown = "550 5.1.1 unknown"
    send(person)
    assert drain() == []
    assert Message.objects.get().last_error == "AddressRefused"
    assert is_email_refused(person)
    person.email = "other@example.org"
    assert not is_email_refused(person)


def test_address_refused_for_now_is_tried_again(person, mailbox):
    mailbox.unknown = "450 4.2.1 later"
    mail = send(person)
    assert drain() == []
    assert Message.objects.get().failed_at is None
    assert not Mail.objects.get(pk=mail.pk).refused_at
