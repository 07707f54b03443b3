"""Keys of the attack suite, made once for a run: the identity provider's, and those an attacker can make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID
from django.conf import settings


@dataclass(frozen=True)
class Pair:
    """A key and its certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def key_pem(self) -> bytes:
        """The key as a file holds it."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def certificate_pem(self) -> bytes:
        """The certificate as a file holds it."""
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def certificate_text(self) -> str:
        """The certificate as XML carries it."""
        lines = self.certificate_pem.decode().splitlines()
        return "".join(lines[1:-1])


@cache
def pair(name: str) -> Pair:
    """Return the pair called ``name``, self-signed."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    return Pair(key, certificate)


def genuine() -> Pair:
    """Return the identity provider's own pair, which its metadata names."""
    return pair("the identity provider")


def attackers() -> Pair:
    """Return a pair that anybody can make, whatever its certificate says."""
    return pair("the attacker")


@cache
def portals() -> Pair:
    """Return the portal's own pair."""
    key = load_pem_private_key(Path(settings.SAML_SP_KEY).read_bytes(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return Pair(key, x509.load_pem_x509_certificate(Path(settings.SAML_SP_CERT).read_bytes()))
