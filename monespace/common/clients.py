"""From which address a request comes, as far as we can know behind proxies."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

HOME_PREFIX = 64  # what a subscriber gets at least: within it, changing address is free


def client_address(request: HttpRequest) -> str | None:
    """Return the client's IPv4 address or IPv6 network; None when it cannot be told from others.

    TRUSTED_PROXY_COUNT proxies stand in front of us, and each adds whom it saw to the right of
    X-Forwarded-For: what stands further left is the client's own invention.
    """
    count = settings.TRUSTED_PROXY_COUNT
    if count == 0:
        return _normal(request.META.get("REMOTE_ADDR", ""))
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    return _normal(seen[-count]) if len(seen) >= count else None


def _normal(text: str) -> str | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address), HOME_PREFIX), strict=False))
    return str(address)
