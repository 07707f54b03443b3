"""The portal as a SAML service provider: its addresses, key and demands, in python3-saml's terms."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.metadata import OneLogin_Saml2_Metadata
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from accounts.saml.protocol.contexts import LEVEL_CONTEXTS, TRANSIENT

if TYPE_CHECKING:
    from monespace.common.levels import Level

SECURITY = {
    "authnRequestsSigned": True,
    "wantAssertionsSigned": True,
    "wantMessagesSigned": True,
    "wantAssertionsEncrypted": False,
    "wantNameIdEncrypted": False,
    "wantAttributeStatement": True,
    "allowRepeatAttributeName": False,
    "rejectDeprecatedAlgorithm": True,
    "requestedAuthnContext": False,
    "requestedAuthnContextComparison": "minimum",
    "signatureAlgorithm": Constants.RSA_SHA256,
    "digestAlgorithm": Constants.SHA256,
}
VALIDITY = timedelta(days=30)
ENCRYPTION_METHODS = (
    "http://www.w3.org/2009/xmlenc11#aes256-gcm",
    "http://www.w3.org/2009/xmlenc11#aes128-gcm",
    "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
)
NAMESPACES = {"md": Constants.NS_MD}


def acs_url() -> str:
    """Return the only address at which answers are received; the Host header has no say in it."""
    return settings.SITE_URL + reverse("accounts:saml_acs")


def sls_url() -> str:
    """Return the only address at which logout messages are received."""
    return settings.SITE_URL + reverse("accounts:saml_sls")


def request_data() -> dict[str, str]:
    """Return the request that python3-saml compares answers with: always ours, never the browser's words."""
    site = urlsplit(settings.SITE_URL)
    return {
        "https": "on" if site.scheme == "https" else "off",
        "http_host": site.netloc,
        "script_name": "",
        "path_info": reverse("accounts:saml_acs"),
    }


@lru_cache(maxsize=4)
def _credentials(certificate: str, key: str) -> tuple[str, str]:
    return Path(certificate).read_text(), Path(key).read_text()


def decryption_keys() -> list[RSAPrivateKey]:
    """Return the keys that open what is encrypted for us, the current one first."""
    pairs = [(settings.SAML_SP_CERT, settings.SAML_SP_KEY)]
    if settings.SAML_SP_NEXT_CERT:
        pairs.append((settings.SAML_SP_NEXT_CERT, settings.SAML_SP_NEXT_KEY))
    return [_private_key(_credentials(*pair)[1]) for pair in pairs]


def signing_key() -> RSAPrivateKey:
    """Return the current key, which signs what we send."""
    return decryption_keys()[0]


@lru_cache(maxsize=4)
def _private_key(pem: str) -> RSAPrivateKey:
    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise ImproperlyConfigured("SAML_SP_KEY and SAML_SP_NEXT_KEY must be RSA keys.")
    return key


def service_provider() -> dict[str, Any]:
    """Return the portal in python3-saml's terms; the current key signs, a second is published."""
    certificate, key = _credentials(settings.SAML_SP_CERT, settings.SAML_SP_KEY)
    portal = {
        "entityId": settings.SAML_SP_ENTITY_ID,
        "assertionConsumerService": {"url": acs_url(), "binding": Constants.BINDING_HTTP_POST},
        "singleLogoutService": {"url": sls_url(), "binding": Constants.BINDING_HTTP_REDIRECT},
        "NameIDFormat": TRANSIENT,
        "x509cert": certificate,
        "privateKey": key,
    }
    if settings.SAML_SP_NEXT_CERT:
        portal["x509certNew"], _key = _credentials(settings.SAML_SP_NEXT_CERT, settings.SAML_SP_NEXT_KEY)
    return portal


def saml_settings(idp: dict[str, Any], *, level: Level | None = None) -> OneLogin_Saml2_Settings:
    """Return the settings for one exchange; ``level`` is the least the identity provider may answer."""
    security = SECURITY | {"allowSingleLabelDomains": settings.DEMO}
    if level is not None:
        security["requestedAuthnContext"] = [LEVEL_CONTEXTS[level]]
    return OneLogin_Saml2_Settings(
        {"strict": True, "sp": service_provider(), "idp": idp, "security": security}
    )


def own_metadata() -> bytes:
    """Return our metadata, signed with the current key; it says which encryption we open."""
    certificate = x509.load_pem_x509_certificate(Path(settings.SAML_SP_CERT).read_bytes())
    valid_until = min(timezone.now() + VALIDITY, certificate.not_valid_after_utc)
    security = SECURITY | {
        "allowSingleLabelDomains": settings.DEMO,
        "wantAssertionsEncrypted": True,  # names our keys for encryption; asks for nothing
        "metadataValidUntil": valid_until.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "metadataCacheDuration": "P1D",
    }
    ours = OneLogin_Saml2_Settings(
        {"strict": True, "sp": service_provider(), "security": security}, sp_validation_only=True
    )
    root = etree.fromstring(ours.get_sp_metadata())
    for key in root.iterfind(".//md:KeyDescriptor[@use='encryption']", NAMESPACES):
        for method in ENCRYPTION_METHODS:
            etree.SubElement(key, f"{{{Constants.NS_MD}}}EncryptionMethod", Algorithm=method)
    return OneLogin_Saml2_Metadata.sign_metadata(
        root, ours.get_sp_key(), ours.get_sp_cert(), Constants.RSA_SHA256, Constants.SHA256
    )
