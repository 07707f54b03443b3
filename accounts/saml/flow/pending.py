"""Requests under way: a signed cookie for each; only the browser that asked can bring its answer."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.utils import timezone

from accounts.cookies import set_own_cookie

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from monespace.common.levels import Level

LIFETIME_SECONDS = 2 * 3600
MAX_AT_ONCE = 4
SALT = "accounts.saml.flow.pending"
DIGEST = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, kw_only=True)
class PendingRequest:
    """A request sent to the federation, and what its answer must satisfy."""

    id: str
    level: int
    force: bool
    next: str
    sent_at: str
    begun_by: str = ""  # whose session asked, by their opaque id; nobody's at a first sign-in

    @classmethod
    def now(
        cls, request_id: str, *, level: Level, force: bool, next_url: str, begun_by: str
    ) -> PendingRequest:
        """Return a request that leaves now."""
        sent_at = timezone.now().isoformat()
        return cls(
            id=request_id, level=int(level), force=force, next=next_url, sent_at=sent_at, begun_by=begun_by
        )

    @property
    def sent(self) -> datetime:
        """When the request left."""
        return datetime.fromisoformat(self.sent_at)


def cookie_prefix() -> str:
    """Return how the cookies' names begin; over https no other host can set such a cookie."""
    return "__Host-connexion-" if settings.SESSION_COOKIE_SECURE else "connexion-"


def cookie_name(request_id: str) -> str:
    """Return the name of the cookie that keeps a request."""
    return cookie_prefix() + sha256(request_id.encode()).hexdigest()[:16]


def _is_ours(name: str) -> bool:
    """Whether ``cookie_name`` gives such names; of others, no header can be written."""
    return name.startswith(cookie_prefix()) and bool(DIGEST.fullmatch(name.removeprefix(cookie_prefix())))


def remember(request: HttpRequest, response: HttpResponse, pending: PendingRequest) -> None:
    """Keep ``pending`` in the browser for two hours; the oldest of too many gives way."""
    kept = all_pending(request)[: MAX_AT_ONCE - 1]
    names = {cookie_name(other.id) for other in kept}
    for name in request.COOKIES:
        if _is_ours(name) and name not in names:
            response.delete_cookie(name, samesite="Lax")
    value = signing.dumps(asdict(pending), salt=SALT, compress=True)
    set_own_cookie(response, cookie_name(pending.id), value, LIFETIME_SECONDS)


def forget(response: HttpResponse, pending: PendingRequest) -> None:
    """Drop a request that has been answered."""
    response.delete_cookie(cookie_name(pending.id), samesite="Lax")


def all_pending(request: HttpRequest) -> list[PendingRequest]:
    """Return the sign-ins under way in this browser, the newest first."""
    found = [_read(value) for name, value in request.COOKIES.items() if _is_ours(name)]
    return sorted((pending for pending in found if pending), key=lambda p: p.sent_at, reverse=True)


def pending_for(request: HttpRequest, request_id: str) -> PendingRequest | None:
    """Return the sign-in of this browser that ``request_id`` began, if it is still under way."""
    pending = _read(request.COOKIES.get(cookie_name(request_id), ""))
    return pending if pending and pending.id == request_id else None


def _read(value: str) -> PendingRequest | None:
    try:
        return PendingRequest(**signing.loads(value, salt=SALT, max_age=LIFETIME_SECONDS))
    except (signing.BadSignature, json.JSONDecodeError, TypeError):
        return None
