"""Signatures that are missing, somebody else's, weak, or made to cover something else."""

import base64
import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from tests.accounts.attacks import modes
from tests.accounts.attacks.changes import VALUE, made, writing
from tests.accounts.attacks.forge import (
    C14N,
    ENVELOPED,
    OTHER_NUMBER,
    How,
    assertion_of,
    at,
    response,
    sign,
    unsign,
)
from tests.accounts.attacks.keys import attackers, genuine, portals
from tests.accounts.attacks.sealing import seal

MORE = "http://www.w3.org/2001/04/xmldsig-more#"
DSIG = "http://www.w3.org/2000/09/xmldsig#"
SHA1 = hashes.SHA1()  # noqa: S303
MD5 = hashes.MD5()  # noqa: S303
XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116"
XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
XPOINTER = "#xpointer(/)"


def keyed_with_the_certificate(algorithm):
    """Authenticate with the public certificate as the secret: what anybody can compute."""
    secret = genuine().certificate.public_bytes(Encoding.PEM)
    return lambda content: hmac.new(secret, content, algorithm).digest()


# How a signature can be made wrong although the right key makes it: by whom deceives the identity provider.
METHODS = {
    "rsa-sha1": (How(method=f"{DSIG}rsa-sha1", hash=SHA1), "algorithm"),
    "rsa-md5": (How(method=f"{MORE}rsa-md5", hash=MD5), "algorithm"),
    "digest sha1": (How(digest_method=f"{DSIG}sha1", digest="sha1"), "algorithm"),
    "digest md5": (How(digest_method=f"{MORE}md5", digest="md5"), "algorithm"),
    "hmac-sha256 keyed with the certificate": (
        How(method=f"{MORE}hmac-sha256", mac=keyed_with_the_certificate("sha256")),
        "algorithm",
    ),
    "hmac-sha1 keyed with the certificate": (
        How(method=f"{DSIG}hmac-sha1", mac=keyed_with_the_certificate("sha1")),
        "algorithm",
    ),
    "hmac passed off as rsa": (How(mac=keyed_with_the_certificate("sha256")), "signature"),
    "no algorithm": (How(method=""), "algorithm"),
    "inclusive canonicalisation": (How(c14n="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"), "algorithm"),
    "canonicalisation with comments": (How(c14n=f"{C14N}WithComments"), "algorithm"),
    "an xslt": (How(transforms=(ENVELOPED, XSLT, C14N)), "transforms"),
    "an xpath": (How(transforms=(ENVELOPED, XPATH, C14N)), "transforms"),
    "base64": (How(transforms=(ENVELOPED, f"{DSIG}base64", C14N)), "transforms"),
    "transform with comments": (How(transforms=(ENVELOPED, f"{C14N}WithComments")), "transforms"),
    "not enveloped": (How(transforms=(C14N,)), "transforms"),
    "transforms the other way round": (How(transforms=(C14N, ENVELOPED)), "transforms"),
    "the whole document": (How(uri=""), "reference"),
    "a pointer": (How(uri=XPOINTER), "reference"),
    "another element": (How(uri="#_other"), "reference"),
    "an address": (How(uri="http://127.0.0.1/x.xml"), "reference"),
    "a file": (How(uri="file:///etc/hostname"), "reference"),
    "signature value empty": (How(mac=lambda _content: b""), "signature"),
    "signature value too short": (How(mac=lambda _content: b"x"), "signature"),
}


@pytest.mark.parametrize("encrypts", [False, True], ids=["assertion-plain", "assertion-encrypted"])
@pytest.mark.parametrize(("how", "rule"), METHODS.values(), ids=METHODS.keys())
def test_assertion_signed_wrongly_is_refused(browser, how, rule, encrypts):
    root = response(browser.asks())
    sign(assertion_of(root), genuine(), how)
    if encrypts:
        seal(root)
    browser.is_refused(browser.carries(root), rule)


@pytest.mark.parametrize("encrypts", [False, True], ids=["both-plain", "both-encrypted"])
@pytest.mark.parametrize(("how", "rule"), METHODS.values(), ids=METHODS.keys())
def test_response_signed_wrongly_is_refused_although_its_assertion_is_right(browser, how, rule, encrypts):
    root = response(browser.asks())
    sign(assertion_of(root), genuine())
    if encrypts:
        seal(root)
    sign(root, genuine(), how)
    browser.is_refused(browser.carries(root), rule)


def signed_by(pair):
    def change(root):
        unsign(assertion_of(root))
        sign(assertion_of(root), pair())

    return change


def info(root):
    return at(root, "saml:Assertion/ds:Signature/ds:SignedInfo")


def second_reference(root):
    reference = at(info(root), "ds:Reference")
    reference.addnext(etree.fromstring(etree.tostring(reference, with_tail=False)))


def covering_something_else(root):
    """Point the reference at an element with the digest that it had."""
    at(info(root), "ds:Reference").set("URI", "#" + root.get("ID"))


def digest_of_the_change(root):
    """Change the person, and put the digest right: the signature over it is then wrong."""
    assertion = assertion_of(root)
    writing(VALUE, OTHER_NUMBER)(root)
    signature = unsign(assertion)
    content = etree.tostring(assertion, method="c14n", exclusive=True)
    at(signature, "ds:SignedInfo/ds:Reference/ds:DigestValue").text = base64.b64encode(
        hashlib.sha256(content).digest()
    ).decode()
    at(assertion, "saml:Issuer").addnext(signature)


def key_value_of_ones_own(root):
    signed_by(attackers)(root)
    numbers = attackers().key.public_key().public_numbers()
    modulus = base64.b64encode(numbers.n.to_bytes(256, "big")).decode()
    at(root, "saml:Assertion/ds:Signature/ds:KeyInfo").append(
        made(
            f"<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>{modulus}</ds:Modulus><ds:Exponent>AQAB</ds:Exponent>"
            "</ds:RSAKeyValue></ds:KeyValue>"
        )
    )


def from_another_answer(root):
    """Put on this assertion a signature that the identity provider made for another."""
    signature = unsign(assertion_of(root))
    assertion_of(root).set("ID", "_another")
    at(assertion_of(root), "saml:Issuer").addnext(signature)


STOLEN = {
    "stripped": (lambda root: unsign(assertion_of(root)), "unsigned"),
    "emptied": (lambda root: info(root).getparent().clear(), "schema"),
    "of a key of one's own, whose certificate comes along": (signed_by(attackers), "signature"),
    "of a key of one's own, described by its value": (key_value_of_ones_own, "signature"),
    "of the portal's own key": (signed_by(portals), "signature"),
    "of another answer": (from_another_answer, "reference"),
    "person changed": (writing(VALUE, OTHER_NUMBER), "signature"),
    "person changed, digest put right": (digest_of_the_change, "signature"),
    "level changed": (
        writing(
            "saml:Assertion/saml:AuthnStatement/saml:AuthnContext/saml:AuthnContextClassRef",
            "urn:be:fedict:iam:fas:citizen:Level500",
        ),
        "signature",
    ),
    "audience changed": (
        writing("saml:Assertion/saml:Conditions/saml:AudienceRestriction/saml:Audience", "https://x.example"),
        "signature",
    ),
    "two references": (second_reference, "reference"),
    "covering the response": (covering_something_else, "reference"),
    "without key": (
        lambda root: at(root, "saml:Assertion/ds:Signature/ds:KeyInfo").clear(),
        "schema",
    ),
}


@pytest.mark.parametrize("mode", modes.ENVELOPE_UNSIGNED, ids=str)
@pytest.mark.parametrize(("stolen", "rule"), STOLEN.values(), ids=STOLEN.keys())
def test_assertion_whose_signature_was_tampered_with_is_refused(browser, mode, stolen, rule):
    browser.is_refused(browser.carries(modes.answer(browser.asks(), mode, stolen=stolen)), rule)


def response_signed_by(pair):
    def change(root):
        unsign(root)
        sign(root, pair())

    return change


CARRIED = {
    "both stripped": (lambda root: (unsign(root), unsign(assertion_of(root))), "unsigned", [modes.BOTH]),
    "response signed by a key of one's own": (
        response_signed_by(attackers),
        "signature",
        [modes.BOTH, modes.BOTH_ENCRYPTED, *modes.REFUSED],
    ),
    "response signed by the portal's key": (
        response_signed_by(portals),
        "signature",
        [modes.BOTH, modes.BOTH_ENCRYPTED],
    ),
    "destination changed": (
        lambda root: root.set("Consent", "urn:x"),
        "signature",
        [modes.BOTH, modes.BOTH_ENCRYPTED, *modes.REFUSED],
    ),
    "person changed": (writing(VALUE, OTHER_NUMBER), "signature", [*modes.PLAIN, modes.RESPONSE]),
    "second signature": (
        lambda root: sign(root, attackers()),
        "schema",
        [modes.BOTH, modes.BOTH_ENCRYPTED, modes.RESPONSE],
    ),
}
CASES = [
    pytest.param(change, rule, mode, id=f"{mode}-{name}")
    for name, (change, rule, where) in CARRIED.items()
    for mode in where
]


@pytest.mark.parametrize(("carried", "rule", "mode"), CASES)
def test_message_changed_on_the_way_is_refused(browser, mode, carried, rule):
    browser.is_refused(browser.carries(modes.answer(browser.asks(), mode, carried=carried)), rule)


def test_answer_without_the_response_s_signature_is_as_good_as_one_that_never_had_it(browser):
    browser.comes_in(browser.carries(modes.answer(browser.asks(), modes.BOTH, carried=unsign)))
