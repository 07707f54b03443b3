"""Single logout's two messages (Core 3.7): read and judged in full, or refused; and written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from lxml import etree
from lxml.builder import ElementMaker

from accounts.saml.federal_sessions.names import FederalName
from accounts.saml.metadata.identity_provider import identity_provider
from accounts.saml.metadata.service_provider import sls_url
from accounts.saml.protocol import contexts
from accounts.saml.protocol.redirect_binding import REQUEST, carried
from accounts.saml.protocol.refusals import Refusal, Refused, demand
from accounts.saml.protocol.rules import SKEW, check_issued, instant
from accounts.saml.protocol.structure import check_identifiers, check_shape
from accounts.saml.protocol.xml import NAMESPACES, find, only, parse_message, qualified, text

if TYPE_CHECKING:
    from collections.abc import Iterable

SAMLP = ElementMaker(namespace=NAMESPACES["samlp"], nsmap={"samlp": NAMESPACES["samlp"]})
SAML = ElementMaker(namespace=NAMESPACES["saml"], nsmap={"saml": NAMESPACES["saml"]})
VALIDITY = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class LogoutRequest:
    """The identity provider ends sessions: of this name and these indexes, or of every index if none."""

    id: str
    issuer: str
    issued_at: datetime
    name: FederalName
    indexes: frozenset[str]
    relay_state: str


@dataclass(frozen=True, kw_only=True)
class LogoutResponse:
    """The identity provider's answer to a request of ours; ``is_complete``: no session is left anywhere."""

    request_id: str
    is_complete: bool


def read(query: str) -> LogoutRequest | LogoutResponse:
    """Return the message that the identity provider signed, or raise Refused whatever is wrong with it."""
    idp: dict[str, Any] = identity_provider()
    try:
        return _read(query, idp)
    except Refused as refused:
        raise Refused(Refusal.INVALID_LOGOUT, refused.rule) from refused
    except Exception as error:  # XML and library errors of any kind must not be a 500
        raise Refused(Refusal.INVALID_LOGOUT, type(error).__name__) from error


def _read(query: str, idp: dict[str, Any]) -> LogoutRequest | LogoutResponse:
    parameter, document, relay_state = carried(query, idp["x509certMulti"]["signing"])
    message = parse_message(document)
    is_request = parameter == REQUEST
    demand(message.tag == qualified("samlp:LogoutRequest" if is_request else "samlp:LogoutResponse"), "root")
    check_identifiers(message)
    check_shape(message)
    demand(message.get("Destination") == sls_url(), "destination")
    issued_at = check_issued(message, issuer=idp["entityId"], now=timezone.now())
    if not is_request:
        return LogoutResponse(request_id=message.get("InResponseTo", ""), is_complete=_succeeded(message))
    if message.get("NotOnOrAfter") is not None:
        demand(timezone.now() - SKEW < instant(message, "NotOnOrAfter", "validity"), "validity")
    return LogoutRequest(
        id=message.get("ID", ""),
        issuer=idp["entityId"],
        issued_at=issued_at,
        name=FederalName.of(only(message, "saml:NameID", "subject"), "subject"),
        indexes=frozenset(text(one, "session-index") for one in find(message, "samlp:SessionIndex")),
        relay_state=relay_state,
    )


def _succeeded(message: etree._Element) -> bool:
    """Whether every session is over; a second code says that only some are (PartialLogout, Core 3.7.3.2)."""
    code = only(message, "samlp:Status/samlp:StatusCode", "status")
    return code.get("Value") == contexts.SUCCESS and not len(code)


def new_id() -> str:
    """Return an identifier that nobody can guess and XML accepts."""
    return f"_{token_hex(20)}"


def written_request(*, id: str, destination: str, name: FederalName, indexes: Iterable[str]) -> bytes:  # noqa: A002 - SAML's word
    """Return our request to end the federation's sessions of these indexes."""
    request = SAMLP.LogoutRequest(**_head(id, destination), NotOnOrAfter=_stamp(timezone.now() + VALIDITY))
    request.append(SAML.Issuer(settings.SAML_SP_ENTITY_ID))
    request.append(SAML.NameID(name.value, **name.qualities))
    request.extend(SAMLP.SessionIndex(index) for index in indexes)
    return etree.tostring(request)


def written_response(*, destination: str, request_id: str) -> bytes:
    """Return our answer that the sessions named by a request are over."""
    response = SAMLP.LogoutResponse(**_head(new_id(), destination), InResponseTo=request_id)
    response.append(SAML.Issuer(settings.SAML_SP_ENTITY_ID))
    response.append(SAMLP.Status(SAMLP.StatusCode(Value=contexts.SUCCESS)))
    return etree.tostring(response)


def _head(identifier: str, destination: str) -> dict[str, str]:
    issued_at = _stamp(timezone.now())
    return {"ID": identifier, "Version": "2.0", "IssueInstant": issued_at, "Destination": destination}


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
