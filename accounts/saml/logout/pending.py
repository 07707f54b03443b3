"""What a browser keeps of a sign-out for five minutes: which request of ours left, or that all is over.

The session is gone by then, and nothing here says whose it was.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing

from accounts.cookies import set_own_cookie

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LIFETIME_SECONDS = 300
SALT = "accounts.saml.logout.pending"


@dataclass(frozen=True, kw_only=True)
class SignedOut:
    """Where a sign-out stands at the federation."""

    request_id: str = ""  # of ours, under way
    names_all: bool = True  # whether it names every federal session on which ours stood
    is_complete: bool = False  # the federation confirmed that nothing is left


def cookie_name() -> str:
    """Return the cookie's name; over https no other host can set it."""
    return "__Host-deconnexion" if settings.SESSION_COOKIE_SECURE else "deconnexion"


def remember(response: HttpResponse, signed_out: SignedOut) -> None:
    """Keep it in the browser, in the place of any earlier one."""
    value = signing.dumps(asdict(signed_out), salt=SALT)
    set_own_cookie(response, cookie_name(), value, LIFETIME_SECONDS)


def recalled(request: HttpRequest) -> SignedOut:
    """Return what this browser keeps; nothing when it is too old or was tampered with."""
    try:
        kept = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=LIFETIME_SECONDS)
        return SignedOut(**kept)
    except (signing.BadSignature, ValueError, TypeError):
        return SignedOut()


def forget(response: HttpResponse) -> None:
    """Drop it: nothing is known of the federation's session any more."""
    response.delete_cookie(cookie_name(), samesite="Lax")
