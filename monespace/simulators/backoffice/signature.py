"""Checks that a delivery comes from the portal: HMAC over the time and the body, inside a short window."""

from __future__ import annotations

import hashlib
import hmac
import time

WINDOW_SECONDS = 300


def is_valid(header: str, body: bytes, secret: str) -> bool:
    """Whether ``header`` (``t=<unix time>,v1=<hex>``) signs ``body`` with ``secret`` now."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    sent_at, given = parts.get("t", ""), parts.get("v1", "")
    if not sent_at.isdecimal() or abs(time.time() - int(sent_at)) > WINDOW_SECONDS:
        return False
    expected = hmac.new(secret.encode(), f"{sent_at}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), given.encode())
