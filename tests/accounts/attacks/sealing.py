"""Encrypts what stands in an EncryptedAssertion: as it should be, or by methods that must be refused."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP, PKCS1v15
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from lxml import etree

from tests.accounts.attacks.forge import NS, at
from tests.accounts.attacks.keys import Pair, portals

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.hazmat.primitives.asymmetric.padding import AsymmetricPadding

XENC = "http://www.w3.org/2001/04/xmlenc#"
XENC11 = "http://www.w3.org/2009/xmlenc11#"
OAEP_MGF1P = f"{XENC}rsa-oaep-mgf1p"
ENCRYPTED = """<saml:EncryptedAssertion xmlns:saml="{saml}"><xenc:EncryptedData xmlns:xenc="{xenc}" \
Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="{content}"/>\
<ds:KeyInfo xmlns:ds="{ds}"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="{transport}">{digest}\
</xenc:EncryptionMethod><xenc:CipherData><xenc:CipherValue>{sealed_key}</xenc:CipherValue>\
</xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue>{sealed}\
</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>"""


def oaep(algorithm: hashes.HashAlgorithm | None = None) -> OAEP:
    """Return RSA-OAEP with a hash, SHA-1 unless another is given."""
    sha1 = hashes.SHA1()  # noqa: S303 - OAEP's default
    return OAEP(mgf=MGF1(sha1), algorithm=algorithm or sha1, label=None)


@dataclass(frozen=True, kw_only=True)
class Sealing:
    """How an assertion is encrypted: the defaults are right, attacks change one."""

    content: str = f"{XENC11}aes256-gcm"
    key_bytes: int = 32
    cbc: bool = False
    transport: str = OAEP_MGF1P
    digest: str = ""
    rsa: AsymmetricPadding = field(default_factory=oaep)
    to: Callable[[], Pair] = portals


RSA_15 = Sealing(transport=f"{XENC}rsa-1_5", rsa=PKCS1v15())
AES_CBC = Sealing(content=f"{XENC}aes256-cbc", cbc=True)
OAEP_SHA256 = Sealing(
    rsa=oaep(hashes.SHA256()),
    digest=f'<ds:DigestMethod xmlns:ds="{NS["ds"]}" Algorithm="{XENC}sha256"/>',
)
AES_128 = Sealing(content=f"{XENC11}aes128-gcm", key_bytes=16)


def sealed(plain: bytes, how: Sealing | None = None) -> etree._Element:
    """Return an EncryptedAssertion with ``plain`` inside."""
    how = how or Sealing()
    key, nonce = os.urandom(how.key_bytes), os.urandom(16 if how.cbc else 12)
    content = _cbc(key, nonce, plain) if how.cbc else AESGCM(key).encrypt(nonce, plain, None)
    words = {
        "content": how.content,
        "transport": how.transport,
        "digest": how.digest,
        "sealed_key": _text(how.to().key.public_key().encrypt(key, how.rsa)),
        "sealed": _text(nonce + content),
    }
    return etree.fromstring(ENCRYPTED.format(**NS, **words))


def seal(root: etree._Element, how: Sealing | None = None) -> None:
    """Encrypt the assertion of a response where it stands."""
    assertion = at(root, "saml:Assertion")
    root.replace(assertion, sealed(etree.tostring(assertion, with_tail=False), how))


def _cbc(key: bytes, nonce: bytes, plain: bytes) -> bytes:
    padder = padding.PKCS7(128).padder()
    encryptor = Cipher(AES(key), CBC(nonce)).encryptor()
    return encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
