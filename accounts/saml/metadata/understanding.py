"""Reads the identity provider's metadata and believes it only when everything about it is right.

Sections cited are those of SAML 2.0 Metadata.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.utils import timezone
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants

from accounts.saml.protocol.refusals import Refused
from accounts.saml.protocol.signatures import verified
from accounts.saml.protocol.xml import parse
from monespace.calls.calling import call
from monespace.calls.network import NoAnswer, Patience

if TYPE_CHECKING:
    from lxml import etree

PATIENCE = Patience(total=5, connect=5)
MAX_BYTES = 4 << 20
MIN_RSA_BITS = 2048
NAMESPACES = {"md": Constants.NS_MD, "ds": Constants.NS_DS}
ENTITY = f"{{{Constants.NS_MD}}}EntityDescriptor"


class MetadataError(Exception):
    """The metadata cannot be had or cannot be believed; the message says why, for operators."""


@dataclass(frozen=True)
class Understood:
    """An identity provider in python3-saml's terms, and until when its metadata may be believed."""

    idp: dict[str, object]
    certificates: list[x509.Certificate]
    valid_until: datetime | None

    def is_over(self) -> bool:
        """Whether the moment named by the metadata itself has passed (2.3.1: not to be used any more)."""
        return self.valid_until is not None and timezone.now() >= self.valid_until


def fetch(source: str) -> bytes:
    """Read the metadata from a path or, over https only outside the demo, from an address."""
    try:
        return _download(source) if source.startswith(("http:", "https:")) else Path(source).read_bytes()
    except OSError as error:
        raise MetadataError(f"The metadata could not be read: {type(error).__name__}.") from error


def _download(source: str) -> bytes:
    if source.startswith("http:") and not settings.DEMO:
        raise MetadataError("The metadata must be fetched over https.")
    try:
        answer = call("GET", source, patience=PATIENCE, headers={}, most=MAX_BYTES + 1)
    except NoAnswer as error:
        raise MetadataError(f"The metadata could not be read: {error.code}.") from error
    if not answer.is_success:
        raise MetadataError(f"The metadata could not be read: HTTP {answer.status}.")
    if len(answer.body) > MAX_BYTES:
        raise MetadataError("The metadata is too long.")
    return answer.body


def understand(document: bytes) -> Understood:
    """Return the identity provider that ``document`` describes, or raise MetadataError.

    Obeys SAML_IDP_ENTITY_ID (which entity it must be) and SAML_IDP_METADATA_CERT (who must have signed).
    """
    try:
        root = parse(document)
    except (Refused, ValueError) as error:
        raise MetadataError("The metadata is not well-formed XML without a document type.") from error
    entity = _vouched_for(_entity(root))
    role = _role(entity)
    sign_on = _redirect_service(role, "md:SingleSignOnService")
    certificates = _signing_certificates(role)
    understood = Understood(
        idp={
            "entityId": entity.get("entityID"),
            "singleSignOnService": sign_on,
            "singleLogoutService": _redirect_service(role, "md:SingleLogoutService"),
            "x509certMulti": {"signing": [text for text, _certificate in certificates]},
        },
        certificates=[certificate for _text, certificate in certificates],
        valid_until=_valid_until(role),
    )
    if not (entity.get("entityID") and sign_on and certificates):
        raise MetadataError("The metadata names no identity provider, address or certificate.")
    if understood.is_over():
        raise MetadataError("The metadata's validity (validUntil) has passed.")
    return understood


def _entity(root: etree._Element) -> etree._Element:
    """Return the identity provider among the entities of ``root`` (2.3.1, 2.3.2)."""
    wanted = settings.SAML_IDP_ENTITY_ID
    entities = [
        entity
        for entity in root.iter(ENTITY)
        if entity.find("md:IDPSSODescriptor", NAMESPACES) is not None
        and (not wanted or entity.get("entityID") == wanted)
    ]
    if len(entities) != 1:
        which = f"{wanted!r} once" if wanted else "exactly one identity provider"
        raise MetadataError(f"The metadata must describe {which}; it does so {len(entities)} times.")
    return entities[0]


def _vouched_for(entity: etree._Element) -> etree._Element:
    """Return the entity as it was signed, itself or in what surrounds it, when a signer is pinned."""
    if not settings.SAML_IDP_METADATA_CERT:
        return entity
    try:
        pinned = x509.load_pem_x509_certificates(Path(settings.SAML_IDP_METADATA_CERT).read_bytes())
    except OSError as error:
        raise MetadataError("SAML_IDP_METADATA_CERT cannot be read.") from error
    certificates = [base64.b64encode(one.public_bytes(Encoding.DER)).decode() for one in pinned]
    for element in (entity, *entity.iterancestors()):
        try:
            return _entity(verified(element, certificates))
        except Refused:
            continue
    raise MetadataError("The metadata is not signed by SAML_IDP_METADATA_CERT.")


def _role(entity: etree._Element) -> etree._Element:
    roles = [
        role
        for role in entity.findall("md:IDPSSODescriptor", NAMESPACES)
        if Constants.NS_SAMLP in role.get("protocolSupportEnumeration", "").split()
    ]
    if len(roles) != 1:
        raise MetadataError("The identity provider does not describe its SAML 2.0 role once.")
    return roles[0]


def _redirect_service(role: etree._Element, path: str) -> dict[str, str]:
    """Return the addresses of a service, nothing when there is none; answers may have their own (2.2.2)."""
    for service in role.findall(path, NAMESPACES):
        if service.get("Binding") == Constants.BINDING_HTTP_REDIRECT and service.get("Location"):
            addresses = {"url": service.get("Location"), "responseUrl": service.get("ResponseLocation")}
            return {name: address for name, address in addresses.items() if address}
    return {}


def _signing_certificates(role: etree._Element) -> list[tuple[str, x509.Certificate]]:
    """Return every certificate that may sign, in base64 and read; two during a roll-over (2.4.1.1)."""
    found = []
    for key in role.findall("md:KeyDescriptor", NAMESPACES):
        if key.get("use", "signing") != "signing":
            continue
        for node in key.iterfind(".//ds:X509Certificate", NAMESPACES):
            text = "".join((node.text or "").split())
            try:
                certificate = x509.load_der_x509_certificate(base64.b64decode(text, validate=True))
                public_key = certificate.public_key()
            except (binascii.Error, ValueError) as error:
                raise MetadataError("A certificate of the metadata cannot be read.") from error
            if not isinstance(public_key, RSAPublicKey) or public_key.key_size < MIN_RSA_BITS:
                raise MetadataError(f"A key of the metadata is not RSA of {MIN_RSA_BITS} bits or more.")
            found.append((text, certificate))
    return found


def _valid_until(role: etree._Element) -> datetime | None:
    """Return the first end of validity named by the role or by anything around it."""
    ends = []
    for element in [role, *role.iterancestors()]:
        written = element.get("validUntil")
        if written is None:
            continue
        try:
            end = datetime.fromisoformat(written)
        except ValueError as error:
            raise MetadataError("The metadata's validity (validUntil) cannot be read.") from error
        ends.append(end if end.tzinfo else end.replace(tzinfo=UTC))
    return min(ends, default=None)
