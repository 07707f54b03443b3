"""A federation inside the test: signs what a test wants it to say, right or wrong."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.urls import reverse

from monespace.simulators.fas import responses
from monespace.simulators.fas.requests import SignInRequest, read_redirect
from monespace.simulators.fas.responses import Proof
from monespace.simulators.fas.saml import Key
from monespace.simulators.personas import PERSONAS

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse
    from django.test import Client
    from lxml import etree

    from monespace.simulators.fas.sessions import Named

ENTITY_ID = "https://fas.example/fas"
SSO_URL = "https://fas.example/fas/sso/"


def fas_key() -> Key:
    """Return the federation's signing key."""
    return Key.read(Path(os.environ["SIMULATORS_FAS_KEY"]), Path(os.environ["SIMULATORS_FAS_CERT"]))


def metadata() -> bytes:
    """Return the federation's metadata."""
    return responses.metadata(entity_id=ENTITY_ID, sso_url=SSO_URL, key=fas_key())


@dataclass
class Federation:
    """Answers the portal's requests in one browser."""

    browser: Client

    def ask(self, method: str = "itsme", **question: str) -> SignInRequest:
        """Begin a sign-in in the browser and return what the portal asks."""
        response = self.browser.get(reverse("accounts:saml_login"), {"method": method, **question})
        assert response.status_code == 302, response.status_code
        query = dict(parse_qsl(urlsplit(response["Location"]).query, keep_blank_values=True))
        return read_redirect(query, Path(settings.SAML_SP_CERT).read_bytes())

    def message(
        self,
        asked: SignInRequest,
        *,
        persona: str = "citoyen",
        level: int = 450,
        now: datetime | None = None,
        named: Named | None = None,
    ) -> etree._Element:
        """Return an unsigned, correct answer, in the session that ``named`` says or in one of its own."""
        proof = Proof(level, "eid" if level == 500 else "itsme")
        return responses.identified(
            asked, PERSONAS[persona], proof, entity_id=ENTITY_ID, now=now, named=named
        )

    def deliver(self, message: etree._Element, **how: object) -> HttpResponse:
        """Sign a message, by both signatures and in clear unless said, and post it as the browser would."""
        return self.post(responses.signed(message, fas_key(), **how))

    def post(self, document: bytes) -> HttpResponse:
        """Post a document to the portal and follow to our own page when it is accepted."""
        form = {"SAMLResponse": responses.encoded(document), "RelayState": ""}
        response = self.browser.post(reverse("accounts:saml_acs"), form)
        if response.status_code == 303:
            return self.browser.get(response["Location"])
        return response


def is_signed_in(browser: Client) -> bool:
    """Whether the browser has a signed-in session."""
    return browser.get(reverse("accounts:session_state")).json()["authenticated"]


__all__ = ["ENTITY_ID", "SSO_URL", "Federation", "fas_key", "is_signed_in", "metadata"]
