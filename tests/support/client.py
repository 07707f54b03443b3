"""Signs people in: through the whole federation, or at once for tests about something else."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.sessions.store import SessionStore
from tests.support import plain_http
from tests.support.simulators import start_simulators

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse
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
    request = HttpRequest()
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    request.session = SessionStore(cookie.value if cookie else None)
    login(request, user)
    request.session["level"] = level
    request.session["method"] = method
    request.session["authenticated_at"] = (authenticated_at or timezone.now()).isoformat()
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = user.language
    return user


def sign_in(client: Client, persona: str, method: str = "itsme", **question: str) -> HttpResponse:
    """Sign a persona in through the simulated federation, as a browser does; return the last answer.

    ``next="/…/"``, ``level="500"`` and ``fresh="1"`` are what the sign-in page may be asked.
    """
    answer = federation_answer(client, persona, method, **question)
    response = client.post(reverse("accounts:saml_acs"), answer)
    assert response.status_code == 303, f"the answer was refused: {response.status_code}"
    return client.get(response["Location"])


def federation_answer(
    client: Client, persona: str, method: str = "itsme", *, action: str = "authenticate", **question: str
) -> dict[str, str]:
    """Ask the federation who the person is; return the form that its page posts to the portal."""
    start_simulators()
    asked = {"method": method, **question}
    redirected = client.get(reverse("accounts:saml_login"), asked)
    assert redirected.status_code == 302, f"the sign-in did not start: {redirected.status_code}"
    with plain_http.client() as browser:
        page = browser.get(redirected["Location"])
        choice = {"persona": persona, "method": method, "action": action}
        answer = browser.post(
            f"{settings.SAML_IDP_METADATA.removesuffix('metadata/')}reponse/",
            data=hidden_fields(page.text) | choice,
        )
    assert answer.status_code == 200, answer.text
    return hidden_fields(answer.text)


def hidden_fields(html: str) -> dict[str, str]:
    """Return the hidden fields of a simulator's page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found}


def refresh_of(page: HttpResponse) -> str:
    """Return where a page goes on by itself."""
    found = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]+)">', page.content.decode())
    assert page.status_code == 200, page.status_code
    assert found, "the page stays"
    return unescape(found[1])
