"""From what the browser posts to what the federation says: verified in full, or refused."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from onelogin.saml2.response import OneLogin_Saml2_Response

from accounts.saml import contexts
from accounts.saml.answers import Answer
from accounts.saml.idp import identity_provider
from accounts.saml.refusals import Refusal, Refused
from accounts.saml.rules import Expected, check_all, check_document, demand, instant
from accounts.saml.sp import acs_url, request_data, saml_settings
from accounts.saml.xml import find, only, parse, text
from monespace.common.identifiers import InvalidIdentifier, normalize_niss
from monespace.common.tokens import digest

if TYPE_CHECKING:
    from lxml import etree

MAX_LENGTH = 200_000
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
    document = _decode(posted)
    root = parse(document)
    check_document(root)
    if declined := _declined(root):
        return Answer(request_id=root.get("InResponseTo", ""), declined=declined.name)
    verified = _verify(document, idp)
    assertion = only(verified, "saml:Assertion", "assertion")
    expected = Expected(
        acs=acs_url(), audience=settings.SAML_SP_ENTITY_ID, issuer=str(idp["entityId"]), now=timezone.now()
    )
    check_all(verified, assertion, expected)
    return _answer(verified, assertion)


def _decode(posted: str) -> bytes:
    demand(0 < len(posted) <= MAX_LENGTH, "length")
    try:
        return base64.b64decode("".join(posted.split()), validate=True)
    except binascii.Error:
        raise Refused(Refusal.INVALID_RESPONSE, "base64") from None


def _declined(root: etree._Element) -> Refusal | None:
    """Return why the federation names nobody; such an answer opens nothing, so it needs no signature."""
    code = only(root, "samlp:Status/samlp:StatusCode", "status")
    if code.get("Value") == contexts.SUCCESS:
        return None
    details = {detail.get("Value") for detail in find(code, "samlp:StatusCode")}
    return Refusal.LEVEL_TOO_LOW if contexts.NO_AUTHN_CONTEXT in details else Refusal.CANCELLED


def _verify(document: bytes, idp: dict[str, Any]) -> etree._Element:
    """Return the response once python3-saml has checked schema and signatures, and its basic rules."""
    response = OneLogin_Saml2_Response(saml_settings(idp), base64.b64encode(document).decode())
    response.is_valid(request_data(), raise_exceptions=True)
    return response.document


def _answer(root: etree._Element, assertion: etree._Element) -> Answer:
    values = _attributes(assertion)
    statement = only(assertion, "saml:AuthnStatement", "authn-statement")
    context = only(statement, "saml:AuthnContext/saml:AuthnContextClassRef", "level")
    level = contexts.CONTEXT_LEVELS.get(text(context, "level"))
    if level is None:
        raise Refused(Refusal.LEVEL_TOO_LOW, "level")
    try:
        national_number = normalize_niss(values.get(contexts.NATIONAL_NUMBER, ""))
    except InvalidIdentifier:
        raise Refused(Refusal.INVALID_RESPONSE, "national-number") from None
    first_name, last_name = values.get(contexts.FIRST_NAME, ""), values.get(contexts.LAST_NAME, "")
    demand(bool(last_name) and max(len(first_name), len(last_name)) <= MAX_NAME, "names")
    method = contexts.METHODS.get(values.get(contexts.METHOD, "").lower())
    issuer = text(only(assertion, "saml:Issuer", "issuer"), "issuer")
    return Answer(
        request_id=root.get("InResponseTo", ""),
        assertion=digest(f"{issuer} {assertion.get('ID')}"),
        national_number=national_number,
        first_name=first_name,
        last_name=last_name,
        language=values.get(contexts.LANGUAGE, "")[:2].lower(),
        mail=_mail(values.get(contexts.MAIL, "")),
        level=int(level),
        method=str(method or contexts.METHOD_OF_LEVEL[level]),
        authenticated_at=instant(statement, "AuthnInstant", "authn-instant").isoformat(),
    )


def _mail(address: str) -> str:
    """Return a usable contact address, or none: a wrong one is no reason to refuse somebody."""
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def _attributes(assertion: etree._Element) -> dict[str, str]:
    """Return the attributes by name; each may be said once, with one plain value."""
    values: dict[str, str] = {}
    for attribute in find(only(assertion, "saml:AttributeStatement", "attributes"), "saml:Attribute"):
        name = attribute.get("Name", "")
        demand(name not in values, "duplicate-attribute")
        texts = find(attribute, "saml:AttributeValue")
        demand(len(texts) <= 1 and not any(len(value) for value in texts), "attribute-value")
        values[name] = " ".join((texts[0].text or "").split()) if texts else ""
    return values
