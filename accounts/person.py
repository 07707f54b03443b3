"""Who is signed in, for views that LoginRequiredMiddleware guards, and whether mails reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from monespace.mail.models import Mail

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.people.models import User


def person_of(request: HttpRequest) -> User:
    """Return the signed-in person; the middleware has sent everybody else to sign in."""
    return cast("User", request.user)


def is_email_refused(person: User) -> bool:
    """Whether the person's address refuses our mails for good: pages say so, as no mail can."""
    return bool(person.email) and Mail.objects.is_refused(person_id=person.pk, address=person.email)
