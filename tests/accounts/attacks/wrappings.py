"""Signature wrapping: a forged assertion stands where it is read, the signed one where it is verified.

After Somorovsky and others, "On Breaking SAML: Be Whoever You Want to Be" (2012), XSW1 to XSW8, and more
places in which the schemas leave room for anything.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from tests.accounts.attacks.changes import made, writing
from tests.accounts.attacks.forge import NS, OTHER_NUMBER, assertion_of, at, unsign

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    Wrapping = Callable[[etree._Element], object]

VALUE_OF_ASSERTION = "saml:AttributeStatement/saml:Attribute[@Name='egovNRN']/saml:AttributeValue"


def forged(genuine: etree._Element) -> etree._Element:
    """Return a copy of the signed assertion that names another person, unsigned, under another identifier."""
    evil = copy.deepcopy(genuine)
    evil.tail = None
    evil.set("ID", "_evil")
    unsign(evil)
    writing(VALUE_OF_ASSERTION, OTHER_NUMBER)(evil)
    return evil


def apart(root: etree._Element) -> tuple[etree._Element, etree._Element]:
    """Take the signed assertion out of its response; return it, and the forged one put in its place."""
    genuine = assertion_of(root)
    evil = forged(genuine)
    root.replace(genuine, evil)
    return genuine, evil


def signature_on(evil: etree._Element, signature: etree._Element) -> etree._Element:
    """Put a genuine signature on the forged assertion."""
    at(evil, "saml:Issuer").addnext(signature)
    return signature


def xsw3(root):
    genuine, evil = apart(root)
    evil.addnext(genuine)


def xsw3_after(root):
    genuine, evil = apart(root)
    evil.addprevious(genuine)


def xsw4(root):
    genuine, evil = apart(root)
    evil.append(genuine)


def xsw5(root):
    genuine, evil = apart(root)
    signature_on(evil, unsign(genuine))
    evil.addnext(genuine)


def xsw6(root):
    genuine, evil = apart(root)
    signature_on(evil, unsign(genuine)).append(genuine)


def xsw7(root):
    genuine, _evil = apart(root)
    extensions = made("<samlp:Extensions/>")
    extensions.append(genuine)
    at(root, "saml:Issuer").addnext(extensions)


def xsw8(root):
    genuine, evil = apart(root)
    holder = made("<ds:Object/>")
    holder.append(genuine)
    signature_on(evil, unsign(genuine)).append(holder)


def inside(xml: str, path: str, place: str = ".") -> Wrapping:
    """Return a wrapping that hides the signed assertion in an element put at ``path`` of the forged one."""

    def wrap(root: etree._Element) -> None:
        genuine, evil = apart(root)
        holder = made(xml)
        at(holder, place).append(genuine)
        at(evil, path).append(holder)

    return wrap


def in_status(root):
    genuine, _evil = apart(root)
    detail = made("<samlp:StatusDetail/>")
    detail.append(genuine)
    at(root, "samlp:Status").append(detail)


def in_the_signature_s_key(root):
    genuine, evil = apart(root)
    at(signature_on(evil, unsign(genuine)), "ds:KeyInfo").append(genuine)


def in_confirmation(root):
    genuine, evil = apart(root)
    at(evil, "saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData").append(genuine)


def in_a_value(root):
    genuine, evil = apart(root)
    at(evil, VALUE_OF_ASSERTION).append(genuine)


def in_a_foreign_element(root):
    genuine, _evil = apart(root)
    holder = made("<x xmlns='urn:x'/>")
    holder.append(genuine)
    root.append(holder)


def evil_inside_the_signed_one_s_key(root):
    """Leave the signed assertion where it is, and put the forged one in what its signature leaves out."""
    genuine = assertion_of(root)
    at(genuine, "ds:Signature/ds:KeyInfo").append(forged(genuine))


def evil_inside_the_signature(root):
    genuine = assertion_of(root)
    at(genuine, "ds:Signature").append(forged(genuine))


def same_identifier(attribute: str) -> Wrapping:
    """Return a wrapping in which the forged assertion has the signed one's identifier and signature."""

    def wrap(root: etree._Element) -> None:
        genuine = assertion_of(root)
        evil = forged(genuine)
        evil.set(attribute, genuine.get("ID"))
        signature_on(evil, copy.deepcopy(at(genuine, "ds:Signature")))
        genuine.addprevious(evil)

    return wrap


def identifier_borrowed(attribute: str) -> Wrapping:
    """Return a wrapping that gives another element the signed one's identifier, by another attribute."""

    def wrap(root: etree._Element) -> None:
        genuine = assertion_of(root)
        at(genuine, VALUE_OF_ASSERTION).getparent().set(attribute, genuine.get("ID"))

    return wrap


WITHIN_ONE_ASSERTION: dict[str, tuple[Wrapping, str]] = {
    "XSW4 signed one inside the forged one": (xsw4, "element"),
    "XSW6 signed one inside the signature": (xsw6, "element"),
    "XSW8 signed one inside an object": (xsw8, "element"),
    "in an advice": (inside("<saml:Advice/>", "."), "element"),
    "in the signature's key": (in_the_signature_s_key, "element"),
    "in the confirmation": (in_confirmation, "element"),
    "in a value": (in_a_value, "element"),
    "in the declaration of a level": (
        inside("<saml:AuthnContextDecl/>", "saml:AuthnStatement/saml:AuthnContext"),
        "element",
    ),
    "in a condition": (inside("<saml:Condition/>", "saml:Conditions"), "element"),
    "in a statement": (inside("<saml:Statement/>", "."), "element"),
    "forged one in the signed one's key": (evil_inside_the_signed_one_s_key, "element"),
    "forged one in the signed one's signature": (evil_inside_the_signature, "element"),
    "identifier borrowed as xml:id": (
        identifier_borrowed("{http://www.w3.org/XML/1998/namespace}id"),
        "duplicate-id",
    ),
    "identifier borrowed in a namespace": (identifier_borrowed("{urn:x}ID"), "duplicate-id"),
    "identifier borrowed as Id": (identifier_borrowed("{urn:x}Id"), "duplicate-id"),
}
BESIDE_EACH_OTHER: dict[str, tuple[Wrapping, str]] = {
    "XSW3 forged one before": (xsw3, "assertions"),
    "XSW3 forged one after": (xsw3_after, "assertions"),
    "XSW5 signature moved": (xsw5, "assertions"),
    "XSW7 signed one in extensions": (xsw7, "element"),
    "in the status": (in_status, "element"),
    "in a foreign element": (in_a_foreign_element, "element"),
    "same identifier": (same_identifier("ID"), "duplicate-id"),
}


def whole(root: etree._Element) -> etree._Element:
    """Return a copy of a signed response that names another person, to hold the signed one."""
    evil = copy.deepcopy(root)
    evil.set("ID", "_evil_response")
    writing(f"saml:Assertion/{VALUE_OF_ASSERTION}", OTHER_NUMBER)(evil)
    evil.find("saml:Assertion", NS).set("ID", "_evil")
    return evil


def xsw1(root):
    evil = whole(root)
    at(evil, "ds:Signature").append(root)
    return evil


def xsw2(root):
    evil = whole(root)
    unsign(root)
    at(evil, "ds:Signature").addprevious(root)
    return evil


def response_in_object(root):
    evil = whole(root)
    holder = made("<ds:Object/>")
    holder.append(root)
    at(evil, "ds:Signature").append(holder)
    return evil


def response_in_extensions(root):
    evil = whole(root)
    unsign(evil)
    extensions = made("<samlp:Extensions/>")
    extensions.append(root)
    at(evil, "saml:Issuer").addnext(extensions)
    return evil


def response_in_soap(root):
    envelope = made('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>')
    envelope[0].append(root)
    return envelope


def assertion_alone(root):
    return assertion_of(root)


def of_another_namespace(root):
    root.tag = "{urn:oasis:names:tc:SAML:1.0:protocol}Response"
    return root


AROUND_THE_RESPONSE: dict[str, tuple[Wrapping, str]] = {
    "XSW1 signed response inside its signature": (xsw1, "element"),
    "XSW2 signed response before its signature": (xsw2, "element"),
    "in an object": (response_in_object, "element"),
    "in extensions": (response_in_extensions, "element"),
    "in a SOAP envelope": (response_in_soap, "root"),
    "an assertion alone": (assertion_alone, "root"),
    "of another namespace": (of_another_namespace, "root"),
}
