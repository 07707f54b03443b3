"""Our own metadata, as the federation reads it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from monespace.simulators.fas.saml import NAMESPACES


def test_our_metadata_is_signed_and_lasts_as_long_as_our_certificate(client, settings):
    document = client.get("/accounts/saml/fas/metadata/").content
    root = etree.fromstring(document)
    assert OneLogin_Saml2_Utils.validate_metadata_sign(document, cert=Path(settings.SAML_SP_CERT).read_text())
    assert not isinstance(OneLogin_Saml2_XML.validate_xml(document, "saml-schema-metadata-2.0.xsd"), str)
    assert root.get("entityID") == settings.SAML_SP_ENTITY_ID
    assert datetime.fromisoformat(root.get("validUntil")) > datetime.now(UTC) + timedelta(days=300)
    acs = root.find(".//md:AssertionConsumerService", NAMESPACES)
    assert acs.get("Location") == f"{settings.SITE_URL}/accounts/saml/fas/acs/"


def test_logout_messages_are_not_offered_and_refused(client):
    assert b"SingleLogoutService" not in client.get("/accounts/saml/fas/metadata/").content
    assert (
        client.get("/accounts/saml/fas/sls/?SAMLRequest=x&RelayState=https://evil.example/").status_code
        == 400
    )
