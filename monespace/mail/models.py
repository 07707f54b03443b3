"""Mails, stored before they are sent."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from monespace.common.fields import EncryptedField
from monespace.mail.addresses import LONGEST

SECRET_MARK = "%secret%"  # noqa: S105 - stands for the secret


class MailQuerySet(models.QuerySet):
    """Mails."""

    def is_refused(self, *, person_id: object, address: str) -> bool:
        """Whether a person's address refuses our mails for good: none was taken since the last refusal."""
        to_them = self.filter(recipient=person_id, to=address)
        taken_since = to_them.filter(sent_at__gt=OuterRef("refused_at"))
        return to_them.filter(~Exists(taken_since), refused_at__isnull=False).exists()


class Mail(models.Model):
    """One mail to one person: built in his language, stored, sent once through the outbox.

    ``recipient`` is empty for somebody who never signed in. ``sealed_link`` is the secret link or code of a
    mail that has one, encrypted until the mail is sent, then gone: text and HTML hold its mark (ADR 0032).
    ``refused_at`` is when the receiver's server refused it for good. A mail within a budget says who had it
    sent, for which enterprise, to which mailbox (ADR 0060).
    ``about`` is the id of the thing with which its words are forgotten (ADR 0093).
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
    refused_at = models.DateTimeField(null=True, blank=True)
    budget = models.CharField(max_length=20, blank=True, db_default="")
    caused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    on_behalf_of = models.CharField(max_length=10, blank=True, db_default="")
    recipient_key = models.CharField(max_length=LONGEST, blank=True, db_default="")
    about = models.UUIDField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="latest_mails"),
            models.Index(
                fields=["recipient", "to"], condition=Q(refused_at__isnull=False), name="refused_mails"
            ),
            models.Index(fields=["template", "-created_at", "-id"], name="latest_mails_of_template"),
            models.Index(fields=["about"], condition=Q(about__isnull=False), name="mails_about"),
            # Of every mail: no plan for any budget could use an index of those that have one (ADR 0060).
            *(
                models.Index(fields=["budget", who, "created_at"], name=f"mails_of_{who}")
                for who in ("caused_by", "on_behalf_of", "recipient_key")
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"


class BudgetRefusal(models.Model):
    """How often on a day somebody was refused more mails to other people: seen by agents (ADR 0060).

    ``person_id`` and ``enterprise`` (a number) are empty for the portal itself.
    """

    day = models.DateField(_("jour"))
    budget = models.CharField(max_length=20)
    scope = models.CharField(max_length=20)
    person_id = models.CharField(max_length=36, blank=True)
    enterprise = models.CharField(_("entreprise"), max_length=10, blank=True)
    times = models.PositiveIntegerField(_("nombre de refus"), default=1)
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("limite d’e-mails atteinte")
        verbose_name_plural = _("limites d’e-mails atteintes")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "budget", "scope", "person_id", "enterprise"],
                name="one_refusal_per_day_budget_and_who",
            ),
        ]
        indexes = [
            models.Index(fields=["-day", "-last_at", "-id"], name="latest_refusals"),
            models.Index(fields=["person_id", "-day"], name="latest_refusals_of_person"),
            models.Index(fields=["enterprise", "-day"], name="latest_refusals_of_enterprise"),
        ]

    def __str__(self) -> str:
        return f"budget refusal {self.pk}"
