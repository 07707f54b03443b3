"""Writes logout messages in text, signs their address: shares no code with portal or simulator."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field
from secrets import token_hex
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.accounts.attacks import modes
from tests.accounts.attacks.forge import ISSUER, NS, RSA_SHA256, stamp
from tests.accounts.attacks.keys import genuine

if TYPE_CHECKING:
    from django.http import HttpResponse

    from tests.accounts.attacks.conftest import Browser
    from tests.accounts.attacks.keys import Pair

NAME, INDEX = "a-name", "an-index"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
HEAD = 'xmlns:samlp="{samlp}" xmlns:saml="{saml}" ID="{id}" Version="{version}" IssueInstant="{now}"'
REQUEST = (
    "<samlp:LogoutRequest " + HEAD + ' Destination="{destination}"{more}><saml:Issuer>{issuer}</saml:Issuer>'
    "{before}{name}{indexes}</samlp:LogoutRequest>"
)
NAME_ID = "<saml:NameID{qualities}>{name_id}</saml:NameID>"
RESPONSE = (
    "<samlp:LogoutResponse " + HEAD + ' Destination="{destination}" InResponseTo="{request}">'
    "<saml:Issuer>{issuer}</saml:Issuer>{status}</samlp:LogoutResponse>"
)
STATUS = "urn:oasis:names:tc:SAML:2.0:status:"
SUCCESS = f'<samlp:Status><samlp:StatusCode Value="{STATUS}Success"/></samlp:Status>'


def signs_in(browser: Browser, name: str = NAME, index: str = INDEX, **changed: str) -> None:
    """Sign a person in, under a name and an index that the identity provider chose."""
    answer = modes.answer(browser.asks(), name_id=name, session=index, **changed)
    browser.comes_in(browser.carries(answer))


def arrives(query: str, client: Client | None = None) -> HttpResponse:
    """Bring an address to the portal, in any browser: cookies play no part in a request to sign out."""
    return (client or Client()).get(f"{reverse('accounts:saml_sls')}?{query}")


def nested(top: str, detail: str) -> str:
    """Return a status with a second-level code."""
    return (
        f'<samlp:Status><samlp:StatusCode Value="{STATUS}{top}"><samlp:StatusCode Value="{STATUS}{detail}"/>'
        "</samlp:StatusCode></samlp:Status>"
    )


def logout_request(name: str, /, *indexes: str, **changed: str) -> bytes:
    """Return a correct request to end these sessions, unless it is changed."""
    values = _usual() | {"more": "", "before": "", "qualities": f' Format="{TRANSIENT}"', "name_id": name}
    values["indexes"] = "".join(f"<samlp:SessionIndex>{one}</samlp:SessionIndex>" for one in indexes)
    values |= changed
    return REQUEST.format(**({"name": NAME_ID.format(**values)} | values)).encode()


def logout_response(request_id: str, **changed: str) -> bytes:
    """Return a correct answer that all is over, unless it is changed."""
    return RESPONSE.format(**(_usual() | {"request": request_id, "status": SUCCESS} | changed)).encode()


def _usual() -> dict[str, str]:
    return {
        **NS,
        "id": f"_l{token_hex(8)}",
        "version": "2.0",
        "now": stamp(),
        "destination": settings.SITE_URL + reverse("accounts:saml_sls"),
        "issuer": ISSUER,
    }


@dataclass(frozen=True, kw_only=True)
class Address:
    """How an address carries a message: the defaults are right, attacks change one."""

    parameter: str = "SAMLRequest"
    relay_state: str = "way-back"
    method: str = RSA_SHA256
    hash: hashes.HashAlgorithm = field(default_factory=hashes.SHA256)

    def of(self, message: bytes, pair: Pair | None = None) -> str:
        """Return the query string that carries ``message``, deflated."""
        return self.carrying(deflated(message), pair)

    def carrying(self, octets: bytes, pair: Pair | None = None) -> str:
        """Return the query string that carries ``octets`` as they are."""
        values = {
            self.parameter: base64.b64encode(octets).decode(),
            "RelayState": self.relay_state,
            "SigAlg": self.method,
        }
        signed = "&".join(f"{name}={quote(value, safe='')}" for name, value in values.items())
        signature = (pair or genuine()).key.sign(signed.encode(), PKCS1v15(), self.hash)
        return f"{signed}&Signature={quote(base64.b64encode(signature).decode(), safe='')}"


def deflated(message: bytes) -> bytes:
    """Return a message as the binding carries it."""
    deflater = zlib.compressobj(9, wbits=-15)
    return deflater.compress(message) + deflater.flush()


def inflated(address: str) -> str:
    """Return the message that an address of ours carries."""
    query = parse_qs(urlsplit(address).query)
    value = (query.get("SAMLRequest") or query["SAMLResponse"])[0]
    return zlib.decompress(base64.b64decode(value), -15).decode()
