"""The signed mark in each form that says for whom and on which page it was printed (ADR 0063).

The tag ``csrf_token`` prints it in every form of who is signed in. It opens nothing: it only takes away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.signing import BadSignature, Signer

from monespace.common.tokens import digest

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.people.models import User

SALT = "accounts.sessions.printed_for"
FIELD = "printed_for"
KEY_LENGTH = 32  # hexadecimal figures: 128 bits of a digest


@dataclass(frozen=True)
class PrintedFor:
    """What a form says of itself: the person's id, the key of its page (empty for none).

    ``shown`` is the stamp of the late form that the page gave back, empty when it gave none.
    """

    person: UUID
    page: str
    shown: str


def page_key(path: str) -> str:
    """Return what stands for a page wherever something is kept of it: its address itself is never kept."""
    return digest(path)[:KEY_LENGTH]


def proof(person: User, *, path: str = "", shown: str = "") -> str:
    """Return what a form says that is printed for ``person``, on the page ``path`` or on any."""
    return Signer(salt=SALT).sign(f"{person.pk}.{page_key(path) if path else ''}.{shown}")


def printed_for(request: HttpRequest) -> PrintedFor | None:
    """Return what the form that was sent says of itself; None when it says nothing, or nothing of ours."""
    try:
        person, page, shown = Signer(salt=SALT).unsign(request.POST.get(FIELD, "")).split(".")
    except (BadSignature, ValueError):
        return None
    return PrintedFor(UUID(person), page, shown)


def is_of_somebody_else(request: HttpRequest) -> bool:
    """Whether the form was printed for another person than the one who is signed in now."""
    form = printed_for(request)
    return form is not None and request.user.is_authenticated and form.person != request.user.pk
