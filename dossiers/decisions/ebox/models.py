"""The message by which a decision goes to an e-Box: one for each dossier."""

from __future__ import annotations

import uuid
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LANE: Final = "ebox:federal"
SEND: Final = "ebox.send"
SENT: Final = "dossier.ebox_sent"


class EboxPost(models.Model):
    """A decision on its way to an e-Box, until it lies there or nobody uses that e-Box.

    ``key`` is the same however often it is sent. ``message_id`` is the e-Box's own; it is erased with the
    dossier. ``unused_at`` is when we learned that nobody ever opened that e-Box, or that there is none.
    """

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="ebox_post"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    wanted_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    unused_at = models.DateTimeField(_("e-Box pas utilisée"), null=True, blank=True)
    message_id = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("envoi à une e-Box")
        verbose_name_plural = _("envois à des e-Box")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(unused_at=None), name="ebox_post_ends_in_one_way"
            ),
        ]

    def __str__(self) -> str:
        return f"e-Box post of dossier {self.pk}"
