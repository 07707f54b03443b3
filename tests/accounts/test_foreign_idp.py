"""Signing in through an identity provider that was not written here: its metadata is all that is set."""

import re
from html import unescape

import pytest
from django.conf import settings as portal
from django.test import Client
from django.urls import reverse

from accounts.models import NationalIdentity
from accounts.saml.metadata.service_provider import acs_url
from monespace.journal.models import Event
from tests.accounts.attacks.forge import LEVEL, NUMBER
from tests.accounts.attacks.keys import genuine
from tests.accounts.federation import is_signed_in
from tests.support import plain_http
from tests.support.foreign_idp import CannotInstall, installed, run

pytestmark = [pytest.mark.django_db, pytest.mark.processes]

PERSON = {
    "name": "transient-name",
    "attributes": {
        "egovNRN": NUMBER,
        "givenName": "Zoé",
        "surname": "D’Hondt & fils",
        "mail": "zoe@exemple.be",
        "memberOf": ["staff", "admins"],
    },
}


@pytest.fixture(scope="module")
def foreign_idp(tmp_path_factory):
    """Return the address of the running identity provider."""
    try:
        installed()
    except CannotInstall as reason:
        pytest.skip(f"no foreign identity provider to sign in through: {reason}")
    folder = tmp_path_factory.mktemp("foreign-idp")
    (folder / "idp.key").write_bytes(genuine().key_pem)
    (folder / "idp.crt").write_bytes(genuine().certificate_pem)
    yield from run(
        folder,
        key=str(folder / "idp.key"),
        certificate=str(folder / "idp.crt"),
        portalCertificate=str(portal.SAML_SP_CERT),
        acs=acs_url(),
        level=LEVEL,
        person=PERSON,
    )


@pytest.fixture
def browser():
    return Client()


def signs_in_through(browser, settings, metadata):
    """Go to the identity provider that ``metadata`` names, and bring back what its page posts."""
    settings.SAML_IDP_METADATA = metadata
    sent = browser.get(reverse("accounts:saml_login"), {"method": "itsme", "next": "/demarches/"})
    assert sent.status_code == 302, sent.status_code
    page = plain_http.get(sent["Location"])
    assert page.status_code == 200, page.text
    form = dict(re.findall(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', page.text))
    answer = browser.post(reverse("accounts:saml_acs"), {name: unescape(v) for name, v in form.items()})
    return browser.get(answer["Location"]) if answer.status_code == 303 else answer


@pytest.mark.parametrize("mode", ["both", "assertion", "encrypted", "encrypted-assertion"])
def test_person_signs_in_with_nothing_set_but_the_metadata(browser, settings, foreign_idp, mode):
    arrived = signs_in_through(browser, settings, f"{foreign_idp}/{mode}/metadata")
    assert arrived.status_code == 302, list(Event.objects.values_list("facts", flat=True))
    assert arrived["Location"].startswith("/")
    assert is_signed_in(browser)
    user = NationalIdentity.objects.of_number(NUMBER).get().user
    assert user.display_name == "Zoé D’Hondt & fils"


def test_metadata_may_be_a_file(browser, settings, foreign_idp, tmp_path):
    file = tmp_path / "metadata.xml"
    file.write_bytes(plain_http.get(f"{foreign_idp}/both/metadata").content)
    assert signs_in_through(browser, settings, str(file)).status_code == 302
    assert is_signed_in(browser)


def test_its_answer_is_refused_by_policy_when_it_signs_the_response_alone(browser, settings, foreign_idp):
    refused = signs_in_through(browser, settings, f"{foreign_idp}/response/metadata")
    assert refused.status_code == 400
    assert Event.objects.get(tag="sign_in.refused").facts["rule"] == "unsigned"
    assert not is_signed_in(browser)


def test_its_answer_is_refused_where_another_is_trusted(browser, settings, foreign_idp, tmp_path):
    """The same key and the same person, under another name."""
    text = plain_http.get(f"{foreign_idp}/both/metadata").text
    file = tmp_path / "metadata.xml"
    file.write_text(text.replace("urn:foreign:both", "urn:another"))
    assert signs_in_through(browser, settings, str(file)).status_code == 400
    assert Event.objects.get(tag="sign_in.refused").facts["rule"] == "issuer"
