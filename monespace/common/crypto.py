"""Personal data at rest: encryption with a ring of keys, and a blind index to find what is encrypted."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
INDEX, OTHER_INDEX = "index", "index-other"
EXPECTED = (
    f"FIELD_KEYS must read `{INDEX}:<key>,<name>:<key>,…`, keys being {KEY_BYTES} bytes in URL-safe base64"
)


class Undecryptable(Exception):
    """No key of the ring opens this text: it was altered, or its key was taken out too early."""


@dataclass(frozen=True)
class KeyRing:
    """The keys of this installation, for the index and to encrypt; the first of each kind is current."""

    all_keys: tuple[bytes, ...] = field(repr=False)
    index_keys: tuple[bytes, ...] = field(repr=False)
    ciphers: dict[str, Fernet]

    @property
    def fernet(self) -> MultiFernet:
        """Every cipher: the current one encrypts, any decrypts."""
        return MultiFernet(self.ciphers.values())


def encrypt(text: str) -> str:
    """Encrypt with the current key."""
    return encrypt_bytes(text.encode())


def decrypt(token: str) -> str:
    """Decrypt with whichever key of the ring fits."""
    return decrypt_bytes(token).decode()


def encrypt_bytes(content: bytes) -> str:
    """Encrypt what is no text with the current key."""
    return key_ring().fernet.encrypt(content).decode()


def decrypt_bytes(token: str) -> bytes:
    """Decrypt what was no text with whichever key of the ring fits."""
    try:
        return key_ring().fernet.decrypt(token.encode())
    except InvalidToken:
        raise Undecryptable("No key of FIELD_KEYS opens this text.") from None


def key_name_of(token: str) -> str | None:
    """Return the name of the key that opens ``token``, or None when none of the ring does."""
    for name, cipher in key_ring().ciphers.items():
        try:
            cipher.decrypt(token.encode())
        except InvalidToken:
            continue
        return name
    return None


def blind_index(text: str, *, purpose: str) -> str:
    """Return 64 hexadecimal digits that find ``text`` without telling it."""
    return blind_indexes(text, purpose=purpose)[0]


def blind_indexes(text: str, *, purpose: str) -> list[str]:
    """Return every index under which ``text`` may stand: two while the index key is being changed (ADR 0027).

    The purpose's length goes in front, so that no two pairs of purpose and text share an index.
    """
    label = purpose.encode()
    content = len(label).to_bytes(4, "big") + label + text.encode()
    return [hmac.digest(key, content, "sha256").hex() for key in key_ring().index_keys]


def key_ring() -> KeyRing:
    """Return the ring of the settings, read once."""
    return read_key_ring(settings.FIELD_KEYS)


@lru_cache(maxsize=4)
def read_key_ring(text: str) -> KeyRing:
    """Understand FIELD_KEYS, or say what is wrong with it without repeating a key."""
    keys: dict[str, bytes] = {}
    for position, part in enumerate(text.split(","), start=1):
        name, colon, encoded = part.strip().partition(":")
        if not colon or not name:
            raise ImproperlyConfigured(f"{EXPECTED}; part {position} has no name.")
        if name in keys:
            raise ImproperlyConfigured(f"{EXPECTED}; the name `{name}` stands twice.")
        keys[name] = _decode_key(name, encoded)
    if len(set(keys.values())) < len(keys):
        raise ImproperlyConfigured(f"{EXPECTED}; two names share one key.")
    if INDEX not in keys:
        raise ImproperlyConfigured(f"{EXPECTED}; the `{INDEX}` key is missing.")
    all_keys = tuple(keys.values())
    index_keys = [keys.pop(INDEX), *([keys.pop(OTHER_INDEX)] if OTHER_INDEX in keys else [])]
    if not keys:
        raise ImproperlyConfigured(f"{EXPECTED}; there is no key to encrypt with.")
    return KeyRing(
        all_keys=all_keys,
        index_keys=tuple(index_keys),
        ciphers={name: Fernet(base64.urlsafe_b64encode(key)) for name, key in keys.items()},
    )


def _decode_key(name: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ImproperlyConfigured(f"{EXPECTED}; the key `{name}` is not base64.") from None
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{EXPECTED}; the key `{name}` has {len(key)} bytes.")
    return key
