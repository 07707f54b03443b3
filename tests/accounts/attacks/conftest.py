"""The browser that carries attacks to the portal, and what a refusal must leave behind: nothing."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as portal
from django.test import Client
from django.urls import reverse
from lxml import etree

from accounts.models import ConsumedAssertion, Session, User
from monespace.journal.models import Event
from tests.accounts.attacks.forge import ISSUER, Asked
from tests.accounts.attacks.keys import genuine
from tests.accounts.attacks.logout import signs_in
from tests.accounts.attacks.table import table

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import HttpResponse

METADATA = """<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{issuer}">\
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">\
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>\
<ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>\
<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" \
Location="{issuer}slo" ResponseLocation="{issuer}slo/answers"/>\
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" \
Location="{issuer}sso"/></md:IDPSSODescriptor></md:EntityDescriptor>"""


@dataclass
class Browser:
    """A browser in the middle: it asks the portal to sign in and carries whatever it is given back."""

    client: Client

    def asks(self, **question: str) -> Asked:
        """Begin a sign-in and return what the portal asks."""
        sent = self.client.get(reverse("accounts:saml_login"), {"method": "itsme", **question})
        encoded = parse_qs(urlsplit(sent["Location"]).query)["SAMLRequest"][0]
        request = zlib.decompress(base64.b64decode(encoded), -15).decode()
        found = re.search(r'\sID="([^"]+)"', request)
        assert found
        return Asked(
            request=found[1],
            acs=portal.SITE_URL + reverse("accounts:saml_acs"),
            audience=portal.SAML_SP_ENTITY_ID,
        )

    def carries(self, message: etree._Element | bytes, **form: str) -> HttpResponse:
        """Post a message to the portal, follow to our own page if it goes on; return the last answer."""
        document = message if isinstance(message, bytes) else etree.tostring(message)
        return self.posts(base64.b64encode(document).decode(), **form)

    def posts(self, value: str, **form: str) -> HttpResponse:
        """Post a form field as it is."""
        answer = self.client.post(reverse("accounts:saml_acs"), {"SAMLResponse": value, **form})
        return self.client.get(answer["Location"]) if answer.status_code == 303 else answer

    def is_signed_in(self) -> bool:
        """Whether the portal knows who this is."""
        return self.client.get(reverse("accounts:session_state")).json()["authenticated"]

    def is_refused(self, answer: HttpResponse, rule: str, *, status: int = 400) -> None:
        """Assert that the page explains, the named rule is kept, and nothing else is."""
        assert answer.status_code == status, answer.status_code
        page = answer.content.decode()
        assert answer.context["reference"], "the page has no reference"
        assert answer.context["reference"] in page
        assert str(answer.context["words"].advice) in page
        kept = Event.objects.get(tag="sign_in.refused")
        assert (kept.subject_id, kept.facts["rule"]) == (answer.context["reference"], rule)
        assert not Session.objects.exists(), "a session row for an answer that was refused"
        assert not User.objects.exists()
        assert not ConsumedAssertion.objects.exists()

    def comes_in(self, answer: HttpResponse) -> None:
        """Assert that the portal took the answer."""
        assert answer.status_code == 302, list(Event.objects.values_list("facts", flat=True))
        assert self.is_signed_in()


@pytest.fixture(scope="session")
def idp_metadata(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file in which the attacked identity provider describes itself."""
    path = tmp_path_factory.mktemp("attacks") / "idp.xml"
    path.write_text(METADATA.format(issuer=ISSUER, certificate=genuine().certificate_text))
    return path


@pytest.fixture
def browser(settings: pytest.FixtureRequest, idp_metadata: Path, db: None) -> Browser:
    """Return a browser at a portal that trusts the attacked identity provider."""
    settings.SAML_IDP_METADATA = str(idp_metadata)
    return Browser(Client())


@pytest.fixture
def victim(browser: Browser) -> Browser:
    """Return a browser with a session, which stands on one of the attacked identity provider."""
    signs_in(browser)
    return browser


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many cases passed, by family and by mode of the identity provider, when asked with -v."""
    passed = [report.nodeid for report in terminalreporter.stats.get("passed", [])]
    cases = [node for node in passed if "/attacks/" in node]
    if terminalreporter.verbosity > 0 and cases:
        terminalreporter.section("attacks refused and controls passed")
        for line in table(cases):
            terminalreporter.line(line)
