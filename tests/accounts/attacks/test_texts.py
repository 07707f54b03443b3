"""Texts of an assertion are kept without what nobody sees, whoever signed them."""

import pytest
from lxml import etree

from accounts.models import User
from tests.accounts.attacks import modes
from tests.accounts.attacks.changes import ATTRIBUTES, made, writing
from tests.accounts.attacks.forge import at

MAIL = "<saml:Attribute Name='mail'><saml:AttributeValue>{}</saml:AttributeValue></saml:Attribute>"


def says(name, value):
    return writing(f"{ATTRIBUTES}/saml:Attribute[@Name='{name}']/saml:AttributeValue", value)


@pytest.mark.parametrize(
    "unseen", ["\x85", "\x9f", "\u202e", "\u200b", "\ufeff", "\ue000", "\U000e0041"], ids=ascii
)
def test_names_and_address_are_cleaned(browser, unseen):
    def change(root: etree._Element) -> None:
        says("givenName", f"{unseen}Antoine{unseen}")(root)
        says("surname", f"{unseen}Delvaux")(root)
        at(root, ATTRIBUTES).append(made(MAIL.format(f"antoine@exemp{unseen}le.be")))

    browser.comes_in(browser.carries(modes.answer(browser.asks(), said=change)))
    person = User.objects.get()
    assert (person.first_name, person.last_name) == ("Antoine", "Delvaux")
    assert person.pending_email in {"antoine@exemple.be", ""}
    assert unseen not in person.pending_email
