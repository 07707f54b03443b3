"""Secrets given to people in links: random, and kept by us as digests only."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Final, NamedTuple

TOKEN: Final = re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])")
"""What a token of ``new_token`` looks like: 256 bits in 43 characters."""


class Token(NamedTuple):
    """A secret for a link, and the digest we keep of it."""

    value: str
    digest: str


def new_token() -> Token:
    """Make a token of 256 random bits."""
    value = secrets.token_urlsafe(32)
    return Token(value, digest(value))


def digest(value: str) -> str:
    """Return the digest by which a presented token is looked up."""
    return hashlib.sha256(value.encode()).hexdigest()
