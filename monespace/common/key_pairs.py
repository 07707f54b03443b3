"""Our certificates and keys as files: tried by the process that uses them, named with what mends them."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from django.conf import settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes, PrivateKeyTypes


class Unusable(Exception):
    """A file cannot be used; the message names its setting and what to do."""


def problems(*pairs: tuple[str, str]) -> list[str]:
    """Say what of these pairs of settings, certificate and key, cannot be used, file by file."""
    found = []
    for cert_name, key_name in pairs:
        if getattr(settings, cert_name):
            try:
                check_pair(cert_name, key_name)
            except Unusable as problem:
                found.append(str(problem))
    return found


def check_pair(cert_name: str, key_name: str) -> None:
    """Raise Unusable unless the two files of these settings are a certificate and its key."""
    certificate, key = certificate_of(cert_name), key_of(key_name)
    if _spelled(certificate.public_key()) != _spelled(key.public_key()):
        raise Unusable(f"{key_name} is not the key of {cert_name}: give the two files of one pair.")


def key_of(name: str) -> RSAPrivateKey:
    """Return the RSA key that a setting names, or raise Unusable."""
    try:
        key = _loaded(read_file(name))
    except (ValueError, TypeError):
        raise Unusable(f"{name} is not a private key in PEM without a password.") from None
    if not isinstance(key, RSAPrivateKey):
        raise Unusable(f"{name} is not an RSA key.")
    return key


@lru_cache(maxsize=4)
def _loaded(pem: bytes) -> PrivateKeyTypes:
    """Read a key, once for each content: to check its numbers takes a hundred times what it signs in."""
    return load_pem_private_key(pem, password=None)


def certificate_of(name: str) -> x509.Certificate:
    """Return the certificate that a setting names, or raise Unusable."""
    try:
        return x509.load_pem_x509_certificate(read_file(name))
    except ValueError:
        raise Unusable(f"{name} is not a certificate in PEM.") from None


def read_file(name: str) -> bytes:
    """Return the content of the file that a setting names, or raise Unusable."""
    try:
        return Path(getattr(settings, name)).read_bytes()
    except FileNotFoundError:
        raise Unusable(f"{name} names a file that is not there.") from None
    except PermissionError:
        whose = f"the user {os.getuid()}, who runs the portal"
        raise Unusable(f"{name} cannot be read by {whose}: chown {os.getuid()} that file.") from None
    except (OSError, ValueError) as problem:
        raise Unusable(f"{name} cannot be read: {type(problem).__name__}.") from None


def _spelled(key: CertificatePublicKeyTypes) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
