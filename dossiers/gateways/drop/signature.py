"""Signs a request to an object store: AWS Signature Version 4, which every store that speaks S3 reads."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

ALGORITHM: Final = "AWS4-HMAC-SHA256"
SERVICE: Final = "s3"
EMPTY: Final = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who signs, and for which region."""

    key: str
    secret: str = field(repr=False)
    region: str


def encoded(name: str) -> str:
    """Return the name of an object as it stands in an address."""
    return quote(name, safe="/-_.~")


def signed(
    method: str,
    url: str,
    *,
    credentials: Credentials,
    now: datetime,
    payload_sha256: str = EMPTY,
    headers: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the headers of a request, with its signature; ``url`` is encoded and asks nothing after a ``?``.

    ``now`` is in UTC. All headers are signed.
    """
    address = urlsplit(url)
    moment = f"{now:%Y%m%dT%H%M%SZ}"
    named = {name.lower(): value for name, value in (headers or {}).items()} | {
        "host": address.netloc,
        "x-amz-content-sha256": payload_sha256,
        "x-amz-date": moment,
    }
    names = ";".join(sorted(named))
    asked = "\n".join(
        [
            method,
            address.path or "/",
            "",
            *(f"{name}:{named[name]}" for name in sorted(named)),
            "",
            names,
            payload_sha256,
        ]
    )
    scope = f"{now:%Y%m%d}/{credentials.region}/{SERVICE}/aws4_request"
    digest = hashlib.sha256(asked.encode()).hexdigest()
    to_sign = f"{ALGORITHM}\n{moment}\n{scope}\n{digest}"
    key = f"AWS4{credentials.secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), hashlib.sha256)
    signature = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    said = f"Credential={credentials.key}/{scope},SignedHeaders={names},Signature={signature}"
    return named | {"authorization": f"{ALGORITHM} {said}"}
