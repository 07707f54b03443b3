"""What each sort of setting must look like. A check says what is wrong, never the value: it may be secret."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

if TYPE_CHECKING:
    from collections.abc import Callable

    Check = Callable[[str], str]

FINE: Final = ""
LABEL: Final = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
HOST_NAME: Final = re.compile(rf"(?=.{{1,253}}$){LABEL}(?:\.{LABEL})*")
MAIL_ADDRESS: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
PHONE: Final = re.compile(r"\+?[0-9][0-9 ./()-]{2,}", re.ASCII)
LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LARGEST_PORT: Final = 65_535
LONGEST_ENTITY_ID: Final = 1024  # SAML 2.0 Core, 8.3.6


def fault_of(value: str, check: Check | None) -> str:
    """Return what is wrong with a value that is there."""
    if value != value.strip():
        return "begins or ends with a space"
    if not value.isprintable():
        return "holds a character that cannot be seen"
    if value[0] in "\"'" and value[-1] == value[0]:
        return "stands in quotation marks, which are taken for a part of it"
    return check(value) if check else FINE


def _parts(value: str) -> tuple[SplitResult | None, str]:
    """Return an address in its parts, or what is wrong with it."""
    if any(character.isspace() for character in value):
        return None, "holds a space"
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return None, f"has a host or a port that is none: ports go from 1 to {LARGEST_PORT}"
    if port == 0:
        return None, f"has a port that is none: ports go from 1 to {LARGEST_PORT}"
    return parts, FINE


def address(*schemes: str, path: bool = True) -> Check:
    """Return the check of an address of one of ``schemes``; without ``path``, nothing follows the host."""
    example = " or ".join(f"{scheme}://" for scheme in schemes)

    def check(value: str) -> str:
        parts, fault = _parts(value)
        if parts is None:
            return fault
        if parts.scheme not in schemes or "://" not in value:
            return f"does not begin with {example}"
        if not parts.hostname or not is_host(parts.hostname):
            return f"names no host after {example}"
        if not path and (parts.path or parts.query or parts.fragment or value.endswith(("?", "#"))):
            return "goes on after the host: it has no final slash and no path"
        if not path and parts.username is not None:
            return "names a user: it has none"
        return FINE

    return check


def is_host(text: str) -> bool:
    """Whether ``text`` may be a host: a name or an IP address."""
    if HOST_NAME.fullmatch(text):
        return not re.fullmatch(r"[0-9.]+", text) or is_ip(text)
    return is_ip(text)


def is_ip(text: str) -> bool:
    """Whether ``text`` is an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def site(value: str) -> str:
    """Check our own address: browsers compare it letter by letter with what they show (RFC 6454, 6)."""
    if fault := address("https", "http", path=False)(value):
        return fault
    if value != value.lower():
        return "has capital letters"
    return "ends after the host with a colon" if value.endswith(":") else FINE


def web_address(value: str) -> str:
    """Check an address that is asked as it stands."""
    if fault := address("http", "https")(value):
        return fault
    return "holds a #, and nothing behind it is sent" if "#" in value else FINE


def web_folder(value: str) -> str:
    """Check an address that others are written behind."""
    if fault := web_address(value):
        return fault
    if "?" in value:
        return "holds a ?, and others are written behind it"
    return FINE if value.endswith("/") else "has no final slash"


def bce_number(value: str) -> str:
    """Check a number of the register of enterprises, as the e-Box writes it."""
    return FINE if re.fullmatch("[01][0-9]{9}", value) else "is not ten digits that begin with 0 or 1"


def host_with_port(scheme: str) -> Check:
    """Return the check of `scheme://host:port`."""

    def check(value: str) -> str:
        return address(scheme, path=False)(value) or (FINE if urlsplit(value).port else "names no port")

    return check


def database(value: str) -> str:
    """Check the address of a PostgreSQL database."""
    parts, fault = _parts(value)
    if parts is None:
        return fault
    if parts.scheme not in {"postgres", "postgresql"} or "://" not in value:
        return "does not begin with postgres://"
    if not parts.path.strip("/"):
        return "names no database after the host"
    if parts.hostname and not is_host(parts.hostname) and "%" not in parts.hostname:
        return "names a host that is none"
    try:
        conninfo_to_dict(f"postgresql://?{parts.query}")
    except ProgrammingError:
        return "has an option, after the question mark, that PostgreSQL does not know"
    return FINE


def redis(value: str) -> str:
    """Check the address of Redis, a socket's included."""
    parts, fault = _parts(value)
    if parts is not None and parts.scheme in {"unix", "redis+socket"} and parts.path.startswith("/"):
        return FINE
    if fault or parts is None:
        return fault
    if fault := address("redis", "rediss")(value):
        return fault
    number = parts.path.strip("/")
    return FINE if not number or (number.isascii() and number.isdigit()) else "has no number after the host"


def folder(value: str) -> str:
    """Want the whole path of a folder."""
    return FINE if value.startswith("/") else "is no whole path: it begins with /"


def folder_address(value: str) -> str:
    """Check `file:///path`."""
    if not value.startswith("file:///") or not value[len("file:///") :]:
        return "does not begin with file:/// and a path"
    return FINE


def metadata(value: str) -> str:
    """Check a path or a web address."""
    return address("http", "https")(value) if "://" in value else FINE


def entity_id(value: str) -> str:
    """Check a name in a federation: a URI (SAML 2.0 Core, 8.3.6)."""
    if any(character.isspace() for character in value):
        return "holds a space"
    if ":" in value.strip(":") and len(value) <= LONGEST_ENTITY_ID:
        return FINE
    return f"is not a URI of {LONGEST_ENTITY_ID} characters at most"


def hosts(value: str) -> str:
    """Check names of hosts separated by commas; a first point stands for every name below."""
    names = [name.strip() for name in value.split(",")]
    if any(":" in name and not name.startswith("[") for name in names):
        return "holds a scheme or a port: it takes names alone"
    wrong = [name for name in names if name != "*" and not is_host(name.removeprefix(".").strip("[]"))]
    return "holds a name that is none" if wrong else FINE


def networks(value: str) -> str:
    """Check IP networks separated by commas."""
    for text in value.split(","):
        try:
            ipaddress.ip_network(text.strip())
        except ValueError:
            return "holds what is no network: 10.0.0.0/8, without bits beyond its length"
    return FINE


def whole_number(least: int, most: int) -> Check:
    """Return the check of a number between two others."""

    def check(value: str) -> str:
        digits = value.isascii() and value.isdigit() and len(value) <= len(str(most))
        return (
            FINE
            if digits and least <= int(value) <= most
            else f"is not a whole number from {least} to {most}"
        )

    return check


def one_of(*values: str) -> Check:
    """Return the check of a value among few."""
    return lambda value: FINE if value in values else f"is not one of {', '.join(values)}"


def mail_address(value: str) -> str:
    """Check one e-mail address."""
    return FINE if MAIL_ADDRESS.fullmatch(value) else "is not an e-mail address"


def phone(value: str) -> str:
    """Check a telephone number as people read it."""
    return FINE if PHONE.fullmatch(value) else "is not a telephone number"
