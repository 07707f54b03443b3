"""One browser at the portal and at the simulated federation, which answers from its own process."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.urls import reverse

from tests.support import plain_http
from tests.support.checked_client import CheckedClient
from tests.support.client import hidden_fields, refresh_of
from tests.support.simulators import start_simulators

if TYPE_CHECKING:
    from django.http import HttpResponse


@dataclass
class AtFederation:
    """The browser as the federation's pages know it: by its cookies."""

    address: str = field(default_factory=start_simulators)
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def get(self, url: str) -> httpx.Response:
        """Open a page; ``url`` is a path there, or the whole address."""
        return self._ask("GET", url)

    def post(self, url: str, data: dict[str, str] | None = None) -> httpx.Response:
        """Send a form."""
        return self._ask("POST", url, data=data)

    def _ask(self, method: str, url: str, **what: object) -> httpx.Response:
        with plain_http.client(base_url=self.address, cookies=self.cookies) as browser:
            answer = browser.request(method, url, **what)
            self.cookies = browser.cookies
        return answer


@dataclass
class Traveller:
    """A browser that goes to and fro between the two."""

    portal: CheckedClient = field(default_factory=CheckedClient)
    federation: AtFederation = field(default_factory=AtFederation)

    def signs_in(self, persona: str = "citoyen", method: str = "itsme", **question: str) -> None:
        """Identify at the federation and come in at the portal."""
        assert self.arrives(self.identifies(persona, method, **question)).status_code == 302

    def identifies(self, persona: str, method: str, **question: str) -> dict[str, str]:
        """Identify, in the browser's session there if there is one; return the form that comes back."""
        asked = self.portal.get(reverse("accounts:saml_login"), {"method": method, **question})
        choice = {"persona": persona, "method": method, "action": "authenticate"}
        page = self.federation.get(asked["Location"])
        answer = self.federation.post("/fas/reponse/", data=hidden_fields(page.text) | choice)
        return hidden_fields(answer.text)

    def arrives(self, form: dict[str, str]) -> HttpResponse:
        """Bring the federation's form to the portal; return the last answer."""
        accepted = self.portal.post(reverse("accounts:saml_acs"), form)
        assert accepted.status_code == 303, accepted.status_code
        return self.portal.get(accepted["Location"])

    def signs_out(self) -> HttpResponse:
        """Press the portal's button; return its answer."""
        return self.portal.post(reverse("accounts:sign_out"))

    def follows_to_federation(self, answer: HttpResponse) -> httpx.Response:
        """Carry what the portal answers with to the federation; return the answer from there."""
        return self.federation.get(answer.get("Location") or refresh_of(answer))

    def follows_to_portal(self, answer: httpx.Response) -> HttpResponse:
        """Carry what the federation answers with to the portal; return the answer from there."""
        assert answer.status_code == 302, answer.text
        location = answer.headers["location"]
        assert location.startswith(settings.SITE_URL)
        return self.portal.get(f"{urlsplit(location).path}?{urlsplit(location).query}")

    def is_known_here(self) -> bool:
        """Whether the portal has a session for this browser."""
        return self.portal.get(reverse("accounts:session_state")).json()["authenticated"]

    def is_known_there(self) -> bool:
        """Whether the federation has a session for this browser."""
        return "Se déconnecter partout" in self.federation.get("/fas/session/").text


def words(page: HttpResponse) -> str:
    """Return the heading and the notice of a page, as people read them."""
    main = page.content.decode().partition("<main")[2]
    return re.sub(r"<[^>]+>|\s+", " ", main)
