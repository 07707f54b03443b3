"""Our own metadata, as the federation reads it: judged without the library that writes it."""

import base64
import hashlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from lxml import etree
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from monespace.demo.certificates import write_certificate
from monespace.simulators.fas.saml import NAMESPACES, REDIRECT, RSA_SHA256

METADATA = "/accounts/saml/fas/metadata/"


def fetched(client):
    response = client.get(METADATA)
    assert response["Content-Type"] == "application/samlmetadata+xml"
    return response.content


def certificate_text(path):
    return "".join(Path(path).read_text().strip().splitlines()[1:-1])


def named_keys(document, use):
    root = etree.fromstring(document)
    found = root.iterfind(f".//md:KeyDescriptor[@use='{use}']//ds:X509Certificate", NAMESPACES)
    return ["".join(node.text.split()) for node in found]


def canonical(node):
    return etree.tostring(node, method="c14n", exclusive=True, with_comments=False)


def verify(document, certificate):
    """Check the signature by hand: the digest of the document without it, then the key over SignedInfo."""
    root = etree.fromstring(document)
    signature = root.find("ds:Signature", NAMESPACES)
    info = signature.find("ds:SignedInfo", NAMESPACES)
    assert info.find("ds:SignatureMethod", NAMESPACES).get("Algorithm") == RSA_SHA256
    assert info.find("ds:Reference", NAMESPACES).get("URI") == f"#{root.get('ID')}"
    value = base64.b64decode(signature.findtext("ds:SignatureValue", namespaces=NAMESPACES))
    signed_info = canonical(info)
    digest = base64.b64decode(info.findtext("ds:Reference/ds:DigestValue", namespaces=NAMESPACES))
    root.remove(signature)
    assert hashlib.sha256(canonical(root)).digest() == digest
    public_key = x509.load_pem_x509_certificate(Path(certificate).read_bytes()).public_key()
    public_key.verify(value, signed_info, PKCS1v15(), hashes.SHA256())


@pytest.fixture(scope="module")
def next_pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("next")
    certificate, key = folder / "next.crt", folder / "next.key"
    write_certificate(certificate, key, "next")
    return str(certificate), str(key)


def test_our_metadata_names_us_and_where_answers_go(client, settings):
    document = fetched(client)
    assert not isinstance(OneLogin_Saml2_XML.validate_xml(document, "saml-schema-metadata-2.0.xsd"), str)
    root = etree.fromstring(document)
    assert root.get("entityID") == settings.SAML_SP_ENTITY_ID
    acs = root.find(".//md:AssertionConsumerService", NAMESPACES)
    assert acs.get("Location") == f"{settings.SITE_URL}/accounts/saml/fas/acs/"
    role = root.find("md:SPSSODescriptor", NAMESPACES)
    assert (role.get("AuthnRequestsSigned"), role.get("WantAssertionsSigned")) == ("true", "true")


def test_our_metadata_is_signed_by_the_current_key(client, settings, next_pair):
    document = fetched(client)
    verify(document, settings.SAML_SP_CERT)
    with pytest.raises(InvalidSignature):
        verify(document, next_pair[0])
    with pytest.raises(AssertionError):
        verify(document.replace(b"/acs/", b"/acz/"), settings.SAML_SP_CERT)


def test_our_metadata_is_valid_for_a_month(client):
    root = etree.fromstring(fetched(client))
    left = datetime.fromisoformat(root.get("validUntil")) - datetime.now(UTC)
    assert timedelta(days=29) < left <= timedelta(days=30)
    assert root.get("cacheDuration") == "P1D"


def test_our_metadata_ends_with_our_certificate(client, settings, tmp_path):
    certificate, key = tmp_path / "short.crt", tmp_path / "short.key"
    write_certificate(certificate, key, "short", days=5)
    settings.SAML_SP_CERT, settings.SAML_SP_KEY = str(certificate), str(key)
    root = etree.fromstring(fetched(client))
    end = x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc
    assert datetime.fromisoformat(root.get("validUntil")) == end


@pytest.mark.parametrize("use", ["signing", "encryption"])
def test_one_key_is_named_for_signing_and_for_encryption(client, settings, use):
    assert named_keys(fetched(client), use) == [certificate_text(settings.SAML_SP_CERT)]


def test_only_authenticated_encryption_is_offered(client):
    offered = re.findall(rb'EncryptionMethod Algorithm="([^"]+)"', fetched(client))
    assert offered
    assert all(b"gcm" in method or b"oaep" in method for method in offered)


def test_both_keys_are_named_during_a_roll_over_and_the_current_one_signs(client, settings, next_pair):
    settings.SAML_SP_NEXT_CERT, settings.SAML_SP_NEXT_KEY = next_pair
    document = fetched(client)
    both = {certificate_text(settings.SAML_SP_CERT), certificate_text(next_pair[0])}
    assert set(named_keys(document, "signing")) == both
    assert set(named_keys(document, "encryption")) == both
    verify(document, settings.SAML_SP_CERT)


@pytest.mark.django_db
def test_requests_are_signed_by_the_key_that_is_current(client, settings, federation, next_pair):
    old = settings.SAML_SP_CERT, settings.SAML_SP_KEY
    settings.SAML_SP_NEXT_CERT, settings.SAML_SP_NEXT_KEY = next_pair
    assert federation.ask().acs  # verified with SAML_SP_CERT
    settings.SAML_SP_CERT, settings.SAML_SP_KEY = next_pair
    settings.SAML_SP_NEXT_CERT, settings.SAML_SP_NEXT_KEY = old
    assert federation.ask().acs


def test_our_metadata_offers_single_logout(client, settings):
    service = etree.fromstring(fetched(client)).find(".//md:SingleLogoutService", NAMESPACES)
    assert service.get("Location") == f"{settings.SITE_URL}/accounts/saml/fas/sls/"
    assert service.get("Binding") == REDIRECT
