"""Messages in an address (Bindings 3.4): deflated, and signed as the very octets that travel."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, unquote_plus, urlencode

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from accounts.saml.protocol.refusals import demand, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

REQUEST, RESPONSE = "SAMLRequest", "SAMLResponse"
PARAMETERS = {REQUEST, RESPONSE, "RelayState", "SigAlg", "Signature"}
RSA = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha"
HASHES: dict[str, hashes.HashAlgorithm] = {
    f"{RSA}256": hashes.SHA256(),
    f"{RSA}384": hashes.SHA384(),
    f"{RSA}512": hashes.SHA512(),
}
MAX_QUERY = 16_000
MAX_MESSAGE = 50_000


class Carried(NamedTuple):
    """What an address carried, once its signature has been verified."""

    parameter: str
    message: bytes
    relay_state: str


def carried(query: str, certificates: Iterable[str]) -> Carried:
    """Return what the identity provider put into ``query``, the raw text behind ``?``; or raise Refused.

    Nothing is inflated, let alone parsed, before one of ``certificates`` has been found to sign it.
    """
    raw = _parameters(query)
    demand((REQUEST in raw) != (RESPONSE in raw), "parameters")
    parameter = REQUEST if REQUEST in raw else RESPONSE
    demand("SigAlg" in raw and "Signature" in raw, "unsigned")
    known = HASHES.get(unquote(raw["SigAlg"]))
    if known is None:
        refuse("algorithm")
    signed = "&".join(f"{name}={raw[name]}" for name in (parameter, "RelayState", "SigAlg") if name in raw)
    signature = _decoded(raw["Signature"])
    holds = (_holds(certificate, signature, signed.encode(), known) for certificate in certificates)
    demand(any(holds), "signature")
    relay_state = unquote_plus(raw.get("RelayState", ""))
    return Carried(parameter, _inflated(_decoded(raw[parameter])), relay_state)


def _parameters(query: str) -> dict[str, str]:
    """Return the values as they travel; refuse a name that stands twice, or that the binding does not know.

    Names are compared as they travel too: a second one in disguise (``%53AMLRequest``) is unknown.
    """
    demand(0 < len(query) <= MAX_QUERY and query.isascii(), "length")
    raw: dict[str, str] = {}
    for part in query.split("&"):
        name, _equals, value = part.partition("=")
        demand(name in PARAMETERS and name not in raw, "parameters")
        raw[name] = value
    return raw


def _decoded(value: str) -> bytes:
    try:
        return base64.b64decode("".join(unquote(value).split()), validate=True)
    except (binascii.Error, ValueError):
        refuse("base64")


def _holds(certificate: str, signature: bytes, signed: bytes, algorithm: hashes.HashAlgorithm) -> bool:
    pem = OneLogin_Saml2_Utils.format_cert(certificate)
    key = x509.load_pem_x509_certificate(pem.encode()).public_key()
    if not isinstance(key, RSAPublicKey):
        return False
    try:
        key.verify(signature, signed, PKCS1v15(), algorithm)
    except InvalidSignature:
        return False
    return True


def _inflated(deflated: bytes) -> bytes:
    """Inflate no more than a message can need, whatever a few octets might grow into."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        message = inflater.decompress(deflated, MAX_MESSAGE)
    except zlib.error:
        refuse("deflate")
    demand(inflater.eof and not inflater.unused_data, "deflate")
    return message


def address(location: str, parameter: str, message: bytes, *, relay_state: str, key: RSAPrivateKey) -> str:
    """Return the address that carries ``message`` to ``location``, signed with RSA-SHA256."""
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    deflated = deflater.compress(message) + deflater.flush()
    values = {parameter: base64.b64encode(deflated), "RelayState": relay_state, "SigAlg": f"{RSA}256"}
    signed = urlencode({name: value for name, value in values.items() if value})
    signature = base64.b64encode(key.sign(signed.encode(), PKCS1v15(), hashes.SHA256()))
    joint = "&" if "?" in location else "?"
    return f"{location}{joint}{signed}&{urlencode({'Signature': signature})}"
