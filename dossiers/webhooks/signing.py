"""Signs what is sent as Standard Webhooks 1.0.0 says, so that any library of that standard verifies it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

PREFIX: Final = "whsec_"
KEY_BYTES: Final = 32  # the standard wants 24 to 64


def new_secret() -> str:
    """Make a secret of random bytes, written as the standard writes it."""
    return f"{PREFIX}{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def key_of(secret: str) -> bytes:
    """Return the key that a secret writes; one without the standard's prefix is the key itself."""
    if secret.startswith(PREFIX):
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    return secret.encode()


def headers_of(
    *, message_id: str, body: bytes, signed_with: Iterable[str], at: int | None = None
) -> dict[str, str]:
    """Return the headers that name and sign a message, with a signature by each secret.

    ``at`` is the Unix time of sending in seconds, now unless said otherwise.
    """
    moment = int(time.time()) if at is None else at
    content = f"{message_id}.{moment}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": " ".join(_signature(content, secret) for secret in signed_with),
    }


def _signature(content: bytes, secret: str) -> str:
    digest = hmac.new(key_of(secret), content, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
