"""Hands one stored mail to the SMTP server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

if TYPE_CHECKING:
    from monespace.mail.models import Mail


def send(mail: Mail) -> None:
    """Send text and HTML; the Message-ID depends on the mail only, so that a repeat is recognised."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        headers={
            "Message-ID": f"<{mail.pk}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
        },
        alternatives=[(mail.html, "text/html")],
    )
    message.send()
