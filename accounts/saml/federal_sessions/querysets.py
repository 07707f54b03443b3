"""Reads of the federation's sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.sessions.limits import KEPT_FOR
from accounts.sessions.models import Session
from monespace.common.tokens import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from accounts.saml.federal_sessions.names import FederalName


class FederalSessionQuerySet(models.QuerySet):
    """Sessions of the federation."""

    def called(self, name: FederalName, indexes: Iterable[str]) -> FederalSessionQuerySet:
        """Return those of this name that have one of ``indexes``, or any when none is given (Core 3.7.3)."""
        found = self.filter(name_index__in=name.indexes)
        digests = [digest(index) for index in indexes]
        return found.filter(index_digest__in=digests) if digests else found

    def under(self, session_id: UUID) -> FederalSessionQuerySet:
        """Return those on which a session of ours stands, the latest first."""
        return self.filter(session=session_id, ended_at=None).order_by("-begun_at")

    def outdated(self) -> FederalSessionQuerySet:
        """Return those of sessions that were forgotten a day ago or more."""
        living = Session.objects.filter(pk=OuterRef("session_id"))
        return self.filter(~Exists(living), begun_at__lte=timezone.now() - KEPT_FOR)
