"""Whether a request is signed as AWS Signature Version 4 says, by the one key of the store."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from django.http import HttpRequest

KEY = "demo"
ALGORITHM = "AWS4-HMAC-SHA256"
WINDOW = timedelta(minutes=15)


def is_signed(request: HttpRequest, secret: str) -> bool:
    """Whether its signature covers method, address, signed headers and content, and was made lately."""
    kind, _, said = request.headers.get("Authorization", "").partition(" ")
    parts = dict(part.strip().partition("=")[::2] for part in said.split(","))
    given_key, _, scope = parts.get("Credential", "").partition("/")
    moment = request.headers.get("X-Amz-Date", "")
    payload = request.headers.get("X-Amz-Content-Sha256", "")
    names = parts.get("SignedHeaders", "").split(";")
    if kind != ALGORITHM or given_key != KEY or not {"host", "x-amz-date"} <= set(names):
        return False
    try:
        made_at = datetime.strptime(moment, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return False
    day, region, service, end = (*scope.split("/"), "", "", "", "")[:4]
    if abs(datetime.now(UTC) - made_at) > WINDOW or moment[:8] != day:
        return False
    headers = [f"{name}:{' '.join(request.headers.get(name, '').split())}" for name in names]
    asked = [
        request.method or "",
        quote(request.path, safe="/-_.~"),
        "",
        *headers,
        "",
        ";".join(names),
        payload,
    ]
    digest = hashlib.sha256("\n".join(asked).encode()).hexdigest()
    key = f"AWS4{secret}".encode()
    for part in (day, region, service, end):
        key = hmac.digest(key, part.encode(), hashlib.sha256)
    expected = hmac.new(key, f"{ALGORITHM}\n{moment}\n{scope}\n{digest}".encode(), hashlib.sha256)
    return hmac.compare_digest(expected.hexdigest(), parts.get("Signature", ""))
