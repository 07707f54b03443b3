"""The right answer is taken in every accepted mode: an attack is refused for the one thing it changes."""

import pytest

from accounts.models import NationalIdentity, User
from tests.accounts.attacks import modes, sealing
from tests.accounts.attacks.changes import ATTRIBUTES, CONDITIONS, CONTEXT, STATEMENT, adding
from tests.accounts.attacks.forge import NUMBER, How, assertion_of, response, sign
from tests.accounts.attacks.keys import genuine


@pytest.mark.parametrize("mode", modes.ACCEPTED, ids=str)
def test_right_answer_is_taken(browser, mode):
    browser.comes_in(browser.carries(modes.answer(browser.asks(), mode)))
    assert NationalIdentity.objects.of_number(NUMBER).get().user == User.objects.get()


@pytest.mark.parametrize("mode", modes.REFUSED, ids=str)
def test_answer_signed_around_the_assertion_only_is_refused_by_policy(browser, mode):
    browser.is_refused(browser.carries(modes.answer(browser.asks(), mode)), "unsigned")


@pytest.mark.parametrize("bits", [256, 384, 512])
@pytest.mark.parametrize("mode", modes.PLAIN, ids=str)
def test_strong_hashes_are_taken(browser, mode, bits):
    how = How.sha(bits)
    root = response(browser.asks())
    sign(assertion_of(root), genuine(), how)
    if mode.signs_response:
        sign(root, genuine(), how)
    browser.comes_in(browser.carries(root))


ENCRYPTIONS = {"oaep-sha256": sealing.OAEP_SHA256, "aes128-gcm": sealing.AES_128}


@pytest.mark.parametrize("how", ENCRYPTIONS.values(), ids=ENCRYPTIONS.keys())
@pytest.mark.parametrize("mode", modes.PLAIN, ids=str)
def test_other_strong_encryptions_are_taken(browser, mode, how):
    root = response(browser.asks())
    sign(assertion_of(root), genuine())
    sealing.seal(root, how)
    if mode.signs_response:
        sign(root, genuine())
    browser.comes_in(browser.carries(root))


TYPED = """<saml:Attribute Name="unused"><saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">x</saml:AttributeValue>
 <saml:AttributeValue>y</saml:AttributeValue></saml:Attribute>"""
AUTHORITY = "<saml:AuthenticatingAuthority>https://eid.example/</saml:AuthenticatingAuthority>"
OTHER_WAYS = {
    "typed values, and several of what is not read": adding(ATTRIBUTES, TYPED),
    "who authenticated the person": adding(CONTEXT, AUTHORITY),
    "from where the person came": adding(STATEMENT, '<saml:SubjectLocality Address="192.0.2.1"/>', 0),
    "to be used once": adding(CONDITIONS, "<saml:OneTimeUse/>"),
}


@pytest.mark.parametrize("mode", modes.ACCEPTED, ids=str)
@pytest.mark.parametrize("said", OTHER_WAYS.values(), ids=OTHER_WAYS.keys())
def test_what_identity_providers_may_add_is_taken(browser, mode, said):
    browser.comes_in(browser.carries(modes.answer(browser.asks(), mode, said=said)))
