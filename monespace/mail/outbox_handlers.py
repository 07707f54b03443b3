"""Hands stored mails to the SMTP server."""

from __future__ import annotations

from smtplib import SMTPDataError, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from monespace.common.crypto import decrypt
from monespace.common.db import get_or_none
from monespace.mail.models import SECRET_MARK, Mail
from monespace.mail.services import mark_refused, mark_sent
from monespace.outbox.routes import handles
from monespace.outbox.running import Hopeless

FOR_GOOD = 500


@handles("mail.send")
def send_stored_mail(*, mail_id: str) -> None:
    """Send one mail, unless it was sent already, or its words are forgotten.

    Raises AddressRefused when the server refuses the address or the mail for good (5xx, RFC 5321 §4.2.1).
    What it refuses for now (4xx) is tried again, and a server that cannot be reached too.
    """
    mail = get_or_none(Mail.objects.filter(pk=mail_id, sent_at=None).exclude(to=""))
    if mail is None:
        return
    try:
        send(mail)
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        if not is_final(refusal):
            raise
        mark_refused(mail=mail)
        raise AddressRefused from refusal
    mark_sent(mail=mail)


class AddressRefused(Hopeless):
    """The receiver's server refuses the mail for good."""


def is_final(refusal: SMTPRecipientsRefused | SMTPDataError) -> bool:
    """Whether the server refuses for good what it was asked; a mail has one receiver."""
    if isinstance(refusal, SMTPDataError):
        return refusal.smtp_code >= FOR_GOOD
    return all(code >= FOR_GOOD for code, _words in refusal.recipients.values())


def send(mail: Mail) -> None:
    """Send text and HTML; the Message-ID depends on the mail only, so that a repeat is recognised."""
    secret = decrypt(mail.sealed_link) if mail.sealed_link else ""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text.replace(SECRET_MARK, secret),
        to=[mail.to],
        headers={
            "Message-ID": f"<{mail.pk}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
        },
        alternatives=[(mail.html.replace(SECRET_MARK, secret), "text/html")],
    )
    message.send()
