"""Reads of notices, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from dossiers.dossier.models import Dossier


class NoticeQuerySet(models.QuerySet):
    """Notices."""

    def waiting(self, *, until: datetime) -> Self:
        """Those for the digest that have waited since before ``until``."""
        return self.filter(told_at=None, recipient__isnull=False, created_at__lt=until)

    def recipients_after(self, person_id: str, *, most: int) -> list[UUID]:
        """Return the next people, by key, to whom these go; each once."""
        following = self.filter(recipient__gt=person_id).order_by("recipient_id").distinct()
        return list(following.values_list("recipient_id", flat=True)[:most])

    def of_latest(self, dossier: Dossier, *, news: str) -> Self:
        """Those of the latest event of a dossier that was this news."""
        told = self.filter(dossier=dossier, news=news)
        return told.filter(event=told.order_by("-event").values("event")[:1])
