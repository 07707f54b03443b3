"""Opens an encrypted assertion; what comes out is as suspect as what came in, and is read as strictly.

Only authenticated encryption is opened, and only under RSA-OAEP: with CBC or RSA 1.5, whoever sends altered
copies and watches the answers can read the message (XML Encryption 1.1, sections 5.2.4 and 5.5.1).
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accounts.saml.protocol.refusals import demand, refuse
from accounts.saml.protocol.xml import find, only, parse_part, qualified, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from lxml import etree

KEY_BYTES = {f"http://www.w3.org/2009/xmlenc11#aes{bits}-gcm": bits // 8 for bits in (128, 192, 256)}
OAEP_MGF1P = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"
SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"  # harmless inside OAEP, and its default
DIGESTS: dict[str, hashes.HashAlgorithm] = {
    SHA1: hashes.SHA1(),  # noqa: S303
    "http://www.w3.org/2001/04/xmlenc#sha256": hashes.SHA256(),
    "http://www.w3.org/2001/04/xmldsig-more#sha384": hashes.SHA384(),
    "http://www.w3.org/2001/04/xmlenc#sha512": hashes.SHA512(),
}
NONCE_BYTES = 12


def decrypted(encrypted: etree._Element, keys: Sequence[RSAPrivateKey]) -> etree._Element:
    """Return the assertion inside an EncryptedAssertion, or raise Refused.

    Whatever keeps it closed is one and the same rule, which says nothing to who tries keys.
    """
    data = only(encrypted, "xenc:EncryptedData", "encryption")
    algorithm = only(data, "xenc:EncryptionMethod", "encryption").get("Algorithm", "")
    demand(algorithm in KEY_BYTES, "encryption-algorithm")
    transported = only(data, "ds:KeyInfo/xenc:EncryptedKey", "encryption")
    padding = _padding(only(transported, "xenc:EncryptionMethod", "encryption"))
    sealed_key, sealed = _cipher_value(transported), _cipher_value(data)
    opened = [_open(key, padding, sealed_key, sealed, KEY_BYTES[algorithm]) for key in keys]
    plain = next((content for content in opened if content is not None), None)
    if plain is None:
        refuse("decryption")
    assertion = parse_part(plain, encrypted.nsmap)
    demand(assertion.tag == qualified("saml:Assertion"), "decrypted-root")
    return assertion


def _open(key: RSAPrivateKey, padding: OAEP, sealed_key: bytes, sealed: bytes, size: int) -> bytes | None:
    try:
        content_key = key.decrypt(sealed_key, padding)
        if len(content_key) != size:
            return None
        return AESGCM(content_key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
    except (ValueError, InvalidTag):
        return None


def _padding(method: etree._Element) -> OAEP:
    demand(method.get("Algorithm") == OAEP_MGF1P, "key-transport")
    digest = next((node.get("Algorithm", "") for node in find(method, "ds:DigestMethod")), SHA1)
    demand(digest in DIGESTS, "key-transport")
    return OAEP(mgf=MGF1(hashes.SHA1()), algorithm=DIGESTS[digest], label=None)  # noqa: S303


def _cipher_value(parent: etree._Element) -> bytes:
    value = text(only(parent, "xenc:CipherData/xenc:CipherValue", "encryption"), "encryption")
    try:
        return base64.b64decode("".join(value.split()), validate=True)
    except binascii.Error:
        refuse("encryption")
