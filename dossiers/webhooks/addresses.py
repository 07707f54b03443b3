"""To which addresses the portal sends by itself: whole, and public, so that nobody reaches inside by it."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from dossiers.webhooks.errors import AddressNotPublic, AddressRefused
from dossiers.webhooks.models import LONGEST_ADDRESS

# What a registry calls global although it is not, or although it leads to addresses of any kind.
UNICAST: Final = ip_network("2000::/3")
NOT_PUBLIC: Final = tuple(
    map(
        ip_network,
        [
            "192.0.0.0/24",  # protocol assignments; one provider's metadata
            "192.88.99.0/24",  # relays of IPv4 in IPv6
            "168.63.129.16/32",  # another provider's metadata
            "2001::/23",  # protocol assignments, Teredo among them
            "2002::/16",  # IPv4 in IPv6
            "3fff::/20",  # documentation
        ],
    )
)
INSIDE: Final = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa")


def is_public(address: str) -> bool:
    """Whether an IP address may be sent to: not private, loopback, link-local, multicast or metadata.

    In the demo and the tests everything is on one machine, and any may.
    """
    if settings.DEMO:
        return True
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if not found.is_global or found.is_multicast or found.is_reserved:
        return False
    if isinstance(found, IPv6Address) and found not in UNICAST:
        return False
    return not any(found in network for network in NOT_PUBLIC)


def require_address(url: str) -> None:
    """Raise AddressRefused or AddressNotPublic for what nothing may be sent to, as far as it is written.

    Where a name leads is known once something is sent: ``posting`` looks then, and each time again.
    """
    host = _host_of(url)
    try:
        if not is_public(host):
            raise AddressNotPublic
    except ValueError:  # a name, or a number that only a resolver reads as an address
        if not settings.DEMO and ("." not in host or f".{host}".endswith(INSIDE)):
            raise AddressNotPublic from None


def _host_of(url: str) -> str:
    """Return the host of a whole address without credentials and fragment. Raises AddressRefused."""
    schemes = {"https", "http"} if settings.DEMO else {"https"}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused from None
    host = (parts.hostname or "").rstrip(".")
    is_written = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    if (
        not is_written
        or len(url) > LONGEST_ADDRESS
        or parts.scheme not in schemes
        or not host
        or "@" in parts.netloc
        or "#" in url
        or port == 0
    ):
        raise AddressRefused
    return host
