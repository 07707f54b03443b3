"""Builds the federation's answers: who the person is, or why there is none; and its metadata."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lxml import etree

from monespace.simulators.fas import saml
from monespace.simulators.fas.saml import element, encrypt_for_reader, new_id, sign, stamp
from monespace.simulators.fas.sessions import Named

if TYPE_CHECKING:
    from monespace.simulators.fas.requests import SignInRequest
    from monespace.simulators.fas.saml import Key
    from monespace.simulators.personas import Persona

VALIDITY = timedelta(minutes=5)
SESSION = timedelta(hours=8)


@dataclass(frozen=True)
class Proof:
    """How the person proved who they are."""

    level: int
    method: str

    @property
    def context(self) -> str:
        """The level as an authentication context class."""
        return saml.LEVELS.get(self.level, saml.WEAK_CONTEXT)


def identified(
    request: SignInRequest,
    persona: Persona,
    proof: Proof,
    *,
    entity_id: str,
    now: datetime | None = None,
    named: Named | None = None,
) -> etree._Element:
    """Return an unsigned response that names ``persona``, in the session that ``named`` says."""
    now = now or datetime.now(UTC)
    response = _response(request, entity_id, now)
    status = element(response, "samlp:Status")
    element(status, "samlp:StatusCode", Value=f"{saml.STATUS}Success")
    response.append(_assertion(request, persona, proof, entity_id, now, named=named or Named.new()))
    return response


def declined(request: SignInRequest, detail: str, *, entity_id: str) -> etree._Element:
    """Return an unsigned response that names nobody; ``detail`` is a second-level status (Core 3.2.2.2)."""
    response = _response(request, entity_id, datetime.now(UTC))
    status = element(response, "samlp:Status")
    code = element(status, "samlp:StatusCode", Value=f"{saml.STATUS}Responder")
    element(code, "samlp:StatusCode", Value=f"{saml.STATUS}{detail}")
    return response


def signed(
    response: etree._Element, key: Key, *, signs: str = "both", encrypted_for: bytes | None = None
) -> bytes:
    """Sign the assertion, then the response around it, or one of them; return the document.

    The assertion is encrypted in between when there is a certificate to encrypt it for.
    """
    assertion = response.find("saml:Assertion", saml.NAMESPACES)
    if assertion is not None:
        if signs != "response":
            sign(assertion, key)
        if encrypted_for:
            encrypt_for_reader(assertion, encrypted_for)
    if signs != "assertion":
        sign(response, key)
    return etree.tostring(response)


def encoded(document: bytes) -> str:
    """Return a document as the HTTP-POST binding carries it."""
    return base64.b64encode(document).decode()


def _response(request: SignInRequest, entity_id: str, now: datetime) -> etree._Element:
    response = element(
        None,
        "samlp:Response",
        ID=new_id(),
        Version="2.0",
        IssueInstant=stamp(now),
        Destination=request.acs,
        InResponseTo=request.id,
    )
    element(response, "saml:Issuer", entity_id)
    return response


def _assertion(
    request: SignInRequest, persona: Persona, proof: Proof, entity_id: str, now: datetime, *, named: Named
) -> etree._Element:
    assertion = element(None, "saml:Assertion", ID=new_id(), Version="2.0", IssueInstant=stamp(now))
    element(assertion, "saml:Issuer", entity_id)
    subject = element(assertion, "saml:Subject")
    element(subject, "saml:NameID", named.name, Format=saml.TRANSIENT)
    confirmation = element(subject, "saml:SubjectConfirmation", Method=saml.BEARER)
    element(
        confirmation,
        "saml:SubjectConfirmationData",
        NotOnOrAfter=stamp(now + VALIDITY),
        Recipient=request.acs,
        InResponseTo=request.id,
    )
    conditions = element(
        assertion, "saml:Conditions", NotBefore=stamp(now - VALIDITY), NotOnOrAfter=stamp(now + VALIDITY)
    )
    restriction = element(conditions, "saml:AudienceRestriction")
    element(restriction, "saml:Audience", request.issuer)
    statement = element(
        assertion,
        "saml:AuthnStatement",
        AuthnInstant=stamp(now),
        SessionIndex=named.index,
        SessionNotOnOrAfter=stamp(now + SESSION),
    )
    element(element(statement, "saml:AuthnContext"), "saml:AuthnContextClassRef", proof.context)
    _attributes(element(assertion, "saml:AttributeStatement"), persona, proof)
    return assertion


def _attributes(statement: etree._Element, persona: Persona, proof: Proof) -> None:
    values = {
        "egovNRN": persona.national_number,
        **_names(persona),
        "mail": persona.mail,
        "PrefLanguage": persona.language,
        "urn:be:fedict:iam:attr:fedid": f"fedid-{persona.key}",
        "urn:be:fedict:iam:attr:authenticationmethod": proof.method,
    }
    for name, value in values.items():
        if value:
            attribute = element(statement, "saml:Attribute", Name=name, NameFormat=saml.BASIC)
            element(attribute, "saml:AttributeValue", value)


def _names(persona: Persona) -> dict[str, str]:
    """Return the names; those of another country's node come with its own attributes (eIDAS)."""
    if persona.eidas_identifier:
        return {
            "PersonIdentifier": persona.eidas_identifier,
            "FirstName": persona.first_name,
            "FamilyName": persona.last_name,
            "DateOfBirth": persona.birth_date,
        }
    return {"givenName": persona.first_name, "surname": persona.last_name}


def metadata(*, entity_id: str, sso_url: str, key: Key, slo_url: str = "") -> bytes:
    """Return the signed description of this identity provider; without ``slo_url`` it offers no logout."""
    descriptor = element(None, "md:EntityDescriptor", ID=new_id(), entityID=entity_id)
    idp = element(
        descriptor,
        "md:IDPSSODescriptor",
        protocolSupportEnumeration=saml.SAMLP,
        WantAuthnRequestsSigned="true",
    )
    information = element(element(idp, "md:KeyDescriptor", use="signing"), "ds:KeyInfo")
    element(element(information, "ds:X509Data"), "ds:X509Certificate", key.certificate_text)
    if slo_url:
        element(idp, "md:SingleLogoutService", Binding=saml.REDIRECT, Location=slo_url)
    element(idp, "md:NameIDFormat", saml.TRANSIENT)
    for binding in (saml.REDIRECT, saml.POST):
        element(idp, "md:SingleSignOnService", Binding=binding, Location=sso_url)
    sign(descriptor, key, after=0)
    return etree.tostring(descriptor, xml_declaration=True, encoding="UTF-8")
