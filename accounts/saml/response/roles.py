"""Enterprise roles that the federation may send: read without trusting them, granting nothing (ADR 0028).

No public description of the format was found. This adapter reads what is most likely, base64 of an XML list
of roles with the enterprise's number, and is the only thing to change once the real one is known.
"""

from __future__ import annotations

import base64
import binascii
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import structlog

from accounts.saml.protocol import contexts
from accounts.saml.protocol.refusals import Refused
from accounts.saml.protocol.xml import parse_message
from monespace.common.identifiers import InvalidIdentifier, normalize_bce

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

MAX_LENGTH = 100_000

log = structlog.get_logger(__name__)


class EnterpriseRole(NamedTuple):
    """A role of the person in an enterprise, as the federation knows it."""

    bce_number: str
    role_code: str
    scope: tuple[tuple[str, str], ...]
    valid_until: date | None


def parse_roles(values: Iterable[str]) -> list[EnterpriseRole]:
    """Return the roles in the attribute's values; what cannot be read is left out and said in the logs."""
    roles: list[EnterpriseRole] = []
    unreadable = 0
    for value in values:
        try:
            elements = list(_document(value).iter(f"{{*}}{contexts.ROLE_ELEMENT}"))
        except (Refused, ValueError):
            unreadable += 1
            continue
        for element in elements:
            try:
                roles.append(_role(element))
            except ValueError:
                unreadable += 1
    if roles or unreadable:
        log.info("enterprise_roles_read", roles=len(roles), unreadable=unreadable)
    return roles


def _document(value: str) -> etree._Element:
    if len(value) > MAX_LENGTH:
        raise ValueError("The roles are too long.")
    try:
        return parse_message(base64.b64decode("".join(value.split()), validate=True))
    except binascii.Error as error:
        raise ValueError("The roles are not base64.") from error


def _role(element: etree._Element) -> EnterpriseRole:
    """Return one role; raise ValueError when it names no enterprise, no role, or an end that is no date."""
    parameters = [
        (child.get(contexts.ROLE_NAME, ""), (child.text or "").strip())
        for child in element.iter(f"{{*}}{contexts.ROLE_PARAMETER}")
    ]
    enterprises = [text for name, text in parameters if name == contexts.ROLE_ENTERPRISE]
    code, end = element.get(contexts.ROLE_NAME, "").strip(), element.get(contexts.ROLE_END)
    if len(enterprises) != 1 or not code:
        raise InvalidIdentifier("A role names one enterprise, and itself.")
    scope = tuple((name, text) for name, text in parameters if name != contexts.ROLE_ENTERPRISE)
    return EnterpriseRole(
        normalize_bce(enterprises[0]), code, scope, date.fromisoformat(end) if end else None
    )
