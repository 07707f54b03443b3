"""Hands stored mails to the SMTP server."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from monespace.common.crypto import decrypt
from monespace.common.db import get_or_none
from monespace.mail.models import SECRET_MARK, Mail
from monespace.mail.services import mark_sent
from monespace.outbox.routes import handles


@handles("mail.send")
def send_stored_mail(*, mail_id: str) -> None:
    """Send one mail, unless it was sent already."""
    mail = get_or_none(Mail.objects.filter(pk=mail_id, sent_at=None))
    if mail is not None:
        send(mail)
        mark_sent(mail=mail)


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
