"""Mails, stored before they are sent."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from monespace.common.fields import EncryptedField


class Mail(models.Model):
    """One mail to one person: built in his language, stored, sent once through the outbox.

    ``recipient`` is empty for somebody who never signed in. ``sealed_link`` is the secret link or code of a
    mail that has one, encrypted until the mail is sent, then gone: text and HTML hold its mark (ADR 0032).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    to = models.EmailField()
    template = models.CharField(max_length=80)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    sealed_link = EncryptedField(blank=True, db_default="")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")

    def __str__(self) -> str:
        return f"mail {self.pk}"
