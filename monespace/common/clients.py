"""From where a request comes: the client's address, as far as we can know behind proxies, and the page."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

HOME_PREFIX: Final = 64  # what a subscriber gets at least: within it, changing address is free
UNREADABLE: Final = "unreadable"
LONGEST: Final = 100  # an IPv6 address with zone, brackets and port is shorter
WITH_PORT: Final = re.compile(r"(?:\[(?P<six>[^\[\]]+)\]|(?P<four>[0-9.]+))(?::[0-9]{1,5})?")


def client_address(request: HttpRequest) -> str:
    """Return the client's IPv4 address or IPv6 network; UNREADABLE, which clients share, when it is neither.

    TRUSTED_PROXY_COUNT proxies stand in front of us, and each adds whom it saw to the right of
    X-Forwarded-For: what stands further left is the client's own invention.
    """
    address = calling_address(request)
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), HOME_PREFIX), strict=False))
    return str(address) if address else UNREADABLE


def calling_address(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """Return the client's own address, read where ``client_address`` reads it; None for one that is none."""
    count = settings.TRUSTED_PROXY_COUNT
    if count == 0:
        return read_address(request.META.get("REMOTE_ADDR", ""))
    seen = request.headers.get("X-Forwarded-For", "").rsplit(",", count)[-count:]
    return read_address(seen[0]) if len(seen) == count else None


def is_from_own_page(request: HttpRequest) -> bool:
    """Whether a page of this very site sent the form, as the browser says (Fetch standard, Origin)."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def read_address(text: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a server or proxy wrote, None when it is none.

    Proxies add the port (``192.0.2.1:443``, ``[2001:db8::1]:443``), quotes or the zone of an interface. An
    IPv4 address that IPv6 carries is that IPv4 address.
    """
    bare = text.strip().strip('"')
    if len(bare) > LONGEST:
        return None
    if found := WITH_PORT.fullmatch(bare):
        bare = found["six"] or found["four"]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return (address.ipv4_mapped if isinstance(address, IPv6Address) else None) or address
