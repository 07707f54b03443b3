"""The token with which the portal is let into the e-Box: OAuth 2 client credentials, proved by a signature.

RFC 7523, section 2.2: the key never travels. A token is kept in this process until shortly before its end.
"""

from __future__ import annotations

import base64
import json
import time
import uuid
from http import HTTPStatus
from typing import Final, NamedTuple
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from pydantic import BaseModel, Field, ValidationError

from dossiers.gateways.contract import DeliveryFailed
from monespace.calls.calling import call
from monespace.calls.network import NoAnswer, Patience
from monespace.common.key_pairs import Unusable, key_of

PATIENCE: Final = Patience(total=10, connect=3)
LARGEST_ANSWER: Final = 64 * 1024
ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
HEAD: Final = {"alg": "RS256", "typ": "JWT"}
ASSERTED_SECONDS: Final = 60
EARLIER_SECONDS: Final = 30


class Granted(BaseModel):
    """What the authorisation server grants."""

    access_token: str = Field(min_length=1, max_length=16_000, pattern=r"^[\x21-\x7e]+$")
    expires_in: int = Field(default=0, ge=0)


class Kept(NamedTuple):
    """A token and until when, by this machine's clock, it is used."""

    token: str
    until: float


_kept: dict[str, Kept] = {}


def token() -> str:
    """Return a token that stands, the one kept or a new one. Raises DeliveryFailed."""
    kept = _kept.get(settings.EBOX_TOKEN_URL)
    if kept is None or kept.until <= time.monotonic():
        kept = _kept[settings.EBOX_TOKEN_URL] = _ask()
    return kept.token


def forget() -> None:
    """Use the kept token no more: it was refused."""
    _kept.clear()


def _ask() -> Kept:
    asked = {
        "grant_type": "client_credentials",
        "client_id": settings.EBOX_CLIENT,
        "client_assertion_type": ASSERTION,
        "client_assertion": assertion(),
    }
    try:
        answer = call(
            "POST",
            settings.EBOX_TOKEN_URL,
            patience=PATIENCE,
            headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
            body=urlencode(asked).encode(),
            most=LARGEST_ANSWER,
        )
        granted = Granted.model_validate_json(answer.body) if answer.status == HTTPStatus.OK else None
    except NoAnswer as error:
        raise DeliveryFailed(error.code) from error
    except ValidationError:
        raise DeliveryFailed("ebox_not_understood", http_status=answer.status) from None
    if granted is None:
        raise DeliveryFailed("ebox_no_token", http_status=answer.status)
    return Kept(granted.access_token, time.monotonic() + granted.expires_in - EARLIER_SECONDS)


def assertion() -> str:
    """Return the portal's word that it is the client, signed by EBOX_KEY for one minute (RS256)."""
    now = int(time.time())
    claims = {
        "iss": settings.EBOX_CLIENT,
        "sub": settings.EBOX_CLIENT,
        "aud": settings.EBOX_TOKEN_URL,
        "jti": str(uuid.uuid4()),
        "iat": now,
        "exp": now + ASSERTED_SECONDS,
    }
    try:
        key = key_of("EBOX_KEY")
    except Unusable:
        raise DeliveryFailed("ebox_no_key") from None
    signed = ".".join(_encoded(json.dumps(part).encode()) for part in (HEAD, claims))
    return f"{signed}.{_encoded(key.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
