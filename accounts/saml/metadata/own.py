"""What we tell the federation of ourselves: signed, valid for a while, both keys named during a roll-over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.utils import timezone
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.metadata import OneLogin_Saml2_Metadata
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from accounts.saml.metadata.service_provider import SECURITY, service_provider

VALIDITY = timedelta(days=30)
ENCRYPTION_METHODS = (
    "http://www.w3.org/2009/xmlenc11#aes256-gcm",
    "http://www.w3.org/2009/xmlenc11#aes128-gcm",
    "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
)
NAMESPACES = {"md": Constants.NS_MD}


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
