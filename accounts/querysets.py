"""Reads about people, named by what they mean."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.identity import Identifier


class NationalIdentityQuerySet(models.QuerySet):
    """Identities."""

    def of_number(self, national_number: str) -> NationalIdentityQuerySet:
        """Return the identity of the person with this number, the person included."""
        return self.of(Identifier.national(national_number))

    def of(self, identifier: Identifier) -> NationalIdentityQuerySet:
        """Return the identity of the person with this identifier, the person included."""
        return self.filter(blind_index__in=identifier.indexes).select_related("user")


class ConsumedAssertionQuerySet(models.QuerySet):
    """Assertions already used."""

    def expired(self) -> ConsumedAssertionQuerySet:
        """Return those that would be refused anyway: nobody needs to remember them."""
        return self.filter(expires_at__lt=timezone.now())
