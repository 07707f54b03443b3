"""Answers that the identity provider signed, which still are not for us, for now or about one person."""

import pytest

from tests.accounts.attacks import modes
from tests.accounts.attacks.changes import (
    ASSERTION,
    ATTRIBUTES,
    AUDIENCE,
    CONDITIONS,
    CONFIRMATION,
    CONTEXT,
    DATA,
    LEVEL,
    NUMBER,
    RESTRICTION,
    STATEMENT,
    SUBJECT,
    VALUE,
    adding,
    dropping,
    lengthening,
    made,
    removing,
    repeating,
    setting,
    writing,
)
from tests.accounts.attacks.forge import stamp

ELSEWHERE = "https://other.example/"
SENDER_VOUCHES = "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"
ATTRIBUTE = "<saml:Attribute Name='{}'><saml:AttributeValue>{}</saml:AttributeValue></saml:Attribute>"
FOREIGN_RESTRICTION = (
    f"<saml:AudienceRestriction><saml:Audience>{ELSEWHERE}</saml:Audience></saml:AudienceRestriction>"
)
DECLARED = "<saml:AuthnContextDeclRef>urn:be:fedict:iam:fas:citizen:Level450</saml:AuthnContextDeclRef>"
OVER, SOON, LONG = {"minutes": -4}, {"minutes": 10}, {"days": 3650}


def moment(path, name, **difference):
    return setting(path, name, lambda: stamp(**difference))


ENVELOPE = {
    "destination missing": (dropping(".", "Destination"), "destination"),
    "destination empty": (setting(".", "Destination", ""), "destination"),
    "destination elsewhere": (setting(".", "Destination", ELSEWHERE), "destination"),
    "destination begins like ours": (lengthening(".", "Destination", "more"), "destination"),
    "destination with a query": (lengthening(".", "Destination", "?next=x"), "destination"),
    "response long ago": (moment(".", "IssueInstant", minutes=-11), "issue-instant"),
    "response in the future": (moment(".", "IssueInstant", minutes=10), "issue-instant"),
    "response in another zone": (
        setting(".", "IssueInstant", "2026-01-01T10:00:00+02:00"),
        "issue-instant",
    ),
    "response of another issuer": (writing("saml:Issuer", ELSEWHERE), "issuer"),
    "response answers another request": (setting(".", "InResponseTo", "_other"), "in-response-to"),
    "response answers no request": (dropping(".", "InResponseTo"), "in-response-to"),
    "response of another version": (setting(".", "Version", "1.1"), "version"),
}

FIRST, LAST = "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"  # as programs write « always »
STATEMENTS = {
    "assertion long ago": (moment(ASSERTION, "IssueInstant", minutes=-11), "issue-instant"),
    "assertion in the future": (moment(ASSERTION, "IssueInstant", **SOON), "issue-instant"),
    "assertion of another issuer": (writing(f"{ASSERTION}/saml:Issuer", ELSEWHERE), "issuer"),
    "assertion of another version": (setting(ASSERTION, "Version", "1.1"), "version"),
    "conditions missing": (removing(CONDITIONS), "conditions"),
    "no beginning": (dropping(CONDITIONS, "NotBefore"), "validity"),
    "no end": (dropping(CONDITIONS, "NotOnOrAfter"), "validity"),
    "ten years": (moment(CONDITIONS, "NotOnOrAfter", **LONG), "lifetime"),
    "since the first moment": (setting(CONDITIONS, "NotBefore", FIRST), "lifetime"),
    "to the last moment": (setting(CONDITIONS, "NotOnOrAfter", LAST), "lifetime"),
    "over": (moment(CONDITIONS, "NotOnOrAfter", **OVER), "validity"),
    "not yet": (moment(CONDITIONS, "NotBefore", minutes=4), "validity"),
    "audience missing": (removing(RESTRICTION), "audience"),
    "audience foreign": (writing(AUDIENCE, ELSEWHERE), "audience"),
    "audience begins like ours": (
        lambda root: writing(AUDIENCE, root.find(AUDIENCE, root.nsmap).text + "more")(root),
        "audience",
    ),
    "second restriction, foreign": (adding(CONDITIONS, FOREIGN_RESTRICTION), "audience"),
    "second audience, foreign": (
        adding(RESTRICTION, f"<saml:Audience>{ELSEWHERE}</saml:Audience>"),
        "audience",
    ),
    "subject missing": (removing(SUBJECT), "subject"),
    "confirmation missing": (removing(CONFIRMATION), "confirmation"),
    "second confirmation": (repeating(CONFIRMATION), "confirmation"),
    "confirmation without data": (removing(DATA), "confirmation"),
    "not a bearer": (setting(CONFIRMATION, "Method", SENDER_VOUCHES), "bearer"),
    "recipient missing": (dropping(DATA, "Recipient"), "recipient"),
    "recipient elsewhere": (setting(DATA, "Recipient", ELSEWHERE), "recipient"),
    "recipient begins like ours": (lengthening(DATA, "Recipient", "?x=1"), "recipient"),
    "recipient holds ours": (
        lambda root: setting(DATA, "Recipient", f"{ELSEWHERE}?{root.get('Destination')}")(root),
        "recipient",
    ),
    "confirmation for no request": (dropping(DATA, "InResponseTo"), "unsolicited"),
    "confirmation for another request": (setting(DATA, "InResponseTo", "_other"), "in-response-to"),
    "confirmation without end": (dropping(DATA, "NotOnOrAfter"), "confirmation-expiry"),
    "confirmation over": (moment(DATA, "NotOnOrAfter", **OVER), "confirmation-expiry"),
    "confirmation to the last moment": (setting(DATA, "NotOnOrAfter", LAST), "confirmation-lifetime"),
    "confirmation over since the first": (setting(DATA, "NotOnOrAfter", FIRST), "confirmation-expiry"),
    "confirmation for ten years": (moment(DATA, "NotOnOrAfter", **LONG), "confirmation-lifetime"),
    "confirmation with a beginning": (moment(DATA, "NotBefore"), "confirmation-not-before"),
    "statement missing": (removing(STATEMENT), "authn-statement"),
    "second statement": (repeating(STATEMENT), "authn-statement"),
    "proof in the future": (moment(STATEMENT, "AuthnInstant", **SOON), "authn-instant"),
    "session over": (moment(STATEMENT, "SessionNotOnOrAfter", hours=-1), "session-end"),
    "session just over": (moment(STATEMENT, "SessionNotOnOrAfter", seconds=-1), "session-end"),
    "session until nobody knows": (
        setting(STATEMENT, "SessionNotOnOrAfter", "2026-02-30T00:00:00Z"),
        "schema",
    ),
    "session in another zone": (
        setting(STATEMENT, "SessionNotOnOrAfter", "2099-01-01T00:00:00+02:00"),
        "session-end",
    ),
    "session of no zone": (setting(STATEMENT, "SessionNotOnOrAfter", "2099-01-01T00:00:00"), "session-end"),
    "level missing": (removing(LEVEL), "schema"),
    "level by declaration only": (
        lambda root: root.find(CONTEXT, root.nsmap).replace(root.find(LEVEL, root.nsmap), made(DECLARED)),
        "level",
    ),
    "attributes missing": (removing(ATTRIBUTES), "attributes"),
    "attributes in two statements": (repeating(ATTRIBUTES), "attributes"),
    "number missing": (removing(NUMBER), "national-number"),
    "number twice": (repeating(NUMBER), "duplicate-attribute"),
    "another number beside it": (
        adding(ATTRIBUTES, ATTRIBUTE.format("egovNRN", "91110290256"), 0),
        "duplicate-attribute",
    ),
    "two values of the number": (repeating(VALUE), "attribute-value"),
    "no value of the number": (removing(VALUE), "national-number"),
    "number empty": (writing(VALUE, ""), "national-number"),
    "wrong check digits": (writing(VALUE, "78031490148"), "national-number"),
    "number of nobody": (writing(VALUE, "00000000097"), "national-number"),
    "number followed by another": (writing(VALUE, "78031490147 91110290256"), "national-number"),
    "element inside the number": (adding(VALUE, "<saml:NameID>91110290256</saml:NameID>"), "element"),
    "foreign element in the number": (adding(VALUE, "<b xmlns='urn:x'>9</b>"), "element"),
    "name missing": (removing(f"{ATTRIBUTES}/saml:Attribute[@Name='surname']"), "names"),
    "name endless": (
        writing(f"{ATTRIBUTES}/saml:Attribute[@Name='surname']/saml:AttributeValue", "x" * 151),
        "names",
    ),
    "statement of another kind": (
        adding(ASSERTION, "<saml:AuthzDecisionStatement Resource='x' Decision='Permit'/>"),
        "element",
    ),
}


@pytest.mark.parametrize("mode", modes.ACCEPTED, ids=str)
@pytest.mark.parametrize(("said", "rule"), ENVELOPE.values(), ids=ENVELOPE.keys())
def test_envelope_that_is_not_for_us_is_refused(browser, mode, said, rule):
    browser.is_refused(browser.carries(modes.answer(browser.asks(), mode, said=said)), rule)


@pytest.mark.parametrize("mode", modes.EXTREMES, ids=str)
@pytest.mark.parametrize(("said", "rule"), STATEMENTS.values(), ids=STATEMENTS.keys())
def test_assertion_that_is_not_for_us_is_refused(browser, mode, said, rule):
    browser.is_refused(browser.carries(modes.answer(browser.asks(), mode, said=said)), rule)


@pytest.mark.parametrize("mode", modes.ACCEPTED, ids=str)
@pytest.mark.parametrize("level", ["urn:be:fedict:iam:fas:citizen:Level300", "urn:x:Level500", "500"])
def test_unknown_or_weaker_level_is_refused(browser, mode, level):
    answer = browser.carries(modes.answer(browser.asks(), mode, level=level))
    browser.is_refused(answer, "level", status=403)


@pytest.mark.parametrize("mode", modes.ACCEPTED, ids=str)
def test_level_below_what_was_asked_is_refused(browser, mode):
    answer = browser.carries(modes.answer(browser.asks(level="500"), mode))
    browser.is_refused(answer, "level", status=403)


@pytest.mark.parametrize("mode", modes.ACCEPTED, ids=str)
def test_old_proof_is_refused_where_a_fresh_one_was_asked(browser, mode):
    old = moment(STATEMENT, "AuthnInstant", hours=-1)
    answer = browser.carries(modes.answer(browser.asks(fresh="1"), mode, said=old))
    browser.is_refused(answer, "authn-instant", status=403)
    browser.comes_in(browser.carries(modes.answer(browser.asks(), mode, said=old)))
