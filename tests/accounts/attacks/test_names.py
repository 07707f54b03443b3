"""Names of persons and entities that are not quite those meant: for another portal, or decorated."""

import pytest
from django.conf import settings as portal

from tests.accounts.attacks import modes
from tests.accounts.attacks.changes import ASSERTION, SUBJECT, dropping, setting, writing
from tests.accounts.attacks.forge import ISSUER, at

NAME = f"{SUBJECT}/saml:NameID"
FORMATS = "urn:oasis:names:tc:SAML:2.0:nameid-format:"
ENTITY = f"{FORMATS}entity"
ELSEWHERE = "https://other.example/"

NAMES = {
    "for another portal": (setting(NAME, "SPNameQualifier", ELSEWHERE), "sp-name-qualifier"),
    "for nobody": (setting(NAME, "SPNameQualifier", ""), "sp-name-qualifier"),
    "for us, almost": (setting(NAME, "SPNameQualifier", f"{portal.SAML_SP_ENTITY_ID} "), "sp-name-qualifier"),
    "for us, in capitals": (
        setting(NAME, "SPNameQualifier", portal.SAML_SP_ENTITY_ID.upper()),
        "sp-name-qualifier",
    ),
    "for us and more": (
        setting(NAME, "SPNameQualifier", f"{portal.SAML_SP_ENTITY_ID}x"),
        "sp-name-qualifier",
    ),
    "by another federation": (setting(NAME, "NameQualifier", ELSEWHERE), "name-qualifier"),
    "by nobody": (setting(NAME, "NameQualifier", ""), "name-qualifier"),
    "persistent, by another federation": (
        lambda root: [
            setting(NAME, "Format", f"{FORMATS}persistent")(root),
            setting(NAME, "NameQualifier", ELSEWHERE)(root),
        ],
        "name-qualifier",
    ),
}

DECORATED = {
    "format of a person": lambda path: setting(path, "Format", f"{FORMATS}persistent"),
    "format in capitals": lambda path: setting(path, "Format", ENTITY.upper()),
    "empty format": lambda path: setting(path, "Format", ""),
    "qualified": lambda path: setting(path, "NameQualifier", ISSUER),
    "qualified for us": lambda path: setting(path, "SPNameQualifier", portal.SAML_SP_ENTITY_ID),
    "named by us": lambda path: setting(path, "SPProvidedID", "x"),
    "space before": lambda path: writing(path, f" {ISSUER}"),
    "space after": lambda path: writing(path, f"{ISSUER} "),
    "line around": lambda path: writing(path, f"\n  {ISSUER}\n"),
    "no-break space": lambda path: writing(path, f"{ISSUER}\u00a0"),
    "zero-width": lambda path: writing(path, f"{ISSUER}\u200b"),
    "capitals": lambda path: writing(path, ISSUER.upper()),
    "without its end": lambda path: writing(path, ISSUER.rstrip("/")),
    "with a port": lambda path: writing(path, "https://idp.attacks.example:443/"),
    "with more": lambda path: writing(path, f"{ISSUER}more"),
    "empty": lambda path: writing(path, ""),
}
ISSUERS = {"envelope": "saml:Issuer", "assertion": f"{ASSERTION}/saml:Issuer"}


@pytest.mark.parametrize("mode", modes.EXTREMES, ids=str)
@pytest.mark.parametrize(("said", "rule"), NAMES.values(), ids=NAMES.keys())
def test_name_made_for_others_is_refused(browser, mode, said, rule):
    browser.is_refused(browser.carries(modes.answer(browser.asks(), mode, said=said)), rule)


@pytest.mark.parametrize("where", ISSUERS.values(), ids=ISSUERS.keys())
@pytest.mark.parametrize("decoration", DECORATED.values(), ids=DECORATED.keys())
def test_decorated_issuer_is_refused(browser, decoration, where):
    answer = modes.answer(browser.asks(), modes.BOTH, said=decoration(where))
    browser.is_refused(browser.carries(answer), "issuer")


def qualified_for_us(root):
    at(root, NAME).attrib.update({"SPNameQualifier": portal.SAML_SP_ENTITY_ID, "NameQualifier": ISSUER})


RIGHT = {
    "qualified for us": qualified_for_us,
    "unqualified": lambda root: None,
    "of no format": dropping(NAME, "Format"),
    "qualified where it means nothing": lambda root: at(root, NAME).attrib.update(
        {"Format": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "NameQualifier": ELSEWHERE}
    ),
    "issuer of its usual format": setting("saml:Issuer", "Format", ENTITY),
    "assertion's issuer of its usual format": setting(f"{ASSERTION}/saml:Issuer", "Format", ENTITY),
}


@pytest.mark.parametrize("mode", modes.EXTREMES, ids=str)
@pytest.mark.parametrize("said", RIGHT.values(), ids=RIGHT.keys())
def test_right_names_come_in(browser, mode, said):
    browser.comes_in(browser.carries(modes.answer(browser.asks(), mode, said=said)))
