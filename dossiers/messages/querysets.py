"""Reads of messages and of the texts kept ready, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Max

if TYPE_CHECKING:
    from collections.abc import Collection

    from dossiers.dossier.models import Dossier


class ConversationQuerySet(models.QuerySet):
    """Messages of dossiers."""

    def of(self, dossier: Dossier) -> Self:
        """Those of a dossier, the latest first."""
        return self.filter(dossier=dossier).order_by("-number")

    def by(self, side: str) -> Self:
        """Those that one side wrote."""
        return self.filter(side=side)

    def after(self, number: int) -> Self:
        """Those that came after a message."""
        return self.filter(number__gt=number)

    def with_content(self) -> Self:
        """Load who wrote them in the same query, and their documents in one more."""
        return self.select_related("author", "author_client").prefetch_related("documents")

    def last_number(self) -> int:
        """Return the number of the latest of them, 0 for none."""
        return self.aggregate(last=Max("number"))["last"] or 0


class MessageTemplateQuerySet(models.QuerySet):
    """Texts that services keep ready."""

    def of_service(self, services: Collection[str]) -> Self:
        """Those in use that belong to these services, by title."""
        return self.filter(service__in=services, ended_at=None).order_by("title", "pk")
