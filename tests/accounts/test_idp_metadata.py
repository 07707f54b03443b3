"""What is believed of an identity provider's metadata, and what is not."""

from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from accounts.saml.metadata import understanding
from accounts.saml.metadata.understanding import MAX_BYTES, MetadataError, fetch, understand
from monespace.calls.network import Patience
from monespace.simulators.fas.saml import NAMESPACES
from tests.accounts.federation import ENTITY_ID, SSO_URL, fas_key
from tests.accounts.idp_documents import entity, federation_of, new_key, written

LATER = datetime.now(UTC) + timedelta(days=2)
PAST = datetime.now(UTC) - timedelta(seconds=5)


@pytest.fixture(scope="module")
def other_key(tmp_path_factory):
    return new_key(tmp_path_factory.mktemp("keys"), "other")


@pytest.fixture
def pinned(settings, tmp_path):
    """Make the portal accept only metadata signed by the federation's key."""
    path = tmp_path / "pinned.crt"
    path.write_bytes(fas_key().certificate)
    settings.SAML_IDP_METADATA_CERT = str(path)
    return path


def certificates(understood):
    return understood.idp["x509certMulti"]["signing"]


def test_sign_on_address_for_redirects_and_keys_are_read():
    understood = understand(written(entity(fas_key())))
    assert understood.idp["entityId"] == ENTITY_ID
    assert understood.idp["singleSignOnService"] == {"url": SSO_URL}
    assert certificates(understood) == [fas_key().certificate_text]
    assert understood.valid_until is None


def test_two_keys_are_read_during_a_roll_over(other_key):
    understood = understand(written(entity(fas_key(), other_key)))
    assert certificates(understood) == [fas_key().certificate_text, other_key.certificate_text]


def test_key_for_encryption_signs_nothing(other_key):
    root = entity(fas_key(), other_key)
    root.findall(".//md:KeyDescriptor", NAMESPACES)[1].set("use", "encryption")
    assert certificates(understand(written(root))) == [fas_key().certificate_text]


def test_end_of_validity_is_the_first_that_is_written_anywhere():
    aggregate = federation_of(entity(fas_key(), valid_until=LATER + timedelta(days=9)))
    aggregate.set("validUntil", LATER.strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert understand(written(aggregate)).valid_until == LATER.replace(microsecond=0)


def test_identity_provider_is_found_in_a_federation(settings, other_key):
    ours = entity(fas_key())
    aggregate = written(federation_of(entity(other_key, entity_id="https://other.example/"), ours))
    with pytest.raises(MetadataError, match="exactly one"):
        understand(aggregate)
    settings.SAML_IDP_ENTITY_ID = ENTITY_ID
    assert certificates(understand(aggregate)) == [fas_key().certificate_text]


def test_other_entity_than_the_expected_one_is_refused(settings):
    document = written(entity(fas_key()))
    settings.SAML_IDP_ENTITY_ID = ENTITY_ID
    understand(document)
    settings.SAML_IDP_ENTITY_ID = "https://elsewhere.example/fas"
    with pytest.raises(MetadataError, match="0 times"):
        understand(document)


def removing(path):
    return lambda root: [node.getparent().remove(node) for node in root.findall(path, NAMESPACES)]


def setting(name, value):
    return lambda root: root.set(name, value)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (removing(".//md:IDPSSODescriptor"), "0 times"),
        (removing(".//md:KeyDescriptor"), "no identity provider, address or certificate"),
        (removing(".//md:SingleSignOnService"), "no identity provider, address or certificate"),
        (setting("entityID", ""), "no identity provider, address or certificate"),
        (setting("validUntil", PAST.isoformat()), "has passed"),
        (setting("validUntil", "soon"), "cannot be read"),
        (
            lambda root: setattr(root.find(".//ds:X509Certificate", NAMESPACES), "text", "QUJD"),
            "certificate of the metadata cannot be read",
        ),
        (
            lambda root: root.find("md:IDPSSODescriptor", NAMESPACES).set("protocolSupportEnumeration", "x"),
            "SAML 2.0 role",
        ),
    ],
)
def test_incomplete_or_outdated_metadata_is_refused(change, problem):
    root = entity(fas_key())
    understand(written(root))
    change(root)
    with pytest.raises(MetadataError, match=problem):
        understand(written(root))


@pytest.mark.parametrize(
    "document",
    [b"", b"<a", b"<a/>", b"\xff\xfe", b"<!DOCTYPE a><a/>", b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
)
def test_junk_is_refused(document):
    with pytest.raises(MetadataError):
        understand(document)


def test_signed_metadata_is_believed_when_its_signer_is_known(pinned):
    understand(written(entity(fas_key()), signer=fas_key()))
    understand(written(federation_of(entity(fas_key())), signer=fas_key()))


def test_any_of_several_pinned_certificates_may_have_signed(pinned, other_key):
    pinned.write_bytes(other_key.certificate + fas_key().certificate)
    understand(written(entity(fas_key()), signer=fas_key()))


def unsigned(key, other):
    return written(entity(key))


def signed_by_another(key, other):
    return written(entity(key), signer=other)


def changed_after_signing(key, other):
    return written(entity(key), signer=key).replace(b"fas/sso/", b"fas/evil/")


def another_entity_is_signed(key, other):
    good = etree.fromstring(written(entity(key, entity_id="https://other.example/"), signer=key))
    good.remove(good.find("md:IDPSSODescriptor", NAMESPACES))
    return written(federation_of(good, entity(other)))


def signature_moved_onto_another_entity(key, other):
    good = etree.fromstring(written(entity(key), signer=key))
    evil = entity(other)
    evil.insert(0, good.find("ds:Signature", NAMESPACES))
    extensions = etree.SubElement(evil, f"{{{NAMESPACES['md']}}}Extensions")
    extensions.append(good)
    good.remove(good.find("md:IDPSSODescriptor", NAMESPACES))
    return etree.tostring(evil)


def same_identifier_twice(key, other):
    good = etree.fromstring(written(entity(key), signer=key))
    evil = entity(other)
    evil.set("ID", good.get("ID"))
    evil.insert(0, good.find("ds:Signature", NAMESPACES))
    wrapper = etree.SubElement(evil, f"{{{NAMESPACES['md']}}}Extensions")
    good.remove(good.find("md:IDPSSODescriptor", NAMESPACES))
    wrapper.append(good)
    return etree.tostring(evil)


@pytest.mark.parametrize(
    "forged",
    [
        unsigned,
        signed_by_another,
        changed_after_signing,
        another_entity_is_signed,
        signature_moved_onto_another_entity,
        same_identifier_twice,
    ],
)
def test_metadata_without_the_right_signature_is_refused(pinned, other_key, forged):
    understand(written(entity(fas_key()), signer=fas_key()))
    with pytest.raises(MetadataError, match="not signed"):
        understand(forged(fas_key(), other_key))


def test_missing_pinned_certificate_refuses_everything(settings, pinned):
    document = written(entity(fas_key()), signer=fas_key())
    understand(document)
    pinned.unlink()
    with pytest.raises(MetadataError, match="SAML_IDP_METADATA_CERT cannot be read"):
        understand(document)


def test_metadata_comes_over_https_outside_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(MetadataError, match="https"):
        fetch("http://fas.example/metadata/")


def test_endless_answer_is_cut(saying):
    assert fetch(saying(b"<a/>")) == b"<a/>"
    with pytest.raises(MetadataError, match="too long"):
        fetch(saying(b"x" * (MAX_BYTES + 1)))


def test_source_that_answers_byte_by_byte_is_given_up(saying, dripping, monkeypatch):
    monkeypatch.setattr(understanding, "PATIENCE", Patience(total=0.4, connect=0.2))
    assert fetch(saying(b"<a/>")) == b"<a/>"
    with pytest.raises(MetadataError, match="ReadTimeout"):
        fetch(dripping)


@pytest.mark.parametrize("source", ["http://[::1/", "https://exemple.be:port/", "https://é\u2028.be/"])
def test_address_that_is_none_is_said_to_be_unreadable(source):
    with pytest.raises(MetadataError, match="could not be read"):
        fetch(source)
