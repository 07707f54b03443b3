"""Signs people in: through the whole federation, or at once for tests about something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from accounts.models import User


def force_sign_in(
    client: Client,
    user: User,
    *,
    level: int = 450,
    method: str = "itsme",
    authenticated_at: datetime | None = None,
) -> User:
    """Sign ``user`` in without the federation, as a sign-in at ``level`` by ``method`` leaves the session."""
    client.force_login(user)
    session = client.session
    session["level"] = level
    session["method"] = method
    session["authenticated_at"] = (authenticated_at or timezone.now()).isoformat()
    session.save()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = user.language
    return user
