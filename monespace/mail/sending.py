"""Hands one stored mail to the SMTP server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from monespace.common.crypto import decrypt

if TYPE_CHECKING:
    from monespace.mail.models import Mail

SECRET_MARK = "%secret%"  # noqa: S105 - stands for the secret


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
