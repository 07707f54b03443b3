"""Reads a SAML response posted by a browser: returns what it says, verified in full, or raises Refused."""

from __future__ import annotations

import base64
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from accounts.identity import Identifier
from accounts.levels import Method
from accounts.saml.federal_sessions.names import Named
from accounts.saml.metadata.identity_provider import identity_provider
from accounts.saml.metadata.service_provider import acs_url, decryption_keys
from accounts.saml.protocol import contexts
from accounts.saml.protocol.refusals import Refusal, Refused, demand, refuse
from accounts.saml.protocol.rules import Expected, check_all, instant, session_end
from accounts.saml.protocol.signatures import is_signed, verified
from accounts.saml.protocol.structure import check_identifiers, check_shape
from accounts.saml.protocol.xml import find, only, parse_message, qualified, text
from accounts.saml.response.answers import Answer
from accounts.saml.response.encryption import decrypted
from accounts.saml.response.roles import parse_roles
from monespace.common.identifiers import InvalidIdentifier
from monespace.common.text import one_line
from monespace.common.tokens import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml import etree

    from monespace.common.levels import Level

MAX_LENGTH = 200_000
MAX_REQUEST_ID = 100  # ours are half as long
CONFIRMATION_DATA = "saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"
MAX_NAME = 150


def read(posted: str) -> Answer:
    """Return the federation's answer, or raise Refused; whatever goes wrong on the way is a refusal."""
    idp = identity_provider()
    try:
        return _read(posted, idp)
    except Refused:
        raise
    except Exception as error:  # XML, signature and library errors of any kind must not be a 500
        raise Refused(Refusal.INVALID_RESPONSE, type(error).__name__) from error


def _read(posted: str, idp: dict[str, Any]) -> Answer:
    envelope = parse_message(_decode(posted))
    demand(envelope.tag == qualified("samlp:Response"), "root")
    if declined := _declined(envelope):
        return Answer(request_id=_request_of(envelope), declined=declined.name)
    certificates = idp["x509certMulti"]["signing"]
    envelope, assertion = _vouched_for(envelope, certificates)
    expected = Expected(
        acs=acs_url(), audience=settings.SAML_SP_ENTITY_ID, issuer=str(idp["entityId"]), now=timezone.now()
    )
    check_all(envelope, assertion, expected)
    return _answer(assertion)


def _vouched_for(envelope: etree._Element, certificates: list[str]) -> tuple[etree._Element, etree._Element]:
    """Return the response, and its assertion as the identity provider signed it.

    A signed response is verified before anything in it is opened. The assertion is signed in every case.
    """
    check_identifiers(envelope)
    check_shape(envelope)
    if is_signed(envelope):
        envelope = verified(envelope, certificates)
    carried = find(envelope, "saml:Assertion") + find(envelope, "saml:EncryptedAssertion")
    demand(len(carried) == 1, "assertions")
    assertion = carried[0]
    if assertion.tag == qualified("saml:EncryptedAssertion"):
        assertion = decrypted(assertion, decryption_keys())
        check_identifiers(envelope, assertion)
        check_shape(assertion)
    return envelope, verified(assertion, certificates)


def _decode(posted: str) -> bytes:
    demand(0 < len(posted) <= MAX_LENGTH, "length")
    try:
        return base64.b64decode("".join(posted.split()), validate=True)
    except ValueError:  # not base64, or not even ASCII
        refuse("base64")


def _declined(root: etree._Element) -> Refusal | None:
    """Return why the federation names nobody; such an answer opens nothing, so it needs no signature."""
    code = only(root, "samlp:Status/samlp:StatusCode", "status")
    if code.get("Value") == contexts.SUCCESS:
        return None
    details = {detail.get("Value") for detail in find(code, "samlp:StatusCode")}
    return Refusal.LEVEL_TOO_LOW if contexts.NO_AUTHN_CONTEXT in details else Refusal.CANCELLED


def _request_of(element: etree._Element) -> str:
    """Return which request an element answers; what is longer than any of ours would fill a cookie."""
    request_id = element.get("InResponseTo", "")
    demand(0 < len(request_id) <= MAX_REQUEST_ID and request_id.isascii(), "in-response-to")
    return request_id


def _answer(assertion: etree._Element) -> Answer:
    values = _attributes(assertion)
    statement = only(assertion, "saml:AuthnStatement", "authn-statement")
    context = only(statement, "saml:AuthnContext/saml:AuthnContextClassRef", "level")
    level = contexts.CONTEXT_LEVELS.get(text(context, "level"))
    if level is None:
        raise Refused(Refusal.LEVEL_TOO_LOW, "level")
    identity = identity_in(values)
    parse_roles(values.get(contexts.ROLES, []))  # says what it finds; grants nothing (ADR 0028)
    method = contexts.METHODS.get(one(values, contexts.METHOD).lower())
    issuer = text(only(assertion, "saml:Issuer", "issuer"), "issuer")
    confirmed = only(assertion, CONFIRMATION_DATA, "confirmation")
    named, ends_at = Named.by(assertion), session_end(statement)
    return Answer(
        request_id=_request_of(confirmed),
        assertion=digest(f"{issuer} {assertion.get('ID')}"),
        **identity._asdict(),
        language=one(values, contexts.LANGUAGE)[:2].lower(),
        mail=_mail(one_line(one(values, contexts.MAIL))),
        level=int(level),
        method=str(method or _usual_method(identity, level)),
        authenticated_at=instant(statement, "AuthnInstant", "authn-instant").isoformat(),
        name_id=named.name.value if named else "",
        name_qualities={**named.name.qualities} if named else {},
        session_index=named.index if named else "",
        session_ends_at=ends_at.isoformat() if ends_at else "",
    )


def _usual_method(identity: Identity, level: Level) -> Method:
    """Return the means that goes with the identifier and the level, when the federation does not say."""
    return Method.EIDAS if identity.foreign_identifier else contexts.METHOD_OF_LEVEL[level]


def _mail(address: str) -> str:
    """Return a usable contact address, or none: a wrong one is no reason to refuse somebody."""
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def _attributes(assertion: etree._Element) -> dict[str, list[str]]:
    """Return the attributes' values by name; each attribute may be said once, in plain text."""
    values: dict[str, list[str]] = {}
    for attribute in find(only(assertion, "saml:AttributeStatement", "attributes"), "saml:Attribute"):
        name = attribute.get("Name", "")
        demand(name not in values, "duplicate-attribute")
        values[name] = [
            " ".join((value.text or "").split()) for value in find(attribute, "saml:AttributeValue")
        ]
    return values


class Identity(NamedTuple):
    """A person as the federation names them; one of the two identifiers is empty."""

    national_number: str
    foreign_identifier: str
    first_name: str
    last_name: str


def one(values: Mapping[str, Sequence[str]], name: str) -> str:
    """Return the value of an attribute that has at most one, or nothing."""
    given = values.get(name, [])
    demand(len(given) <= 1, "attribute-value")
    return given[0] if given else ""


def identity_in(values: Mapping[str, Sequence[str]]) -> Identity:
    """Return who the person is; a national number counts before anything else, and is never done without."""
    if contexts.NATIONAL_NUMBER in values or contexts.EIDAS_IDENTIFIER not in values:
        identity = _belgian(values)
    else:
        identity = _foreign(values)
    longest = max(len(identity.first_name), len(identity.last_name))
    demand(bool(identity.last_name) and longest <= MAX_NAME, "names")
    return identity


def _belgian(values: Mapping[str, Sequence[str]]) -> Identity:
    try:
        number = Identifier.national(one(values, contexts.NATIONAL_NUMBER)).value
    except InvalidIdentifier:
        refuse("national-number")
    names = (contexts.FIRST_NAME, contexts.LAST_NAME)
    return Identity(number, "", *(one_line(one(values, name)) for name in names))


def _foreign(values: Mapping[str, Sequence[str]]) -> Identity:
    try:
        identifier = Identifier.foreign(one(values, contexts.EIDAS_IDENTIFIER)).value
    except InvalidIdentifier:
        refuse("foreign-identifier")
    names = (contexts.EIDAS_FIRST_NAME, contexts.EIDAS_LAST_NAME)
    return Identity("", identifier, *(_latin(values.get(name, [])) for name in names))


def _latin(given: Sequence[str]) -> str:
    """Return a name in our letters: a country with others writes it twice (eIDAS SAML profile, 2.4)."""
    demand(len(given) <= 2, "attribute-value")  # noqa: PLR2004 - one in each script
    names = [one_line(name) for name in given]
    readable = [
        name for name in names if all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())
    ]
    return next(iter([*readable, *names]), "")
