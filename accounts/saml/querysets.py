"""Reads of what is kept of the identity provider."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Session
from accounts.sessions.limits import KEPT_FOR
from monespace.common.db import get_or_none
from monespace.common.tokens import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from accounts.saml.models import IdpMetadata
    from accounts.saml.names import FederalName

FETCH_EVERY = timedelta(minutes=15)
RETRY_EVERY = timedelta(minutes=1)


class IdpMetadataQuerySet(models.QuerySet):
    """Copies, one per source."""

    def good(self, source: str) -> IdpMetadataQuerySet:
        """Return the copy of ``source``, if one was ever good."""
        return self.filter(source=source).exclude(digest="")

    def other_than(self, digest: str, *, source: str) -> IdpMetadata | None:
        """Return the copy of ``source`` unless it is the one that has this digest."""
        return get_or_none(self.good(source).exclude(digest=digest))

    def looked_up_lately(self, source: str) -> IdpMetadataQuerySet:
        """Return the copy of ``source`` while it is too early to look again; sooner after a problem."""
        now = timezone.now()
        recent = Q(checked_at__gt=now - FETCH_EVERY, problem="")
        return self.filter(recent | Q(checked_at__gt=now - RETRY_EVERY), source=source)


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
