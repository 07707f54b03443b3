"""The answers on their way through the sign-in: in the person's own browser, sealed, for a short time.

The cookie goes to the one page where a request begins, which puts the answers in its form. It is encrypted
with the installation's keys: nobody else who uses the browser can read it, nor make one (ADR 0111).
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from accounts.cookies import set_own_cookie
from monespace.common.crypto import Undecryptable, decrypt, encrypt

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE: Final = "concerne"
CARRIED_SECONDS: Final = 30 * 60


def carry(response: HttpResponse, slug: str, state: str) -> None:
    """Give the browser the answers, for the page where a request of this démarche begins."""
    sealed = encrypt(json.dumps({"slug": slug, "until": int(time.time()) + CARRIED_SECONDS, "state": state}))
    set_own_cookie(response, COOKIE, sealed, CARRIED_SECONDS, path=_path(slug))


def carried(request: HttpRequest, slug: str) -> str:
    """Return the answers that the browser carries for this démarche; nothing for none, or for old ones."""
    try:
        said = json.loads(decrypt(request.COOKIES.get(COOKIE, "")))
    except Undecryptable:
        return ""
    is_ours = said["slug"] == slug and said["until"] > time.time()
    return str(said["state"]) if is_ours else ""


def forget(response: HttpResponse, slug: str) -> None:
    """Have the browser forget the answers."""
    response.delete_cookie(COOKIE, path=_path(slug), samesite="Lax")


def _path(slug: str) -> str:
    return reverse("dossiers:start", kwargs={"slug": slug})
