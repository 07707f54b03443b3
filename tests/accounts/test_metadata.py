"""The two parties' metadata: the federation's as we read it, ours as the federation reads it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from accounts.saml import idp
from accounts.saml.refusals import Refused
from monespace.simulators.fas.saml import NAMESPACES
from tests.accounts import federation as federation_module

LOGIN = "/accounts/saml/fas/login/?method=itsme"


@pytest.fixture
def clock(monkeypatch):
    """Return a clock for the copy of the metadata, to be moved by hand."""

    class Clock:
        now = 1_000_000.0

        def monotonic(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(idp, "time", clock)
    return clock


@pytest.fixture
def metadata(settings, tmp_path, clock):
    path = tmp_path / "metadata.xml"
    path.write_bytes(federation_module.metadata())
    settings.SAML_IDP_METADATA = str(path)
    return path


def test_metadata_is_read_from_a_path(metadata):
    known = idp.identity_provider()
    assert known["entityId"] == federation_module.ENTITY_ID
    assert known["singleSignOnService"] == {"url": federation_module.SSO_URL}


def test_last_good_copy_serves_while_the_metadata_is_away(metadata, clock):
    known = idp.identity_provider()
    metadata.unlink()
    clock.now += idp.REFRESH_SECONDS + 1
    assert idp.identity_provider() == known


def test_metadata_is_read_again_after_a_while(metadata, clock):
    idp.identity_provider()
    metadata.write_bytes(metadata.read_bytes().replace(b"fas/sso/", b"fas/other/"))
    assert idp.identity_provider()["singleSignOnService"]["url"].endswith("/sso/")
    clock.now += idp.REFRESH_SECONDS + 1
    assert idp.identity_provider()["singleSignOnService"]["url"].endswith("/other/")


@pytest.mark.parametrize(
    "content",
    [b"", b"<a", b"<a/>", b"<!DOCTYPE a><a/>", b"\xff\xfe"],
)
def test_wrong_metadata_is_no_identity_provider(metadata, clock, content):
    metadata.write_bytes(content)
    with pytest.raises(Refused) as refused:
        idp.identity_provider()
    assert refused.value.status == 503


def test_metadata_comes_over_https_outside_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(idp.MetadataError, match="https"):
        idp.fetch("http://fas.example/metadata/")


def test_unreachable_federation_is_said_on_a_page_with_the_way_back(client, settings, metadata):
    assert client.get(LOGIN).status_code == 302
    settings.SAML_IDP_METADATA = str(metadata.with_name("gone.xml"))
    response = client.get(f"{LOGIN}&next=/demarches/")
    assert response.status_code == 503
    page = response.content.decode()
    assert "ne répond pas" in page
    assert "next=%2Fdemarches%2F" in page
    assert client.post("/accounts/saml/fas/acs/", {"SAMLResponse": "x"}).status_code == 503


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
