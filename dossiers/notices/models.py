"""Who was told what about a dossier, and who is still to be."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from dossiers.notices.news import News
from dossiers.notices.querysets import NoticeQuerySet


class Notice(models.Model):
    """One person is told of one event of a dossier, once. Without a recipient: nobody could be told.

    ``told_at`` is when the mail that tells it was written; null while it waits for the digest.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="notices")
    event = models.ForeignKey("journal.Event", on_delete=models.PROTECT, related_name="+", db_index=False)
    news = models.CharField(_("nouvelle"), max_length=20, choices=News.choices)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(_("dit le"), null=True, blank=True, db_default=Now())

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("avis")
        verbose_name_plural = _("avis")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "recipient"], nulls_distinct=False, name="one_notice_per_event_and_person"
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient", "created_at"],
                condition=Q(told_at=None, recipient__isnull=False),
                name="waiting_notices",
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"
