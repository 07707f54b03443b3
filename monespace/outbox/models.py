"""Everything that must happen later, as a row before it is a message (ADR 0006)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """Work to do at least once: written in the transaction that wants it, sent by the relay."""

    topic = models.CharField(max_length=80)
    payload = models.JSONField(help_text=_("Des identifiants seulement, aucune donnée personnelle."))
    lane = models.CharField(max_length=40, default="default")
    created_at = models.DateTimeField(auto_now_add=True)
    available_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("message à traiter")
        verbose_name_plural = _("messages à traiter")
        indexes = [
            models.Index(
                fields=["available_at"],
                condition=Q(done_at=None, failed_at=None),
                name="outbox_pending",
            ),
        ]

    def __str__(self) -> str:
        return f"outbox message {self.pk}"
