"""The words of SAML that the simulated federation speaks, and how its messages are signed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import xmlsec
from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
MD = "urn:oasis:names:tc:SAML:2.0:metadata"
DS = "http://www.w3.org/2000/09/xmldsig#"
NAMESPACES = {"samlp": SAMLP, "saml": SAML, "md": MD, "ds": DS}

REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
BASIC = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
STATUS = "urn:oasis:names:tc:SAML:2.0:status:"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"

LEVELS = {500: "urn:be:fedict:iam:fas:citizen:Level500", 450: "urn:be:fedict:iam:fas:citizen:Level450"}
WEAK_LEVEL = 300
WEAK_CONTEXT = "urn:be:fedict:iam:fas:citizen:Level300"


@dataclass(frozen=True)
class Key:
    """A signing key and its certificate, both PEM."""

    key: bytes
    certificate: bytes

    @classmethod
    def read(cls, key: Path, certificate: Path) -> Key:
        """Read both from their files."""
        return cls(key.read_bytes(), certificate.read_bytes())

    @property
    def certificate_text(self) -> str:
        """The certificate without its first and last line, as metadata carries it."""
        lines = self.certificate.decode().strip().splitlines()
        return "".join(lines[1:-1])


def element(parent: etree._Element | None, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Make ``prefix:Name`` below ``parent``, or as a root."""
    prefix, local = name.split(":")
    tag = f"{{{NAMESPACES[prefix]}}}{local}"
    if parent is None:
        made = etree.Element(tag, attributes, nsmap={prefix: NAMESPACES[prefix]})
    else:
        made = etree.SubElement(parent, tag, attributes, nsmap={prefix: NAMESPACES[prefix]})
    made.text = text or None
    return made


def new_id() -> str:
    """Return an identifier that nobody can guess and XML accepts."""
    return f"_{secrets.token_hex(20)}"


def stamp(moment: datetime) -> str:
    """Return a moment as SAML writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sign(message: etree._Element, key: Key, *, after: int = 1) -> None:
    """Sign ``message`` by its ID, RSA-SHA256 over exclusive C14N, after its first ``after`` children."""
    signature = xmlsec.template.create(
        message, xmlsec.Transform.EXCL_C14N, xmlsec.Transform.RSA_SHA256, ns="ds"
    )
    message.insert(after, signature)
    reference = xmlsec.template.add_reference(signature, xmlsec.Transform.SHA256, uri=f"#{message.get('ID')}")
    xmlsec.template.add_transform(reference, xmlsec.Transform.ENVELOPED)
    xmlsec.template.add_transform(reference, xmlsec.Transform.EXCL_C14N)
    xmlsec.template.add_x509_data(xmlsec.template.ensure_key_info(signature))
    xmlsec.tree.add_ids(message, ["ID"])
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(key.key, xmlsec.KeyFormat.PEM, None)
    context.key.load_cert_from_memory(key.certificate, xmlsec.KeyFormat.PEM)
    context.sign(signature)


def encrypt_for_reader(assertion: etree._Element, certificate: bytes) -> None:
    """Put ``assertion``, encrypted by AES-GCM under RSA-OAEP for ``certificate``, where it stands."""
    holder = element(None, "saml:EncryptedAssertion")
    assertion.getparent().replace(assertion, holder)
    holder.append(assertion)
    template = xmlsec.template.encrypted_data_create(
        assertion, xmlsec.Transform.AES256_GCM, type=xmlsec.EncryptionType.ELEMENT, ns="xenc"
    )
    xmlsec.template.encrypted_data_ensure_cipher_value(template)
    information = xmlsec.template.encrypted_data_ensure_key_info(template, ns="ds")
    transported = xmlsec.template.add_encrypted_key(information, xmlsec.Transform.RSA_OAEP)
    xmlsec.template.encrypted_data_ensure_cipher_value(transported)
    keys = xmlsec.KeysManager()
    keys.add_key(xmlsec.Key.from_memory(certificate, xmlsec.KeyFormat.CERT_PEM, None))
    context = xmlsec.EncryptionContext(keys)
    context.key = xmlsec.Key.generate(xmlsec.KeyData.AES, 256, xmlsec.KeyDataType.SESSION)
    context.encrypt_xml(template, assertion)


def parse(document: bytes) -> etree._Element:
    """Read a message from outside; nothing is fetched or expanded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(document, parser)
