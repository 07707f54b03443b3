"""Asks over plain HTTP: httpx reads the certificates of all authorities first, longer than a page takes."""

from __future__ import annotations

import ssl
from typing import Any

import httpx

NO_AUTHORITY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def client(**options: Any) -> httpx.Client:
    """Return a client that goes straight to servers of this machine."""
    return httpx.Client(verify=NO_AUTHORITY, trust_env=False, **options)


def get(url: str, **options: Any) -> httpx.Response:
    """Ask for a page."""
    return httpx.get(url, verify=NO_AUTHORITY, trust_env=False, **options)


def post(url: str, **options: Any) -> httpx.Response:
    """Send a form."""
    return httpx.post(url, verify=NO_AUTHORITY, trust_env=False, **options)
