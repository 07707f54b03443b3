"""What a signed response must still satisfy to be for us, for now and about one person.

Sections cited are those of SAML 2.0 Core and Profiles (4.1.4, Web Browser SSO).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from accounts.saml.contexts import BEARER
from accounts.saml.refusals import demand, refuse
from accounts.saml.xml import only, text

if TYPE_CHECKING:
    from lxml import etree

SKEW = timedelta(minutes=3)
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
    demand(text(only(message, "saml:Issuer", "issuer"), "issuer") == issuer, "issuer")
    issued = instant(message, "IssueInstant", "issue-instant")
    demand(now - MAX_AGE <= issued <= now + SKEW, "issue-instant")
    return issued


def check_conditions(assertion: etree._Element, expected: Expected) -> None:
    """Ask for a short validity and for us as the only audience (Core 2.5.1)."""
    conditions = only(assertion, "saml:Conditions", "conditions")
    begins, ends = (
        instant(conditions, "NotBefore", "validity"),
        instant(conditions, "NotOnOrAfter", "validity"),
    )
    demand(begins - SKEW <= expected.now < ends + SKEW, "validity")
    demand(ends - begins <= MAX_LIFETIME, "lifetime")
    restriction = only(conditions, "saml:AudienceRestriction", "audience")
    audience = only(restriction, "saml:Audience", "audience")
    demand(text(audience, "audience") == expected.audience, "audience")


def check_subject(envelope: etree._Element, assertion: etree._Element, expected: Expected) -> None:
    """Ask for one bearer confirmation, addressed to us, for that request, ending soon (Profiles 4.1.4.2)."""
    subject = only(assertion, "saml:Subject", "subject")
    confirmation = only(subject, "saml:SubjectConfirmation", "confirmation")
    demand(confirmation.get("Method") == BEARER, "bearer")
    data = only(confirmation, "saml:SubjectConfirmationData", "confirmation")
    demand(data.get("Recipient") == expected.acs, "recipient")
    demand(bool(data.get("InResponseTo")), "unsolicited")
    demand(data.get("InResponseTo") == envelope.get("InResponseTo"), "in-response-to")
    demand(data.get("NotBefore") is None, "confirmation-not-before")
    ends = instant(data, "NotOnOrAfter", "confirmation-expiry")
    demand(expected.now < ends + SKEW, "confirmation-expiry")
    demand(ends - expected.now <= MAX_LIFETIME, "confirmation-lifetime")


def check_authentication(assertion: etree._Element, expected: Expected) -> None:
    """Ask that the person proved who they are in the past, and the proof still counts (Core 2.7.2)."""
    statement = only(assertion, "saml:AuthnStatement", "authn-statement")
    demand(instant(statement, "AuthnInstant", "authn-instant") <= expected.now + SKEW, "authn-instant")
    if statement.get("SessionNotOnOrAfter") is not None:
        ends = instant(statement, "SessionNotOnOrAfter", "session-end")
        demand(expected.now < ends + SKEW, "session-end")


def check_all(envelope: etree._Element, assertion: etree._Element, expected: Expected) -> None:
    """Apply every rule that a response with a signed assertion must satisfy."""
    check_envelope(envelope, assertion, expected)
    check_conditions(assertion, expected)
    check_subject(envelope, assertion, expected)
    check_authentication(assertion, expected)
