"""Reads the portal's requests and checks that the portal signed them."""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import xmlsec
from lxml import etree

from monespace.simulators.fas.saml import LEVELS, NAMESPACES, RSA_SHA256, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVEL_OF_CONTEXT = {context: level for level, context in LEVELS.items()}
MAX_BYTES = 100_000


class WrongRequest(ValueError):
    """The request cannot be answered; the message is for the developer in front of the page."""


@dataclass(frozen=True)
class SignInRequest:
    """What the portal asks."""

    id: str
    issuer: str
    acs: str
    level: int
    force: bool
    relay_state: str

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values, to travel through the persona page."""
        return asdict(self)

    def require_acs(self, acs: str) -> None:
        """Refuse to answer anywhere but at the portal's own address."""
        if self.acs != acs:
            raise WrongRequest("The answer's address is not the portal's.")


def read_redirect(query: Mapping[str, str], certificate: bytes) -> SignInRequest:
    """Read a sign-in request sent by HTTP-Redirect."""
    message = verified_redirect(query, "SAMLRequest", certificate)
    return _understand(message, query.get("RelayState", ""))


def verified_redirect(query: Mapping[str, str], parameter: str, certificate: bytes) -> etree._Element:
    """Return a message sent by HTTP-Redirect; its signature covers the query (Bindings 3.4.4.1)."""
    if query.get("SigAlg") != RSA_SHA256 or "Signature" not in query:
        raise WrongRequest("The request is not signed with RSA-SHA256.")
    names = [name for name in (parameter, "RelayState", "SigAlg") if name in query]
    signed = "&".join(f"{name}={quote_plus(query[name])}" for name in names)
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(certificate, xmlsec.KeyFormat.CERT_PEM, None)
    try:
        signature = base64.b64decode(query["Signature"])
        context.verify_binary(signed.encode(), xmlsec.Transform.RSA_SHA256, signature)
    except (xmlsec.Error, binascii.Error):
        raise WrongRequest("The request's signature is not the portal's.") from None
    return _inflate(query.get(parameter, ""))


def read_post(form: Mapping[str, str], certificate: bytes) -> SignInRequest:
    """Read a request sent by HTTP-POST; its signature stands inside the XML."""
    document = _parsed(base64.b64decode(form.get("SAMLRequest", "")))
    xmlsec.tree.add_ids(document, ["ID"])
    signature = document.find("ds:Signature", NAMESPACES)
    reference = document.find("ds:Signature/ds:SignedInfo/ds:Reference", NAMESPACES)
    if signature is None or reference is None or reference.get("URI") != f"#{document.get('ID')}":
        raise WrongRequest("The request is not signed.")
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(certificate, xmlsec.KeyFormat.CERT_PEM, None)
    try:
        context.verify(signature)
    except xmlsec.Error:
        raise WrongRequest("The request's signature is not the portal's.") from None
    return _understand(document, form.get("RelayState", ""))


def _inflate(encoded: str) -> etree._Element:
    try:
        inflater = zlib.decompressobj(-15)
        document = inflater.decompress(base64.b64decode(encoded), MAX_BYTES)
    except (zlib.error, binascii.Error):
        raise WrongRequest("The request is not deflated base64.") from None
    return _parsed(document)


def _parsed(document: bytes) -> etree._Element:
    try:
        return parse(document)
    except etree.XMLSyntaxError:
        raise WrongRequest("The request is not XML.") from None


def _understand(request: etree._Element, relay_state: str) -> SignInRequest:
    contexts = request.findall("samlp:RequestedAuthnContext/saml:AuthnContextClassRef", NAMESPACES)
    comparison = request.find("samlp:RequestedAuthnContext", NAMESPACES)
    levels = [LEVEL_OF_CONTEXT.get(context.text or "") for context in contexts]
    if comparison is None or comparison.get("Comparison") != "minimum" or len(levels) != 1 or not levels[0]:
        raise WrongRequest("The request asks for no level that this service knows, with comparison minimum.")
    return SignInRequest(
        id=request.get("ID", ""),
        issuer=request.findtext("saml:Issuer", "", NAMESPACES).strip(),
        acs=request.get("AssertionConsumerServiceURL", ""),
        level=levels[0],
        force=request.get("ForceAuthn") == "true",
        relay_state=relay_state,
    )
