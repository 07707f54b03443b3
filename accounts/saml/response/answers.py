"""What is kept of a verified response, encrypted in a cookie for five minutes, until our page reads it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from accounts.cookies import set_own_cookie
from accounts.saml.federal_sessions.names import FederalName, Named
from accounts.saml.protocol.refusals import Refusal
from monespace.common.crypto import decrypt, encrypt

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LIFETIME = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The federation's answer to one request: a person, or why there is none."""

    request_id: str
    declined: str = ""
    assertion: str = ""
    national_number: str = ""
    foreign_identifier: str = ""
    first_name: str = ""
    last_name: str = ""
    language: str = ""
    mail: str = ""
    level: int = 0
    method: str = ""
    authenticated_at: str = ""
    name_id: str = ""
    name_qualities: dict[str, str] = field(default_factory=dict)
    session_index: str = ""
    session_ends_at: str = ""
    valid_until: str = ""

    @property
    def refusal(self) -> Refusal | None:
        """Why the federation vouches for nobody, when it does not."""
        return Refusal[self.declined] if self.declined else None

    @property
    def authenticated(self) -> datetime:
        """When the person proved who they are."""
        return datetime.fromisoformat(self.authenticated_at)

    @property
    def federation_ends_at(self) -> datetime | None:
        """When the federation ends its session; None when it does not say."""
        return datetime.fromisoformat(self.session_ends_at) if self.session_ends_at else None

    @property
    def named(self) -> Named | None:
        """The federation's session, as a logout names it; none where it offers no logout."""
        if not self.session_index:
            return None
        return Named(FederalName(value=self.name_id, qualities=self.name_qualities), self.session_index)


def cookie_name() -> str:
    """Return the name of the cookie that carries an answer to our own page."""
    return "__Host-reponse" if settings.SESSION_COOKIE_SECURE else "reponse"


def hand_over(response: HttpResponse, answer: Answer) -> None:
    """Give the answer to the browser, encrypted, to bring it back on our own origin."""
    dated = replace(answer, valid_until=(timezone.now() + LIFETIME).isoformat())
    sealed = encrypt(json.dumps(asdict(dated), separators=(",", ":"), ensure_ascii=False))
    set_own_cookie(response, cookie_name(), sealed, int(LIFETIME.total_seconds()))


def received(request: HttpRequest) -> Answer | None:
    """Return the answer that the browser brings back, unless it was tampered with or is too old."""
    sealed = request.COOKIES.get(cookie_name(), "")
    if not sealed:
        return None
    try:
        answer = Answer(**json.loads(decrypt(sealed)))
    except Exception:  # noqa: BLE001 - a forged cookie may fail in any way; it is then no answer
        return None
    return answer if timezone.now() < datetime.fromisoformat(answer.valid_until) else None


def drop(response: HttpResponse) -> None:
    """Take the answer back from the browser."""
    response.delete_cookie(cookie_name(), samesite="Lax")
