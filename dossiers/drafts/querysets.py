"""Reads of the trash, named by what they mean."""

from __future__ import annotations

from typing import Self

from django.db import models


class TrashedDraftQuerySet(models.QuerySet):
    """Drafts in the trash, and those emptied since."""

    def restorable(self) -> Self:
        """Those that still hold what was typed."""
        return self.filter(emptied_at=None)
