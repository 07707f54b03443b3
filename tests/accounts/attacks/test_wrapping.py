"""Signature wrapping is refused by where things stand, whatever is signed and encrypted."""

import pytest
from lxml import etree

from tests.accounts.attacks import modes
from tests.accounts.attacks.forge import assertion_of
from tests.accounts.attacks.sealing import seal, sealed
from tests.accounts.attacks.wrappings import (
    AROUND_THE_RESPONSE,
    BESIDE_EACH_OTHER,
    WITHIN_ONE_ASSERTION,
    forged,
)

IN_ONE_MESSAGE = WITHIN_ONE_ASSERTION | BESIDE_EACH_OTHER


@pytest.mark.parametrize("mode", modes.PLAIN, ids=str)
@pytest.mark.parametrize(("wrap", "rule"), IN_ONE_MESSAGE.values(), ids=IN_ONE_MESSAGE.keys())
def test_wrapped_assertion_is_refused(browser, mode, wrap, rule):
    if rule == "assertions" and mode.signs_response:
        rule = "signature"  # the response's own, which the second assertion breaks
    browser.is_refused(browser.carries(modes.answer(browser.asks(), mode, carried=wrap)), rule)


@pytest.mark.parametrize("mode", [modes.ASSERTION_ENCRYPTED], ids=str)
@pytest.mark.parametrize(("wrap", "rule"), WITHIN_ONE_ASSERTION.values(), ids=WITHIN_ONE_ASSERTION.keys())
def test_assertion_wrapped_before_it_was_encrypted_is_refused(browser, mode, wrap, rule):
    browser.is_refused(browser.carries(modes.answer(browser.asks(), mode, stolen=wrap)), rule)


@pytest.mark.parametrize("mode", [modes.BOTH, modes.RESPONSE], ids=str)
@pytest.mark.parametrize(("wrap", "rule"), AROUND_THE_RESPONSE.values(), ids=AROUND_THE_RESPONSE.keys())
def test_wrapped_response_is_refused(browser, mode, wrap, rule):
    browser.is_refused(browser.carries(wrap(modes.answer(browser.asks(), mode))), rule)


def forged_one_beside(root):
    """Add a forged assertion in clear to the signed one, which stays encrypted."""
    root.append(forged(assertion_of(root)))
    seal(root)


def forged_one_encrypted_beside(root):
    root.append(sealed(etree.tostring(forged(assertion_of(root)))))


def identifier_of_the_response(root):
    root.set("ID", assertion_of(root).get("ID"))


MIXED = {
    "forged one in clear": (forged_one_beside, "assertions", modes.ASSERTION),
    "forged one encrypted": (forged_one_encrypted_beside, "assertions", modes.ASSERTION),
    "forged one encrypted too": (forged_one_encrypted_beside, "assertions", modes.ASSERTION_ENCRYPTED),
    "identifier of the response": (identifier_of_the_response, "duplicate-id", modes.ASSERTION_ENCRYPTED),
}


@pytest.mark.parametrize(("stolen", "rule", "mode"), MIXED.values(), ids=MIXED.keys())
def test_encrypted_and_plain_assertions_cannot_be_mixed(browser, mode, stolen, rule):
    browser.is_refused(browser.carries(modes.answer(browser.asks(), mode, stolen=stolen)), rule)
