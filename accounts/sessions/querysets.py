"""Reads of sessions, named by what they mean."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from django.contrib.auth import get_user_model
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from accounts.sessions.limits import DEVICE_KNOWN_FOR, KEPT_FOR, PEOPLE, limits_of
from monespace.common.db import instances
from monespace.common.tokens import digest

if TYPE_CHECKING:
    from accounts.people.models import User
    from accounts.sessions.models import Session

WITH_PERSON = """
SELECT to_jsonb(session), to_jsonb(person), EXISTS (SELECT FROM accounts_keptform WHERE user_id = person.id)
  FROM accounts_session AS session LEFT JOIN accounts_user AS person ON person.id = session.user_id
 WHERE session.digest = %s
"""


class SessionQuerySet(models.QuerySet):
    """Sessions."""

    def of_key(self, key: str) -> SessionQuerySet:
        """Return the session whose cookie holds ``key``."""
        return self.filter(digest=digest(key))

    def get_with_person(self, key: str) -> Session | None:
        """Return the session whose cookie holds ``key``, its person loaded in the same statement.

        It also says whether a form is kept of them. Every request begins with it: written as SQL, it costs a
        sixth of what its queryset does (ADR 0040, 0079).
        """
        with connection.cursor() as cursor:
            cursor.execute(WITH_PERSON, [digest(key)])
            row = cursor.fetchone()
        if row is None:
            return None
        model = cast("type[Session]", self.model)
        session = instances(model, [json.loads(row[0])])[0]
        session.user = instances(get_user_model(), [json.loads(row[1])])[0] if row[1] else None
        session.has_late_forms = row[2]
        return session

    def open_of(self, user: User) -> SessionQuerySet:
        """Return those of ``user`` that are not past their limits, the last used first."""
        now, limits = timezone.now(), limits_of(user)
        return self.filter(
            Q(federation_ends_at__isnull=True) | Q(federation_ends_at__gt=now),
            user=user,
            last_seen_at__gt=now - limits.idle,
            started_at__gt=now - limits.absolute,
        ).order_by("-last_seen_at", "pk")

    def long_over(self) -> SessionQuerySet:
        """Return those that opened nothing any more a day ago, whoever's they are."""
        then = timezone.now() - KEPT_FOR
        return self.filter(
            Q(last_seen_at__lte=then - PEOPLE.idle)
            | Q(started_at__lte=then - PEOPLE.absolute)
            | Q(federation_ends_at__lte=then)
        )


class KnownDeviceQuerySet(models.QuerySet):
    """Browsers from which people signed in."""

    def unused(self) -> KnownDeviceQuerySet:
        """Return those whose cookie is over."""
        return self.filter(seen_at__lte=timezone.now() - DEVICE_KNOWN_FOR)


class KeptFormQuerySet(models.QuerySet):
    """Forms sent too late."""

    def of(self, user: User, page: str) -> KeptFormQuerySet:
        """Return the one that a person sent from a page, while it is kept."""
        return self.filter(user=user, page=page, kept_at__gt=timezone.now() - KEPT_FOR)

    def beyond_newest(self, user: User, number: int) -> KeptFormQuerySet:
        """Return those of a person but the ``number`` sent last."""
        newest = self.filter(user=user).order_by("-kept_at", "-pk").values("pk")[:number]
        return self.filter(user=user).exclude(pk__in=newest)

    def outdated(self) -> KeptFormQuerySet:
        """Return those nobody came back for."""
        return self.filter(kept_at__lte=timezone.now() - KEPT_FOR)
