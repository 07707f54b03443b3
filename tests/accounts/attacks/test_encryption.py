"""Encrypted assertions that are weakly sealed, not for us, unsigned inside or no assertions at all."""

import base64

import pytest
from lxml import etree

from tests.accounts.attacks import modes, sealing
from tests.accounts.attacks.changes import made
from tests.accounts.attacks.forge import NS, assertion_of, at, response, sign
from tests.accounts.attacks.keys import attackers, genuine
from tests.accounts.attacks.sealing import XENC, XENC11, Sealing, seal, sealed

MORE = "http://www.w3.org/2001/04/xmldsig-more#"
WEAK = {
    "RSA 1.5": (sealing.RSA_15, "key-transport"),
    "RSA 1.5 and CBC": (Sealing(transport=sealing.RSA_15.transport, content=f"{XENC}aes256-cbc"),
                        "encryption-algorithm"),
    "AES CBC": (sealing.AES_CBC, "encryption-algorithm"),
    "AES-128 CBC": (Sealing(content=f"{XENC}aes128-cbc", key_bytes=16, cbc=True), "encryption-algorithm"),
    "triple DES": (Sealing(content=f"{XENC}tripledes-cbc", key_bytes=24, cbc=True), "encryption-algorithm"),
    "CBC passed off as GCM": (Sealing(cbc=True), "decryption"),
    "no method": (Sealing(content=""), "encryption-algorithm"),
    "no method for the key": (Sealing(transport=""), "key-transport"),
    "key of another length": (Sealing(key_bytes=16), "decryption"),
    "for another reader": (Sealing(to=attackers), "decryption"),
    "OAEP under a weak hash": (
        Sealing(digest=f'<ds:DigestMethod xmlns:ds="{NS["ds"]}" Algorithm="{MORE}md5"/>'),
        "key-transport",
    ),
    "OAEP under another hash than said": (
        Sealing(digest=f'<ds:DigestMethod xmlns:ds="{NS["ds"]}" Algorithm="{XENC}sha512"/>'),
        "decryption",
    ),
    "key wrapped by another": (Sealing(transport=f"{XENC}kw-aes256"), "key-transport"),
    "OAEP with a mask of its own": (Sealing(transport=f"{XENC11}rsa-oaep"), "key-transport"),
}  # fmt: skip


@pytest.mark.parametrize("signs_response", [False, True], ids=["assertion-encrypted", "both-encrypted"])
@pytest.mark.parametrize(("how", "rule"), WEAK.values(), ids=WEAK.keys())
def test_weak_or_foreign_encryption_is_refused(browser, how, rule, signs_response):
    root = response(browser.asks())
    sign(assertion_of(root), genuine())
    seal(root, how)
    if signs_response:
        sign(root, genuine())
    browser.is_refused(browser.carries(root), rule)


def holding(content):
    """Return a change that puts other content where the encrypted assertion should be."""

    def change(root):
        root.replace(assertion_of(root), sealed(content(root)))

    return change


def plain(root):
    return etree.tostring(assertion_of(root), with_tail=False)


def unsigned(root):
    at(root, "saml:Assertion").remove(at(root, "saml:Assertion/ds:Signature"))
    return plain(root)


def signed_by_the_attacker(root):
    unsigned(root)
    sign(assertion_of(root), attackers())
    return plain(root)


INSIDE = {
    "unsigned": (unsigned, "unsigned"),
    "signed by a key of one's own": (signed_by_the_attacker, "signature"),
    "nothing": (lambda _root: b"", "part"),
    "no XML": (lambda _root: b"\xff\xfe\x00", "encoding"),
    "text": (lambda _root: b"78031490147", "part"),
    "a response": (etree.tostring, "decrypted-root"),
    "a subject": (lambda root: etree.tostring(at(root, "saml:Assertion/saml:Subject")), "decrypted-root"),
    "two assertions": (lambda root: plain(root) * 2, "part"),
    "an end of what stands around it": (
        lambda root: plain(root) + b"</part><part>" + plain(root),
        "xml",
    ),
    "an encrypted assertion": (lambda root: etree.tostring(sealed(plain(root))), "decrypted-root"),
}


@pytest.mark.parametrize("mode", [modes.ASSERTION], ids=["assertion-encrypted"])
@pytest.mark.parametrize(("content", "rule"), INSIDE.values(), ids=INSIDE.keys())
def test_what_comes_out_is_read_as_strictly_as_what_came_in(browser, mode, content, rule):
    browser.is_refused(browser.carries(modes.answer(browser.asks(), mode, stolen=holding(content))), rule)


DATA = "saml:EncryptedAssertion/xenc:EncryptedData"
KEY = f"{DATA}/ds:KeyInfo/xenc:EncryptedKey"


def altered(path, position):
    """Return a change of one bit of what is sealed."""

    def change(root):
        value = at(root, f"{path}/xenc:CipherData/xenc:CipherValue")
        content = bytearray(base64.b64decode(value.text))
        content[position] ^= 1
        value.text = base64.b64encode(content).decode()

    return change


def cut(root):
    value = at(root, f"{DATA}/xenc:CipherData/xenc:CipherValue")
    value.text = base64.b64encode(base64.b64decode(value.text)[:20]).decode()


def replacing(path, xml):
    return lambda root: at(root, path).getparent().replace(at(root, path), made(xml))


def key_twice(root):
    key = at(root, KEY)
    key.addnext(etree.fromstring(etree.tostring(key)))


def key_elsewhere(root):
    """Leave the key beside the data, and say where it is."""
    key = at(root, KEY)
    key.set("Id", "_key")
    information = key.getparent()
    information.remove(key)
    information.append(made(f'<ds:RetrievalMethod URI="#_key" Type="{XENC}EncryptedKey"/>'))
    at(root, "saml:EncryptedAssertion").append(key)


def encrypted_twice(root):
    encrypted = at(root, "saml:EncryptedAssertion")
    encrypted.addnext(etree.fromstring(etree.tostring(encrypted)))


def name_encrypted(root):
    name = at(root, "saml:Assertion/saml:Subject/saml:NameID")
    hidden = sealed(etree.tostring(name))
    hidden.tag = f"{{{NS['saml']}}}EncryptedID"
    name.getparent().replace(name, hidden)


def attribute_encrypted(root):
    attribute = at(root, "saml:Assertion/saml:AttributeStatement/saml:Attribute")
    hidden = sealed(etree.tostring(attribute))
    hidden.tag = f"{{{NS['saml']}}}EncryptedAttribute"
    attribute.getparent().replace(attribute, hidden)


CARRIED = {
    "one bit of the content": (altered(DATA, 30), "decryption"),
    "one bit of the seal": (altered(DATA, -1), "decryption"),
    "one bit of the nonce": (altered(DATA, 0), "decryption"),
    "one bit of the key": (altered(KEY, 100), "decryption"),
    "cut short": (cut, "decryption"),
    "not base64": (lambda root: setattr(at(root, f"{DATA}/xenc:CipherData/xenc:CipherValue"), "text", "x"),
                   "schema"),
    "content elsewhere": (
        replacing(f"{DATA}/xenc:CipherData/xenc:CipherValue",
                  '<xenc:CipherReference URI="http://127.0.0.1:9/"/>'),
        "element",
    ),
    "no key": (replacing(KEY, "<ds:KeyName>x</ds:KeyName>"), "encryption"),
    "two keys": (key_twice, "encryption"),
    "key elsewhere": (key_elsewhere, "element"),
    "key at an address": (replacing(KEY, '<ds:RetrievalMethod URI="http://127.0.0.1:9/"/>'), "element"),
    "two encrypted assertions": (encrypted_twice, "assertions"),
}  # fmt: skip


@pytest.mark.parametrize("mode", [modes.ASSERTION_ENCRYPTED], ids=str)
@pytest.mark.parametrize(("carried", "rule"), CARRIED.values(), ids=CARRIED.keys())
def test_sealed_assertion_changed_on_the_way_is_refused(browser, mode, carried, rule):
    browser.is_refused(browser.carries(modes.answer(browser.asks(), mode, carried=carried)), rule)


@pytest.mark.parametrize("mode", [modes.BOTH_ENCRYPTED], ids=str)
@pytest.mark.parametrize("carried", [altered(DATA, 30), altered(KEY, 100), cut], ids=["bit", "key", "cut"])
def test_nothing_is_opened_in_a_response_whose_signature_is_wrong(browser, mode, carried, monkeypatch):
    answer = modes.answer(browser.asks(), mode, carried=carried)
    monkeypatch.setattr("accounts.saml.response.reading.decrypted", lambda *_: pytest.fail("it was opened"))
    browser.is_refused(browser.carries(answer), "signature")


PARTS = {"name": name_encrypted, "attribute": attribute_encrypted}


@pytest.mark.parametrize("mode", modes.EXTREMES, ids=str)
@pytest.mark.parametrize("said", PARTS.values(), ids=PARTS.keys())
def test_assertion_encrypted_in_part_is_refused(browser, mode, said):
    browser.is_refused(browser.carries(modes.answer(browser.asks(), mode, said=said)), "element")
