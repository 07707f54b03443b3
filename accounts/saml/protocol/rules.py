"""What a signed response must still satisfy to be for us, for now and about one person.

Sections cited are those of SAML 2.0 Core and Profiles (4.1.4, Web Browser SSO).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from accounts.saml.protocol.contexts import BEARER, ENTITY, QUALIFIED_BY_ISSUER
from accounts.saml.protocol.refusals import demand, refuse
from accounts.saml.protocol.xml import find, only, text

if TYPE_CHECKING:
    from lxml import etree

SKEW = timedelta(minutes=3)  # added to our own moments only: theirs may be the last one that there is
MAX_AGE = timedelta(minutes=10)
MAX_LIFETIME = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a response addressed to us carries."""

    acs: str
    audience: str
    issuer: str
    now: datetime


def instant(element: etree._Element, attribute: str, rule: str) -> datetime:
    """Return a moment in UTC; refuse a missing one, or one in another zone (Core 1.3.3)."""
    try:
        moment = datetime.fromisoformat(element.get(attribute, ""))
    except ValueError:
        refuse(rule)
    demand(moment.tzinfo is not None and moment.utcoffset() == timedelta(0), rule)
    return moment.astimezone(UTC)


def check_envelope(envelope: etree._Element, assertion: etree._Element, expected: Expected) -> None:
    """Ask that the message was written now, by the identity provider, for our address (Profiles 4.1.4.2).

    Where only the assertion is signed, whoever carries the envelope may have rewritten it (ADR 0020): what is
    asked of it here can only refuse more.
    """
    demand(envelope.get("Destination") == expected.acs, "destination")
    for message in (envelope, assertion):
        check_issued(message, issuer=expected.issuer, now=expected.now)


def check_issued(message: etree._Element, *, issuer: str, now: datetime) -> datetime:
    """Ask that ``issuer`` wrote the message lately, and return when it did (Core 3.2.1, 3.2.2)."""
    demand(message.get("Version") == "2.0", "version")
    check_issuer(only(message, "saml:Issuer", "issuer"), issuer)
    issued = instant(message, "IssueInstant", "issue-instant")
    demand(now - MAX_AGE <= issued <= now + SKEW, "issue-instant")
    return issued


def check_issuer(element: etree._Element, issuer: str) -> None:
    """Ask for the very name of an entity, with nothing around it (Core 2.2.5, 8.3.6)."""
    demand(element.get("Format", ENTITY) == ENTITY and set(element.attrib) <= {"Format"}, "issuer")
    demand(element.text == issuer and not len(element), "issuer")


def check_name(name: etree._Element, expected: Expected) -> None:
    """Ask that a name was made by the identity provider and for us, where it says so (Core 8.3.7, 8.3.8)."""
    demand(name.get("SPNameQualifier", expected.audience) == expected.audience, "sp-name-qualifier")
    if name.get("Format") in QUALIFIED_BY_ISSUER:
        demand(name.get("NameQualifier", expected.issuer) == expected.issuer, "name-qualifier")


def check_conditions(assertion: etree._Element, expected: Expected) -> None:
    """Ask for a short validity and for us as the only audience (Core 2.5.1)."""
    conditions = only(assertion, "saml:Conditions", "conditions")
    begins, ends = (
        instant(conditions, "NotBefore", "validity"),
        instant(conditions, "NotOnOrAfter", "validity"),
    )
    demand(begins <= expected.now + SKEW and expected.now - SKEW < ends, "validity")
    demand(ends - begins <= MAX_LIFETIME, "lifetime")
    restriction = only(conditions, "saml:AudienceRestriction", "audience")
    audience = only(restriction, "saml:Audience", "audience")
    demand(text(audience, "audience") == expected.audience, "audience")


def check_subject(envelope: etree._Element, assertion: etree._Element, expected: Expected) -> None:
    """Ask for one bearer confirmation, addressed to us, for that request, ending soon (Profiles 4.1.4.2)."""
    subject = only(assertion, "saml:Subject", "subject")
    for name in find(subject, "saml:NameID"):
        check_name(name, expected)
    confirmation = only(subject, "saml:SubjectConfirmation", "confirmation")
    demand(confirmation.get("Method") == BEARER, "bearer")
    data = only(confirmation, "saml:SubjectConfirmationData", "confirmation")
    demand(data.get("Recipient") == expected.acs, "recipient")
    demand(bool(data.get("InResponseTo")), "unsolicited")
    demand(data.get("InResponseTo") == envelope.get("InResponseTo"), "in-response-to")
    demand(data.get("NotBefore") is None, "confirmation-not-before")
    ends = instant(data, "NotOnOrAfter", "confirmation-expiry")
    demand(expected.now - SKEW < ends, "confirmation-expiry")
    demand(ends - expected.now <= MAX_LIFETIME, "confirmation-lifetime")


def check_authentication(assertion: etree._Element, expected: Expected) -> None:
    """Ask that the person proved who they are in the past, and the proof still counts (Core 2.7.2)."""
    statement = only(assertion, "saml:AuthnStatement", "authn-statement")
    demand(instant(statement, "AuthnInstant", "authn-instant") <= expected.now + SKEW, "authn-instant")
    ends = session_end(statement)
    demand(ends is None or expected.now < ends, "session-end")  # no skew: ours ends then too


def session_end(statement: etree._Element) -> datetime | None:
    """Return when the identity provider ends its session (Core 2.7.2); None when it does not say."""
    if statement.get("SessionNotOnOrAfter") is None:
        return None
    return instant(statement, "SessionNotOnOrAfter", "session-end")


def check_all(envelope: etree._Element, assertion: etree._Element, expected: Expected) -> None:
    """Apply every rule that a response with a signed assertion must satisfy."""
    check_envelope(envelope, assertion, expected)
    check_conditions(assertion, expected)
    check_subject(envelope, assertion, expected)
    check_authentication(assertion, expected)
