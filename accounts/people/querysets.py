"""How people are found and made, and reads of what identifies them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.identity import Identifier
from accounts.names import PERSON_WORDS, Matches, NameQuery
from monespace.common.beginnings import first_beginning_with

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


class UserManager(BaseUserManager):
    """People: made by the services that read an authentic source, never by typing a name and a password."""

    def create_user(self, **_: Any) -> None:
        """Refuse what libraries would do: no account is made outside accounts.services."""
        raise NotImplementedError("People are made by accounts.services.register_person.")

    def with_email(self, beginning: str, most: int) -> list[UUID]:
        """Return the first ``most`` of those whose address begins so, in lower case, by address."""
        return first_beginning_with(self.all(), Lower("email"), beginning, most=most)

    def with_phone(self, beginning: str, most: int) -> list[UUID]:
        """Return the first ``most`` of those whose number, in international form, begins so, by number."""
        return first_beginning_with(self.all(), F("phone"), beginning, most=most)

    def named(self, words: str) -> QuerySet:
        """Return those whose name has a word that begins with each of ``words``, by index, in no order."""
        return self.filter(Matches(PERSON_WORDS, NameQuery(Value(words))))


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
